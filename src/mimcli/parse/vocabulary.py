"""One vocabulary's page: its code system, version and codes (page kind: `Vocabulary/<Name>.htm`).

Most pages are made by one transform; a few older ones are hand-made documents without headings,
whose labels ("Description:", "Values:") are paragraphs. One grammar reads both.
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import basename, splitext
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.statements import Link
from mimcli.model.vocabulary import Subset, VocabularyStatement
from mimcli.parse.dates import iso_date
from mimcli.parse.htmlio import Element, paragraphs_of, resolve, text_of
from mimcli.parse.reading import read_page
from mimcli.parse.tables import label_of, own_rows, texts_of
from mimcli.parse.vocabulary_codes import header_of, read_codes

_TITLE = re.compile(r"vocabulary for\s+(\S.*)", re.IGNORECASE)
_OID = re.compile(r"[0-2](?:\.\d+)+")
_ASSIGNED = re.compile(r"Assigned OID\s*:?\s*([^\n]*)", re.IGNORECASE)
_SUBSET = re.compile(
    r"(?:SNOMED CT(?: UK)?\s+(?P<name>\S[^.\n]*?)\s+)?subset with\b[^\n]*?"
    r"subset\s?original\s?id (?:of )?(?P<id>\d{6,18}|tba)",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((*_HEADINGS, "p", "table", "ul", "ol", "dl", "pre", "blockquote"))
_LABELS = frozenset(("code system id", "code systemid", "description", "values"))
_VERSION_LABELS = frozenset(("version", "status", "date", "code system id", "code systemid"))


class _Section(NamedTuple):
    label: str
    blocks: list[Element]
    said: bool = False
    """Whether the label follows "Vocabulary for"."""


def parse_vocabulary(page: str, data: bytes) -> VocabularyStatement | None:
    """Return what a page states of the vocabulary that it defines; never fails.

    None for a page that defines none: the index, overview, references, change history. A page
    that cannot be read gives a statement under the file's name with a finding.
    """
    root, findings = read_page(page, data)
    name = splitext(basename(page))[0]
    if root is None:
        return _statement(page, name, (), findings)
    sections = _sections(root, name)
    title = sections[0].label
    if not title or not _defines(sections):
        return None
    return _statement(page, title, sections, findings)


def _defines(sections: Sequence[_Section]) -> bool:
    """Return whether a page says that it is a vocabulary's, or has what only these have."""
    if sections[0].said:
        return True
    tables = [b for section in sections for b in section.blocks if b.tag == "table"]
    return bool(_facts(tables)) or any(header_of(table) for table in tables)


def _statement(
    page: str, name: str, sections: Sequence[_Section], findings: tuple[Finding, ...]
) -> VocabularyStatement:
    by_label: dict[str, list[Element]] = {}
    for section in sections:
        by_label.setdefault(label_of(section.label), []).extend(section.blocks)
    tables = [b for section in sections for b in section.blocks if b.tag == "table"]
    facts = _facts(tables)
    prose = [b for section in sections for b in section.blocks if b.tag != "table"]
    others = [b for s in sections[1:] if label_of(s.label) not in _LABELS for b in s.blocks]
    description = paragraphs_of(*_plain(by_label.get("description", ())))
    heading = _heading_oid(by_label.get("code system id", ())) or _fact_oid(facts)
    assigned, assigned_of = _assigned(page, prose)
    lists = [table for table in tables if header_of(table)]
    codes, rules, odd = read_codes(page, name, lists)
    date = facts.get("date", "")
    statement = VocabularyStatement(
        page=page,
        name=name,
        code_system=heading or assigned,
        code_system_stated="heading" if heading else "prose" if assigned else "",
        code_system_of=None if heading or assigned else assigned_of,
        version=facts.get("version", ""),
        status=facts.get("status", "").casefold(),
        date=iso_date(date) or date,
        description="\n".join(filter(None, (description, *rules))),
        comment=paragraphs_of(*_plain(others)),
        codes=codes,
        subsets=tuple(_subsets(description)),
        listed=bool(lists),
        findings=findings,
    )
    more = _oddities(statement, assigned) if sections else ()
    return statement._replace(findings=(*findings, *more, *odd))


def _sections(root: Element, file_name: str) -> list[_Section]:
    """Return the page's sections; the first is labelled with the vocabulary's name, if any.

    The page says it as "Vocabulary for X"; or it has a line with just the name of the file.
    """
    sections = [_Section("", [])]
    for block in _blocks(root):
        text = text_of(block) if block.tag != "table" else ""
        title = _TITLE.fullmatch(text)
        name = title[1] if title else text if text.casefold() == file_name.casefold() else ""
        if name and not sections[0].label:
            sections[0] = _Section(name, sections[0].blocks, said=title is not None)
        elif block.tag in _HEADINGS or (block.tag == "p" and label_of(text) in _LABELS):
            sections.append(_Section(text, []))
        else:
            sections[-1].blocks.append(block)
    return sections


def _blocks(root: Element) -> Iterator[Element]:
    """Yield the outermost paragraphs, lists, tables and headings, in the page's order."""
    stack = [iter(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in _BLOCKS:
            yield child
        elif child.tag not in ("head", "script", "style"):
            if child.get("align") == "center" and child.tag == "div":
                continue  # the badge of conformance below the text
            stack.append(iter(child))


def _plain(blocks: Sequence[Element]) -> list[Element]:
    """Return the blocks that are text, not tables of codes or of the version."""
    return [
        block
        for block in blocks
        if block.tag != "table" or not (header_of(block) or _is_version(block))
    ]


def _is_version(table: Element) -> bool:
    return bool(_facts((table,)))


def _facts(tables: Sequence[Element]) -> dict[str, str]:
    """Return version, status and date from the tables that hold nothing else."""
    for table in tables:
        rows = [texts_of(row) for row in own_rows(table)]
        if rows and all(len(row) == 2 and label_of(row[0]) in _VERSION_LABELS for row in rows):  # noqa: PLR2004 (label, value)
            return {label_of(label): value for label, value in rows}
    return {}


def _heading_oid(blocks: Sequence[Element]) -> str:
    """Return the OID under the heading "Code System Id", alone in its paragraph."""
    texts = (text_of(block) for block in blocks if block.tag == "p")
    return next((text for text in texts if _OID.fullmatch(text)), "")


def _fact_oid(facts: dict[str, str]) -> str:
    """Return the OID that stands beside version and status, where a page has it there."""
    stated = facts.get("code system id") or facts.get("code systemid") or ""
    return stated if _OID.fullmatch(stated) else ""


def _assigned(page: str, blocks: Sequence[Element]) -> tuple[str, Link | None]:
    """Return the OID that the prose says is assigned, or the vocabulary whose OID it is."""
    for block in blocks:
        match = _ASSIGNED.search(paragraphs_of(block))
        if not match:
            continue
        oid = _OID.search(match[1])
        if oid:
            return oid[0], None
        links = (resolve(page, anchor.get("href") or "") for anchor in block.iter("a"))
        return "", next((link for link in links if link.path), None)
    return "", None


def _subsets(description: str) -> Iterator[Subset]:
    for match in _SUBSET.finditer(description):
        number = match["id"]
        yield Subset(match["name"] or "", number if number.isdigit() else "")


def _oddities(stated: VocabularyStatement, assigned: str) -> Iterator[Finding]:
    name, page, chosen = stated.name, stated.page, stated.code_system
    file_name = splitext(basename(page))[0]
    if name != file_name:
        detail = f"The page is called {file_name} and its heading says {name}."
        yield Finding("other-vocabulary-name", name, page, detail, name, severity="info")
    if assigned and chosen != assigned:
        detail = f"The heading gives the code system {chosen}, the description {assigned}."
        yield Finding("contradictory-code-system", name, page, detail, chosen)
    if not stated.description:
        detail = "The page has no description."
        yield Finding("vocabulary-without-description", name, page, detail, severity="info")
    seen: set[tuple[str, str]] = set()
    for code in stated.codes:
        if (code.code, code.group) in seen:
            detail = f'The code "{code.code}" is there twice.'
            yield Finding("code-stated-twice", name, page, detail)
        seen.add((code.code, code.group))
