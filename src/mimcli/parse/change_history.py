"""Change histories: every table with a column of details, whatever its other columns.

Page kinds: `ChangeHistory/*.htm` of domains and templates, `Vocabulary/changehistory.htm`,
`OID/*ChangeHistory.htm`, the release log `Core/Change.htm`, and pages with a history of their own.
"""

from collections.abc import Iterator, Mapping, Sequence

from mimcli.model.changes import Change, ChangeHistoryStatement
from mimcli.model.findings import Finding
from mimcli.parse.dates import iso_date
from mimcli.parse.htmlio import Element, paragraphs_of, text_of
from mimcli.parse.reading import read_page
from mimcli.parse.tables import Place, grid, label_of, outer_tables, own_rows, short_text, texts_of

_COLUMNS = {
    "details of change": "details",
    "details of changes": "details",
    "details of changes made": "details",
    "details of change made": "details",
    "amendment details": "details",
    "changes": "details",
    "mim version": "mim_version",
    "version": "version",
    "in version": "version",
    "cmet im": "version",
    "date": "date",
    "author": "author",
    "previous artefact id": "previous",
    "previous im version": "previous",
    "artefact id": "artefact",
    "cmet id": "artefact",
    "artefact type/name": "artefact",
    "im section reference": "place",
    "class": "class_name",
    "attribute": "attribute",
}
"""What each heading means. A table is a history if it has the details and one other of them."""
_CARRIED = ("mim_version", "previous")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SEARCHED_ROWS = 3


def is_heading(text: str) -> bool:
    """Return whether a cell's text heads a column of what was changed."""
    return _COLUMNS.get(label_of(text)) == "details"


def parse_change_history(page: str, data: bytes) -> ChangeHistoryStatement:
    """Return the changes that a page lists, in its order; never fails.

    Rows without any details are left out. A page without a history gives a
    `no-change-history` finding.
    """
    root, findings = read_page(page, data)
    if root is None:
        return ChangeHistoryStatement(page, "", (), findings)
    changes: list[Change] = []
    section, anchor = "", ""
    outer = set(outer_tables(root))
    for element in root.iter(*_HEADINGS, "table"):
        if element.tag == "table":
            if element in outer:
                changes += _changes(element, section, anchor)
        elif text := text_of(element):
            section = text
            names = (each.get("name") or "" for each in element.iter("a"))
            anchor = next(filter(None, names), "")
    odd: tuple[Finding, ...] = ()
    if not changes:
        detail = "The page has no table of changes."
        odd = (Finding("no-change-history", page, page, detail, severity="info"),)
    return ChangeHistoryStatement(page, _title(root), tuple(changes), (*findings, *odd))


def _changes(table: Element, section: str, anchor: str) -> Iterator[Change]:
    rows = list(own_rows(table))
    heading, columns = _heading(rows)
    if not columns:
        return
    carried = dict.fromkeys(_CARRIED, "")
    for places in grid(rows)[heading + 1 :]:
        if not any(place.own for place in places):
            continue
        cells = _cells(places, columns)
        texts = {name: short_text(cell) for name, cell in cells.items() if name != "details"}
        details = paragraphs_of(cells["details"]) if "details" in cells else ""
        for name in _CARRIED:
            carried[name] = texts.get(name) or carried[name]
        if not details:
            continue
        date = texts.get("date", "")
        places_named = (texts.get("place", ""), texts.get("artefact", ""))
        yield Change(
            section=section,
            anchor=anchor,
            mim_version=carried["mim_version"],
            version=texts.get("version", ""),
            date=iso_date(date) or date,
            author=texts.get("author", ""),
            previous=carried["previous"],
            artefact=" ".join(filter(None, places_named)),
            class_name=texts.get("class_name", ""),
            attribute=texts.get("attribute", ""),
            details=details,
        )


def _heading(rows: Sequence[Element]) -> tuple[int, Mapping[int, str]]:
    """Return which row holds the headings, and what each column means; nothing if no row does."""
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        labels = [label_of(text) for text in texts_of(row)]
        columns = {at: _COLUMNS[label] for at, label in enumerate(labels) if label in _COLUMNS}
        if "details" in columns.values() and len(columns) > 1:
            return index, columns
    return 0, {}


def _cells(places: Sequence[Place], columns: Mapping[int, str]) -> dict[str, Element]:
    """Return the cell of each column that the row reaches; one that spans several is the first.

    The last cell of a row that is too short is the details all the same.
    """
    found: dict[str, Element] = {}
    for at, name in columns.items():
        if at < len(places) and places[at].cell not in found.values():
            found[name] = places[at].cell
    if "details" not in found and len(found) > 1:
        found["details"] = found.pop(next(reversed(found)))
    return found


def _title(root: Element) -> str:
    """Return what the page calls itself: its header, else its title panel, else its title."""
    for element in root.iter("div", "p"):
        words = (element.get("class") or "").split()
        if element.get("id") == "header" or "TitlePanelHeader" in words:
            text = text_of(element)
            if text:
                return text
    return next((text for each in root.iter("title") if (text := text_of(each))), "")
