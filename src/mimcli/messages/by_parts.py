"""A large message judged while it is read, so that it need not be in memory as a whole."""

from collections.abc import Iterator, Sequence
from itertools import chain

from mimcli.checks.accepted import has_open_content
from mimcli.checks.explaining import explainer_of
from mimcli.checks.faults import Checked, Names
from mimcli.checks.growing import GrowingMessage
from mimcli.checks.growing_structure import GrowingStructure
from mimcli.checks.growing_told import NotByPartsError
from mimcli.checks.identity import check as check_identity
from mimcli.checks.libxml_errors import check_id
from mimcli.checks.rules import faults_of_remarks
from mimcli.checks.run import FAMILIES
from mimcli.checks.schematron import sheets_for
from mimcli.checks.schematron_sheet import Asked, asked_by, is_clear
from mimcli.checks.speaking import Speaking
from mimcli.messages.candidates import Candidate
from mimcli.messages.judges import Judges
from mimcli.messages.outcomes import judged, the_first
from mimcli.messages.roots import BATCH, is_interaction, root_facts
from mimcli.messages.schemas import UnusableSchemaError, compiled
from mimcli.messages.transport import Transport
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.validation import LocatedMessage
from mimcli.parse.growing_message import (
    Blame,
    Grown,
    blamed_message,
    growing_message,
    refusals_by_piece,
)
from mimcli.parse.xmlio import Element, MessageError, XmlError, leading_elements, local_name

PIECE_SIZE = 1024 * 1024
"""Bytes that are read before what is complete of them is looked at."""

MOST_BLAMED = 500
"""Refusals of libxml2 that are held against what the walk says. Of more it is believed alone."""

_FIRST = 8
"""Elements among which a message says which version it is of."""

_MODULES = frozenset(("accepted", "identity", "rules", "schematron"))
"""The modules of checks that can look at a message in parts."""


def judged_by_parts(
    located: LocatedMessage,
    head: bytes,
    judges: Judges,
    wishes: Wishes,
    transport: Transport,
    *,
    piece_size: int = PIECE_SIZE,
) -> ValidatedMessage | None:
    """Return what is to be said of a large document that is one interaction; `head` begins it.

    None if that cannot be told by parts: it is something else, it is not well-formed, any element
    may stand somewhere in it, or a Schematron rule finds something. Raises OSError.
    """
    tag, candidate = _what_it_is(located, head, judges, wishes)
    modules = {module for family, module in FAMILIES.items() if wishes.chosen.wants_family(family)}
    if candidate is None or not modules <= _MODULES:
        return None
    if "accepted" in modules and has_open_content(candidate.manual, candidate.subject.artefact):
        return None  # what stands there is looked at as a whole
    try:
        source = located.data if located.file is None else located.file
        reading = _Reading(source, tag, candidate, wishes, modules, piece_size)
        return reading.answer(located, transport)
    except (MessageError, NotByPartsError, UnusableSchemaError):
        return None


class _Reading:
    """The reading of one large message."""

    def __init__(  # noqa: PLR0917  (all that is known of it)
        self,
        source: str | bytes,
        tag: str,
        candidate: Candidate,
        wishes: Wishes,
        modules: set[str],
        piece_size: int,
    ) -> None:
        """Read a message of a root's tag. Raises MessageError, NotByPartsError and OSError."""
        self._wishes = wishes
        self._modules = modules
        schema = compiled(candidate.schema)
        # What is misspelt, the schema's check tells the others.
        refusable = "accepted" in modules or ("rules" in modules and len(modules) > 1)
        refused = refusals_by_piece(source, schema, piece_size, MOST_BLAMED) if refusable else []
        judged = 0 < len(refused) <= MOST_BLAMED
        if judged:
            parts = blamed_message(source, schema, piece_size, frozenset(refused))
        else:
            parts = growing_message(source, tag, piece_size)
        first = next(parts, None)
        if first is None:
            raise NotByPartsError
        names: dict[Element, str] = {}
        self._checked = Checked(
            first.root,
            candidate.subject,
            candidate.manual,
            schema,
            wishes.chosen,
            Names(lambda: names) if refused else None,
        )
        self._structure = None
        if refused:
            from mimcli.checks.schema import structure_of  # noqa: PLC0415  (30 ms; few are)

            of = structure_of(candidate.manual, candidate.subject.schema)
            self._structure = GrowingStructure(of, names, is_judged=judged)
        ruled = "rules" in modules
        self._message = GrowingMessage(self._checked, ruled=ruled, structure=self._structure)
        self._read(chain((first,), parts))

    def _read(self, parts: Iterator[Grown]) -> None:
        """Read the message. Raises MessageError, NotByPartsError and OSError."""
        message = self._message
        rules = _Schematron(self._checked, wanted="schematron" in self._modules)
        first = next(parts)
        message.kept = rules.asked({one.tag for one in first.root.iter()})
        for part in chain((first,), parts):
            self._blame(part.blamed)
            message.look()
            if rules.asked(message.tags) != message.kept:
                raise NotByPartsError  # what they ask for may be gone
        message.look(ended=True)
        if self._structure is not None:
            self._structure.end()
        if not rules.finds_nothing(message):
            raise NotByPartsError

    def _blame(self, blamed: Sequence[Blame]) -> None:
        for one in blamed:
            if self._structure is not None:
                if one.element is None:
                    raise NotByPartsError
                self._structure.blame(one.element, check_id(one.error))

    def answer(self, located: LocatedMessage, transport: Transport) -> ValidatedMessage:
        """Return what is to be said of the message."""
        checked, message = self._checked, self._message
        flaws, remarks = message.flaws.told(), message.remarks.told()
        found = check_identity(checked) if "identity" in self._modules else iter(())
        faults, more = the_first(found)
        if flaws.things:
            from mimcli.checks.schema import faults_of_flaws  # noqa: PLC0415  (few are refused)

            faults = [*faults_of_flaws(explainer_of(checked), flaws.things), *faults]
        faults += faults_of_remarks(checked, remarks.things)
        said = transport.said_of(located, checked.element)
        if said:
            from mimcli.messages.transport_faults import (  # noqa: PLC0415  (30 ms; few have said)
                transport_faults,
            )

            faults += transport_faults(checked.subject.root, said, located, checked)
        return judged(
            located,
            checked,
            list(filter(Speaking().may, faults)),
            more=more + flaws.more + remarks.more,
            strict=self._wishes.strict,
            numbers=message.numbers | flaws.numbers | remarks.numbers,
        )


def _what_it_is(
    located: LocatedMessage, head: bytes, judges: Judges, wishes: Wishes
) -> tuple[str, Candidate | None]:
    """Return the tag of a document's root, and what judges it if that is clear from its name."""
    root = _beginning(head)
    if root is None:
        return "", None
    facts = root_facts(root, located.path)
    if wishes.as_id or not is_interaction(facts.name) or facts.namespace in ("", BATCH):
        return root.tag, None
    candidates = judges.candidates(facts, located.path)
    one = candidates[0] if len(candidates) == 1 else None
    plain = one is not None and one.subject.kind == "interaction" and one.subject.wrap is None
    return root.tag, one if plain else None


def _beginning(head: bytes) -> Element | None:
    """Return the root of a document with what its beginning says of it; None if it has none."""
    root = None
    try:
        for count, one in enumerate(leading_elements(head)):
            root = one if root is None else root
            if count == _FIRST or local_name(one) == "interactionId":  # behind the versionCode
                break
    except XmlError:  # the head may end anywhere
        pass
    return root


class _Schematron:
    """The Schematron rules for one message, as far as they can be asked at its end."""

    def __init__(self, checked: Checked, *, wanted: bool) -> None:
        self._checked = checked
        self._wanted = wanted

    def asked(self, tags: set[str]) -> Asked:
        """Return the elements that the rules for some tags ask for.

        Raises NotByPartsError if they may ask for any.
        """
        if not self._wanted:
            return Asked()
        checked, asked = self._checked, Asked()
        for sheet in sheets_for(checked.manual, local_name(checked.element), tags):
            of_sheet = asked_by(sheet)
            if of_sheet is None:
                raise NotByPartsError
            asked |= of_sheet
        return asked

    def finds_nothing(self, message: GrowingMessage) -> bool:
        """Return whether no rule finds anything in a message that has been read."""
        if not self._wanted:
            return True
        root: Element = self._checked.element
        sheets = sheets_for(self._checked.manual, local_name(root), message.tags)
        return all(is_clear(sheet, root) for sheet in sheets)
