"""The synthetic MiM is what it claims to be: it compiles, is the same every time, has every trap."""

import re
from pathlib import Path

import pytest
from lxml import etree

from support import expected, tables
from support.synthetic import (
    SCHEMAS_ONLY,
    build_mim,
    change_domain,
    default_mim,
    files_of,
    renumbered,
)

MIM = default_mim()
FILES = files_of(MIM)


def xsd(folder: Path, path: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(folder / path)))


def test_every_schema_compiles_but_the_one_that_never_does(synthetic_mim: Path) -> None:
    """`voc/voc.xsd` does not compile alone, in a real publication either."""
    compiled = 0
    for path in sorted(synthetic_mim.rglob("*.xsd")):
        name = path.relative_to(synthetic_mim).as_posix()
        if name == "voc/voc.xsd":
            with pytest.raises(etree.XMLSchemaParseError):
                xsd(synthetic_mim, name)
            continue
        xsd(synthetic_mim, name)
        compiled += 1
    assert compiled > 60


def test_every_xml_file_is_well_formed() -> None:
    paths = [path for path in FILES if path.endswith((".xml", ".mif", ".xsd"))]
    assert len(paths) > 80
    for path in paths:
        etree.fromstring(FILES[path])


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = build_mim(tmp_path / "one"), build_mim(tmp_path / "two")
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(names) == len(FILES)
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_no_two_files_differ_by_letter_case_only() -> None:
    """Nor do they in a real publication; so a Windows disk can hold it."""
    assert len({path.casefold() for path in FILES}) == len(FILES)


@pytest.mark.parametrize(
    ("example", "schema", "valid"),
    [
        ("Appointments/PRSC_EX900001UK02_01.xml", "PRSC_MT900001UK02", True),
        ("Appointments/PRSC_EX900001UK02_02 wrong.xml", "PRSC_MT900001UK02", False),
        ("Appointments/PRSC_IN900001UK02_01.xml", "PRSC_IN900001UK02", True),
        ("Out of Hours/POCD_EX910001UK01_01.xml", "POCD_MT000001UK04", True),
        ("Out of Hours/POCD_EX910001UK01_01.xml", "POCD_MT910001UK01", False),
    ],
)
def test_examples_are_valid_or_not(
    synthetic_mim: Path, example: str, schema: str, valid: bool
) -> None:
    document = etree.parse(str(synthetic_mim / "Examples" / example))
    assert xsd(synthetic_mim, f"Schemas/{schema}.xsd").validate(document) is valid


def test_the_templated_example_is_valid_as_its_domain_models_it(synthetic_mim: Path) -> None:
    document = etree.parse(
        str(synthetic_mim / "TemplatedExamples/OutOfHours/POCD_EX910001UK01_01.xml")
    )
    xsd(synthetic_mim, "Schemas/POCD_MT910001UK01.xsd").assertValid(document)


def test_another_version_says_so_everywhere() -> None:
    files = files_of(default_mim("8.0.00"))
    for path in ("Index.htm", "Core/footer.htm", "Core/Change.htm", "dt/NHSVocab.xsd"):
        assert b"8.0.00" in files[path]
        assert b"9.1.01" not in files[path]


def test_a_partial_publication_has_schemas_that_compile(tmp_path: Path) -> None:
    folder = build_mim(tmp_path / "partial", only=SCHEMAS_ONLY)
    assert {path.name for path in folder.iterdir()} == {each.rstrip("/") for each in SCHEMAS_ONLY}
    xsd(folder, "Schemas/PRSC_IN900001UK02.xsd")


def test_pages_can_be_left_out_and_replaced(tmp_path: Path) -> None:
    folder = build_mim(
        tmp_path / "mim", without=("Core/footer.htm", "Mif/"), extra={"Index.htm": b"no title"}
    )
    assert not (folder / "Core/footer.htm").exists()
    assert not (folder / "Mif").exists()
    assert (folder / "Index.htm").read_bytes() == b"no title"


def test_sections_can_be_renumbered() -> None:
    moved = renumbered(MIM)
    where = expected.sections(moved.domain("HealthSpace"))
    assert where["POCD_IN930001UK01"].startswith("7.")
    assert expected.sections(MIM.domain("HealthSpace"))["POCD_IN930001UK01"].startswith("6.")
    page = files_of(moved)[moved.domain("HealthSpace").manual]
    assert b"_Toc_Section_7.1></a>7.1" in page


def test_one_domain_can_be_changed() -> None:
    changed = change_domain(MIM, "HSC", lambda domain: domain.__class__("X", "Y", "Z.htm"))
    assert [each.menu for each in changed.domains].count("X") == 1
    assert "Domains/Y/Document files/Z.htm" in files_of(changed)


def test_what_is_expected_counts_what_was_built() -> None:
    """Every interaction has a schema; schemas only are those that no page has."""
    interactions = expected.expected_interactions(MIM)
    schemas = {Path(path).stem for path in FILES if re.search(r"Schemas/\w+_IN\w+\.xsd", path)}
    assert set(interactions) == schemas
    counts = expected.expected_counts(MIM)
    documented = [each for each in interactions.values() if each.domain]
    assert len(documented) == sum(each["interactions"] for each in counts.values()) == 21
    assert counts["Nullification"]["interactions"] == 0
    assert {what for what, _ in expected.expected_findings(MIM)} == {
        "schema-link",
        "relation",
        "empty-relation",
        "xml-gap",
        "schema-only",
        "heading-id",
        "twice-defined",
        "unknown-wrapper",
    }


def test_expected_rows_are_all_kinds_of_rows() -> None:
    rows = [row for _, each in MIM.definitions() for row in expected.expected_rows(each.table)]
    kinds = {row.kind for row in rows}
    assert kinds == {"class", "attribute", "association", "choice", "cmet", "template"}
    assert all(
        row.owner < position
        for position, row in enumerate(expected.expected_rows(tables.inline_choice()))
    )
    assert {row.coding_strength for row in rows} == {None, "CNE", "CWE"}
    assert {row.conformance for row in rows} == {None, "M", "R"}
