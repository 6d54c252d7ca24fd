"""Headings that are only words: of pages whose generator made no `h1` to `h6`.

What all manuals share is the heading's text: a number, a title, often an id. Word processors and
older generators write it as a paragraph (`<p class=MsoHeading2>`, `<font size=4><b>2.1 Placer`).
Such a paragraph is told from a numbered list and from the contents at the page's top thus:

1. its number goes on in the outline, or an id stands in it;
2. it is no link within the page, and where the same text comes again, only the last one counts
   (the others are the contents);
3. a sentence (one that ends in a full stop or semicolon) is none, unless an id stands in it.

A style's name that says "heading 2" counts too, with or without a number.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from math import inf
from typing import NamedTuple

from mimcli.model.identifiers import find_artefact_ids
from mimcli.parse.htmlio import Element, text_of
from mimcli.parse.tables import lines_of

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "li", "center", "dt")
_INLINE = ("font", "b", "strong", "big", "span")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.{1,2}\d{1,3}){0,5})\.?\s+(\S.*)")
_STYLE = re.compile(r"(?:.*\s)?(?:mso)?[-_]?heading[-_]?([1-6])(?:\s.*)?", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*_?-?\d", re.IGNORECASE)
_LONGEST = 250
_DEEPEST = len(_TAGS)
_LEFT_OUT = 3
"""So many sections on, a number still goes on the outline; "25 High Street" does not."""


class _Candidate(NamedTuple):
    element: Element
    text: str
    number: tuple[int, ...]
    """Empty for a heading that its style alone makes one."""
    level: int
    sure: bool
    """Whether a style or an id says that it is one, wherever its number would place it."""


def with_headings(root: Element) -> Element:
    """Return a page with headings: as it is if it has any, else a copy with those that are words.

    `root` itself is never changed.
    """
    if next(root.iter(*_TAGS), None) is not None:
        return root
    copy = deepcopy(root)
    for one in list(_in_outline(list(_candidates(copy)))):
        one.element.tag = f"h{one.level}"
    return copy


def _candidates(root: Element) -> Iterator[_Candidate]:
    for element in root.iter(*_BLOCKS, *_INLINE):
        if not _stands_alone(element):
            continue
        text = text_of(element)
        style = element.get("class") or ""
        if not text or len(text) > _LONGEST or _CONTENTS.search(style):
            continue
        if _is_link(element, text) or _is_list(element):
            continue
        styled = _STYLE.fullmatch(style)
        numbered = _NUMBERED.fullmatch(text)
        if numbered and (styled or _is_title(text)):
            number = tuple(int(one) for one in numbered[1].split(".") if one)
            sure = styled is not None or _has_id(text)
            yield _Candidate(element, text, number, min(len(number), _DEEPEST), sure)
        elif styled:
            yield _Candidate(element, text, (), int(styled[1]), sure=True)


def _stands_alone(element: Element) -> bool:
    """Return whether nothing else is in an element's line, and no block or table within it."""
    if any(one is not element for one in element.iter(*_BLOCKS, "table", "ul", "ol")):
        return False
    parent = element.getparent()
    if parent is None or next(element.iterancestors("td", "th"), None) is not None:
        return False
    return element.tag in _BLOCKS or parent.tag in ("body", "div", "center")


def _is_link(element: Element, text: str) -> bool:
    """Return whether all of a line leads to a place within the page, as in its contents."""
    links = [link for link in element.iter("a") if (link.get("href") or "").startswith("#")]
    return any(len(text_of(link)) * 2 > len(text) for link in links)


def _is_list(element: Element) -> bool:
    """Return whether a paragraph has several numbered lines, as the contents in one paragraph."""
    if next(element.iter("br"), None) is None:
        return False
    return sum(bool(_NUMBERED.fullmatch(line)) for line in lines_of(element)) > 1


def _is_title(text: str) -> bool:
    return not text.endswith((".", ";")) or _has_id(text)


def _has_id(text: str) -> bool:
    return next(find_artefact_ids(text), None) is not None


def _in_outline(found: list[_Candidate]) -> Iterator[_Candidate]:
    """Yield the candidates that go on where the outline is."""
    last = {(one.number, one.text.casefold()): at for at, one in enumerate(found)}
    listed = [one for at, one in enumerate(found) if last[one.number, one.text.casefold()] == at]
    later = _least_section_after(listed)
    current: tuple[int, ...] = ()
    for one, least in zip(listed, later, strict=True):
        if one.sure or (_goes_on(current, one.number) and one.number[0] <= least):
            current = one.number or current
            yield one


def _least_section_after(listed: list[_Candidate]) -> list[float]:
    """Return the least section that each candidate is followed by a part of: 2 before "2.4".

    A line "3 ..." before that is an item of a list within section 2.
    """
    least: list[float] = []
    lowest = inf
    for one in reversed(listed):
        least.append(lowest)
        if len(one.number) > 1:
            lowest = min(lowest, one.number[0])
    return least[::-1]


def _goes_on(current: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Return whether a number may come after another.

    Sections go on, though manuals leave some out; below a section its numbers may be in any order.
    """
    if not current:
        return True
    if len(number) == 1:
        return current[0] < number[0] <= current[0] + _LEFT_OUT
    return number[0] == current[0]
