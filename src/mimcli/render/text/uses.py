"""Uses on a terminal: grouped by kind, or drawn as a tree."""

from collections.abc import Iterator
from itertools import groupby

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.uses import Use, UseStep
from mimcli.render.text.screen import Block, Screen, Text, columns, heading
from mimcli.render.text.styled import cut, join

_PLURALS = {
    "interaction": "Interactions",
    "application_role": "Application roles",
    "trigger_event": "Trigger events",
    "message_type": "Message types",
    "cmet": "CMETs",
    "template": "Templates",
    "template_constraint": "Template constraints",
    "tabular_view": "Tabular views of no message type",
    "vocabulary": "Vocabularies",
    "datatype": "Datatypes",
    "oid": "OIDs",
    "schema": "Schemas",
}
_MARKS = {"recursion": "(recursion)", "above": "(above)", "depth": "…"}
_FEW = 2
"""Places that a person sees before they ask for all of them."""


def use_list(screen: Screen, data: Listing[Use]) -> str:
    """Return the uses below a heading for each kind; long lists of places are shortened."""
    if not data.items:
        return ""
    first = data.items[0]
    verb = "uses" if first.direction == "uses" else "is used by"
    parts: list[Block] = [join((screen.text(first.of, "bold cyan"), Text(verb, "bold")))]
    for kind, group in groupby(data.items, key=lambda use: use.kind):
        rows = list(group)
        parts.append(heading(_PLURALS.get(kind, kind), len({row.id for row in rows})))
        lines = [line for row in rows for line in _lines(screen, row)]
        parts.append(columns(("", "", "", ""), lines, indent=2))
    if screen.brief and any(len(row.places) > _FEW for row in data.items):
        parts += [Text(), Text("-v shows every place.", "dim")]
    return screen.paint(*parts)


def _lines(screen: Screen, use: Use) -> Iterator[tuple[Text, Text, Text, Text]]:
    """Yield what uses it, and below that its places."""
    yield (
        screen.text(use.id, "cyan"),
        screen.text(use.title),
        screen.text(words_of(use.relation), "dim"),
        screen.text(use.domain, "dim"),
    )
    shown = use.places[:_FEW] if screen.brief else use.places
    for place in shown:
        yield _place(screen, place), Text(), Text(), Text()
    if len(shown) < len(use.places):
        more = f"    and {len(use.places) - len(shown)} more"
        yield Text(more, "dim"), Text(), Text(), Text()


def _place(screen: Screen, place: str) -> Text:
    return Text("    ") + screen.text(place, "dim")


def words_of(relation: str) -> str:
    """Return a relation in words."""
    return relation.replace("_", " ")


def use_tree(screen: Screen, data: Listing[UseStep]) -> str:
    """Return the steps as a tree; what stands elsewhere is marked, not repeated."""
    lines = _tree_lines(screen, data.items)
    return screen.paint_lines(cut(line, screen.width) if screen.brief else line for line in lines)


def _tree_lines(screen: Screen, steps: tuple[UseStep, ...]) -> Iterator[Text]:
    for step, branch in zip(steps, _branches([step.depth for step in steps]), strict=True):
        how = " and ".join(map(words_of, step.relations))
        if step.times > 1:
            how += f", {step.times} places"
        notes = (f"[{how}]" if how else "", step.domain or "", _MARKS.get(step.mark or "", ""))
        yield join(
            (
                Text(branch, "dim") + screen.text(step.id, "cyan" if step.mark is None else ""),
                screen.text(step.title),
                *(screen.text(note, "dim") for note in notes),
            ),
            "  ",
        )


def _branches(depths: list[int]) -> list[str]:
    """Return what is drawn before each line of a tree, from the lines' depths."""
    drawn: list[str] = []
    open_levels: set[int] = set()
    for depth in reversed(depths):
        above = "".join("│  " if level in open_levels else "   " for level in range(1, depth))
        here = "├─ " if depth in open_levels else "└─ "
        drawn.append(above + here if depth else "")
        open_levels = {level for level in open_levels if level < depth} | {depth}
    return drawn[::-1]
