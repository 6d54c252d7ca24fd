"""Checks by their ids, and which of them are wanted: `--select`, `--ignore`."""

from collections.abc import Sequence
from typing import NamedTuple

from mimcli.checks.check import Check
from mimcli.checks.known import CHECKS
from mimcli.errors import UsageError


class Chosen(NamedTuple):
    """Which checks are wanted; picklable, for other processes."""

    ids: frozenset[str]

    def wants(self, check: str) -> bool:
        """Return whether a check is wanted."""
        return check in self.ids

    def wants_family(self, family: str) -> bool:
        """Return whether any check of a family is wanted."""
        return any(check.id in self.ids for check in CHECKS if check.family == family)


def families() -> tuple[str, ...]:
    """Return the names of the families, in the registry's order."""
    return tuple(dict.fromkeys(check.family for check in CHECKS))


def check_of(identifier: str) -> Check:
    """Return a check by its id. Raises KeyError."""
    for check in CHECKS:
        if check.id == identifier:
            return check
    raise KeyError(identifier)


def choose_checks(select: Sequence[str], ignore: Sequence[str]) -> Chosen:
    """Return the checks that `--select` and `--ignore` leave: ids or families, commas allowed.

    Without `select` all are taken. UsageError for what is neither; whether the document is
    well-formed XML cannot be ignored, as nothing can be said of one that is not.
    """
    wanted = _ids(select) if select else frozenset(check.id for check in CHECKS)
    left = wanted - _ids(ignore)
    if not left:
        raise UsageError("no check is left", hint="`--ignore` leaves out all that is selected")
    return Chosen(left | _ALWAYS)


_ALWAYS = frozenset({"xml-not-well-formed", "xml-document-type", "xml-cut-off"})


def _ids(names: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in (part.strip().lower() for text in names for part in text.split(",")):
        ids = {check.id for check in CHECKS if name in (check.id, check.family)}
        if not ids:
            raise UsageError(f"there is no check {name!r}", hint=_near(name))
        found |= ids
    return frozenset(found)


def _near(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped id)

    near = get_close_matches(name, [*families(), *(check.id for check in CHECKS)])
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"families of checks are {', '.join(families())}"
