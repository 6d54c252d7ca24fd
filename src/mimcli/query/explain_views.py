"""The message tables as `mim explain` walks them: rows below rows, and where they lead."""

from collections.abc import Sequence
from typing import NamedTuple

from mimcli.query.manual import Manual


class Line(NamedTuple):
    """A row of a message table."""

    position: int
    owner: int | None
    kind: str
    role: str | None
    name: str
    min: int | None
    max: int | None
    conformance: str | None
    datatype: str | None
    vocabulary: str | None
    coding_strength: str | None
    fixed: str | None
    default: str | None
    constraint: str | None
    target: str | None
    target_row: int | None
    anchor: str | None
    description: int | None
    code: str | None
    """The one code allowed, which the page has in the vocabulary's place."""
    view: str
    """Id of its tabular view."""

    @property
    def leads(self) -> bool:
        """Whether it leads to a class, CMET, template or to alternatives."""
        return self.kind in ("association", "cmet", "template", "choice")


class Leaf(NamedTuple):
    """One of the things that a row leads to, choices resolved."""

    line: Line
    """The row that names it: the row itself, or an alternative of the choice."""
    class_line: Line | None
    """The class, if it is one of the same table."""


class View(NamedTuple):
    """A message table."""

    id: str
    """Of the tabular view."""
    artefact: str
    """The message type, CMET or template whose table it is."""
    page: str
    lines: tuple[Line, ...]
    below: dict[int, tuple[Line, ...]]
    """By the position of the row that they belong to."""

    @property
    def entry(self) -> Line | None:
        """The entry class."""
        return next((line for line in self.lines if line.kind == "class"), None)

    def class_named(self, name: str | None) -> Line | None:
        """Return the class of a name, in any letter case."""
        wanted = (name or "").casefold()
        lines = (line for line in self.lines if line.kind == "class")
        return next((line for line in lines if line.name.casefold() == wanted), None)

    def rows_below(self, line: Line) -> tuple[Line, ...]:
        """Return the rows of a class or association (of a shadow, what it stands for)."""
        if line.position not in self.below and line.target_row is not None:
            line = self.lines[line.target_row]
        return self.below.get(line.position, ())

    def inherited(self, line: Line) -> tuple[Line, ...]:
        """Return what the choices that a class is in have beside their alternatives.

        That is part of each of them, as far as the schema says so.
        """
        rows: list[Line] = []
        names = {row.name for row in self.rows_below(line)}
        choices, seen = self._choices_with(line), {line.position}
        while choices:
            choice = choices.pop(0)
            if choice.position in seen:
                continue
            seen.add(choice.position)
            own = self.below.get(choice.position, ())
            rows += [row for row in own if row.kind != "choice" and row.name not in names]
            names |= {row.name for row in own}
            choices += self._choices_with(choice)
        return tuple(rows)

    def _choices_with(self, line: Line) -> list[Line]:
        """Return the choices that have a class (or an alternative spelt out) among them."""
        if line.kind == "choice":
            return [self.lines[line.owner]] if line.owner is not None else []
        if line.kind != "class":
            return []
        owners = (
            row.owner
            for row in self.lines
            if row.kind == "choice" and row.target_row == line.position
        )
        return [self.lines[owner] for owner in owners if owner is not None]

    def leaves(self, line: Line, seen: frozenset[int] = frozenset()) -> tuple[Leaf, ...]:
        """Return what a row leads to; of a choice, each alternative."""
        class_line = None
        if line.target_row is not None and self.lines[line.target_row].kind == "class":
            class_line = self.lines[line.target_row]
        elif line.kind == "class":
            class_line = line
        if class_line is None or class_line.position in seen:
            return (Leaf(line, class_line),)
        alternatives = self._alternatives(class_line)
        if not alternatives:
            return (Leaf(line, class_line),)
        seen |= {class_line.position}
        return tuple(leaf for one in alternatives for leaf in self.leaves(one, seen))

    def is_choice(self, line: Line) -> bool:
        """Return whether a row leads to a choice."""
        return self.leaves(line) != (Leaf(line, self._class_of(line)),)

    def _class_of(self, line: Line) -> Line | None:
        found = line if line.target_row is None else self.lines[line.target_row]
        return found if found.kind == "class" else None

    def _alternatives(self, class_line: Line) -> Sequence[Line]:
        """Return the alternatives that a class is a choice of; a template is one, too."""
        lines = self.below.get(class_line.position, ())
        return [line for line in lines if line.kind in ("choice", "template")]


class Views:
    """The message tables of one manual, each read once."""

    def __init__(self, manual: Manual, *, none: bool = False) -> None:
        """Make them; with `none` it is as if the manual had no tables."""
        self._manual = manual
        self._none = none
        self._views: dict[str, View | None] = {}

    def of(self, artefact: str | None) -> View | None:
        """Return the table of a message type, CMET or template (or of a tabular view's id)."""
        if artefact is None:
            return None
        if artefact not in self._views:
            self._views[artefact] = None if self._none else self._read(artefact)
        return self._views[artefact]

    def _read(self, artefact: str) -> View | None:
        head = self._manual.row(
            "SELECT id, key, page FROM tabular_view WHERE id ="
            " coalesce((SELECT tabular_view_id FROM definition WHERE id = ?1), ?1)",
            artefact,
        )
        if head is None:
            return None
        view, key, page = head
        rows = self._manual.rows(f"{_SELECT} WHERE view = ? ORDER BY position", key)
        lines = tuple(Line._make((*row, view)) for row in rows)
        below: dict[int, list[Line]] = {}
        for line in lines:
            if line.owner is not None:
                below.setdefault(line.owner, []).append(line)
        return View(view, artefact, page, lines, {at: tuple(one) for at, one in below.items()})


_SELECT = (
    "SELECT position, owner, kind, role, name, min, max, conformance, datatype, vocabulary,"
    ' coding_strength, fixed, "default", "constraint", target, target_row, anchor, description,'
    " code FROM table_row"
)
