"""Which version's messages have a `versionCode`, where a version does not list its own."""

from functools import lru_cache

from mimcli.query.manual import Manual

_CODES = "HL7StandardVersionCode_code"
"""The type that lists the codes of versions."""


def is_stated_by(manual: Manual, version: str) -> bool:
    """Return whether the messages of a manual say that they are of another, older version.

    So they do where their schemas do not list their own, but end with that.
    """
    listed = _listed(manual)
    return bool(listed) and manual.version not in listed and listed[-1] == version


@lru_cache(maxsize=16)
def _listed(manual: Manual) -> tuple[str, ...]:
    from mimcli.query.explain_types import Types  # noqa: PLC0415  (1 ms; one version asks nothing)

    types = Types(manual)
    found = types.simple_named(_CODES)
    facets = types.facets(found) if found else ()
    codes = (value for facet, value, _ in facets if facet == "enumeration")
    return tuple(code.rpartition("NPfIT")[2] for code in codes)
