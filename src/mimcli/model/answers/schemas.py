"""Schemas."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One file of a schema's closure."""

    path: str
    depth: int
    reference: str
    """How it comes in: `root`, `include`, `import` or `redefine`."""
    included_by: str | None
    first: bool
    """False where the tree comes to a file again (its own references are not repeated)."""


@dataclass(frozen=True, slots=True)
class LocatedFile:
    """A file of the publication and where it lies on disk."""

    path: str
    file: str
    """Absolute."""


@dataclass(frozen=True, slots=True)
class SchemaDocument:
    """An XSD of the publication."""

    kind: str
    id: str | None
    path: str
    target_namespace: str | None
    files: tuple[str, ...]
    """The schema and all that it includes or imports."""
    text: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A schema that was copied with all that it includes."""

    kind: str
    schema: str
    """Its path, in the MiM and below the target alike."""
    target: str
    files: tuple[str, ...]
