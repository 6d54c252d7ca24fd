"""Which version's messages have a `versionCode`, where a version does not list its own."""

from mimcli.query.manual import Manual


def is_stated_by(manual: Manual, version: str) -> bool:
    """Return whether the messages of a manual say that they are of another, older version.

    So they do where their schemas do not list their own, but end with that.
    """
    # The bundled facts: 4 ms, where a message names its version and several are at hand.
    from mimcli.checks.version_codes import last_for, listed_codes  # noqa: PLC0415

    last = last_for(listed_codes(manual), manual.version)
    return last is not None and last.endswith(f"NPfIT{version}")
