"""A type of the schemas with its parts, as it is read from the index."""

from typing import NamedTuple


class Part(NamedTuple):
    """An element or attribute of a type."""

    kind: str
    """`element`, `attribute` or `any`."""
    name: str
    namespace: str | None
    """Of an element; None for an attribute."""
    min: int
    max: int | None
    choice: str | None
    """Alternatives of one choice have one name; None where there is no other alternative."""
    type: str | None
    type_key: int | None
    fixed: str | None
    default: str | None
    via: tuple[str, ...]
    """The groups through which it comes: `NPFIT-000024_Role`, `COCD_TP145022UK02`."""
    schema: str | None
    """Path of the schema that declares it."""


class Type(NamedTuple):
    """A type, with the parts that it states itself."""

    key: int
    name: str | None
    kind: str
    base: str | None
    derivation: str | None
    mixed: bool
    schema: str | None
    own: tuple[Part, ...]


def within(part: Part, group: Part) -> Part:
    """Return a group's part as it counts in the place of the reference to the group."""
    most = None if part.max is None or group.max is None else part.max * group.max
    choice = group.choice
    if choice is None and part.choice is not None:
        choice = f"{group.name}/{part.choice}"
    return part._replace(min=part.min * group.min, max=most, choice=choice)


def only_choices(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts with no choice where there is only one alternative."""
    counts: dict[str | None, int] = {}
    for part in parts:
        counts[part.choice] = counts.get(part.choice, 0) + 1
    return tuple(
        part._replace(choice=None) if part.choice is not None and counts[part.choice] == 1 else part
        for part in parts
    )
