"""Vocabularies and codes on a terminal."""

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.vocabularies import (
    FoundCode,
    Vocabulary,
    VocabularyCode,
    VocabularySummary,
)
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

_WIDE = 110
_ORIGINS = {"page": "only the page has it", "schema": "only the schema has it"}


def vocabulary_list(screen: Screen, data: Listing[VocabularySummary]) -> str:
    """Return the vocabularies, one a line; wide terminals have the code systems too."""
    wide = screen.width >= _WIDE
    header = ("Vocabulary", "Codes", "Used", "Status", "Version", "Date", "Code system")
    rows = [
        [
            screen.text(one.name, "cyan", page=one.page),
            screen.text(one.codes or ""),
            screen.text(one.used_by or ""),
            screen.text(one.status or ("schema" if one.origin == "schema" else ""), "dim"),
            screen.text(one.version),
            screen.text(one.date),
            screen.text(one.code_system, "dim"),
        ]
        for one in data.items
    ]
    kept = len(header) if wide else 4
    return screen.paint(
        columns(header[:kept], (row[:kept] for row in rows), whole=range(kept), right=(1, 2))
    )


def vocabulary(screen: Screen, data: Vocabulary) -> str:
    """Return one vocabulary: what it is, then its codes."""
    parts: list[Block] = [
        title(screen, data.name, "vocabulary", page=data.page),
        Text(),
        facts(
            (
                ("Code system", _code_system(screen, data)),
                ("Status", screen.text(data.status)),
                ("Version", screen.text(" of ".join(filter(None, (data.version, data.date))))),
                ("Page", screen.text(data.page, page=data.page)),
                ("Schema", screen.text(data.schema, page=data.schema)),
            )
        ),
    ]
    for words, text in (("Description", data.description), ("Comment", data.comment)):
        if text:
            parts += [heading(words), prose(screen.text(text))]
    if data.subsets:
        rows = [
            [screen.text(one.original_id, "cyan"), screen.text(one.name)] for one in data.subsets
        ]
        parts += [heading("SNOMED CT subsets", len(rows)), columns(("", ""), rows, indent=2)]
    if data.codes:
        both = data.origin == "both"
        parts += [heading("Codes", len(data.codes)), _codes(screen, data.codes, both=both)]
    parts += place_lines(screen, data.used_by, data.uses)
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def _code_system(screen: Screen, data: Vocabulary) -> Text | None:
    if not data.code_system:
        return None
    return join((screen.text(data.code_system), screen.text(data.code_system_name, "dim")), "  ")


def code_list(screen: Screen, data: Listing[VocabularyCode]) -> str:
    """Return the codes of a vocabulary alone."""
    both = len({one.source for one in data.items}) > 1
    return screen.paint(_codes(screen, data.items, both=both))


def _codes(screen: Screen, codes: tuple[VocabularyCode, ...], *, both: bool) -> Block:
    """Return codes in columns; a heading before each group of them."""
    rows: list[list[Text]] = []
    group: str | None = None
    for one in codes:
        if one.group != group and one.group:
            rows.append([screen.text(one.group, "bold"), Text(), Text()])
        group = one.group
        retired = one.state == "retired"
        marks = [one.state] if retired else []
        # The schemas leave retired codes out, so that is nothing to be told.
        if both and one.source != "both" and not (retired and one.source == "page"):
            marks.append(_ORIGINS[one.source])
        note = join((screen.text(", ".join(marks), "yellow"), screen.text(one.note, "dim")), "  ")
        style = "dim" if retired else "cyan"
        rows.append([screen.text(one.code, style), screen.text(one.display), note])
    return columns(("", "", ""), rows, indent=2)


def found_codes(screen: Screen, data: Listing[FoundCode]) -> str:
    """Return each vocabulary that has a code, and what it means there."""
    rows = [
        [
            screen.text(one.vocabulary, "cyan"),
            screen.text(one.code),
            screen.text(one.display),
            screen.text("retired" if one.state == "retired" else "", "yellow"),
            screen.text(one.note, "dim"),
        ]
        for one in data.items
    ]
    header = ("Vocabulary", "Code", "Display name", "", "Note")
    return screen.paint(columns(header, rows, whole=(0, 1))) if rows else ""
