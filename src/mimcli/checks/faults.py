"""What a check works on, and what it gives."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from mimcli.checks.flaws import Flaw
from mimcli.checks.registry import Chosen
from mimcli.model.answers.validation import MessageProblem
from mimcli.model.validation import Subject
from mimcli.parse.xmlio import Element
from mimcli.query.manual import Manual

if TYPE_CHECKING:
    from lxml import etree


MOST_OF_A_CHECK = 500
"""Problems of one check that are told of one message: a large one may have one in every part."""


class Names:
    """The elements of a message that the walk over its structure takes for others.

    Below a misspelt element all is looked at as if it had its right name.
    """

    def __init__(self, find: Callable[[], dict[Element, str]]) -> None:
        """Take what finds them: it is asked when an element is met that no model has."""
        self._find = find
        self._tags: dict[Element, str] | None = None

    def found(self, tags: dict[Element, str]) -> None:
        """Take the tags that elements should have, if they are known before anybody asks."""
        self._tags = tags

    def more(self, tags: dict[Element, str]) -> None:
        """Take the tags of further elements, beside those that are known."""
        if tags:
            self._tags = {**(self._tags or {}), **tags}

    def of(self, element: Element) -> str | None:
        """Return the tag that an element should have; None if it is taken for nothing else."""
        if self._tags is None:
            self._tags = self._find()
        return self._tags.get(element)


class Checked(NamedTuple):
    """A message under check."""

    element: Element
    """The message's own root; it may stand within an envelope."""
    subject: Subject
    manual: Manual
    """The version that judges it."""
    schema: "etree.XMLSchema"
    """Compiled; it has an element of the root's name."""
    chosen: Chosen
    names: Names | None = None
    """None: each element is taken for what it says."""


TEXT = "#"
"""With which begins what is asked for in place of an attribute, if it is a text in the element."""


class Fault(NamedTuple):
    """A problem with the element that has it: the caller fills line, column and xpath in."""

    problem: MessageProblem
    element: Element | None = None
    attribute: str | None = None
    """Name of the attribute that is wrong, if one is; the column is then its own."""
    meant: str | None = None
    """Name of the attribute that a misspelt one is taken for."""
    child: str | None = None
    """Name of the element that is missing in it, or that it is itself but for its spelling."""
    text: str | None = None
    """The text in it that is wrong, if one is: the place is then its own."""
    flaw: Flaw | None = None
    """Of the structure's faults, what was found; None of the last of many with the same words."""

    @property
    def thing(self) -> str | None:
        """What of its element a fault is about, as places are asked for; None: itself."""
        return self.attribute if self.text is None else f"{TEXT}{self.text}"
