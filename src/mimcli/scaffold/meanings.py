"""What the manual says of a place: what to put there, and a comment of what it is for."""

from typing import NamedTuple

from mimcli.model.answers.explain import CodeLine
from mimcli.query.explain_facts import (
    bounds,
    constraint_of,
    datatype_of,
    fixed_of,
    stated_vocabulary,
)
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_values import Codes, code_part, code_system_of, vocabulary_of
from mimcli.query.fixed_in_words import FixedInWords, code_in_words
from mimcli.query.manual import Manual
from mimcli.query.subtypes import SUSPECT, subtypes_of
from mimcli.scaffold.elsewhere import MOST_CODES, Elsewhere
from mimcli.scaffold.exemplary import ExemplaryCodes
from mimcli.scaffold.identity import Identity
from mimcli.scaffold.limits import Wanted
from mimcli.scaffold.mentions import Mentions
from mimcli.scaffold.sentences import first_sentence
from mimcli.scaffold.structural import StructuralCodes

_OF_PARENT = ("value", "semanticsText")
"""Parts of a query's parameter, which is named after what they are."""


class FirstCodes:
    """The codes of vocabularies that a new message may have, each vocabulary read once."""

    def __init__(self, manual: Manual, models: Models) -> None:
        self._manual = manual
        self._codes = Codes(manual, models.types)
        self._only: dict[str, frozenset[str]] = {}
        self._known: dict[str, tuple[str | None, tuple[CodeLine, ...]]] = {}

    def of(self, name: str) -> tuple[str | None, tuple[CodeLine, ...]]:
        """Return what a vocabulary lists: the codes that are in use, else the retired ones."""
        if name not in self._known:
            system, lines = self._codes.of(name)
            codes = tuple(lines[:MOST_CODES]) or tuple(self._codes.retired(name))
            only = self._only_for_subtypes(name)
            self._known[name] = system, tuple(one for one in codes if one.code not in only)
        return self._known[name]

    def others(self, name: str) -> tuple[CodeLine, ...]:
        """Return codes for a vocabulary whose own only stand for their subtypes.

        Those that rows of other places state for it in words, then its own.
        """
        only = self._only_for_subtypes(name)
        codes = self._codes.of(name)[1] if only else ()
        if not only or any(one.code not in only for one in codes):
            return ()
        texts = self._manual.rows(
            "SELECT DISTINCT text FROM table_row JOIN prose ON prose.id = description"
            " WHERE vocabulary = ? ORDER BY text",
            name,
        )
        stated = dict.fromkeys(code_in_words(str(text)) for (text,) in texts)
        return (*(CodeLine(code, None) for code in stated if code), *codes)

    def _only_for_subtypes(self, name: str) -> frozenset[str]:
        """Return the codes of a vocabulary of which its page says that they are not to be used."""
        if name not in self._only:
            rows = self._manual.rows(
                "SELECT code.code, note FROM vocabulary"  # noqa: S608  (a text of ours)
                f" JOIN code ON vocabulary = vocabulary.id WHERE vocabulary.name = ? AND {SUSPECT}",
                name,
            )
            only = (str(code) for code, note in rows if subtypes_of(str(note)) == "only")
            self._only[name] = frozenset(only)
        return self._only[name]


class KnownCodes(NamedTuple):
    """Where codes are known from."""

    here: FirstCodes
    elsewhere: Elsewhere
    examples: ExemplaryCodes


class Meanings:
    """What the manual says of the places of its messages."""

    def __init__(
        self,
        manual: Manual,
        models: Models,
        known: KnownCodes,
        identity: Identity,
        *,
        comments: bool,
    ) -> None:
        self._elsewhere = known.elsewhere
        self._models = models
        self._codes = known.here
        self._examples = known.examples
        self._comments = comments
        self._identity = identity
        self._texts: dict[int, str] = {}
        self._words = FixedInWords(manual, models)
        self._mentions = Mentions(manual, self._words.text)
        self._structural = StructuralCodes(manual, models.types)

    def wanted(self, node: Node, parent: str = "", model: str = "", number: int = 0) -> Wanted:
        """Return what the manual says of the value of a place in an element, its `parent`.

        `number` is how many of its name stand before it in the same place.

        `model` is the class of that (`PRPA_MT000206UK06.Person`): what this manual does not say of
        it, another version may.
        """
        named_by_parent = node.name in _OF_PARENT
        name = parent if named_by_parent else node.name
        system, codes = self._coded(node)
        if not (system or codes) and named_by_parent:
            system, codes = self._codes.of(name)
        vocabulary = stated_vocabulary(self._models, node) or name
        fixed = fixed_of(self._models, node) or self._words.code(node)
        if not codes and fixed is None and code_part(self._models.types, node) is not None:
            codes, other = self._elsewhere.said(model, node.name, parent)
            system = system or other
        system = code_system_of(self._models.types, node) or system
        if not codes and fixed is None and system:
            codes = self._examples.of(system) or self._examples.at(parent, node.name, system)
        if fixed is None and node.name == "code" and codes:
            own = self._words.named_as_class(node)
            codes = (*(one for one in codes if one.code == own), *codes)
        roots = self._mentions.of(node, "oid")
        root = self._mentions.root(node, number)
        if not roots and (node.line is None or node.line.description is None):
            roots = self._elsewhere.roots(model, node.name, parent)
            root = self._elsewhere.root(model, node.name, number)
        return Wanted(
            name,
            datatype=node.line.datatype if node.line else None,
            fixed=fixed,
            codes=codes,
            others=() if codes or fixed else self._codes.others(vocabulary),
            code_system=system,
            oids=roots,
            flavours=self._mentions.of(node, "flavour"),
            words=name,
            vocabulary=vocabulary,
            root=root,
            sure=self._identity.attributes(node.name, root),
            null=self._words.null(node),
        )

    def own(self, node: Node) -> bool:
        """Return whether a value is the new message's own, whatever another message has there."""
        return self._identity.states(node.name)

    def usual(self, node: Node, parent: str, model: str, *, listed: bool) -> tuple[str, ...]:
        """Return the codes that an attribute of a class may have; see `wanted`.

        `listed` is whether its schema lists all.
        """
        codes = self._coded(node)[1] or self._elsewhere.said(model, node.name, parent).codes
        if codes or listed or node.part is None:
            return tuple(line.code for line in codes)
        vocabulary = stated_vocabulary(self._models, node)
        return self._structural.of(node.part, vocabulary, model)

    def _coded(self, node: Node) -> tuple[str | None, tuple[CodeLine, ...]]:
        """Return the code system of a place, and the first codes that it may have."""
        types = self._models.types
        names = (vocabulary_of(types, node), stated_vocabulary(self._models, node))
        for name in dict.fromkeys(names):
            system, codes = self._codes.of(name) if name else (None, ())
            if system or codes:
                return system, codes
        return None, ()

    def comment(self, node: Node) -> str | None:
        """Return a line of what a place is: how often, of what type, what for."""
        if not self._comments:
            return None
        low, high = bounds(node)
        vocabulary = stated_vocabulary(self._models, node)
        facts = (
            None if low is None else f"[{low}..{'*' if high is None else high}]",
            node.line.conformance if node.line else None,
            datatype_of(self._models, node),
            f"{{{vocabulary}}}" if vocabulary else None,
            constraint_of(node),
        )
        head = " ".join(one for one in facts if one)
        return ": ".join(one for one in (head, self._description(node)) if one) or None

    def _description(self, node: Node) -> str | None:
        """Return the first sentence of what the manual says of a place."""
        lines = (node.line, node.leaf, node.class_line)
        prose = next((line.description for line in lines if line and line.description), None)
        if prose is None:
            return None
        if prose not in self._texts:
            self._texts[prose] = first_sentence(self._words.text(prose))
        return self._texts[prose]
