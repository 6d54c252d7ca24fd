"""The outline of an implementation manual: its headings, and what stands below each.

Page kind: `Domains/*/* IM.htm`. Sections are known by their titles, never by their numbers or by
the nesting of the markup: headings lie at any depth of `div`, `span` and `font`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.identifiers import ArtefactId, find_artefact_ids
from mimcli.parse.htmlio import Element, fold, paragraphs_of, unformatted_text

Piece = Element | str
"""An element between two headings, or text that stands there without an element."""

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONGEST_TITLE = 150
"""Characters; a longer heading has swallowed its description."""

_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?(?:\s+|$)")
_LOOSE_ID = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}_?(?:[A-Z]{2})?\d{5,6}(?:[A-Z]{2}\d{0,2})?")
_INLINE = frozenset(
    ("a", "b", "i", "u", "em", "strong", "font", "span", "sub", "sup", "small", "big", "img")
)
_EDGES = " -\u2010\u2011\u2012\u2013\u2014:([.,"
_CHAPTERS = (
    ("application_roles", re.compile(r"\bapplication roles?\b")),
    ("trigger_events", re.compile(r"\btrigger events?\b")),
    ("interactions", re.compile(r"^interactions?( definitions?)?$")),
    ("interactions", re.compile(r"^batch(ing|ed)?\b")),
    ("definitions", re.compile(r"\b(message|cmet|template)( type)? definitions?\b")),
    ("definitions", re.compile(r"^message types?$")),
    ("change_history", re.compile(r"^changes?\b")),
)


class Part(NamedTuple):
    """One heading of a page, with everything up to the next heading."""

    level: int
    """1 to 6 as in `h1` to `h6`; 0 for what stands before the first heading."""
    number: str
    """`3.1.1`; empty if it has none."""
    title: str
    """The heading's text without its number and id."""
    ids: tuple[ArtefactId, ...]
    """The artefact ids in the heading, in order."""
    loose_id: str
    """Text that looks like an id but is none, where the heading has no id."""
    trailing: str
    """What stands in the heading after its first id: usually nothing, once a description."""
    anchors: tuple[str, ...]
    """Names that a link can lead to, in the heading's order."""
    broken_anchors: tuple[str, ...]
    """Names whose tag is broken (`<a name=X</a>`): no browser jumps to them."""
    chapter: str
    """What the `h1` above says it holds: a name of _CHAPTERS, or empty."""
    heading: Element | None
    pieces: tuple[Piece, ...]

    @property
    def id(self) -> ArtefactId | None:
        """The first artefact id of the heading."""
        return self.ids[0] if self.ids else None

    @property
    def tables(self) -> tuple[Element, ...]:
        """The outermost tables below the heading, in order."""
        return tuple(p for p in self.pieces if not isinstance(p, str) and p.tag == "table")


def outline(root: Element) -> tuple[Part, ...]:
    """Return the parts of a page in its order; the first has level 0."""
    parts: list[Part] = []
    heading: Element | None = None
    pieces: list[Piece] = []
    chapter = ""
    for piece in _flattened(root):
        if isinstance(piece, str) or piece.tag not in HEADING_TAGS:
            pieces.append(piece)
            continue
        parts.append(_part(heading, tuple(pieces), chapter))
        heading, pieces = piece, []
        if piece.tag == "h1":
            chapter = _chapter(_title_of(piece))
    parts.append(_part(heading, tuple(pieces), chapter))
    return tuple(parts)


def _flattened(root: Element) -> Iterator[Piece]:
    """Yield headings, outermost tables, and the largest elements that hold neither, in order."""
    parents = _parents_of_marks(root)
    stack: list[Iterator[Piece]] = [_inside(root)]
    while stack:
        piece = next(stack[-1], None)
        if piece is None:
            stack.pop()
        elif isinstance(piece, str):
            yield piece
        elif piece in parents and piece.tag != "table" and piece.tag not in HEADING_TAGS:
            stack.append(_inside(piece))
        else:
            yield piece


def _inside(element: Element) -> Iterator[Piece]:
    if element.text and element.tag not in ("head", "script", "style"):
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _parents_of_marks(root: Element) -> set[Element]:
    parents: set[Element] = set()
    for mark in root.iter(*HEADING_TAGS, "table"):
        for parent in mark.iterancestors():
            if parent in parents:
                break
            parents.add(parent)
    return parents


def _title_of(heading: Element) -> str:
    return fold(paragraphs_of(heading).replace("\n", " "))


def _chapter(text: str) -> str:
    match = _NUMBER.match(text)
    title = (text[match.end() :] if match else text).strip(_EDGES).casefold()
    return next((name for name, pattern in _CHAPTERS if pattern.search(title)), "")


def _part(heading: Element | None, pieces: tuple[Piece, ...], chapter: str) -> Part:
    if heading is None:
        return Part(0, "", "", (), "", "", (), (), "", None, pieces)
    text = _title_of(heading)
    match = _NUMBER.match(text)
    number, rest = (match[1], text[match.end() :]) if match else ("", text)
    found = list(find_artefact_ids(rest))
    loose = None if found else _LOOSE_ID.search(rest)
    title, trailing = rest, ""
    if found:
        start, first = found[0]
        title, trailing = rest[:start], rest[start + len(str(first)) :]
    elif loose:
        title, trailing = rest[: loose.start()], rest[loose.end() :]
    title = title.strip(_EDGES)
    trailing = trailing.removeprefix(".xsd").lstrip(_EDGES + ")]")
    if not title and len(trailing) <= LONGEST_TITLE:
        title, trailing = trailing.strip(_EDGES), ""
    sound, broken = _anchors_of(heading)
    return Part(
        level=int(heading.tag[1]),
        number=number,
        title=title,
        ids=tuple(each for _, each in found),
        loose_id=loose[0] if loose else "",
        trailing=trailing,
        anchors=sound,
        broken_anchors=broken,
        chapter=chapter,
        heading=heading,
        pieces=pieces,
    )


def _anchors_of(heading: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    named = (heading.get("id"), *(a.get("name") for a in heading.iter("a")))
    names = [name for name in named if name]
    sound = tuple(fold(name) for name in names if "<" not in name)
    return sound, tuple(fold(name.partition("<")[0]) for name in names if "<" in name)


def anchor_names(root: Element) -> frozenset[str]:
    """Return every name on the page that a link can lead to."""
    names = {element.get("id") for element in root.iter("*")}
    names.update(element.get("name") for element in root.iter("a"))
    return frozenset(fold(name) for name in names if name and "<" not in name)


def best_anchor(part: Part, names: frozenset[str]) -> str:
    """Return the name to jump to: the artefact's id, else the section's, else any, else none.

    A broken name is the last resort, without what is broken: browsers do not jump to it.
    """
    if part.id and str(part.id) in names:
        return str(part.id)
    candidates = sorted(part.anchors, key=lambda name: not name.startswith("_Toc_"))
    return next(iter((*candidates, *part.broken_anchors)), "")


def anchor_findings(page: str, part: Part, names: frozenset[str]) -> Iterator[Finding]:
    """Yield what is wrong with a heading's anchor and length, as far as a reader is concerned."""
    subject, anchor = str(part.id or part.title), best_anchor(part, names)
    if part.id and subject not in names and subject not in part.broken_anchors:
        detail = "The page has no anchor of that name; links to it reach the top of the page."
        yield Finding("missing-anchor", subject, page, detail, anchor, severity="info")
    if part.trailing and len(part.title) + len(part.trailing) > LONGEST_TITLE:
        detail = "The heading holds the description too."
        yield Finding("overlong-heading", subject, page, detail, severity="info", anchor=anchor)


def grouped(
    parts: Sequence[Part], starts: Callable[[Part, Part | None], bool]
) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """Yield each part that `starts` an artefact, with the deeper parts that follow it.

    `starts` gets a part and the artefact's part above it, if one is open.
    """
    current: Part | None = None
    children: list[Part] = []
    for part in parts:
        if starts(part, current):
            if current:
                yield current, tuple(children)
            current, children = part, []
        elif current and part.level > current.level:
            children.append(part)
        elif current:
            yield current, tuple(children)
            current = None
    if current:
        yield current, tuple(children)


def text_of_pieces(pieces: Sequence[Piece]) -> str:
    """Return the text of pieces, one line a paragraph, list items led by `- `."""
    lines: list[str] = []
    run: list[str] = []

    def end_run() -> None:
        lines.append(fold("".join(run)))
        run.clear()

    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        text = paragraphs_of(piece)
        if piece.tag in _INLINE and "\n" not in text:
            run.append(unformatted_text(piece))
            continue
        end_run()
        lines.append(text)
    end_run()
    return "\n".join(line for line in lines if line)


def text_without_tables(pieces: Sequence[Piece], captions: re.Pattern[str]) -> str:
    """Return the text of pieces outside of tables, without the lines that are mere captions."""
    text = text_of_pieces([each for each in pieces if isinstance(each, str) or each.tag != "table"])
    return "\n".join(line for line in text.split("\n") if line and not captions.fullmatch(line))


def rows_of(table: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row of a table, without those of tables within it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if cells:
                yield cells


def description_of(part: Part) -> str:
    """Return the paragraphs between a heading and its first table or the next heading."""
    first = part.tables[0] if part.tables else None
    pieces = part.pieces[: part.pieces.index(first)] if first is not None else part.pieces
    return "\n".join(text for text in (part.trailing, text_of_pieces(pieces)) if text)
