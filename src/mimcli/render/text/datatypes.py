"""Datatypes on a terminal."""

from mimcli.model.answers.datatypes import Datatype, DatatypeSummary
from mimcli.model.answers.listing import Listing
from mimcli.render.text.findings import finding_lines
from mimcli.render.text.places import place_lines
from mimcli.render.text.screen import (
    Block,
    Screen,
    Text,
    columns,
    facts,
    heading,
    prose,
    title,
)
from mimcli.render.text.styled import join

_DEMAND_STYLES = {"required": "green", "prohibited": "red"}
_SECTIONS = (
    ("type", "Types"),
    ("flavour", "Flavours"),
    ("schema", "Types that only the schemas have"),
)


def datatype_list(screen: Screen, data: Listing[DatatypeSummary]) -> str:
    """Return types, flavours and what only the schemas have, each below a heading."""
    rows: list[list[Text]] = []
    for variety, words in _SECTIONS:
        items = [one for one in data.items if one.variety == variety]
        if items:
            rows.append([screen.text(words, "bold"), Text(), Text()])
            rows += [_datatype_row(screen, one) for one in items]
    return screen.paint(columns(("Datatype", "Used", ""), rows, whole=(), right=(1,)))


def _datatype_row(screen: Screen, one: DatatypeSummary) -> list[Text]:
    words = screen.text(one.title if one.title != one.name else None)
    base = f"of {one.base}" if one.base and one.variety == "flavour" else None
    return [
        Text("  ") + screen.text(one.name, "cyan"),
        screen.text(one.used_by or ""),
        join((words, screen.text(base, "dim")), "  "),
    ]


def datatype(screen: Screen, data: Datatype) -> str:
    """Return one datatype: what the page says, then what the schema demands."""
    place = f"{data.page}#{data.anchor}" if data.page and data.anchor else data.page
    describer = data.described_by
    parts: list[Block] = [
        title(screen, data.name, data.title, page=place),
        Text(),
        facts(
            (
                ("Kind", _kind(screen, data)),
                ("Described as", screen.text(describer.name, "cyan") if describer else None),
                ("Schema type", screen.text(data.schema_type)),
                ("Schema", screen.text(data.schema, page=data.schema)),
                ("Manual", _page(screen, data)),
            )
        ),
    ]
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    if data.parts:
        parts += [heading("Parts"), _parts(screen, data)]
    if data.demands:
        parts += [heading("What the schema demands"), _demands(screen, data)]
    if data.examples:
        parts += [heading("Examples"), prose(screen.text(data.examples))]
    if data.flavours:
        rows = [
            [screen.text(one.name, "cyan"), _title(screen, one.name, one.title)]
            for one in data.flavours
        ]
        parts += [heading("Flavours", len(rows)), columns(("", ""), rows, whole=(), indent=2)]
    parts += place_lines(screen, data.used_by, data.uses)
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def _title(screen: Screen, name: str, words: str | None) -> Text:
    return screen.text(words if words != name else None)


def _kind(screen: Screen, data: Datatype) -> Text:
    if data.variety == "flavour":
        return screen.text(f"flavour of {data.base}" if data.base else "flavour")
    made = f", made from {data.base}" if data.base else ""
    return screen.text(f"{'datatype' if data.variety == 'type' else 'schema type'}{made}")


def _page(screen: Screen, data: Datatype) -> Text | None:
    if not data.page:
        return None
    page = screen.text(data.page, page=data.page, anchor=data.anchor)
    return page + screen.text(f", section {data.section}") if data.section else page


def _parts(screen: Screen, data: Datatype) -> Block:
    rows = [
        [
            Text("  " * part.depth) + screen.text(part.name, "cyan"),
            screen.text(part.cardinality),
            screen.text(part.type),
            screen.text(part.text),
        ]
        for part in data.parts
    ]
    return columns(("Part", "Card.", "Type", ""), rows, whole=(0, 1), indent=2)


def _demands(screen: Screen, data: Datatype) -> Block:
    rows = []
    for one in data.demands:
        first, separator, rest = one.words.partition(";")
        words = screen.text(first, _DEMAND_STYLES.get(one.demand, "")) + screen.text(
            separator + rest
        )
        rows.append(
            [screen.text(one.subject, "cyan"), join((words, screen.text(one.type, "dim")), "  ")]
        )
    return columns(("", ""), rows, indent=2)
