"""Structural codes that neither a table's row nor the schema of the place settles.

Many attributes of classes may have any code by their schema, as a member of the union that types
them lists none. Their codes are then those that classes of the same name have in other models,
else those that the members of the union list, the most frequent in the publication first.
"""

from collections.abc import Iterator

from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types
from mimcli.query.explain_values import enumerated
from mimcli.query.manual import Manual

_DIGITS = "0123456789"
_DEEPEST = 8
_HL7 = {"RoleLinkType": "REL", "x_ActMoodIntentRequest": "RQO"}
"""By vocabulary of HL7 of which the schemas list nothing: a code of it (related to, a request)."""


class StructuralCodes:
    """The codes that the attributes of classes have in one publication."""

    def __init__(self, manual: Manual, types: Types) -> None:
        self._manual = manual
        self._types = types
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, part: Part, vocabulary: str | None, model: str) -> tuple[str, ...]:
        """Return the codes that an attribute may have, the likeliest first.

        `vocabulary` is that of its row, `model` the class (`PRPA_MT000206UK06.Person`).
        """
        for one in (vocabulary, part.type):
            if one in _HL7:
                return (_HL7[one],)
        name = model.rpartition(".")[2].rstrip(_DIGITS)
        own = self._of_classes(part.name, name)
        return (
            own
            or self._of_classes(part.name, name.removesuffix("Ref"))
            or self._listed(part, vocabulary)
        )

    def _of_classes(self, attribute: str, name: str) -> tuple[str, ...]:
        """Return the codes that classes of a name, in any model, have; the most frequent first."""
        if (attribute, name) not in self._known:
            rows = self._manual.rows(
                'SELECT coalesce(fixed, "default") FROM schema_type JOIN schema_part ON owner = key'
                " WHERE schema_type.kind = 'complex' AND schema_type.name LIKE '%.' || ?2 || '%'"
                " AND rtrim(schema_type.name, ?3) LIKE '%.' || ?2 AND schema_part.name = ?1"
                " GROUP BY 1 ORDER BY count(*) DESC, 1",
                attribute,
                name,
                _DIGITS,
            )
            self._known[attribute, name] = tuple(str(code) for (code,) in rows if code)
        return self._known[attribute, name]

    def _listed(self, part: Part, vocabulary: str | None) -> tuple[str, ...]:
        """Return the codes of its types, those first that most classes of all names have."""
        named = self._types.simple_named(vocabulary) if vocabulary else None
        listed = [one for found in (named, self._types.simple(part)) for one in self._of(found)]
        if not listed:
            return ()
        rows = self._manual.rows(
            'SELECT coalesce(fixed, "default"), count(*) FROM schema_part'
            " WHERE kind = 'attribute' AND name = ? GROUP BY 1",
            part.name,
        )
        counted = {str(code): int(number) for code, number in rows}
        return tuple(sorted(listed, key=lambda one: -counted.get(one, 0)))

    def _of(self, found: Type | None, depth: int = 0) -> Iterator[str]:
        """Yield the codes that a type lists, or that the members of a union list."""
        if found is None or depth > _DEEPEST:
            return
        yield from enumerated(self._types, found)
        if found.derivation == "union":
            for name in (found.base or "").split():
                yield from self._of(self._types.simple_named(name), depth + 1)
