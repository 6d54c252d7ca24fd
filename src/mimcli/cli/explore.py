"""`mim list-domains` and `mim show`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session


def list_domains(context: typer.Context) -> None:
    """List every domain of the manual's menu, in menu order.

    With no MiM in the cache the bundled catalogue answers.

    Examples:
      mim list-domains
      mim list-domains --json | jq -r '.data[] | [.name, .retirement] | @tsv'
      mim list-domains -m 6.3.01 -f csv -o domains.csv
    """
    from mimcli.query.domains import list_domains as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    session.answer(query(session.manual))


def show(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A domain (PDS, LRs, EPS), an artefact id, or an id without its revision.",
            autocompletion=complete_name,
        ),
    ],
) -> None:
    """Show one thing, whatever it is: a domain, interaction, message type, role or trigger event.

    Names are taken in any letter case; a domain by its menu name, folder or common short name.

    Examples:
      mim show PDS
      mim show PRPA_IN000203UK06
      mim show prpa_in000203              the newest revision of a stem
      mim show PRPA_MT000203UK04 --json | jq -r .data.schema
    """
    from mimcli.query.show import show as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    session.answer(query(session.manual, name))


COMMANDS = {"list-domains": list_domains, "show": show}
