"""Version codes that real messages carry."""

from mimcli.data.files import lines_about
from mimcli.model.knowledge.wire_codes import WireCode


def wire_codes_of(interaction_id: str) -> tuple[WireCode, ...]:
    """Return the version codes that real messages of an interaction carry, most frequent first."""
    rows = lines_about("wire-codes.tsv", interaction_id.upper())
    codes = [WireCode(found, code, int(count), source) for code, found, count, source in rows]
    return tuple(sorted(codes, key=lambda code: -code.occurrences))
