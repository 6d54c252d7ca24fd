"""The types of the schemas as the index has them: rows made into types, each read once."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from mimcli.query.explain_parts import Part, Type
from mimcli.query.manual import Manual, Row

Facet = tuple[str, str, str | None]
"""What a simple type demands: (facet, value, words)."""


class StoredTypes:
    """The types of one manual, with only what each states itself."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._named: dict[tuple[str, str], tuple[Type, ...]] = {}
        self._keyed: dict[int, Type] = {}
        self._asked: set[str] = set()
        self._models: set[str] = set()
        self._facets: dict[int, list[Facet]] = {}
        self._namespaces: dict[str | None, str | None] = {}

    def named(self, name: str, kind: str) -> tuple[Type, ...]:
        """Return all types of a name, of one kind (complex, simple, group, element).

        Who asks for a second class of a model (`PRPA_MT000203UK04.Author`) asks for more: all of
        its classes are then read at once.
        """
        key = name, kind
        if key not in self._named:
            model, dot, _ = name.partition(".")
            of_model = bool(dot) and kind == "complex"
            if of_model and model in self._asked:
                self._read_model(model)
                self._named.setdefault(key, ())
            else:
                self._named[key] = self._select(
                    "t.name = ? AND t.kind = ? ORDER BY t.key, p.position", name, kind
                )
            if of_model:
                self._asked.add(model)
        return self._named[key]

    def _read_model(self, model: str) -> None:
        if model in self._models:
            return
        self._models.add(model)
        found: dict[str, list[Type]] = {}
        for one in self.of_model(model):
            found.setdefault(one.name or "", []).append(one)
        for name, types in found.items():
            self._named.setdefault((name, "complex"), tuple(types))

    def of_model(self, identifier: str) -> tuple[Type, ...]:
        """Return the classes of a message type, CMET or template, in its schema's order."""
        found = self._select(
            "t.name >= ?1 || '.' AND t.name < ?1 || '/' AND t.kind = 'complex'"
            " ORDER BY t.name, t.key, p.position",  # as the index has them: nothing to sort
            identifier,
        )
        return tuple(sorted(found, key=lambda one: one.key))

    def by_key(self, key: int) -> Type:
        """Return the type of a key."""
        if key not in self._keyed:
            self._keyed[key] = self._select("t.key = ? ORDER BY p.position", key)[0]
        return self._keyed[key]

    def global_elements(self, schema: str) -> tuple[Type, ...]:
        """Return the global elements of a schema file, in its order."""
        return tuple(self.by_key(key) for key, _, path in self._elements if path == schema)

    def elements_named(self, name: str) -> tuple[Type, ...]:
        """Return the global elements of a name, of every schema, in any letter case."""
        lower = name.lower()
        return tuple(self.by_key(key) for key, found, _ in self._elements if found == lower)

    @cached_property
    def _elements(self) -> list[tuple[int, str, str]]:
        """Key, name in small letters, and schema file of every global element, by their keys."""
        return self._manual.rows(
            "SELECT key, lower(name), schema FROM schema_type WHERE kind = 'element' ORDER BY key"
        )

    def facets(self, key: int) -> list[Facet]:
        """Return what a simple type itself demands, in its order."""
        if key not in self._facets:
            self._facets[key] = self._manual.rows(
                "SELECT facet, value, documentation FROM schema_facet WHERE owner = ?"
                " ORDER BY position",
                key,
            )
        return self._facets[key]

    def derived(self, name: str) -> list[str]:
        """Return the names of the datatypes that derive from one, at any remove."""
        rows = self._manual.rows(
            "WITH RECURSIVE derived (name) AS (SELECT ?1 UNION SELECT schema_type.name"
            " FROM schema_type JOIN derived ON base = derived.name WHERE kind = 'complex'"
            " AND schema_type.name IS NOT NULL AND schema LIKE 'dt/%')"
            " SELECT name FROM derived WHERE name != ?1",
            name,
        )
        return [one for (one,) in rows]

    def namespace(self, schema: str | None) -> str | None:
        """Return the namespace of the elements that a schema file declares."""
        if schema not in self._namespaces:
            row = self._manual.row("SELECT target_namespace FROM schema WHERE path = ?", schema)
            self._namespaces[schema] = row[0] if row else None
        return self._namespaces[schema]

    def included(self, schema: str) -> list[str]:
        """Return the paths of the schema files that one includes or imports itself."""
        rows = self._manual.rows(
            "SELECT target FROM schema_reference WHERE schema = ? AND NOT missing"
            " ORDER BY position",
            schema,
        )
        return [path for (path,) in rows]

    def _select(self, where: str, *parameters: object) -> tuple[Type, ...]:
        return tuple(self._types(self._manual.rows(f"{_SELECT} WHERE {where}", *parameters)))

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
