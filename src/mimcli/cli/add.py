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
        str, typer.Argument(metavar="SOURCE", help="A zip, or a folder with a MiM in it.")
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
    --as. The cache ends up with the whole of it, or as it was.

    Examples:
      mim add mim-7.2.02.zip
      mim add ~/Downloads/MIM --full
      mim add vendor/mim-schemas --as 6.3.01
    """
    _refuse_address(source)
    from mimcli.importer.second_process import SecondProcess  # noqa: PLC0415  (subprocess: 5 ms)

    session = Session(context)
    with SecondProcess.for_source(Path(source)) as second:
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


def _refuse_address(source: str) -> None:
    # A path would lose one of the slashes, and then be "no such file".
    if re.match(r"[a-z][a-z0-9+.-]+://", source, re.IGNORECASE):
        raise UsageError(
            f"{source} is an address, and no file or folder of this disk",
            hint=command("fetch", "VERSION", "--from", source),
        )


COMMANDS = {"add": add}
