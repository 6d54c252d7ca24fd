"""Simple values: what a type of an attribute or of text allows, and one that it does."""

import re
from collections.abc import Iterable

from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types
from mimcli.query.explain_values import enumerated
from mimcli.scaffold.patterns import matches, value_like
from mimcli.scaffold.placeholders import Placeholders

_BUILT_IN = {
    "xs:boolean": ("true", r"true|false|0|1"),
    "xs:integer": ("1", r"[-+]?\d+"),
    "xs:int": ("1", r"[-+]?\d+"),
    "xs:nonNegativeInteger": ("1", r"\d+"),
    "xs:positiveInteger": ("1", r"0*[1-9]\d*"),
    "xs:decimal": ("1", r"[-+]?(\d+(\.\d*)?|\.\d+)"),
    "xs:double": ("1", r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?|-?INF|NaN"),
    "xs:base64Binary": ("AAAA", r"[A-Za-z0-9+/=\s]*"),
    "xs:anyURI": ("tel:01134960000", r".*"),
    "xs:NMTOKEN": ("a1", r"[\w.:\-]+"),
    "xs:ID": ("a1", r"[^\W\d][\w.\-]*"),
}
"""Types of XML Schema itself: a value, and a pattern of what they allow; others are text."""
_KEEP_BLANKS = ("xs:string", "xs:normalizedString", None)
TEXT = "text"
"""What stands where nothing is known of a text."""
_MOST_MEMBERS = 40


class Allowed:
    """What simple types allow."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._lists: dict[int, tuple[str, ...]] = {}
        self._patterns: dict[int, list[tuple[str, ...]]] = {}
        self._built_in: dict[int, str | None] = {}
        self._judged: dict[tuple[int, str], bool] = {}

    def values(self, part: Part) -> tuple[str, ...]:
        """Return the only values that an attribute may have; empty where it may have others."""
        if part.fixed is not None:
            return (part.fixed,)
        found = self._types.simple(part)
        return self.of(found) if found else ()

    def of(self, found: Type) -> tuple[str, ...]:
        """Return the values that a type lists; empty where it lists none, or not all."""
        if found.key not in self._lists:
            self._lists[found.key] = ()  # a type that leads to itself ends here
            self._lists[found.key] = self._of(found)
        return self._lists[found.key]

    def _of(self, found: Type) -> tuple[str, ...]:
        if found.derivation in ("list", "union"):
            return self._of_members((found.base or "").split()[:_MOST_MEMBERS])
        return enumerated(self._types, found)

    def _of_members(self, names: list[str]) -> tuple[str, ...]:
        values: list[str] = []
        for name in names:
            member = self._types.simple_named(name)
            if member is not None:
                listed = self.of(member)
                if not listed:
                    return ()  # the first that may have others tells: the rest need not be read
                values += listed
        return tuple(values)

    def allows(self, part: Part, value: str) -> bool:
        """Return whether an attribute may have a value."""
        if part.max == 0:
            return False
        found = self._types.simple(part)
        value = _collapsed(value, self.base(found, part.type))
        if part.fixed is not None:
            return value == part.fixed.strip()
        return self.type_allows(found, value) if found else _built_in_allows(part.type, value)

    def type_allows(self, found: Type, value: str) -> bool:
        """Return whether a simple type allows a value; each value is judged once."""
        key = found.key, value
        if key not in self._judged:
            self._judged[key] = self._type_allows(found, value)
        return self._judged[key]

    def _type_allows(self, found: Type, value: str) -> bool:
        base = self.base(found, None)
        value = _collapsed(value, base)
        if found.derivation == "list":
            item = self._types.simple_named(found.base or "")
            return item is None or all(self.type_allows(item, one) for one in value.split())
        if found.derivation == "union":
            names = (found.base or "").split()
            members = [one for name in names if (one := self._types.simple_named(name))]
            # Members without a name, as HL7's own vocabularies have, are not in the index.
            unknown = len(members) < len(names) or (found.schema or "").startswith("voc/")
            return unknown or any(self.type_allows(one, value) for one in members)
        listed = self.of(found)
        if listed:
            return value in listed
        if not _matches_all(self.patterns(found), value):
            return False
        return len(value) >= self._least(found) and _built_in_allows(base, value)

    def patterns(self, found: Type) -> list[tuple[str, ...]]:
        """Return the patterns that a value must match: of each step of restriction, one of them."""
        if found.key not in self._patterns:
            self._patterns[found.key] = self._found_patterns(found)
        return self._patterns[found.key]

    def _found_patterns(self, found: Type) -> list[tuple[str, ...]]:
        base = self._types.simple_named(found.base) if found.base else None
        stated = self._types.facets(found)
        inherited = len(self._types.facets(base)) if base else 0
        own = stated[: len(stated) - inherited]
        step = tuple(value for facet, value, _ in own if facet == "pattern")
        return [*([step] if step else []), *(self.patterns(base) if base and inherited else [])]

    def _least(self, found: Type) -> int:
        lengths = (value for facet, value, _ in self._types.facets(found) if facet == "minLength")
        return max((int(one) for one in lengths if one.isdigit()), default=0)

    def base(self, found: Type | None, name: str | None) -> str | None:
        """Return the type of XML Schema that a simple type comes from in the end."""
        if found is None:
            return name
        if found.key not in self._built_in:
            self._built_in[found.key] = self._found_base(found)
        return self._built_in[found.key]

    def _found_base(self, found: Type | None) -> str | None:
        name = None
        while found is not None and found.base and not found.base.startswith("xs:"):
            name = found.base.split()[0]
            found = self._types.simple_named(name)
        return found.base if found else name

    def value(self, part: Part, placeholders: Placeholders, usual: Iterable[str] = ()) -> str:
        """Return a value of an attribute.

        It is the first of the usual ones that it may have, else the first that its type lists, else
        one made for its pattern.
        """
        listed = self.values(part)
        for one in usual:
            if (one in listed) if listed else self.allows(part, one):
                return one
        if listed:
            return listed[0]
        found = self._types.simple(part)
        patterns = self.patterns(found) if found else []
        for one in (one for step in patterns for one in step):
            made = value_like(one, placeholders)
            if made is not None and _matches_all(patterns, made):
                return made
        return _BUILT_IN.get(self.base(found, part.type) or "", (TEXT, ""))[0]


def _matches_all(steps: Iterable[tuple[str, ...]], value: str) -> bool:
    return all(any(matches(one, value) for one in step) for step in steps)


def _collapsed(value: str, base: str | None) -> str:
    """Return a value as a type of XML Schema takes it: but for text, blanks do not count."""
    return value if base in _KEEP_BLANKS else " ".join(value.split())


def _built_in_allows(name: str | None, value: str) -> bool:
    pattern = _BUILT_IN.get(name or "", ("", r"[\s\S]*"))[1]
    return re.fullmatch(pattern, value.strip()) is not None
