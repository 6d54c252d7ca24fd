"""The reference says everything that there is: commands, options, formats, codes, keys, kinds."""

import ast
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from reference_scripts import (
    ROOT,
    make_reference,
    reference_commands,
    reference_facts,
    reference_json,
)

from mimcli.cli.registry import COMMANDS
from mimcli.cli.settings import FORMATS, common_options
from mimcli.compare.rules import RULES as BREAKING_RULES
from mimcli.environment import VARIABLES
from mimcli.exitcodes import ExitCode
from mimcli.index.filling import schema_sql
from mimcli.reconcile.rules import RULES

if TYPE_CHECKING:
    from typer.testing import Result

DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "mimcli"
HOW = "run: python scripts/make_reference.py"
MADE = make_reference.pages()


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(MADE))
def test_a_made_page_is_as_the_code_makes_it(name: str) -> None:
    """The pages were made again after the code changed."""
    assert page(name) == MADE[name], HOW


def test_every_command_and_option_is_documented() -> None:
    """docs/reference/commands.md has a heading for each command, and each option's name below it."""
    text = page("reference/commands.md")
    walked = reference_commands.walk()
    assert {name.split()[0] for name, _ in walked} == {entry.name for entry in COMMANDS}
    for name, command in walked:
        section = text.partition(f"\n### mim {name}\n")[2].partition("\n### ")[0]
        assert section, name
        arguments, options = reference_commands.own_parameters(command)
        for option in options:
            assert option.help, f"mim {name} {option.opts}"
            assert all(f"`{one}`" in section for one in option.opts), f"mim {name} {option.opts}"
        for argument in arguments:
            assert argument.metavar in section.replace("\\|", "|"), f"mim {name}"
    for option in common_options():
        assert all(f"`{one}`" in text for one in option.opts), option.opts


def test_every_format_is_documented() -> None:
    """docs/reference/formats.md has a row for the common formats and each command's own."""
    text = page("reference/formats.md")
    extra = {
        one
        for _, command in reference_commands.walk()
        for one in getattr(command, "extra_formats", ())
    }
    assert extra
    for name in {*FORMATS, *extra}:
        assert f"| `{name}` |" in text, name


def test_every_variable_is_documented() -> None:
    """Each variable has its row, and no module reads one that is not declared."""
    text = page("reference/environment.md")
    for name in VARIABLES:
        assert f"| `{name}` |" in text, name
    read = {
        found
        for path in SOURCE.rglob("*.py")
        for found in re.findall(r"\bMIM_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert read <= set(VARIABLES)


def test_every_exit_code_and_error_code_is_documented() -> None:
    """docs/reference/exit-codes.md has a row for each exit code and each kind of failure."""
    text = page("reference/exit-codes.md")
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \| {code.name} \| \w", text, re.MULTILINE), code
    errors = reference_facts.error_classes()
    assert errors
    for error in errors:
        assert f"| `{error.code}` | {error.exit_code.value} |" in text, error


def test_every_warning_is_documented() -> None:
    """The code of each warning that a command can give is in docs/reference/json.md."""
    text = page("reference/json.md")
    codes = {
        found
        for path in (SOURCE / "cli").rglob("*.py")
        for found in re.findall(r'\.warn\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert codes
    for code in codes:
        assert f"| `{code}` |" in text, code


def test_every_key_has_a_meaning() -> None:
    """Each field of each answer's record says what it is."""
    records = reference_json.all_records()
    assert {"Domain", "Interaction", "MessageTableRow", "Problem"} <= set(records)
    for name, record in records.items():
        fields = reference_json.fields_of(record)
        assert fields, name
        assert [field for field, _, meaning in fields if not meaning] == [], name


def test_every_table_of_the_index_is_documented() -> None:
    """The list of tables in docs/reference/index-schema.md is that of the schema."""
    sql = reference_facts.whole_schema()
    tables = re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", sql, re.MULTILINE)
    assert list(reference_facts.TABLES) == tables


def test_every_rule_is_explained() -> None:
    """docs/explanation/reconciliation.md has every rule with its reason."""
    text = page("explanation/reconciliation.md")
    for rule in RULES:
        assert rule.slug in text
        assert rule.statement in text


def test_every_standing_is_explained() -> None:
    """docs/explanation/reconciliation.md has each standing that the index can have."""
    column = re.search(r"^    standing .*?\n\);", schema_sql(), re.MULTILINE | re.DOTALL)
    assert column
    standings = re.findall(r"'([a-z-]+)'", column[0])
    assert "defined" in standings
    text = page("explanation/reconciliation.md")
    assert [one for one in standings if f"| `{one}` |" not in text] == []


RULE_SLUGS = {rule.slug for rule in RULES}
NO_KINDS = re.compile(
    r"utf-\d.*|schema-only|xml-only|list-of|prohibited-element"
    r"|(?:tabular-view|dynamic-model|change-history|template-list|reference-usage)"
    r"|(?:template-configuration|oid-catalogue|record-elements)"
)
"""What looks like a finding's kind in parsers and rules, and is none: encodings, page kinds, rules."""


def _kinds_in(path: Path) -> Iterator[str]:
    """Yield the kinds of finding that a module's text has, those that are put together too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r"[a-z]+(?:-[a-z]+)+", node.value) and not NO_KINDS.fullmatch(
                node.value
            ):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            pieces = [one.value if isinstance(one, ast.Constant) else "*" for one in node.values]
            text = "".join(map(str, pieces))
            if re.fullmatch(r"[a-z]+-\*-[a-z]+", text):
                yield text


def test_every_kind_of_finding_is_explained() -> None:
    """docs/explanation/findings.md has each kind that the source can give, and no other."""
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page("explanation/findings.md")))
    found = {
        kind
        for room in ("parse", "reconcile", "importer")
        for path in (SOURCE / room).rglob("*.py")
        for kind in _kinds_in(path)
    } - RULE_SLUGS
    assert "overruled-relation" in found
    put_together = {kind for kind in found if "*" in kind}
    patterns = [re.compile(kind.replace("*", "[a-z-]+")) for kind in put_together]
    assert found - put_together - documented == set()
    for pattern in patterns:
        assert any(pattern.fullmatch(kind) for kind in documented), pattern
    others = documented - found - {"unmatched-retired-domain", "inferred-domain"}
    assert {kind for kind in others if not any(one.fullmatch(kind) for one in patterns)} == set()


@pytest.mark.corpus
def test_every_finding_of_the_real_mim_is_of_a_kind_that_is_explained(real_cache: Path) -> None:
    """What is in the real index is in docs/explanation/findings.md."""
    (index,) = real_cache.glob("index-v2/*.db")
    with sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True) as connection:
        kinds = [row[0] for row in connection.execute("SELECT DISTINCT kind FROM finding")]
    assert kinds
    text = page("explanation/findings.md")
    assert [kind for kind in kinds if f"`{kind}`" not in text] == []


def test_the_index_has_the_tables_that_are_documented(synthetic_cache: Path) -> None:
    """An index that `mim add` made has those tables, and what SQLite adds to a full text index."""
    (index,) = synthetic_cache.glob("index-v2/*.db")
    with sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = {row[0] for row in rows if not row[0].startswith(("search_", "sqlite_"))}
    assert names == set(reference_facts.TABLES)


@pytest.mark.corpus
def test_the_queries_of_the_how_to_run(real_cache: Path) -> None:
    """Each query in docs/how-to/open-the-index.md finds something in the real index."""
    queries = re.findall(
        r"<!-- query -->\n```sql\n(.*?)```", page("how-to/open-the-index.md"), re.DOTALL
    )
    assert queries
    (index,) = real_cache.glob("index-v2/*.db")
    with sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True) as connection:
        for query in queries:
            assert connection.execute(query).fetchall(), query


RunMim = Callable[..., "Result"]


@pytest.fixture
def data_of(run_mim_inprocess: RunMim, synthetic_cache: Path) -> Callable[[str], Any]:
    """Return the `data` that a command line answers about the synthetic MiM."""

    def ask(line: str) -> Any:
        result = run_mim_inprocess(*line.split(), "--json", "--quiet", cache=synthetic_cache)
        envelope = json.loads(result.stdout)
        assert list(envelope) == re.findall(
            r"^\| `(\w+)` \|", page("reference/json.md").partition("## What")[0], re.MULTILINE
        )
        return envelope["data"]

    return ask


def _keys(record: str) -> list[str]:
    return [field for field, _, _ in reference_json.fields_of(reference_json.all_records()[record])]


def _a_message(folder: Path) -> Path:
    """Return a file in which something is a message, and not a right one."""
    file = folder / "message.xml"
    file.write_text('<PRSC_IN900001UK02 xmlns="urn:hl7-org:v3"/>', encoding="utf-8")
    return file


def _first(data: Any, record: str) -> Any:
    return data[0] if record.endswith("[]") else data


def test_answers_have_the_keys_that_are_documented(
    data_of: Callable[[str], Any], tmp_path: Path
) -> None:
    """What each exploring command answers has the keys of its record in docs/reference/json.md."""
    domains = data_of("list-domains")
    domain = next(one["name"] for one in domains if one["interactions"] and one["message_types"])
    shown = data_of(f"show {domain}")
    interaction = shown["interactions"][0]["id"]
    message_type = shown["message_definitions"][0]["id"]
    role = shown["application_roles"][0]["id"]
    vocabulary = next(one["name"] for one in data_of("vocab") if one["codes"])
    code = data_of(f"vocab {vocabulary} --codes")[0]["code"]
    oid = data_of("oid")[0]["oid"]
    datatype = data_of("datatype")[0]["name"]
    exemplified = next(
        one["id"]
        for one in shown["message_definitions"]
        if data_of(f"show {one['id']}")["examples"]
    )
    questions = {
        "list-domains": ("list-domains", "DomainSummary[]"),
        "show domain": (f"show {domain}", "Domain"),
        "show interaction": (f"show {interaction}", "Interaction"),
        "show message type": (f"show {message_type}", "MessageType"),
        "show role": (f"show {role}", "Part"),
        "which": (f"which {interaction}", "Which[]"),
        "table": (f"table {message_type}", "MessageTableRow[]"),
        "schema": (f"schema {interaction}", "SchemaDocument"),
        "schema --path": (f"schema {interaction} --path", "LocatedFile[]"),
        "schema --files": (f"schema {interaction} --files", "LocatedFile[]"),
        "schema --tree": (f"schema {interaction} --tree", "SchemaFile[]"),
        "schema --bundle": (f"schema {interaction} --bundle {tmp_path / 'b.zip'}", "Bundle"),
        "vocab": ("vocab", "VocabularySummary[]"),
        "vocab NAME": (f"vocab {vocabulary}", "Vocabulary"),
        "vocab NAME --codes": (f"vocab {vocabulary} --codes", "VocabularyCode[]"),
        "vocab --code": (f"vocab --code {code}", "FoundCode[]"),
        "oid": ("oid", "OidSummary[]"),
        "oid OID": (f"oid {oid}", "Oid"),
        "datatype": ("datatype", "DatatypeSummary[]"),
        "datatype NAME": (f"datatype {datatype}", "Datatype"),
        "show vocabulary": (f"show {vocabulary}", "Vocabulary"),
        "show oid": (f"show {oid}", "Oid"),
        "explain": (f"explain {message_type}", "Explanation"),
        "explain --tree": (f"explain {message_type} --tree", "ExplainedRow[]"),
        "explain --xpath": (f"explain {message_type} --xpath", "XPathAnswer"),
        "uses": (f"uses {message_type}", "Use[]"),
        "uses --tree": (f"uses {message_type} --tree", "UseStep[]"),
        "search": (f"search {interaction}", "SearchHit[]"),
        "example": (f"example {exemplified}", "ExampleItem[]"),
        "example NAME NUMBER": (f"example {exemplified} 1", "ExampleDocument"),
        "example --path": (f"example {exemplified} --path", "LocatedFile[]"),
        "open": (f"open {interaction}", "Location"),
        "flow": (f"flow {interaction}", "FlowMessage[]"),
        "validate": (f"validate {_a_message(tmp_path)}", "ValidationReport"),
        "audit": ("audit", "AuditRow[]"),
        "audit --stat": ("audit --stat", "AuditCount[]"),
        "retired": ("retired", "RetirementRow[]"),
        "retired --check": (f"retired --check {interaction}", "CheckRow[]"),
        "versions": ("versions", "CachedVersion[]"),
        "versions --sources": ("versions --sources", "FactSource[]"),
        "use": ("use", "ChosenVersion"),
        "cache dir": ("cache dir", "CacheDirectory[]"),
        "cache size": ("cache size", "CachePart[]"),
    }
    for name, (line, record) in questions.items():
        known = reference_json.ANSWERS.get(name) or reference_json.ANSWERS[name.split()[0]]
        assert record in known, name
        assert list(_first(data_of(line), record)) == _keys(record.removesuffix("[]")), name


def test_every_rule_of_what_breaks_is_explained() -> None:
    """docs/explanation/diff.md has every rule of `mim diff` with whom it breaks, and why."""
    text = page("explanation/diff.md")
    for rule in BREAKING_RULES:
        assert f"| `{rule.name}` | {rule.breaks} | {rule.reason} |" in text
