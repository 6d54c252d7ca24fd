"""`mim explain` on a terminal: one place of a message, or the tree of places below it."""

from collections.abc import Iterable, Iterator, Sequence

from mimcli.model.answers.explain import (
    ChildLine,
    Demand,
    ExplainedRow,
    Explanation,
    PathStep,
)
from mimcli.model.answers.listing import Listing
from mimcli.render.text.screen import Block, Screen, Text, columns, facts, heading, prose, title
from mimcli.render.text.styled import ELLIPSIS, cut, join

_CONFORMANCE = {"M": "mandatory", "R": "required"}
_WIDE = 110
"""From this width on, what stands below has a column of descriptions."""
_MOST_PATTERN = 120
_MOST_WORDS = 120
"""Letters of a description that stand beside what it describes."""


def explanation(screen: Screen, data: Explanation) -> str:
    """Return one place: its facts first, then its value, the manual's words, what stands below."""
    parts: list[Block] = [
        title(screen, data.address, None, page=data.page),
        Text(),
        facts(_facts(screen, data)),
    ]
    parts += [
        prose(screen.text(f"note: {note}", "yellow"), indent=0)
        for note in data.notes
        if note != data.resolution  # that is said before, on stderr
    ]
    if len(data.steps) > 1:
        parts += [heading("Path"), prose(_path(screen, data))]
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    if data.demands:
        parts += [heading("Its value"), *_demands(screen, data.demands)]
    if data.codes and (data.fixed is None or data.codes_total > 1):
        parts += _codes(screen, data)
    if data.children and not data.demands:
        parts += _children(screen, data.children)
    return screen.paint(*parts)


def _facts(screen: Screen, data: Explanation) -> Iterator[tuple[str, Text | None]]:
    kind = {"attribute": "XML attribute", "choice": "one of several elements"}.get(data.kind)
    yield "Kind", screen.text(kind) if kind else None
    stated = counted(data)
    words = _CONFORMANCE.get(data.conformance or "", data.conformance or "")
    yield "Cardinality", join((screen.text(stated), screen.text(words, "bold"))) or None
    named = _named(screen, data.class_name, data.artefact)
    yield "Class" if data.class_name else "Defined by", named
    yield "Datatype", _datatype(screen, data)
    for flavour in data.flavours:
        yield "Flavour", screen.text(flavour)
    yield "Fixed value", _quoted(screen, data.fixed)
    yield "Default", _quoted(screen, data.default if data.default != data.fixed else None)
    yield "Vocabulary", _vocabulary(screen, data)
    yield "Templates", screen.text(data.constraint, "cyan") if data.constraint else None
    yield "XPath", screen.text(data.xpath) if data.xpath else None
    yield (
        "Manual",
        screen.text(data.page, page=data.page, anchor=data.anchor) if data.page else None,
    )
    yield "Schema", screen.text(data.schema, page=data.schema) if data.schema else None


def _named(screen: Screen, name: str | None, artefact: str | None) -> Text | None:
    if name is None:
        return screen.text(artefact, "cyan") if artefact else None
    return join((screen.text(name), screen.text(artefact, "cyan")), " of ")


def _datatype(screen: Screen, data: Explanation) -> Text | None:
    if data.datatype is None:
        return None
    same = (data.flavour or "").replace("_", "<") == data.datatype.removesuffix(">")
    flavour = (
        f"({data.flavour})" if data.flavour and not same and data.flavour != data.datatype else ""
    )
    return join((screen.text(data.datatype), screen.text(flavour, "dim")))


def _quoted(screen: Screen, value: str | None) -> Text | None:
    return None if value is None else screen.text(f'"{value}"', "green")


def _vocabulary(screen: Screen, data: Explanation) -> Text | None:
    if data.vocabulary is None:
        return None
    strength = {"CNE": "no other code", "CWE": "other codes too"}.get(data.coding_strength or "")
    return join(
        (
            screen.text(data.vocabulary, "cyan"),
            screen.text(f"({strength})" if strength else "", "dim"),
            screen.text(data.code_system),
        )
    )


def _path(screen: Screen, data: Explanation) -> Text:
    steps = [
        join((screen.text(step.name), screen.text(counted(step), "dim"))) for step in data.steps
    ]
    return join(steps, " > ")


def _demands(screen: Screen, demands: Sequence[Demand]) -> Iterator[Block]:
    """Yield, in words, what a value must have, may have and must not have."""
    rows = [
        [screen.text(one.part, "cyan"), _words(screen, one)]
        for one in demands
        if one.use != "prohibited"
    ]
    if rows:
        yield columns(("", ""), rows, indent=2)
    names = [one.part for one in demands if one.use == "prohibited"]
    if names:
        empty = " (so it must have a value)" if "@nullFlavor" in names else ""
        yield prose(screen.text(f"must not have {', '.join(names)}{empty}"))


def _words(screen: Screen, one: Demand) -> Text:
    use = "must be there" if one.use == "required" else "may be there"
    parts = [screen.text(use, "bold" if one.use == "required" else "")]
    if one.fixed is not None:
        parts.append(screen.text("and be"))
        parts.append(screen.text(f'"{one.fixed}"', "green"))
    elif one.values:
        parts.append(screen.text(f"and be one {'or more ' if one.several else ''}of"))
        parts.append(screen.text(", ".join(one.values), "green"))
    elif one.patterns:
        parts.append(screen.text(f"and match {' or '.join(one.patterns)}"[:_MOST_PATTERN]))
    elif one.several:
        parts.append(screen.text("and have one or more values"))
        parts.append(screen.text(f"({one.type})", "dim"))
    elif one.type:
        parts.append(screen.text(f"({one.type})", "dim"))
    if one.note:
        parts.append(screen.text(f"({one.note})", "dim"))
    return join(parts)


def _codes(screen: Screen, data: Explanation) -> list[Block]:
    rows = [[screen.text(one.code, "green"), screen.text(one.display)] for one in data.codes]
    blocks: list[Block] = [heading("Codes", data.codes_total), columns(("", ""), rows, indent=2)]
    more = data.codes_total - len(data.codes)
    if more > 0:
        blocks.append(prose(screen.text(f"and {more} more: --codes", "dim")))
    return blocks


def _children(screen: Screen, children: Sequence[ChildLine]) -> list[Block]:
    wide = screen.width >= _WIDE
    rows = []
    for child in children:
        if child.everywhere:
            continue
        row = [
            Text("  " if child.part_of else "") + _name(screen, child.name, child.kind),
            screen.text(counted(child)),
            screen.text(child.conformance, "bold"),
            _holds(screen, child),
        ]
        if wide:
            row.append(screen.text(_first_sentence(child.description), "dim"))
        rows.append(row)
    header = ("Name", "Card.", "", "Holds", *(("Description",) if wide else ()))
    blocks: list[Block] = [heading("Below it", len(rows)), columns(header, rows, indent=2)]
    also = ", ".join(_name(screen, one.name, one.kind).plain for one in children if one.everywhere)
    return [*blocks, prose(screen.text(f"and, as everywhere: {also}", "dim"))] if also else blocks


def _first_sentence(words: str | None) -> str:
    sentence = (words or "").split(". ")[0]
    if len(sentence) <= _MOST_WORDS:
        return sentence
    return f"{sentence[:_MOST_WORDS].rpartition(' ')[0]} {ELLIPSIS}"


def _name(screen: Screen, name: str, kind: str) -> Text:
    if kind == "choice":
        return screen.text(name, "bright_black") + Text(" one of", "dim")
    return screen.text(
        f"@{name}" if kind == "attribute" else name, "" if kind == "attribute" else "cyan"
    )


def _holds(screen: Screen, child: ChildLine) -> Text:
    coded = f"{{{child.vocabulary}}}" if child.vocabulary else ""
    return join(
        (
            screen.text(child.datatype),
            screen.text(coded, "dim"),
            _value(screen, child.fixed, child.default),
        )
    )


def _value(screen: Screen, fixed: str | None, default: str | None) -> Text:
    if fixed is not None:
        return screen.text(f'= "{fixed}"', "green")
    return screen.text(f'default "{default}"' if default else "", "green")


def counted(place: Explanation | PathStep | ChildLine | ExplainedRow) -> str:
    """Return a cardinality, `0..*`; the schema's beside it where it differs; or nothing."""
    stated = _count(place.min, place.max)
    schema = _count(place.schema_min, place.schema_max)
    return f"{stated} (schema {schema})" if schema and schema != stated else stated


def _count(low: int | None, high: int | None) -> str:
    return "" if low is None else f"{low}..{'*' if high is None else high}"


def explained_tree(screen: Screen, data: Listing[ExplainedRow]) -> str:
    """Return the places as a tree, one line each; only a person's screen has them cut."""
    lines = _tree_lines(screen, data.items)
    return screen.paint_lines(cut(line, screen.width) if screen.brief else line for line in lines)


def _tree_lines(screen: Screen, rows: Sequence[ExplainedRow]) -> Iterable[Text]:
    last = _last_ones(rows)
    open_at: dict[int, bool] = {}
    for at, row in enumerate(rows):
        if row.depth == 0:
            name = screen.text(row.address, "bold cyan")
            yield join((name, _summary(screen, row)))
            continue
        open_at[row.depth] = not last[at]
        before = "".join("│  " if open_at.get(level) else "   " for level in range(1, row.depth))
        branch = Text(before + ("└─ " if last[at] else "├─ "), "dim")
        yield branch + join((_name(screen, row.name, row.kind), _summary(screen, row)))


def _last_ones(rows: Sequence[ExplainedRow]) -> list[bool]:
    """Return of each row whether it is the last one below its parent."""
    last = [True] * len(rows)
    seen: set[int] = set()
    for at in range(len(rows) - 1, -1, -1):
        depth = rows[at].depth
        last[at] = depth not in seen
        seen = {level for level in seen if level < depth} | {depth}
    return last


def _summary(screen: Screen, row: ExplainedRow) -> Text:
    stated = counted(row)
    coded = f"{{{row.vocabulary}}}" if row.vocabulary else ""
    marks = {"recursion": "(within itself)", "above": "(see above)"}
    return join(
        (
            screen.text(f"[{stated}]" if stated else "", "dim"),
            screen.text(row.conformance, "bold"),
            screen.text(row.datatype or (f"-> {row.leads_to}" if row.leads_to else "")),
            screen.text(coded, "dim"),
            _value(screen, row.fixed, row.default),
            screen.text(marks.get(row.repeats or "", ""), "dim"),
        )
    )
