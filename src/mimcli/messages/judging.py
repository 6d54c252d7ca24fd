"""Judging what a file holds: each message found, recognised, checked, and its problems placed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mimcli.checks.faults import Checked, Fault
from mimcli.checks.registry import Chosen
from mimcli.checks.run import faults_of
from mimcli.messages.finding import documents_in, messages_in
from mimcli.messages.judges import Candidate, Judges
from mimcli.messages.places import places_of
from mimcli.messages.roots import root_facts
from mimcli.messages.schemas import compiled, put_into_namespace
from mimcli.model.answers.validation import MessageProblem, ValidatedMessage
from mimcli.model.validation import LocatedMessage
from mimcli.parse.xmlio import Element, MessageError, line_of, parse_message


class Wishes(NamedTuple):
    """What was asked for; the same for all files."""

    chosen: Chosen
    strict: bool = False
    """Warnings make a message invalid too."""
    as_id: str | None = None
    """The artefact that every message is."""


def judge_file(path: str, data: bytes, judges: Judges, wishes: Wishes) -> list[ValidatedMessage]:
    """Return what is to be said of each message of a file, in the file's order."""
    if not data.strip():
        return [unreadable(path, "the file is empty")]
    found = [
        message
        for document in documents_in(path, data)
        for message in _judge_document(document, judges, wishes)
    ]
    return found or [unreadable(path, "no HL7 v3 message is in it")]


def unreadable(path: str, reason: str, hint: str | None = None) -> ValidatedMessage:
    """Return the answer for a file of which no message could be made."""
    return _answer(LocatedMessage(path, b""), "unreadable", why=reason, hint=hint, line=0)


def _judge_document(
    document: LocatedMessage, judges: Judges, wishes: Wishes
) -> Iterator[ValidatedMessage]:
    try:
        root = parse_message(document.data)
    except MessageError as error:
        text = f"the document is not well-formed XML: {error}"
        problem = MessageProblem("xml-not-well-formed", "error", text, error.line, error.column)
        yield _answer(document, "invalid", problems=(problem,))
        return
    if root.getroottree().docinfo.internalDTD is not None:
        text = "the document has a document type declaration (DTD), which no message may have"
        problem = MessageProblem("xml-document-type", "error", text, 1, 1)
        yield _answer(document, "invalid", root=root.tag, problems=(problem,))
        return
    for element in messages_in(root):
        yield _judge(document, element, judges, wishes)


def _judge(
    document: LocatedMessage, element: Element, judges: Judges, wishes: Wishes
) -> ValidatedMessage:
    facts = root_facts(element, document.path)
    candidates = judges.candidates(facts, document.path, wishes.as_id)
    if not candidates:
        stated = judges.stated(facts)
        what = stated or f"the element {facts.name}"
        reason = f"no MiM version at hand defines {what}"
        return _answer(document, "not-judged", root=facts.name, why=reason)
    if not facts.namespace:
        put_into_namespace(element, "urn:hl7-org:v3")
    best = _first_that_accepts(element, candidates)
    subject = best.subject
    checked = Checked(element, subject, best.manual, compiled(best.manual, subject), wishes.chosen)
    faults = list(faults_of(checked))
    if subject.namespace_added and wishes.chosen.wants("xml-no-namespace"):
        text = "the message has no namespace; it is checked as if it had urn:hl7-org:v3"
        faults.insert(0, Fault(MessageProblem("xml-no-namespace", "warning", text), element))
    problems = tuple(_placed(document, faults))
    counted = {"error", "warning"} if wishes.strict else {"error"}
    invalid = any(one.severity in counted for one in problems)
    return ValidatedMessage(
        document.path,
        document.part,
        document.line + line_of(element) - 1,
        "invalid" if invalid else "valid",
        document.container,
        subject.kind,
        subject.artefact,
        subject.root,
        subject.mim,
        subject.why,
        subject.nearest_of,
        None,
        problems,
    )


def _first_that_accepts(element: Element, candidates: tuple[Candidate, ...]) -> Candidate:
    """Return the first candidate whose schema takes a message; the first of all if none does."""
    if len(candidates) == 1:
        return candidates[0]
    for one in candidates:
        if compiled(one.manual, one.subject).validate(element):
            return one
    return candidates[0]


def _placed(document: LocatedMessage, faults: Iterable[Fault]) -> Iterator[MessageProblem]:
    """Yield the problems of faults with their lines, columns and XPaths, in the file's order."""
    faults = list(faults)
    wanted = [(one.element, one.attribute) for one in faults if one.element is not None]
    places = places_of(document.data, wanted)
    problems: list[MessageProblem] = []
    for fault in faults:
        problem = fault.problem
        if fault.element is not None:
            path = fault.element.getroottree().getpath(fault.element)
            problem = problem._replace(xpath=problem.xpath or path)
            place = places.get((fault.element, fault.attribute))
            if place is not None:
                line, column = place
                if line == 1:
                    column += document.column - 1
                problem = problem._replace(line=line + document.line - 1, column=column)
        problems.append(problem)
    yield from sorted(problems, key=lambda one: (one.line, one.column))


def _answer(
    document: LocatedMessage,
    status: str,
    *,
    root: str | None = None,
    why: str | None = None,
    hint: str | None = None,
    line: int = 1,
    problems: tuple[MessageProblem, ...] = (),
) -> ValidatedMessage:
    return ValidatedMessage(
        path=document.path,
        part=document.part,
        line=line and document.line,
        status=status,  # type: ignore[arg-type]
        container=document.container if line else None,
        kind=None,
        artefact=None,
        root=root,
        mim=None,
        why=why,
        nearest_of=None,
        hint=hint,
        problems=problems,
    )
