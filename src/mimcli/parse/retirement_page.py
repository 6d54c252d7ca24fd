"""The list of fully retired domains on a web page.

Page kind: NHS England's page "Message Implementation Manuals". Its layout is not relied on: a list
is a run of list items, short lines, or parts of a sentence after a colon, below words that say what
is retired; it is known by the domains' names in it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from mimcli.parse.dates import iso_date
from mimcli.parse.htmlio import Element, fold, paragraphs_of, parse_html, text_of

_RETIRED = re.compile(
    r"\bretire|\bno longer (?:available|supported|in use)|\bwithdrawn", re.IGNORECASE
)
_PARTLY = re.compile(r"\bpart(?:ly|ially)?\b|\bmost other\b|\bsome\b", re.IGNORECASE)
_EDITED = re.compile(
    r"\blast (?:edited|updated|reviewed|modified|changed)\b(.{0,60})", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+(?=[A-Z][^,;]*\.?$)")
_LONGEST_NAME: Final = 90
_FEWEST: Final = 3
"""Names that make a list: fewer could be a sentence's."""


class RetirementPage(NamedTuple):
    """What a page says of retirement."""

    title: str
    last_edited: str
    """ISO date; empty if the page states none."""
    names: tuple[str, ...]
    """Of the fully retired domains, as the page writes them; empty if no list was recognised."""


class _Run(NamedTuple):
    """Names that stand together below words about retirement."""

    names: tuple[str, ...]
    known: int
    """How many of them are domains' names."""


def read_retirement_page(data: bytes, is_known: Callable[[str], bool]) -> RetirementPage:
    """Return what a page says; `is_known` tells whether a text is a domain's name. Never fails."""
    try:
        root = parse_html(data)
    except ValueError:
        root = None
    if root is None:
        return RetirementPage("", "", ())
    title = next((text_of(one) for one in root.iter("title")), "")
    lines = paragraphs_of(root).split("\n")
    runs = [run for run in _runs(lines, is_known) if _is_list(run)]
    best = max(runs, key=lambda run: run.known, default=_Run((), 0))
    return RetirementPage(fold(title), _last_edited(root, lines), best.names)


def _is_list(run: _Run) -> bool:
    return len(run.names) >= _FEWEST and run.known * 2 >= len(run.names)


def _runs(lines: list[str], is_known: Callable[[str], bool]) -> Iterator[_Run]:
    """Yield each run of names below a line that says that they are retired, and not only partly."""
    for at, line in enumerate(lines):
        if not _RETIRED.search(line) or _PARTLY.search(line):
            continue
        after = line.partition(":")[2]
        if after.strip():
            yield _run(_SPLIT.split(after.strip().rstrip(".")), is_known)
        below = [one for one in lines[at + 1 :] if one.strip()]
        yield _run(list(_listed(below)), is_known)
        yield _run(_last_known(list(_plain(below)), is_known), is_known)


def _run(texts: list[str], is_known: Callable[[str], bool]) -> _Run:
    names = tuple(dict.fromkeys(name for text in texts if (name := _name(text))))
    return _Run(names, sum(is_known(name) for name in names))


def _listed(lines: list[str]) -> Iterator[str]:
    """Yield the items of the list that begins within the next lines."""
    started = False
    for number, line in enumerate(lines):
        if line.startswith("- "):
            started = True
            yield line[2:]
        elif started or number > 1 or _PARTLY.search(line):
            return


def _plain(lines: list[str]) -> Iterator[str]:
    """Yield short lines: rows of a table, or paragraphs of one name each."""
    for number, line in enumerate(lines):
        if _PARTLY.search(line) or (number > 1 and len(line) > _LONGEST_NAME):
            return
        if len(line) <= _LONGEST_NAME:
            yield line.removeprefix("- ")


def _last_known(texts: list[str], is_known: Callable[[str], bool]) -> list[str]:
    """Return the texts from the first to the last that is a domain's name."""
    known = [at for at, text in enumerate(texts) if is_known(_name(text))]
    return texts[known[0] : known[-1] + 1] if known else []


def _name(text: str) -> str:
    """Return the name that a line or cell has, less what it says of its state."""
    plain = re.sub(
        r"\s*[-\u2013:(]*\s*\b(?:fully )?(?:retired|withdrawn)\b\)?\.?$",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    plain = plain.strip(" \u2022*-\u2013.;,")
    return plain if len(plain) <= _LONGEST_NAME else ""


def _last_edited(root: Element, lines: list[str]) -> str:
    for number, line in enumerate(lines):
        match = _EDITED.search(line)
        if match:
            stated = iso_date(match[1]) or iso_date(" ".join(lines[number + 1 : number + 2]))
            if stated:
                return stated
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        if "modified" in name or "updated" in name:
            return iso_date(element.get("content") or "")
    return ""
