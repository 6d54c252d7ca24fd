"""`mim diff`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_name_of_new, complete_operand, complete_side
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode


def diff(
    context: typer.Context,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="A version, or an artefact: ID, or VERSION:ID.",
            autocompletion=complete_operand,
        ),
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="As OLD.", autocompletion=complete_operand)
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Of two versions only this: a domain, an artefact, an id without its revision, a"
            " vocabulary, datatype, OID or template constraint.",
            autocompletion=complete_name_of_new,
        ),
    ] = None,
    *,
    stat: Annotated[bool, typer.Option("--stat", help="Count the changes by kind.")] = False,
    breaking: Annotated[
        bool, typer.Option("--breaking", help="Only changes that break senders or receivers.")
    ] = False,
    side: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="SIDE",
            help="Only what breaks that side: sender or receiver.",
            autocompletion=complete_side,
        ),
    ] = None,
) -> None:
    """Tell what changed in meaning between two MiM versions, or two artefacts, and whom it breaks.

    Schemas are compared by what they allow: how they are laid out, and what their classes are
    called, makes no difference. Where a version is in the cache with its schemas only, schemas are
    compared with schemas; what cannot be compared is told. The rules for what breaks are in
    docs/explanation/diff.md; --format markdown prints a note on the migration. Exit code 1 when
    anything differs.

    Examples:
      mim diff 6.3.01 7.2.02 --stat
      mim diff 6.3.01 7.2.02 PDS --breaking
      mim diff 6.3.01 7.2.02 PRPA_MT000203
      mim diff UKCT_MT120201UK03 UKCT_MT120201UK04
      mim diff 6.3.01 7.2.02 PDS -f markdown -o migration.md
    """
    from mimcli.query import diff as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    places = session.paths, session.place.version
    answer = query.diff(*places, old, new, name, breaking=breaking, side=side)
    if session.is_for_lines:
        for one in answer.not_compared:
            session.note(f"not compared: {one.what}: {one.reason}")
    code = ExitCode.NO if answer.differ else ExitCode.YES
    session.answer(query.stat_of(answer) if stat else answer, asks_manual=False, code=code)


COMMANDS = {"diff": diff}
