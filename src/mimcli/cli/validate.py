"""`mim validate`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_check, complete_name
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
        typer.Option(
            "--as",
            metavar="ID",
            help="What the messages are: an artefact id.",
            autocompletion=complete_name,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHECK,...",
            help="Only these checks or families of checks.",
            autocompletion=complete_check,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHECK,...",
            help="Not these checks or families of checks.",
            autocompletion=complete_check,
        ),
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

    A message that names its interaction is judged by a version that defines it: that of --mim, else
    the one that its versionCode states, else the one in use, else the newest in the cache, whole
    ones first. Exit code 1 if any message is invalid, 2 if anything is no message, 4 if no version
    at hand can judge one.

    Examples:
      mim validate message.xml
      mim validate --select schema messages/
      mim validate --as PRPA_MT000203UK04 payload.xml
      cat message.xml | mim validate - --json
    """
    from mimcli.checks.registry import choose_checks  # noqa: PLC0415  (not for help)
    from mimcli.cli.notes import unchecked_note  # noqa: PLC0415  (as above)
    from mimcli.cli.output import keep_inputs  # noqa: PLC0415  (as above)
    from mimcli.cli.progress import progress_for  # noqa: PLC0415  (as above)
    from mimcli.messages.wishes import Wishes  # noqa: PLC0415  (as above)
    from mimcli.query import validate as query  # noqa: PLC0415  (lxml: 20 ms)

    session = Session(context)
    keep_inputs(session.settings, targets)
    wishes = Wishes(choose_checks(select or [], ignore or []), strict, as_id, nearest, extract)
    progress = progress_for(quiet=session.settings.quiet)
    judges = query.judges_at_hand(session.place, session.not_asked)
    report = query.validate(judges, targets, wishes, progress, together=True)
    keep_inputs(session.settings, (one.path for one in report.messages))  # those in folders too
    session.notes(*(unchecked_note(one) for one in report.unchecked))
    code, format_ = query.exit_code(report), session.settings.format
    if format_ and format_ in validate.extra_formats:  # type: ignore[attr-defined]
        from mimcli.render.messages import render_report  # noqa: PLC0415  (json: 3 ms)

        text = render_report(report, format_, strict=strict)
        session.answer_text(text, code=code)
    else:
        session.answer(report, asks_manual=False, code=code)


validate.extra_formats = ("github", "sarif", "junit")  # type: ignore[attr-defined]

COMMANDS = {"validate": validate}
