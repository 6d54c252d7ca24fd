"""`mim oid`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_oid
from mimcli.cli.session import Session


def oid(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OID|TEXT",
            help="An OID, or words of its name, description, issuer or vocabulary.",
            show_default=False,
            autocompletion=complete_oid,
        ),
    ] = None,
    *,
    tree: Annotated[
        bool, typer.Option("--tree", help="Draw those found (of an OID: all below it) as a tree.")
    ] = False,
    uses: Annotated[
        bool, typer.Option("--uses", help="All places where it is used, not the first few.")
    ] = False,
) -> None:
    """List the object identifiers, or show one: its name, what has it, what stands above and below.

    An OID that is not known is answered with the longest known one that it goes on from (in JSON
    `exact` is false). Words are searched for in any letter case; exit code 1 when nothing has
    them all.

    Examples:
      mim oid
      mim oid 2.16.840.1.113883.2.1.4.1
      mim oid NHS number
      mim oid 1.2.826.0.1285.0 --tree
    """
    from mimcli.query import oids as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    text = " ".join(words or ())
    style = "tree" if tree else None
    asked = query.parse_oid(text) if "." in text else None
    if asked and not tree:
        found = query.show_oid(session.manual, asked, all_uses=uses)
        if not found.exact:
            session.note(f"{asked} is not known; it goes on from {found.oid}")
        session.answer(found)
    elif asked or not text:
        session.answer(query.list_oids(session.manual, below=asked), style=style)
    else:
        from mimcli.query.nothing import no_oid  # noqa: PLC0415  (sqlite3: 6 ms)

        rows = query.search_oids(session.manual, text)
        session.answer_found(rows, lambda: no_oid(session.manual, text), style=style)


COMMANDS = {"oid": oid}
