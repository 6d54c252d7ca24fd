"""Message tables: every row of every view, in the manual's order, and only what was asked for."""

import html
import re
import zipfile

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.query.tables import message_table
from support.expected import expected_interactions, expected_rows
from support.mim import default_mim

MIM = default_mim()


@pytest.fixture(scope="module")
def manual(synthetic_cache) -> Manual:
    return open_manual(CachePaths(synthetic_cache), None)


def names(rows) -> list[tuple[str, str]]:
    return [(row.kind, row.name) for row in rows]


@pytest.mark.parametrize(
    "definition", [one for _, one in MIM.definitions()], ids=lambda one: one.id
)
def test_every_synthetic_view_gives_the_rows_that_it_was_built_from(manual, definition):
    rows = message_table(manual, definition.id).items
    expected = expected_rows(definition.table)
    assert names(rows) == [(row.kind, row.name) for row in expected]
    assert {row.artefact for row in rows} == {definition.id}


TEXT = re.compile(r"(?s)<[^>]*>")


def rows_by_pattern(page: str) -> int:
    """How many rows a view's page has, by patterns of its cells' first text; the second route."""
    page = re.sub(r"(?s)<!--.*?-->|<style.*?</style>|<script.*?</script>", "", page)
    count = 0
    for row in re.findall(r"(?is)<tr\b[^>]*>(.*?)(?=<tr\b|</table|$)", page):
        cells = re.findall(r"(?is)<td\b[^>]*>(.*?)(?=<td\b|$)", row)
        texts = [" ".join(html.unescape(TEXT.sub("", one)).split()) for one in cells]
        first = next(iter(texts), "")
        if not first and len(texts) > 1 and texts[1].startswith("["):
            first = texts[1]
        named = re.search(r"(?i)<a\s[^>]*\bname=", cells[0]) if cells else None
        if re.match(r"\[\d+\.\.(?:\d+|\*)\]|\.\.\. or \.\.\.|either :", first) or (
            named and re.fullmatch(r"[A-Za-z]\w*(?:\.\w+)*", first)
        ):
            count += 1
    return count


@pytest.mark.corpus
def test_every_real_view_gives_as_many_rows_as_its_page_has(real_cache, real_zip):
    manual = open_manual(CachePaths(real_cache), None)
    views = manual.rows("SELECT id, page FROM tabular_view ORDER BY id")
    assert len(views) > 300
    differing = []
    with zipfile.ZipFile(real_zip) as archive:
        inside = {name[name.find("Domains/") :]: name for name in archive.namelist()}
        for identifier, page in views:
            (key,) = manual.row("SELECT key FROM tabular_view WHERE id = ?", identifier) or (0,)
            (there,) = manual.row("SELECT count(*) FROM table_row WHERE view = ?", key) or (0,)
            text = archive.read(inside[page]).decode("utf-8")
            if rows_by_pattern(text) != there:
                differing.append((identifier, rows_by_pattern(text), there))
    assert differing == []


@pytest.mark.corpus
def test_the_name_of_every_real_view_or_its_message_type_gives_all_its_rows(real_cache):
    manual = open_manual(CachePaths(real_cache), None)
    for identifier, key in manual.rows("SELECT id, key FROM tabular_view ORDER BY id"):
        (there,) = manual.row("SELECT count(*) FROM table_row WHERE view = ?", key) or (0,)
        assert len(message_table(manual, identifier).items) == there > 0


def test_an_interaction_gives_its_payloads_table_and_before_it_its_wrappers(manual):
    one = next(
        each
        for each in expected_interactions(MIM).values()
        if each.message_type and each.trigger_event and each.control_act_wrapper
    )
    alone = message_table(manual, one.id).items
    assert {row.artefact for row in alone} == {one.message_type}
    rows = message_table(manual, one.id, wrappers=True).items
    order = list(dict.fromkeys(row.artefact for row in rows))
    assert order == [one.transmission_wrapper, one.control_act_wrapper, one.message_type]
    assert rows[-len(alone) :] == alone


def test_a_clinical_document_gives_what_the_domain_models_and_the_wire_form_on_request(manual):
    one = next(
        each
        for each in expected_interactions(MIM).values()
        if each.wire_payload != each.message_type and each.domain
    )
    modelled, wire = message_table(manual, one.id).items, message_table(manual, one.wire_payload)
    assert {row.artefact for row in modelled} == {one.message_type}
    assert names(modelled) != names(wire.items)


def test_a_batch_interaction_gives_the_table_of_its_own_wrapper(manual):
    """Of a superseded one, whose view says by its title row whose it is."""
    rows = message_table(manual, "MCCI_IN200001UK02").items
    assert rows
    assert {row.artefact for row in rows} == {"MCCI_IN200001UK02"}


@pytest.mark.corpus
def test_real_batch_interactions_give_the_tables_that_their_sections_link(real_cache):
    manual = open_manual(CachePaths(real_cache), None)
    batches = manual.rows(
        "SELECT id FROM artefact WHERE kind = 'interaction' AND standing = 'defined' AND id NOT IN"
        " (SELECT subject FROM relation WHERE relation = 'transmission_wrapper')"
    )
    assert batches
    for (identifier,) in batches:
        assert {row.artefact for row in message_table(manual, identifier).items} == {identifier}


def test_depth_and_match_keep_what_they_say(manual):
    identifier = next(one.id for _, one in MIM.definitions() if len(expected_rows(one.table)) > 15)
    rows = message_table(manual, identifier).items
    shallow = message_table(manual, identifier, depth=1).items
    assert shallow == tuple(row for row in rows if row.depth <= 1) != rows
    found = message_table(manual, identifier, match=rows[3].name.upper()).items
    assert rows[3] in found
    assert len(found) < len(rows)
    assert message_table(manual, identifier, match="nothing says this").items == ()


def test_nothing_that_matches_is_exit_1(synthetic_cache, run_mim):
    identifier = next(one.id for _, one in MIM.definitions())
    run = run_mim("table", identifier, "--match", "nothing says this", cache=synthetic_cache)
    assert run.code == 1
    assert "Traceback" not in run.err


def test_what_has_no_table_says_so(manual):
    role = MIM.domains[2].roles[0].id
    with pytest.raises(NotFoundError, match="no message table"):
        message_table(manual, role)
