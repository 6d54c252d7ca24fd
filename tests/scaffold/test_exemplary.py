"""Codes of vocabularies that are kept elsewhere: those of the message's own examples."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.model.answers.explain import CodeLine
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.exemplary import ExemplaryCodes
from mimcli.scaffold.making import Wishes, scaffold

Opened = Callable[[str], ExemplaryCodes]
ROLES = "2.16.840.1.113883.2.1.3.2.4.17.196"
"""Code system of the job roles, which the Spine Directory Service keeps."""


@pytest.fixture
def examples(tmp_path: Path) -> Opened:
    """Return the codes of one example, with a vocabulary of `1.2`, and two of `1.3`."""

    def opened(text: str) -> ExemplaryCodes:
        (tmp_path / "one.xml").write_text(text, encoding="utf-8")
        index = sqlite3.connect(":memory:")
        index.executescript(
            """
            CREATE TABLE vocabulary (name, code_system);
            CREATE TABLE relation (subject, relation, object);
            CREATE TABLE example (artefact, path);
            INSERT INTO vocabulary VALUES ('Role', '1.2'), ('Disease', '1.3'), ('Drug', '1.3');
            INSERT INTO relation VALUES ('IN', 'message_type', 'MT');
            INSERT INTO example VALUES ('MT', 'one.xml'), ('MT', 'gone.xml');
            """
        )
        return ExemplaryCodes(Manual("9.9.99", "cache", index, tmp_path), "IN")

    return opened


def test_the_most_frequent_comes_first_in_whatever_order_its_attributes_are(
    examples: Opened,
) -> None:
    found = examples(
        '<a><code codeSystem="1.2" code="N" displayName="Nurse"/>'
        "<value displayName='Doctor' xsi:type='CV' code='D'\\n codeSystem = '1.2' />"
        '<code code="D" codeSystem="1.2" displayName="Doctor">\\n<x code="Y"/></code></a>'
    )
    assert found.of("1.2") == (CodeLine("D", "Doctor"), CodeLine("N", "Nurse"))
    assert found.of("1.20") == found.of("1") == ()


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ('<code code="1" codeSystem="1.3" displayName="one of a terminology"/>', "1.3"),
        ('<code code="123" codeSystem="1.2" displayName="123"/>', "1.2"),
        ('<c code="1" codeSystem="1.2"/><c code="2" codeSystem="1.2"/>', "1.2"),
        ('<code nullFlavor="NI" codeSystem="1.2"/> code="1"', "1.2"),
        ('codeSystem="1.2"', "1.2"),
        ("", "1.2"),
    ],
)
def test_what_says_nothing_is_passed_over(examples: Opened, text: str, system: str) -> None:
    """Codes of a terminology, those whose name repeats them, several without names, none."""
    assert examples(text).of(system) == ()


def test_a_code_without_a_name_that_all_have_is_taken(examples: Opened) -> None:
    assert examples('<code code="N" codeSystem="1.2"/>' * 2).of("1.2") == (CodeLine("N", None),)


PLACED = '<doc a="1">\n<id/><x:code code="1" codeSystem="1.3"/><b><code code="2"/></b></doc>'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PLACED, ["1"]),
        (PLACED + '<p:doc><code displayName="one" codeSystem="1.3" code="1"/>', ["1"]),
        (PLACED + PLACED.replace('"1"', '"3"'), []),
        (PLACED.replace("1.3", "1.4"), []),
        (PLACED.replace('code="1"', 'code="TBC"'), []),
        (PLACED.replace("x:code", "y"), []),
        ("<doc/><code code='1' codeSystem='1.3'/>", []),
        ("<doc><b><code code='1' codeSystem='1.3'/></b></doc>", []),
        ("<document><code code='1' codeSystem='1.3'/></document>", []),
        ("<doc><", []),
    ],
)
def test_a_code_that_all_examples_have_in_a_place_is_taken(
    examples: Opened, text: str, found: list[str]
) -> None:
    """Of a terminology, too: what kind of document it is, say."""
    assert [one.code for one in examples(text).at("doc", "code", "1.3")] == found


@pytest.mark.corpus
def test_a_document_is_of_the_type_that_the_real_examples_have(real_cache: Path) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "POCD_IN150001UK06", Wishes(comments=False)).text
    head = text[text.index("<ClinicalDocument") :]
    code = re.search(r'<code code="(\d+)"', head)
    assert code is not None
    files = manual.tree.glob("Examples/**/POCD_EX150001*.xml") if manual.tree else ()
    assert all(f'"{code[1]}"' in one.read_text("utf-8") for one in files)
    assert code[1] != "138875005"


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["POCD_IN010001UK01", "POCD_IN150001UK06", "POLB_IN020005UK01"])
def test_job_roles_are_those_of_the_real_examples(real_cache: Path, name: str) -> None:
    """Each stands in some example, in just these words."""
    manual = open_manual(CachePaths(real_cache), None)
    assert manual.tree
    text = scaffold(manual, name, Wishes(comments=False)).text
    made = re.findall(rf'<code code="([^"]*)" codeSystem="{ROLES}" displayName="([^"]*)"', text)
    assert made
    assert f'"CODE" codeSystem="{ROLES}"' not in text
    files = [*manual.tree.glob("Examples/**/*.xml"), *manual.tree.glob("TemplatedExamples/*.xml")]
    tags = {tag for one in files for tag in re.findall(r"<code [^>]*>", one.read_text("utf-8"))}
    for code, words in made:
        wanted = (f'code="{code}"', f'codeSystem="{ROLES}"', f'displayName="{words}"')
        assert any(all(one in tag for one in wanted) for tag in tags), code
