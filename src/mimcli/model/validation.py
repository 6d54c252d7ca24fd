"""Messages that are checked: where one lies, and what it is."""

from typing import Literal, NamedTuple

Container = Literal["bare", "soap", "xml", "mime", "json", "text", "base64", "gzip", "zlib"]
"""What a message came in (`xml`: within another document); of several, the innermost."""

Kind = Literal[
    "interaction",
    "batch",
    "control_act",
    "wrapper",
    "payload",
    "cda_wire",
    "cda_templated",
    "fragment",
]
"""What a message is: a whole interaction, a batch of them, or a part that has a model of its own.
`fragment`: a CMET or template, whose element only stands within others on the wire."""


class HeaderLine(NamedTuple):
    """A header of HTTP that came before a message."""

    text: str
    line: int
    """Where it stands in the file."""


class Amiss(NamedTuple):
    """What is wrong with how a message was put into what it came in."""

    check: str
    """The id of the check that tells it."""
    text: str
    """In one line, for people."""


class LocatedMessage(NamedTuple):
    """An XML document within a file."""

    path: str
    """Of the file, as it is shown; `-` for standard input."""
    data: bytes
    """The document, as it will be parsed."""
    container: Container = "bare"
    part: str | None = None
    """Where in the file, if it is not the whole of it: `part 2`, a JSON pointer."""
    line: int = 1
    """Where it begins in the file."""
    column: int = 1
    exact: bool = True
    """Whether its lines are the file's own; they are not when it had to be decoded."""
    encoding: str | None = None
    """The encoding of `data`, where that is known otherwise than by its XML declaration."""
    file: str | None = None
    """Of a large one: the file that it is read from, a second time if need be; `data` is empty."""
    cut_off: str | None = None
    """Why its end may be missing, if something says so: a boundary that is not there."""
    depth: int = 0
    """How many containers it is in, each within the one before."""
    several: bool = False
    """Whether the document has other messages, too."""
    soap_action: HeaderLine | None = None
    """The `SOAPAction` that it was sent with, if that is in the file."""
    amiss: Amiss | None = None
    """What it came in says something of it that is not so; it is read as it is."""


class Damage(NamedTuple):
    """A part of a file that should hold a document, and cannot be read."""

    path: str
    part: str | None
    line: int
    reason: str
    """In one line, for people."""
    hint: str | None = None


class Subject(NamedTuple):
    """What a message is, and what judges it."""

    kind: Kind
    artefact: str
    """The id that it is judged against."""
    root: str
    """Local name of its outermost element, as the message has it."""
    schema: str
    """Path of the schema within the publication."""
    mim: str
    """The version that judges it."""
    why: str
    """One sentence: why this artefact, and why this version."""
    wrap: str | None = None
    """Name of the schema type to declare the root with, where the schema has no such element."""
    namespace_added: bool = False
    """It has no namespace, and is judged as if it had the schema's."""
    nearest_of: str | None = None
    """The id that the message has, where it is judged by the nearest revision."""
