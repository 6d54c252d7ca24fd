"""docs/reference/json.md: the envelope, and every key of every answer."""

import ast
import inspect
import re
import textwrap
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from mimcli.model import answers, findings, named
from mimcli.render import answer

ANSWERS: Final[dict[str, tuple[str, ...]]] = {
    "list-domains": ("DomainSummary[]",),
    "show": (
        "Domain",
        "Interaction",
        "MessageType",
        "Part",
        "Vocabulary",
        "Oid",
        "Datatype",
        "TemplateConstraint",
    ),
    "which": ("Which[]",),
    "table": ("MessageTableRow[]",),
    "explain": ("Explanation",),
    "explain --tree": ("ExplainedRow[]",),
    "explain --required": ("ExplainedRow[]",),
    "explain --xpath": ("XPathAnswer",),
    "schema": ("SchemaDocument",),
    "schema --path": ("LocatedFile[]",),
    "schema --files": ("LocatedFile[]",),
    "schema --tree": ("SchemaFile[]",),
    "schema --bundle": ("Bundle",),
    "vocab": ("VocabularySummary[]",),
    "vocab NAME": ("Vocabulary",),
    "vocab NAME --codes": ("VocabularyCode[]",),
    "vocab --code": ("FoundCode[]",),
    "oid": ("OidSummary[]",),
    "oid TEXT": ("OidSummary[]",),
    "oid OID": ("Oid",),
    "oid --tree": ("OidSummary[]",),
    "datatype": ("DatatypeSummary[]",),
    "datatype NAME": ("Datatype",),
    "uses": ("Use[]",),
    "uses --tree": ("UseStep[]",),
    "search": ("SearchHit[]",),
    "example": ("ExampleItem[]",),
    "example NAME NUMBER": ("ExampleDocument",),
    "example --path": ("LocatedFile[]",),
    "open": ("Location",),
    "flow": ("FlowMessage[]",),
    "retired": ("RetirementRow[]",),
    "retired --refresh": ("RetirementRefresh",),
    "retired --check": ("CheckRow[]",),
    "validate": ("ValidationReport",),
    "diff": ("Diff",),
    "diff --stat": ("DiffStat",),
    "audit": ("AuditRow[]",),
    "audit --stat": ("AuditCount[]",),
    "add": ("AddReport",),
    "fetch": ("FetchReport",),
    "versions": ("CachedVersion[]",),
    "versions --sources": ("FactSource[]",),
    "use": ("ChosenVersion",),
    "remove": ("RemovedItem[]",),
    "export": ("ExportReport",),
    "import": ("AddReport",),
    "cache dir": ("CacheDirectory[]",),
    "cache size": ("CachePart[]",),
    "cache verify": ("CacheProblem[]",),
    "cache prune": ("RemovedItem[]",),
}
"""The records of a command's `data`; `[]`: a list of them."""

INTRODUCTION: Final = """\
# JSON

`--json` (the same as `--format json`) prints one object, the envelope. Keys never vanish: a value
that is not there is null, never an empty text. An empty list says that there are none; where that
is not known (to the bundled catalogue, or of a partial publication) null stands in its place. Keys
are added without notice; a key that is renamed, removed or changes its meaning counts
`schema_version` up. Paths within a MiM are relative, with `/`, and as the publication spells them.

`--format ndjson` prints the elements of `data`, one a line, with no envelope; an answer that is one
record is one line. A failure is one line with the key `errors`.

## The envelope

| key | type | meaning |
| --- | --- | --- |
| `schema_version` | number | 1. |
| `command` | string | The command's words: `show`, `cache size`. |
| `mim` | string or null | The MiM version that answered; null for a command that asks none. |
| `source` | string or null | `cache`, or `bundled`: the catalogue within `mim` answered. |
| `data` | object, array or null | The answer; null on failure. |
| `errors` | array of [Problem](#problem) | Empty, unless the command failed. |
| `warnings` | array of [Problem](#problem) | What was said on stderr as a warning. |

## What `data` is

| command | `data` |
| --- | --- |
"""

AFTER_COMMANDS: Final = """
`kind` tells the records of `mim show` apart.

The codes of `errors` are in [Exit codes](exit-codes.md). The codes of `warnings`:

| code | meaning |
| --- | --- |
| `unmatched-retired-domain` | Names of the retirement list fit no domain of the version asked. |
| `answer-repeats-request` | `mim flow` drew an answer the other way round than its table has it. |
| `not-checked` | A file or folder could not be searched. |
| `unknown-key` | A project's file has a key that means nothing to this `mim`. |
| `unused-override` | A project's file speaks of the retirement of a name that there is not. |
| `missing-include` | A schema refers to a file that the publication lacks. |
| `not-asked` | A version in the cache could not be asked; the others were. |
| `unreadable-version` | The record of a cached version is damaged, or a newer `mim` wrote it. |
| `left-out` | `mim scaffold --from`: something of the other message has no place in the new one. |
| `replaced` | `mim scaffold --from`: one of its values is not allowed, or is fixed otherwise. |
| `renamed` | `mim scaffold --from`: an element stands in a place of another name. |
| `refused` | `mim scaffold --from`: a check finds an error in what was taken over. |
| `doubtful` | `mim scaffold --from`: a check warns of what was taken over. |
| `others-unused` | `mim scaffold --from`: the file has more messages; the first is taken over. |
| `placeholder` | `mim scaffold --from`: something had to be made up. |
"""


def json_page() -> str:
    """Return the page, made from the records' fields and their docstrings."""
    parts = [INTRODUCTION]
    parts += [f"| `mim {name}` | {_data(records)} |\n" for name, records in ANSWERS.items()]
    parts += [AFTER_COMMANDS, "\n## Records\n"]
    parts += [_record(one) for one in records_in_order()]
    return "".join(parts)


def records_in_order() -> list[ast.ClassDef]:
    """Return every record: the commands' in their order, each followed by those within it."""
    known = all_records()
    order: dict[str, None] = {}

    def take(name: str) -> None:
        if name in known and name not in order:
            order[name] = None
            for _, type_, _ in fields_of(known[name]):
                for inner in re.findall(r"\[(\w+)\]\(", type_):
                    take(inner)

    for name in (
        "Problem",
        *(one.removesuffix("[]") for names in ANSWERS.values() for one in names),
    ):
        take(name)
    for name in known:
        take(name)
    return [known[name] for name in order]


def all_records() -> dict[str, ast.ClassDef]:
    """Return the definition of every record that an answer can have, by its name."""
    inner = [f"{answers.__name__}.{found.name}" for found in iter_modules(answers.__path__)]
    modules = (answer, named, findings, *map(import_module, sorted(inner)))
    nodes = [node for module in modules for node in ast.parse(inspect.getsource(module)).body]
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    return {node.name: node for node in classes if node.name not in {"Answer", "Listing"}}


def fields_of(record: ast.ClassDef) -> list[tuple[str, str, str]]:
    """Return name, type and meaning of each field; the meaning is the string below it."""
    found = []
    following = [*record.body[1:], None]
    for node, after in zip(record.body, following, strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            stated = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            text = textwrap.dedent(str(after.value.value)) if stated else ""  # type: ignore[union-attr]
            type_ = _type(node.annotation)
            if type_ == "string" and _may_be_empty(record.name, node):
                type_ += " or null"
            found.append((node.target.id, type_, " ".join(text.split())))
    return found


def _may_be_empty(record: str, field: ast.AnnAssign) -> bool:
    """Return whether a text may be empty, which is null in JSON."""
    by_default = isinstance(field.value, ast.Constant) and field.value.value == ""
    return by_default or (record, ast.unparse(field.target)) == ("Finding", "page")


def _data(records: tuple[str, ...]) -> str:
    if records[0].endswith("[]"):
        return f"array of {_link(records[0][:-2])}"
    links = [_link(record) for record in records]
    return " or ".join([", ".join(links[:-1]), links[-1]] if links[1:] else links)


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _type(annotation: ast.expr) -> str:
    """Return a Python type in JSON's words."""
    text = ast.unparse(annotation)
    simple = {"str": "string", "int": "number", "float": "number", "bool": "boolean"}
    if text.endswith(" | None"):
        return f"{_type(ast.parse(text.removesuffix(' | None'), mode='eval').body)} or null"
    if text.startswith("tuple["):
        inner = text.removeprefix("tuple[").removesuffix(", ...]")
        return f"array of {simple.get(inner, _link(inner))}".replace("string", "strings")
    if text in ("Severity", "Status"):  # one of a few words, which the meaning names
        return "string"
    return simple.get(text) or _link(text)


def _record(record: ast.ClassDef) -> str:
    meaning = " ".join((ast.get_docstring(record) or "").split())
    rows = [
        f"| `{name}` | {type_} | {text} |\n".replace("||", "\\|\\|")
        for name, type_, text in fields_of(record)
    ]
    table = "| key | type | meaning |\n| --- | --- | --- |\n" + "".join(rows)
    return f"\n### {record.name}\n\n{meaning}\n\n{table}"
