"""Vocabularies, codes, OIDs, datatypes and template constraints: asked of the synthetic manual."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotCachedError, NotFoundError, UsageError
from mimcli.query import datatypes, oids, vocabularies
from mimcli.query.completing import names_like, reference_like
from mimcli.query.manual import Manual
from mimcli.query.names import resolve
from mimcli.query.opening import open_bundled, open_manual
from mimcli.query.show import show
from support import mim, tables
from support.running import add_to_cache
from support.synthetic import build_mim

TERMS = f"{mim.OWN_ARC}.15"
PRIORITY = f"{mim.OWN_ARC}.17.901"
UUID = "II.NPfIT.uuid.mandatory"

OWN_SCHEMA = f"""<?xml version="1.0"?>
<xs:schema xmlns="urn:hl7-org:v3" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:simpleType name="SlotPriority_code"><xs:restriction base="cs"><xs:enumeration value="1"/>
<xs:enumeration value="2"/><xs:enumeration value="3"/></xs:restriction></xs:simpleType>
<xs:simpleType name="SlotPriority_codeSystem"><xs:restriction base="uid">
<xs:enumeration value="{PRIORITY}"/></xs:restriction></xs:simpleType>
<xs:simpleType name="OnlyHere_code"><xs:restriction base="cs"><xs:enumeration value="a"/>
<xs:enumeration value="A"/></xs:restriction></xs:simpleType>
<xs:simpleType name="ED_code"><xs:restriction base="cs"><xs:enumeration value="X"/>
</xs:restriction></xs:simpleType>
</xs:schema>
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic manual with a schema that has another code than a page has."""
    folder = tmp_path_factory.mktemp("reference")
    publication = folder / "mim"
    build_mim(publication)
    (publication / "VocabularySchemas").mkdir(exist_ok=True)
    path = publication / "VocabularySchemas" / "OwnVocab.xsd"
    path.write_text(OWN_SCHEMA, encoding="utf-8")
    add_to_cache(folder / "cache", publication)
    return folder / "cache"


@pytest.fixture(scope="module")
def manual(cache: Path) -> Iterator[Manual]:
    opened = open_manual(CachePaths(cache), None)
    yield opened
    opened.connection.close()


@pytest.fixture
def run(cache: Path, run_mim_inprocess: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *words: run_mim_inprocess(*words, cache=cache)


def data(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["data"]


def test_all_vocabularies_are_listed_with_counts(manual: Manual) -> None:
    """Pages and schemas alike, each once, with its codes and its uses counted."""
    rows = {row.name: row for row in vocabularies.list_vocabularies(manual).items}
    assert {each.name for each in mim.vocabularies()} < set(rows)
    priority = rows["SlotPriority"]
    assert (priority.codes, priority.used_by, priority.origin) == (4, 1, "both")
    assert priority.code_system == PRIORITY
    assert rows["OnlyHere"].origin == "schema"
    assert rows["SlotTypeSnCT"].used_by == 7
    assert list(rows) == sorted(rows, key=str.casefold)


def test_one_vocabulary_has_codes_marks_uses_and_findings(manual: Manual) -> None:
    """Retired codes are marked, each says who has it, and the difference is a finding."""
    found = vocabularies.show_vocabulary(
        manual, vocabularies.vocabulary_named(manual, "slotPRIORITY")
    )
    assert [(one.code, one.display, one.state, one.source) for one in found.codes] == [
        ("1", "Soon", "current", "both"),
        ("2", "Later", "current", "both"),
        ("9", "Never mind", "retired", "page"),
        ("3", None, "current", "schema"),
    ]
    assert found.code_system_name == "Slot Priority"
    assert [one.path for one in found.uses] == ["BookingRequest.priorityCode"]
    assert [one.kind for one in found.findings] == ["codes-differ"]
    assert found.schema == "VocabularySchemas/OwnVocab.xsd"


def test_uses_are_few_unless_all_are_asked_for(manual: Manual) -> None:
    """The count is of all places either way."""
    number = vocabularies.vocabulary_named(manual, "ActClass")
    few = vocabularies.show_vocabulary(manual, number)
    everything = vocabularies.show_vocabulary(manual, number, all_uses=True)
    assert len(few.uses) < few.used_by == everything.used_by == len(everything.uses)
    assert everything.uses[: len(few.uses)] == few.uses


def test_a_code_is_found_in_every_vocabulary_that_has_it(manual: Manual) -> None:
    """In its own letter case first, else in any; within one vocabulary if that is named."""
    found = [(one.vocabulary, one.display) for one in vocabularies.find_codes(manual, "1").items]
    assert found == [
        ("SexOfPerson", "Male"),
        ("SlotPriority", "Soon"),
        ("WayOfLeaving", "Walked"),
    ]
    assert [one.code for one in vocabularies.find_codes(manual, "a").items] == ["a"]
    assert [one.vocabulary for one in vocabularies.find_codes(manual, "b").items] == [
        "SupplyItemType"
    ]
    within = vocabularies.vocabulary_named(manual, "SexOfPerson")
    (only,) = vocabularies.find_codes(manual, "2", within).items
    assert only.display == "Female"


def test_a_mistyped_vocabulary_gets_what_is_near(manual: Manual) -> None:
    """Near names; for a code, the vocabularies that have it; for a shared OID, a way on."""
    with pytest.raises(NotFoundError) as error:
        vocabularies.vocabulary_named(manual, "SlotPriorty")
    assert "SlotPriority" in str(error.value.hint)
    with pytest.raises(NotFoundError) as error:
        vocabularies.vocabulary_named(manual, "B")
    assert "SupplyItemType" in str(error.value.hint)
    with pytest.raises(UsageError) as ambiguous:
        vocabularies.vocabulary_named(manual, TERMS)
    assert TERMS in str(ambiguous.value.hint)
    number = vocabularies.vocabulary_named(manual, PRIORITY)
    assert vocabularies.show_vocabulary(manual, number).name == "SlotPriority"


def test_oids_come_in_numeric_order_with_their_depth(manual: Manual) -> None:
    """The catalogue's and those that only a vocabulary has."""
    rows = oids.list_oids(manual).items
    assert [row.oid for row in rows] == sorted((row.oid for row in rows), key=oids.numeric)
    depths = {row.oid: row.depth for row in rows}
    assert depths[mim.OWN_ARC] == 0
    assert depths[PRIORITY] == 1
    assert {row.oid for row in rows if row.origin == "vocabulary"} == {f"{mim.OWN_ARC}.17.922"}
    counts = {row.oid: row.vocabularies for row in rows}
    assert counts[TERMS] == 3
    assert [row.oid for row in oids.list_oids(manual, below=PRIORITY).items] == [PRIORITY]


def test_one_oid_has_its_vocabularies_and_neighbours(manual: Manual) -> None:
    """And is abstract if the catalogue says so."""
    arc = oids.show_oid(manual, mim.OWN_ARC)
    assert (arc.abstract, arc.exact, arc.parents) == (True, True, ())
    assert PRIORITY in {one.oid for one in arc.children}
    terms = oids.show_oid(manual, TERMS)
    assert terms.vocabularies == ("FindingSnCT", "RouteSnCT", "SlotTypeSnCT")
    assert [one.oid for one in terms.parents] == [mim.OWN_ARC]


def test_an_unknown_oid_is_answered_by_its_longest_known_beginning(manual: Manual) -> None:
    """Whole arcs count: `.90` is not the beginning of `.901`."""
    found = oids.show_oid(manual, f"{PRIORITY}.5.6")
    assert (found.oid, found.exact, found.asked) == (PRIORITY, False, f"{PRIORITY}.5.6")
    assert oids.show_oid(manual, f"{mim.OWN_ARC}.17.90").oid == mim.OWN_ARC
    with pytest.raises(NotFoundError):
        oids.show_oid(manual, "1.3.5")


@pytest.mark.parametrize("text", ["slot priority", "SOON", "nhs CFH sex", "slottypesnct"])
def test_oids_are_searched_by_all_words(manual: Manual, text: str) -> None:
    """In names, descriptions, issuers and vocabularies, in any letter case."""
    assert len(oids.search_oids(manual, text).items) == 1


@pytest.mark.parametrize(
    ("text", "oid"),
    [("urn:oid:2.16.1", "2.16.1"), (" 2.16. ", "2.16"), ("2.16.x", None), ("Sex", None)],
)
def test_what_is_an_oid(text: str, oid: str | None) -> None:
    """With or without its scheme."""
    assert oids.parse_oid(text) == oid


def test_a_type_has_demands_flavours_and_uses(manual: Manual) -> None:
    """What the page says, what its schema type demands, and where tables have it."""
    found = datatypes.show_datatype(manual, datatypes.datatype_named(manual, "ii"))
    assert (found.name, found.variety, found.schema_type) == ("II", "type", "II")
    assert "Identifier Global" in {one.name for one in found.flavours}
    assert found.used_by > len(found.uses) > 0
    assert {one.datatype for one in found.uses} <= {"II", "SET<II>", "LIST<II>"}
    demands = {one.subject: one.demand for one in found.demands}
    assert demands["root"] == "optional"


def test_a_schemas_flavour_says_what_it_forbids(manual: Manual) -> None:
    """In words, what it derives from included."""
    found = datatypes.show_datatype(manual, datatypes.datatype_named(manual, UUID))
    words = {one.subject: one.words for one in found.demands}
    assert words["root"].startswith("required; matches [0-9A-F]")
    assert words["extension"] == "prohibited"
    assert (found.variety, found.base) == ("flavour", "II")
    assert found.used_by == len(
        datatypes.show_datatype(manual, datatypes.datatype_named(manual, UUID), all_uses=True).uses
    )


def test_datatypes_are_found_by_title_and_schema_type(manual: Manual) -> None:
    """Of two that differ in letter case only the page's comes first."""
    named = datatypes.datatype_named
    assert named(manual, "identifier  GLOBAL") == named(manual, "Identifier Global")
    assert named(manual, "bl") == named(manual, "BL") == named(manual, "Boolean")
    assert named(manual, "IVL<TS>") == named(manual, "IVL_TS")
    with pytest.raises(NotFoundError) as error:
        named(manual, "Identifer Global")
    assert "Identifier Global" in str(error.value.hint)


def test_list_and_single_answer_count_alike(manual: Manual) -> None:
    """Whatever is listed can be shown, with the same number of uses."""
    for row in datatypes.list_datatypes(manual).items:
        if row.variety == "schema":
            continue
        found = datatypes.show_datatype(manual, datatypes.datatype_named(manual, row.name))
        assert (found.name, found.used_by) == (row.name, row.used_by)
    for one in vocabularies.list_vocabularies(manual).items:
        number = vocabularies.vocabulary_named(manual, one.name)
        shown = vocabularies.show_vocabulary(manual, number)
        assert (shown.used_by, len(shown.codes)) == (one.used_by, one.codes)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("slotpriority", "vocabulary"),
        ("IDENTIFIER GLOBAL", "datatype"),
        (PRIORITY, "oid"),
        (f"urn:oid:{PRIORITY}", "oid"),
        (tables.ROLE_CONSTRAINT.lower(), "template_constraint"),
        (tables.ROLE_CONSTRAINT.replace("#", "_"), "template_constraint"),
        ("Appointments", "domain"),
    ],
)
def test_show_takes_every_kind_of_name(manual: Manual, name: str, kind: str) -> None:
    """In any letter case; `kind` says what it was."""
    assert resolve(manual, name).kind == kind
    assert show(manual, name).kind == kind


def test_what_only_the_schemas_have_makes_no_name_ambiguous(manual: Manual) -> None:
    """The datatypes' own schema has a type of the vocabulary's name, which no page has."""
    assert datatypes.find_datatype(manual, "ED") is not None
    assert resolve(manual, "ed").kind == "vocabulary"


def test_an_ambiguous_name_says_what_it_could_be(manual: Manual) -> None:
    """A name of several kinds of things is refused, with a command for each."""
    copy = sqlite3.connect(":memory:")
    manual.connection.backup(copy)
    names = [(9998, "Identifier Global"), (9999, "Appointments")]
    for one in names:
        copy.execute("INSERT INTO vocabulary (id, name, origin) VALUES (?, ?, 'page')", one)
    changed = manual._replace(connection=copy)
    for name, commands in (
        (
            "identifier global",
            ('mim vocab "identifier global"', 'mim datatype "identifier global"'),
        ),
        ("Appointments", ("mim vocab Appointments", "mim show ")),
    ):
        with pytest.raises(UsageError) as error:
            resolve(changed, name)
        for command in commands:
            assert command in str(error.value.hint)


def test_a_constraint_has_templates_domains_and_places(manual: Manual) -> None:
    """From its page, the configuration and the message tables."""
    found: Any = show(manual, tables.ROLE_CONSTRAINT)
    expected = mim.default_mim().constraints[tables.ROLE_CONSTRAINT]
    assert tuple(one.id for one in found.templates) == expected
    assert found.used_by == len(found.uses) > 0
    assert found.schema == f"TemplateSchemas/{tables.ROLE_CONSTRAINT.replace('#', '_')}.xsd"
    with pytest.raises(NotFoundError) as error:
        show(manual, tables.ROLE_CONSTRAINT.partition("#")[0] + "#Section")
    assert tables.ROLE_CONSTRAINT in str(error.value.hint)


def test_a_template_says_who_allows_lists_and_refers_to_it(manual: Manual) -> None:
    """A CMET says who refers to it; a message has its template list."""
    template = mim.default_mim().constraints[tables.ROLE_CONSTRAINT][0]
    found: Any = show(manual, template)
    assert [one.id for one in found.constraints] == [tables.ROLE_CONSTRAINT]
    assert found.listed_by
    assert found.change_history is not None
    message: Any = show(manual, found.listed_by[0].id)
    assert template in {one.id for one in message.templates}
    assert message.id in {one.id for one in found.referred_by}
    cmet: Any = show(manual, tables.PERSON_CMET)
    assert cmet.referred_by
    assert cmet.constraints == ()


def test_the_bundled_catalogue_has_none_of_it() -> None:
    """What needs the pages says so, and which version to add."""
    bundled = open_bundled("7.2.02")
    for ask in (
        lambda: vocabularies.list_vocabularies(bundled),
        lambda: vocabularies.vocabulary_named(bundled, "Sex"),
        lambda: vocabularies.find_codes(bundled, "1"),
        lambda: oids.list_oids(bundled),
        lambda: oids.show_oid(bundled, "1.2.3"),
        lambda: datatypes.list_datatypes(bundled),
        lambda: resolve(bundled, "1.2.826.0.1"),
        lambda: resolve(bundled, "NPFIT-000001#Role"),
    ):
        with pytest.raises(NotCachedError):
            ask()


def test_names_complete(cache: Path) -> None:
    """Each command its own names; `show` all of them, an underscore being no wildcard."""
    paths = CachePaths(cache)
    assert ("SlotPriority", PRIORITY) in reference_like(paths, None, "vocabulary", "slot", 10)
    assert (PRIORITY, "Slot Priority") in reference_like(paths, None, "oid", f"{PRIORITY}", 10)
    assert [one for one, _ in reference_like(paths, None, "datatype", "II.NPf", 10)] == [UUID]
    assert reference_like(paths, None, "vocabulary", "S_ot", 10) == []
    names = {name for name, _ in names_like(paths, None, "slotp", 50)}
    assert "SlotPriority" in names
    constraint = tables.ROLE_CONSTRAINT.replace("#", "_")
    assert constraint in {name for name, _ in names_like(paths, None, constraint[:9].lower(), 50)}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("vocab", "SlotPriority"), 0),
        (("vocab", "--code", "1"), 0),
        (("vocab", "--code", "no such"), 1),
        (("vocab", "SlotPriority", "--code", "77"), 1),
        (("vocab", "Nothing-Like-It"), 3),
        (("vocab", TERMS), 2),
        (("vocab", "--codes"), 2),
        (("vocab", "SlotPriority", "--codes", "--code", "1"), 2),
        (("oid", PRIORITY), 0),
        (("oid", f"{PRIORITY}.1"), 0),
        (("oid", "1.3.5"), 3),
        (("oid", "slot", "priority"), 0),
        (("oid", "no", "such", "thing"), 1),
        (("oid", "--tree"), 0),
        (("oid", "1.3.5", "--tree"), 3),
        (("datatype", "II"), 0),
        (("datatype", "Nothing"), 3),
        (("datatype", "--uses"), 2),
        (("show", tables.ROLE_CONSTRAINT), 0),
        (("schema", tables.ROLE_CONSTRAINT, "--path"), 0),
        (("table", tables.ROLE_CONSTRAINT), 3),
        (("retired", "SlotPriority"), 3),
    ],
)
def test_exit_codes(run: Callable[..., Any], words: tuple[str, ...], code: int) -> None:
    """Each answer and each refusal has the contract's code."""
    result = run(*words)
    assert result.exit_code == code, result.output


@pytest.mark.parametrize("format_", ["text", "tsv", "csv", "json", "ndjson", "markdown"])
@pytest.mark.parametrize(
    "words",
    [
        ("vocab",),
        ("vocab", "SlotPriority"),
        ("vocab", "SlotPriority", "--codes"),
        ("vocab", "--code", "1"),
        ("oid",),
        ("oid", PRIORITY),
        ("oid", "--tree"),
        ("datatype",),
        ("datatype", "II"),
        ("show", tables.ROLE_CONSTRAINT),
    ],
)
def test_every_format_has_every_answer(
    run: Callable[..., Any], words: tuple[str, ...], format_: str
) -> None:
    """Nothing falls through to an empty page."""
    result = run(*words, "--format", format_)
    assert result.exit_code == 0
    assert len(result.stdout) > 20


def test_text_marks_retired_codes_and_who_lacks_one(run: Callable[..., Any]) -> None:
    """The screen says what the JSON says: retired, and only in the schema."""
    text = run("vocab", "SlotPriority", "-f", "text").stdout
    lines = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    assert "retired" in lines["9"]
    assert "only the schema has it" in lines["3"]
    assert "only the page has it" not in lines["9"]
    assert "retired" not in lines["1"]


def test_an_inexact_oid_is_said_on_stderr_and_in_json(run: Callable[..., Any]) -> None:
    """A script sees `exact`, a person the note."""
    result = run("oid", f"{PRIORITY}.1", "--json")
    assert data(result)["exact"] is False
    assert "goes on from" in result.stderr


def test_the_tree_of_oids_shows_the_arcs_that_each_adds(run: Callable[..., Any]) -> None:
    """Branches end where their last child is."""
    lines = run("oid", mim.OWN_ARC, "--tree").stdout.splitlines()
    assert lines[0].startswith(f"{mim.OWN_ARC}  Own Arc (abstract)")
    assert any(line.startswith("├─ .15  ") for line in lines)
    assert lines[-1].startswith("└─ .")
