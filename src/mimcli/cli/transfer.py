"""`mim export` and `mim import`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from mimcli.cli.completion import complete_cached_version
from mimcli.cli.progress import progress_for
from mimcli.cli.session import Session
from mimcli.commands import command
from mimcli.errors import SourceError, UsageError


def export(
    context: typer.Context,
    version: Annotated[
        str,
        typer.Argument(
            metavar="VERSION",
            help="A version of the cache: 7.2.02.",
            autocompletion=complete_cached_version,
        ),
    ],
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]", help="A file, or a folder for it; default: mim-VERSION.zip here."
        ),
    ] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Write a version of the cache to one file, for a machine that has no network.

    There, `mim import` takes it. The file is a MiM's zip, and knows which version it is.

    Examples:
      mim export 7.2.02
      mim export 7.2.02 backup.zip --force
    """
    from mimcli.query.transfer import export as export_version  # noqa: PLC0415  (zipfile: 8 ms)

    session = Session(context)
    target = Path(file) if file else session.take_output()
    if file and file.endswith((os.sep, "/")) and not Path(file).is_dir():
        raise UsageError(f"there is no folder {file}", hint="make it first, or name a file")
    progress = progress_for(quiet=session.settings.quiet)
    report = export_version(session.paths, version, target, progress, force=force)
    session.answer(report, asks_manual=False)


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="What `mim export` wrote.")
    ],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the version if the cache has another.")
    ] = False,
) -> None:
    """Take a version that `mim export` wrote into the cache, under the name that it had.

    Its pages are read and its index is made here: nothing in the file is trusted.

    Examples:
      mim import mim-7.2.02.zip
    """
    from mimcli.cli.ending import clearing_up  # noqa: PLC0415  (importing only)
    from mimcli.importer.second_process import SecondProcess  # noqa: PLC0415  (subprocess: 5 ms)
    from mimcli.sources.label import read_label  # noqa: PLC0415  (json: 3 ms)

    session = Session(context)
    label = read_label(file)
    if label is None:
        raise SourceError(
            f"{file} was not written by `mim export`",
            hint=f"add it as a MiM: {command('add', str(file))}",
        )
    with clearing_up(), SecondProcess.for_source(file) as second:
        from mimcli.importer.adding import add_source  # noqa: PLC0415  (lxml: both load it at once)

        report = add_source(
            session.paths,
            file,
            second,
            name=label.version,
            came_from=label.source,
            full=False,
            force=force,
            progress=progress_for(quiet=session.settings.quiet),
            waiting=session.note,
        )
    session.answer(report, asks_manual=False)


COMMANDS = {"export": export, "import": import_}
