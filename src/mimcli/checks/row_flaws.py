"""What is wrong with a row of elements: from the steps that mend it to what is told."""

from collections.abc import Iterator, Sequence

from mimcli.checks.alignment import FITS, INSERT, RENAME, SKIP, Step
from mimcli.checks.content import START, Content, Position, State
from mimcli.checks.flaws import Flaw
from mimcli.parse.xmlio import Element


def row_flaws(
    element: Element,
    children: Sequence[Element],
    tags: Sequence[str],
    content: Content,
    steps: Sequence[Step],
) -> Iterator[Flaw]:
    """Yield the flaws that steps stand for; what is left out and missing elsewhere is misplaced."""
    skipped = {tags[step.child] for step in steps if step.action == SKIP}
    for number, step in enumerate(steps):
        if step.action == RENAME:
            places = [content.positions[at] for at in (step.position, *step.others)]
            yield _renamed(children[step.child], places)
        elif step.action == SKIP:
            child, tag = children[step.child], tags[step.child]
            yield _left_out(child, tag, content, steps, number)
        elif step.action == INSERT:
            position = content.positions[step.position]
            if position.tag not in skipped:
                yield _missing(element, content, steps, number)


def _renamed(child: Element, places: Sequence[Position]) -> Flaw:
    name = name_of(child.tag)
    if name == places[0].name:
        namespace = child.tag.rpartition("}")[0].removeprefix("{")
        wanted = places[0].tag.rpartition("}")[0].removeprefix("{")
        return Flaw("namespace", child, name, namespace, (wanted,))
    names = tuple(dict.fromkeys(place.name for place in places))
    return Flaw("renamed-element", child, name, name, names)


def _left_out(
    child: Element, tag: str, content: Content, steps: Sequence[Step], number: int
) -> Flaw:
    inserted = {content.positions[one.position].tag for one in steps if one.action == INSERT}
    step, name = steps[number], name_of(tag)
    before = _last_that_fits(content, steps, number)
    allowed = tuple(dict.fromkeys(content.positions[at].name for at in step.allowed))
    if tag not in content.exact:
        elsewhere = [one for one in content.positions if one.name == name]
        if elsewhere:
            return _renamed(child, elsewhere[:1])
        return Flaw("unknown-element", child, name, name, content.names(), sibling=before)
    if tag not in inserted and is_used_up(content, steps, tag):
        limit = str(max(content.positions[at].max or 0 for at in content.exact[tag]))
        return Flaw("repeated-element", child, name, name, allowed, limit, before)
    place = _place_of(content, steps, tag)
    return Flaw("misplaced-element", child, name, name, allowed, sibling=before, place=place)


def is_used_up(content: Content, steps: Sequence[Step], tag: str) -> bool:
    """Return whether there are as many elements of a tag as there may be, or none is known."""
    known = content.exact.get(tag)
    if known is None:
        return True
    most = [content.positions[at].max for at in known]
    used = [one for one in steps if one.action in (FITS, RENAME) and one.position in known]
    return bool(used) and None not in most and len(used) >= max(one or 0 for one in most)


def _place_of(content: Content, steps: Sequence[Step], tag: str) -> str | None:
    """Return the element after which a misplaced one belongs, if it can stand there at all."""
    standing = [step.position for step in steps if step.action != SKIP]
    for wanted in content.exact[tag]:
        inserted = [
            number
            for number, step in enumerate(steps)
            if step.action == INSERT and wanted in (step.position, *step.others)
        ]
        if inserted:
            return _last_that_fits(content, steps, inserted[0])
        after = max((at for at, one in enumerate(standing) if one <= wanted), default=-1)
        row = [*standing[: after + 1], wanted, *standing[after + 1 :]]
        state: State | None = START
        for one in row:
            if state is None or one not in content.onward(state):
                state = None
                break
            state = content.entered(state, one)
        if state is not None and content.ends(state):
            return content.positions[standing[after]].name if after >= 0 else ""
    return None


def _missing(element: Element, content: Content, steps: Sequence[Step], number: int) -> Flaw:
    step = steps[number]
    positions = [content.positions[at] for at in (step.position, *step.others)]
    names = tuple(dict.fromkeys(position.name for position in positions))
    before = _last_that_fits(content, steps, number)
    count = sum(
        1
        for one in steps
        if one.action == FITS and content.positions[one.position] in positions[:1]
    )
    least = positions[0].min
    found = None if least <= 1 else str(count)
    reason = "" if least <= 1 else str(least)
    return Flaw("missing-element", element, names[0], found, names, reason, before)


def _last_that_fits(content: Content, steps: Sequence[Step], number: int) -> str:
    for step in reversed(steps[:number]):
        if step.action in (FITS, RENAME, INSERT):
            return content.positions[step.position].name
    return ""


def name_of(tag: str) -> str:
    """Return the local name of a tag."""
    return tag.rpartition("}")[2]
