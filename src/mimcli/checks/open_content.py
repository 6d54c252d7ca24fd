"""What stands where a message's schema lets any element stand: judged by the model it is of.

So a reimbursement claim carries the prescription and the notification that it is for. Its schema
looks at neither, as it declares neither. The `templateId` beside such an element names the message
type that it is of; without one, or if the manual has not that, it has to be right by one of the
models that begin with an element of its name.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mimcli.checks.explaining import Explainer, explainer_of, limited, listed, places_of
from mimcli.checks.faults import Checked, Fault
from mimcli.checks.flaw_words import CHECK_IDS, words_of
from mimcli.checks.flaws import Flaw
from mimcli.checks.places import Place
from mimcli.checks.quoting import quoted
from mimcli.checks.schema import faults_of_flaws, structure_of
from mimcli.model.answers.validation import MessageProblem
from mimcli.model.identifiers import parse_artefact_id
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_names import model_of
from mimcli.query.manual import Manual

CHECK = "schema-open-content"
_NAMING = "{*}templateId"


class _Judgement(NamedTuple):
    """What is to be said of an element that stands where any may."""

    flaws: list[Flaw]
    names: dict[Element, str]
    """The tags that misspelt elements in it should have."""
    reason: str | None = None
    """Why nothing judges it."""


def open_faults(checked: Checked) -> Iterator[Fault]:
    """Yield what is wrong with what stands where any element may, or that it is not judged."""
    explainer = explainer_of(checked)
    for element in open_elements(checked):
        flaws, names, reason = _judgement(checked.manual, element)
        if checked.names is not None:
            checked.names.more(names)
        if reason is not None and checked.chosen.wants(CHECK):
            yield _not_judged(explainer, element, reason)
        wanted = (
            (words_of(one), one) for one in flaws if checked.chosen.wants(CHECK_IDS[one.kind])
        )
        yield from faults_of_flaws(explainer, limited(wanted))


def _not_judged(explainer: Explainer, element: Element, reason: str) -> Fault:
    words = f"{local_name(element)} stands where any element may, and is not judged: {reason}"
    told = explainer.of(element)
    problem = MessageProblem(CHECK, "info", words, address=told.address, row=told.row)
    return Fault(problem, element)


def open_elements(checked: Checked) -> Iterator[Element]:
    """Yield the elements of a message that stand where any may, and that its schema has not."""
    places = places_of(checked.manual, checked.subject.artefact)
    begin = places.root(checked.element.tag, checked.subject.wrap)
    stack: list[tuple[Element, Place]] = [(checked.element, begin)] if begin else []
    while stack:
        element, place = stack.pop()
        onward: list[tuple[Element, Place]] = []
        for child in element.iterchildren("*"):
            if places.is_open(place, child.tag):
                yield child
                continue
            below = places.child(place, child.tag, child)
            if below is None and checked.names is not None:
                right = checked.names.of(child)
                below = places.child(place, right, child) if right is not None else None
            if below is not None:
                onward.append((child, below))
        stack += reversed(onward)


def _judgement(manual: Manual, element: Element) -> _Judgement:
    models = _models(manual, local_name(element))
    named = _named_beside(element)
    if named in models:
        return _by(manual, models[named], element)
    found = [_by(manual, path, element) for path in models.values()]
    right = next((one for one in found if not one.flaws), None)
    if right is not None:
        return right
    if named is not None:
        reason = (
            f"templateId names {quoted(named)}, which is no model of one in MiM {manual.version}"
        )
    elif len(found) == 1:
        return found[0]
    elif found:
        reason = f"no templateId beside it names which it is of {listed(tuple(models))}"
    else:
        reason = f"MiM {manual.version} has no model of one"
    return _Judgement([], {}, reason)


def _by(manual: Manual, path: str, element: Element) -> _Judgement:
    structure = structure_of(manual, path)
    flaws = list(structure.flaws(element))
    return _Judgement(flaws, structure.names)


def _named_beside(element: Element) -> str | None:
    """Return the message type that the `templateId` beside an element names."""
    for one in element.itersiblings(_NAMING, preceding=True):
        said = (one.get("extension") or "").strip()
        if parse_artefact_id(said) is not None:
            return said
    return None


@lru_cache(maxsize=256)
def _models(manual: Manual, name: str) -> dict[str, str]:
    """Return the models that begin with an element of a name, each with the path of its schema."""
    found: dict[str, str] = {}
    rows = manual.rows(
        "SELECT base, schema FROM schema_type WHERE name = ? AND kind = 'element'"
        " AND schema IS NOT NULL ORDER BY base",
        name,
    )
    for base, schema in rows:
        model = model_of(str(base))
        if model is not None:
            found.setdefault(model, str(schema))
    return found
