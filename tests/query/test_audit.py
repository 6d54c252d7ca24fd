"""`audit`: every finding of the index, and only what was asked for."""

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotCachedError, NotFoundError
from mimcli.query.audit import SEVERITIES, audit, counted
from mimcli.query.opening import open_bundled, open_manual
from mimcli.reconcile.rules import RULES
from support.expected import expected_findings
from support.mim import default_mim


@pytest.fixture(scope="module")
def manual(synthetic_cache):
    return open_manual(CachePaths(synthetic_cache), None)


def test_every_finding_is_told_the_gravest_first(manual):
    found = audit(manual).items
    rows = manual.rows("SELECT severity, kind, subject, page, anchor, detail, chosen FROM finding")
    assert sorted(map(repr, rows)) == sorted(repr(one[:7]) for one in found)
    levels = [SEVERITIES.index(one.severity) for one in found]
    assert levels == sorted(levels)
    assert len(found) > 20


def test_every_fault_that_was_built_in_has_a_finding(manual):
    """Told of the artefact that it is about."""
    subjects = {one.subject for one in audit(manual).items}
    missing = {subject for _, subject in expected_findings(default_mim())} - subjects
    assert missing == set()


def test_a_rule_comes_with_its_statement(manual):
    statements = {rule.slug: rule.statement for rule in RULES}
    ruled = [one for one in audit(manual).items if one.rule]
    assert ruled
    assert all(one.statement == statements[one.rule] for one in ruled)


def test_findings_are_kept_by_kind_severity_and_page(manual):
    found = audit(manual).items
    for name, value in (("kind", "wrong-schema-link"), ("severity", "info")):
        kept = audit(manual, **{name: value}).items
        assert kept == tuple(one for one in found if getattr(one, name) == value) != ()
    kept = audit(manual, page="slotbooking").items
    assert kept == tuple(one for one in found if "SlotBooking" in (one.page or "")) != ()


def test_a_subject_is_an_artefact_a_page_or_a_whole_domain(manual):
    found = audit(manual).items
    artefact = next(one.subject for one in found if one.kind == "wrong-schema-link")
    assert {one.subject for one in audit(manual, artefact.lower()).items} == {artefact}
    page = next(one.page for one in found if one.page and one.page.endswith("IM.htm"))
    assert audit(manual, page).items == tuple(
        one for one in found if page in (one.page, one.subject)
    )
    (domain,) = manual.row(
        "SELECT name FROM artefact JOIN domain ON domain.id = domain WHERE artefact.id = ?",
        artefact,
    )
    assert {artefact} <= {one.subject for one in audit(manual, domain).items}
    assert len(audit(manual, domain).items) < len(found)


def test_unknown_subjects_and_kinds_are_said(manual):
    with pytest.raises(NotFoundError):
        audit(manual, "no such thing")
    with pytest.raises(NotFoundError) as error:
        audit(manual, kind="wrong-schema-lnk")
    assert "wrong-schema-link" in (error.value.hint or "")
    with pytest.raises(NotCachedError):
        audit(open_bundled("7.2.02"))


def test_the_counts_add_up(manual):
    found = audit(manual)
    counts = counted(found).items
    assert sum(one.findings for one in counts) == len(found.items)
    for one in counts:
        rows = [each for each in found.items if (each.severity, each.kind) == one[:2]]
        assert one.findings == len(rows)
        assert one.subjects == len({each.subject for each in rows})
        assert one.pages == len({each.page for each in rows} - {None})


def test_a_domain_with_a_finding_of_its_own_still_stands_for_all_of_it(manual):
    """Its name is a subject too, and must not hide what is said of the artefacts in it."""
    for name, folder in manual.rows("SELECT name, folder FROM domain"):
        inside = {
            row[0]
            for row in manual.rows(
                "SELECT artefact.id FROM artefact JOIN domain ON domain.id = domain WHERE name = ?",
                name,
            )
        }
        told = audit(manual, name).items
        assert told == audit(manual, folder).items
        assert {one for one in audit(manual).items if one.subject in {*inside, name}} <= set(told)
