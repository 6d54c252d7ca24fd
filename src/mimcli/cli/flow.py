"""`mim flow`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode


def flow(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="DOMAIN|INTERACTION|ROLE",
            help="A domain, an interaction (it and what answers it), or an application role.",
            autocompletion=complete_name,
        ),
    ],
    *,
    role: Annotated[
        str | None,
        typer.Option("--role", metavar="TEXT", help="Only where a role with that id or title is."),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=0, metavar="N", help="Follow at most N steps of responses."),
    ] = None,
) -> None:
    """Draw who sends what to whom, and what answers it, as a sequence diagram.

    Requests and responses are paired as the manual's receiver responsibilities pair them, in the
    order of its interaction diagrams. A response that all domains share (an acknowledgement) goes
    back to who sent the request. In a pipe: one row a message. --format mermaid, plantuml and svg
    write drawings.

    Examples:
      mim flow PDS
      mim flow PRPA_IN000203UK06
      mim flow EPS --role 'Dispensing System'
      mim flow PDS --format svg -o pds.svg
    """
    from mimcli.query.flow import flow as query  # noqa: PLC0415  (sqlite3: 6 ms)
    from mimcli.query.flow_accounts import turned  # noqa: PLC0415  (as above)
    from mimcli.query.nothing import no_message  # noqa: PLC0415  (as above)

    session = Session(context)
    found = query(session.manual, name, role=role, depth=depth)
    for message in turned(found.items):
        session.warn("answer-repeats-request", message)
    if not found.items:
        session.nothing(no_message(name, role))
    code = ExitCode.YES if found.items else ExitCode.NO
    if session.settings.format in flow.extra_formats:  # type: ignore[attr-defined]
        from mimcli.render.flow_drawing import render_flow  # noqa: PLC0415  (seldom wanted)

        session.answer_text(render_flow(found.items, session.settings.format), code=code)
    else:
        session.answer(found, code=code)


flow.extra_formats = ("mermaid", "plantuml", "svg")  # type: ignore[attr-defined]

COMMANDS = {"flow": flow}
