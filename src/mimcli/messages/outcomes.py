"""What is said of documents and messages before and after the checks of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from mimcli.checks.faults import MOST_OF_A_CHECK, Checked, Fault
from mimcli.messages.answers import answer, placed, unreadable
from mimcli.messages.envelopes import is_message, is_soap, namespace_of, texts_in
from mimcli.messages.finding import inside, looks_like_xml
from mimcli.messages.foreign import namespace_words
from mimcli.messages.reading import Document
from mimcli.messages.roots import BATCH, HL7
from mimcli.model.answers.validation import MessageProblem, Status, ValidatedMessage
from mimcli.model.validation import Container, LocatedMessage
from mimcli.parse.xmlio import Element, TooDeepError, local_name

NOTHING = "no HL7 v3 message is in it"


def is_recognised(one: ValidatedMessage) -> bool:
    """Return whether a file of a folder is a message, whatever is wrong with it."""
    return one.root is not None and one.status != "unreadable"


def is_broken(one: ValidatedMessage) -> bool:
    """Return whether something that is not well-formed may have been a message."""
    return one.status == "invalid" or (one.status == "unreadable" and one.part is not None)


_NAMESPACES = (f'"{HL7}"', f"'{HL7}'", f'"{BATCH}"', f"'{BATCH}'")
_EBXML = b"http://www.oasis-open.org/committees/ebxml-msg/"
"""The beginning of the namespace of what the Spine's messages are sent in."""


@cache
def marks() -> tuple[bytes, ...]:
    """Return what a file of a folder has, or else is passed over when it holds no message."""
    encodings = ("ascii", "utf-16-le", "utf-16-be")
    names = tuple(name.encode(encoding) for name in _NAMESPACES for encoding in encodings)
    return (*names, _EBXML)


def placed_in(located: LocatedMessage, element: Element, *, alone: bool) -> LocatedMessage:
    """Return the place of a message's root within its document."""
    root = element.getroottree().getroot()
    if element is root:
        return located
    container: Container = "soap" if is_soap(root) else "xml"
    step = None
    if not alone:
        from mimcli.checks.xpaths import xpaths_of  # noqa: PLC0415  (few documents have several)

        step = xpaths_of(root).of(element)
    part = " > ".join(filter(None, (located.part, step))) or None
    return located._replace(container=container, part=part, several=not alone)


def the_first(found: Iterator[Fault]) -> tuple[list[Fault], int]:
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


def judged(
    located: LocatedMessage,
    checked: Checked,
    faults: Sequence[Fault],
    *,
    more: int,
    strict: bool,
    encoding: str | None = None,
    numbers: Mapping[Element, int] | None = None,
) -> ValidatedMessage:
    """Return the answer for a message that was checked; see `placed` for the numbers."""
    if faults:
        from mimcli.checks.moved import joined  # noqa: PLC0415  (most messages have none)

        faults = joined(faults)
    problems = placed(located, faults, encoding, numbers)
    counted = {"error", "warning"} if strict else {"error"}
    invalid = any(one.severity in counted for one in problems)
    status: Status = "invalid" if invalid else "valid"
    subject, element = checked.subject, checked.element
    answered = answer(located, status, subject=subject, element=element, problems=problems)
    return answered._replace(more=more) if more else answered


def about(checked: Checked, problems: tuple[MessageProblem, ...]) -> Iterator[Fault]:
    """Yield the faults of a message's document, and of how it is judged."""
    for problem in problems:
        if checked.chosen.wants(problem.check):
            yield Fault(problem)
    if checked.subject.namespace_added and checked.chosen.wants("xml-no-namespace"):
        text = f"the message has no namespace; it is checked as if it had {HL7}"
        yield Fault(MessageProblem("xml-no-namespace", "warning", text), checked.element)


def not_well_formed(located: LocatedMessage, document: Document) -> MessageProblem:
    """Return the problem of a document that could not be read."""
    error = document.error
    assert error is not None  # noqa: S101  (a document without one was told before)
    line = error.line + located.line - 1 if located.exact and error.line else error.line
    text = f"the document is not well-formed XML: {error}"
    if isinstance(error, TooDeepError):
        text = f"the document cannot be read: {error}"
    if located.cut_off:
        text = f"the document is cut off: {located.cut_off} ({error})"
        return MessageProblem("xml-cut-off", "error", text, line, error.column)
    return MessageProblem("xml-not-well-formed", "error", text, line, error.column)


def no_message(located: LocatedMessage, root: Element) -> ValidatedMessage:
    """Return the answer for a document in which there is no message."""
    words = namespace_words(namespace_of(root), local_name(root))
    reason = f"{words}, not an HL7 v3 message" if words else NOTHING
    if words is None:
        reason += f"; its root element is {local_name(root)}"
    hint = None if words or is_message(root) else "`--as ID` says what a message is"
    return unreadable(located.path, reason, hint, located.part)


def not_of_a_manual(located: LocatedMessage, words: str) -> ValidatedMessage:
    """Return the answer for an HL7 v3 document of another standard; what it is, in `words`."""
    hint = "`--as ID` judges it as what a MiM has all the same"
    return unreadable(located.path, f"{words}, not one of a MiM", hint, located.part)


def texts(
    located: LocatedMessage, root: Element, apart: Collection[Element] = ()
) -> Iterator[LocatedMessage]:
    """Yield the texts of a document that are documents, escaped or in base64, or hold some.

    `apart`: elements that are messages themselves.
    """
    if namespace_words(namespace_of(root), local_name(root)):
        return
    for element, text in texts_in(root, apart):
        place = inside(located, element.getroottree().getpath(element), "xml")
        if looks_like_xml(text) and HL7.encode() in text:
            yield place._replace(data=text, encoding="utf-8")
        elif text[:5].isalnum() or _has_sign(text):
            yield place._replace(data=text)


def _has_sign(text: bytes) -> bool:
    if b"_IN" not in text and b"hl7-org" not in text:
        return False
    from mimcli.messages.signs import has_sign  # noqa: PLC0415  (its patterns; few need them: 5 ms)

    return has_sign(text)


def is_within(fault: Fault, apart: frozenset[Element]) -> bool:
    """Return whether a fault is of something that is judged on its own.

    That this stands where it does, is the fault of what is around it.
    """
    element = fault.element
    if element is None:
        return False
    own = element in apart and not fault.problem.check.startswith(("schema-", "batch-"))
    return own or any(one in apart for one in element.iterancestors())
