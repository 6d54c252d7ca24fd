"""Vocabularies and OIDs: a page's and a schema's account as one, and what they differ in."""

import pytest

from mimcli.model.oids import OidCatalogueStatement, OidRow
from mimcli.model.reference import DatatypeRuleRow, VocabularyRow
from mimcli.model.statements import Link
from mimcli.model.vocabulary import (
    Code,
    Enumeration,
    EnumerationsStatement,
    Subset,
    VocabularyStatement,
)
from mimcli.reconcile.oids import reconcile_oids
from mimcli.reconcile.vocabularies import Vocabularies, reconcile_vocabularies

ARC = "2.16.840.1.113883.9"


def page(name: str, *codes: Code, system: str = "", of: str = "") -> VocabularyStatement:
    return VocabularyStatement(
        page=f"Vocabulary/{name}.htm",
        name=name,
        code_system=system,
        code_system_stated="heading" if system else "",
        code_system_of=Link(of) if of else None,
        version="1.0",
        status="active",
        date="2030-01-02",
        description="Words of our own",
        comment="",
        codes=codes,
        subsets=(),
        listed=bool(codes),
    )


def schema(path: str, *enumerations: Enumeration) -> EnumerationsStatement:
    return EnumerationsStatement(path, enumerations)


def codes_of(found: Vocabularies, name: str) -> list[tuple[object, ...]]:
    (number,) = [row.id for row in found.rows if row.name == name]
    return [
        (one.code, one.display, one.retired, one.in_page, one.in_schema)
        for one in found.codes
        if one.vocabulary == number
    ]


def test_page_and_schema_are_one_vocabulary_in_any_letter_case() -> None:
    """The page has the words, each code says who has it, and the retired one is no difference."""
    found = reconcile_vocabularies(
        [page("Pace", Code("1", "Slow"), Code("2", "Fast"), Code("9", "Gone", retired=True))],
        [schema("dt/NHSVocab.xsd", Enumeration("pace", ("2", "1"), ("Fast", "Slow")))],
    )
    (row,) = found.rows
    assert (row.name, row.origin, row.schema) == ("Pace", "both", "dt/NHSVocab.xsd")
    assert codes_of(found, "Pace") == [
        ("1", "Slow", 0, 1, 1),
        ("2", "Fast", 0, 1, 1),
        ("9", "Gone", 1, 1, 0),
    ]
    assert not found.findings


def test_codes_that_only_one_has_are_kept_and_found() -> None:
    """Neither account overrules the other; a finding names each code and who lacks it."""
    found = reconcile_vocabularies(
        [page("Pace", Code("1", "Slow"), Code("2", "Fast"), Code("9", "Gone", retired=True))],
        [schema("dt/NHSVocab.xsd", Enumeration("Pace", ("1", "3", "9")))],
    )
    assert codes_of(found, "Pace") == [
        ("1", "Slow", 0, 1, 1),
        ("2", "Fast", 0, 1, 0),
        ("9", "Gone", 1, 1, 1),
        ("3", None, 0, 0, 1),
    ]
    (finding,) = found.findings
    assert (finding.kind, finding.subject, finding.rule) == (
        "codes-differ",
        "Pace",
        "page-and-schema",
    )
    for words in ("the schema lacks 2", "the page lacks 3", "the schema still has the retired 9"):
        assert words in finding.detail


def test_other_code_systems_and_display_names_are_found() -> None:
    """A schema that states another OID or other words is told apart from one with other codes."""
    enumeration = Enumeration("Pace", ("1",), ("Sluggish",), code_systems=(f"{ARC}.2",))
    found = reconcile_vocabularies(
        [page("Pace", Code("1", "Slow"), system=f"{ARC}.1")],
        [schema("dt/NHSVocab.xsd", enumeration)],
    )
    assert [one.kind for one in found.findings] == ["code-systems-differ", "display-names-differ"]
    assert found.rows[0].code_system == f"{ARC}.1"


def test_a_page_without_codes_does_not_contradict_a_schema() -> None:
    """What a page leaves open, the schema may say."""
    found = reconcile_vocabularies(
        [page("Pace")], [schema("dt/NHSVocab.xsd", Enumeration("Pace", ("1", "2")))]
    )
    assert codes_of(found, "Pace") == [("1", None, 0, 0, 1), ("2", None, 0, 0, 1)]
    assert not found.findings


def test_a_schemas_display_names_are_not_guessed_to_codes() -> None:
    """Their order is not always that of the codes: only a single one is sure."""
    found = reconcile_vocabularies(
        [],
        [
            schema(
                "VocabularySchemas/OwnVocab.xsd",
                Enumeration("Pair", ("1", "2"), ("Two", "One")),
                Enumeration("Single", ("1",), ("One",)),
            )
        ],
    )
    assert codes_of(found, "Pair") == [("1", None, 0, 0, 1), ("2", None, 0, 0, 1)]
    assert codes_of(found, "Single") == [("1", "One", 0, 0, 1)]
    assert "Two; One" in (found.rows[0].comment or "")


@pytest.mark.parametrize(
    ("path", "name", "vocabulary"),
    [
        ("dt/NHSVocab.xsd", "Pace", "Pace"),
        ("dt/datatypes.xsd", "cs_UpdateMode", "UpdateMode"),
        ("dt/datatypes.xsd", "uid", None),
        ("dt/datatypeflavours.xsd", "II.NPfIT.Own.oid", None),
        ("voc/voc.xsd", "ActClass", "ActClass"),
        ("VocabularySchemas/OwnVocab.xsd", "Pace", "Pace"),
    ],
)
def test_which_enumerations_are_vocabularies(path: str, name: str, vocabulary: str | None) -> None:
    """Among the datatypes only HL7's coded simple types are; elsewhere all are."""
    found = reconcile_vocabularies([], [schema(path, Enumeration(name, ("1",)))])
    assert [row.name for row in found.rows] == ([vocabulary] if vocabulary else [])


def test_the_nhss_own_schema_comes_before_hl7s() -> None:
    """HL7's full vocabulary is asked last, and what it has besides is a finding."""
    found = reconcile_vocabularies(
        [],
        [
            schema("voc/voc.xsd", Enumeration("Pace", ("1", "2"))),
            schema("dt/NHSVocab.xsd", Enumeration("Pace", ("1",))),
        ],
    )
    assert [row.schema for row in found.rows] == ["dt/NHSVocab.xsd"]
    (finding,) = found.findings
    assert (finding.kind, finding.page, finding.chosen) == (
        "schemas-differ",
        "voc/voc.xsd",
        "dt/NHSVocab.xsd",
    )
    assert "2 besides" in finding.detail


def test_a_second_page_of_one_name_is_found() -> None:
    """The first page in order of the paths counts."""
    second = page("PACE")
    found = reconcile_vocabularies([second, page("Pace", Code("1", "Slow"))], [])
    assert len(found.rows) == 1
    assert [one.kind for one in found.findings] == ["duplicate-vocabulary"]


def test_a_page_may_share_anothers_code_system() -> None:
    """A page that refers to another's OID has that OID."""
    found = reconcile_vocabularies(
        [page("Whole", system=f"{ARC}.15"), page("Part", of="Vocabulary/whole.htm")], []
    )
    assert {row.name: row.code_system for row in found.rows} == {
        "Whole": f"{ARC}.15",
        "Part": f"{ARC}.15",
    }


def test_a_note_alone_can_retire_a_code_and_subsets_stay_in_order() -> None:
    """A code whose note says since when it is retired is retired."""
    stated = page("Pace", Code("1", "Slow", "Retired from 4", retired_from="4"))
    stated = stated._replace(subsets=(Subset("Walks", "11"), Subset("", "12")))
    found = reconcile_vocabularies([stated], [])
    assert codes_of(found, "Pace") == [("1", "Slow", 1, 1, 0)]
    assert [(one.name, one.original_id) for one in found.subsets] == [("Walks", "11"), (None, "12")]


def vocabulary(name: str, system: str) -> VocabularyRow:
    return VocabularyRow(
        id=len(name),
        name=name,
        code_system=system,
        version=None,
        status=None,
        date=None,
        description=None,
        comment=None,
        page=f"Vocabulary/{name}.htm",
        schema=None,
        origin="page",
    )


def test_every_oid_that_anything_states_has_a_row_and_a_parent() -> None:
    """The catalogue's come with their words, the others with who uses them; all have parents."""
    rows, findings = reconcile_oids(
        [
            OidCatalogueStatement(
                "OID/OwnCatalogue.htm",
                (
                    OidRow(ARC, "Own", "", "NPfIT", abstract=True, anchor="a"),
                    OidRow(f"{ARC}.1", "Pace", "How fast", "", abstract=False, anchor="b"),
                    OidRow(f"{ARC}.1", "Again", "", "", abstract=False, anchor="c"),
                ),
            )
        ],
        [
            vocabulary("Pace", f"{ARC}.1"),
            vocabulary("Gait", f"{ARC}.1.7"),
            vocabulary("Step", f"{ARC}.1.7"),
        ],
        [
            DatatypeRuleRow(1, 0, "enumeration", None, f"{ARC}.10"),
            DatatypeRuleRow(1, 1, "enumeration", None, "NI"),
        ],
    )
    found = {row.oid: row for row in rows}
    assert list(found) == [ARC, f"{ARC}.1", f"{ARC}.1.7", f"{ARC}.10"]
    assert [row.parent for row in rows] == [None, ARC, f"{ARC}.1", ARC]
    assert [row.origin for row in rows] == ["catalogue", "catalogue", "vocabulary", "schema"]
    assert found[f"{ARC}.1.7"].name == "Gait, Step"
    assert found[f"{ARC}.1"].description == "How fast"
    assert sorted((one.kind, one.subject) for one in findings) == [
        ("oid-not-in-catalogue", "Gait"),
        ("oid-not-in-catalogue", "Step"),
        ("oid-stated-twice", f"{ARC}.1"),
    ]


def test_without_a_catalogue_nothing_is_missing_from_it() -> None:
    """A partial publication has no catalogue; that is no finding of each vocabulary."""
    rows, findings = reconcile_oids([], [vocabulary("Pace", f"{ARC}.1")], [])
    assert [row.oid for row in rows] == [f"{ARC}.1"]
    assert not findings
