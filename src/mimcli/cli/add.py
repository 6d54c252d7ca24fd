"""`mim add`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from mimcli.cli.progress import progress_for
from mimcli.cli.session import Session
from mimcli.commands import command
from mimcli.errors import UsageError


def add(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A zip, a folder with a MiM in it, or an address."),
    ],
    *,
    name: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="VERSION", help="File it under this version (where it states none)."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Extract External Documents/ too (282 MB in 7.2.02).")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Add it anew even if it is in the cache already.")
    ] = False,
) -> None:
    """Add a MiM to the cache: extract it, read all its pages, build the index.

    The MiM may lie at any depth in the zip or folder. Its version is read from the MiM itself. Of a
    zip the cache keeps a copy, so External Documents/ (no question needs it) can be extracted
    later. A partial publication (Schemas/, dt/ and the like) is taken too: say its version with
    --as. From an address (https) it is fetched as `mim fetch` does, and --as or the address says
    its version. The cache ends up with the whole of it, or as it was.

    Examples:
      mim add mim-7.2.02.zip
      mim add ~/Downloads/MIM --full
      mim add vendor/mim-schemas --as 6.3.01
      mim add https://files.example.org/mim-7.2.02.zip
    """
    session = Session(context)
    if _ADDRESS.match(source):
        if not source.lower().startswith("file:"):
            _add_from_web(session, source, name, full=full, force=force)
            return
        source = _path_of(source)
    from mimcli.cli.ending import clearing_up  # noqa: PLC0415  (adding only)
    from mimcli.importer.second_process import SecondProcess  # noqa: PLC0415  (subprocess: 5 ms)

    with clearing_up(), SecondProcess.for_source(Path(source)) as second:
        # Both processes load the parsers (lxml and all: 0.15 s) at the same time.
        from mimcli.importer.adding import add_source  # noqa: PLC0415

        report = add_source(
            session.paths,
            Path(source),
            second,
            name=name,
            full=full,
            force=force,
            progress=progress_for(quiet=session.settings.quiet),
            waiting=session.note,
        )
    session.answer(report, asks_manual=False)


# A path would lose one of the slashes, and then be "no such file".
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_VERSION = re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?![\d]|\.\d)")


def _path_of(address: str) -> str:
    """Return the path that a `file:` address stands for."""
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415  (2 ms, for few)

    path = unquote(urlsplit(address).path)
    return path[1:] if re.match(r"/[a-z]:", path, re.IGNORECASE) else path  # Windows: /C:/...


def _add_from_web(
    session: Session, address: str, name: str | None, *, full: bool, force: bool
) -> None:
    """Fetch the version that `name`, or else the address, says. Raises UsageError without one."""
    from mimcli.cli.fetch import fetch_and_answer, page_of_offers  # noqa: PLC0415  (few need it)

    version = name or next(reversed(_VERSION.findall(address.partition("?")[0])), None)
    if not address.lower().startswith(("http://", "https://")):
        raise UsageError(
            f"{address} is neither a file or folder of this disk nor on the web",
            hint="download it yourself, and add that file",
        )
    if version is None:
        raise UsageError(
            f"{address} does not say which MiM version it is",
            hint=command("add", "--as", "VERSION", address),
        )
    from mimcli.importer.fetched_files import Wish  # noqa: PLC0415  (lxml: 40 ms)

    wish = Wish(version, page_of_offers(), address=address, full=full, force=force)
    fetch_and_answer(session, wish)


COMMANDS = {"add": add}
