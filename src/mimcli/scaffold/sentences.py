"""The first sentence of what the manual says of a place, short enough for a comment."""

import re
from collections.abc import Iterable

_LONGEST = 160
_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)\. +(?=[\"'\u201c(]?[A-Z])")
"""Between two sentences: a point behind `e.g` ends none, nor one before a small letter."""
_OPEN = re.compile(r"(?::[ -]*|\b(?:i\.e|e\.g)[., ]*)$")
"""How a line ends that goes on in the next ones, which mostly are a list."""
_MAY_BE_OPEN = (*":-., ", "i.e", "e.g")
_ITEM = r"^[-\u2022*]+ *|^\d+[.)] +"
_PLACEHOLDER = "TemplateText"
"""What the maker of the pages left where nobody wrote anything."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a description, without its point.

    One that introduces a list goes on with that; what is too long is cut at a word, with an
    ellipsis. Nothing of one that only introduces what is not there.
    """
    written = (" ".join(line.split()) for line in text.split("\n"))
    lines = (line for line in written if line not in ("", _PLACEHOLDER))
    said = next(lines, "")
    if ". " in said:
        said = _END.split(said, maxsplit=1)[0]
    if said.endswith(_MAY_BE_OPEN) and _OPEN.search(said):
        said = _with_list(said, lines)
    if len(said) > _LONGEST:
        return said[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:-(") + " ..."
    return "" if said.endswith(":") else said.rstrip(". ")


def _with_list(said: str, lines: Iterable[str]) -> str:
    """Return a sentence with what it introduces: the next line, and all of a list."""
    said = said.rstrip(" -")
    for number, line in enumerate(lines):
        item = re.sub(_ITEM, "", line).rstrip(" ;.")
        if number and item == line.rstrip(" ;."):
            break  # no longer of the list
        if item:
            said += f"{';' if number and not said.endswith(':') else ''} {item}"
        if len(said) > _LONGEST:
            break
    return said
