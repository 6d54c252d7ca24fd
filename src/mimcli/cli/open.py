"""`mim open`."""

from typing import TYPE_CHECKING, Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode

if TYPE_CHECKING:
    from mimcli.model.answers.locations import Location


def open_page(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Anything that `mim show` takes, or a file's path; default: the front page.",
            autocompletion=complete_name,
        ),
    ] = None,
    *,
    diagram: Annotated[
        bool, typer.Option("--diagram", help="Its drawing: an R-MIM, or who sends what to whom.")
    ] = False,
    web: Annotated[
        bool, typer.Option("--web", help="On the web (the National Archives), not on this disk.")
    ] = False,
    print_only: Annotated[
        bool, typer.Option("--print", help="Print the address and open nothing.")
    ] = False,
) -> None:
    """Open the manual's page of something in the browser, at the right place.

    The id of a tabular view or R-MIM opens that page. A path below External Documents/ is unpacked
    from the cache's zip the first time. Exit code 1 if there is no browser; the address is then
    printed.

    Examples:
      mim open PRPA_IN000203UK06
      mim open PRPA_HD000203UK04          the tabular view
      mim open PRPA_MT000203UK04 --diagram
      mim open 'Core/Change.htm' --print
    """
    session = Session(context)
    found = _located(session, name, diagram=diagram, web=web)
    if session.settings.format:
        session.answer(found, asks_manual=not web)
    elif print_only or session.settings.output:
        session.answer_text(found.address + "\n")
    else:
        _open(session, found.address)


def _located(session: Session, name: str | None, *, diagram: bool, web: bool) -> "Location":
    from mimcli.query.locations import locate, on_the_web  # noqa: PLC0415  (sqlite3: 6 ms)
    from mimcli.sources.interface import is_rest  # noqa: PLC0415  (as above)

    if web and name is None:
        # The front page of a version that is nowhere but on the web can be opened too.
        return on_the_web(session.place.version or session.manual.version)
    if name and is_rest(name.replace("\\", "/")) and not web:
        from mimcli.cli.progress import progress_for  # noqa: PLC0415  (seldom wanted)
        from mimcli.query.external import external_document  # noqa: PLC0415  (as above)

        progress = progress_for(quiet=session.settings.quiet)
        return external_document(session.paths, session.manual, name, progress, session.note)
    found = locate(session.manual, name, diagram=diagram)
    return on_the_web(session.manual.version, found) if web else found


def _open(session: Session, address: str) -> None:
    from mimcli.cli.browser import open_address  # noqa: PLC0415  (webbrowser: 10 ms)

    if open_address(address):
        session.note(f"opened {address}")
        return
    session.note("there is no browser to open it with: this is the address")
    session.answer_text(address + "\n", code=ExitCode.NO)


COMMANDS = {"open": open_page}
