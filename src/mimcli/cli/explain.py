"""`mim explain`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.notes import note_schemas
from mimcli.cli.session import Session


def explain(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(
            metavar="ARTEFACT[.path.to.field]",
            help="An interaction, message type, CMET or template, and a path into it; or an XPath.",
            autocompletion=complete_name,
        ),
    ],
    *,
    codes: Annotated[bool, typer.Option("--codes", help="All codes, not the first few.")] = False,
    tree: Annotated[bool, typer.Option("--tree", help="What stands below it, as a tree.")] = False,
    depth: Annotated[
        int | None, typer.Option("--depth", min=0, metavar="N", help="A tree of at most N steps.")
    ] = None,
    required: Annotated[
        bool, typer.Option("--required", help="A tree of only what must be there.")
    ] = False,
    xpath: Annotated[
        bool, typer.Option("--xpath", help="Only its XPath (hl7: is urn:hl7-org:v3).")
    ] = False,
    from_schema: Annotated[
        bool, typer.Option("--from-schema", help="As its schemas have it, no message table read.")
    ] = False,
) -> None:
    """Explain one element of a message: what it is, what it may hold, what stands below it.

    An interaction begins at its transmission wrapper. Paths have the names that elements have in
    a message, those of message tables, or the classes of a choice; in any letter case. Where the
    manual has no message table, the schemas tell what they can.

    Examples:
      mim explain PRPA_IN000203UK06
      mim explain PRPA_IN000203UK06.ControlActEvent.author1
      mim explain PRPA_IN000203UK06.PdsUpdateRequest.code --codes
      mim explain PRPA_MT000203UK04.subject.patientRole --tree --depth 2
      mim explain PRPA_MT000203UK04 --required
      mim explain PRPA_MT000206UK06.subject.patientRole.id --xpath
      mim explain PRPA_MT000203UK04.subject.patientRole --from-schema
    """
    session = Session(context)
    if xpath:
        from mimcli.query.explain_xpath import explain_xpath  # noqa: PLC0415  (sqlite3: 6 ms)

        found = explain_xpath(session.manual, address, from_schema=from_schema)
        session.notes(*found.notes)
        if session.settings.format:
            session.answer(found)
        else:
            session.answer_text(f"{found.xpath}\n")
    elif tree or required or depth is not None:
        from mimcli.query.explain_tree import explain_tree  # noqa: PLC0415  (sqlite3: 6 ms)

        unfolded = explain_tree(
            session.manual, address, depth=depth, required=required, from_schema=from_schema
        )
        session.notes(unfolded.resolution)
        if not from_schema:
            note_schemas(session, {row.without_table for row in unfolded.rows.items[:1]})
        session.answer(unfolded.rows, style="tree" if tree else None)
    else:
        from mimcli.query.explain import explain as query  # noqa: PLC0415  (sqlite3: 6 ms)

        one = query(session.manual, address, all_codes=codes, from_schema=from_schema)
        session.notes(one.resolution)
        if not from_schema:
            note_schemas(session, {one.without_table})
        session.answer(one)


COMMANDS = {"explain": explain}
