"""The index: the same bytes for the same publication, documented, read without a trace, found fast."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.index.filling import schema_sql
from mimcli.model import publication
from mimcli.query.domains import list_domains
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual, open_read_only
from mimcli.query.schemas import bundle, schema_document, schema_path, schema_tree
from mimcli.query.show import show
from mimcli.query.tables import message_table
from support.expected import expected_menu
from support.mim import default_mim

RECORDS = {
    "domain": publication.DomainRow,
    "artefact": publication.ArtefactRow,
    "relation": publication.RelationRow,
    "responsibility": publication.ResponsibilityRow,
    "definition": publication.DefinitionRow,
    "tabular_view": publication.ViewRow,
    "table_row": publication.TableRowRow,
    "schema": publication.SchemaRow,
    "schema_reference": publication.SchemaReferenceRow,
    "example": publication.ExampleRow,
}
"""Tables whose rows are records of the same fields."""


def index_of(cache: Path) -> Path:
    (index,) = cache.glob("index-*/*.db")
    return index


@pytest.fixture
def own_cache(synthetic_cache: Path, tmp_path: Path) -> Path:
    """A copy of the synthetic cache, to be damaged."""
    return shutil.copytree(synthetic_cache, tmp_path / "own-cache")


def test_the_same_publication_gives_the_same_bytes(
    synthetic_mim, synthetic_cache, tmp_path, run_mim
):
    """From a folder or a zip, and when it is added again."""
    cache = tmp_path / "cache"
    assert run_mim("add", synthetic_mim, cache=cache).code == 0
    first = index_of(cache).read_bytes()
    assert first == index_of(synthetic_cache).read_bytes()
    assert run_mim("add", "--force", synthetic_mim, cache=cache).code == 0
    record = json.loads(next(cache.glob("version-*/*.json")).read_text(encoding="utf-8"))
    assert (cache / record["index"]).read_bytes() == first


@pytest.mark.parametrize("table", RECORDS)
def test_records_and_tables_have_the_same_columns(table):
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema_sql())
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    assert columns == list(RECORDS[table]._fields)


def test_every_table_is_explained_where_it_is_made():
    """By a comment before it, or at its columns: the file is what the public page is made from."""
    text = schema_sql()
    tables = re.findall(r"(?s)((?:--[^\n]*\n)*)CREATE TABLE (\w+) \((.*?)\n\)", text)
    connection = sqlite3.connect(":memory:")
    connection.executescript(text)
    there = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    assert {name for _, name, _ in tables} == there
    for before, name, columns in tables:
        assert before or "--" in columns, name


def test_standings_relations_and_origins_are_those_that_the_schema_names(synthetic_cache):
    connection = open_read_only(index_of(synthetic_cache))
    text = schema_sql()
    for table, column in (
        ("artefact", "standing"),
        ("relation", "relation"),
        ("example", "origin"),
        ("table_row", "kind"),
        ("table_row", "role"),
        ("tabular_view", "generation"),
        ("schema_reference", "reference"),
        ("finding", "severity"),
    ):
        values = {row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}")}
        assert values
        for value in values - {None}:
            assert f"'{value}'" in text, (table, column, value)


def test_an_empty_text_stands_nowhere_that_null_can(synthetic_cache):
    connection = open_read_only(index_of(synthetic_cache))
    for table in RECORDS:
        for column in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if not column[3] and column[2] == "TEXT":
                (count,) = connection.execute(
                    f'SELECT count(*) FROM {table} WHERE "{column[1]}" = ?', ("",)
                ).fetchone()
                assert count == 0, (table, column[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_copy_of_the_process_asks_through_a_connection_of_its_own(synthetic_cache):
    manual = Manual("9.1.01", "cache", open_read_only(index_of(synthetic_cache)))
    expected = manual.rows("SELECT id FROM artefact ORDER BY id")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            statements: set[str] = set()
            manual.connection.set_trace_callback(statements.add)
            found = manual.rows("SELECT id FROM artefact ORDER BY id")
            os.write(writer, b"same" if found == expected and not statements else b"differs")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read() == b"same"
    os.waitpid(child, 0)
    assert manual.rows("SELECT id FROM artefact ORDER BY id") == expected


def traced(manual: Manual, ask: Callable[[Manual], Any]) -> set[str]:
    """The statements that a question runs."""
    statements: set[str] = set()
    manual.connection.set_trace_callback(statements.add)
    ask(manual)
    manual.connection.set_trace_callback(None)
    return statements


INTERACTION = "PRSC_IN900001UK02"
QUESTIONS: dict[str, Callable[[Manual, Path], Any]] = {
    "interaction": lambda manual, _: show(manual, INTERACTION),
    "message type": lambda manual, _: show(manual, "PRSC_MT900001UK02"),
    "stem": lambda manual, _: show(manual, "PRSC_IN900001"),
    "view": lambda manual, _: message_table(manual, "PRSC_HD900001UK02"),
    "table": lambda manual, _: message_table(manual, INTERACTION, wrappers=True),
    "schema": lambda manual, _: schema_document(manual, schema_path(manual, INTERACTION)),
    "tree": lambda manual, _: schema_tree(manual, schema_path(manual, INTERACTION)),
    "bundle": lambda manual, folder: bundle(
        manual, schema_path(manual, INTERACTION), folder / "bundle"
    ),
}
LARGE = ("table_row", "artefact", "relation", "file", "schema_reference", "prose", "finding")


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_about_one_thing_scan_no_large_table(synthetic_cache, tmp_path, question):
    """By SQLite's plan without statistics, as small tables may well be scanned."""
    manual = open_manual(CachePaths(synthetic_cache), None)
    statements = traced(manual, lambda one: QUESTIONS[question](one, tmp_path))
    empty = sqlite3.connect(":memory:")
    empty.executescript(schema_sql())
    assert any("SELECT" in one for one in statements)
    for statement in statements:
        for plan in empty.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall():
            found = re.match(r"SCAN (\w+)", plan[3])
            # Retirement is told from each domain's count of interactions: an index is scanned.
            if found and "USING COVERING INDEX" not in plan[3]:
                assert found[1] not in LARGE, (statement, plan[3])


def test_opening_an_index_creates_nothing(tmp_path):
    with pytest.raises(sqlite3.Error):
        open_read_only(tmp_path / "none.db")
    assert list(tmp_path.glob("*.db*")) == []


def test_reading_leaves_the_cache_as_it_was(own_cache, run_mim):
    before = {path: path.stat().st_mtime_ns for path in own_cache.rglob("*")}
    assert run_mim("show", INTERACTION, cache=own_cache).code == 0
    assert {path: path.stat().st_mtime_ns for path in own_cache.rglob("*")} == before


def failure(run) -> str:
    """The one error line of a run that failed because of the cache."""
    assert run.code == 5, run.err
    assert "Traceback" not in run.err
    errors = [line for line in run.err.splitlines() if line.startswith("error:")]
    assert len(errors) == 1
    assert "hint:" in run.err
    return errors[0]


@pytest.mark.parametrize(
    "command", [["show", INTERACTION], ["table", INTERACTION], ["list-domains"]]
)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "scribbled"])
def test_a_damaged_index_is_one_clear_line(own_cache, run_mim, command, damage):
    index = index_of(own_cache)
    data = index.read_bytes()
    if damage == "gone":
        index.unlink()
    else:
        page = 4096
        index.write_bytes(
            {
                "empty": b"",
                "cut": data[: len(data) // 3 // page * page],
                "scribbled": data[:page] + b"\xa5" * (len(data) - page),
            }[damage]
        )
    line = failure(run_mim(*command, cache=own_cache))
    assert re.search(r"the index of MiM \S+ is (missing or )?damaged", line)
    assert not index.exists() or damage != "gone"


@pytest.mark.parametrize(("change", "words"), [(1, "newer mim"), (-1, "older mim")])
def test_an_index_of_another_format_is_one_clear_line(own_cache, run_mim, change, words):
    (record,) = own_cache.glob("version-*/*.json")
    values = json.loads(record.read_text(encoding="utf-8"))
    values["index_format"] += change
    record.write_text(json.dumps(values), encoding="utf-8")
    assert words in failure(run_mim("show", INTERACTION, cache=own_cache))


def test_a_file_that_is_gone_from_the_tree_is_one_clear_line(own_cache, run_mim):
    (schema,) = own_cache.glob(f"tree-*/*/Schemas/{INTERACTION}.xsd")
    schema.unlink()
    run = run_mim("schema", INTERACTION, cache=own_cache)
    assert run.code == 3
    assert f"Schemas/{INTERACTION}.xsd is missing from the cached MiM" in run.err
    assert " cache verify` tells what else is" in run.err


def test_every_domain_is_listed_in_menu_order(synthetic_cache):
    manual = open_manual(CachePaths(synthetic_cache), None)
    names = [row.name for row in list_domains(manual).items]
    menu = [name for name, _, _ in expected_menu(default_mim())]
    assert names[: len(menu)] == menu
