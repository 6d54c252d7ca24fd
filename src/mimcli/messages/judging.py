"""Judging what a file holds: each message found, recognised, checked, and its problems placed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from mimcli.checks.faults import Checked, Fault
from mimcli.checks.registry import Chosen
from mimcli.checks.run import faults_of
from mimcli.messages.answers import answer, placed, unreadable
from mimcli.messages.envelopes import is_message, is_soap, messages_in, namespace_of, texts_in
from mimcli.messages.finding import documents_in, inside, looks_like_xml
from mimcli.messages.foreign import namespace_words, standard_of
from mimcli.messages.judges import Candidate, Judges
from mimcli.messages.reading import Document, is_utf8, read_document
from mimcli.messages.roots import BATCH, HL7, is_interaction, root_facts
from mimcli.messages.schemas import compiled, put_into_namespace, rename
from mimcli.messages.transport import Stated, Transport
from mimcli.model.answers.validation import MessageProblem, Status, ValidatedMessage
from mimcli.model.validation import Container, Damage, LocatedMessage
from mimcli.parse.xmlio import Element, MessageError, local_name, parse_message_file


class Wishes(NamedTuple):
    """What was asked for; the same for all files."""

    chosen: Chosen
    strict: bool = False
    """Warnings make a message invalid too."""
    as_id: str | None = None
    """The artefact that every message is."""
    nearest: bool = False
    """Where no version at hand defines a message, the nearest revision judges it."""
    extract: bool = False
    """Texts that are no XML are searched for messages."""


_SOMETHING = re.compile(rb"[^ \t\r\n\0]")
_HEAD = 4096
NOTHING = "no HL7 v3 message is in it"
_IN_A_TEXT = "`--extract` searches a text, such as a log, for messages"


class Judge:
    """Judges files, by the versions at hand."""

    def __init__(self, judges: Judges, wishes: Wishes) -> None:
        """Raise NotFoundError if what all messages are said to be is in no version at hand."""
        self._judges = judges
        self._wishes = wishes
        self._transport = Transport()
        if wishes.as_id is not None:
            judges.check_named(wishes.as_id)

    def file(self, path: str, data: bytes, *, searched: bool = False) -> list[ValidatedMessage]:
        """Return what is to be said of each message of a file, in the file's order.

        Nothing, if there is none and the file was `searched` out in a folder, not named.
        """
        if not _SOMETHING.search(data):
            return [] if searched else [unreadable(path, "the file is empty")]
        self._transport = Transport()
        found: list[ValidatedMessage] = []
        for document in documents_in(path, data, extract=self._wishes.extract):
            if isinstance(document, Damage):
                reason, hint, line = document.reason, document.hint, document.line
                found.append(unreadable(path, reason, hint, document.part, line))
            else:
                found += self._document(document)
        if searched:
            marked = any(mark in data for mark in _marks())
            return [one for one in found if _is_recognised(one) or (marked and _is_broken(one))]
        words = standard_of(data) if not found else None
        reason = f"{words}, not an HL7 v3 message" if words else NOTHING
        hidden = not words and not self._wishes.extract and HL7.encode() in data
        return found or [unreadable(path, reason, _IN_A_TEXT if hidden else None)]

    def large_file(self, path: str, location: str) -> list[ValidatedMessage] | None:
        """Return the same for a large file that is one document, without its bytes in memory.

        None for any other, also for one that is not well-formed. Raises OSError.
        """
        with open(location, "rb") as stream:  # noqa: PTH123  (as the user gave it)
            head = stream.read(_HEAD)
        if not looks_like_xml(head) or not is_utf8(head):
            return None
        try:
            root = parse_message_file(location)
        except MessageError:
            return None
        located = LocatedMessage(path, b"", file=location)
        self._transport = Transport()
        return list(self._within(located, Document(root)))

    def _document(self, located: LocatedMessage) -> Iterator[ValidatedMessage]:
        document = read_document(located)
        if document.root is None:
            yield from self._broken(located, document)
        else:
            yield from self._within(located, document)

    def _within(self, located: LocatedMessage, document: Document) -> Iterator[ValidatedMessage]:
        """Yield what is to be said of each message of a document that was read."""
        assert document.root is not None  # noqa: S101  (the callers' condition)
        elements = self._elements(located, document.root)
        if elements:
            said = self._transport.said_of(located, document.root)
            for element in elements:
                yield self._message(located, document, element, said, alone=len(elements) == 1)
                said = []
            return
        if is_soap(document.root):
            self._transport.note(located, document.root)
        found = [
            answered
            for place in _texts(located, document.root)
            for one in documents_in(place.path, place.data, within=place)
            if isinstance(one, LocatedMessage)
            for answered in self._document(one)
        ]
        yield from found
        if not found and not is_soap(document.root):
            yield _no_message(located, document.root)

    def _broken(self, located: LocatedMessage, document: Document) -> Iterator[ValidatedMessage]:
        if document.error is None:  # a DTD
            yield answer(located, "invalid", problems=document.problems)
            return
        from mimcli.messages.splitting import documents_of  # noqa: PLC0415  (expat: 1 ms)

        several = list(documents_of(located)) if document.error.line else []
        if several:
            for one in several:
                yield from self._document(one)
            return
        words = standard_of(located.data)
        if words:
            yield unreadable(located.path, f"{words}, not an HL7 v3 message", part=located.part)
            return
        yield answer(located, "invalid", problems=(_not_well_formed(located, document),))

    def _elements(self, located: LocatedMessage, root: Element) -> list[Element]:
        """Return the elements of a document that are messages.

        Within an envelope that is not SOAP's, only those that a version at hand has a model of:
        documentation has elements in the namespace of messages too.
        """
        elements = messages_in(root)
        if not elements and self._is_named(located, root):
            return [root]
        if elements == [root] or is_soap(root):
            return elements
        if namespace_words(namespace_of(root), local_name(root)):
            return []
        facts = [root_facts(one, "") for one in elements]
        return [
            element
            for element, of in zip(elements, facts, strict=True)
            if is_interaction(of.name) or self._judges.candidates(of, "")
        ]

    def _is_named(self, located: LocatedMessage, root: Element) -> bool:
        """Return whether a root in no namespace of HL7's is one by its file's name, or as told."""
        if namespace_of(root):
            return False
        facts = root_facts(root, located.path)
        stated = facts.example and self._judges.stated(facts)
        return bool(stated or self._judges.candidates(facts, located.path, self._wishes.as_id))

    def _message(
        self,
        located: LocatedMessage,
        document: Document,
        element: Element,
        said: list[Stated],
        *,
        alone: bool,
    ) -> ValidatedMessage:
        wishes = self._wishes
        root = element.getroottree().getroot()
        if element is not root:
            container: Container = "soap" if is_soap(root) else "xml"
            step = None if alone else element.getroottree().getpath(element)
            part = " > ".join(filter(None, (located.part, step))) or None
            located = located._replace(container=container, part=part)
        facts = root_facts(element, located.path)
        candidates = self._judges.candidates(facts, located.path, wishes.as_id)
        if not candidates and wishes.nearest:
            candidates = self._judges.nearest(facts)
        if not candidates:
            return self._judges.not_judged(located, facts)
        if not facts.namespace:
            put_into_namespace(element, HL7)
        rename(element, candidates[0].subject)
        best = _first_that_accepts(element, candidates)
        checked = Checked(element, best.subject, best.manual, compiled(best.schema), wishes.chosen)
        found = chain(_about(checked, document.problems), faults_of(checked))
        if said and is_interaction(facts.name):
            from mimcli.messages.transport_faults import (  # noqa: PLC0415  (30 ms; few have said)
                transport_faults,
            )

            found = chain(found, transport_faults(facts.name, said, located, checked))
        faults, more = _the_first(found)
        problems = placed(located, faults, document.encoding)
        counted = {"error", "warning"} if wishes.strict else {"error"}
        invalid = any(one.severity in counted for one in problems)
        status: Status = "invalid" if invalid else "valid"
        answered = answer(located, status, subject=best.subject, element=element, problems=problems)
        return answered._replace(more=more) if more else answered


def _is_recognised(one: ValidatedMessage) -> bool:
    """Return whether a file of a folder is a message, whatever is wrong with it."""
    return one.root is not None and one.status != "unreadable"


def _is_broken(one: ValidatedMessage) -> bool:
    """Return whether something that is not well-formed may have been a message."""
    return one.status == "invalid" or (one.status == "unreadable" and one.part is not None)


_NAMESPACES = (f'"{HL7}"', f"'{HL7}'", f'"{BATCH}"', f"'{BATCH}'")


@cache
def _marks() -> tuple[bytes, ...]:
    """Return what a file of a folder has, or else is passed over when it holds no message."""
    encodings = ("ascii", "utf-16-le", "utf-16-be")
    return tuple(name.encode(encoding) for name in _NAMESPACES for encoding in encodings)


MOST_OF_A_CHECK = 500
"""Problems of one check that are told of one message: a large one may have one in every part."""


def _the_first(found: Iterator[Fault]) -> tuple[list[Fault], int]:
    """Return the first faults of each check, and how many more there are."""
    counts: dict[str, int] = {}
    faults: list[Fault] = []
    more = 0
    for fault in found:
        check = fault.problem.check
        counts[check] = counts.get(check, 0) + 1
        if counts[check] <= MOST_OF_A_CHECK:
            faults.append(fault)
        else:
            more += 1
    return faults, more


def _about(checked: Checked, problems: tuple[MessageProblem, ...]) -> Iterator[Fault]:
    """Yield the faults of a message's document, and of how it is judged."""
    for problem in problems:
        if checked.chosen.wants(problem.check):
            yield Fault(problem)
    if checked.subject.namespace_added and checked.chosen.wants("xml-no-namespace"):
        text = f"the message has no namespace; it is checked as if it had {HL7}"
        yield Fault(MessageProblem("xml-no-namespace", "warning", text), checked.element)


def _not_well_formed(located: LocatedMessage, document: Document) -> MessageProblem:
    error = document.error
    assert error is not None  # noqa: S101  (a document without one was told before)
    line = error.line + located.line - 1 if located.exact and error.line else error.line
    text = f"the document is not well-formed XML: {error}"
    if located.cut_off:
        text = f"the document is cut off: {located.cut_off} ({error})"
        return MessageProblem("xml-cut-off", "error", text, line, error.column)
    return MessageProblem("xml-not-well-formed", "error", text, line, error.column)


def _no_message(located: LocatedMessage, root: Element) -> ValidatedMessage:
    words = namespace_words(namespace_of(root), local_name(root))
    reason = f"{words}, not an HL7 v3 message" if words else NOTHING
    if words is None:
        reason += f"; its root element is {local_name(root)}"
    hint = None if words or is_message(root) else "`--as ID` says what a message is"
    return unreadable(located.path, reason, hint, located.part)


def _texts(located: LocatedMessage, root: Element) -> Iterator[LocatedMessage]:
    """Yield the texts of a document that are documents, escaped or in base64."""
    if namespace_words(namespace_of(root), local_name(root)):
        return
    for element, text in texts_in(root):
        place = inside(located, element.getroottree().getpath(element), "xml")
        if looks_like_xml(text) and HL7.encode() in text:
            yield place._replace(data=text, encoding="utf-8")
        elif text[:5].isalnum():
            yield place._replace(data=text)


def _first_that_accepts(element: Element, candidates: tuple[Candidate, ...]) -> Candidate:
    """Return the first candidate whose schema takes a message; the first of all if none does."""
    if len(candidates) == 1:
        return candidates[0]
    for one in candidates:
        if compiled(one.schema).validate(element):
            return one
    return candidates[0]
