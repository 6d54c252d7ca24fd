"""Names of the retirement list against domains, and what follows for artefacts."""

import re
import zipfile
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import domain_names
from mimcli.data.known import known_versions_of
from mimcli.data.retirement_list import read_retirement_list
from mimcli.exitcodes import ExitCode
from mimcli.model.knowledge.known import KnownVersion
from mimcli.model.retirement import DomainNames, ListedName, RetirementList
from mimcli.model.retirement_check import Occurrence, Placement, ScanProblem
from mimcli.query.retired_artefacts import (
    check_artefact,
    check_domain,
    check_exit_code,
    check_occurrence,
    check_stem,
    placements_of,
)
from mimcli.query.retirement import domain_retirement, match_domains

LISTING = read_retirement_list()

MENU = [
    ("CMETs", "CMETs", 0),
    ("OIDs", "OID", 0),
    ("Alerts", "Alerts", 1),
    ("LRs", "Legitimate Relationships", 20),
    ("PDS", "PDS", 30),
    ("Pathology", "Laboratory", 6),
    ("Admissions", "Admissions", 4),
    ("Ambulance Messaging", "Ambulance", 4),
    ("Diagnostic Imaging Reporting", "DI Reporting", 4),
    ("Discharge", "Discharge", 4),
    ("Emergency Department", "Emergency Department", 4),
    ("Health & Social Care Integration", "HSC", 16),
    ("HealthSpace", "HealthSpace", 2),
    ("Mental Health", "Mental Health", 25),
    ("NHS Direct", "NHS Direct", 4),
    ("Nullification", "Nullification", 0),
    ("Out of Hours", "OutOfHours", 4),
    ("Outpatients", "Outpatients", 4),
    ("Sealed Envelopes", "Sealed Envelopes", 7),
    ("Infrastructure", "Infrastructure", 4),
]
RETIRED = {
    "Admissions": "Admissions",
    "Ambulance Messaging": "Ambulance Messaging",
    "Diagnostic Imaging Reporting": "Diagnostic Image Reporting",
    "Discharge": "Discharge",
    "Emergency Department": "Emergency Department",
    "Health & Social Care Integration": (
        "Common Assessment Framework (Health & Social Care Integration)"
    ),
    "HealthSpace": "Health Space",
    "Mental Health": "Mental Health",
    "NHS Direct": "NHS Direct",
    "Out of Hours": "Out of hours",
    "Outpatients": "Outpatients",
    "Sealed Envelopes": "Sealed Envelopes",
}


def names(rows=MENU, *, menu=True, folder=True):
    return [
        DomainNames(name if menu else "", place if folder else "", interactions=count)
        for name, place, count in rows
    ]


def statuses(domains):
    report = match_domains(LISTING, domains)
    return {domain.name or domain.folder: domain for domain in report.domains}, report


def test_the_twelve_names_match_one_domain_each_by_menu_and_folder():
    found, report = statuses(names())
    assert {
        name: domain.listed_name for name, domain in found.items() if domain.status == "retired"
    } == RETIRED
    assert report.unmatched == ()


@pytest.mark.parametrize(("menu", "folder"), [(True, False), (False, True)])
def test_the_twelve_names_match_by_menu_names_or_by_folders_alone(menu, folder):
    _, report = statuses(names(menu=menu, folder=folder))
    retired = [domain.listed_name for domain in report.domains if domain.status == "retired"]
    assert sorted(retired) == sorted(RETIRED.values())
    assert report.unmatched == ()


def test_what_is_not_on_the_list_is_partly_retired_only_if_it_has_interactions():
    found, _ = statuses(names())
    assert found["PDS"].status == "partly-retired"
    assert "most other domains" in found["PDS"].note
    assert found["Infrastructure"].status == "partly-retired"
    assert found["CMETs"].status == found["Nullification"].status == "not-listed"


def test_a_name_without_a_domain_is_told():
    _, report = statuses(names([row for row in MENU if row[0] != "Mental Health"]))
    assert report.unmatched == ("Mental Health",)


@pytest.mark.parametrize(
    "name",
    [
        "Discharge Planning",
        "Mental",
        "Health",
        "Social Care",
        "Care Integration",
        "Ambulatory Care",
        "NHS",
        "Direct",
        "Envelopes",
        "Reporting",
        "",
        "&",
    ],
)
def test_no_name_matches_by_a_part_of_it(name):
    assert domain_retirement(LISTING, DomainNames(name, name, interactions=1)).status != "retired"


def test_a_title_that_another_domain_carries_by_mistake_matches_nothing():
    """One manual of the real publication carries another domain's title."""
    title = "Admissions Implementation Manual"
    domains = [
        DomainNames("Paramedics", "Paramedics", title, 1),
        DomainNames("Admissions", "Admissions", title, 1),
    ]
    report = match_domains(LISTING, domains)
    assert [domain.status for domain in report.domains] == ["partly-retired", "retired"]
    two_titles = [DomainNames(name, name, title, 1) for name in ("X", "Y")]
    assert "retired" not in {domain.status for domain in match_domains(LISTING, two_titles).domains}


def test_a_title_matches_where_neither_name_nor_folder_does():
    domain = DomainNames("OP", "OPD", "Outpatient Implementation Manual", 1)
    report = match_domains(LISTING, [domain])
    assert (report.domains[0].status, report.domains[0].rule) == ("retired", "title")


def test_the_menu_goes_before_the_folder():
    report = match_domains(LISTING, [DomainNames("Discharge", "Admissions", interactions=1)])
    assert report.domains[0].listed_name == "Discharge"
    assert "Admissions" in report.unmatched


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_names_get_an_answer_and_never_two_for_one(name, folder):
    report = match_domains(LISTING, [DomainNames(name, folder, interactions=1)])
    assert len(report.unmatched) in {11, 12}
    assert (report.domains[0].status == "retired") == (len(report.unmatched) == 11)


@given(st.sampled_from(sorted(RETIRED)), st.data())
def test_case_and_spaces_never_matter(name, data_):
    varied = "".join(
        data_.draw(st.sampled_from([letter.lower(), letter.upper(), f"{letter} ", f" {letter}"]))
        if letter == " "
        else data_.draw(st.sampled_from([letter.lower(), letter.upper()]))
        for letter in name
    )
    varied = varied.replace("&", data_.draw(st.sampled_from(["&", "and", " AND "])))
    assert domain_retirement(LISTING, DomainNames(varied)).listed_name == RETIRED[name]


def test_a_key_that_two_listed_names_share_matches_neither():
    listing = RetirementList(
        "a page", "", "2001-01-01", (ListedName("Ward"), ListedName("ward")), ""
    )
    assert domain_retirement(listing, DomainNames("WARD", interactions=1)).status != "retired"


# Artefacts


def known(identifier, version, domain, authority="elsewhere", *, inferred=False):
    return KnownVersion(
        identifier, version, "interaction", "", domain, inferred, "", (), authority, "a test"
    )


def some_names(version, name):
    return DomainNames(name, interactions=1)


def check(identifier, known_versions, asked=""):
    placements = placements_of(identifier, known_versions, some_names)
    return check_artefact(identifier, placements, LISTING, asked)


def test_an_artefact_of_a_retired_domain_is_retired_and_says_which_version_knows():
    found = check("POCD_IN990001UK01", [known("POCD_IN990001UK01", "9.1", "Discharge")])
    assert (found.status, found.version, found.domain) == ("retired", "9.1", "Discharge")
    assert "9.1" in found.message
    assert LISTING.last_edited in found.message


def test_a_manual_overrules_facts_from_elsewhere_even_of_the_asked_version():
    """Shared artefacts are known elsewhere by a domain that uses them."""
    knowledge = [
        known("MCCI_IN990000UK13", "9.1", "Mental Health"),
        known("MCCI_IN990000UK13", "9.2", "Infrastructure", "manual"),
    ]
    found = check("MCCI_IN990000UK13", knowledge, asked="9.1")
    assert (found.status, found.version) == ("partly-retired", "9.2")


def test_the_asked_manual_goes_before_a_newer_one():
    knowledge = [
        known("AAAA_IN000001UK01", "9.1", "PDS", "manual"),
        known("AAAA_IN000001UK01", "9.2", "Discharge", "manual"),
    ]
    assert check("AAAA_IN000001UK01", knowledge, "9.1").status == "partly-retired"
    assert check("AAAA_IN000001UK01", knowledge, "9.2").status == "retired"
    assert check("AAAA_IN000001UK01", knowledge).version == "9.2"


def test_a_revision_without_a_domain_takes_that_of_its_stem_and_says_so():
    knowledge = [
        known("AAAA_IN000001UK01", "9.1", ""),
        known("AAAA_IN000001UK02", "9.2", "Discharge"),
    ]
    found = check("aaaa_in000001uk01", knowledge)
    assert (found.status, found.version) == ("retired", "9.1")
    assert "inferred" in found.message


def test_revisions_that_disagree_tell_nothing_about_another():
    knowledge = [
        known("AAAA_IN000001UK01", "9.1", ""),
        known("AAAA_IN000001UK02", "9.2", "Discharge"),
        known("AAAA_IN000001UK03", "9.3", "PDS"),
    ]
    found = check("AAAA_IN000001UK01", knowledge)
    assert (found.status, found.version) == ("unknown", "9.1")


def test_a_stem_is_told_by_its_revisions_if_they_are_of_one_domain():
    """What no version knows is no id; what is of two domains is unknown."""
    one, two = (
        check(identifier, [known(identifier, "9.1", domain)])
        for identifier, domain in (("AAAA_IN000001UK01", "Discharge"), ("AAAA_IN000001UK02", "PDS"))
    )
    found = check_stem("AAAA_IN000001", [one, one])
    assert (found.id, found.status, found.domain) == ("AAAA_IN000001", "retired", "Discharge")
    assert "in any revision" in found.message
    found = check_stem("AAAA_IN000001", [one, two])
    assert (found.id, found.status, found.domain) == ("AAAA_IN000001", "unknown", "")
    assert "Discharge or PDS" in found.message
    assert check_stem("AAAA_IN000001", []) is None


def test_an_id_that_no_version_defines_is_unknown():
    found = check("AAAA_IN000001UK09", [known("AAAA_IN000001UK01", "9.1", "Discharge")])
    assert (found.status, found.version, found.domain) == ("unknown", "", "")
    assert "AAAA_IN000001" in found.message


def test_the_real_acknowledgement_that_all_systems_send_is_not_retired():
    identifier = "MCCI_IN010000UK13"
    placements = placements_of(identifier, known_versions_of(identifier[:13]), domain_names)
    assert {placement.version for placement in placements} >= {"3.1.09", "4.2.00", "6.3.01"}
    for version in bundled_catalogues():
        assert check_artefact(identifier, placements, LISTING, version).status != "retired"


def test_a_real_interaction_of_a_retired_domain_is_retired():
    identifier = "POCD_IN140001UK05"
    placements = placements_of(identifier, known_versions_of(identifier[:13]), domain_names)
    assert check_artefact(identifier, placements, LISTING).status == "retired"


def test_placements_from_a_cached_manual_are_taken_as_they_are():
    place = Placement("9.9", DomainNames("Reference", "Ref"), from_manual=True)
    assert check_artefact("AAAA_MT000001UK01", [place], LISTING).status == "not-listed"


# The gate


def gate(*statuses_, problems=(), strict=False):
    domains = {
        "retired": DomainNames("Discharge", interactions=1),
        "partly-retired": DomainNames("PDS", interactions=1),
        "not-listed": DomainNames("CMETs"),
    }
    checks = [
        check_domain(domain_retirement(LISTING, domains[status]), "9.9")
        if status in domains
        else check("AAAA_IN000001UK09", [])
        for status in statuses_
    ]
    assert [found.status for found in checks] == list(statuses_)
    return check_exit_code(checks, problems, strict=strict)


def test_only_retired_fails_unless_strict():
    assert gate() == gate("partly-retired", "unknown", "not-listed") == ExitCode.YES
    assert gate("not-listed", "retired") == ExitCode.NO


@pytest.mark.parametrize("status", ["retired", "partly-retired", "unknown"])
def test_strict_fails_for_all_that_may_be_retired(status):
    assert gate("not-listed", status, strict=True) == ExitCode.NO


def test_strict_fails_for_unread_files_and_passes_what_is_not_listed():
    problem = ScanProblem("a.xml", "Permission denied")
    assert gate("not-listed", problems=[problem], strict=True) == ExitCode.NO
    assert gate("not-listed", problems=[problem]) == ExitCode.YES
    assert gate("not-listed", strict=True) == ExitCode.YES


def test_an_occurrence_carries_the_verdict_and_the_place():
    verdict = check("POCD_IN990001UK01", [known("POCD_IN990001UK01", "9.1", "Discharge")])
    found = check_occurrence(Occurrence("src/a.xml", 3, 7, "POCD_IN990001UK01"), verdict, "src")
    assert (found.kind, found.target, found.path, found.line, found.column) == (
        "occurrence",
        "src",
        "src/a.xml",
        3,
        7,
    )
    assert found.message == verdict.message


@pytest.mark.corpus
def test_the_twelve_names_match_one_entry_each_of_the_real_menu(real_zip):
    """Read by another route than the menu's parser: every link under Domains/."""
    with zipfile.ZipFile(real_zip) as archive:
        (page,) = (name for name in archive.namelist() if name.endswith("Core/Contents.htm"))
        text = archive.read(page).decode("cp1252")
    links = re.findall(r"(?is)<a\b[^>]*href=[\"']?\.\./Domains/([^/\"']+)/[^>]*>(.*?)</a>", text)
    domains = {
        DomainNames(re.sub(r"<[^>]*>|\s+", " ", name).strip(), unquote(folder), interactions=1)
        for folder, name in links
    }
    assert len(domains) > 24
    report = match_domains(LISTING, sorted(domains, key=str))
    retired = [domain.listed_name for domain in report.domains if domain.status == "retired"]
    assert sorted(retired) == sorted(RETIRED.values())
    assert report.unmatched == ()
