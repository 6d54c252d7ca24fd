"""`mim validate`."""

from typing import Annotated

import typer

from mimcli.cli.session import Session


def validate(
    context: typer.Context,
    targets: Annotated[
        list[str],
        typer.Argument(metavar="FILE|FOLDER|-...", help="Message files, folders, - for stdin."),
    ],
    *,
    as_id: Annotated[
        str | None,
        typer.Option("--as", metavar="ID", help="What the messages are: an artefact id."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CHECK,...", help="Only these checks or families of checks."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CHECK,...", help="Not these checks or families of checks."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    nearest: Annotated[
        bool,
        typer.Option("--nearest", help="Judge by the nearest revision what no version defines."),
    ] = False,
    extract: Annotated[
        bool,
        typer.Option("--extract", help="Search texts (logs, say) for messages in them."),
    ] = False,
) -> None:
    """Check messages, and say what is wrong with each, and where.

    A message that names its interaction is judged by the version that defines it: that of --mim,
    else the one in use, else the newest in the cache that does. Exit code 1 if any message is
    invalid, 2 if anything is no message, 4 if no version at hand can judge one.

    Examples:
      mim validate message.xml
      mim validate --select schema messages/
      mim validate --as PRPA_MT000203UK04 payload.xml
      cat message.xml | mim validate - --json
    """
    from mimcli.checks.registry import choose_checks  # noqa: PLC0415  (not for help)
    from mimcli.cli.progress import progress_for  # noqa: PLC0415  (as above)
    from mimcli.messages.judging import Wishes  # noqa: PLC0415  (lxml: 20 ms)
    from mimcli.query.validate import exit_code  # noqa: PLC0415  (as above)
    from mimcli.query.validate import validate as query  # noqa: PLC0415  (as above)

    session = Session(context)
    wishes = Wishes(
        choose_checks(select or [], ignore or []), strict, as_id and as_id.upper(), nearest, extract
    )
    progress = progress_for(quiet=session.settings.quiet)
    report = query(session.place, targets, wishes, progress)
    session.answer(report, asks_manual=False, code=exit_code(report))


COMMANDS = {"validate": validate}
