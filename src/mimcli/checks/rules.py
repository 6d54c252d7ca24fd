"""The walk over a message that its schema accepts: each element's rules, compiled once a place.

Most elements cost a look into a dictionary and no rule at all. Whatever a rule finds is explained
only then.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mimcli.checks.code_rules import code_rules
from mimcli.checks.explaining import Explainer, explainer_of, limited, places_of, told_of
from mimcli.checks.faults import Checked, Fault, Names
from mimcli.checks.flavour_rules import flavour_rules
from mimcli.checks.id_rules import id_rules, system_rules
from mimcli.checks.incomplete import missing_root_rule, missing_system_rule
from mimcli.checks.model_rules import attribute_rules, count_rules, value_rules
from mimcli.checks.places import Place, Places
from mimcli.checks.registry import check_of
from mimcli.checks.remarks import Remark, Rule, wanted
from mimcli.checks.templates import NAMES, names_templates, template_rule, template_values
from mimcli.checks.time_rules import time_rule
from mimcli.checks.unit_rules import unit_rules
from mimcli.checks.vocabularies import Vocabularies
from mimcli.model.answers.validation import MessageProblem, Severity
from mimcli.model.validation import Subject
from mimcli.parse.xmlio import XSI_TYPE, Element
from mimcli.query.fixed_in_words import FixedInWords
from mimcli.query.manual import Manual

DOCUMENT = "{urn:hl7-org:v3}ClinicalDocument"
"""A clinical document."""

_TIMES = ("ts", "ts_uncertain")
"""The simple types of points in time."""


def check(checked: Checked) -> Iterator[Fault]:
    """Yield what the rules find wrong with a message, in the order of its elements."""
    found = rules_of(checked).remarks(checked.element, checked.subject.wrap, checked.names)
    remarks = ((one[1].message, one) for one in wanted(found, checked.chosen))
    yield from faults_of_remarks(checked, limited(remarks))


def rules_of(checked: Checked) -> "Rules":
    """Return the rules that are for a message."""
    return _rules_of(checked.manual, checked.subject.artefact)


def faults_of_remarks(
    checked: Checked, remarks: Iterable[tuple[tuple[Element, Remark], str]]
) -> Iterator[Fault]:
    """Yield the faults that remarks on elements are, each in the words that go with it."""
    subject = checked.subject
    explainer = explainer_of(checked)
    for (element, remark), words in remarks:
        severity = _severity(remark, element, subject)
        yield fault_of(remark._replace(message=words, severity=severity), element, explainer)


def _severity(remark: Remark, element: Element, subject: Subject) -> Severity | None:
    """Return a remark's severity: a warning for a code in a clinical document as it is sent.

    The generic document names the vocabularies of no domain, whether it stands alone or in an
    interaction; each template has its own.
    """
    if remark.template is not None:
        return remark.severity  # whose own vocabularies these are
    if check_of(remark.check).family == "codes" and subject.kind != "cda_templated":
        around = (element, *element.iterancestors(DOCUMENT))
        if any(one.tag == DOCUMENT for one in around):
            return "warning"
    return remark.severity


def fault_of(remark: Remark, element: Element, explainer: Explainer) -> Fault:
    """Return the fault that a remark on an element is, with what the models say of the place."""
    if remark.template is not None:
        places = places_of(explainer.manual, remark.template.trail.artefact)
        told = told_of(places, remark.template, remark.attribute)
    elif remark.child is not None:
        told = explainer.of_child(element, remark.child)
    else:
        told = explainer.of(element, remark.attribute)
    problem = MessageProblem(
        remark.check,
        remark.severity or check_of(remark.check).severity,
        remark.message,
        address=told.address,
        found=remark.found,
        allowed=remark.allowed,
        nearest=remark.nearest,
        row=told.row,
        hint=f"did you mean {remark.nearest}?" if remark.nearest else remark.hint,
    )
    missing = remark.child if remark.check == "table-missing" else None
    return Fault(problem, element, remark.attribute, child=missing)


@lru_cache(maxsize=64)
def _rules_of(manual: Manual, artefact: str) -> "Rules":
    return Rules(places_of(manual, artefact), vocabularies_of(manual))


@lru_cache(maxsize=8)
def vocabularies_of(manual: Manual) -> Vocabularies:
    """Return the vocabularies of a manual, each read once."""
    return Vocabularies(manual)


class Rules:
    """The rules of the messages of one artefact."""

    def __init__(self, places: Places, vocabularies: Vocabularies) -> None:
        self.places = places
        self._vocabularies = vocabularies
        self._words = FixedInWords(places.manual, places.models)
        self._wrappers = frozenset(places.models.wrappers(places.artefact)) - {places.artefact}

    def remarks(
        self, root: Element, wrap: str | None, names: Names | None = None
    ) -> Iterator[tuple[Element, Remark]]:
        """Yield what the rules say, element by element; nothing is copied or kept."""
        place = self.places.root(root.tag, wrap)
        if place is not None:
            yield from self.remarks_within(root, place, names)

    def place_below(
        self, place: Place, element: Element, names: Names | None = None
    ) -> Place | None:
        """Return the place of an element within one of a place."""
        below = self.places.child(place, element.tag)
        if below is None and names is not None:
            below = self._meant(place, element, names)
        if below is not None and below.typed and (named := element.get(XSI_TYPE)) is not None:
            return self.places.of_type(below, named)
        return below

    def _meant(self, place: Place, element: Element, names: Names) -> Place | None:
        """Return the place of an element that is misspelt, if it is known what is meant."""
        right = names.of(element)
        return self.places.child(place, right) if right is not None else None

    def remarks_within(  # noqa: C901, PLR0912 (one loop, without a call for what is right)
        self, root: Element, place: Place, names: Names | None = None
    ) -> Iterator[tuple[Element, Remark]]:
        """Yield the same of an element at a place, and of all below it."""
        yield from self.told(root, place)
        stack: list[tuple[Iterator[Element], Place]] = [(iter(root), place)]
        while stack:
            children, place = stack[-1]
            known = place.children
            naming = place.naming
            if naming is None:
                naming = place.naming = names_templates(self.places, place)
            for child in children:
                # Without a call for an element of which nothing is wrong but those of its rules.
                tag = child.tag
                below = known[tag] if tag in known else self.places.child(place, tag)
                if below is None and names is not None:
                    below = self._meant(place, child, names)
                if below is None:
                    continue
                if below.typed and (named := child.get(XSI_TYPE)) is not None:
                    below = self.places.of_type(below, named)
                rules = below.rules
                if rules is None:
                    rules = self._compiled(below)
                if naming and below.value:
                    yield from self._told_by_template(child, below)
                else:
                    for rule in rules:
                        if rule(child) is not None:
                            yield from self.told(child, below)
                            break
                if len(child):
                    stack.append((iter(child), below))
                    break
            else:
                stack.pop()

    def told(self, element: Element, place: Place) -> Iterator[tuple[Element, Remark]]:
        """Yield what the rules say of one element."""
        for remark in self.remarks_on(element, place):
            yield element, remark

    def _told_by_template(self, element: Element, place: Place) -> Iterator[tuple[Element, Remark]]:
        """Yield what the template that the class around a value names says of it.

        That goes before what the generic table says; where there is none, that says it.
        """
        manual, judged = self.places.manual, False
        for own in template_values(manual, element):
            judged = True
            for remark in _rules_of(manual, own.places.artefact).remarks_on(element, own.place):
                yield element, remark._replace(template=own.found(element))
        if not judged:
            yield from self.told(element, place)

    def remarks_on(self, element: Element, place: Place) -> list[Remark]:
        """Return what the rules of one place say of an element, however it came there."""
        return [remark for rule in self._compiled(place) if (remark := rule(element))]

    def _compiled(self, place: Place) -> tuple[Rule, ...]:
        """Return the rules of a place, made when it is first met."""
        if place.rules is None:
            place.value = not self.places.models.types.is_class(place.node.type)
            place.rules = tuple(self._made(place))
        return place.rules

    def _made(self, place: Place) -> Iterator[Rule]:
        models, node = self.places.models, place.node
        if node.view is not None and node.view.artefact in self._wrappers:
            yield from flavour_rules(self.places.manual, models, node)
        yield from value_rules(models, node)
        if models.types.is_class(node.type):
            below = self.places.below(place)
            yield from attribute_rules(models, below, self._vocabularies)
            yield from count_rules(below)
            return
        if node.type is None:
            return
        types = models.types
        # By its attributes: what derives from a datatype need not say so.
        has = {part.name: part.type for part in types.parts(node.type) if part.kind == "attribute"}
        if "code" in has:
            yield from code_rules(models, node, self._vocabularies, self._words)
        if "codeSystem" in has:
            missing = missing_system_rule(self.places.manual, models, node, self._vocabularies)
            yield from system_rules(types, node.type, self._vocabularies, missing)
        if "root" in has and "extension" in has:
            missing = missing_root_rule(node)
            yield from id_rules(types, node.type, self._vocabularies, missing)
            if node.name in NAMES:
                yield template_rule(self.places.manual)
        if "unit" in has:
            yield from unit_rules(self.places.manual, node)
        if has.get("value") in _TIMES:
            yield time_rule
