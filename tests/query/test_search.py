"""Searching a synthetic MiM: what comes first, what narrows, what is advised."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError, UsageError
from mimcli.model.answers.search import SearchHit
from mimcli.query.manual import Manual
from mimcli.query.opening import open_bundled, open_manual
from mimcli.query.search import KINDS, advice, kind_of, search


@pytest.fixture
def manual(synthetic_cache: Path) -> Iterator[Manual]:
    found = open_manual(CachePaths(synthetic_cache), None)
    yield found
    found.connection.close()


def hits(manual: Manual, text: str, **options: object) -> tuple[SearchHit, ...]:
    """What a search gives, best first."""
    return search((manual,), text, **options).hits.items  # type: ignore[arg-type]


def artefacts(manual: Manual, kind: str) -> list[tuple[str, str]]:
    """Ids and titles of all artefacts of a kind."""
    sql = "SELECT id, title FROM artefact WHERE kind = ? AND standing = 'defined' ORDER BY id"
    return manual.rows(sql, kind)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "kind", ["interaction", "message_type", "application_role", "trigger_event", "cmet", "template"]
)
def test_an_id_finds_the_thing_itself_first(manual: Manual, kind: str) -> None:
    """Whatever else mentions it, in any letter case, and by its stem too."""
    found = artefacts(manual, kind)
    assert found
    for identifier, title in found:
        first = hits(manual, identifier.lower())[0]
        assert (first.kind, first.id, first.title) == (kind, identifier, title)
        assert first.page
        assert first.domain
        assert identifier in [hit.id for hit in hits(manual, identifier[:-4], kinds=[kind])]


@pytest.mark.parametrize("kind", ["interaction", "message_type", "application_role"])
def test_a_title_finds_what_has_it_first(manual: Manual, kind: str) -> None:
    """Before what has the same words and more of them: the title of an answer, not its heading."""
    found = [(identifier, title) for identifier, title in artefacts(manual, kind) if title]
    assert found
    for identifier, title in found:
        titles = [hit.title for hit in hits(manual, f'"{title.lower()}"', kinds=[kind], limit=0)]
        assert titles.index(title) == 0, identifier


def test_a_domain_is_found_by_each_of_its_names(manual: Manual) -> None:
    """Menu name, folder: the domain comes before what only mentions it."""
    rows = manual.rows("SELECT name, folder FROM domain ORDER BY id")
    assert len(rows) > 5
    for name, folder in rows:
        for text in (name, folder):
            first = hits(manual, text)[0]
            assert (first.kind, first.id) == ("domain", name), text


def test_a_code_and_an_identifier_are_found_by_themselves(manual: Manual) -> None:
    """Codes that several vocabularies have are all there; an OID is one thing, dots and all."""
    code, count = manual.row(
        "SELECT code, count(DISTINCT vocabulary) FROM code WHERE in_page GROUP BY code"
        " ORDER BY 2 DESC, 1"
    ) or ("", 0)
    found = hits(manual, str(code), kinds=["code"], limit=0)
    assert sum(one.id == code for one in found) >= count > 1
    rows = manual.rows("SELECT oid, name FROM oid WHERE origin = 'catalogue' ORDER BY oid")
    assert rows
    for oid, name in rows:
        first = hits(manual, oid)[0]
        assert (first.kind, first.id, first.title) == ("oid", oid, name)


def test_rows_of_message_tables_have_their_path(manual: Manual) -> None:
    """The artefact whose table it is, the path as `mim table` has it, and how often it says so."""
    found = hits(manual, "classCode", kinds=["row"], limit=0)
    assert found
    for hit in found:
        rows = manual.rows(
            "SELECT r.name FROM table_row r JOIN tabular_view v ON v.key = r.view"
            " LEFT JOIN definition d ON d.tabular_view_id = v.id"
            " WHERE r.path = ? AND ? IN (d.id, v.id)",
            hit.path,
            hit.id,
        )
        assert rows, hit
        assert hit.places >= 1
    assert any(hit.places > 1 for hit in found)


def test_kinds_and_domain_narrow(manual: Manual) -> None:
    """Only what was asked for, and nothing of it is lost."""
    every = search((manual,), "code", limit=0)
    assert len(every.hits.items) == every.total > 20
    rows = search((manual,), "code", kinds=["table-rows"], limit=0)
    assert {hit.kind for hit in rows.hits.items} == {"table_row"}
    assert rows.total == sum(hit.kind == "table_row" for hit in every.hits.items)
    domains = {hit.domain for hit in every.hits.items if hit.domain}
    assert len(domains) > 3
    for domain in domains:
        narrowed = hits(manual, "code", domain=domain, limit=0)
        assert {hit.domain for hit in narrowed} == {domain}
        assert len(narrowed) >= sum(hit.domain == domain for hit in every.hits.items)


def test_the_best_come_first_and_the_limit_cuts_the_rest(manual: Manual) -> None:
    """The same order whatever the limit; names before scores."""
    every = search((manual,), "code", limit=0)
    few = search((manual,), "code", limit=3)
    assert few.hits.items == every.hits.items[:3]
    assert few.total == every.total
    named = [hit.score for hit in every.hits.items if (hit.id or "").casefold() != "code"]
    titled = [hit for hit in every.hits.items if (hit.title or "").casefold() != "code"]
    scores = [hit.score for hit in titled if (hit.id or "").casefold() != "code"]
    assert scores == sorted(scores, reverse=True)
    assert min(named) > 0


def test_what_was_found_is_marked(manual: Manual) -> None:
    """In the text if it is there, else in title, context or id, else it is a hidden word."""
    found = hits(manual, "code", limit=0)
    inside = [hit for hit in found if "**" in (hit.snippet or "")]
    above = [hit for hit in found if hit.matched]
    assert inside
    assert above
    assert not [hit for hit in inside if hit.matched]
    for hit in above:
        assert hit.matched
        assert hit.matched.count("**") % 2 == 0
        assert "cod" in hit.matched.casefold()


def test_several_versions_are_searched_as_one(manual: Manual) -> None:
    """Each hit says which; the same hit of both stands together."""
    identifier = artefacts(manual, "interaction")[0][0]
    twice = search((manual, manual._replace(version="other")), identifier, limit=0)
    once = hits(manual, identifier, limit=0)
    assert [hit._replace(mim="") for hit in twice.hits.items[::2]] == [
        hit._replace(mim="") for hit in once
    ]
    assert [hit.mim for hit in twice.hits.items[:2]] == [manual.version, "other"]


def test_a_bundled_catalogue_is_searched_by_names() -> None:
    """With no MiM at hand: titles and ids, whose pages are nowhere."""
    manual = open_bundled("7.2.02")
    (identifier, title, _) = manual.row(
        "SELECT id, title, domain FROM artefact WHERE kind = 'interaction' AND title IS NOT NULL"
    ) or ("", "", 0)
    first = hits(manual, identifier)[0]
    assert (first.id, first.title, first.page) == (identifier, title, None)
    assert first.domain
    assert identifier in [hit.id for hit in hits(manual, title, limit=0)]
    assert hits(manual, "EPS")[0].kind == "domain"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("message-type", "message_type"),
        ("Roles", "application_role"),
        ("row", "table_row"),
        ("vocabularies", "vocabulary"),
        ("change history", "change"),
    ],
)
def test_kinds_are_taken_as_people_say_them(typed: str, kind: str) -> None:
    """Plurals, hyphens, short names."""
    assert kind_of(typed) == kind


def test_kinds_are_those_of_the_index(manual: Manual) -> None:
    """No passage is of a kind that cannot be asked for."""
    rows = manual.rows("SELECT DISTINCT kind FROM passage")
    assert {kind for (kind,) in rows} <= set(KINDS)
    assert len(rows) > 12


def test_unknown_kinds_and_domains_are_told() -> None:
    """A kind is a usage error with all kinds; a domain is not found."""
    manual = open_bundled("7.2.02")
    with pytest.raises(UsageError, match="no kind 'thing'"):
        search((manual,), "x", kinds=["thing"])
    with pytest.raises(NotFoundError):
        search((manual,), "x", domain="Nowhere")


def test_advice_names_the_word_that_is_nowhere(manual: Manual) -> None:
    """And words like it, whole, though the index keeps stems."""
    assert hits(manual, "intraction code") == ()
    told = advice(manual, "intraction code")
    assert "'intraction'" in told
    assert "interaction" in told
    assert "OR" in advice(manual, "interaction NOT interaction")
