"""`mim table`."""

from functools import partial
from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.notes import note_schemas
from mimcli.cli.session import Session


def table(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A message type, CMET, template, tabular view, or an interaction (its payload).",
            autocompletion=complete_name,
        ),
    ],
    *,
    wrappers: Annotated[
        bool, typer.Option("--wrappers", help="Of an interaction: its wrappers' tables too.")
    ] = False,
    tree: Annotated[
        bool, typer.Option("--tree", help="Draw it as a tree from the entry class.")
    ] = False,
    depth: Annotated[
        int | None, typer.Option("--depth", min=0, metavar="N", help="At most N steps deep.")
    ] = None,
    match: Annotated[
        str | None, typer.Option("--match", metavar="TEXT", help="Only rows that have TEXT.")
    ] = None,
    from_schema: Annotated[
        bool, typer.Option("--from-schema", help="As its schemas have it, not its tabular view.")
    ] = False,
    unfold: Annotated[
        bool, typer.Option("--unfold", help="From the schemas, CMETs and templates too.")
    ] = False,
) -> None:
    """Print a message table: every class, attribute, association and choice, in the manual's order.

    Each row has its path from the entry class, cardinality, conformance (M mandatory, R
    required), datatype, vocabulary with its coding strength, and fixed or default value. Where the
    manual has no tabular view, the schemas tell what they can: no conformance, no descriptions.

    Examples:
      mim table PRPA_MT000203UK04
      mim table PRPA_IN000203UK06 --wrappers
      mim table PRPA_MT000203UK04 --tree --depth 3
      mim table PRPA_MT000203UK04 --match telecom -f csv
      mim table PRPA_MT000203UK04 --from-schema
    """
    from mimcli.query.nothing import no_row  # noqa: PLC0415  (sqlite3: 6 ms)
    from mimcli.query.tables import message_table  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    rows = message_table(
        session.manual,
        name,
        wrappers=wrappers,
        depth=depth,
        match=match,
        from_schema=from_schema,
        unfold=unfold,
    )
    if not (from_schema or unfold):
        note_schemas(session, {row.artefact for row in rows.items if row.origin == "schema"})
    found = bool(rows.items) or not match
    why = partial(no_row, name, match or "")
    session.answer_found(rows, why, found=found, style="tree" if tree else None)


COMMANDS = {"table": table}
