"""`mim example`."""

from functools import partial
from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session


def example(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="An interaction, message type, CMET, template or domain; or an example's file.",
            autocompletion=complete_name,
        ),
    ],
    which: Annotated[
        str | None,
        typer.Argument(metavar="[NUMBER|FILE|ID]", help="Print that one of the list."),
    ] = None,
    *,
    path: Annotated[bool, typer.Option("--path", help="Print where it lies, or they lie.")] = False,
) -> None:
    """List the example messages of something, or print one of them.

    Of an interaction: its own whole messages, then those of its payload. A clinical document comes
    in two forms: wire, as it is sent, and templated, as its domain models it. In a pipe the file's
    own bytes are printed. Exit code 1 when there are no examples.

    Examples:
      mim example PRPA_IN000203UK06
      mim example PRPA_MT000203UK04 2 | xmllint --format -
      mim example PRPA_EX000206UK06_01.xml
      mim example Discharge --path
    """
    from mimcli.query import examples  # noqa: PLC0415  (sqlite3: 6 ms)
    from mimcli.query.nothing import no_example  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    found = examples.select_examples(session.manual, name, which)
    items = found.listing.items if found.one is None else (found.one,)
    if path:
        from mimcli.query.schemas import located  # noqa: PLC0415  (one way of asking only)

        session.answer_lines(located(session.manual, [one.path for one in items]), "file")
    elif found.one is not None:
        session.answer_file(*examples.example_document(session.manual, found.one))
    else:
        session.answer_found(found.listing, partial(no_example, name))


COMMANDS = {"example": example}
