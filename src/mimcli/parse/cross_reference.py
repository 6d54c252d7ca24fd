"""The cross references: of vocabularies, datatypes, template constraints and CMETs.

Page kinds: `VocabReferences.htm`, `Datatype Reference.htm`, `Constraint Reference.htm`,
`CMET Reference.htm`. All four are made by one transform: a heading "n Kind : NAME", then a table
Domain, Model, Description, Class, and for the first two Attribute and perhaps Vocabulary.
"""

import re
from collections.abc import Iterator

from mimcli.model.cross_references import NOWHERE, CrossReferenceStatement, Use, Used
from mimcli.model.findings import Finding
from mimcli.model.statements import Link
from mimcli.parse.htmlio import Element, resolve, text_of
from mimcli.parse.reading import read_page
from mimcli.parse.tables import cells_of, label_of, own_rows, short_text, texts_of

_HEADING = re.compile(
    r"(?:\d+\s+)?(?P<kind>vocabulary|datatype|constraint|cmet)\s*:\s*(?P<rest>.*)", re.IGNORECASE
)
_BRACKET = re.compile(r"\[\s*([^\[\]]*?)\s*\]")
_LABELLED = re.compile(r"(version|status)\s*:\s*(.*)", re.IGNORECASE)
_COLUMNS = ("domain", "model", "description", "class", "attribute", "vocabulary")
_FEWEST = 4


def parse_cross_reference(page: str, data: bytes) -> CrossReferenceStatement:
    """Return each thing of a cross reference with its uses, in the page's order; never fails.

    A row that has more cells than the table has columns, or too few to say where it is, gives an
    `odd-reference` finding and what it has; a heading without a table an entry without uses.
    """
    root, findings = read_page(page, data)
    if root is None:
        return CrossReferenceStatement(page, (), findings)
    entries: list[Used] = []
    odd: list[Finding] = []
    links = _Links(page)
    entry: Used | None = None
    for element in root.iter("h2", "table"):
        if element.tag == "h2":
            entry = _entry(element, links)
            if entry:
                entries.append(entry)
        elif entry and _is_uses(element):
            uses = tuple(_uses(element, links, entry, odd))
            entry = entries[-1] = entries[-1]._replace(uses=entries[-1].uses + uses)
    if not entries:
        detail = "The page has no heading of a cross reference."
        odd.append(Finding("no-references", page, page, detail, severity="error"))
    return CrossReferenceStatement(page, tuple(entries), (*findings, *odd))


class _Links:
    """Resolves the links of one page; the same ones come again and again."""

    def __init__(self, page: str) -> None:
        self.page = page
        self._known: dict[str, Link] = {"": NOWHERE}

    def of(self, element: Element) -> Link:
        """Return where the first link within an element that has children leads."""
        href = element[0].get("href")
        if href is None:
            hrefs = (each.get("href") for each in element.iter("a"))
            href = next(filter(None, hrefs), "")
        if (known := self._known.get(href)) is not None:
            return known
        path, _, fragment = href.partition("#")
        link = self._known.get(path)
        if link is None:
            link = self._known[path] = resolve(self.page, path)
        if fragment:
            whole = resolve("", "#" + fragment).fragment
            link = self._known[href] = Link(link.path, whole if link.path else "")
        return link


def _entry(heading: Element, links: _Links) -> Used | None:
    match = _HEADING.fullmatch(text_of(heading))
    if not match:
        return None
    brackets = _BRACKET.findall(match["rest"])
    labelled = {
        each[1].lower(): each[2] for text in brackets if (each := _LABELLED.fullmatch(text))
    }
    title = next((text for text in brackets if not _LABELLED.fullmatch(text)), "")
    names = (anchor.get("name") or "" for anchor in heading.iter("a"))
    return Used(
        kind=match["kind"].lower(),
        name=_BRACKET.sub("", match["rest"]).strip(),
        page=links.of(heading) if len(heading) else NOWHERE,
        title=title,
        version=labelled.get("version", ""),
        status=labelled.get("status", ""),
        anchor=next(filter(None, names), ""),
        uses=(),
    )


def _is_uses(table: Element) -> bool:
    first = next(own_rows(table), None)
    labels = [] if first is None else [label_of(text) for text in texts_of(first)]
    return len(labels) >= _FEWEST and labels == list(_COLUMNS[: len(labels)])


def _uses(table: Element, links: _Links, entry: Used, odd: list[Finding]) -> Iterator[Use]:
    rows = own_rows(table)
    width = len(cells_of(next(rows)))
    for row in rows:
        cells = cells_of(row)
        if not _FEWEST <= len(cells) <= width:
            detail = f"A row of {entry.name} has {len(cells)} cells where {width} are headed."
            finding = Finding("odd-reference", entry.name, links.page, detail, anchor=entry.anchor)
            odd.append(finding)
        texts = [short_text(cell) for cell in cells] + [""] * len(_COLUMNS)
        where = [links.of(cell) if len(cell) else NOWHERE for cell in cells]
        where += [NOWHERE] * len(_COLUMNS)
        yield Use(
            domain=texts[0],
            model=texts[1],
            model_page=where[1],
            description=texts[2],
            class_name=texts[3],
            class_page=where[3],
            attribute=texts[4],
            vocabulary=texts[5],
            vocabulary_page=where[5],
        )
