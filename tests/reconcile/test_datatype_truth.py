"""Datatypes: which schema's type is which flavour of the page, and what a type demands in all."""

import pytest

from mimcli.model.datatypes import (
    DatatypePart,
    DatatypesStatement,
    DatatypeStatement,
    SchemaAttribute,
    SchemaElement,
    SchemaType,
    TypesStatement,
)
from mimcli.model.reference import DatatypeRow
from mimcli.reconcile.datatypes import Datatypes, reconcile_datatypes
from mimcli.reconcile.mentions import mentions_in
from mimcli.reconcile.type_rules import rules_of

PAGE = "Data Types/DataTypes.htm"


def entry(
    kind: str,
    title: str,
    *,
    name: str = "",
    of: tuple[str, ...] = (),
    description: str = "",
    parts: tuple[DatatypePart, ...] = (),
) -> DatatypeStatement:
    return DatatypeStatement(
        kind=kind,
        name=name,
        title=title,
        section="2.1",
        anchor="there",
        anchors=("there",),
        of_types=of,
        description=description,
        examples="",
        parts=parts,
        tables=int(bool(parts)),
    )


def reconciled(
    entries: tuple[DatatypeStatement, ...], *types: SchemaType
) -> tuple[Datatypes, dict[str, DatatypeRow]]:
    found = reconcile_datatypes(
        [DatatypesStatement(PAGE, "1.0", entries)], [TypesStatement("dt/datatypes.xsd", types)]
    )
    return found, {row.name: row for row in found.rows}


def complex_type(name: str, base: str = "", derivation: str = "", **parts: object) -> SchemaType:
    return SchemaType(name, "complex", derivation, base, **parts)  # type: ignore[arg-type]


def attribute(
    name: str, type_: str = "st", use: str = "optional", **values: str
) -> SchemaAttribute:
    return SchemaAttribute(name, type_, use, **values)


def element(name: str, least: int, most: int | None, alternative: int = -1) -> SchemaElement:
    return SchemaElement(name, "TS", least, most, alternative)


def test_a_type_with_parameters_is_the_schemas_with_underscores() -> None:
    """`IVL<TS>` of the page is the schema's `IVL_TS`; a section is no datatype."""
    _, rows = reconciled(
        (entry("section", "Times"), entry("type", "Interval", name="IVL<TS>")),
        complex_type("IVL_TS", "TS", "extension"),
    )
    assert list(rows) == ["IVL<TS>"]
    assert (rows["IVL<TS>"].schema_type, rows["IVL<TS>"].base) == ("IVL_TS", "TS")


def test_a_type_of_the_schemas_alone_is_called_as_tables_call_it() -> None:
    """`IVL_INT` is what message tables call `IVL<INT>`; other underscores stay."""
    found = reconcile_datatypes(
        [],
        [TypesStatement("dt/datatypes.xsd", (complex_type("IVL_INT"), complex_type("SXCM_TS")))],
        ["INT", "IVL<INT>"],
    )
    assert [(row.name, row.schema_type) for row in found.rows] == [
        ("IVL<INT>", "IVL_INT"),
        ("SXCM_TS", "SXCM_TS"),
    ]


def test_a_flavour_whose_title_has_the_schemas_words_is_that_type() -> None:
    """One row then has the title of the page and the name and demands of the schema."""
    found, rows = reconciled(
        (
            entry("type", "Coded Value", name="CV"),
            entry("flavour", "Coded Value with Street Map", of=("CV",)),
            entry("flavour", "Coded Value with Map", of=("CD",)),
        ),
        complex_type("CV.NPfIT.Street.Map", attributes=(attribute("code", use="required"),)),
    )
    row = rows["CV.NPfIT.Street.Map"]
    assert (row.kind, row.title, row.base) == ("flavour", "Coded Value with Street Map", "CV")
    assert rows["Coded Value with Map"].schema_type is None
    rules = [(one.what, one.subject) for one in found.rules if one.datatype == row.id]
    assert rules == [("required-attribute", "code")]


def test_a_flavour_that_several_types_carry_out_describes_each() -> None:
    """Nothing in the title names them, the text of one flavour alone does; strength is no word."""
    part = DatatypePart("root", "1", "", "A GUUID in words", -1)
    _, rows = reconciled(
        (
            entry("type", "Identifier", name="II"),
            entry("flavour", "Everywhere", of=("II",), parts=(part,)),
            entry("flavour", "Somewhere", of=("II",), description="A number"),
        ),
        complex_type("II"),
        complex_type("II.NPfIT.guuid.required"),
        complex_type("II.NPfIT.guuid.mandatory"),
        complex_type("II.NPfIT.nothing"),
    )
    described = rows["Everywhere"].id
    assert rows["Everywhere"].schema_type is None
    assert rows["II.NPfIT.guuid.required"].described_by == described
    assert rows["II.NPfIT.guuid.mandatory"].described_by == described
    assert rows["II.NPfIT.nothing"].described_by is None
    assert rows["II.NPfIT.guuid.required"].base == "II"


def test_words_that_fit_two_flavours_are_of_neither() -> None:
    """Nothing is guessed."""
    _, rows = reconciled(
        (
            entry("flavour", "Plain thing", of=("CV",)),
            entry("flavour", "Thing made plain", of=("CV",)),
        ),
        complex_type("CV.NPfIT.Plain"),
    )
    assert rows["CV.NPfIT.Plain"].described_by is None
    assert rows["CV.NPfIT.Plain"].title is None


def test_simple_types_of_a_flavour_are_no_flavours() -> None:
    """`II.NPfIT.Own.oid` says what an attribute may hold."""
    _, rows = reconciled((), SchemaType("II.NPfIT.Own.oid", "simple", "restriction", "uid"))
    assert rows["II.NPfIT.Own.oid"].kind == "schema"


def rules(name: str, *types: SchemaType) -> list[tuple[str, str | None, str | None]]:
    known = {one.name: one for one in types}
    return list(rules_of(known[name], known))


def test_attributes_are_inherited_and_overruled() -> None:
    """A restriction that forbids an attribute wins, and what it leaves alone stays."""
    found = rules(
        "Child",
        complex_type("Base", attributes=(attribute("root"), attribute("extension"))),
        complex_type(
            "Child", "Base", "restriction", attributes=(attribute("root", use="prohibited"),)
        ),
    )
    assert found == [
        ("prohibited-attribute", "root", "st"),
        ("optional-attribute", "extension", "st"),
    ]


def test_a_restriction_forbids_the_elements_that_it_does_not_repeat() -> None:
    """An extension adds to them; one that a choice has twice is there once."""
    base = complex_type(
        "Base", elements=(element("low", 1, 1, 0), element("low", 0, 1, 1), element("high", 1, 1))
    )
    more = complex_type("More", "Base", "extension", elements=(element("width", 0, None),))
    less = complex_type("Less", "Base", "restriction", elements=(element("high", 0, 0),))
    assert rules("More", base, more) == [
        ("element", "low", "0..1 TS"),
        ("element", "high", "1..1 TS"),
        ("element", "width", "0..* TS"),
    ]
    assert rules("Less", base, less) == [
        ("prohibited-element", "high", "TS"),
        ("prohibited-element", "low", "TS"),
    ]


def test_an_attributes_type_says_what_its_value_may_be() -> None:
    """Facets, fixed values, defaults, lists and unions follow the attribute."""
    found = rules(
        "Whole",
        complex_type(
            "Whole",
            attributes=(
                attribute("root", "number", fixed="1.2"),
                attribute("use", "uses", default="H"),
                attribute("any", "either"),
            ),
        ),
        SchemaType("number", "simple", "restriction", "xs:string", facets=(("pattern", "[0-9]"),)),
        SchemaType("uses", "simple", "list", "cs"),
        SchemaType("either", "simple", "union", "", members=("number", "uses")),
    )
    assert found == [
        ("optional-attribute", "root", "number"),
        ("fixed", "root", "1.2"),
        ("pattern", "root", "[0-9]"),
        ("optional-attribute", "use", "uses"),
        ("default", "use", "H"),
        ("list-of", "use", "cs"),
        ("optional-attribute", "any", "either"),
        ("member", "any", "number"),
        ("member", "any", "uses"),
    ]


def test_types_that_derive_from_one_another_end() -> None:
    """A circle in a damaged schema is no endless walk."""
    one = complex_type("One", "Two", "extension", attributes=(attribute("a"),))
    two = complex_type("Two", "One", "extension", attributes=(attribute("b"),))
    assert {rule[1] for rule in rules("One", one, two)} == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The root is 2.16.840.1.113883.9.1.", [("oid", "2.16.840.1.113883.9.1")]),
        ("See section 2.4.1.1 of version 1.2.3.", []),
        ("The Plain flavour of CV", [("flavour", "Plain")]),
        ("The Plain Flavour of CV", [("flavour", "Plain")]),
        ("The ExtraPlain datatype flavour", [("flavour", "Extra Plain")]),
        ("A plain word", []),
        ("the flavour Extra plain, not plain", [("flavour", "Extra Plain"), ("flavour", "Plain")]),
    ],
)
def test_what_a_description_names(text: str, named: list[tuple[str, str]]) -> None:
    """OIDs, and flavours by the longest title; only texts that speak of flavours name one."""
    _, rows = reconciled(
        (
            entry("flavour", "Plain", of=("CV",)),
            entry("flavour", "Extra Plain", of=("CV",)),
        )
    )
    found = mentions_in(("nothing", text), rows.values())
    assert [(one.kind, one.name, one.text) for one in found] == [(*one, 2) for one in named]
