"""What a place may have, where its own version does not say: from another version, or HL7's own.

Of a publication of which only the schemas are at hand, the message tables and vocabularies are
missing; but another version, that is whole, mostly has the same class or another revision of it.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from mimcli.model.answers.explain import CodeLine
from mimcli.model.identifiers import parse_artefact_id
from mimcli.query.explain_facts import fixed_of, stated_vocabulary
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_values import Codes, code_system_of, vocabulary_of
from mimcli.query.fixed_in_words import FixedInWords
from mimcli.query.manual import Manual
from mimcli.scaffold.identifiers import DEVICE, ORGANISATION
from mimcli.scaffold.mentions import Mentions

MOST_CODES = 100
_OF_MANY = frozenset(("code", "value", "classCode", "moodCode", "typeCode"))
"""Names that say nothing of what a code means."""

_USUAL = {
    "acceptAckCode": "NE",
    "queryResponseCode": "OK",
    "statusCode": "active",
    "acknowledgement@typeCode": "AA",
    "acknowledgementDetail@typeCode": "ER",
    "payloadInteraction@code": "PIT",
    "ControlActEvent@classCode": "CACT",
    "ControlActEvent@moodCode": "EVN",
    "specimen@classCode": "SPEC",
}
"""Codes of HL7's own vocabularies, for places of which no version at hand says anything: never
acknowledge, all is well, active, accepted, an error, the interaction of a payload, a control act,
an event, a specimen."""

_USUAL_ROOTS = {"device@id": (DEVICE,), "representedOrganization@id": (ORGANISATION,)}
"""The same for identifiers: what the wrappers of the messages name systems and organisations by."""


class Said(NamedTuple):
    """What is known of a coded place."""

    codes: tuple[CodeLine, ...] = ()
    """The likeliest first: what is fixed, then what its vocabulary has."""
    code_system: str | None = None


_NOTHING = Said()


class Elsewhere:
    """Other versions, each opened when it is first asked."""

    def __init__(self, others: Callable[[], Iterable[Manual]] = tuple) -> None:
        self._others = others
        self._known: dict[tuple[str, str], Said] = {}
        self._roots: dict[tuple[str, str], tuple[str, ...]] = {}

    def said(self, model: str, name: str, within: str) -> Said:
        """Return what is known of an element or attribute of a class (`PRPA_MT...UK06.Person`).

        `within` is the name of the element that it is in.
        """
        if (model, name) not in self._known:
            found = (one.said(model, name) for one in self._versions)
            said = _best(found)
            usual = _USUAL.get(f"{within}@{name}") or _USUAL.get(name)
            if not said.codes and usual:
                said = Said((CodeLine(usual, None),))
            self._known[model, name] = said
        return self._known[model, name]

    def roots(self, model: str, name: str, within: str) -> tuple[str, ...]:
        """Return the object identifiers that the row of an element of a class names; see `said`."""
        if (model, name) not in self._roots:
            found = (one.roots(model, name) for one in self._versions)
            usual = _USUAL_ROOTS.get(f"{within}@{name}", ())
            self._roots[model, name] = next((one for one in found if one), usual)
        return self._roots[model, name]

    def root(self, model: str, name: str, number: int) -> str | None:
        """Return the root that the row of an identifier of a class states; see `Mentions.root`."""
        found = (one.root(model, name, number) for one in self._versions)
        return next((one for one in found if one), None)

    def message_type(self, interaction: str) -> str | None:
        """Return the message type that an interaction's own manual models for it."""
        found = (one.message_type(interaction) for one in self._versions)
        return next((one for one in found if one), None)

    @cached_property
    def _versions(self) -> list["_Version"]:
        return [_Version(one) for one in self._others()]


def _best(found: Iterable[Said]) -> Said:
    """Return the first that has codes; else the first that has a code system."""
    best = _NOTHING
    for one in found:
        if one.codes:
            return one
        if best.code_system is None:
            best = one
    return best


class _Version:
    """One other version."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._models = Models(manual)
        self._codes = Codes(manual, self._models.types)
        self._words = FixedInWords(manual, self._models)
        self._mentions = Mentions(manual, self._words.text)
        self._classes: dict[str, dict[str, Node]] = {}

    def message_type(self, interaction: str) -> str | None:
        row = self._manual.row(
            "SELECT object FROM relation WHERE subject = ? AND relation = 'message_type'"
            " ORDER BY position",
            interaction,
        )
        return str(row[0]) if row else None

    def roots(self, model: str, name: str) -> tuple[str, ...]:
        node = self._part(model, name)
        return self._mentions.of(node, "oid") if node else ()

    def root(self, model: str, name: str, number: int) -> str | None:
        node = self._part(model, name)
        return self._mentions.root(node, number) if node else None

    def _part(self, model: str, name: str) -> Node | None:
        if model not in self._classes:
            node = self._class(model)
            below = self._models.children(node) if node else ()
            flat = (part for one in below for part in (one, *one.alternatives))
            self._classes[model] = {one.name: one for one in flat}
        return self._classes[model].get(name)

    def said(self, model: str, name: str) -> Said:
        node = self._part(model, name)
        said = self._of(node) if node else _NOTHING
        if said.codes or name in _OF_MANY:
            return said
        return _best((self._by_name(name), said))

    def _by_name(self, name: str) -> Said:
        """Return what most elements of a name may have, for a class that this version lacks.

        Of vocabularies whose codes the manual does not list, the code system of the first is known.
        """
        system_alone = _NOTHING
        rows = self._manual.rows(
            "SELECT vocabulary FROM table_row WHERE name = ? AND vocabulary IS NOT NULL"
            " GROUP BY vocabulary ORDER BY count(*) DESC, vocabulary",
            name,
        )
        for (vocabulary,) in rows:
            system, lines = self._codes.of(str(vocabulary))
            if lines:
                return Said(tuple(lines[:MOST_CODES]), system)
            system_alone = _best((system_alone, Said((), system)))
        return system_alone

    def _of(self, node: Node) -> Said:
        types = self._models.types
        fixed = fixed_of(self._models, node) or self._words.code(node)
        system = code_system_of(types, node)
        codes = [CodeLine(fixed, None)] if fixed else []
        named = (vocabulary_of(types, node), stated_vocabulary(self._models, node))
        for vocabulary in filter(None, named):
            of_vocabulary, lines = self._codes.of(vocabulary)
            lines = lines or self._codes.retired(vocabulary)
            system = system or of_vocabulary
            if lines:
                codes += lines[:MOST_CODES]
                break
        return Said(tuple(codes), system)

    def _class(self, model: str) -> Node | None:
        """Return a class, or that of the nearest revision of its model that has it."""
        identifier, _, name = model.partition(".")
        for one in (identifier, *self._revisions(identifier)):
            found = self._models.types.named(f"{one}.{name}")
            if found is not None:
                view, line = self._models.class_of(one, name)
                return Node(name, "element", type=found, class_line=line, class_view=view)
        return None

    def _revisions(self, identifier: str) -> list[str]:
        own = parse_artefact_id(identifier)
        if own is None:
            return []
        rows = self._manual.rows("SELECT id FROM artefact WHERE stem = ?", own.stem)
        parsed = (parse_artefact_id(str(row[0])) for row in rows)
        others = [one for one in parsed if one and one.realm == own.realm and one != own]
        others.sort(key=lambda one: abs(int(one.revision) - int(own.revision)))
        return [str(one) for one in others]
