"""Artefact ids and file names: which id a file is named after, and the ids of one model's kinds."""

import re
from posixpath import basename

from mimcli.model.identifiers import parse_artefact_id

_LEADING_ID = re.compile(r"[A-Z]{4}_[A-Z]{2}\d{6}[A-Z]{2}\d{2}", re.IGNORECASE)


def leading_id(path: str) -> str:
    """Return the artefact id that a file's name starts with, or an empty string."""
    match = _LEADING_ID.match(basename(path))
    return match[0].upper() if match else ""


def counterpart_ids(identifier: str, kind_code: str) -> list[str]:
    """Return the ids that the same model may have as another kind, likeliest first.

    `PRPA_MT000203UK04` is drawn as `PRPA_HD000203UK04`; some `..01` types as `..00`.
    Templates have one id for everything.
    """
    parsed = parse_artefact_id(identifier)
    if parsed is None:
        return []
    if parsed.kind_code == "TP":
        return [identifier]
    tail = f"{parsed.realm}{parsed.revision}"
    head = f"{parsed.section_and_domain}_{kind_code}"
    numbers = [parsed.number]
    if parsed.number.endswith("01"):
        numbers.append(parsed.number[:-2] + "00")
    return [f"{head}{number}{tail}" for number in numbers]
