"""The types of all schemas as rows of the index, each type without a name of its own once."""

from collections.abc import Iterable

from mimcli.model.content_model import (
    ContentTables,
    ContentType,
    SchemaFacetRow,
    SchemaPartRow,
    SchemaTypeRow,
)
from mimcli.model.statements import SchemaStatement


def gather_contents(schemas: Iterable[SchemaStatement]) -> ContentTables:
    """Return the types of all schemas, in the order of their paths and within the files."""
    gathering = _Gathering()
    for schema in sorted(schemas, key=lambda one: one.path):
        for content in schema.contents:
            gathering.add(content, schema.path)
    return gathering.tables()


class _Gathering:
    """Rows that grow; types within elements are told apart by what they say alone."""

    def __init__(self) -> None:
        self._types: list[SchemaTypeRow] = []
        self._parts: list[SchemaPartRow] = []
        self._facets: list[SchemaFacetRow] = []
        self._nameless: dict[ContentType, int] = {}

    def tables(self) -> ContentTables:
        return ContentTables(tuple(self._types), tuple(self._parts), tuple(self._facets))

    def add(self, content: ContentType, schema: str | None) -> int:
        key = len(self._types) + 1
        self._types.append(
            SchemaTypeRow(
                key,
                content.name or None,
                content.kind,
                content.base or None,
                content.derivation or None,
                int(content.mixed),
                schema,
            )
        )
        for position, part in enumerate(content.parts):
            self._parts.append(
                SchemaPartRow(
                    key,
                    position,
                    part.kind,
                    part.name or None,
                    part.namespace or None,
                    part.min,
                    part.max,
                    part.choice,
                    part.type or None,
                    None if part.inner is None else self._key_of(part.inner, schema),
                    part.fixed or None,
                    part.default or None,
                )
            )
        for position, facet in enumerate(content.facets):
            documentation = facet.documentation or None
            self._facets.append(
                SchemaFacetRow(key, position, facet.facet, facet.value, documentation)
            )
        return key

    def _key_of(self, inner: ContentType, schema: str | None) -> int:
        if inner not in self._nameless:
            self._nameless[inner] = self.add(inner, schema)
        return self._nameless[inner]
