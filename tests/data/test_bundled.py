"""The bundled facts: complete, each with a source, quick to ask, and made again the same."""

import csv
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mimcli.data
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import catalogue_head, domain_names, load_catalogue
from mimcli.data.files import text, version_key
from mimcli.data.known import known_versions_of
from mimcli.data.retirement_list import read_retirement_list
from mimcli.data.services import services_of
from mimcli.data.versions import read_versions
from mimcli.errors import NotFoundError
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.knowledge.known import RELATIONS

FOLDER = Path(mimcli.data.__file__).parent
SCRIPT = FOLDER.parents[2] / "scripts" / "make_catalogue.py"
SCHEMA = FOLDER.parent / "index" / "schema.sql"
OLDER = ("3.1.09", "4.2.00", "6.3.01")


@pytest.mark.parametrize("version", bundled_catalogues())
def test_every_row_of_a_catalogue_has_a_source(version):
    catalogue = load_catalogue(version)
    rows = [*catalogue.domains, *catalogue.artefacts, *catalogue.relations]
    assert len(rows) > 200
    assert all(row.source and "{" not in row.source for row in rows)


@pytest.mark.parametrize(
    "name", ["versions.tsv", "services.tsv", "known-interactions.tsv", "wire-codes.tsv"]
)
def test_every_row_of_a_table_has_a_source(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines[1:], delimiter="\t"))
    assert lines[0].startswith("# ")
    assert len(rows) > 20
    assert all(row["source"].strip() for row in rows)


def test_the_retirement_list_names_its_page_and_date():
    listing = read_retirement_list()
    assert listing.last_edited == "2023-12-15"
    assert listing.address.startswith("https://digital.nhs.uk/")
    assert listing.source
    assert listing.others
    assert len(listing.fully_retired) == len({entry.name for entry in listing.fully_retired}) == 12
    assert all(entry.reason for entry in listing.fully_retired if entry.aliases)


def test_the_versions_are_newest_first_and_four_are_listed():
    versions = read_versions()
    assert [version.version for version in versions if version.listed] == [
        "7.2.02",
        *reversed(OLDER),
    ]
    keys = [version_key(version.version) for version in versions]
    assert keys == sorted(keys, reverse=True)


@pytest.mark.parametrize(
    ("version", "interactions"), [("3.1.09", 104), ("4.2.00", 82), ("6.3.01", 171)]
)
def test_the_older_versions_have_all_their_interactions(version, interactions):
    catalogue = load_catalogue(version)
    found = [artefact for artefact in catalogue.artefacts if artefact.kind == "interaction"]
    assert len(found) == len({artefact.id for artefact in found}) == interactions


@pytest.mark.parametrize("version", bundled_catalogues())
def test_a_catalogue_agrees_with_itself(version):
    catalogue = load_catalogue(version)
    domains = [domain.name for domain in catalogue.domains]
    assert len(domains) == len(set(domains))
    assert {artefact.domain for artefact in catalogue.artefacts} <= {*domains, ""}
    identifiers = [artefact.id for artefact in catalogue.artefacts]
    assert len(identifiers) == len(set(identifiers))
    for relation in catalogue.relations:
        assert relation.relation in RELATIONS
        assert parse_artefact_id(relation.object), relation
        assert relation.subject in identifiers
    for artefact in catalogue.artefacts:
        parsed = parse_artefact_id(artefact.id)
        assert parsed is None or artefact.kind in {parsed.kind, "cmet"}


@pytest.mark.parametrize("version", OLDER)
def test_shared_artefacts_are_in_the_domain_that_defines_them(version):
    """The facts know them by a domain that uses them, which may be a retired one."""
    domains = {artefact.id: artefact.domain for artefact in load_catalogue(version).artefacts}
    assert domains["MCCI_IN010000UK13"] == domains["MCCI_MT010101UK12"] == "Infrastructure"
    assert {domain for identifier, domain in domains.items() if "_TP" in identifier} <= {
        "Templates"
    }


def test_an_unknown_catalogue_is_named_with_those_there_are():
    with pytest.raises(NotFoundError) as caught:
        load_catalogue("1.0")
    assert caught.value.hint
    assert "6.3.01" in caught.value.hint


def by_reading_everything(identifier):
    """What `known_versions_of` finds by search, by the long way."""
    found = set()
    for version in bundled_catalogues():
        catalogue = load_catalogue(version)
        for artefact in catalogue.artefacts:
            if artefact.id.upper().startswith(identifier):
                relations = tuple(
                    (relation.relation, relation.object)
                    for relation in catalogue.relations
                    if relation.subject == artefact.id
                )
                found.add((artefact.id, version, artefact.domain, artefact.source, relations))
    lines = (FOLDER / "known-interactions.tsv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines[1:], delimiter="\t"):
        if row["interaction_id"].startswith(identifier):
            found.add((row["interaction_id"], row["mim_version"], "", row["source"], ()))
    return found


@pytest.mark.parametrize(
    "identifier",
    [
        "PORX_IN020101UK31",
        "PORX_IN020101",
        "MCCI_IN010000UK13",
        "MCCI_IN010000",
        "PRPA_MT000206UK03",
        "COCD_TP146005UK04",
        "QUPC_IN080000UK13",
        "POCD_IN160004",
        "PRPA_AR040000UK10",
    ],
)
def test_a_search_finds_what_reading_everything_finds(identifier):
    found = {
        (known.id, known.version, known.domain, known.source, known.relations)
        for known in known_versions_of(identifier.lower())
    }
    assert found == by_reading_everything(identifier)
    assert found


def test_known_versions_come_oldest_first_with_their_relations():
    (known,) = known_versions_of("PORX_IN020101UK31")
    assert (known.version, known.title, known.authority) == (
        "4.2.00",
        "Parent Prescription",
        "elsewhere",
    )
    assert known.related("wire_payload") == ("PORX_MT132004UK31",)
    assert known.related("transmission_wrapper") == ("MCCI_MT010101UK12",)
    versions = [known.version for known in known_versions_of("MCCI_IN010000")]
    assert versions == sorted(versions, key=version_key)
    assert len(versions) >= 4


@given(st.text(alphabet="PRAINMT_0123456789UK\t\n*.+([", max_size=20))
def test_any_text_may_be_asked_for(text):
    for known in known_versions_of(text):
        assert known.id.startswith(text.strip().upper())
    assert isinstance(services_of(text), tuple)


def test_services_of_an_interaction():
    services = services_of("prpa_in000203uk03")
    assert ("pds", "ebXML Reliable Asynchronous") in {
        (service.service, service.pattern) for service in services
    }
    assert all(service.interaction_id == "PRPA_IN000203UK03" for service in services)
    assert services_of("PRPA_IN000203") == services_of("") == ()


def test_a_domain_of_a_catalogue_is_known_with_its_interactions():
    names = domain_names("6.3.01", "Discharge")
    catalogue = load_catalogue("6.3.01")
    assert (names.folder, names.interactions) == (
        "Discharge",
        sum(
            artefact.domain == "Discharge" and artefact.kind == "interaction"
            for artefact in catalogue.artefacts
        ),
    )
    assert names.interactions > 0
    assert domain_names("6.3.01", "Templates").interactions == 0
    assert domain_names("0.0", "Ward").name == "Ward"


def test_importing_the_readers_loads_no_parser():
    code = "import sys, mimcli.data.catalogues; print(sorted({'csv', 'json', 'lxml', 'rich'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# The script

FACTS = {
    "versions.tsv": "mim_version\tissued\tform\taddress\tnational_archives_copy\tlisted_by_nhs_england\n"
    "9.1.00\t2001-02-03\twebsite\thttps://example.org/9.1.00\t\tyes\n9.0.00\t\t\t\t\tno\n",
    "artefacts-by-version.tsv": "mim_version\tartefact_id\tdomain\tdomain_inferred\ttitle_or_models\tsource\n"
    "9.1.00\t(document)\tWard\tno\tImplementation manual v1.5, X-1\t"
    "https://example.org/dms/mim/9.1.00/Domains/Ward/Ward%20IM.htm\n"
    "9.1.00\tWARD_IN000001UK01\tWard\tno\tinteraction; payload WARD_MT000001UK01; wrappers "
    "MCCI_MT000001UK01,QUQI_MT000001UK01\thttps://example.org/WARD_IN000001UK01.xsd\n"
    "9.1.00\tWARD_MT000001UK01\tWard\tyes\tmessage type; root Bed\thttps://example.org/x\n"
    "9.1.00\tWARD_AR000001UK01\tWard\tno\tBed (new) Keeper (application role)\thttps://example.org/y\n"
    "9.1.00\tMCCI_MT000001UK01\tWard\tno\tmessage type; root Message\thttps://example.org/z\n"
    "9.1.00\tloose\t\tno\tschema file\thttps://example.org/l\n",
    "other-versions-by-interaction.tsv": "interaction_id\tmim_version\tsource\n"
    "WARD_IN000001UK02\t9.0.00\ta test set\n",
    "service-names.tsv": "service\tinteraction_id\tmessage_pattern\tsource\n"
    "wd\tWARD_IN000001UK01\t\ta test\n",
    "version-codes-on-the-wire.tsv": "interaction_id\tversion_code\toccurrences\n"
    "WARD_IN000001UK01\tX9.1\t3\n",
}


def make(*arguments):
    subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)], check=True, capture_output=True
    )


@pytest.fixture
def read_from(monkeypatch):
    """Let the readers read another folder."""

    def read(folder):
        monkeypatch.setattr("mimcli.data.files.FOLDER", folder)
        monkeypatch.setattr("mimcli.data.bundled.FOLDER", folder)
        for cached in (text, catalogue_head, bundled_catalogues):
            cached.cache_clear()

    yield read
    monkeypatch.undo()
    for cached in (text, catalogue_head, bundled_catalogues):
        cached.cache_clear()


def test_the_script_makes_what_the_readers_read(tmp_path, read_from):
    facts, first, second = (tmp_path / name for name in ("facts", "first", "second"))
    facts.mkdir()
    for name, content in FACTS.items():
        (facts / name).write_text(content, encoding="utf-8")
    make(facts, "--data", first)
    make(facts, "--data", second)
    files = sorted(path.relative_to(first) for path in first.rglob("*.tsv"))
    assert len(files) == 5
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in files)
    read_from(first)
    catalogue = load_catalogue("9.1.00")
    assert (catalogue.issued, catalogue.authority) == ("2001-02-03", "elsewhere")
    domains = {domain.name: domain for domain in catalogue.domains}
    assert sorted(domains) == ["Infrastructure", "Ward"]
    assert (domains["Ward"].version, domains["Ward"].page) == ("1.5", "Domains/Ward/Ward IM.htm")
    artefacts = {artefact.id: artefact for artefact in catalogue.artefacts}
    assert artefacts["WARD_AR000001UK01"].title == "Bed (new) Keeper"
    assert artefacts["WARD_MT000001UK01"].entry_class == "Bed"
    assert artefacts["WARD_IN000001UK01"].source == "https://example.org/WARD_IN000001UK01.xsd"
    assert artefacts["MCCI_MT000001UK01"].domain_inferred
    assert "loose" not in artefacts
    assert [known.version for known in known_versions_of("WARD_IN000001")] == [
        "9.0.00",
        "9.1.00",
    ]
    assert known_versions_of("WARD_IN000001UK01")[0].relations == (
        ("transmission_wrapper", "MCCI_MT000001UK01"),
        ("control_act_wrapper", "QUQI_MT000001UK01"),
        ("message_type", "WARD_MT000001UK01"),  # what no other account states, the schema does
        ("wire_payload", "WARD_MT000001UK01"),
    )


def test_the_script_makes_a_catalogue_from_an_index(tmp_path, read_from):
    database = tmp_path / "index.db"
    connection = sqlite3.connect(database)
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    connection.executescript(
        """
        INSERT INTO meta VALUES ('mim_version', '9.2.00'), ('issued', '2002-02-02');
        INSERT INTO domain (id, name, folder, category, version, overview)
            VALUES (1, 'Wards', 'Ward', 'Care', '1.6', 'prose that stays out');
        INSERT INTO artefact (id, kind, stem, title, description, domain, section, standing) VALUES
            ('WARD_MT000001UK01', 'message_type', 'WARD_MT000001', 'Bed', 'prose', 1, '7.1', 'defined'),
            ('WARD_IN000001UK01', 'interaction', 'WARD_IN000001', 'Make bed', 'prose', 1, '6.1', 'defined'),
            ('WARD_IN000009UK01', 'interaction', 'WARD_IN000009', NULL, NULL, NULL, NULL, 'schema-only'),
            ('WARD_TE000001UK01', 'trigger_event', 'WARD_TE000001', NULL, NULL, NULL, NULL, 'mentioned');
        INSERT INTO definition (id, entry_class) VALUES ('WARD_MT000001UK01', 'Bed');
        INSERT INTO relation VALUES
            ('WARD_IN000001UK01', 'wire_payload', 0, 'WARD_MT000001UK01', 'a', 'schema'),
            ('WARD_IN000001UK01', 'receiving_role', 1, 'WARD_AR000003UK01', 'a', 'manual'),
            ('WARD_IN000001UK01', 'receiving_role', 0, 'WARD_AR000002UK01', 'a', 'manual'),
            ('WARD_IN000001UK01', 'sending_role', 0, 'WARD_AR000001UK01', 'a', 'manual');
        """
    )
    connection.close()
    make("--from-index", database, "--data", tmp_path / "data")
    text = (tmp_path / "data" / "catalogue" / "9.2.00.tsv").read_text(encoding="utf-8")
    assert "prose" not in text
    read_from(tmp_path / "data")
    catalogue = load_catalogue("9.2.00")
    assert catalogue.authority == "manual"
    assert [
        (artefact.id, artefact.title, artefact.domain, artefact.section, artefact.standing)
        for artefact in catalogue.artefacts
        if artefact.domain
    ] == [
        ("WARD_MT000001UK01", "Bed", "Wards", "7.1", "defined"),
        ("WARD_IN000001UK01", "Make bed", "Wards", "6.1", "defined"),
    ]
    assert {artefact.id for artefact in catalogue.artefacts if not artefact.domain} == {
        "WARD_IN000009UK01"
    }
    assert [(row.relation, row.object) for row in catalogue.relations] == [
        ("sending_role", "WARD_AR000001UK01"),
        ("receiving_role", "WARD_AR000002UK01"),
        ("receiving_role", "WARD_AR000003UK01"),
        ("message_type", "WARD_MT000001UK01"),
        ("wire_payload", "WARD_MT000001UK01"),
    ]
    assert all(row.source for row in [*catalogue.domains, *catalogue.artefacts])
