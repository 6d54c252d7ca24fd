"""Completion of names, ids, versions and commands, for bash, zsh, fish and PowerShell.

Everything here answers from names alone, quickly, and says nothing when it cannot: a completion
must never print an error into the line that is being typed.
"""

from typing import Any

import typer

from mimcli.cli.registry import COMMANDS
from mimcli.errors import MimError

MOST = 200
"""More than a terminal shows; a shell asks again with a longer beginning."""


def command_items(incomplete: str) -> list[Any]:
    """Return the commands that begin so."""
    from typer._click.shell_completion import CompletionItem  # noqa: PLC0415  (only completing)

    return [CompletionItem(entry.name) for entry in COMMANDS if entry.name.startswith(incomplete)]


def complete_name(context: typer.Context, incomplete: str) -> list[str]:
    """Return domains and artefact ids that begin so, in any letter case."""
    from mimcli.cli.session import Session  # noqa: PLC0415  (only when completing)
    from mimcli.query.completing import names_like  # noqa: PLC0415  (sqlite3: 6 ms)

    try:
        session = Session(context, silent=True)
        return names_like(session.manual, incomplete, MOST)
    except MimError:
        return []


def complete_version(context: typer.Context, incomplete: str) -> list[str]:
    """Return the cached and the bundled versions that begin so."""
    from mimcli.cli.session import Session  # noqa: PLC0415  (only when completing)
    from mimcli.query.opening import askable_versions  # noqa: PLC0415  (only when completing)

    try:
        versions = askable_versions(Session(context, silent=True).paths)
    except MimError:
        return []
    return [version for version in versions if version.startswith(incomplete)]


def complete_cached_version(context: typer.Context, incomplete: str) -> list[str]:
    """Return the cached versions that begin so."""
    from mimcli.cache.records import version_names  # noqa: PLC0415  (only when completing)
    from mimcli.cli.session import Session  # noqa: PLC0415  (only when completing)

    try:
        versions = version_names(Session(context, silent=True).paths)
    except MimError:
        return []
    return [version for version in versions if version.startswith(incomplete)]
