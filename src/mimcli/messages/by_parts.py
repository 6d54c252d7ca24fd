"""A large message judged while it is read, so that it need not be in memory as a whole."""

from mimcli.checks.faults import Checked
from mimcli.checks.growing import GrowingMessage
from mimcli.checks.growing_remarks import NotByPartsError
from mimcli.checks.identity import check as check_identity
from mimcli.checks.run import FAMILIES
from mimcli.checks.schematron import sheets_for
from mimcli.checks.schematron_sheet import Asked, asked_by, is_clear
from mimcli.checks.speaking import Speaking
from mimcli.messages.judges import Candidate, Judges
from mimcli.messages.outcomes import judged, the_first
from mimcli.messages.roots import BATCH, is_interaction, root_facts
from mimcli.messages.schemas import UnusableSchemaError, compiled
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.validation import LocatedMessage
from mimcli.parse.xmlio import (
    Element,
    MessageError,
    XmlError,
    growing_message,
    leading_elements,
    local_name,
)

PIECE_SIZE = 1024 * 1024
"""Bytes that are read before what is complete of them is looked at."""

_FIRST = 8
"""Elements among which a message says which version it is of."""

_MODULES = frozenset(("accepted", "identity", "rules", "schematron"))
"""The modules of checks that can look at a message in parts."""


def judged_by_parts(
    located: LocatedMessage,
    head: bytes,
    judges: Judges,
    wishes: Wishes,
    *,
    piece_size: int = PIECE_SIZE,
) -> ValidatedMessage | None:
    """Return what is to be said of a large file that is one interaction; `head` is its beginning.

    None if that cannot be told by parts: it is something else, its schema refuses it, or a
    Schematron rule finds something. Raises OSError.
    """
    tag, candidate = _what_it_is(located, head, judges, wishes)
    modules = {module for family, module in FAMILIES.items() if wishes.chosen.wants_family(family)}
    if candidate is None or not modules <= _MODULES or located.file is None:
        return None
    try:
        schema = compiled(candidate.schema)
        accepting = schema if "accepted" in modules else None
        pieces = growing_message(located.file, tag, accepting, piece_size)
        root = next(pieces, None)
        if root is None:
            return None
        checked = Checked(root, candidate.subject, candidate.manual, schema, wishes.chosen)
        message = GrowingMessage(checked, ruled="rules" in modules)
        rules = _Schematron(checked, wanted="schematron" in modules)
        message.kept = rules.asked({one.tag for one in root.iter()})
        message.look()
        for _ in pieces:
            message.look()
            if rules.asked(message.tags) != message.kept:
                return None  # what they ask for may be gone
        message.look(ended=True)
        if not rules.finds_nothing(message):
            return None
    except (MessageError, NotByPartsError, UnusableSchemaError):
        return None
    found = check_identity(checked) if "identity" in modules else iter(())
    faults, more = the_first(found)
    told, more_told, numbers = message.remarks.told()
    return judged(
        located,
        checked,
        list(filter(Speaking().may, [*faults, *told])),
        more=more + more_told,
        strict=wishes.strict,
        numbers=message.numbers | numbers,
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
