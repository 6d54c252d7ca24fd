"""An element that stands in the wrong parent: missing in one, too much in another, one problem.

Both were found where they are, and this is what they have to do with each other. It is told of
what lies close together: in the parent, in a child and in a neighbour of the one that lacks it.
"""

from collections.abc import Sequence
from operator import itemgetter

from mimcli.checks.faults import Fault
from mimcli.parse.xmlio import local_name

_ASTRAY = ("unknown-element", "repeated-element", "misplaced-element")
"""Kinds of flaws of an element that may belong elsewhere."""


def joined(faults: Sequence[Fault]) -> list[Fault]:
    """Return faults, of which those of an element that was moved are one, in their order."""
    lacking: dict[str, list[Fault]] = {}
    for one in faults:
        if one.flaw is not None and one.flaw.kind == "missing-element":
            for name in one.flaw.allowed:
                lacking.setdefault(name, []).append(one)
    if not lacking:
        return list(faults)
    told: list[Fault] = []
    gone: set[int] = set()
    for one in faults:
        due = _where_due(one, lacking, gone)
        if due is None:
            told.append(one)
        else:
            gone.add(id(due))
            told.append(_moved(one, due))
    return [one for one in told if id(one) not in gone]


def _where_due(fault: Fault, lacking: dict[str, list[Fault]], gone: set[int]) -> Fault | None:
    """Return the fault of the place in which an element that is astray is missing, if one is near.

    The nearest is the one around what it stands in, then the one just before it.
    """
    flaw = fault.flaw
    if flaw is None or flaw.kind not in _ASTRAY:
        return None
    around = flaw.element.getparent()
    above = None if around is None else around.getparent()
    found: list[tuple[int, Fault]] = []
    for one in lacking.get(flaw.name, ()):
        place = one.element
        if place is None or around is None or id(one) in gone:
            continue
        if place is above:
            return one
        if place.getparent() is around:
            found.append((0 if flaw.element.getprevious() is place else 1, one))
        elif above is not None and place.getparent() is above:
            found.append((2, one))
    return min(found, key=itemgetter(0))[1] if found else None


def _moved(fault: Fault, due: Fault) -> Fault:
    """Return the fault of an element that belongs where another fault says that it is missing."""
    flaw, missing = fault.flaw, due.flaw
    assert flaw is not None  # noqa: S101  (it was found by it)
    assert missing is not None  # noqa: S101  (as that)
    around = flaw.element.getparent()
    assert around is not None  # noqa: S101  (as that)
    place, name = missing.element, local_name(missing.element)
    if name == local_name(around):
        name += " around it" if place is around.getparent() else " beside it"
    where = f"after {missing.sibling}" if missing.sibling else "as its first element"
    words = f"{flaw.name} stands in {local_name(around)}; it belongs in {name} {where}"
    problem = fault.problem._replace(message=words, allowed=(), nearest=None, hint=None)
    if flaw.name == missing.name:
        problem = problem._replace(address=due.problem.address, row=due.problem.row)
    return fault._replace(problem=problem, child=flaw.name)
