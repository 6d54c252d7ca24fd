"""Schemas."""

from typing import NamedTuple


class SchemaFile(NamedTuple):
    """One file of a schema's closure."""

    path: str
    """Within the MiM."""
    depth: int
    """Steps from the first schema."""
    reference: str
    """How it comes in: `root`, `include`, `import` or `redefine`."""
    included_by: str | None
    """Path of the schema that refers to it."""
    first: bool
    """False where the tree comes to a file again (its own references are not repeated)."""


class LocatedFile(NamedTuple):
    """A file of the publication and where it lies on disk."""

    path: str
    """Within the MiM."""
    file: str
    """Absolute."""


class SchemaDocument(NamedTuple):
    """An XSD of the publication."""

    kind: str
    """`schema`."""
    id: str | None
    """Artefact id in its name."""
    path: str
    """Within the MiM."""
    target_namespace: str | None
    """As it declares."""
    files: tuple[str, ...]
    """The schema and all that it includes or imports."""
    text: str
    """The whole file."""


class Bundle(NamedTuple):
    """A schema that was copied with all that it includes."""

    kind: str
    """`bundle`."""
    schema: str
    """Its path, in the MiM and below the target alike."""
    target: str
    """The folder or zip that was written."""
    files: tuple[str, ...]
    """Paths below the target."""
