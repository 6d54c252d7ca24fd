"""What is wrong with the structure of a message, one record a fault."""

from typing import NamedTuple

from mimcli.parse.xmlio import Element


class Flaw(NamedTuple):
    """A fault of structure."""

    kind: str
    """`unknown-element`, `undeclared`, `misplaced-element`, `repeated-element`, `missing-element`,
    `renamed-element`, `namespace`, `unknown-attribute`, `renamed-attribute`, `missing-attribute`,
    `fixed-value`, `value`, `repeated-id`, `text`, `nil`, `type`, `root`."""
    element: Element
    """Where it is told: the element itself; of something missing, what it is missing in."""
    name: str = ""
    """Of the element or attribute."""
    found: str | None = None
    """What is there: a name, value or text, the namespace of `name`, how many; None: nothing."""
    allowed: tuple[str, ...] = ()
    """Names or values, in the schema's order."""
    reason: str = ""
    """What is wrong with a value, in words. Of other kinds, which case of them it is (`null`,
    `prohibited`, `abstract`, `prefix`); how often something has to or may come; the namespace that
    is right for a root."""
    sibling: str = ""
    """The element before it; empty: it is the first."""
    place: str | None = None
    """Of a misplaced element: where it belongs, in words (`after code`, `first`); None where it
    cannot stand at all beside what is there."""
    attribute: bool = False
    """Whether `name` is an attribute's."""
    free: tuple[str, ...] = ()
    """Of an unknown attribute: those that the element may have, and has not."""
