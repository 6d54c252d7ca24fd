"""The rows of a message table, computed from the table's records."""

from dataclasses import dataclass, replace

from support.rows import (
    Alternative,
    Assoc,
    Attr,
    Cls,
    Cmet,
    Row,
    Shadow,
    Table,
    Target,
    TemplateRef,
)

CLASS_KINDS = {
    "actclass": "act",
    "roleclass": "role",
    "entclass": "entity",
    "choiceclass": "choice",
    "otherclass": "other",
    "partclass": "participation",
    "actrelclass": "act_relationship",
    "rolelinkclass": "role_link",
}


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A row of a message table; fields as in `mimcli.model.table.TableRow`.

    Fixed values are without the blanks that old pages leave at their end.
    """

    kind: str
    name: str
    owner: int
    role: str = ""
    min: int | None = None
    max: int | None = None
    conformance: str | None = None
    datatype: str | None = None
    vocabulary: str | None = None
    coding_strength: str | None = None
    fixed: str | None = None
    default: str | None = None
    constraint: str | None = None
    target: str | None = None
    used_by: tuple[str, ...] = ()
    class_kind: str | None = None


def _bounds(card: str) -> tuple[int | None, int | None]:
    if not card:
        return None, None
    low, _, high = card.partition("..")
    return int(low), None if high == "*" else int(high)


def _attribute(row: Attr, owner: int, *, flags: bool) -> ExpectedRow:
    low, high = _bounds(row.card)
    return ExpectedRow(
        "attribute",
        row.name,
        owner,
        min=low,
        max=high,
        conformance=(row.flag or None) if flags else None,
        datatype=row.datatype,
        vocabulary=row.domain or None,
        coding_strength=row.strength if row.domain else None,
        fixed=row.fixed or None,
        default=row.default or None,
        constraint=row.constraint or None,
    )


def _leading(row: Row, owner: int, *, flags: bool) -> ExpectedRow:
    low, high = _bounds(getattr(row, "card", ""))
    base = ExpectedRow("", row.name, owner, min=low, max=high)
    flag = (getattr(row, "flag", "") or None) if flags else None
    match row:
        case Target():
            changes: dict[str, object] = {
                "kind": "association",
                "role": "target",
                "target": row.cls,
                "conformance": flag,
            }
        case Cmet():
            changes = {"kind": "cmet", "target": row.mt, "conformance": flag}
        case TemplateRef():
            changes = {"kind": "template", "target": row.constraint}
        case Alternative():
            inline = "act" if flags and row.rows else None
            changes = {"kind": "choice", "target": row.name, "class_kind": inline}
        case Shadow():
            changes = {
                "kind": "association",
                "role": "target",
                "target": row.of,
                "class_kind": CLASS_KINDS[row.kind],
            }
        case _:
            raise TypeError(row)
    return replace(base, **changes)  # type: ignore[arg-type]


class _Rows:
    """Flattens a table; positions are counted as rows are added."""

    def __init__(self, table: Table) -> None:
        self.flags = table.generation == "mif"
        self.rows: list[ExpectedRow] = []
        for cls in table.classes:
            self._class(cls)

    def _add(self, row: ExpectedRow) -> int:
        self.rows.append(row)
        return len(self.rows) - 1

    def _class(self, cls: Cls) -> None:
        kind = CLASS_KINDS[cls.kind] if self.flags else None
        owner = self._add(ExpectedRow("class", cls.name, -1, used_by=cls.used_by, class_kind=kind))
        for row in cls.rows:
            if isinstance(row, Attr):
                self._add(_attribute(row, owner, flags=self.flags))
            elif isinstance(row, Assoc):
                self._association(row, owner)
            else:
                position = self._add(_leading(row, owner, flags=self.flags))
                for inline in row.rows if isinstance(row, Alternative) else ():
                    self._add(_attribute(inline, position, flags=self.flags))

    def _association(self, row: Assoc, owner: int) -> None:
        low, high = _bounds(row.card)
        position = self._add(
            ExpectedRow(
                "association",
                row.name,
                owner,
                role="connector",
                min=low,
                max=high,
                conformance=(row.flag or None) if self.flags else None,
                class_kind=CLASS_KINDS[row.kind] if self.flags else None,
            )
        )
        for attr in row.rows:
            self._add(_attribute(attr, position, flags=self.flags))
        self._add(_leading(row.target, position, flags=self.flags))


def expected_rows(table: Table) -> list[ExpectedRow]:
    """Every row of a tabular view, in the page's order."""
    return _Rows(table).rows
