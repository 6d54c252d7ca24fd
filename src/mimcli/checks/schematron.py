"""The manual's own Schematron rules, over the messages that they are for."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mimcli.checks.explaining import Explainer, explainer_of
from mimcli.checks.faults import Checked, Fault
from mimcli.checks.orphans import joined_orphans
from mimcli.checks.schematron_sheet import Key, Sheet, is_clear, sheet_of, transform_of
from mimcli.checks.speaking import about
from mimcli.checks.templates import UNKNOWN, compares_names, unknown_beside
from mimcli.model.answers.validation import MessageProblem, Severity
from mimcli.parse.schematron import parse_schematron
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.manual import Manual
from mimcli.query.schemas import schema_file

_BEGINNING = re.compile(r"(error|information)\s*[:-]\s*", re.IGNORECASE)
"""With which the rules' texts begin, in several spellings."""


def check(checked: Checked) -> Iterator[Fault]:
    """Yield what the manual's rules find, each thing once, in the order of the files."""
    yield from joined_orphans(list(_found(checked)))


def _found(checked: Checked) -> Iterator[Fault]:
    root = checked.element
    sheets = sheets_for(checked.manual, local_name(root), [one.tag for one in root.iter()])
    wanted = [sheet for sheet in sheets if not is_clear(sheet, root)]
    if not wanted:
        return
    explainer = explainer_of(checked)
    seen: set[tuple[str, str]] = set()
    for transform in filter(None, map(transform_of, wanted)):
        for told in transform(checked.element).getroot():
            place, text = told.get("place") or "", "".join(map(str, told.itertext()))
            if (place, text) in seen:
                continue
            seen.add((place, text))
            element = _element_at(checked.element, place)
            unknown = list(_unknown_templates(checked, explainer, element, text))
            yield from unknown
            fault = _fault(explainer, told, element, " ".join(text.split()))
            if not unknown and checked.chosen.wants(fault.problem.check):
                yield fault


def sheets_for(manual: Manual, root: str, tags: Iterable[str]) -> tuple[Sheet, ...]:
    """Return the patterns for a message of a root's local name, whose elements have these tags."""
    return _wanted(manual, root, _tags_of(manual).intersection(tags))


def _unknown_templates(
    checked: Checked, explainer: Explainer, element: Element, text: str
) -> Iterator[Fault]:
    """Yield that one of two names is of no template: the rule blames the other."""
    if not checked.chosen.wants(UNKNOWN) or not compares_names(text):
        return
    from mimcli.checks.rules import fault_of  # noqa: PLC0415  (few messages have such a fault)

    for one, remark in unknown_beside(checked.manual, element):
        yield fault_of(remark, one, explainer)


def _fault(explainer: Explainer, told: Element, element: Element, text: str) -> Fault:
    begins = _BEGINNING.match(text)
    words = text[begins.end() :] if begins else text
    severity: Severity = "error"
    if begins and begins[1].casefold() == "information":
        severity = "info"
    elif local_name(told) == "report" and not begins:
        severity = "warning"  # it may be for messages of one domain only
    element, attribute = about(element, words)
    where = explainer.of(element, attribute)
    identifier = f"schematron-{local_name(told)}"
    problem = MessageProblem(identifier, severity, words, address=where.address, row=where.row)
    return Fault(problem, element, attribute)


def _element_at(root: Element, place: str) -> Element:
    """Return the element of a place: numbers among the elements at each level, the root's first."""
    element = root
    for step in place.split("/")[1:-1]:
        children = [child for child in element if isinstance(child.tag, str)]
        element = children[int(step)]
    return element


def _gated(sheets: list[Sheet]) -> Iterator[Sheet]:
    """Yield the sheets of one file; if it has rules for documents, they are for documents only."""
    keys = (key for sheet in sheets for key in sheet.keys)
    gate = next((key for key in keys if key.tag and key.tag.endswith("}ClinicalDocument")), None)
    return (sheet._replace(gate=gate) for sheet in sheets)


@lru_cache(maxsize=1024)
def _wanted(manual: Manual, root: str, tags: frozenset[str]) -> tuple[Sheet, ...]:
    """Return the sheets for messages of a root that have, of the tags that matter, these."""
    met = {key for key in _keys_of(manual) if _is_met(key, root, tags)}
    return tuple(sheet for sheet in sheets_of(manual) if _is_for(sheet, met))


@lru_cache(maxsize=8)
def _tags_of(manual: Manual) -> frozenset[str]:
    return frozenset(key.tag for key in _keys_of(manual) if key.tag is not None)


@lru_cache(maxsize=8)
def _keys_of(manual: Manual) -> tuple[Key, ...]:
    sheets = sheets_of(manual)
    keys = [key for sheet in sheets for key in (*sheet.keys, sheet.gate) if key is not None]
    return tuple(dict.fromkeys(keys))


def _is_for(sheet: Sheet, met: set[Key]) -> bool:
    return (sheet.gate is None or sheet.gate in met) and not met.isdisjoint(sheet.keys)


def _is_met(key: Key, root: str, tags: frozenset[str]) -> bool:
    if key.roots:
        return root.startswith(key.roots)
    return key.tag is None or key.tag in tags


@lru_cache(maxsize=8)
def sheets_of(manual: Manual) -> tuple[Sheet, ...]:
    """Return the patterns of a manual's Schematron files."""
    rows = manual.rows(
        "SELECT path FROM file WHERE key LIKE 'schematrons/%.xml' OR key LIKE '%.sch' ORDER BY key"
    )
    sheets: list[Sheet] = []
    for (path,) in rows:
        statement = parse_schematron(path, schema_file(manual, path).read_bytes())
        if statement is not None:
            sheets += _gated(
                [sheet_of(pattern, statement.namespaces) for pattern in statement.patterns]
            )
    return tuple(sheets)
