"""What XML Schema files say of a message: its types, and the elements and attributes in them."""

from typing import NamedTuple


class Facet(NamedTuple):
    """One thing that a simple type demands of a value."""

    facet: str
    """`enumeration`, `pattern`, `minLength` ..."""
    value: str
    documentation: str = ""
    """What the schema says of it, in words."""


class ContentPart(NamedTuple):
    """An element, attribute or reference to a group, as a type declares it."""

    kind: str
    """`element`, `attribute`, `group` (whose parts stand in its place) or `any`."""
    name: str
    """Empty for `any`."""
    namespace: str
    """Of an element that is declared elsewhere (`ref`), and is not of the schema's own namespace;
    else empty."""
    min: int
    """A required attribute has 1."""
    max: int | None
    """None without limit; 0 for an attribute that is prohibited."""
    choice: int | None
    """Parts with the same number are alternatives; None outside of a choice."""
    type: str
    """Name of its type; empty if that has none. Of a `ref`: empty."""
    fixed: str = ""
    default: str = ""
    inner: "ContentType | None" = None
    """Its type, where that has no name of its own."""


class ContentType(NamedTuple):
    """A type, group or global element, by what it states itself (not what it inherits)."""

    kind: str
    """`complex`, `simple`, `group` or `element` (global; then `base` is its type)."""
    name: str
    """Empty for a type within an element or attribute."""
    base: str
    """The type that it derives from; empty if none. For a list what it lists; for a union its
    members, blanks between."""
    derivation: str
    """`restriction`, `extension`, `list`, `union`, or empty for a type of its own."""
    mixed: bool = False
    parts: tuple[ContentPart, ...] = ()
    facets: tuple[Facet, ...] = ()


class SchemaTypeRow(NamedTuple):
    """A row of the index's table `schema_type`."""

    key: int
    name: str | None
    kind: str
    base: str | None
    derivation: str | None
    mixed: int
    schema: str | None


class SchemaPartRow(NamedTuple):
    """A row of the index's table `schema_part`."""

    owner: int
    position: int
    kind: str
    name: str | None
    namespace: str | None
    min: int
    max: int | None
    choice: int | None
    type: str | None
    type_key: int | None
    fixed: str | None
    default: str | None


class SchemaFacetRow(NamedTuple):
    """A row of the index's table `schema_facet`."""

    owner: int
    position: int
    facet: str
    value: str
    documentation: str | None


class ContentTables(NamedTuple):
    """The three tables that hold the types of all schemas."""

    types: tuple[SchemaTypeRow, ...] = ()
    parts: tuple[SchemaPartRow, ...] = ()
    facets: tuple[SchemaFacetRow, ...] = ()


def no_contents() -> ContentTables:
    """Return the tables of a publication without schemas."""
    return ContentTables()
