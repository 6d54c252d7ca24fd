"""Common short names of domains: `EPS`, `SCR`, `eRS`."""

from functools import cache
from pathlib import Path


@cache
def short_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (short name, the names that menus and folders have for it), in the file's order."""
    text = (Path(__file__).parent / "short-names.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple((row[0], tuple(row[1].split(" | "))) for row in rows[1:])
