"""A large message is judged by parts exactly as it is when it is read as a whole."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.registry import choose_checks
from mimcli.checks.schematron_sheet import Asked, asked_by, sheet_of
from mimcli.messages.by_parts import MOST_BLAMED, judged_by_parts
from mimcli.messages.judges import Judges
from mimcli.messages.judging import LARGE, Judge
from mimcli.messages.transport import Transport
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.schematron import SchematronPattern, SchematronRule, SchematronTest
from mimcli.model.validation import LocatedMessage
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes as Form
from mimcli.scaffold.making import scaffold
from support.mutants import mutants

VALUES = re.compile(r'\b(code|codeSystem|root|displayName|value|extension)="([^"]*)"')
CHANGED = {
    "root": lambda value: value.lower() if "-" in value else f"{value}.99",
    "codeSystem": lambda value: f"{value}.7",
    "displayName": lambda value: f"{value} x",
    "value": lambda value: "20071332" if value.isdigit() else value,
    "extension": lambda value: "9434765919" if value.isdigit() else value,
    "code": lambda value: f"{value}Q",
}


def interactions(manual: Manual) -> list[str]:
    rows = manual.rows(
        "SELECT id FROM artefact WHERE kind = 'interaction' AND standing = 'defined'"
    )
    return sorted(str(row[0]) for row in rows)


def mutant(text: str, chance: random.Random, changes: int) -> str:
    """Return a message with some values changed, which its schema may still accept."""
    places = list(VALUES.finditer(text))
    for at in sorted(chance.sample(range(len(places)), min(changes, len(places))), reverse=True):
        match = places[at]
        new = CHANGED[match[1]](match[2])
        text = text[: match.start(2)] + new + text[match.end(2) :]
    return text


def both(manual: Manual, file: Path, text: str, piece: int, ignore: str = "xml-no-namespace"):
    """Return what is said of a message that is read as a whole, and by parts."""
    file.write_text(text, encoding="utf-8")
    data, judges = file.read_bytes(), Judges([manual], reason="so")
    wishes = Wishes(choose_checks([], [ignore]))
    (whole,) = Judge(judges, wishes).file(str(file), data)
    in_file = LocatedMessage(str(file), b"", file=str(file))
    parts, other = (
        judged_by_parts(one, data[:4096], judges, wishes, Transport(), piece_size=piece)
        for one in (in_file, LocatedMessage(str(file), data))
    )
    assert other is None if parts is None else other == whole
    return whole, parts


def plain(message: ValidatedMessage) -> tuple[object, ...]:
    """Return what is said of a message but for columns: of a large one those of its elements."""
    problems = sorted(map(repr, (one._replace(column=0) for one in message.problems)))
    return *message._replace(problems=()), problems


@pytest.mark.parametrize("piece", [60, 1 << 20])
def test_it_says_the_same_by_parts(synthetic_cache: Path, tmp_path: Path, piece: int) -> None:
    manual = open_manual(CachePaths(synthetic_cache), None)
    chance, found, problems = random.Random(1), 0, 0
    for identifier in interactions(manual):
        text = scaffold(manual, identifier, Form(full=True, seed=1)).text
        for changes in (0, 2, 8):
            whole, parts = both(manual, tmp_path / "m.xml", mutant(text, chance, changes), piece)
            if parts is not None:
                assert plain(parts) == plain(whole)
                found, problems = found + 1, problems + len(whole.problems)
    assert found > 3
    assert problems > 3


@pytest.mark.corpus
def test_it_says_the_same_by_parts_of_the_real_manual(real_cache: Path, tmp_path: Path) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    chance, found, problems = random.Random(2), 0, 0
    for identifier in interactions(manual)[::12]:
        text = scaffold(manual, identifier, Form(full=True, comments=False, seed=1)).text
        for changes, piece, ignore in ((3, 1 << 20, "xml-no-namespace"), (9, 500, "schematron")):
            changed = mutant(text, chance, changes)
            whole, parts = both(manual, tmp_path / "m.xml", changed, piece, ignore)
            if parts is not None:
                assert plain(parts) == plain(whole)
                found, problems = found + 1, problems + len(whole.problems)
    assert found > 10
    assert problems > 10


def test_it_says_the_same_of_what_is_left_out(synthetic_cache: Path, tmp_path: Path) -> None:
    manual = open_manual(CachePaths(synthetic_cache), None)
    told: set[str] = set()
    for identifier in interactions(manual):
        text = scaffold(manual, identifier, Form(full=True, seed=1)).text
        for name in ("code", "codeSystem", "root"):
            changed = re.sub(rf'(<(?:id|value|code)\b[^>]*?) {name}="[^"]*"', r"\1", text)
            whole, parts = both(manual, tmp_path / "m.xml", changed, 60)
            if parts is not None:
                assert plain(parts) == plain(whole)
                told |= {one.check for one in whole.problems}
    assert {"id-without-root", "mandatory-null"} <= told


def refused(text: str, chance: random.Random, count: int) -> Iterator[str]:
    """Yield messages with up to three faults, which the schema refuses for the most part."""
    for number in range(count):
        root = etree.fromstring(text.encode())
        for _ in range(1 + number % 3):
            root = next((one.root for one in mutants(root, chance, 1)), root)
        yield etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("piece", [60, 1 << 20])
def test_it_says_the_same_of_what_the_schema_refuses(
    synthetic_cache: Path, tmp_path: Path, piece: int
) -> None:
    manual = open_manual(CachePaths(synthetic_cache), None)
    chance, found, problems = random.Random(3), 0, 0
    for identifier in interactions(manual):
        text = scaffold(manual, identifier, Form(full=True, comments=False, seed=1)).text
        for one in refused(text, chance, 12):
            whole, parts = both(manual, tmp_path / "m.xml", one, piece)
            if parts is not None:
                assert plain(parts) == plain(whole)
                found += whole.status == "invalid"
                problems += len(whole.problems)
    assert found > 60
    assert problems > 100


@pytest.mark.corpus
def test_it_says_the_same_of_what_the_schemas_of_the_real_manual_refuse(
    real_cache: Path, tmp_path: Path
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    chance, found, invalid = random.Random(4), 0, 0
    for identifier in interactions(manual)[::16]:
        text = scaffold(manual, identifier, Form(full=True, comments=False, seed=1)).text
        for one, piece in zip(refused(text, chance, 4), (60, 500, 4000, 1 << 20), strict=True):
            whole, parts = both(manual, tmp_path / "m.xml", one, piece, "schematron")
            if parts is not None:
                assert plain(parts) == plain(whole)
                found, invalid = found + 1, invalid + (whole.status == "invalid")
    assert found > 20
    assert invalid > 15


REPEATED = "RCMR_IN030000UK08"
"""An extract of a record, whose parts may come as often as they like."""


@pytest.mark.corpus
@pytest.mark.parametrize("alike", [1, 30, 10_000])
def test_of_many_alike_it_tells_the_same_first_and_last(
    real_cache: Path, tmp_path: Path, alike: int
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    chance = random.Random(alike)
    text = scaffold(manual, REPEATED, Form(full=True, comments=False, seed=1)).text
    part = re.search(
        r"\n( *)<component [^>]*>\n *<ehrComposition.*?\n\1</component>", text, re.DOTALL
    )
    assert part
    own = re.search(r'<id root="([^"]*)"', text)
    assert own

    def copy() -> str:
        one = re.sub(
            r'codeSystem="([^"]*)"',
            lambda match: f'codeSystem="{match[1]}.{chance.randrange(alike) + 1}"',
            part[0],
        )
        return one.replace(re.findall(r'<id root="([^"]*)"', one)[0], own[1], chance.randrange(2))

    many = text[: part.end()] + "".join(copy() for _ in range(130)) + text[part.end() :]
    whole, parts = both(manual, tmp_path / "m.xml", many, 20_000, "schematron")
    assert parts is not None
    assert plain(parts) == plain(whole)
    assert len(whole.problems) > 200


@pytest.mark.parametrize(
    ("test", "asked"),
    [
        ("count(v:a)!=1 and v:b/v:c/@d!='0'", {"a", "b"}),
        ("descendant::v:a//v:b or not(v:c)", {"a", "c"}),
        ("v:a[@x='v:b']/v:c", {"a", "c"}),
        ("@code", set()),
        ("count(*) = 1", None),
        ("starts-with(., 'x')", None),
        ("string() = 'x' or v:a", None),
        ("v:a and (v:b)", {"a", "b"}),
        ("v:a/text()", None),
        (". = 'x'", None),
        ("../v:a", None),
    ],
)
def test_a_rule_says_which_elements_it_asks_for(test: str, asked: set[str] | None) -> None:
    rule = SchematronRule("v:e", (SchematronTest("report", test, ()),))
    sheet = sheet_of(SchematronPattern("p", (rule,)), (("v", "urn:hl7-org:v3"),))
    found = asked_by(sheet)
    if asked is None:
        assert found is None
    else:
        assert found == Asked(frozenset({"e"}), frozenset(asked))


def many(manual: Manual, count: int, change: Callable[[str, int], str]) -> str:
    """Return an extract with so many parts, each of them changed."""
    text = scaffold(manual, REPEATED, Form(full=True, comments=False, seed=1)).text
    part = re.search(
        r"\n( *)<component [^>]*>\n *<ehrComposition.*?\n\1</component>", text, re.DOTALL
    )
    assert part
    copies = "".join(change(part[0], number) for number in range(count))
    return text[: part.start()] + copies + text[part.end() :]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r"<ehrComposition[^>]*>", r"\g<0><unknown/>"),
        (r"<statusCode [^>]*>", ""),
        (r'(?<=<id root=")[^"]*', "no id {}"),
        (r"(</?ehrCompositio)n", r"\1"),
        (r"^\s*<component", r"<unknown/>\g<0>"),
        (r"(<id [^>]*)/>\s*(<code (?:[^>]*/>|.*?</code>))", r"\1>\2</id>"),
        (r"(<statusCode [^>]*>)(.*)(</ehrComposition>)", r"\2\3\1"),
    ],
)
def test_it_says_the_same_of_very_many_faults(
    real_cache: Path, tmp_path: Path, pattern: str, new: str
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = many(
        manual,
        MOST_BLAMED + 30,
        lambda part, at: re.sub(pattern, new.format(at), part, count=2, flags=re.DOTALL),
    )
    whole, parts = both(manual, tmp_path / "m.xml", text, 100_000, "schematron")
    assert parts is not None
    assert plain(parts) == plain(whole)
    assert len(whole.problems) > 100


@pytest.mark.corpus
def test_a_large_message_within_a_mime_message_is_told_of_in_the_lines_of_the_file(
    real_cache: Path, tmp_path: Path
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = many(manual, 2500, lambda part, at: part.replace("<code", "<unknown/><code", at == 2000))
    header = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\nSOAPAction:"
        ' "urn:nhs:names:services:gp2gp/RCMR_IN010000UK05"\r\n\r\n--x\r\nContent-Type: text/xml\r\n\r\n'
    )
    file = tmp_path / "m.txt"
    file.write_text(f"{header}{text}\r\n--x--\r\n", encoding="utf-8", newline="")
    data = file.read_bytes()
    assert len(data) > LARGE
    wishes = Wishes(choose_checks([], []))
    (found,) = Judge(Judges([manual], reason="so"), wishes).file(str(file), data)
    places = {one.check: (one.line, one.column) for one in found.problems}
    line = data[: data.index(b"<unknown/>")].count(b"\n") + 1
    assert places["schema-unexpected-element"][0] == line
    assert places["transport-action"][0] == 3
