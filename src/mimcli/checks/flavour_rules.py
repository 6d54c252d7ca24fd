"""Flavours of datatypes that the schemas of many interactions do not demand in their wrappers.

There a message's own id is any identifier by its schema; the message table says in words that it
is of the flavour Identifier Global, or which root it shall have. What a flavour is made of, the
page of the datatypes says; what its root looks like, the schema's types that carry it out. Only
wrappers are judged: elsewhere the words contradict the publication's own examples too often.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mimcli.checks.id_rules import is_uuid_like
from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule
from mimcli.model.answers.validation import Severity
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_facts import flavour_of
from mimcli.query.explain_flavours import flavours_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.manual import Manual

if TYPE_CHECKING:
    from mimcli.checks.simple_types import Simple

_OPEN = frozenset(("II", "CS"))
"""Datatypes whose flavours are judged: identifiers, and codes that stand alone."""
_PARTS = ("root", "extension", "code", "codeSystem", "codeSystemName", "displayName")
"""What a flavour may be made of."""
_ROOT = re.compile(
    r"\broot attribute (?:shall|will|contains?)\b[^.;]{0,90}?(?<![0-9.])([0-2](?:\.[0-9]+){3,})"
)
"""How the tables' descriptions say which root an identifier shall have."""
_CHOICE = re.compile(r"\bIf it is\b|\bfirst identifier|\bsecond identifier", re.IGNORECASE)
"""With which a description speaks of several identifiers, of which each may be meant."""


class Flavour(NamedTuple):
    """A flavour of a datatype."""

    title: str
    parts: tuple[str, ...]
    """What it has, all of it."""
    root: "Simple | None"
    """What its root looks like."""


def flavour_rules(manual: Manual, models: Models, node: Node) -> Iterator[Rule]:
    """Yield the rules of the flavours that a wrapper's table states, where the schema has none."""
    line, found = node.line, node.type
    if node.kind == "part" or line is None or line.description is None or found is None:
        return
    if found.name not in _OPEN or (found.name == "CS" and line.datatype != "CS"):
        return
    if flavour_of(models, node) is not None:
        return
    flavours = [
        flavour
        for one in flavours_of(manual, models, node).names
        if (flavour := _flavour(manual, one)) is not None and flavour.parts
    ]
    root = _stated_root(manual, line.description) if found.name == "II" else None
    if len(flavours) == 1:
        yield _flavour_rule(manual, node, flavours[0], root)
    elif root is not None and not flavours:
        yield _flavour_rule(manual, node, Flavour("", ("root", "extension"), None), root)


@lru_cache(maxsize=256)
def _flavour(manual: Manual, title: str) -> Flavour | None:
    row = manual.row("SELECT id FROM datatype WHERE kind = 'flavour' AND name = ?", title)
    if row is None:
        return None
    parts = manual.rows(
        "SELECT name FROM datatype_part WHERE datatype = ? AND inside IS NULL ORDER BY position",
        row[0],
    )
    carried = manual.rows("SELECT schema_type FROM datatype WHERE described_by = ?", row[0])
    names = tuple(str(one[0]) for one in carried if one[0])
    return Flavour(title, tuple(str(one[0]) for one in parts), _root_of(manual, names))


def _root_of(manual: Manual, names: tuple[str, ...]) -> "Simple | None":
    """Return the simple type of the root of the schema's types that carry a flavour out."""
    for name in names:
        rows = manual.rows(
            "SELECT value FROM schema_type t JOIN schema_part p ON p.owner = t.key"
            " JOIN schema_type s ON s.name = p.type JOIN schema_facet f ON f.owner = s.key"
            " WHERE t.name = ? AND p.name = 'root' AND facet = 'pattern'",
            name,
        )
        if rows:
            from mimcli.checks.simple_types import Simple  # noqa: PLC0415  (2 ms, few wrappers)

            return Simple("string", patterns=(tuple(str(row[0]) for row in rows),))
    return None


def _stated_root(manual: Manual, description: int) -> str | None:
    """Return the only root that a description states, if it speaks of one identifier."""
    row = manual.row("SELECT text FROM prose WHERE id = ?", description)
    text = " ".join(str(row[0]).split()) if row else ""
    roots = {str(one) for one in _ROOT.findall(text)}
    return roots.pop() if len(roots) == 1 and not _CHOICE.search(text) else None


def _flavour_rule(manual: Manual, node: Node, flavour: Flavour, root: str | None) -> Rule:
    """Return the rule of one flavour; `root` is the only one allowed."""
    title = f"the flavour {flavour.title}" if flavour.title else "the message table"
    due = [name for name in _PARTS if name in flavour.parts]
    unwanted = [name for name in _PARTS if name not in flavour.parts]

    def rule(element: Element) -> Remark | None:
        if element.get("nullFlavor") is not None:
            return None
        words = _root_fault(element.get("root"), flavour, root)
        name = "root"
        if words is None:
            name, words = _parts_fault(element, due, unwanted) or ("", None)
        if words is None:
            return None
        found = element.get(name)
        what = f"{name} of {local_name(element)} is {quoted(found)}" if found else name
        if not found:
            what = f"{local_name(element)} has no {name}"
        return Remark(
            "datatype-flavour",
            f"{what}; {title} {words}",
            name,
            found,
            (root,) if root is not None and name == "root" else (),
            severity=_severity(manual, node),
        )

    return rule


def _root_fault(value: str | None, flavour: Flavour, root: str | None) -> str | None:
    """Return what a flavour has in place of a root, if the root is wrong."""
    if not value:
        return None
    if root is not None and value != root:
        return f"has {quoted(root)}"
    if flavour.root is None:
        return None
    from mimcli.checks.simple_types import fault_of  # noqa: PLC0415  (as above)

    if is_uuid_like(value) and not fault_of(flavour.root, _UUID):
        return None
    reason = fault_of(flavour.root, value)
    return f"has {reason.removeprefix('is not ')}" if reason else None


_UUID = "0F3C1A2E-0000-4000-8000-00000000000A"
"""Where one may stand, `uuid-form` tells of what is like one."""


def _parts_fault(element: Element, due: list[str], unwanted: list[str]) -> tuple[str, str] | None:
    """Return which attribute is missing, or is there though the flavour has none."""
    for name in due:
        if not element.get(name):
            return name, "has one"
    for name in unwanted:
        if element.get(name) is not None:
            return name, "has none"
    return None


def _severity(manual: Manual, node: Node) -> Severity:
    """Return how loud a fault is: an error where other schemas demand the same of that place."""
    line, view = node.line, node.view
    if line is None or view is None or line.owner is None:
        return "warning"
    owner = f"{view.artefact}.{view.lines[line.owner].name}"
    return "error" if _is_demanded(manual, owner, node.name) else "warning"


@lru_cache(maxsize=256)
def _is_demanded(manual: Manual, owner: str, name: str) -> bool:
    """Return whether the schema of any interaction restricts a part of a wrapper's class."""
    row = manual.row(
        "SELECT 1 FROM schema_type t JOIN schema_part p ON p.owner = t.key"
        " LEFT JOIN schema_type s ON s.key = p.type_key"
        " WHERE t.name LIKE '%.' || ? AND p.name = ? AND (p.type LIKE '%NPfIT%' OR s.base IN"
        " ('II', 'CS'))",
        owner,
        name,
    )
    return row is not None
