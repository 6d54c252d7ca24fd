"""`mim audit`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.errors import UsageError
from mimcli.exitcodes import ExitCode


def audit(
    context: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|PATH]",
            help="Only what is said of that domain, artefact or page.",
            autocompletion=complete_name,
        ),
    ] = None,
    *,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only findings of that kind.")
    ] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", metavar="SEVERITY", help="error, warning or info.")
    ] = None,
    page: Annotated[
        str | None, typer.Option("--page", metavar="TEXT", help="Only pages with TEXT in the path.")
    ] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Count them by kind.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if anything is found.")
    ] = False,
) -> None:
    """Tell what is wrong with the manual itself, what was chosen instead, and by which rule.

    The publication contradicts itself in places, and some of its links and headings are broken.
    What `mim` answers in such a place is here beside what the page states. The rules are explained
    in docs/explanation/reconciliation.md; -v prints each with its findings.

    Examples:
      mim audit --stat
      mim audit PDS
      mim audit --kind wrong-schema-link
      mim audit PRPA_IN000216UK01 --json
    """
    from mimcli.query import audit as query  # noqa: PLC0415  (sqlite3: 6 ms)

    if severity is not None and severity.lower() not in query.SEVERITIES:
        raise UsageError(f"the severity {severity!r} is not one of {', '.join(query.SEVERITIES)}")
    session = Session(context)
    level = severity.lower() if severity else None
    found = query.audit(session.manual, subject, kind=kind, severity=level, page=page)
    code = ExitCode.NO if strict and found.items else ExitCode.YES
    session.answer(query.counted(found) if stat else found, code=code)


COMMANDS = {"audit": audit}
