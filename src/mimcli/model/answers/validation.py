"""`mim validate`: the messages of files, and what is wrong with each."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from mimcli.model.answers.listing import Listing

Severity = Literal["error", "warning", "info"]
"""An `error` makes a message invalid; a `warning` does so with `--strict`; `info` never does."""

Status = Literal["valid", "invalid", "unreadable", "not-judged"]
"""`unreadable`: no HL7 v3 message could be made of it; `not-judged`: no version at hand that
could judge it."""


class ModelRow(NamedTuple):
    """What the message table says of a place."""

    cardinality: str | None
    """`0..1`, `1..*`."""
    conformance: str | None
    """`M` mandatory, `R` required."""
    datatype: str | None
    """As the table has it."""
    vocabulary: str | None
    """Whose codes it takes."""
    page: str | None
    """Of the publication, with `#anchor` if there is one."""
    of: str | None = None
    """Where the place is a part of a value (`given` of a name), which has no row of its own: the
    name of the element whose row this is."""


class MessageProblem(NamedTuple):
    """One thing that is wrong with a message."""

    check: str
    """Id of the check: `schema-unexpected-element`."""
    severity: Severity
    """`error`, `warning` or `info`."""
    message: str
    """What is wrong, in plain words, in one line."""
    line: int = 0
    """From 1, in the file, or in the decoded part of it (see `exact`); 0: nowhere in particular."""
    column: int = 0
    """In characters, from 1; 0: not known."""
    address: str | None = None
    """Of the element or attribute, as `mim explain` takes it."""
    xpath: str | None = None
    """Of the element, in its document, by positions: it needs no prefixes."""
    found: str | None = None
    """What stands there, a name or a value; null: nothing, or an empty value."""
    allowed: tuple[str, ...] = ()
    """What may stand there, in the manual's order."""
    nearest: str | None = None
    """Of what is allowed, what is most like what was found."""
    row: ModelRow | None = None
    """The row of the message table, if one is known."""
    hint: str | None = None
    """What to do about it."""


class ValidatedMessage(NamedTuple):
    """One message, or a file in which there is none."""

    path: str
    """Of the file; `-` for standard input."""
    part: str | None
    """Where in the file, if it is not the whole of it: `part 2`, a JSON pointer, an XPath."""
    line: int
    """Where in the file the message begins, from 1; 0 if there is none."""
    exact: bool
    """Whether lines and columns of problems are the file's own; else they are counted in the part,
    as it is when decoded."""
    status: Status
    """`valid`, `invalid`, `unreadable` (no HL7 v3 message) or `not-judged` (no version at hand)."""
    container: str | None
    """What it came in: `bare`, `soap`, `xml` (within another document), `mime`, `json`, `text`,
    `base64`, `gzip`, `zlib`."""
    kind: str | None
    """`interaction`, `batch`, `control_act`, `wrapper`, `payload`, `cda_wire`, `cda_templated`,
    `fragment`."""
    artefact: str | None
    """The id that it was judged against."""
    root: str | None
    """Local name of its outermost element."""
    mim: str | None
    """The version that judged it."""
    why: str | None
    """Why this artefact and this version; of what was not judged, the reason."""
    nearest_of: str | None
    """The message's own id, where the nearest revision judged it (`--nearest`)."""
    hint: str | None
    """Of what was not judged: what to do."""
    problems: tuple[MessageProblem, ...]
    """What is wrong, in the order of the file."""
    message_id: str | None = None
    """Its own id, of a whole message or of one in a batch."""
    message_id_line: int = 0
    """Where that stands, counted as the lines of problems are; 0 if it has none."""
    more: int = 0
    """Problems that are not told, as their checks found more than 500 each in this message."""

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield a line for each problem; one line for a message that has none."""
        if not self.problems:
            said = (self.line, None, self.status, None, None, self.why, None)
            yield (self.path, *said, self.artefact, self.mim, self.part, self.hint)
        for one in self.problems:
            line = (one.line, one.column, self.status, one.severity, one.check, one.message)
            of_it = (one.address, self.artefact, self.mim, self.part, one.hint)
            yield (self.path, *line, *of_it)


ValidatedMessage.columns = (  # type: ignore[attr-defined]
    *("path", "line", "column", "status", "severity", "check", "message"),
    *("address", "artefact", "mim", "part", "hint"),
)


class CheckCount(NamedTuple):
    """How often a check found something."""

    check: str
    """Its id."""
    severity: Severity
    """`error`, `warning` or `info`."""
    problems: int
    """Problems that it found."""
    messages: int
    """Messages in which it found any."""


class Unchecked(NamedTuple):
    """A version that judged, and of which only a part is at hand."""

    mim: str
    """The version."""
    lacks: tuple[str, ...]
    """What is not at hand, so that messages were not checked by it: `vocabularies`, `message
    tables`."""


class ValidationReport(NamedTuple):
    """All messages of all files."""

    kind: str
    """`validation`."""
    valid: int
    """Messages in which nothing is wrong."""
    invalid: int
    """Messages in which something is wrong."""
    unreadable: int
    """Files, or parts of them, that should have been messages and are none."""
    not_judged: int
    """Messages for which there was no version at hand."""
    files: int
    """Files that were looked into."""
    passed_over: int
    """Of these, files of a folder in which there is no HL7 v3 message."""
    checks: tuple[CheckCount, ...]
    """What was found, the most frequent first."""
    messages: tuple[ValidatedMessage, ...]
    """In the order of the files."""
    unchecked: tuple[Unchecked, ...] = ()
    """What messages were not checked by, as it is not at hand."""

    def listing(self) -> Listing[ValidatedMessage]:
        """Return the messages: what the formats of lines print."""
        return Listing(ValidatedMessage, self.messages)
