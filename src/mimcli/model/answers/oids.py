"""Object identifiers."""

from typing import NamedTuple

from mimcli.model.answers.places import TablePlace
from mimcli.model.findings import Finding


class OidSummary(NamedTuple):
    """One object identifier."""

    oid: str
    """Dotted."""
    name: str | None
    """What the catalogue calls it; else the vocabularies that have it."""
    issuer: str | None
    """As the catalogue writes it."""
    abstract: bool
    """A node of the hierarchy, which never stands in a message."""
    vocabularies: int
    """How many have it as their code system."""
    depth: int
    """Steps below the highest OID of its branch that the catalogue has."""
    parent: str | None
    """The longest other OID that it goes on from."""
    description: str | None
    """The catalogue's text."""
    origin: str
    """`catalogue`; else `vocabulary` or `schema`: who uses it."""


class RelatedOid(NamedTuple):
    """An OID above or below another."""

    oid: str
    """Dotted."""
    name: str | None
    """What the catalogue calls it."""


class Oid(NamedTuple):
    """One object identifier with what has it."""

    kind: str
    """`oid`."""
    oid: str
    """Dotted: the one that was asked, or the longest known one that it goes on from."""
    asked: str
    """The OID that was asked."""
    exact: bool
    """False: the one that was asked is not known."""
    name: str | None
    """What the catalogue calls it; else the vocabularies that have it."""
    issuer: str | None
    """As the catalogue writes it."""
    description: str | None
    """The catalogue's text."""
    abstract: bool
    """A node of the hierarchy, which never stands in a message."""
    parents: tuple[RelatedOid, ...]
    """From the nearest upwards."""
    children: tuple[RelatedOid, ...]
    """Directly below it."""
    vocabularies: tuple[str, ...]
    """Those that have it as their code system."""
    datatypes: tuple[str, ...]
    """Types of the datatype schemas that allow it as a value."""
    used_by: int
    """How many rows of message tables have it as a fixed value, or name it in their description."""
    uses: tuple[TablePlace, ...]
    """Those rows: the first few, or all with `--uses`."""
    origin: str
    """`catalogue`; else `vocabulary` or `schema`: who uses it."""
    page: str | None
    """Path of the catalogue."""
    anchor: str | None
    """Name of the place in that page."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of it."""
