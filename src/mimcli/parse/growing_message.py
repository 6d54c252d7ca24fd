"""A large message, read in pieces: what its schema refuses, and the growing tree."""

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from lxml import etree

from mimcli.parse.xmlio import (
    Element,
    blaming_parser,
    growing_parser,
    message_error,
    pieces_of_message,
    refusing_parser,
)

if TYPE_CHECKING:
    from lxml.etree import _LogEntry

_BLAMED = re.compile(r"Element '([^']*)'")
_OF_TEXT = "SCHEMAV_CVC_COMPLEX_TYPE_2_"
"""With which begin the types of errors that blame an element for a text in it."""


def refusals_by_piece(
    source: str | bytes, schema: etree.XMLSchema, piece_size: int, most: int
) -> list[int]:
    """Return the numbers of the pieces of a message in which its schema refuses something.

    Each as often as it does; after so many at `most` no more are looked for. Nothing of the message
    is kept. Raises MessageError, also for one that has a DTD, and OSError.
    """
    parser = refusing_parser(schema)
    found: list[int] = []
    try:
        for number, piece in enumerate(pieces_of_message(source, piece_size)):
            parser.feed(piece)
            found += [number] * (len(parser.feed_error_log) - len(found))
            if len(found) > most:
                return found
        parser.close()
    except etree.XMLSyntaxError as error:
        raise message_error(error) from None
    return found


class Blame(NamedTuple):
    """A refusal of a schema."""

    error: "_LogEntry"
    element: Element | None
    """None: it is not known which."""


class Grown(NamedTuple):
    """A message as far as it has been read."""

    root: Element
    blamed: Sequence[Blame] = ()
    """What its schema refused in the last piece."""


def growing_message(source: str | bytes, tag: str, piece_size: int) -> Iterator[Grown]:
    """Yield a message, whose root has this tag, each time that more of it is read.

    What stands in an element that another one follows may be taken out of the tree meanwhile. A
    piece is of so many bytes. Raises MessageError, also for one that has a DTD, and OSError.
    """
    parser = growing_parser(tag)
    root: Element | None = None
    try:
        for piece in pieces_of_message(source, piece_size):
            parser.feed(piece)
            for _, element in parser.read_events():
                if root is None and isinstance(element, Element):
                    root = element
            if root is not None:
                yield Grown(root)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise message_error(error) from None


def blamed_message(
    source: str | bytes, schema: etree.XMLSchema, piece_size: int, refusing: Collection[int]
) -> Iterator[Grown]:
    """Yield the same of a message of which a schema refuses something in pieces of these numbers.

    Those are read tag by tag, so that it is known which element is blamed.
    """
    blaming = _Blaming(schema)
    for number, piece in enumerate(pieces_of_message(source, piece_size)):
        if number in refusing:
            blamed = [one for part in _tags(piece) for one in blaming.blamed(part)]
        else:
            blamed = []
            blaming.read(piece)
        if blaming.root is not None:
            yield Grown(blaming.root, blamed)


class _Blaming:
    """A parser that tells which elements of a message a schema refuses."""

    def __init__(self, schema: etree.XMLSchema) -> None:
        self._parser = blaming_parser(schema)
        self._told = 0
        self._last: Element | None = None
        """The last element that has begun or ended."""
        self._has_ended = False
        self.root: Element | None = None

    def read(self, piece: bytes) -> None:
        """Read a piece in which nothing is refused."""
        self._parser.feed(piece)
        events = self._events()
        if self.root is None:
            self.root = next((one[1] for one in events), None)
        for kind, element in deque(events, maxlen=1):
            self._has_ended, self._last = kind == "end", element

    def blamed(self, part: bytes) -> list[Blame]:
        """Read a part with one tag, and return what is refused there."""
        holding = self._open()
        self._parser.feed(part)
        events = list(self._events())
        for kind, element in events:
            self._has_ended, self._last = kind == "end", element
            self.root = element if self.root is None else self.root
        log = self._parser.feed_error_log
        if len(log) == self._told:
            return []
        of_tag = events[0][1] if events else holding
        found = [Blame(one, _element_of(one, holding, of_tag)) for one in log[self._told :]]
        self._told = len(log)
        return found

    def _events(self) -> Iterator[tuple[str, Element]]:
        """Return what has begun and ended since: of starts and ends of elements only."""
        return cast("Iterator[tuple[str, Element]]", self._parser.read_events())

    def _open(self) -> Element | None:
        """Return the innermost element that has begun and not ended."""
        if self._last is None or not self._has_ended:
            return self._last
        return self._last.getparent()


def _tags(piece: bytes) -> Iterator[bytes]:
    """Yield a piece in parts of which each ends with a tag, or is the rest."""
    *tags, rest = piece.split(b">")
    for one in tags:
        yield one + b">"
    if rest:
        yield rest


def _element_of(
    error: "_LogEntry", holding: Element | None, of_tag: Element | None
) -> Element | None:
    """Return the element that an error blames: that of a tag, or for the text before it its holder.

    None if the error says that it blames another.
    """
    element = holding if error.type_name.startswith(_OF_TEXT) else of_tag
    match = _BLAMED.match(error.message)
    return element if element is not None and match and element.tag == match[1] else None
