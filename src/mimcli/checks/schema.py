"""What a schema refuses, found by the walk and told in plain words."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mimcli.checks.explaining import Explainer, Told, explainer_of, limited
from mimcli.checks.faults import Checked, Fault
from mimcli.checks.flaw_words import CHECK_IDS, nearest_of, places_told, words_of
from mimcli.checks.flaws import Flaw
from mimcli.checks.grammar import Grammar
from mimcli.checks.libxml_errors import libxml_errors
from mimcli.checks.structure import Structure
from mimcli.checks.version_codes import version_meant
from mimcli.model.answers.validation import MessageProblem
from mimcli.model.identifiers import parse_artefact_id
from mimcli.parse.xmlio import Element, local_name, namespace_of_tag
from mimcli.query.manual import Manual
from mimcli.query.schemas import schema_closure, schema_file


def refusals(checked: Checked) -> Iterator[Fault]:
    """Yield what is wrong with the structure of a message that its schema has just refused.

    Each fault once, in plain words. The walk tells it; what only libxml2 finds is kept in its own
    words.
    """
    explainer = explainer_of(checked)
    flaws = list(flaws_of(checked))
    if checked.names is not None:
        checked.names.found(structure_of(checked.manual, checked.subject.schema).names)
    wanted = ((words_of(one), one) for one in flaws if checked.chosen.wants(CHECK_IDS[one.kind]))
    yield from faults_of_flaws(explainer, limited(wanted))
    places = places_told(flaws)
    for fault in libxml_errors(checked):
        if checked.chosen.wants(fault.problem.check) and not _is_told(fault.element, places):
            yield fault


def faults_of_flaws(explainer: Explainer, flaws: Iterable[tuple[Flaw, str]]) -> Iterator[Fault]:
    """Yield the faults that flaws are, each in the words that go with it."""
    explainer = explainer.remembering()
    for flaw, words in flaws:
        yield _fault(flaw, explainer, words)


def _is_told(element: Element | None, places: set[Element]) -> bool:
    """Return whether something was told of the place that libxml2 blames."""
    if element is None:
        return bool(places)
    return not places.isdisjoint((element, element.getparent(), *element))


def flaws_of(checked: Checked) -> Iterator[Flaw]:
    """Yield the flaws of a message's structure, whatever libxml2 says of it."""
    subject = checked.subject
    structure = structure_of(checked.manual, subject.schema)
    wrapped = None
    if subject.wrap:
        namespace = namespace_of_tag(checked.element.tag)
        wrapped = namespace, subject.wrap
    yield from structure.flaws(checked.element, wrapped)


def _due(flaw: Flaw) -> str | None:
    """Return the name of the element that is missing: that one which is there is misspelt, too."""
    if flaw.kind == "renamed-element":
        return flaw.allowed[0]
    return flaw.name if flaw.kind in ("missing-element", "namespace") else None


def names_of(checked: Checked) -> dict[Element, str]:
    """Return the tags that misspelt elements should have; none where the schema accepts all."""
    if checked.schema.validate(checked.element):
        return {}
    for _ in flaws_of(checked):
        pass
    return structure_of(checked.manual, checked.subject.schema).names


@lru_cache(maxsize=32)
def structure_of(manual: Manual, schema: str) -> Structure:
    """Return the structure of the messages of a schema file."""
    files = (schema_file(manual, path).read_bytes() for path in schema_closure(manual, schema))
    return Structure(Grammar(files))


def _fault(flaw: Flaw, explainer: Explainer, words: str) -> Fault:
    identifier = CHECK_IDS[flaw.kind]
    above = flaw.element.getparent()
    if flaw.kind == "missing-element":
        told = explainer.of_child(flaw.element, flaw.name)
    elif flaw.kind in ("renamed-element", "namespace") and above is not None:
        right = flaw.name if flaw.kind == "namespace" else flaw.allowed[0]
        told = explainer.of_child(above, right)
    elif flaw.kind == "renamed-attribute":
        told = explainer.of(flaw.element, flaw.allowed[0])
    elif flaw.kind == "unknown-attribute":
        told = explainer.of(flaw.element, nearest_of(flaw) or flaw.name)
    else:
        told = explainer.of(flaw.element, flaw.name if flaw.attribute else None)
    narrow = _narrowed(flaw, told)
    if narrow is not flaw:
        words = words.replace(words_of(flaw), words_of(narrow))
    near = _nearest(narrow, told, explainer.manual)
    problem = MessageProblem(
        identifier,
        "error",
        words,
        address=told.address,
        found=flaw.found,
        allowed=narrow.allowed,
        nearest=near,
        row=told.row,
        hint=f"did you mean {near}?" if near else _where_else(flaw, explainer),
    )
    return Fault(
        problem,
        flaw.element,
        flaw.name if flaw.attribute else None,
        _meant(flaw, near),
        _due(flaw),
        flaw.found if flaw.kind == "text" else None,
        flaw if words == words_of(narrow) else None,
    )


def _nearest(flaw: Flaw, told: Told, manual: Manual) -> str | None:
    """Return which of what is allowed is meant; of versions as near, that of the message."""
    near = nearest_of(flaw)
    if near is None or flaw.kind != "value" or flaw.found is None:
        return near
    artefact = (told.address or "").partition(".")[0]
    return version_meant(flaw.found, near, flaw.allowed, manual.version, artefact)


def _where_else(flaw: Flaw, explainer: Explainer) -> str | None:
    """Return where, close by, an element could stand that is unknown where it is."""
    around = flaw.element.getparent()
    if flaw.kind != "unknown-element" or around is None:
        return None
    for place, where in (
        (around.getparent(), "around it"),
        (flaw.element.getprevious(), "before it"),
    ):
        is_element = place is not None and isinstance(place.tag, str)
        if place is not None and is_element and explainer.has_child(place, flaw.name):
            return f"{local_name(place)}, {where}, has an element {flaw.name}"
    return None


def _narrowed(flaw: Flaw, told: Told) -> Flaw:
    """Return a flaw of an attribute with the one value that is right of several, if it is known."""
    if not flaw.attribute or flaw.kind not in ("value", "missing-attribute"):
        return flaw
    right = _interaction_due(told) or _fixed_by_the_table(told)
    if right is None or (flaw.allowed and right not in flaw.allowed):
        return flaw
    return flaw._replace(allowed=(right,))


def _interaction_due(told: Told) -> str | None:
    """Return the interaction that a message's `interactionId` has to name; None elsewhere."""
    artefact, _, path = (told.address or "").partition(".")
    parsed = parse_artefact_id(artefact) if path == "interactionId.extension" else None
    return artefact if parsed is not None and parsed.kind_code == "IN" else None


def _fixed_by_the_table(told: Told) -> str | None:
    line = told.node.line if told.node is not None else None
    fixed = line.fixed.strip() if line is not None and line.fixed else ""
    return fixed if len(fixed.split()) == 1 else None


def _meant(flaw: Flaw, near: str | None) -> str | None:
    """Return the name of the attribute that a misspelt one is taken for."""
    if flaw.kind == "renamed-attribute":
        return flaw.allowed[0]
    return near if flaw.kind == "unknown-attribute" else None
