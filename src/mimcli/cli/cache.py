"""`mim cache dir|size|verify|prune`."""

from typing import Annotated

import typer

from mimcli.cli.app import SETTINGS, MimGroup, add_command
from mimcli.cli.completion import complete_version
from mimcli.cli.progress import progress_for
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode


def directory(context: typer.Context) -> None:
    """Print where the cache lies (it need not exist yet).

    Examples:
      cd "$(mim cache dir)"
    """
    from mimcli.query.keeping import cache_directory  # noqa: PLC0415  (the cache's modules)

    session = Session(context)
    session.answer_lines(cache_directory(session.paths), "path", asks_manual=False)


def size(context: typer.Context) -> None:
    """Print how many bytes each version takes.

    Examples:
      mim cache size
    """
    from mimcli.query.keeping import cache_sizes  # noqa: PLC0415  (the cache's modules)

    session = Session(context)
    session.answer(cache_sizes(session.paths), asks_manual=False)


def verify(
    context: typer.Context,
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="[VERSION]",
            help="Only this version; default: all.",
            autocompletion=complete_version,
        ),
    ] = None,
) -> None:
    """Compare every file of the cache with what was installed; exit code 1 if anything differs.

    Examples:
      mim cache verify
      mim cache verify 7.2.02 --json
    """
    from mimcli.cache.records import version_names  # noqa: PLC0415  (the cache's modules)
    from mimcli.query.keeping import verify_cache  # noqa: PLC0415  (as above)

    session = Session(context)
    problems = verify_cache(session.paths, version, progress_for(quiet=session.settings.quiet))
    if not problems.items:
        session.note(
            "every file of the cache is as it was installed"
            if version_names(session.paths)
            else "the cache is empty: there is nothing to verify"
        )
    code = ExitCode.NO if problems.items else ExitCode.YES
    session.answer(problems, asks_manual=False, code=code)


def prune(
    context: typer.Context,
    *,
    downloads: Annotated[
        bool,
        typer.Option("--downloads", help="What `mim fetch` has not finished, too."),
    ] = False,
) -> None:
    """Remove what no version needs: leftovers of interrupted work, and older formats.

    What `mim fetch` would go on from is kept without --downloads.

    Examples:
      mim cache prune
      mim cache prune --downloads
    """
    from mimcli.query.keeping import prune_cache, unfinished_bytes  # noqa: PLC0415  (the cache's)

    session = Session(context)
    removed = prune_cache(session.paths, session.note, unfinished=downloads)
    if not removed.items:
        session.note("there was nothing to remove")
    kept = 0 if downloads else unfinished_bytes(session.paths)
    if kept:
        session.note(f"unfinished downloads are kept ({kept:,} bytes): --downloads removes them")
    session.answer(removed, asks_manual=False)


cache = typer.Typer(
    cls=MimGroup,
    help="The cache: where it is, how big, whether it is whole.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=dict(SETTINGS),
)


@cache.callback()
def _group() -> None:
    """Take the common options between `cache` and the command's name."""


for _name, _function in (("dir", directory), ("size", size), ("verify", verify), ("prune", prune)):
    add_command(cache, _name, _function)

COMMANDS = {"cache": cache}
