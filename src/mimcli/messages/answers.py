"""What is said of a message: the answer's record, and problems with their places."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mimcli.checks.faults import Fault
from mimcli.model.answers.validation import MessageProblem, Status, ValidatedMessage
from mimcli.model.validation import LocatedMessage, Subject
from mimcli.parse.xmlio import Element, line_of

if TYPE_CHECKING:
    from mimcli.checks.xpaths import XPaths
    from mimcli.messages.places import Place


def answer(
    located: LocatedMessage,
    status: Status,
    *,
    subject: Subject | None = None,
    element: Element | None = None,
    root: str | None = None,
    why: str | None = None,
    hint: str | None = None,
    problems: tuple[MessageProblem, ...] = (),
) -> ValidatedMessage:
    """Return the answer for a message."""
    own = _own_id(element) if subject and element is not None and subject.kind in WHOLE else None
    line = located.line
    if element is not None and located.exact:
        line += line_of(element) - 1
    kind, artefact, mim, nearest_of = None, None, None, None
    if subject is not None:
        kind, artefact, root, _, mim, why, _, _, nearest_of = subject
    own_id, own_line = None, 0
    if own is not None:
        own_id, own_line = own.get("root"), line_in_file(own, located)
    # By position, in the record's order: by name takes three times as long, for each message.
    path, _, container, part, *_ = located
    return ValidatedMessage(
        *(path, part, line, located.exact, status, container),
        *(kind, artefact, root, mim, why, nearest_of),
        *(hint, problems, own_id, own_line),
    )


WHOLE = ("interaction", "batch")
"""What has an id of its own."""


def _own_id(root: Element) -> Element | None:
    """Return the element that has a message's own id, which is a UUID."""
    own = next(root.iterchildren("{*}id"), None)
    return None if own is None or own.get("extension") is not None else own


def line_in_file(element: Element, located: LocatedMessage) -> int:
    """Return the line of an element: in the file, or in the part of it that was decoded."""
    return line_of(element) + (located.line - 1 if located.exact else 0)


def unreadable(
    path: str, reason: str, hint: str | None = None, part: str | None = None, line: int = 0
) -> ValidatedMessage:
    """Return the answer for a file, or a part of one, of which no message could be made."""
    place = LocatedMessage(path, b"", part=part, line=line)
    return answer(place, "unreadable", why=reason, hint=hint)._replace(container=None)


def internal_fault(error: Exception) -> tuple[str, str]:
    """Return what to say of an exception that nothing expected, and what to do about it."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__"))
        if module.startswith("mimcli."):
            where = f" in {module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    what = " ".join(str(error).split())[:_LONGEST_FAULT]
    said = f"{type(error).__name__}: {what}" if what else type(error).__name__
    return f"a fault within mim itself ({said}{where}): this file is not judged", _REPORT


_LONGEST_FAULT = 200
_REPORT = (
    "please report it with this line, the output of `mim --version` and, if it may be, the file"
)


def placed(
    located: LocatedMessage,
    faults: Iterable[Fault],
    encoding: str | None,
    numbers: Mapping[Element, int] | None = None,
) -> tuple[MessageProblem, ...]:
    """Return the problems of faults with lines, columns and XPaths, in the document's order.

    `numbers` are those of the elements in the document, where not all of it is there any more.
    """
    faults = list(faults)
    if not faults:
        return ()
    wanted = [(one.element, one.thing) for one in faults if one.element is not None]
    places = _places(located, wanted, encoding, numbers)
    xpaths = _xpaths(located, wanted[0][0]) if wanted else None
    problems: list[MessageProblem] = []
    for fault in faults:
        problem = fault.problem
        if xpaths is not None and fault.element is not None:
            path = problem.xpath or xpaths.plain(fault.element)
            problem = problem._replace(xpath=path)
            place = places.get((fault.element, fault.thing))
            if place is not None:
                problem = problem._replace(line=place.line, column=place.column)
        problems.append(in_file(problem, located))
    return tuple(sorted(problems, key=lambda one: (one.line, one.column)))


def _xpaths(located: LocatedMessage, element: Element) -> "XPaths":
    from mimcli.checks.xpaths import XPaths, xpaths_of  # noqa: PLC0415  (few are wrong)

    root = element.getroottree().getroot()
    return xpaths_of(root) if located.several else XPaths(root)


def _places(
    located: LocatedMessage,
    wanted: list[tuple[Element, str | None]],
    encoding: str | None,
    numbers: Mapping[Element, int] | None,
) -> "dict[tuple[Element, str | None], Place]":
    from mimcli.messages.places import (  # noqa: PLC0415  (expat: 2 ms, where something is wrong)
        places_in_file,
        places_of,
    )

    if located.file is None:
        return places_of(located.data, wanted, encoding, numbers, again=located.several)
    found = places_in_file(located.file, (element for element, _ in wanted), numbers)
    return {one: found[one[0]] for one in wanted if one[0] in found}


def in_file(problem: MessageProblem, located: LocatedMessage) -> MessageProblem:
    """Return a problem with its place in the file, if the document's lines are the file's."""
    if not located.exact or not problem.line:
        return problem
    column = problem.column
    if problem.line == 1 and column:
        column += located.column - 1
    return problem._replace(line=problem.line + located.line - 1, column=column)
