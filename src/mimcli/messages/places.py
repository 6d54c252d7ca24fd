"""Where elements stand in a document: line and column of their first character.

lxml knows an element's line only, and of a start tag of several lines the last one. So a document
in which something is wrong is read a second time, by expat, which tells the place of each tag.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from mimcli.checks.faults import TEXT
from mimcli.messages.reading import declared_encoding
from mimcli.parse.xmlio import Element


class Place(NamedTuple):
    """A place in a document."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""


def places_of(
    data: bytes,
    wanted: Iterable[tuple[Element, str | None]],
    encoding: str | None = None,
    known: Mapping[Element, int] | None = None,
    *,
    again: bool = False,
) -> dict[tuple[Element, str | None], Place]:
    """Return the places of elements, and of attributes of elements, of one document.

    `data` is the document that the elements were parsed from, `encoding` the one that was used if
    it is not what the document declares. What cannot be found is left out. `known` are the numbers
    of the elements in the document's order, if they are. `again`: places of the same document will
    be asked for again, as it has several messages.
    """
    asked = list(wanted)
    if not asked:
        return {}
    if again:
        return _of_many(data, asked, encoding)
    numbers = _numbers({element for element, _ in asked}, known)
    text = decoded(data, encoding)
    offsets = _offsets(text, set(numbers))
    lines = _Lines(text)
    starts = {numbers[number]: at for number, at in offsets.items()}
    return {
        (element, attribute): lines.place(_attribute(text, starts[element], attribute))
        for element, attribute in asked
        if element in starts
    }


def _of_many(
    data: bytes, asked: list[tuple[Element, str | None]], encoding: str | None
) -> dict[tuple[Element, str | None], Place]:
    numbers = _every_number(asked[0][0].getroottree().getroot())
    whole = _whole(data, encoding, len(numbers))
    return {
        (element, attribute): whole.place(_attribute(whole.text, start, attribute))
        for element, attribute in asked
        if (start := whole.starts.get(numbers[element])) is not None
    }


@lru_cache(maxsize=1)
def _every_number(root: Element) -> dict[Element, int]:
    return {element: number for number, element in enumerate(root.iter("*"))}


@lru_cache(maxsize=1)
def _whole(data: bytes, encoding: str | None, count: int) -> "_Whole":
    return _Whole(decoded(data, encoding), count)


class _Whole:
    """Where all start tags of a document are, and all its lines."""

    def __init__(self, text: bytes, count: int) -> None:
        self.text = text
        self.starts = _offsets(text, range(count))
        self._ascii = text.isascii()
        self._last = 0, 0, 1
        self._breaks = [match.end() for match in re.finditer(rb"\n", text)]

    def place(self, offset: int) -> Place:
        line = bisect_right(self._breaks, offset)
        begin = self._breaks[line - 1] if line else _length_of_mark(self.text)
        return Place(line + 1, self._column(begin, offset))

    def _column(self, begin: int, offset: int) -> int:
        """Return the column of an offset in the line that begins there; a line may be long."""
        if self._ascii:
            return offset - begin + 1
        last, at, column = self._last
        if last != begin or at > offset:
            at, column = begin, 1
        column += _characters(self.text, at, offset)
        self._last = begin, offset, column
        return column


def places_in_file(
    location: str, elements: Iterable[Element], known: Mapping[Element, int] | None = None
) -> dict[Element, Place]:
    """Return the places of elements of a document in a file of UTF-8, which is not kept in memory.

    Those of their attributes are not looked for. What cannot be found is left out. `known` are the
    elements' numbers in the document's order, if they are.
    """
    asked = set(elements)
    numbers = _numbers(asked, known) if asked else {}
    found: dict[Element, Place] = {}

    def take(number: int, parser: expat.XMLParserType) -> None:
        place = Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        found[numbers[number]] = place

    parser = _parser(set(numbers), take)
    with suppress(expat.ExpatError, OSError), open(location, "rb") as stream:  # noqa: PTH123
        # `ParseFile` takes 2 kB at a time, and expat begins a tag again with each: 60 s for 16 MB.
        while piece := stream.read(_PIECE):
            parser.Parse(piece)
    return found


def _numbers(
    elements: set[Element], known: Mapping[Element, int] | None = None
) -> dict[int, Element]:
    """Return elements of one document by their numbers in its order; see `places_of`."""
    if known is not None:
        return {known[one]: one for one in elements}
    root = next(iter(elements)).getroottree().getroot()
    numbers: dict[int, Element] = {}
    for number, element in enumerate(root.iter("*")):
        if element in elements:
            numbers[number] = element
            if len(numbers) == len(elements):
                break
    return numbers


def decoded(data: bytes, encoding: str | None = None) -> bytes:
    """Return a document as UTF-8, whatever its encoding; as it is if that is not known."""
    name = encoding or _encoding_of(data)
    if name.lower() in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    try:
        return data.decode(name, "replace").encode("utf-8", "replace")
    except LookupError:
        return data


def _encoding_of(data: bytes) -> str:
    if data[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return "utf-32"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if data[:2] in (b"<\0", b"\0<"):
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    return declared_encoding(data) or "utf-8"


def _length_of_mark(text: bytes) -> int:
    """Return how many bytes of a text in UTF-8 come before its first character."""
    return len(codecs.BOM_UTF8) if text.startswith(codecs.BOM_UTF8) else 0


class _Lines:
    """Turns offsets in bytes of UTF-8 into lines and columns; asked mostly from front to back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._back()

    def _back(self) -> None:
        self._line, self._column, self._at = 1, 1, _length_of_mark(self._data)

    def place(self, offset: int) -> Place:
        if offset < self._at:
            self._back()
        breaks = self._data.count(b"\n", self._at, offset)
        if breaks:
            self._line += breaks
            self._column = 1
            self._at = self._data.rfind(b"\n", self._at, offset) + 1
        self._column += _characters(self._data, self._at, offset)
        self._at = offset
        return Place(self._line, self._column)


_PIECE = 1024 * 1024
_CONTINUED = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""


def _characters(data: bytes, begin: int, end: int) -> int:
    """Return how many characters UTF-8 has from one offset to another; a line may be long."""
    pieces = (data[at : min(at + _PIECE, end)] for at in range(begin, end, _PIECE))
    return sum(len(piece.translate(None, _CONTINUED)) for piece in pieces)


def _offsets(text: bytes, wanted: Collection[int]) -> dict[int, int]:
    """Return the offsets of the n-th start tags in a document in UTF-8."""
    found: dict[int, int] = {}

    def take(number: int, parser: expat.XMLParserType) -> None:
        found[number] = parser.CurrentByteIndex

    parser = _parser(wanted, take)
    with suppress(expat.ExpatError):  # what was found before the fault stands
        parser.Parse(text, True)
    return found


def _parser(
    wanted: Collection[int], take: Callable[[int, expat.XMLParserType], None]
) -> expat.XMLParserType:
    """Return a parser that calls `take` at the n-th start tags, as far as the last of them."""
    parser = expat.ParserCreate("utf-8")
    last = max(wanted, default=-1)
    count = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal count
        if count in wanted:
            take(count, parser)
        if count >= last:
            parser.StartElementHandler = None
        count += 1

    parser.StartElementHandler = start
    return parser


def _attribute(text: bytes, offset: int, attribute: str | None) -> int:
    """Return where an attribute stands within the tag that begins at an offset."""
    if attribute is None:
        return offset
    end = text.find(b">", offset)
    if attribute.startswith(TEXT):
        word = re.match(r"[^&<>\s]*", attribute[len(TEXT) :].lstrip())
        words = re.escape(word[0].encode() if word else b"")
        found = re.compile(rb">\s*(?:<!\[CDATA\[\s*)?(" + words + rb")").search(text, end)
        return found.start(1) if found else offset
    name = re.escape(attribute.rpartition("}")[2].encode())
    match = re.compile(rb"[\s:]" + name + rb"\s*=").search(text, offset, end + 1)
    return match.start() + 1 if match else offset
