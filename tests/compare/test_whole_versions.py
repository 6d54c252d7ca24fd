"""Two whole synthetic versions that differ in what pages, vocabularies and tables say."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import MimError, NotCachedError, NotFoundError, UsageError
from mimcli.model.answers.diff import Change, Diff
from mimcli.query.diff import diff
from support import tables
from support.records import Artefact, SyntheticDomain, SyntheticMim
from support.rows import Attr
from support.running import add_to_cache, shared_folder
from support.synthetic import SCHEMAS_ONLY, build_mim, change_domain, default_mim

if TYPE_CHECKING:
    from typer.testing import Result

OLD, NEW, PART = "9.1.01", "9.2.01", "9.2.02"
BOOKING, ANSWER = "PRSC_MT900001UK02", "PRSC_IN900002UK02"


def _appointments(domain: SyntheticDomain) -> SyntheticDomain:
    """Another role, another answer, no longer a reason; a table with other flags."""
    request, *others = domain.interactions
    request = dataclasses.replace(
        request, sending="PRSC_AR900003UK01", responses=request.responses[:1]
    )
    booking, *definitions = domain.definitions
    entry, *classes = booking.table.classes
    rows = tuple(_row(row) if isinstance(row, Attr) else row for row in entry.rows)
    table = dataclasses.replace(
        booking.table, classes=(dataclasses.replace(entry, rows=rows), *classes)
    )
    return dataclasses.replace(
        domain,
        version="5.0",
        roles=(*domain.roles, Artefact("PRSC_AR900003UK01", "Booking Agent", level=3)),
        interactions=(request, *others),
        definitions=(dataclasses.replace(booking, table=table), *definitions),
    )


def _row(row: Attr) -> Attr:
    if row.name == "priorityCode":
        return dataclasses.replace(row, flag="M", strength="CNE")
    if row.name == "code":
        return dataclasses.replace(row, domain="FindingSnCT")
    if row.name == "repeatNumber":
        return dataclasses.replace(row, card="1..1")
    return row


def _newer() -> SyntheticMim:
    mim = change_domain(default_mim(NEW), "Appointments", _appointments)
    priority, sex, *others = mim.vocabularies
    codes = (("1", "Soon"), ("2", "Much later"), ("3", "Today"), ("9", "Never mind"))
    return dataclasses.replace(
        mim,
        vocabularies=(
            dataclasses.replace(priority, codes=codes, retired=("1", "9")),
            dataclasses.replace(sex, codes=sex.codes[1:]),
            *others,
        ),
        oids=mim.oids[:-1],
        constraints={**mim.constraints, tables.ROLE_CONSTRAINT: ("COCD_TP945001UK01",)},
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """Both, and the newer one's schemas as a third."""

    def make(folder: Path) -> None:
        newer = _newer()
        folder.mkdir()
        add_to_cache(folder / "cache", build_mim(folder / "old", version=OLD))
        add_to_cache(folder / "cache", build_mim(folder / "new", mim=newer))
        part = build_mim(folder / "part", mim=newer, only=SCHEMAS_ONLY)
        add_to_cache(folder / "cache", part, PART)

    return shared_folder(tmp_path_factory, worker, "whole-versions", make) / "cache"


@pytest.fixture(scope="module")
def answer(cache: Path) -> Diff:
    """What changed between the two whole ones."""
    return diff(CachePaths(cache), None, OLD, NEW)


def _of(answer: Diff, subject: str) -> set[tuple[str | None, ...]]:
    return {
        (one.path, one.change, one.old, one.new, one.breaks)
        for one in answer.changes
        if one.subject == subject
    }


def test_everything_of_two_whole_versions_is_compared(answer: Diff) -> None:
    """And nothing is told that was not changed."""
    assert answer.not_compared == ()
    assert {one.subject for one in answer.changes} == {
        "Appointments",
        "PRSC_IN900001UK02",
        BOOKING,
        "SlotPriority",
        "SexOfPerson",
        "HL7StandardVersionCode",  # lists the version itself
        "2.16.840.1.113883.2.1.3.2.4.16.925",
        tables.ROLE_CONSTRAINT,
    }


def test_the_menu_states_another_version_of_a_domain(answer: Diff) -> None:
    assert _of(answer, "Appointments") == {(None, "version", "4.4", "5.0", "none")}


def test_roles_and_answers_of_an_interaction(answer: Diff) -> None:
    """Who may send it, and what the receiver has to answer."""
    changes = _of(answer, "PRSC_IN900001UK02")
    assert {
        ("sending_role", "relation", "PRSC_AR900001UK01", None, "sender"),
        ("sending_role", "relation", None, "PRSC_AR900003UK01", "none"),
    } <= changes
    answers = {one for one in changes if one[1] == "responsibility"}
    assert {(one[0], one[3], one[4]) for one in answers} == {("response", None, "sender")}
    assert changes == answers | {one for one in changes if one[0] == "sending_role"}


def test_message_tables_have_what_schemas_do_not_say(answer: Diff) -> None:
    """Conformance, coding strength and vocabularies; numbers come from the schema, once."""
    assert _of(answer, BOOKING) == {
        ("BookingRequest.priorityCode", "conformance", "R", "M", "sender"),
        ("BookingRequest.priorityCode", "coding-strength", "CWE", "CNE", "sender"),
        ("BookingRequest.code", "vocabulary", "SlotTypeSnCT", "FindingSnCT", "both"),
        ("BookingRequest.repeatNumber", "cardinality", "0..1", "1..1", "sender"),
    }
    basis = {one.change: one.basis for one in answer.changes if one.subject == BOOKING}
    assert (basis["conformance"], basis["cardinality"]) == ("table", "schema")


def test_codes_of_vocabularies(answer: Diff) -> None:
    """Added, removed, retired, and put in other words."""
    assert _of(answer, "SlotPriority") == {
        ("1", "code-retired", "Soon", "Soon", "sender"),
        ("2", "code-display", "Later", "Much later", "none"),
        ("3", "code-added", None, "Today", "receiver"),
    }
    assert _of(answer, "SexOfPerson") == {("0", "code-removed", "Not recorded", None, "sender")}


def test_templates_and_oids(answer: Diff) -> None:
    """A choice of templates allows one less; the catalogue lacks an OID."""
    assert _of(answer, tables.ROLE_CONSTRAINT) == {
        ("COCD_TP945002", "removed", "COCD_TP945002UK01", None, "sender")
    }
    (gone,) = _of(answer, "2.16.840.1.113883.2.1.3.2.4.16.925")
    assert (gone[1], gone[4]) == ("removed", "none")


def test_of_a_part_only_schemas_are_compared(cache: Path, answer: Diff) -> None:
    """Nothing is removed because the part has no pages; what is not compared is told."""
    partial = diff(CachePaths(cache), None, OLD, PART)
    assert {one.change for one in partial.changes if one.path is None} <= {"added"}
    assert {one.kind for one in partial.changes} <= {one.kind for one in answer.changes}
    assert {one.basis for one in partial.changes} == {"schema"}
    (reason,) = partial.not_compared
    assert "application roles" in reason.what
    assert PART in reason.reason
    assert partial.new.partial
    assert ("BookingRequest.repeatNumber", "cardinality", "0..1", "1..1", "sender") in _of(
        partial, BOOKING
    )


@pytest.mark.parametrize(
    ("name", "subjects"),
    [
        ("Appointments", {"Appointments", "PRSC_IN900001UK02", BOOKING}),
        ("slot booking", {"Appointments", "PRSC_IN900001UK02", BOOKING}),
        ("PRSC_MT900001", {BOOKING}),
        ("PRSC_IN900001UK02", {"PRSC_IN900001UK02"}),
        ("slotpriority", {"SlotPriority"}),
        (tables.ROLE_CONSTRAINT, {tables.ROLE_CONSTRAINT}),
        ("2.16.840.1.113883.2.1.3.2.4.16.925", set()),
        ("II", set()),
        (ANSWER, set()),
    ],
)
def test_a_name_narrows(cache: Path, name: str, subjects: set[str]) -> None:
    """To a domain by any of its names, an artefact, and what is none."""
    found = diff(CachePaths(cache), None, OLD, NEW, name)
    kept = {one.subject for one in found.changes} - {"2.16.840.1.113883.2.1.3.2.4.16.925"}
    assert kept == subjects


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((OLD, BOOKING), UsageError),
        ((BOOKING, NEW), UsageError),
        ((BOOKING, "PRSC_IN900001UK02"), UsageError),
        ((BOOKING, "PRSC_AR900001UK01"), UsageError),
        (("Appointments", "CMETs"), UsageError),
        ((f"{OLD}:", NEW), UsageError),
        ((f"{OLD}:Appointments", f"{NEW}:Appointments"), UsageError),
        ((BOOKING, BOOKING, "Appointments"), UsageError),
        ((OLD, NEW, "PRSC_AR900001UK01"), UsageError),
        ((OLD, NEW, "Nowhere"), NotFoundError),
        ((OLD, NEW, "PRSC_MT999999UK01"), NotFoundError),
        (("PRSC_MT999999UK01", BOOKING), NotFoundError),
        ((OLD, "1.2.03"), NotCachedError),
        (("", NEW), UsageError),
        (("6.3.01:PRPA_MT000203UK03", BOOKING), NotCachedError),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    cache: Path, arguments: tuple[str, ...], error: type[MimError]
) -> None:
    """With what to do about it."""
    with pytest.raises(error) as raised:
        diff(CachePaths(cache), None, *arguments)
    assert raised.value.hint
    assert "\n" not in raised.value.message


def test_a_side_that_there_is_not(cache: Path) -> None:
    with pytest.raises(UsageError):
        diff(CachePaths(cache), None, OLD, NEW, side="nobody")


def test_bundled_versions_are_compared_by_what_the_catalogue_knows(cache: Path) -> None:
    """Interactions and what they are made of; no model is called removed."""
    found = diff(CachePaths(cache), None, "3.1.09", "4.2.00")
    assert {one.kind for one in found.changes} == {"interaction"}
    assert {one.basis for one in found.changes} == {"catalogue"}
    assert any(one.change == "revised" for one in found.changes)
    assert any("message types" in one.what for one in found.not_compared)


@pytest.fixture
def ask(cache: Path, run_mim_inprocess: "Callable[..., Result]") -> "Callable[..., Result]":
    """`mim diff` on that cache."""
    return lambda *arguments: run_mim_inprocess("diff", *arguments, cache=cache)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_text_has_every_change_in_the_width_of_the_screen(
    ask: "Callable[..., Result]", answer: Diff, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only paths, which are not broken, may leave it."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = ask(OLD, NEW, "-f", "text").stdout
    for line in text.splitlines():
        assert len(line) <= width or len(line.split()) == 1, line
    for one in answer.changes:
        assert one.subject in text
    assert f"{len(answer.changes)} changes" in text.replace("\n", " ")


def test_lines_have_stable_columns(ask: "Callable[..., Result]", answer: Diff) -> None:
    """One change a line, in every format of lines."""
    header, *lines = ask(OLD, NEW, "-f", "tsv").stdout.splitlines()
    assert tuple(header.split("\t")) == Change._fields
    assert len(lines) == len(answer.changes)
    assert len(ask(OLD, NEW, "-f", "ndjson").stdout.splitlines()) == len(answer.changes)


def test_lines_tell_on_stderr_what_is_not_compared(ask: "Callable[..., Result]") -> None:
    result = ask(OLD, PART, "-f", "tsv")
    assert "note: not compared: " in result.stderr
    assert "not compared" not in result.stdout


def test_the_envelope_has_both_sides(ask: "Callable[..., Result]") -> None:
    data = json.loads(ask(OLD, NEW, "--json").stdout)["data"]
    assert (data["old"]["mim"], data["new"]["mim"], data["differ"]) == (OLD, NEW, True)


def test_the_note_is_markdown_with_every_change(ask: "Callable[..., Result]", answer: Diff) -> None:
    """Headings for domains and subjects, one row a change, each with as many cells as its head."""
    lines = ask(OLD, NEW, "-f", "markdown").stdout.splitlines()
    assert lines[0] == f"# From MiM {OLD} to MiM {NEW}"
    assert "## Appointments" in lines
    cells = [line.replace("\\|", "").count("|") for line in lines if line.startswith("|")]
    assert set(cells) == {6}
    rules = sum(line.startswith("| ---") for line in lines)
    counted = len({one.kind for one in answer.changes})
    assert len(cells) == len(answer.changes) + 2 * rules + counted
    assert "No difference." in ask(OLD, OLD, "-f", "markdown").stdout


def test_words_complete_to_versions_and_to_what_they_have(
    cache: Path, run_mim: Callable[..., object]
) -> None:
    """OLD and NEW to versions and ids, also of a version; NAME to what NEW has."""

    def completed(typed: str) -> str:
        variables = {"_MIM_COMPLETE": "complete_bash", "COMP_WORDS": typed}
        variables["COMP_CWORD"] = str(len(typed.split(" ")) - 1)
        return str(run_mim(cache=cache, variables=variables | {"MIM_CACHE_DIR": str(cache)}).out)  # type: ignore[attr-defined]

    assert OLD in completed("mim diff 9.").split()
    assert BOOKING in completed("mim diff PRSC_MT").split()
    assert f"{OLD}:{BOOKING}" in completed(f"mim diff {OLD}:PRSC_MT").split()
    assert "appointments" in completed(f"mim diff {OLD} {NEW} app").split()
