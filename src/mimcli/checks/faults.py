"""What a check works on, and what it gives."""

from typing import TYPE_CHECKING, NamedTuple

from mimcli.checks.registry import Chosen
from mimcli.model.answers.validation import MessageProblem
from mimcli.model.validation import Subject
from mimcli.parse.xmlio import Element
from mimcli.query.manual import Manual

if TYPE_CHECKING:
    from lxml import etree


MOST_OF_A_CHECK = 500
"""Problems of one check that are told of one message: a large one may have one in every part."""


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


class Fault(NamedTuple):
    """A problem with the element that has it: the caller fills line, column and xpath in."""

    problem: MessageProblem
    element: Element | None = None
    attribute: str | None = None
    """Name of the attribute that is wrong, if one is; the column is then its own."""
