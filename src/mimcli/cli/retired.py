"""`mim retired`."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.environment import MIM_PAGE
from mimcli.errors import UsageError


def retired(
    context: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME|TARGET]...",
            help="Domains or artefact ids; with --check also files, folders, and - for stdin.",
            autocompletion=complete_name,
        ),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 if anything retired is used.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="With --check: partly retired and unknown things fail too."),
    ] = False,
    files: Annotated[
        bool,
        typer.Option("--files", help="With --check: every TARGET is a file or folder, no name."),
    ] = False,
    refresh: Annotated[
        bool,
        typer.Option(
            "--refresh", help="Read NHS England's page, and keep its list if it is newer."
        ),
    ] = False,
    page: Annotated[
        str | None,
        typer.Option(
            "--page", metavar="ADDRESS", help=f"With --refresh: the page (or {MIM_PAGE})."
        ),
    ] = None,
) -> None:
    """Say what is retired, by NHS England's list (its source and date are in the answer).

    Without --check: every domain, or the named domains and ids. With --check: a CI gate. A folder
    is searched, as its .gitignore allows, for interaction, message type and template ids in files
    of any encoding; each is told as path:line:column. Partly retired and unknown ids are told, and
    do not fail, unless --strict; a TARGET that cannot be read ends with 2.
    --format github writes annotations, --format sarif a SARIF log.
    What a project knows better stands in its mim.toml, as [[retirement]], with a reason and a date.
    --refresh reads NHS England's page, shows what has changed, and keeps its list if it is newer.

    Examples:
      mim retired
      mim retired Discharge POCD_IN150001UK06
      mim retired --check src/ config/cpa.xml
      git diff | mim retired --check -
      mim retired --check --format github .
      mim retired --refresh
    """
    session = Session(context)
    checks = check or strict
    if files and not (checks and targets):
        raise UsageError("--files is for --check and its files")
    if refresh:
        if checks or targets:
            raise UsageError(
                "--refresh is asked for alone", hint="first `mim retired --refresh`, then the rest"
            )
        _refresh(session, page)
        return
    if page is not None:
        raise UsageError("--page is for --refresh", hint="mim retired --refresh --page ADDRESS")
    if session.settings.format in retired.extra_formats and not checks:  # type: ignore[attr-defined]
        raise UsageError(f"--format {session.settings.format} is for --check")
    _warn_of_overrides(session)
    if checks:
        _check(session, targets or [], strict=strict, files=files)
    elif targets:
        from mimcli.query.retired import retirement_of_names  # noqa: PLC0415  (sqlite3: 6 ms)

        session.answer(
            retirement_of_names(session.paths, session.manual, targets, session.not_asked)
        )
    else:
        from mimcli.query.retired import retirement_list  # noqa: PLC0415  (sqlite3: 6 ms)

        rows, unmatched = retirement_list(session.manual)
        if unmatched:
            session.warn("unmatched-retired-domain", _unmatched(unmatched, session.manual.version))
        session.answer(rows)


def _warn_of_overrides(session: Session) -> None:
    """Say what the project's file states of names that there are not."""
    if session.place.project is None or not session.place.project.overrides:
        return
    from mimcli.query.retired import overrides_without_use  # noqa: PLC0415  (sqlite3: 6 ms)

    for one in overrides_without_use(session.manual):
        version = session.manual.version
        session.warn(
            "unused-override", f"{one.file} speaks of {one.name!r}, no domain of MiM {version}"
        )


def _refresh(session: Session, page: str | None) -> None:
    # httpx and lxml: a third of a second that only this pays.
    from mimcli.data.retirement_list import read_retirement_list  # noqa: PLC0415
    from mimcli.importer.fetched_files import Tools  # noqa: PLC0415
    from mimcli.importer.refreshing import refresh as refresh_list  # noqa: PLC0415
    from mimcli.sources.website.http import HttpFetcher  # noqa: PLC0415

    address = page or os.environ.get(MIM_PAGE) or read_retirement_list().address
    tools = Tools(note=session.note, waiting=session.note)
    session.answer(refresh_list(session.paths, address, tools, HttpFetcher), asks_manual=False)


def _unmatched(names: Sequence[str], version: str) -> str:
    listed = ", ".join(repr(name) for name in names)
    kind = "domain of that name" if len(names) == 1 else "domains of these names"
    return f"the list names {listed} as retired, and MiM {version} has no {kind}"


def _check(session: Session, targets: list[str], *, strict: bool, files: bool) -> None:
    from mimcli.query.retired import check_targets  # noqa: PLC0415  (sqlite3: 6 ms)

    report = check_targets(
        session.paths,
        session.manual,
        targets,
        strict=strict,
        files=files,
        unreadable=session.not_asked,
    )
    for problem in report.problems:
        session.warn("not-checked", f"{problem.path} could not be read: {problem.detail}")
    if session.settings.format in retired.extra_formats:  # type: ignore[attr-defined]
        from mimcli.render.annotations import render_checks  # noqa: PLC0415  (json: 3 ms)

        text = render_checks(
            session.settings.format, report.checks, report.problems, report.listing, strict=strict
        )
        session.answer_text(text, code=report.code)
    else:
        session.answer(report.rows(), code=report.code)


retired.extra_formats = ("github", "sarif")  # type: ignore[attr-defined]

COMMANDS = {"retired": retired}
