"""New messages."""

from typing import NamedTuple


class ScaffoldNote(NamedTuple):
    """Something to know of a new message."""

    kind: str
    """`placeholder`: nothing better is known of what stands there; of the message it is filled
    from: `left-out`, where the new one has no place for something, `replaced`, where a value is not
    allowed, `renamed`, where an element stands in the place of one of another name, or `refused`
    and `doubtful`, where `mim validate` finds an error in what was taken over, or warns of it."""
    path: str
    """Where: in the new message, or (`left-out`) in the one that it is filled from."""
    line: int | None
    """Its line in the message that the new one is filled from; null for a `placeholder`."""
    found: str | None
    """What the other message has there."""
    message: str
    """The same in words."""


class NewMessage(NamedTuple):
    """A message that was made."""

    kind: str
    """`new_message`."""
    id: str
    """The interaction, message type, CMET or template that it is of."""
    root: str
    """Name of its outermost element."""
    namespace: str | None
    """Of its outermost element."""
    schema: str | None
    """Path, in the MiM, of the schema that it is valid against."""
    full: bool
    """Whether it has the optional parts."""
    seed: int | None
    """What it was made from, if it must come out the same again."""
    filled_from: str | None
    """The file that it was filled from."""
    taken: int
    """How many values were taken over from that file."""
    notes: tuple[ScaffoldNote, ...]
    """What to look at."""
    text: str
    """The whole message: XML, in UTF-8."""
