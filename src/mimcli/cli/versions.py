"""`mim versions`, `mim use` and `mim remove`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_cached_version
from mimcli.cli.session import Session
from mimcli.errors import UsageError


def versions(
    context: typer.Context,
    *,
    sources: Annotated[
        bool,
        typer.Option("--sources", help="Where the facts are from that are part of mim itself."),
    ] = False,
) -> None:
    """List the MiM versions: those in the cache, and those that NHS England lists.

    With --verbose every version that is known to have been issued, and where what is bundled of
    each is from.

    Examples:
      mim versions
      mim versions -v
      mim versions --sources
    """
    from mimcli.query import keeping  # noqa: PLC0415  (the cache's modules)

    session = Session(context)
    place = session.place
    if sources:
        session.answer(keeping.bundled_sources(place.retirement_list()), asks_manual=False)
        return
    listing = keeping.list_versions(
        place.paths,
        place.version,
        every=session.settings.verbose,
        unreadable=lambda error: session.warn("unreadable-version", error.message),
    )
    session.answer(listing, asks_manual=False)


def use(
    context: typer.Context,
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="[VERSION]",
            help="A version of the cache: 6.3.01.",
            autocompletion=complete_cached_version,
        ),
    ] = None,
    *,
    forget: Annotated[
        bool, typer.Option("--forget", help="Choose none: the newest is asked again.")
    ] = False,
) -> None:
    """Choose the cached MiM version to ask by default; without VERSION, say which it is.

    --mim, MIM_VERSION and the version that a project pins (in mim.toml, or in [tool.mim] of
    pyproject.toml, in this folder or above it) win over the choice.

    Examples:
      mim use 6.3.01
      mim use --forget
    """
    from mimcli.query import keeping  # noqa: PLC0415  (the cache's modules)

    if forget and version:
        raise UsageError("--forget takes no version")
    session = Session(context)
    place = session.place
    if forget:
        keeping.forget_choice(place.paths, session.note)
    if version is None:
        chosen = keeping.default_version(place.paths, place.version, place.asked_by)
    else:
        chosen = keeping.choose_version(place.paths, version, session.note)
        if place.version not in (None, chosen.version):
            session.note(f"here {place.asked_by} wins, and asks for MiM {place.version}")
    session.answer(chosen, asks_manual=False)


def remove(
    context: typer.Context,
    version: Annotated[
        str,
        typer.Argument(
            metavar="VERSION",
            help="A version of the cache: 6.3.01.",
            autocompletion=complete_cached_version,
        ),
    ],
) -> None:
    """Remove a MiM version from the cache, its kept zip included.

    Examples:
      mim remove 4.2.00
    """
    from mimcli.query.keeping import remove_version  # noqa: PLC0415  (the cache's modules)

    session = Session(context)
    session.answer(remove_version(session.paths, version, session.note), asks_manual=False)


COMMANDS = {"versions": versions, "use": use, "remove": remove}
