"""The three versions of the real manual that are at hand, compared; counted by a second route."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from xsd_route import route

from mimcli.cache.paths import CachePaths
from mimcli.model.answers.diff import Diff
from mimcli.query.diff import diff

pytestmark = pytest.mark.corpus

VERSIONS = ("4.2.00", "6.3.01", "7.2.02")
PAIRS = (("4.2.00", "6.3.01"), ("6.3.01", "7.2.02"), ("4.2.00", "7.2.02"))
MODELS = ("message_type", "cmet", "template")


@pytest.fixture(scope="module")
def answers(versions_cache: Path) -> dict[tuple[str, str], Diff]:
    """Each pair compared, both ways."""
    paths = CachePaths(versions_cache)
    return {pair: diff(paths, None, *pair) for pair in permutations(VERSIONS, 2)}


@pytest.fixture(scope="module")
def names(real_zip: Path, partial_zips: dict[str, Path]) -> dict[str, set[str]]:
    """The ids of each version, from the names of the files in `Schemas/` in its zip."""
    found = {}
    for version, path in {**partial_zips, "7.2.02": real_zip}.items():
        with zipfile.ZipFile(path) as archive:
            listed = "\n".join(archive.namelist())
        found[version] = set(
            re.findall(
                r"(?:^|/)Schemas/([A-Z]{4}_(?:IN|MT|TP)\d{6}UK\d\d)\.xsd$", listed, re.MULTILINE
            )
        )
    return found


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("interactions", [True, False])
def test_what_is_there_is_what_the_files_names_say(
    answers: dict[tuple[str, str], Diff],
    names: dict[str, set[str]],
    pair: tuple[str, str],
    interactions: bool,
) -> None:
    """Added, removed and revised: by sets of file names, and of those names' stems."""
    old, new = ({one for one in names[each] if ("_IN" in one) is interactions} for each in pair)
    whole = [
        one
        for one in answers[pair].changes
        if one.path is None and one.kind in (("interaction",) if interactions else MODELS)
    ]
    gone, come = Counter(one[:-4] for one in old - new), Counter(one[:-4] for one in new - old)
    revised = sum((gone & come).values())
    assert revised
    counts = Counter(one.change for one in whole)
    # Where a message leads to another revision, that is told of one that both versions have.
    beside = [one for one in whole if one.old in new or one.new in old]
    beside = [one for one in beside if one.change == "revised"]
    assert counts["revised"] - len(beside) == revised
    already = [sum(one.new not in old for one in beside), sum(one.old not in new for one in beside)]
    assert counts["added"] == sum((come - gone).values()) - already[0]
    assert counts["removed"] == sum((gone - come).values()) - already[1]


@pytest.mark.parametrize("pair", PAIRS)
def test_backwards_everything_is_mirrored(
    answers: dict[tuple[str, str], Diff], pair: tuple[str, str]
) -> None:
    """What a newer version adds, the older one lacks; what breaks senders breaks receivers."""
    turned = {
        "added": "removed",
        "removed": "added",
        "code-added": "code-removed",
        "code-removed": "code-added",
    }
    sides = {"sender": "receiver", "receiver": "sender"}
    there = Counter(
        (one.kind, one.subject, one.change, one.old, one.new, one.breaks if one.path else "")
        for one in answers[pair].changes
    )
    back = Counter(
        (
            one.kind,
            one.was or one.subject,
            turned.get(one.change, one.change),
            one.new,
            one.old,
            sides.get(one.breaks, one.breaks) if one.path else "",
        )
        for one in answers[pair[::-1]].changes
    )
    assert there == back


SAMPLE = (
    ("6.3.01", "PRPA_MT000201UK03", "7.2.02", "PRPA_MT000201UK06"),
    ("6.3.01", "PRPA_MT000203UK03", "7.2.02", "PRPA_MT000203UK04"),
    ("6.3.01", "PRPA_MT000206UK03", "7.2.02", "PRPA_MT000206UK06"),
    ("6.3.01", "PRPA_MT000208UK03", "7.2.02", "PRPA_MT000208UK06"),
    ("6.3.01", "PRPA_MT000210UK03", "7.2.02", "PRPA_MT000210UK05"),
    ("6.3.01", "PRPA_MT000211UK03", "7.2.02", "PRPA_MT000211UK04"),
    ("4.2.00", "PORX_MT132004UK31", "6.3.01", "PORX_MT132004UK32"),
    ("4.2.00", "RCMR_MT030101UK04", "7.2.02", "RCMR_MT030101UK06"),
    ("7.2.02", "PORX_MT122003UK30", "7.2.02", "PORX_MT122003UK33"),
    ("7.2.02", "UKCT_MT120201UK03", "7.2.02", "UKCT_MT120201UK04"),
    ("7.2.02", "COCT_MT050012UK04", "7.2.02", "COCT_MT050012UK05"),
    ("7.2.02", "REPC_MT150007UK03", "7.2.02", "REPC_MT150007UK05"),
)
"""Message types and CMETs whose revisions differ."""


@pytest.mark.parametrize("sample", SAMPLE, ids=lambda one: f"{one[1]}-{one[3]}")
def test_elements_are_those_of_a_walk_over_the_schema_files(
    versions_cache: Path, sample: tuple[str, str, str, str]
) -> None:
    """Names that are gone or have come, and numbers: the same as lxml finds in the files."""
    old_version, old, new_version, new = sample
    tree = versions_cache / "tree-v1"
    found = route(
        tree / old_version / "Schemas" / f"{old}.xsd", tree / new_version / "Schemas" / f"{new}.xsd"
    )
    answer = diff(CachePaths(versions_cache), None, f"{old_version}:{old}", f"{new_version}:{new}")
    gone, come, counted = [], [], []
    for one in answer.changes:
        name = _name(one.path)
        if one.subject != new or one.basis != "schema" or name not in found.names:
            continue
        if _name((one.path or "")[: -len(name) - 1]) in found.values:
            continue
        if one.change in ("removed", "moved"):
            gone.append(name)
        elif one.change == "renamed":
            gone.append(one.old)
        if one.change in ("added", "renamed", "moved"):
            come.append(name)
        if one.change == "cardinality":
            counted.append(f"{name} {one.old} {one.new}".replace("*", "unbounded"))
        if one.change == "choice":
            counted.append(f"{name} chosen")
    assert found.gone or found.come or found.counted
    assert (sorted(gone), sorted(come), sorted(counted)) == (found.gone, found.come, found.counted)


def _name(path: str | None) -> str:
    """The last name of a path below the root; an artefact's id in it has a dot behind it."""
    match = re.search(r"\.((?:[A-Z]{4}_(?:MT|TP)\d{6}UK\d\d\.)?[^.]+)$", path or "")
    return match[1] if match else ""


def test_what_may_be_nil_is_as_the_schema_files_say(versions_cache: Path) -> None:
    """Of the elements that both have; below what was renamed or replaced nothing is told."""
    answer = diff(CachePaths(versions_cache), None, "6.3.01", "7.2.02")
    told = [one for one in answer.changes if one.change == "nil"]
    for one in told:
        name = _name(one.path)
        states = [
            set(_nillable(versions_cache / "tree-v1" / version / "Schemas" / f"{model}.xsd", name))
            for version, model in (("6.3.01", one.was or one.subject), ("7.2.02", one.subject))
        ]
        assert one.new == "may be nil"
        assert False in states[0], (one.subject, one.path)
        assert True in states[1], (one.subject, one.path)
    assert len({one.subject for one in told}) > 1


def _nillable(schema: Path, name: str) -> Iterator[bool]:
    for element in re.findall(r"<xs:element ([^>]*)", schema.read_text("utf-8")):
        if f'name="{name}"' in element:
            yield 'nillable="true"' in element
