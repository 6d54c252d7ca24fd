"""`mim uses`."""

from functools import partial
from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.errors import UsageError


def uses(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="An artefact id, vocabulary, datatype, OID, template constraint, domain or XSD.",
            autocompletion=complete_name,
        ),
    ],
    *,
    reverse: Annotated[bool, typer.Option("--reverse", help="What NAME uses.")] = False,
    tree: Annotated[
        bool, typer.Option("--tree", help="And what uses that, and so on, as a tree.")
    ] = False,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=1, metavar="N", help="With --tree: at most N steps."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="What NAME is, where it could be several things: datatype, domain, vocabulary ...",
        ),
    ] = None,
) -> None:
    """Say what uses NAME directly: which kind, how, in how many places, and where.

    Places are paths in the message table of the one that uses. Of a domain: what crosses its
    border. Exit code 1 when nothing uses it.

    Examples:
      mim uses UKCT_MT120201UK03
      mim uses PRPA_MT000203UK04 --reverse
      mim uses Sex --tree --depth 3
      mim uses 2.16.840.1.113883.2.1.4.1 --json | jq -r '.data[].places[]'
    """
    if depth is not None and not tree:
        raise UsageError("--depth needs --tree")
    from mimcli.query.nothing import no_use  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    why = partial(no_use, name, reverse=reverse, kind=kind)
    if tree:
        from mimcli.query.uses_tree import uses_tree  # noqa: PLC0415  (sqlite3: 6 ms)

        steps = uses_tree(session.manual, name, reverse=reverse, depth=depth, kind=kind)
        session.answer_found(steps, why, found=len(steps.items) > 1, style="tree")
    else:
        from mimcli.query.uses import uses as query  # noqa: PLC0415  (sqlite3: 6 ms)

        rows = query(session.manual, name, reverse=reverse, kind=kind)
        session.answer_found(rows, why)


COMMANDS = {"uses": uses}
