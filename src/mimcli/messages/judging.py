"""Judging what a file holds: each message is found and judged, whatever it came in."""

import re
from collections.abc import Iterator

from mimcli.messages.answers import answer, in_file, line_in_file, unreadable
from mimcli.messages.envelopes import is_soap, messages_in, namespace_of
from mimcli.messages.finding import IN_A_TEXT, documents_in, looks_like_xml
from mimcli.messages.foreign import namespace_words, standard_of
from mimcli.messages.judges import Judges
from mimcli.messages.message_judge import MessageJudge
from mimcli.messages.outcomes import (
    NOTHING,
    is_broken,
    is_recognised,
    marks,
    no_message,
    not_well_formed,
    texts,
)
from mimcli.messages.reading import Document, is_utf8, read_document
from mimcli.messages.roots import BATCH, HL7, is_interaction, root_facts
from mimcli.messages.transport import Stated, Transport
from mimcli.messages.usual import Usual
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.validation import Damage, LocatedMessage
from mimcli.parse.xmlio import (
    Element,
    MessageError,
    local_name,
    parse_message_file,
    with_line_feeds,
)

_SOMETHING = re.compile(rb"[^ \t\r\n\0]")
LARGE = 16 * 1024 * 1024
"""A document of more bytes is judged while it is read, and not kept beside its tree."""

_HEAD = 4096


def _nothing_in(data: bytes) -> str:
    """Return what a file is in which there is nothing but blanks and zeros."""
    zeros = data.count(b"\0")
    return f"the file is nothing but zeros ({zeros:,} bytes of 0)" if zeros else "the file is empty"


class Judge:
    """Judges files, by the versions at hand."""

    def __init__(self, judges: Judges, wishes: Wishes) -> None:
        """Raise NotFoundError if what all messages are said to be is in no version at hand."""
        self._judges = judges
        self._wishes = wishes
        self._transport = Transport()
        self._usual = Usual(wishes)
        self._message_judge = MessageJudge(judges, wishes, self._usual)
        if wishes.as_id is not None:
            judges.check_named(wishes.as_id)

    def file(self, path: str, data: bytes, *, searched: bool = False) -> list[ValidatedMessage]:
        """Return what is to be said of each message of a file, in the file's order.

        Nothing, if there is none and the file was `searched` out in a folder, not named.
        """
        if not _SOMETHING.search(data):
            return [] if searched else [unreadable(path, _nothing_in(data))]
        self._transport = Transport()
        found: list[ValidatedMessage] = []
        broken = [data]
        for document in documents_in(path, data, extract=self._wishes.extract):
            if isinstance(document, Damage):
                reason, hint, line = document.reason, document.hint, document.line
                found.append(unreadable(path, reason, hint, document.part, line))
            else:
                told = list(self._document(document))
                broken += (document.data for one in told[:1] if is_broken(one))
                found += told
        if searched:
            marked = any(mark in content for content in broken for mark in marks())
            return [one for one in found if is_recognised(one) or (marked and is_broken(one))]
        if found:
            return found
        words = standard_of(data)
        reason = f"{words}, not an HL7 v3 message" if words else NOTHING
        hidden = not words and not self._wishes.extract and HL7.encode() in data
        return [unreadable(path, reason, IN_A_TEXT if hidden else None)]

    def large_file(self, path: str, location: str) -> list[ValidatedMessage] | None:
        """Return the same for a large file that is one document, without its bytes in memory.

        None for any other, also for one that is not well-formed. Raises OSError.
        """
        with open(location, "rb") as stream:  # noqa: PTH123  (as the user gave it)
            head = stream.read(_HEAD)
        if not looks_like_xml(head) or not is_utf8(head):
            return None
        from mimcli.messages.by_parts import judged_by_parts  # noqa: PLC0415  (few are large)

        located = LocatedMessage(path, b"", file=location)
        self._transport = Transport()
        answered = judged_by_parts(located, head, self._judges, self._wishes, self._transport)
        if answered is not None:
            return [answered]
        try:
            root = parse_message_file(location)
        except MessageError:
            return None
        return list(self._within(located, Document(root)))

    def _document(self, located: LocatedMessage) -> Iterator[ValidatedMessage]:
        if b"\n" not in located.data and b"\r" in located.data:
            located = located._replace(data=with_line_feeds(located.data))
        answered = self._large(located)
        if answered is not None:
            yield answered
            return
        document = read_document(located)
        if document.root is None:
            yield from self._broken(located, document)
        else:
            yield from self._within(located, document)

    def _large(self, located: LocatedMessage) -> ValidatedMessage | None:
        """Return the same of a large document that is one interaction; None of any other."""
        if len(located.data) <= LARGE or located.encoding not in (None, "utf-8"):
            return None
        if located.cut_off or located.amiss:
            return None
        from mimcli.messages.by_parts import judged_by_parts  # noqa: PLC0415  (few are large)

        head = located.data[:_HEAD]
        wanted = head, self._judges, self._wishes, self._transport
        return judged_by_parts(located, *wanted) if is_utf8(head) else None

    def _within(self, located: LocatedMessage, document: Document) -> Iterator[ValidatedMessage]:
        """Yield what is to be said of each message of a document that was read."""
        assert document.root is not None  # noqa: S101  (the callers' condition)
        if self._transport.is_silent(located):
            answered = self._usual.answer(located, document)
            if answered is not None:
                yield answered
                return
        elements = self._elements(located, document.root)
        if elements:
            said = self._transport.said_of(located, document.root)
            for element in elements:
                alone = len(elements) == 1
                if BATCH in element.tag:
                    yield from self._batch(located, document, element, said, alone=alone)
                else:
                    yield self._message_judge.judged(located, document, element, said, alone=alone)
                said = []
            if elements != [document.root]:
                yield from self._in_texts(located, document.root, frozenset(elements))
            return
        if is_soap(document.root):
            self._transport.note(located, document.root)
        found = list(self._in_texts(located, document.root))
        yield from found
        if not found and located.cut_off:
            yield unreadable(located.path, f"it is cut off: {located.cut_off}", part=located.part)
        elif not found and not is_soap(document.root):
            yield no_message(located, document.root)

    def _in_texts(
        self, located: LocatedMessage, root: Element, apart: frozenset[Element] = frozenset()
    ) -> Iterator[ValidatedMessage]:
        """Yield the same of what the texts of a document hold, without those of messages."""
        for place in texts(located, root, apart):
            found = documents_in(place.path, place.data, extract=self._wishes.extract, within=place)
            for one in found:
                if isinstance(one, Damage):
                    yield unreadable(one.path, one.reason, one.hint, one.part, one.line)
                else:
                    yield from self._document(one)

    def _broken(self, located: LocatedMessage, document: Document) -> Iterator[ValidatedMessage]:
        from mimcli.messages.splitting import documents_of  # noqa: PLC0415  (expat: 1 ms)

        error = document.error  # None: it has a DTD
        several = list(documents_of(located)) if error is None or error.line else []
        if several:
            for one in several:
                yield from self._document(one)
            return
        words = standard_of(located.data)
        if words:
            yield unreadable(located.path, f"{words}, not an HL7 v3 message", part=located.part)
            return
        if error is None:
            problems = tuple(in_file(one, located) for one in document.problems)
        else:
            problems = (not_well_formed(located, document),)
        yield answer(located, "invalid", problems=problems)

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
            if is_interaction(of.name) or of.message_type or self._judges.candidates(of, "")
        ]

    def _is_named(self, located: LocatedMessage, root: Element) -> bool:
        """Return whether a root in no namespace of HL7's is one by its file's name, or as told."""
        if namespace_of(root):
            return False
        facts = root_facts(root, located.path)
        stated = facts.example and self._judges.stated(facts)
        return bool(stated or self._judges.candidates(facts, located.path, self._wishes.as_id))

    def _batch(
        self,
        located: LocatedMessage,
        document: Document,
        batch: Element,
        said: list[Stated],
        *,
        alone: bool,
    ) -> Iterator[ValidatedMessage]:
        """Yield what is to be said of a batch, then of each message in it."""
        from mimcli.checks.batches import items_of  # noqa: PLC0415  (few messages are batches)
        from mimcli.messages.carried import carries_nothing  # noqa: PLC0415  (as above)

        items = [one for one in items_of(batch) if one.payload is not None]
        apart = frozenset(one.payload for one in items if one.payload is not None)
        yield self._message_judge.judged(located, document, batch, said, alone=alone, apart=apart)
        document = document._replace(problems=())
        for item in items:
            if item.payload is None or carries_nothing(self._judges, item.interaction):
                continue
            of = None if item.is_whole else item.interaction
            told = self._message_judge.judged(
                located, document, item.payload, [], alone=False, carried=of
            )
            line = line_in_file(item.element, located)
            yield told._replace(message_id=item.identifier, message_id_line=line)
