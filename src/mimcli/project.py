"""What a project pins: `mim.toml`, or `[tool.mim]` in `pyproject.toml`, in a folder or above it.

    version = "7.2.02"            # the MiM version to ask
    cache-dir = "../mim-cache"    # relative to the file

    [[retirement]]                # what the project knows better than NHS England's list
    name = "QUPC_IN160101UK05"    # a domain, an id, or an id without its revision
    status = "in-use"             # or "retired", "partly-retired"
    reason = "agreed with NHS England, ticket 4711"
    date = 2026-02-01

The file nearest to the folder counts, alone; of two in one folder it is `mim.toml`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mimcli.errors import ConfigError

if TYPE_CHECKING:
    from mimcli.model.retirement import Override

OWN_FILE: Final = "mim.toml"
SHARED_FILE: Final = "pyproject.toml"
_MARK: Final = b"mim"
"""A pyproject.toml without this is not read any further: most have nothing for us."""
_KEYS: Final = ("version", "cache-dir", "retirement")
_OVERRIDE_KEYS: Final = ("name", "status", "reason", "date")
STATUSES: Final = ("retired", "partly-retired", "in-use")


class Project(NamedTuple):
    """What a project's file says. What it does not say is None."""

    file: Path
    version: str | None = None
    cache_dir: Path | None = None
    """Absolute, or relative to the current folder if the file's own path is."""
    overrides: "tuple[Override, ...]" = ()
    unknown: tuple[str, ...] = ()
    """Keys that mean nothing to this program."""


def find_project(folder: Path) -> Project | None:
    """Return what the nearest project file says, from `folder` upwards; None if there is none.

    Raises ConfigError for a file that cannot be read, or that says what makes no sense.
    """
    for place in (folder, *folder.parents):
        own = _content(place / OWN_FILE)
        if own is not None:
            return _project(place / OWN_FILE, own, ())
        shared = _content(place / SHARED_FILE)
        if shared is not None and _MARK in shared:
            table = _project(place / SHARED_FILE, shared, ("tool", "mim"))
            if table is not None:
                return table
    return None


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror or error}") from None


def _project(file: Path, content: bytes, where: tuple[str, ...]) -> Project | None:
    import tomllib  # noqa: PLC0415  (3 ms, and most folders have no such file)

    try:
        table: Any = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from None
    for name in where:
        table = table.get(name) if isinstance(table, Mapping) else None
    if table is None:
        return None
    if not isinstance(table, Mapping):
        raise ConfigError(f"{file}: {'.'.join(where)} is not a table")
    folder = _text(file, table, "cache-dir")
    stated = table.get("retirement", [])
    if not isinstance(stated, list):
        raise ConfigError(
            f"{file}: retirement is not a list of tables", hint="begin each with [[retirement]]"
        )
    return Project(
        file=file,
        version=_text(file, table, "version"),
        cache_dir=file.parent / folder if folder else None,
        overrides=tuple(_override(file, number, one) for number, one in enumerate(stated, 1)),
        unknown=tuple(str(key) for key in table if key not in _KEYS),
    )


def _override(file: Path, number: int, stated: object) -> "Override":
    from mimcli.model.retirement import Override  # noqa: PLC0415  (1 ms; few files have any)

    place = f"{file}: retirement {number}"
    if not isinstance(stated, Mapping):
        raise ConfigError(f"{place} is not a table", hint="begin it with [[retirement]]")
    missing = [key for key in _OVERRIDE_KEYS if key not in stated]
    if missing:
        raise ConfigError(
            f"{place} has no {' and no '.join(missing)}",
            hint="an override says name, status, reason and date, so that others can judge it",
        )
    status = _text(place, stated, "status") or ""
    if status not in STATUSES:
        raise ConfigError(
            f"{place}: there is no status {status!r}", hint=f"it is one of {', '.join(STATUSES)}"
        )
    return Override(
        name=_text(place, stated, "name") or "",
        status=status,
        reason=_text(place, stated, "reason") or "",
        date=_date(place, stated["date"]),
        file=str(file),
    )


def _date(place: str, value: object) -> str:
    """Return a date of TOML, or a text that is one, in ISO form."""
    from datetime import date  # noqa: PLC0415  (most project files have no override)

    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ConfigError(
            f"{place}: {value!r} is no date", hint="write it like date = 2026-02-01"
        ) from None


def _text(place: object, table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{place}: {key} is not a text", hint=f'write it like {key} = "..."')
    return value.strip()
