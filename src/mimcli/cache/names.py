"""Names of versions: which may be kept, and which is newer."""

import re

from mimcli.errors import UsageError

MAX_VERSION_LENGTH = 40
"""Characters. The name is part of every path in the cache, and those of Windows end at 260."""

_FIRST = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_LAST = _FIRST | frozenset("-_")
_WITHIN = _LAST | frozenset(".")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)
_NUMBER = r"(\d+(?:\.\d+)*)(?![A-Za-z0-9])"


def is_version_name(name: str) -> bool:
    """Tell whether a name can stand for a version, on every operating system."""
    return (
        0 < len(name) <= MAX_VERSION_LENGTH
        and name[0] in _FIRST
        and name[-1] in _LAST
        and _WITHIN.issuperset(name)
        and name.partition(".")[0].lower() not in _DEVICES
    )


def check_version_name(name: str) -> str:
    """Return `name`; raises UsageError if it cannot stand for a version."""
    if not is_version_name(name):
        shown = "".join(c if c.isprintable() else "?" for c in name[: MAX_VERSION_LENGTH + 1])
        raise UsageError(
            f"'{shown}' cannot be the name of a version",
            hint="use letters, digits, '.', '-' and '_', at most"
            f" {MAX_VERSION_LENGTH}, as in 7.2.02 or gp2gp-draft",
        )
    return name


def version_key(name: str) -> tuple[bool, tuple[int, ...], bool, str]:
    """Return a sort key: names without a number first (oldest), then by number.

    `7.2.02` is newer than `6.3.01`, and than `7.2.02-draft`.
    """
    match = re.match(_NUMBER, name, re.ASCII)  # compiled at first use: many commands need none
    if match is None:
        return (False, (), False, name.lower())
    numbers = tuple(int(part) for part in match[1].split("."))
    rest = name[match.end() :]
    return (True, numbers, not rest, rest.lower())
