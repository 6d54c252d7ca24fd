"""The `versionCode` of a version of the manual: how it is spelt, and which one may be meant."""

import re
from functools import lru_cache

from mimcli.cache.names import version_key
from mimcli.checks.likeness import likeness
from mimcli.data.known import known_versions_of
from mimcli.query.manual import Manual

CODE = re.compile(r"(V?3NPfIT)([0-9]+(?:\.[0-9]+)+)", re.ASCII)
"""Its form in any version: older ones are spelt with a V."""
_SOUNDS_LIKE = re.compile(CODE.pattern, re.ASCII | re.IGNORECASE)
_NEWER = "3NPfIT"
_CODES = "HL7StandardVersionCode_code"
"""The type that lists the codes of versions."""


@lru_cache(maxsize=16)
def listed_codes(manual: Manual) -> tuple[str, ...]:
    """Return the codes of versions that a manual's schemas list, the oldest first."""
    # Both 1 ms, which few messages need.
    from mimcli.query.explain_types import Types  # noqa: PLC0415
    from mimcli.query.explain_values import enumerated  # noqa: PLC0415

    types = Types(manual)
    return enumerated(types, types.simple_named(_CODES))


def is_misspelt(code: str) -> bool:
    """Return whether a code is that of a version but for its letter case: no version has that."""
    code = code.strip()
    return CODE.fullmatch(code) is None and _SOUNDS_LIKE.fullmatch(code) is not None


def spelled(codes: tuple[str, ...], version: str, judging: str) -> str:
    """Return the code of a version, as the version that judges lists it among its codes.

    One that is not listed is spelt as the last before it; if it is newer than all that the judge
    can know, as newer ones are.
    """
    listed = next((code for code in codes if code.endswith(f"3NPfIT{version}")), None)
    if listed is not None:
        return listed
    key = version_key(version)
    known = [match for match in map(CODE.fullmatch, codes) if match]
    before = [(version_key(match[2]), match[1]) for match in known if version_key(match[2]) < key]
    prefix = max(before)[1] if before and key <= version_key(judging) else _NEWER
    return f"{prefix}{version}"


def version_meant(
    found: str, nearest: str, allowed: tuple[str, ...], judging: str, artefact: str
) -> str:
    """Return which of the codes that are as like one as the nearest is: that of a version at hand.

    That is the version that judges, else one that defines the artefact. Of other values that a
    place may have, the nearest stays.
    """
    if CODE.fullmatch(nearest) is None:
        return nearest
    for version in (judging, *reversed(defining(artefact))):
        own = next((one for one in allowed if one.endswith(f"3NPfIT{version}")), None)
        if own is not None and likeness(found, own) >= likeness(found, nearest):
            return own
    return nearest


@lru_cache(maxsize=256)
def defining(artefact: str) -> tuple[str, ...]:
    """Return the versions that are known to define an artefact, beside the one that judges."""
    return tuple(one.version for one in known_versions_of(artefact) if one.id == artefact)


def last_for(codes: tuple[str, ...], version: str) -> str | None:
    """Return the last code of a manual that does not list its own version: nothing is nearer."""
    own = any(code.endswith(f"3NPfIT{version}") for code in codes)
    return None if own or not codes else codes[-1]
