"""Structural codes that neither a table's row nor the schema of the place settles.

Many attributes of classes may have any code by their schema, as a member of the union that types
them lists none. Their codes are then those that classes of the same name have in other models,
else those that the members of the union list, the most frequent in the publication first.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types
from mimcli.query.manual import Manual

_NUMBER = re.compile(r"\d+$")
_REFERENCE = re.compile(r"Ref$")
"""Behind the name of a class that stands for another one."""
_DEEPEST = 8
_HL7 = {"RoleLinkType": "REL", "x_ActMoodIntentRequest": "RQO"}
"""By vocabulary of HL7 of which the schemas list nothing: a code of it (related to, a request)."""


class _Counted(NamedTuple):
    """How often the classes of a publication have each code of an attribute."""

    of_class: dict[str, Counter[str]]
    """By the name of the class, without its model and number."""
    of_all: Counter[str]


class StructuralCodes:
    """The codes that the attributes of classes have in one publication."""

    def __init__(self, manual: Manual, types: Types) -> None:
        self._manual = manual
        self._types = types
        self._known: dict[str, _Counted] = {}

    def of(self, part: Part, vocabulary: str | None, model: str) -> tuple[str, ...]:
        """Return the codes that an attribute may have, the likeliest first.

        `vocabulary` is that of its row, `model` the class (`PRPA_MT000206UK06.Person`).
        """
        named = self._types.simple_named(vocabulary) if vocabulary else None
        listed = [one for found in (named, self._types.simple(part)) for one in self._of(found)]
        counted = self._counted(part.name)
        name = _unnumbered(model)
        own = [counted.of_class.get(one, Counter()) for one in (name, _REFERENCE.sub("", name))]
        usual = [code for codes in own for code, _ in codes.most_common()]
        hl7 = [_HL7[one] for one in (vocabulary, part.type) if one in _HL7]
        return (*hl7, *usual, *sorted(listed, key=lambda one: -counted.of_all[one]))

    def _of(self, found: Type | None, depth: int = 0) -> Iterator[str]:
        """Yield the codes that a type lists, or that the members of a union list."""
        if found is None or depth > _DEEPEST:
            return
        for facet, value, _ in self._types.facets(found):
            if facet == "enumeration":
                yield value
        if found.derivation == "union":
            for name in (found.base or "").split():
                yield from self._of(self._types.simple_named(name), depth + 1)

    def _counted(self, attribute: str) -> _Counted:
        if attribute not in self._known:
            self._known[attribute] = self._count(attribute)
        return self._known[attribute]

    def _count(self, attribute: str) -> _Counted:
        rows = self._manual.rows(
            'SELECT schema_type.name, coalesce(fixed, "default"), count(*) FROM schema_part'
            " JOIN schema_type ON key = owner WHERE schema_part.kind = 'attribute'"
            " AND schema_part.name = ? GROUP BY 1, 2 ORDER BY 1, 2",
            attribute,
        )
        counted = _Counted({}, Counter())
        for name, code, number in rows:
            if code:
                counted.of_class.setdefault(_unnumbered(name or ""), Counter())[code] += number
                counted.of_all[code] += number
        return counted


def _unnumbered(model: str) -> str:
    return _NUMBER.sub("", model.rpartition(".")[2])
