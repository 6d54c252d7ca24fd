"""The bundled catalogue's file format: tab-separated rows of facts, each with a source's key."""

import re
from collections.abc import Iterable
from pathlib import Path

FORMAT = "1"


def line(*cells: object) -> str:
    """Return one line; white space within a cell is folded, None is empty."""
    return "\t".join(re.sub(r"\s+", " ", str(cell or "")).strip() for cell in cells) + "\n"


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a bundled file, the same bytes on every operating system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


class Sources:
    """Sources by short keys; an id within an address is put there as `{id}`."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}

    def key(self, source: str, subject: str = "") -> str:
        """Return the key of a source, new or known."""
        template = source.replace(subject, "{id}") if subject else source
        return self.keys.setdefault(template, f"s{len(self.keys) + 1}")

    def lines(self) -> list[str]:
        """Return the `source` lines."""
        return [line("source", key, template) for template, key in self.keys.items()]


def catalogue(
    version: str, issued: str, authority: str, *, note: str, sources: Sources, body: list[str]
) -> list[str]:
    """Return a whole catalogue file: head, sources, then the rows."""
    return [
        line("mim-catalogue", FORMAT, version, issued, authority),
        f"# {note}\n",
        "# domain: name, folder, category, status, version, version status, page, source\n",
        "# artefact: id, kind, title, domain, inferred, section, standing, entry class, source\n",
        "# relation: subject, relation, object, source\n",
        *sources.lines(),
        *body,
    ]
