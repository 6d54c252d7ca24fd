"""The index of vocabularies (page kind: `Vocabulary/index.htm`)."""

from mimcli.model.findings import Finding
from mimcli.model.vocabulary import VocabularyIndexEntry, VocabularyIndexStatement
from mimcli.parse.htmlio import paragraphs_of, resolve
from mimcli.parse.reading import read_page
from mimcli.parse.tables import cells_of, label_of, outer_tables, own_rows, short_text, texts_of


def parse_vocabulary_index(page: str, data: bytes) -> VocabularyIndexStatement:
    """Return the rows of the index, in its order; never fails.

    A vocabulary that is there twice is given twice, with an `indexed-twice` finding.
    """
    root, findings = read_page(page, data)
    entries: list[VocabularyIndexEntry] = []
    odd: list[Finding] = []
    for table in outer_tables(root) if root is not None else ():
        rows = list(own_rows(table))
        labels = [label_of(text) for text in texts_of(rows[0])] if rows else []
        if labels[:2] != ["vocabulary name", "description"]:
            continue
        for cells in map(cells_of, rows[1:]):
            if not cells or not short_text(cells[0]):
                continue
            hrefs = (anchor.get("href") or "" for anchor in cells[0].iter("a"))
            description = paragraphs_of(cells[1]) if len(cells) > 1 else ""
            link = resolve(page, next(filter(None, hrefs), ""))
            entries.append(VocabularyIndexEntry(short_text(cells[0]), description, link))
    if root is not None and not entries:
        detail = "The page has no table of vocabularies."
        odd.append(Finding("no-vocabularies", page, page, detail, severity="error"))
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            detail = f"The index names {entry.name} twice."
            odd.append(Finding("indexed-twice", entry.name, page, detail, severity="info"))
        seen.add(entry.name)
    return VocabularyIndexStatement(page, tuple(entries), (*findings, *odd))
