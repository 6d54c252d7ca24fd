"""The bundled files themselves, read when first asked for and then kept."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def text(name: str) -> str:
    """Return a bundled file's text, with a newline before its first line."""
    return "\n" + (FOLDER / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """Return the cells of every line that is neither a comment nor the header."""
    lines = [line for line in text(name).split("\n") if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def lines_about(name: str, identifier: str) -> list[list[str]]:
    """Return the cells of the lines whose second cell is an id, by a search of the text."""
    whole, found, at = text(name), [], 0
    needle = f"\t{identifier}\t"
    while (at := whole.find(needle, at)) >= 0:
        start, end = whole.rfind("\n", 0, at) + 1, whole.find("\n", at)
        found.append(whole[start:end].split("\t"))
        at = end
    return [cells for cells in found if identifier and cells[1] == identifier]


def lines_starting(name: str, start: str) -> list[list[str]]:
    """Return the cells of the lines that start with a text, by a search of the file's text."""
    whole, found, at = text(name), [], 0
    while (at := whole.find(f"\n{start}", at)) >= 0:
        at += 1
        found.append(whole[at : whole.find("\n", at)].split("\t"))
    return found


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions sort by: `6.3.01` before `7.2.02`."""
    return tuple(int(part) for part in re.findall(r"\d+", version))
