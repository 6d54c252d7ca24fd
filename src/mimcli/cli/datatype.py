"""`mim datatype`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_datatype
from mimcli.cli.session import Session
from mimcli.errors import UsageError


def datatype(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="A datatype or flavour: AD, 'IVL<TS>', IVL_TS, 'Identifier Global'.",
            show_default=False,
            autocompletion=complete_datatype,
        ),
    ] = None,
    *,
    uses: Annotated[
        bool, typer.Option("--uses", help="All places where it is used, not the first few.")
    ] = False,
) -> None:
    """List the datatypes and their flavours, or show one: what it allows, demands and forbids.

    What the manual's page says comes first, then what its type in the schemas demands, in words.
    A flavour is found by its title, and by the name of its type in the schemas.

    Examples:
      mim datatype
      mim datatype II
      mim datatype II.NPfIT.uuid.mandatory
      mim datatype "Identifier Global" --uses
      mim datatype AD --json | jq -r '.data.flavours[].title'
    """
    from mimcli.query import datatypes as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    if name is not None:
        found = query.datatype_named(session.manual, name)
        session.answer(query.show_datatype(session.manual, found, all_uses=uses))
    elif uses:
        raise UsageError("--uses needs the name of a datatype")
    else:
        session.answer(query.list_datatypes(session.manual))


COMMANDS = {"datatype": datatype}
