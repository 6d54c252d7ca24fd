"""`mim scaffold`: a new message of an interaction, message type, CMET or template."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mimcli.commands import command
from mimcli.errors import InputError, MimError, NotFoundError
from mimcli.model.answers.scaffold import NewMessage
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_roots import Roots
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.names import MESSAGES, is_no_message, resolve
from mimcli.scaffold.batches import consistent
from mimcli.scaffold.branches import Branches
from mimcli.scaffold.building import Builder, Known, Place
from mimcli.scaffold.datatypes import Datatypes
from mimcli.scaffold.elements import Element, Given, as_given
from mimcli.scaffold.elsewhere import Elsewhere
from mimcli.scaffold.exemplary import ExemplaryCodes
from mimcli.scaffold.filling import Filling
from mimcli.scaffold.identity import Identity, identity_of
from mimcli.scaffold.linking import linked, missing_entries
from mimcli.scaffold.matching import alike, found_in
from mimcli.scaffold.meanings import FirstCodes, KnownCodes, Meanings
from mimcli.scaffold.placeholders import Placeholders
from mimcli.scaffold.slots import Contents
from mimcli.scaffold.values import Allowed
from mimcli.scaffold.writing import write

_WHAT = "a new message"
"""What a version, or a part of one, may be too little for."""


class Wishes(NamedTuple):
    """What a new message is to be like."""

    full: bool = False
    """With the optional parts."""
    comments: bool = True
    """With comments of what each place means."""
    seed: int | None = None
    """For the same bytes again."""


_PLAIN = Wishes()


def scaffold(
    manual: Manual,
    name: str,
    wishes: Wishes = _PLAIN,
    *,
    given: Given | None = None,
    filled_from: str | None = None,
    others: Callable[[], Iterable[Manual]] = tuple,
) -> NewMessage:
    """Return a new message of an interaction, message type, CMET or template.

    It has what must be there, and what fits of the message that is `given`, which `filled_from`
    names. Of a version of which only a part is at hand, codes that it does not tell are those of
    the `others`, which are asked only then. Raises NotFoundError for a name that is unknown or is
    of no message, NotCachedError where the version is not in the cache, InputError where nothing of
    what is given fits.
    """
    manual.need_cache(_WHAT)
    work = _Work(manual, wishes, others if manual.partial else tuple)
    identifier, node = work.root(name)
    identity = identity_of(manual, work.models.types, identifier, work.elsewhere.message_type)
    filling = Filling(
        work.models.types, work.allowed, _form(identity, given), converts=given is None
    )
    root = work.message(identity, node, filling, given)
    if filling.payload is not None and given is not None:
        raise InputError(
            f"{_named(filled_from)} has nothing of {identifier}: its root is {given.name}",
            hint="--from takes another revision of the message, or a part of it",
        )
    row = manual.row("SELECT path FROM schema WHERE id = ? ORDER BY path", identifier)
    text = write(root, [_headline(manual, identifier)] if wishes.comments else [])
    notes = filling.notes if given else []
    if given is not None:
        from mimcli.scaffold.refusals import refusals  # noqa: PLC0415  (all checks: 60 ms)

        notes += refusals(manual, identifier, text)
    return NewMessage(
        kind="new_message",
        id=identifier,
        root=root.name,
        namespace=root.namespace,
        schema=row[0] if row else None,
        full=wishes.full,
        seed=wishes.seed,
        filled_from=filled_from,
        taken=filling.taken if given else 0,
        notes=tuple(notes),
        text=text,
    )


class _Work:
    """The making of one message."""

    def __init__(
        self, manual: Manual, wishes: Wishes, others: Callable[[], Iterable[Manual]]
    ) -> None:
        self.elsewhere = Elsewhere(others)
        self._manual = manual
        self._wishes = wishes
        self.models = Models(manual)
        self._roots = Roots(manual, self.models, _WHAT)
        self._contents = Contents(self.models, Branches(manual))
        self.allowed = Allowed(self.models.types)
        self._codes = FirstCodes(manual, self.models)
        self._placeholders = Placeholders(wishes.seed)
        self._examples: ExemplaryCodes | None = None

    def root(self, name: str) -> tuple[str, Node]:
        """Return the artefact that a name stands for, and its outermost element.

        A message table alone does not say how that is written: NotCachedError for a part of a
        version without the schema, NotFoundError where the whole has none.
        """
        kind = resolve(self._manual, name).kind
        if kind not in MESSAGES:
            raise is_no_message(name, kind)
        identifier, node = self._roots.root(name)
        if node.type is None and not node.alternatives:
            # The entry of its table is a choice of classes, which only their types tell apart.
            node = next(iter(self._roots.of_schemas(identifier)), node)
            while node.alternatives:
                node = node.alternatives[0]
            view, line = self.models.class_of(identifier, node.name)
            node = node._replace(class_line=line, class_view=view)
        first = node
        while first.alternatives:
            first = first.alternatives[0]
        if first.type is None:
            raise self._without_schema(identifier)
        return identifier, node

    def _without_schema(self, identifier: str) -> MimError:
        version = self._manual.version
        if self._manual.partial:
            return partly_cached(version, _WHAT)
        hint = f"`{command('table', identifier)}` shows its message table"
        return NotFoundError(f"MiM {version} has no schema of {identifier}", hint=hint)

    def message(
        self, identity: Identity, node: Node, filling: Filling, given: Given | None
    ) -> Element:
        """Return a message, filled from another one if there is one."""
        if given is None:
            filling.payload = self._document(identity)
            return self._built(identity, node, filling, None)
        while node.alternatives:
            likely = (one for one in node.alternatives if found_in(given, one))
            node = next(likely, node.alternatives[0])
        both = identity.interaction is not None and given.name[5:7] == "IN"
        start = given if both or alike(node, given) else found_in(given, node)
        filling.payload = given if start is None else None
        return self._built(identity, node, filling, start)

    def _document(self, identity: Identity) -> Given | None:
        """Return the clinical document of an interaction in the form that its domain models.

        It says what must be in the form that is sent, whose schema allows every document. None for
        an interaction that carries what its domain models as it is.
        """
        if identity.interaction is None or identity.message_type is None:
            return None
        sent = self._manual.row(
            "SELECT object FROM relation WHERE subject = ? AND relation = 'wire_payload'",
            identity.interaction,
        )
        if sent is None or sent[0] == identity.message_type:
            return None
        try:
            _, node = self._roots.root(identity.message_type)
        except LookupError:
            return None
        filling = Filling(self.models.types, self.allowed, None)
        return as_given(self._built(identity, node, filling, None, comments=False))

    def _built(
        self,
        identity: Identity,
        node: Node,
        filling: Filling,
        given: Given | None,
        *,
        comments: bool | None = None,
    ) -> Element:
        wanted = self._wishes.comments if comments is None else comments
        known = KnownCodes(self._codes, self.elsewhere, self._exemplary(identity))
        meanings = Meanings(self._manual, self.models, known, identity, comments=wanted)
        root = self._built_once(node, meanings, filling, given, frozenset())
        needed = frozenset[str]() if given else missing_entries(root)
        if needed:
            root = self._built_once(node, meanings, filling, given, needed)
        return root if given else consistent(linked(root), self._manual)

    def _exemplary(self, identity: Identity) -> ExemplaryCodes:
        """Return the codes of the message's own examples, which are read once."""
        if self._examples is None:
            identifier = identity.interaction or identity.message_type or ""
            self._examples = ExemplaryCodes(self._manual, identifier)
        return self._examples

    def _built_once(
        self,
        node: Node,
        meanings: Meanings,
        filling: Filling,
        given: Given | None,
        needed: frozenset[str],
    ) -> Element:
        builder = Builder(
            Known(self.models, self._roots, self._contents),
            Datatypes(self.models.types, self.allowed, self._placeholders),
            meanings,
            filling,
            needed,
        )
        return builder.element(node, Place(given=given, full=self._wishes.full))


def _named(filled_from: str | None) -> str:
    return "stdin" if filled_from in (None, "-") else str(filled_from)


def _form(identity: Identity, given: Given | None) -> str | None:
    """Return the form of clinical document that a new message has, if it has one."""
    if given is not None and not _is_document(given):
        return None
    return "sent" if identity.interaction or identity.generic else "templated"


def _is_document(given: Given) -> bool:
    """Return whether a message is a clinical document, or carries one."""
    return given.name == "ClinicalDocument" or any(_is_document(one) for one in given.children)


def _headline(manual: Manual, identifier: str) -> str:
    row = manual.row("SELECT title FROM artefact WHERE id = ?", identifier)
    title = f" {row[0]}" if row and row[0] else ""
    return f"{identifier}{title}, MiM {manual.version}: a scaffold, whose values are placeholders"
