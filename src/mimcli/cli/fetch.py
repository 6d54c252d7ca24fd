"""`mim fetch`."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from mimcli.cli.completion import complete_offered_version
from mimcli.cli.progress import progress_for
from mimcli.cli.session import Session
from mimcli.environment import MIM_PAGE

if TYPE_CHECKING:
    from mimcli.importer.fetched_files import Wish


def fetch(
    context: typer.Context,
    version: Annotated[
        str,
        typer.Argument(
            metavar="VERSION",
            help="A version that NHS England offers: 7.2.02.",
            autocompletion=complete_offered_version,
        ),
    ],
    *,
    page: Annotated[
        str | None,
        typer.Option(
            "--page",
            metavar="ADDRESS",
            help=f"The page that offers the zip (or {MIM_PAGE}); default: NHS England's.",
        ),
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="ADDRESS", help="Another place: a zip, or a web site's Index.htm."
        ),
    ] = None,
    archive: Annotated[
        bool,
        typer.Option("--archive", help="Of a web site: the copy in the National Archives."),
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="With External Documents/.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Fetch it anew even if it is in the cache already.")
    ] = False,
    skip_failed: Annotated[
        bool,
        typer.Option("--skip-failed", help="Add a web site without the pages that failed."),
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            metavar="NUMBER",
            min=1,
            max=8,
            help="Of a web site: requests in flight, at most.",
        ),
    ] = 4,
    delay: Annotated[
        float,
        typer.Option(
            "--delay",
            metavar="SECONDS",
            min=0.0,
            max=60.0,
            help="Of a web site: seconds between two requests.",
        ),
    ] = 0.1,
    tries: Annotated[
        int,
        typer.Option(
            "--tries",
            metavar="NUMBER",
            min=1,
            max=20,
            help="How often to ask for what fails, at most.",
        ),
    ] = 5,
) -> None:
    """Get a version of the MiM from the web, and add it to the cache.

    7.2.02 is a zip that NHS England's page offers; 6.3.01, 4.2.00 and 3.1.09 are web sites, which
    are copied page by page, as their robots.txt allows. What came is kept: after a break, the same
    command goes on where it stopped. Proxies (HTTPS_PROXY, NO_PROXY) and the system's certificates
    (or SSL_CERT_FILE) are honoured.

    Examples:
      mim fetch 7.2.02
      mim fetch 6.3.01
      mim fetch 4.2.00 --archive
      mim fetch 7.2.02 --from https://files.example.org/mim-7.2.02.zip
    """
    from mimcli.importer.fetched_files import Wish  # noqa: PLC0415  (lxml: 40 ms)

    wish = Wish(
        version=version,
        page=page or page_of_offers(),
        address=origin,
        archive=archive,
        full=full,
        force=force,
        connections=jobs,
        delay=delay,
        skip_failed=skip_failed,
    )
    fetch_and_answer(Session(context), wish, tries)


def page_of_offers() -> str:
    """Return the address of the page on which versions are offered."""
    from mimcli.data.retirement_list import read_retirement_list  # noqa: PLC0415  (1 ms)

    return os.environ.get(MIM_PAGE) or read_retirement_list().address


def fetch_and_answer(session: Session, wish: "Wish", tries: int = 5) -> None:
    """Get what is wished for into the cache, and say what the cache now has of it."""
    from mimcli.cli.ending import clearing_up  # noqa: PLC0415  (fetching only)

    # httpx and lxml: a third of a second that only this pays.
    from mimcli.importer.fetched_files import Tools  # noqa: PLC0415
    from mimcli.importer.fetching import fetch as fetch_version  # noqa: PLC0415
    from mimcli.sources.website.asking import Patience  # noqa: PLC0415
    from mimcli.sources.website.http import HttpFetcher  # noqa: PLC0415

    progress = progress_for(quiet=session.settings.quiet)
    tools = Tools(Patience(tries), progress, session.note, session.note)
    try:
        with clearing_up():
            report = fetch_version(
                session.paths, wish, tools, lambda: HttpFetcher(connections=wish.connections)
            )
    except (KeyboardInterrupt, SystemExit):
        session.note("interrupted; what came is kept: the same command goes on where it stopped")
        raise
    session.answer(report, asks_manual=False)


COMMANDS = {"fetch": fetch}
