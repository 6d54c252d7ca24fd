"""What a rule says of an element, before anything is explained."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from mimcli.model.answers.validation import Severity
from mimcli.parse.xmlio import Element

if TYPE_CHECKING:
    from mimcli.checks.places import Found


class Remark(NamedTuple):
    """One thing that a rule finds wrong with an element."""

    check: str
    """Id of the check."""
    message: str
    attribute: str | None = None
    """Name of the attribute that is wrong."""
    found: str | None = None
    allowed: tuple[str, ...] = ()
    hint: str | None = None
    severity: Severity | None = None
    """None: that of the check."""
    child: str | None = None
    """Of an element that is missing: its name."""
    template: "Found | None" = None
    """The place in a template, where one judges in place of the message's own model."""


Rule = Callable[[Element], Remark | None]
"""Looks at one element; None if all is well."""
