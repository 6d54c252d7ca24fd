"""The reference pages of exit codes, variables, names and the index, and the table of rules."""

import ast
import inspect
import re
from itertools import pairwise
from typing import Final

from mimcli import errors, exitcodes
from mimcli.compare.rules import RULES as BREAKING_RULES
from mimcli.data.short_names import short_names
from mimcli.environment import VARIABLES
from mimcli.errors import MimError
from mimcli.exitcodes import ExitCode
from mimcli.index.filling import schema_sql
from mimcli.index.format import INDEX_FORMAT
from mimcli.index.search import search_sql
from mimcli.reconcile.rules import RULES

EXIT_CODES: Final = """\
# Exit codes

What a call of `mim` answers to the shell. All other codes are unused.

| code | name | meaning |
| --- | --- | --- |
"""

EXIT_CODE_NOTES: Final = """
Exit code 1 is an answer, not a failure: the answer itself is on stdout as usual.

- `mim which`: no listed version defines one of the ids.
- `mim table --match`: no row matches.
- `mim vocab --code`: no vocabulary has the code.
- `mim oid TEXT`: no object identifier has all the words. (An OID that is not known is answered with
  the nearest known one above it, and 0.)
- `mim uses`: nothing uses it (or with `--reverse`, it uses nothing).
- `mim search`: nothing was found.
- `mim example NAME`: it has no examples.
- `mim open`: there is no browser; the address is on stdout.
- `mim flow`: no messages, as of a role that sends and receives none.
- `mim scaffold --from`: not all of the other message fits, or something had to be made up.
- `mim validate`: a message is invalid (with `--strict`, also one with warnings).
- `mim diff`: something differs (with `--breaking` or `--for`: something that breaks them).
- `mim audit --strict`: something was found.
- `mim retired --check`: something retired is used (with `--strict`, also partly retired and unknown
  things, and files that could not be read).
- `mim cache verify`: something in the cache is not as it was installed.

## Failures

A failure is one line on stderr that begins with `error:`, and mostly a second one that begins with
`hint:` and says what to do. With `--json` the envelope on stdout has both, and a code that does
not change with the wording:

| `errors[].code` | exit code | meaning |
| --- | --- | --- |
"""

ENVIRONMENT: Final = """\
# Environment variables

| variable | meaning |
| --- | --- |
"""

ENVIRONMENT_NOTES: Final = """
An option wins over its variable, and a variable over the
[project's file](../how-to/pin-a-project.md). An empty `MIM_VERSION` or `MIM_CACHE_DIR` counts as
not set.

Where none of these names a cache, it lies where the platform keeps a user's caches:
`~/.cache/mim` on Linux (or below `XDG_CACHE_HOME`), `~/Library/Caches/mim` on macOS,
`%LOCALAPPDATA%\\mim\\Cache` on Windows. `mim cache dir` prints it.

`TERM=dumb` means no colour and no links. Links to local pages are written for terminals that are
known to show them, by `TERM_PROGRAM`, `TERM`, `VTE_VERSION`, `WT_SESSION`, `KITTY_WINDOW_ID` and
`DOMTERM`. `FORCE_HYPERLINK` wins over that; `TERM=dumb` and a pager that does not know links
win over `FORCE_HYPERLINK`.
"""

INDEX: Final = """\
# The index

Each version in the cache has one SQLite file, `index-v2/VERSION.db` below the cache folder. Its
schema is public: open it in any SQLite client ([how](../how-to/open-the-index.md)), but do not
write to it. This is format {format} (`PRAGMA user_version`). A new format gets a new number, and
`mim` then asks for the version to be added again. The same publication gives the same bytes.

Every fact has its source: `page` and `anchor` are the place in the manual, `relation.sources` are
the accounts that agree. What the accounts disagree about is in `finding`; see
[Findings](../explanation/findings.md).

## Tables

| table | what a row is |
| --- | --- |
"""

TABLES: Final = {
    "meta": "one fact about the version",
    "domain": "a domain of the contents menu, in menu order",
    "artefact": "an interaction, role, trigger event, message type, CMET or template",
    "relation": "one thing that an interaction is made of",
    "responsibility": "what the receiver of an interaction has to answer, and when",
    "definition": "the files of a message type, CMET or template",
    "tabular_view": "a page with a message table",
    "table_row": "one row of a message table",
    "prose": "a description that table rows share",
    "schema": "an XSD file",
    "schema_reference": "one include or import of an XSD",
    "example": "an example message of an artefact",
    "file": "a file of the publication",
    "finding": "something that is wrong with the publication",
    "schema_type": "a type, group or global element of the schemas",
    "schema_part": "an element, attribute, group or wildcard within one",
    "schema_facet": "what a simple type demands of a value: a pattern, an enumerated code",
    "diagram": "an interaction diagram of a domain's manual",
    "diagram_item": "a role or interaction that a diagram shows",
    "vocabulary": "a vocabulary: of a page, of a schema, or of both",
    "code": "a code of a vocabulary",
    "subset": "a SNOMED CT subset that a vocabulary consists of",
    "oid": "an object identifier, or a node above some",
    "datatype": "a datatype, a flavour of one, or a type that only a schema has",
    "datatype_part": "what a datatype or flavour is made of, as its page tells",
    "datatype_rule": "what the schema of a datatype or flavour demands",
    "mention": "an OID or flavour that the description of a table row names",
    "template_constraint": "a choice of templates: `NPFIT-000024#Role`",
    "constraint_template": "a template that a constraint allows",
    "constraint_model": "a model that uses a constraint",
    "template_list": "a template that a message may carry",
    "template_reference": "a template that another may refer to, within one message",
    "record_element": "a care record element type that a template or CMET carries",
    "artefact_page": "another page about an artefact: its change history, a template list",
    "page": "a page or example file with text to search",
    "passage": "a piece of text that can be found, kept once",
    "passage_place": "a place where a passage stands",
    "search": "the full text index over `passage` (FTS5)",
}

NAMES: Final = """\
# Names

What `NAME` may be, in `mim show`, `mim table`, `mim schema`, `mim uses`, `mim example`, `mim open`,
`mim flow` and `mim retired`; each command's help says which kinds it takes. Letter case does not
matter. The paths of `mim explain` are in [Addresses](addresses.md).

| form | example | stands for |
| --- | --- | --- |
| artefact id | `PRPA_IN000203UK06` | that artefact |
| stem: an id without its revision | `PRPA_IN000203` | its newest revision in the version asked; \
in `mim which` and `mim retired` every one |
| id of a tabular view or R-MIM | `PRPA_HD000206UK06` | the message type that it is of |
| domain, by its name in the menu | `Medication Management` | that domain |
| domain, by its folder | `Legitimate Relationships` | that domain |
| domain, by a short name | `EPS` | the domain below |
| vocabulary | `UpdateType` | that vocabulary |
| OID | `2.16.840.1.113883.2.1.4.1` | that object identifier |
| datatype, or a flavour by its title or its type in the schemas | \
`IVL<TS>`, `II.NPfIT.uuid.mandatory` | \
that datatype or flavour |
| template constraint | `NPFIT-000024#Role` | that choice of templates |

Domains are compared without spaces and punctuation, and `&` is `and`. `mim schema` takes a path of
the publication too: `dt/datatypes.xsd`; so do `mim uses` and `mim open`. Where a name is several
things (`ED` is a datatype, and short for a domain), `mim datatype`, `mim vocab` and
`mim uses --kind` say which is meant.

An artefact id is a four-letter domain prefix, `_`, two letters for its kind, six digits, two
letters for the realm and two digits for the revision.

| letters | kind |
| --- | --- |
| `IN` | interaction |
| `MT` | message type, or CMET (`UKCT_`, `COCT_`, `RCCT_`) |
| `TP` | template |
| `AR` | application role |
| `TE` | trigger event |
| `HD` | tabular view |
| `RM` | R-MIM |

A name that the version does not have ends with exit code 3. The hint has near names, other
revisions of the stem in this version, and the versions that define the id.

## Short names

| short name | domain |
| --- | --- |
"""


def exit_codes_page() -> str:
    """Return the page of exit codes and error codes."""
    meanings = _strings_below_members(inspect.getsource(exitcodes))
    rows = [f"| {code.value} | {code.name} | {meanings[code.name]} |\n" for code in ExitCode]
    slugs = [
        f"| `{one.code}` | {one.exit_code.value} | {_sentence(one)} |\n" for one in error_classes()
    ]
    return EXIT_CODES + "".join(rows) + EXIT_CODE_NOTES + "".join(slugs)


def error_classes() -> list[type[MimError]]:
    """Return the failures that are raised as such (the base class is not)."""
    found = [one for one in vars(errors).values() if inspect.isclass(one)]
    return [one for one in found if issubclass(one, MimError) and one is not MimError]


def environment_page() -> str:
    """Return the page of environment variables."""
    rows = (f"| `{name}` | {_capital(text)}. |\n" for name, text in VARIABLES.items())
    return ENVIRONMENT + "".join(rows) + ENVIRONMENT_NOTES


def index_page() -> str:
    """Return the page of the index, with its schema as it stands."""
    rows = (f"| `{name}` | {text} |\n" for name, text in TABLES.items())
    start = INDEX.format(format=INDEX_FORMAT)
    return start + "".join(rows) + f"\n## The schema\n\n```sql\n{whole_schema().rstrip()}\n```\n"


def whole_schema() -> str:
    """Return the statements that make an index, full text included."""
    return f"{schema_sql()}\n{search_sql()}"


def names_page() -> str:
    """Return the page of names, with the short names that are bundled."""
    rows = (f"| {short} | {' or '.join(names)} |\n" for short, names in sorted(short_names()))
    return NAMES + "".join(rows)


def rules_table() -> str:
    """Return the reconciliation rules in order, with their reasons."""
    return "\n".join(
        f"### {number}. {rule.slug}\n\n{rule.statement}\n\nWhy: {_small(rule.reason)}\n"
        for number, rule in enumerate(RULES, start=1)
    )


def breaking_rules_table() -> str:
    """Return the rules for whom a change breaks, with their reasons."""
    rows = (f"| `{one.name}` | {one.breaks} | {one.reason} |" for one in BREAKING_RULES)
    return "\n".join(("| rule | breaks | why |", "| --- | --- | --- |", *rows)) + "\n"


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _sentence(error: type[MimError]) -> str:
    return " ".join((error.__doc__ or "").split())


def _strings_below_members(source: str) -> dict[str, str]:
    """Return the strings below the members of an enumeration's source, by their names."""
    body = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)).body
    return {
        node.targets[0].id: re.sub(r"\s+", " ", after.value.value)
        for node, after in pairwise(body)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    }
