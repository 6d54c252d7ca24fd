"""`mim which`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode


def which(
    context: typer.Context,
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...|MESSAGE.xml...",
            help="Artefact ids, ids without their revision, or message files.",
            autocompletion=complete_name,
        ),
    ],
) -> None:
    """Say which MiM versions define an id: every cached one, and what is known of the others.

    Also the nearest revisions, the Spine services that it is registered under, and whether it is
    retired. Of a message file: its root, interactionId and versionCode (3NPfIT7.2.02 or
    V3NPfIT4.2.00), and where they disagree; in SOAP, MIME, JSON or gzip, of each message in it.
    Exit code 1 when no listed version defines it.

    Examples:
      mim which QUPA_IN000008UK02
      mim which PRPA_IN000203
      mim which message.xml --json
    """
    from mimcli.query.which import which as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    answers = query(session.paths, targets, session.place.retirement_list(), session.not_asked)
    if not any(one.cached for answer in answers.items for one in answer.versions):
        _say_if_empty(session)
    undefined = any(not answer.defined for answer in answers.items)
    code = ExitCode.NO if undefined else ExitCode.YES
    session.answer(answers, asks_manual=False, code=code)


def _say_if_empty(session: Session) -> None:
    """Say that only bundled facts answer, if it is so because the cache is empty."""
    from mimcli.cache.records import version_names  # noqa: PLC0415  (loaded by the query already)

    if not version_names(session.paths):
        session.note(
            "no MiM in the cache: the bundled catalogues answer (names and relations only);"
            " `mim fetch VERSION` gets everything"
        )


COMMANDS = {"which": which}
