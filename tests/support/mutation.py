"""What the checks make of mutants: each fault found at its place, or legal, and by which rule.

Run as a program (`python -m support.mutation 40` in `tests/`, MIM_REAL_ZIP set or not; the second
argument is a cache folder) it prints the table of a full run.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from mimcli.checks.explaining import Explainer, places_of
from mimcli.checks.faults import Checked, Fault
from mimcli.checks.id_rules import NHS_NUMBER
from mimcli.checks.moved import joined
from mimcli.checks.open_content import open_elements
from mimcli.checks.places import Places
from mimcli.checks.registry import choose_checks
from mimcli.checks.rules import vocabularies_of
from mimcli.checks.run import faults_of
from mimcli.messages.candidates import Candidate
from mimcli.messages.judges import Judges
from mimcli.messages.roots import root_facts
from mimcli.messages.schemas import compiled
from mimcli.query.explain_facts import stated_vocabulary
from mimcli.query.manual import Manual
from mimcli.query.opening import open_read_only
from support.mutants import Element, Mutant, mutants

EVERYTHING = choose_checks([], [])


class Judged(NamedTuple):
    """An example that is valid, and what judges it."""

    path: Path
    root: Element
    candidate: Candidate


class Outcome(NamedTuple):
    """What became of a mutant."""

    kind: str
    verdict: str
    """`found`, `elsewhere`, `legal`, `missed` (no reason why it should be legal), `disagrees` (the
    walk and libxml2 do not agree on whether it is valid)."""
    reason: str
    """The check that found it; why it is legal."""
    detail: str
    told: int
    """How many faults were told."""
    address: str | None = None
    """Of the place, as `mim explain` takes it."""


def open_manual(cache: Path, version: str | None = None) -> Manual:
    """Return a manual of a cache."""
    indexes = sorted(cache.glob("index-v*/*.db"))
    index = next(one for one in indexes if version in (None, one.stem.partition("+")[0]))
    (tree,) = cache.glob(f"tree-v*/{index.stem}")
    return Manual(index.stem.partition("+")[0], "cache", open_read_only(index), tree)


def judged_examples(manual: Manual, part: int = 0, parts: int = 1) -> Iterator[Judged]:
    """Yield the examples of a manual that its schemas accept; of `parts` of them only one."""
    assert manual.tree is not None
    judges = Judges([manual], reason="as asked")
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    paths = [
        path
        for folder in ("Examples", "TemplatedExamples")
        for path in sorted((manual.tree / folder).rglob("*.xml"))
    ]
    # Neighbours share schemas, which take the most time to compile.
    for path in paths[len(paths) * part // parts : len(paths) * (part + 1) // parts]:
        root = etree.parse(path, parser).getroot()
        for candidate in judges.candidates(root_facts(root, str(path)), str(path)):
            if compiled(candidate.schema).validate(root):
                yield Judged(path, root, candidate)
                break


def outcomes(judged: Judged, random_: random.Random, number: int) -> Iterator[Outcome]:
    """Yield what becomes of mutants of an example."""
    of_original = joined(list(faults_of(checked(judged, judged.root))))
    before = Counter(_told(fault) for fault in of_original)
    for mutant in mutants(judged.root, random_, number):
        message = checked(judged, mutant.root)
        faults = joined(list(faults_of(message)))
        left = Counter(before)
        new: list[Fault] = []
        for fault in faults:
            key = _told(fault)
            if left[key]:
                left[key] -= 1
            else:
                new.append(fault)
        yield _outcome(mutant, message, new)


def checked(judged: Judged, root: Element) -> Checked:
    """Return a message under check, judged as an example is."""
    candidate = judged.candidate
    schema = compiled(candidate.schema)
    return Checked(root, candidate.subject, candidate.manual, schema, EVERYTHING)


def _told(fault: Fault) -> tuple[str, str]:
    return fault.problem.check, fault.problem.message


def _outcome(mutant: Mutant, message: Checked, new: list[Fault]) -> Outcome:
    detail = f"{mutant.detail} in {etree.QName(mutant.place).localname}"
    accepts = message.schema.validate(mutant.root)
    told = [one for one in new if one.problem.check.startswith("schema-")]
    within_open = {one for top in open_elements(message) for one in top.iter()}
    if accepts == any(one.element not in within_open for one in told):
        return Outcome(mutant.kind, "disagrees", str(accepts), detail, len(new))
    if mutant.kind == "repeat":
        # What is wrong with the twin is as wrong with the one that it is made from.
        within = set(mutant.place.iterdescendants())
        new = [one for one in new if one.element not in within or one in told]
        here = [one for one in new if one.element in within | _around(mutant)]
    else:
        here = [one for one in new if one.element in _around(mutant)]
    if here:
        problem = here[0].problem
        return Outcome(mutant.kind, "found", problem.check, detail, len(new), problem.address)
    if new:
        return Outcome(mutant.kind, "elsewhere", new[0].problem.check, detail, len(new))
    reason = why_legal(mutant, message)
    return Outcome(mutant.kind, "legal" if reason else "missed", reason, detail, 0)


def _around(mutant: Mutant) -> set[Element]:
    """Return the place of a fault: the element, those beside it, in it, and around it.

    Which of two elements in the wrong order is to be blamed is anybody's choice.
    """
    place = mutant.place
    found = {place, *place.itersiblings(), *place.itersiblings(preceding=True), *place}
    above = place.getparent()
    return found if above is None else found | {above}


_BY_THE_SCHEMA = {
    "drop": "the schema lets it be left out, and so does the message table",
    "repeat": "the schema lets it come again, and so does the message table",
    "swap": "the schema lets the two stand in any order",
    "move to end": "the schema lets it stand there",
    "into neighbour": "the schema lets it stand there",
    "out of parent": "the schema lets it stand there",
    "rename": "within a wildcard",
    "unknown element": "within a wildcard",
    "wrong namespace": "within a wildcard",
    "stray text": "the schema lets text stand there, or anything",
    "drop attribute": "the schema lets it be left out, and so does the message table",
    "unknown attribute": "within a wildcard",
    "wrong structural code": "the schema and the message table fix none",
    "wrong flag": "the message table fixes none",
    "unknown nullFlavor": "within a wildcard",
    "empty value": "the schema lets it be empty",
}
"""Kinds of which the schema is the judge: libxml2 has accepted them."""


def why_legal(mutant: Mutant, message: Checked) -> str:
    """Return by which rule a mutant that nobody complains of is legal; empty if by none."""
    place, kind = mutant.place, mutant.kind
    places = places_of(message.manual, message.subject.artefact)
    found = Explainer(places, message.element, message.subject.wrap).found(place)
    if found is None or not found.whole or _is_within_any(places, message, place):
        return "within a wildcard: neither the schema nor a model has the place"
    if kind in _BY_THE_SCHEMA:
        return _BY_THE_SCHEMA[kind]
    node, models = found.place.node, places.models
    if kind in ("wrong code", "wrong display name", "wrong code system"):
        return _why_code(mutant, node.kind, stated_vocabulary(models, node), message)
    root = place.get("root", "")
    bases = models.types.bases(node.type) if node.type else ()
    mandatory = node.kind != "part" and node.line is not None and node.line.conformance == "M"
    reasons = {
        "nullFlavor": (mandatory, "it is not mandatory"),
        "bad time": ("TS" in {one.name for one in bases}, "its datatype is no time"),
        "wrong oid": (root.startswith("2.16.840.1.113883.2.1."), "the NHS does not give it out"),
        "bad NHS number": (root == NHS_NUMBER, "it is no NHS number"),
    }
    due, reason = reasons.get(kind, (True, ""))
    return "" if due else reason


def _is_within_any(places: Places, message: Checked, place: Element) -> bool:
    """Return whether an element stands where the schema lets anything stand."""
    explainer = Explainer(places, message.element, message.subject.wrap)
    for above in place.iterancestors():
        found = explainer.found(above)
        if found is not None and found.whole:
            parts = [way[-1].part for way in places.below(found.place)]
            if any(part is not None and part.kind == "any" for part in parts):
                return True
        if above is message.element:
            break
    return False


def _why_code(mutant: Mutant, kind: str, name: str | None, message: Checked) -> str:
    found = vocabularies_of(message.manual).of(name) if name else None
    code = found.codes.get(mutant.place.get("code") or "") if found else None
    listed = bool(found and (found.code_system if "system" in mutant.kind else found.codes))
    named = mutant.kind != "wrong display name" or bool(code and code.display)
    reasons: tuple[tuple[bool, str], ...] = (
        (kind == "part", "a part of a value, of which no row says the vocabulary"),
        (name is None, "no vocabulary is stated"),
        (found is None, "the manual has no such vocabulary"),
        (not listed, "the vocabulary lists none"),
        (not named, "the code has no name in the vocabulary"),
        (
            bool(found and mutant.place.get("codeSystem") not in (None, found.code_system)),
            "its code system is another, which was told before",
        ),
    )
    return next((reason for holds, reason in reasons if holds), "")


def main(number: int, cache: Path, version: str | None = None) -> None:
    """Print what becomes of some mutants of every example."""
    table: dict[str, Counter[str]] = {}
    reasons: Counter[tuple[str, str, str]] = Counter()
    odd: list[Outcome] = []
    for count, judged in enumerate(judged_examples(open_manual(cache, version))):
        for one in outcomes(judged, random.Random(count), number):
            row = table.setdefault(one.kind, Counter())
            row[one.verdict] += 1
            row["told once"] += one.told == 1
            reasons[one.kind, one.verdict, one.reason] += 1
            if one.verdict in ("missed", "disagrees", "elsewhere"):
                odd.append(one._replace(detail=f"{judged.path.name}: {one.detail}"))
    columns = ("found", "told once", "legal", "elsewhere", "missed", "disagrees")
    _say("kind", *columns)
    for kind, row in sorted(table.items()):
        _say(kind, *(row[column] for column in columns))
    _say("sum", *(sum(row[column] for row in table.values()) for column in columns))
    for (kind, verdict, reason), times in sorted(reasons.items()):
        _say(times, kind, verdict, reason)
    for one in odd[:60]:
        _say(*one)


def _say(*cells: object) -> None:
    sys.stdout.write("\t".join(map(str, cells)) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4])
