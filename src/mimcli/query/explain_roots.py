"""Where an address begins: the outermost element of an interaction, message type or CMET."""

from mimcli.commands import command
from mimcli.errors import NotFoundError
from mimcli.query.explain_names import class_of, model_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_parts import Type
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.names import MESSAGES, resolve, with_article
from mimcli.query.rim_kinds import is_connector


class Roots:
    """Finds the node that a name stands for."""

    def __init__(self, manual: Manual, models: Models, what: str = "explaining it") -> None:
        """Take what is wanted of them, in words: a part of a version may be too little for it."""
        self._manual = manual
        self.models = models
        self._what = what

    def root(self, name: str) -> tuple[str, Node]:
        """Return the artefact that a name stands for, and its outermost node.

        Raises NotFoundError for a name that is unknown, or that has no elements.
        """
        found = resolve(self._manual, name)
        identifier = str(found.key)
        if found.kind not in MESSAGES:
            kind = found.kind.replace("_", " ")
            raise NotFoundError(
                f"{with_article(kind)} has no elements to explain",
                hint=f"`{command('show', name)}` says what it has",
            )
        node = next(iter(self._of_schema(identifier)), None) or self._of_group(identifier)
        node = node or self._of_table(identifier) or self._of_type(identifier)
        if node is None:
            raise self._nothing_known(identifier)
        return identifier, node

    def of_schemas(self, identifier: str) -> tuple[Node, ...]:
        """Return the outermost elements that the schemas have of an artefact; mostly one."""
        elements = self._of_schema(identifier)
        other = None if elements else self._of_group(identifier) or self._of_type(identifier)
        return (other,) if other else elements

    def roots_of_element(self, name: str) -> dict[str, Node]:
        """Return the artefacts whose outermost element has a name (`query`), and that element."""
        found = {
            model_of(element.base) or model_of(f"{element.name}.")
            for element in self.models.types.stored.elements_named(name)
        }
        return dict(self.root(model) for model in sorted(filter(None, found)))

    def element_named(self, name: str) -> Node | None:
        """Return the outermost element of a name; of several models, one that messages carry.

        Of several such, that of the last id.
        """
        models = {model_of(one.base) for one in self.models.types.stored.elements_named(name)} - {
            None
        }
        marks = ", ".join("?" * len(models))
        rows = self._manual.rows(
            f"SELECT DISTINCT object FROM relation WHERE object IN ({marks})"  # noqa: S608
            " AND relation = 'wire_payload'",
            *sorted(str(model) for model in models),
        )
        found = max((str(row[0]) for row in rows), default=None)
        found = found or max((str(model) for model in models), default=None)
        return self.root(found)[1] if found else None

    def _of_schema(self, identifier: str) -> tuple[Node, ...]:
        """Return the global elements of an artefact's own schema, its table's entry first."""
        row = self._manual.row("SELECT path FROM schema WHERE id = ? ORDER BY path", identifier)
        elements = self.models.types.stored.global_elements(row[0]) if row else ()
        view = self.models.views.of(identifier)
        entry = view.entry.name.casefold() if view and view.entry else None
        first = [one for one in elements if (class_of(one.base) or "").casefold() == entry][:1]
        others = [one for one in elements if one not in first]
        return tuple(self._of_element(identifier, one) for one in (*first, *others))

    def _of_element(self, identifier: str, element: Type) -> Node:
        types = self.models.types
        named = types.named(element.base, element.schema) if element.base else None
        own = element.own or named is None
        root = Node(element.name or identifier, "element", type=element if own else named)
        return self._with_class(root, identifier, named)

    def _with_class(self, root: Node, identifier: str, named: Type | None) -> Node:
        name = named.name if named else None
        view, class_line = self.models.class_of(model_of(name) or identifier, class_of(name))
        if view is None:
            return root
        return root._replace(class_line=class_line or view.entry, class_view=view)

    def _of_group(self, identifier: str) -> Node | None:
        """Return the element of a CMET or template, or the choice between its elements."""
        models = self.models
        parts = models.types.group(identifier)
        if not parts:
            return None
        view = models.views.of(identifier)
        entry = view.entry if view else None
        if len(parts) == 1:
            return models.node(parts[0], None, None, None)
        nodes = tuple(models.alternatives(parts, entry, view))
        name = entry.name if entry else identifier
        return Node(name, "choice", class_line=entry, class_view=view, alternatives=nodes)

    def _of_table(self, identifier: str) -> Node | None:
        """Return the entry class of a message table, for want of an element in a schema."""
        view = self.models.views.of(identifier)
        if view is None or view.entry is None:
            return None
        found = self.models.types.named(f"{identifier}.{view.entry.name}")
        return Node(view.entry.name, "element", type=found, class_line=view.entry, class_view=view)

    def _of_type(self, identifier: str) -> Node | None:
        """Return the class that begins a model which only its types tell, or the choice of such.

        They are the types that no other of the model leads to; where all lead to one another, the
        first that is no mere connection.
        """
        types = self.models.types
        every = types.stored.of_model(identifier)
        referred = {part.type for one in every for part in one.own if part.type != one.name}
        found = [one for one in every if one.name not in referred]
        if not found:
            found = [one for one in every if not is_connector(types, one)][:1] or [*every[:1]]
        nodes = tuple(Node(class_of(one.name) or identifier, "element", type=one) for one in found)
        if len(nodes) > 1:
            return Node(identifier, "choice", alternatives=nodes)
        return next(iter(nodes), None)

    def _nothing_known(self, identifier: str) -> Exception:
        if self._manual.partial:
            return partly_cached(self._manual.version, self._what)
        return NotFoundError(
            f"MiM {self._manual.version} has no message table of {identifier},"
            " and no element in a schema that begins it",
            hint=f"`{command('show', identifier)}` says what it has",
        )
