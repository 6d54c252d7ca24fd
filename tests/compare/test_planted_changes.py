"""Each kind of change, planted alone in a message type: what is told of it, and whom it breaks."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.model.answers.diff import Change
from mimcli.query.diff import diff
from support.running import add_to_cache, shared_folder
from support.small_schemas import message, write_publication

if TYPE_CHECKING:
    from typer.testing import Result

Row = tuple[str | None, str, str | None, str | None, str]
"""Path, change, old, new, and whom it breaks."""


class Planted(NamedTuple):
    """One change."""

    name: str
    edits: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


CODE = '<xs:enumeration value="A"/><xs:enumeration value="B"/>'
TITLE = '<xs:element name="title" type="ST" minOccurs="0" maxOccurs="1"/>\n'
TIME = '<xs:element name="effectiveTime" type="TS" minOccurs="0" maxOccurs="1"/>\n'
PERSON = '<xs:element name="person" type="{id}.Person" minOccurs="0" maxOccurs="unbounded"/>\n'
ADDR = '<xs:element name="addr" type="ST" minOccurs="0" maxOccurs="1"/>\n'
PHONE = '<xs:element name="phone" type="ST" minOccurs="1" maxOccurs="1"/>'
PLACE = '<xs:element name="place" type="{id}.Place" minOccurs="1" maxOccurs="1"/>'
MOOD = '<xs:attribute name="moodCode" type="Mood" use="optional" default="EVN"/>'
CHOICE = f"<xs:choice>{PLACE}{PHONE}</xs:choice>"

PLANTED = (
    Planted(
        "an optional element more",
        ((TITLE, TITLE + '<xs:element name="note" type="ST" minOccurs="0" maxOccurs="1"/>'),),
        (("Note.note", "added", None, "0..1 ST", "receiver"),),
    ),
    Planted(
        "a mandatory element more",
        ((TITLE, TITLE + '<xs:element name="note" type="ST" minOccurs="1" maxOccurs="1"/>'),),
        (("Note.note", "added", None, "1..1 ST", "both"),),
    ),
    Planted(
        "an optional element less",
        ((ADDR, ""),),
        (("Note.place.addr", "removed", "0..1 ST", None, "sender"),),
    ),
    Planted(
        "a mandatory element less",
        (('<xs:element name="time" type="TS" minOccurs="1" maxOccurs="1"/>', ""),),
        (("Note.author.time", "removed", "1..1 TS", None, "both"),),
    ),
    Planted(
        "a class less",
        ((PERSON, ""),),
        (("Note.author.person", "removed", "0..* Person", None, "sender"),),
    ),
    Planted(
        "a class renamed",
        (('name="person" type', 'name="participant" type'),),
        (("Note.author.participant", "renamed", "person", "participant", "both"),),
    ),
    Planted(
        "a value renamed in its place",
        (('name="effectiveTime" type', 'name="availabilityTime" type'),),
        (("Note.availabilityTime", "renamed", "effectiveTime", "availabilityTime", "both"),),
    ),
    Planted(
        "a value in the place of another kind of value: no rename",
        (('name="effectiveTime" type="TS"', 'name="statusCode" type="CV"'),),
        (
            ("Note.effectiveTime", "removed", "0..1 TS", None, "sender"),
            ("Note.statusCode", "added", None, "0..1 CV", "receiver"),
        ),
    ),
    Planted(
        "a class moved",
        ((PERSON, ""), (ADDR, ADDR + PERSON)),
        (("Note.place.person", "moved", "Note.author.person", "Note.place.person", "both"),),
    ),
    Planted(
        "two elements in another order",
        ((TITLE, ""), (TIME, TIME + TITLE)),
        (("Note", "order", "title, effectiveTime", "effectiveTime, title", "both"),),
    ),
    Planted(
        "must be there",
        ((ADDR, ADDR.replace('minOccurs="0"', 'minOccurs="1"')),),
        (("Note.place.addr", "cardinality", "0..1", "1..1", "sender"),),
    ),
    Planted(
        "may be there more often",
        ((ADDR, ADDR.replace('maxOccurs="1"', 'maxOccurs="unbounded"')),),
        (("Note.place.addr", "cardinality", "0..1", "0..*", "receiver"),),
    ),
    Planted(
        "fewer and more at once",
        ((ADDR, '<xs:element name="addr" type="ST" minOccurs="1" maxOccurs="2"/>'),),
        (("Note.place.addr", "cardinality", "0..1", "1..2", "both"),),
    ),
    Planted(
        "an attribute becomes required",
        ((MOOD, MOOD.replace("optional", "required").replace(' default="EVN"', "")),),
        (
            ("Note.moodCode", "cardinality", "0..1", "1..1", "sender"),
            ("Note.moodCode", "default", "EVN", None, "receiver"),
        ),
    ),
    Planted(
        "another default",
        ((MOOD, MOOD.replace('default="EVN"', 'default="RQO"')),),
        (("Note.moodCode", "default", "EVN", "RQO", "both"),),
    ),
    Planted(
        "another fixed value",
        (('fixed="AUT"', 'fixed="PRF"'),),
        (("Note.author.typeCode", "fixed", "AUT", "PRF", "both"),),
    ),
    Planted(
        "a fixed value less",
        ((' fixed="1.2.3"', ""),),
        (("Note.code.codeSystem", "fixed", "1.2.3", None, "receiver"),),
    ),
    Planted(
        "a fixed value more",
        ((MOOD, '<xs:attribute name="moodCode" type="cs" use="optional" fixed="EVN"/>'),),
        (("Note.moodCode", "fixed", None, "EVN", "sender"),),
    ),
    Planted(
        "a code more",
        ((CODE, CODE + '<xs:enumeration value="C"/>'),),
        (("Note.code.code", "vocabulary", "A, B", "A, B, C", "receiver"),),
    ),
    Planted(
        "a code less is a fixed value",
        ((CODE, '<xs:enumeration value="A"/>'),),
        (("Note.code.code", "fixed", None, "A", "sender"),),
    ),
    Planted(
        "another code",
        ((CODE, CODE.replace("B", "C")),),
        (("Note.code.code", "vocabulary", "A, B", "A, C", "both"),),
    ),
    Planted(
        "no list of codes any more",
        ((f'<xs:restriction base="cs">{CODE}</xs:restriction>', '<xs:restriction base="cs"/>'),),
        (("Note.code.code", "vocabulary", "A, B", None, "receiver"),),
    ),
    Planted(
        "a narrower flavour",
        (('name="id" type="II"', 'name="id" type="II.Mandatory"'),),
        (("Note.id", "datatype", "II", "II.Mandatory", "sender"),),
    ),
    Planted(
        "another datatype",
        (('name="time" type="TS"', 'name="time" type="ST"'),),
        (("Note.author.time", "datatype", "TS", "ST", "both"),),
    ),
    Planted(
        "a class where a value was",
        (('name="addr" type="ST"', 'name="addr" type="{id}.Person"'),),
        (("Note.place.addr", "datatype", "ST", "Person", "both"),),
    ),
    Planted(
        "an alternative more",
        ((PHONE, f'{PHONE}<xs:element name="fax" type="ST" minOccurs="1" maxOccurs="1"/>'),),
        (("Note.fax", "added", None, "1..1 ST (alternative)", "receiver"),),
    ),
    Planted(
        "an alternative made of what was always there",
        ((CHOICE, f"{PLACE}{PHONE}"),),
        (
            ("Note.phone", "choice", "alternative", "always", "sender"),
            ("Note.place", "choice", "alternative", "always", "sender"),
        ),
    ),
    Planted(
        "text among elements",
        (
            (
                '<xs:complexType name="{id}.Place">',
                '<xs:complexType name="{id}.Place" mixed="true">',
            ),
        ),
        (("Note.place", "text", "no text", "text", "receiver"),),
    ),
    Planted(
        "an element that may be empty",
        (('name="person" type', 'nillable="true" name="person" type'),),
        (("Note.author.person", "nil", "not nil", "may be nil", "receiver"),),
    ),
    Planted(
        "the outermost element renamed",
        (('<xs:element name="Note"', '<xs:element name="Memo"'),),
        (("Note", "renamed", "Note", "Memo", "both"),),
    ),
    # What means the same.
    Planted("no outermost element", (('<xs:element name="Note" type="{id}.Note"/>\n', ""),), ()),
    Planted("nothing", (), ()),
    Planted(
        "laid out otherwise",
        (('\n<xs:element name="code"', '\n\n\t <!-- a note -->  <xs:element name="code"'),),
        (),
    ),
    Planted(
        "classes numbered otherwise",
        (
            ('type="{id}.Author1"', 'type="{id}.Author7"'),
            ('<xs:complexType name="{id}.Author1">', '<xs:complexType name="{id}.Author7">'),
        ),
        (),
    ),
    Planted(
        "attributes in another order",
        (
            ('<xs:attribute name="classCode" type="cs" use="required" fixed="ACT"/>\n', ""),
            (MOOD, f'{MOOD}<xs:attribute name="classCode" type="cs" use="required" fixed="ACT"/>'),
        ),
        (),
    ),
    Planted(
        "a sequence within the sequence",
        ((TITLE + TIME, f"<xs:sequence>{TITLE}{TIME}</xs:sequence>"),),
        (),
    ),
    Planted(
        "a flavour of another name that says the same",
        (('name="time" type="TS"', 'name="time" type="TS.Again"'),),
        (),
    ),
    Planted(
        "what is said of emptiness and counts anyway",
        (('name="person" type', 'nillable="false" name="person" type'),),
        (),
    ),
    Planted(
        "the names of infrastructure attributes",
        ((MOOD, f'{MOOD}<xs:attribute name="nullFlavor" type="cs" use="optional"/>'),),
        (),
    ),
)


def _id(number: int, revision: int) -> str:
    return f"PRPA_MT91{number:04}UK{revision:02}"


@pytest.fixture(scope="session")
def planted_cache(
    tmp_path_factory: pytest.TempPathFactory,
    worker: str,
) -> Path:
    """A cache of two versions: each message type of the newer one has one planted change."""

    def make(folder: Path) -> None:
        folder.mkdir()
        again = b'<xs:complexType name="TS.Again"><xs:attribute name="value" type="st" use="optional"/></xs:complexType>'
        for version, revision in (("8.0.00", 1), ("8.1.00", 2)):
            files = {}
            for number, one in enumerate(PLANTED):
                edits = one.edits if revision == 2 else ()
                identifier = _id(number, revision)
                files[f"Schemas/{identifier}.xsd"] = message(identifier, *edits)
            source = write_publication(folder / version, files)
            extra = source / "dt" / "datatypes.xsd"
            extra.write_bytes(extra.read_bytes().replace(b"</xs:schema>", again + b"</xs:schema>"))
            add_to_cache(folder / "cache", source, version)

    return shared_folder(tmp_path_factory, worker, "planted", make) / "cache"


def _changes(cache: Path, old: str, new: str) -> tuple[Change, ...]:
    return diff(CachePaths(cache), None, old, new).changes


def _rows(changes: tuple[Change, ...]) -> tuple[Row, ...]:
    return tuple(
        (one.path, one.change, one.old, one.new, one.breaks) for one in changes if one.path
    )


@pytest.mark.parametrize("number", range(len(PLANTED)), ids=[one.name for one in PLANTED])
def test_a_planted_change_is_told_as_what_it_is(planted_cache: Path, number: int) -> None:
    """That one and no other, with whom it breaks."""
    changes = _changes(planted_cache, f"8.0.00:{_id(number, 1)}", f"8.1.00:{_id(number, 2)}")
    assert sorted(_rows(changes)) == sorted(PLANTED[number].rows)
    (whole,) = (one for one in changes if one.path is None)
    assert (whole.change, whole.old, whole.breaks) == ("revised", _id(number, 1), "none")


BACK = {"added": "removed", "removed": "added"}
SIDES = {"sender": "receiver", "receiver": "sender"}


@pytest.mark.parametrize("number", range(len(PLANTED)), ids=[one.name for one in PLANTED])
def test_backwards_everything_is_mirrored(planted_cache: Path, number: int) -> None:
    """What was added is removed, old and new are exchanged, senders stand for receivers."""
    back = _changes(planted_cache, f"8.1.00:{_id(number, 2)}", f"8.0.00:{_id(number, 1)}")
    mirrored = [
        (BACK.get(change, change), new, old, SIDES.get(breaks, breaks))
        for _, change, old, new, breaks in _rows(back)
    ]
    expected = [row[1:] for row in PLANTED[number].rows]
    assert sorted(mirrored, key=repr) == sorted(expected, key=repr)


def test_whole_versions_have_the_changes_of_each_pair(planted_cache: Path) -> None:
    """By stems: the newer revision of each message type with the older one."""
    changes = _changes(planted_cache, "8.0.00", "8.1.00")
    revised = [one for one in changes if one.change == "revised"]
    assert len(revised) == len(PLANTED)
    assert len([one for one in changes if one.path]) == sum(len(one.rows) for one in PLANTED)
    assert _changes(planted_cache, "8.1.00", "8.1.00") == ()


def test_a_message_type_itself_has_no_difference(planted_cache: Path) -> None:
    """Not in another version that has it, either."""
    identifier = f"8.0.00:{_id(0, 1)}"
    answer = diff(CachePaths(planted_cache), None, identifier, identifier)
    assert (answer.differ, answer.changes, answer.counts) == (False, (), ())


@pytest.fixture
def ask(
    planted_cache: Path, run_mim_inprocess: "Callable[..., Result]"
) -> Iterator[Callable[..., "Result"]]:
    """`mim diff` on that cache."""
    return lambda *arguments: run_mim_inprocess("diff", *arguments, cache=planted_cache)


def test_the_exit_code_says_whether_anything_differs(ask: "Callable[..., Result]") -> None:
    """And with --breaking or --for, whether anything breaks them."""
    optional, nothing = _id(0, 1)[:-4], _id([one.name for one in PLANTED].index("nothing"), 1)[:-4]
    assert ask("8.0.00", "8.1.00").exit_code == 1
    assert ask("8.0.00", "8.1.00", optional, "--for", "receiver").exit_code == 1
    assert ask("8.0.00", "8.1.00", optional, "--for", "sender").exit_code == 0
    assert ask("8.0.00", "8.1.00", nothing, "--breaking").exit_code == 0
    assert ask("8.0.00", "8.1.00", nothing).exit_code == 1  # it has another id
    assert ask("8.0.00", "8.0.00").exit_code == 0


def test_counts_are_those_of_the_changes(ask: "Callable[..., Result]") -> None:
    """`--stat` has the sums of what is told without it."""
    whole: dict[str, Any] = json.loads(ask("8.0.00", "8.1.00", "--json").stdout)["data"]
    counted = json.loads(ask("8.0.00", "8.1.00", "--stat", "--json").stdout)["data"]
    assert counted["counts"] == whole["counts"]
    assert sum(one["total"] for one in counted["counts"]) == len(whole["changes"])
    for breaks in ("none", "sender", "receiver", "both"):
        told = [one for one in whole["changes"] if one["breaks"] == breaks]
        assert sum(one[breaks] for one in counted["counts"]) == len(told)
        assert told
