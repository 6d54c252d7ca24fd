"""What a type of the schemas holds, with what it inherits: the names on the wire."""

from collections.abc import Iterable, Iterator

from mimcli.query.explain_parts import Part, Type, only_choices, within
from mimcli.query.manual import Manual
from mimcli.query.stored_types import Facet, StoredTypes

_VALUES = ("dt/", "voc/", "vocabularyschemas/")
"""Folders whose types are datatypes and lists of codes, not classes of a message."""
_MAX_BASES = 20


class Types:
    """The types of one manual, each read once."""

    def __init__(self, manual: Manual) -> None:
        self.stored = StoredTypes(manual)
        self._parts: dict[int, tuple[Part, ...]] = {}
        self._facets: dict[int, list[Facet]] = {}
        self._bases: dict[int, Type | None] = {}
        self._classes: dict[int, bool] = {}
        self._complex: dict[tuple[str, str | None], Type | None] = {}
        self._simple: dict[tuple[str, str | None], Type | None] = {}
        self._closures: dict[str, tuple[str, ...]] = {}

    def of_part(self, part: Part) -> Type | None:
        """Return the type of an element or attribute; None if it has none that is known."""
        if part.type_key is not None:
            return self.stored.by_key(part.type_key)
        if part.type is not None:
            return self.named(part.type, part.schema)
        if part.kind == "element" and part.namespace:
            return self._referred(part)
        return None

    def named(self, name: str, schema: str | None = None) -> Type | None:
        """Return the type of a name; where several files have one, that of `schema` if it has."""
        key = name, schema
        if key not in self._complex:
            self._complex[key] = self._nearest(self.stored.named(name, "complex"), schema)
        return self._complex[key]

    def group(self, name: str) -> tuple[Part, ...]:
        """Return the parts of a group (a CMET's or template's element; a choice of templates)."""
        found = _preferred(self.stored.named(name, "group"), None)
        return self._expanded(found.own, (name,)) if found else ()

    def is_class(self, found: Type | None) -> bool:
        """Return whether a type is a class of a model; else it is a datatype, or a value of one."""
        if found is None:
            return False
        if found.key not in self._classes:
            self._classes[found.key] = self._is_class(found)
        return self._classes[found.key]

    def _is_class(self, found: Type | None) -> bool:
        for _ in range(_MAX_BASES):
            if found is None or found.kind == "simple":
                return False
            if (found.schema or "").lower().startswith(_VALUES):
                return False
            if found.base is None:
                return found.name is not None or any(part.kind == "element" for part in found.own)
            found = self._base(found)
        return False

    def parts(self, found: Type) -> tuple[Part, ...]:
        """Return all parts of a type: its own, in place of those it inherits; groups unfolded."""
        if found.key not in self._parts:
            self._parts[found.key] = self._gathered(found)
        return self._parts[found.key]

    def _gathered(self, found: Type) -> tuple[Part, ...]:
        chain = list(self.bases(found))
        elements: list[Part] = []
        attributes: dict[str, Part] = {}
        for one in reversed(chain):
            own = self._expanded(one.own, ())
            if one.derivation == "restriction":
                elements = []
            elements += [part for part in own if part.kind != "attribute"]
            attributes |= {part.name: part for part in own if part.kind == "attribute"}
        return only_choices((*elements, *attributes.values()))

    def occurrence(self, found: Type, group: str) -> tuple[int | None, int | None]:
        """Return how often a type has what a group stands for; None, None if it has it not."""
        for one in self.bases(found):
            for part in one.own:
                if part.kind == "group" and part.name == group:
                    return part.min, part.max
        return None, None

    def facets(self, found: Type) -> list[Facet]:
        """Return what a simple type demands, nearest first."""
        if found.key in self._facets:
            return self._facets[found.key]
        facets: list[Facet] = []
        for one in self.bases(found):
            facets += self.stored.facets(one.key)
            if one.derivation != "restriction":
                break
        self._facets[found.key] = facets
        return facets

    def simple(self, part: Part) -> Type | None:
        """Return the simple type of an attribute, or None."""
        if part.type_key is not None:
            return self.stored.by_key(part.type_key)
        if part.type is None:
            return None
        key = part.type, part.schema
        if key not in self._simple:
            self._simple[key] = _preferred(self.stored.named(part.type, "simple"), part.schema)
        return self._simple[key]

    def item_of(self, found: Type) -> Type | None:
        """Return the type of each value of a list; None for a type of one value."""
        for one in self.bases(found):
            if one.derivation == "list":
                return self.simple_named(one.base) if one.base else None
        return None

    def extended(self, name: str) -> list[Type]:
        """Return the datatypes that may stand for another, as `xsi:type` says: all that derive."""
        found = (self.named(derived) for derived in self.stored.derived(name))
        return [one for one in found if one is not None]

    def simple_named(self, name: str) -> Type | None:
        """Return the simple type of a name, or None."""
        return _preferred(self.stored.named(name, "simple"), None)

    def bases(self, found: Type) -> Iterator[Type]:
        """Yield a type and those that it derives from."""
        one: Type | None = found
        for _ in range(_MAX_BASES):
            if one is None:
                return
            yield one
            if one.base is None or one.derivation not in ("restriction", "extension", None):
                return
            one = self._base(one)

    def _base(self, one: Type) -> Type | None:
        """Return the type that a type derives from; None if that is not known."""
        if one.key not in self._bases:
            self._bases[one.key] = self._found_base(one)
        return self._bases[one.key]

    def _found_base(self, one: Type) -> Type | None:
        if one.base is None:
            return None
        kind = "simple" if one.kind == "simple" else "complex"
        # A batch's schema extends a type of its own name, of another namespace.
        others = tuple(other for other in self.stored.named(one.base, kind) if other.key != one.key)
        return self._nearest(others, one.schema)

    def _nearest(self, found: tuple[Type, ...], schema: str | None) -> Type | None:
        """Return the type that a schema means by a name: its own, else one that it includes."""
        if len(found) > 1 and schema is not None:
            for path in self._closure(schema):
                own = next((one for one in found if one.schema == path), None)
                if own is not None:
                    return own
        return found[0] if found else None

    def _closure(self, schema: str) -> tuple[str, ...]:
        """Return a schema file and all that it includes or imports, the nearest first."""
        if schema not in self._closures:
            paths = [schema]
            for path in paths:
                paths += [one for one in self.stored.included(path) if one not in paths]
            self._closures[schema] = tuple(paths)
        return self._closures[schema]

    def _expanded(self, parts: Iterable[Part], via: tuple[str, ...]) -> tuple[Part, ...]:
        """Return parts with those of a group in the place of each reference to one."""
        out: list[Part] = []
        for part in parts:
            if part.kind != "group":
                out.append(part._replace(via=(*via, *part.via)) if via else part)
            elif part.name not in via:
                inner = _preferred(self.stored.named(part.name, "group"), part.schema)
                below = self._expanded(inner.own, (*via, part.name)) if inner else ()
                out += [within(one, part) for one in below]
        return tuple(out)

    def _referred(self, part: Part) -> Type | None:
        """Return the type of an element that is declared elsewhere, as a global one."""
        found = [
            one
            for one in self.stored.named(part.name, "element")
            if self.stored.namespace(one.schema) == part.namespace
        ]
        if not found or found[0].base is None:
            return found[0] if found else None
        return self.named(found[0].base, found[0].schema)


def _preferred(found: tuple[Type, ...], schema: str | None) -> Type | None:
    for one in found:
        if one.schema == schema:
            return one
    return found[0] if found else None
