"""What a type of the schemas holds, with what it inherits: the names on the wire."""

from collections.abc import Iterable, Iterator

from mimcli.query.explain_parts import Part, Type, only_choices, within
from mimcli.query.manual import Manual, Row

_VALUES = ("dt/", "voc/", "vocabularyschemas/")
"""Folders whose types are datatypes and lists of codes, not classes of a message."""
_MAX_BASES = 20


class Types:
    """The types of one manual, each read once."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._named: dict[tuple[str, str], tuple[Type, ...]] = {}
        self._keyed: dict[int, Type] = {}
        self._parts: dict[int, tuple[Part, ...]] = {}
        self._facets: dict[int, list[tuple[str, str, str | None]]] = {}
        self._own_facets: dict[int, list[Row]] = {}
        self._bases: dict[int, Type | None] = {}
        self._classes: dict[int, bool] = {}
        self._complex: dict[tuple[str, str | None], Type | None] = {}
        self._simple: dict[tuple[str, str | None], Type | None] = {}
        self._namespaces: dict[str | None, str | None] = {}
        self._closures: dict[str, tuple[str, ...]] = {}

    def of_part(self, part: Part) -> Type | None:
        """Return the type of an element or attribute; None if it has none that is known."""
        if part.type_key is not None:
            return self._by_key(part.type_key)
        if part.type is not None:
            return self.named(part.type, part.schema)
        if part.kind == "element" and part.namespace:
            return self._referred(part)
        return None

    def named(self, name: str, schema: str | None = None) -> Type | None:
        """Return the type of a name; where several files have one, that of `schema` if it has."""
        key = name, schema
        if key not in self._complex:
            self._complex[key] = self._nearest(self._all(name, "complex"), schema)
        return self._complex[key]

    def global_elements(self, schema: str) -> tuple[Type, ...]:
        """Return the global elements of a schema file, in its order."""
        rows = self._manual.rows(
            f"{_SELECT} WHERE t.schema = ? AND t.kind = 'element' ORDER BY t.key, p.position",
            schema,
        )
        return tuple(self._types(rows))

    def elements_named(self, name: str) -> tuple[Type, ...]:
        """Return the global elements of a name, of every schema, in any letter case."""
        rows = self._manual.rows(
            f"{_SELECT} WHERE t.name = ? COLLATE NOCASE AND t.kind = 'element'"
            " ORDER BY t.key, p.position",
            name,
        )
        return tuple(self._types(rows))

    def group(self, name: str) -> tuple[Part, ...]:
        """Return the parts of a group (a CMET's or template's element; a choice of templates)."""
        found = _preferred(self._all(name, "group"), None)
        return self._expanded(found.own, (name,)) if found else ()

    def of_model(self, identifier: str) -> list[Type]:
        """Return the classes of a message type, CMET or template, in its schema's order."""
        rows = self._manual.rows(
            f"{_SELECT} WHERE t.name >= ?1 || '.' AND t.name < ?1 || '/' AND t.kind = 'complex'"
            " ORDER BY t.key, p.position",
            identifier,
        )
        return list(self._types(rows))

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

    def facets(self, found: Type) -> list[tuple[str, str, str | None]]:
        """Return what a simple type demands: (facet, value, words), nearest first."""
        if found.key in self._facets:
            return self._facets[found.key]
        facets: list[tuple[str, str, str | None]] = []
        for one in self.bases(found):
            if one.key not in self._own_facets:
                self._own_facets[one.key] = self._manual.rows(
                    "SELECT facet, value, documentation FROM schema_facet WHERE owner = ?"
                    " ORDER BY position",
                    one.key,
                )
            facets += self._own_facets[one.key]
            if one.derivation != "restriction":
                break
        self._facets[found.key] = facets
        return facets

    def simple(self, part: Part) -> Type | None:
        """Return the simple type of an attribute, or None."""
        if part.type_key is not None:
            return self._by_key(part.type_key)
        if part.type is None:
            return None
        key = part.type, part.schema
        if key not in self._simple:
            self._simple[key] = _preferred(self._all(part.type, "simple"), part.schema)
        return self._simple[key]

    def item_of(self, found: Type) -> Type | None:
        """Return the type of each value of a list; None for a type of one value."""
        for one in self.bases(found):
            if one.derivation == "list":
                return self.simple_named(one.base) if one.base else None
        return None

    def extended(self, name: str) -> list[Type]:
        """Return the datatypes that may stand for another, as `xsi:type` says: all that derive."""
        rows = self._manual.rows(
            "WITH RECURSIVE derived (name) AS (SELECT ?1 UNION SELECT schema_type.name"
            " FROM schema_type JOIN derived ON base = derived.name WHERE kind = 'complex'"
            " AND schema_type.name IS NOT NULL AND schema LIKE 'dt/%')"
            " SELECT name FROM derived WHERE name != ?1",
            name,
        )
        found = (self.named(row[0]) for row in rows)
        return [one for one in found if one is not None]

    def simple_named(self, name: str) -> Type | None:
        """Return the simple type of a name, or None."""
        return _preferred(self._all(name, "simple"), None)

    def namespace(self, schema: str | None) -> str | None:
        """Return the namespace of the elements that a schema file declares."""
        if schema not in self._namespaces:
            row = self._manual.row("SELECT target_namespace FROM schema WHERE path = ?", schema)
            self._namespaces[schema] = row[0] if row else None
        return self._namespaces[schema]

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
        others = tuple(other for other in self._all(one.base, kind) if other.key != one.key)
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
                rows = self._manual.rows(
                    "SELECT target FROM schema_reference WHERE schema = ? AND NOT missing"
                    " ORDER BY position",
                    path,
                )
                paths += [row[0] for row in rows if row[0] not in paths]
            self._closures[schema] = tuple(paths)
        return self._closures[schema]

    def _expanded(self, parts: Iterable[Part], via: tuple[str, ...]) -> tuple[Part, ...]:
        """Return parts with those of a group in the place of each reference to one."""
        out: list[Part] = []
        for part in parts:
            if part.kind != "group":
                out.append(part._replace(via=(*via, *part.via)) if via else part)
            elif part.name not in via:
                inner = _preferred(self._all(part.name, "group"), part.schema)
                below = self._expanded(inner.own, (*via, part.name)) if inner else ()
                out += [within(one, part) for one in below]
        return tuple(out)

    def _all(self, name: str, kind: str) -> tuple[Type, ...]:
        if (name, kind) not in self._named:
            rows = self._manual.rows(
                f"{_SELECT} WHERE t.name = ? AND t.kind = ? ORDER BY t.key, p.position", name, kind
            )
            self._named[name, kind] = tuple(self._types(rows))
        return self._named[name, kind]

    def _by_key(self, key: int) -> Type:
        if key not in self._keyed:
            rows = self._manual.rows(f"{_SELECT} WHERE t.key = ? ORDER BY p.position", key)
            self._keyed[key] = next(iter(self._types(rows)))
        return self._keyed[key]

    def _referred(self, part: Part) -> Type | None:
        """Return the type of an element that is declared elsewhere, as a global one."""
        found = [
            one
            for one in self._all(part.name, "element")
            if self.namespace(one.schema) == part.namespace
        ]
        if not found or found[0].base is None:
            return found[0] if found else None
        return self.named(found[0].base, found[0].schema)

    def _types(self, rows: Iterable[Row]) -> Iterator[Type]:
        """Yield types from rows of a type joined with its parts."""
        gathered: dict[int, tuple[Row, list[Part]]] = {}
        for row in rows:
            if row[0] not in gathered:
                gathered[row[0]] = row[:7], []
            if row[7] is not None:
                gathered[row[0]][1].append(self._part(row[7:], row[6]))
        for head, parts in gathered.values():
            key, name, kind, base, derivation, mixed, schema = head
            yield Type(key, name, kind, base, derivation, bool(mixed), schema, tuple(parts))

    def _part(self, row: Row, schema: str | None) -> Part:
        kind, name, namespace, low, high, choice, type_, type_key, fixed, default = row
        if kind == "element" and namespace is None:
            namespace = self.namespace(schema)
        choice = None if choice is None else str(choice)
        place = (kind, name or "", namespace, low, high, choice)
        return Part(*place, type_, type_key, fixed, default, (), schema)


_SELECT = (
    "SELECT t.key, t.name, t.kind, t.base, t.derivation, t.mixed, t.schema, p.kind, p.name,"
    ' p.namespace, p.min, p.max, p.choice, p.type, p.type_key, p.fixed, p."default"'
    " FROM schema_type t LEFT JOIN schema_part p ON p.owner = t.key"
)


def _preferred(found: tuple[Type, ...], schema: str | None) -> Type | None:
    for one in found:
        if one.schema == schema:
            return one
    return found[0] if found else None
