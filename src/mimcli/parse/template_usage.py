"""Where templates may be used: the lists of each message, and record element types.

Page kinds: `*-TemplateList.htm`, `*-Reference Usage.htm`,
`cre_types_and_templates.htm`, `CMET to CREtype mapping.htm`.
"""

import re
from collections.abc import Iterator, Mapping

from mimcli.model.findings import Finding
from mimcli.model.identifiers import find_artefact_ids
from mimcli.model.templates import (
    ListedTemplate,
    RecordElement,
    RecordElementsStatement,
    ReferenceChoice,
    ReferenceConstraint,
    ReferenceUsageStatement,
    TemplateListStatement,
)
from mimcli.parse.htmlio import Element, text_of
from mimcli.parse.reading import read_page
from mimcli.parse.tables import cells_of, label_of, own_rows, short_text, texts_of

_TEMPLATE = re.compile(r"(?:\d+\s+)?template\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_CONSTRAINT = re.compile(
    r"constraint\s*:\s*(?P<id>[A-Za-z]+-\d+#\w+)\s*(?:-\s*\[\s*(?P<word>[^\]]*?)\s*\])?.*",
    re.IGNORECASE,
)
_GREY = re.compile(r"#?(?:c0c0c0|d3d3d3|808080|a9a9a9|999999|silver|gr[ae]y)", re.IGNORECASE)


def parse_template_list(page: str, data: bytes) -> TemplateListStatement:
    """Return the templates that a message may carry, in the page's order; never fails."""
    root, findings = read_page(page, data)
    if root is None:
        return TemplateListStatement(page, "", (), findings)
    rows: list[ListedTemplate] = []
    for table in root.iter("table"):
        at = _columns(table)
        if at.get("template name") != 0 or "model definition" not in at:
            continue
        for cells in map(cells_of, list(own_rows(table))[1:]):
            texts = [short_text(cell) for cell in cells] + [""] * 2
            rows.append(ListedTemplate(texts[0], texts[1]))
    odd = () if rows else (_missing(page, "templates"),)
    return TemplateListStatement(page, _model(root), tuple(rows), (*findings, *odd))


def parse_reference_usage(page: str, data: bytes) -> ReferenceUsageStatement:
    """Return which references each template of a message may have; never fails.

    A message whose templates have no references has a page without any: no finding.
    """
    root, findings = read_page(page, data)
    if root is None:
        return ReferenceUsageStatement(page, "", (), findings)
    constraints: list[tuple[ReferenceConstraint, list[ReferenceChoice]]] = []
    template = ""
    odd: list[Finding] = []
    for element in root.iter("h2", "h3", "span"):
        if element.tag == "span":
            choice = _choice(element)
            if choice and constraints:
                constraints[-1][1].append(choice)
        elif match := _TEMPLATE.fullmatch(text := text_of(element)):
            template = _first_id(match["rest"])
        elif match := _CONSTRAINT.fullmatch(text):
            word = (match["word"] or "").casefold()
            place = ReferenceConstraint(template, match["id"], word, ())
            constraints.append((place, []))
        elif element.tag == "h3":
            detail = f'The heading "{text[:80]}" names no constraint.'
            odd.append(Finding("odd-reference-heading", template or page, page, detail))
    finished = tuple(place._replace(choices=tuple(each)) for place, each in constraints)
    return ReferenceUsageStatement(page, _model(root), finished, (*findings, *odd))


def _choice(span: Element) -> ReferenceChoice | None:
    words = (span.get("class") or "").split()
    if "valid2" not in words and "invalid2" not in words:
        return None
    return ReferenceChoice(_first_id(text_of(span)), "valid2" in words)


def parse_record_elements(page: str, data: bytes) -> RecordElementsStatement:
    """Return which template or CMET carries which care record element; never fails.

    Empty cells of code and name are filled from the row above, as the page means them.
    """
    root, findings = read_page(page, data)
    rows: list[RecordElement] = []
    section = ""
    for element in root.iter("h1", "h2", "h3", "h4", "table") if root is not None else ():
        if element.tag == "table":
            rows += _record_rows(element, section)
        else:
            section = re.sub(r"^[\d.]+\s+", "", text_of(element))
    odd = () if rows or root is None else (_missing(page, "record elements"),)
    return RecordElementsStatement(page, tuple(rows), (*findings, *odd))


def _record_rows(table: Element, section: str) -> Iterator[RecordElement]:
    at = _columns(table)
    code = at.get("cre code", at.get("snomed code"))
    name = at.get("cre", at.get("cre type name"))
    artefact = at.get("template id", at.get("cmet id"))
    if code is None or name is None or artefact is None:
        return
    above = ("", "")
    for cells in map(cells_of, list(own_rows(table))[1:]):
        texts = [short_text(cell) for cell in cells]
        texts += [""] * (len(at) - len(texts))
        above = (texts[code], texts[name]) if texts[code] or texts[name] else above
        yield RecordElement(
            section,
            above[0],
            above[1],
            texts[artefact],
            texts[at["class name"]] if "class name" in at else "",
            shaded=any(
                _GREY.fullmatch(f.get("color") or "") for c in cells for f in c.iter("font")
            ),
        )


def _columns(table: Element) -> Mapping[str, int]:
    """Return where each heading of a table stands."""
    first = next(own_rows(table), None)
    labels = [label_of(text) for text in texts_of(first)] if first is not None else []
    return {label: at for at, label in reversed(list(enumerate(labels)))}


def _first_id(text: str) -> str:
    found = next(find_artefact_ids(text), None)
    return str(found[1]) if found else ""


def _model(root: Element) -> str:
    """Return the id of the model that a page's header names."""
    headers = (text_of(each) for each in root.iter("div") if each.get("id") == "header")
    return _first_id(" ".join(headers))


def _missing(page: str, what: str) -> Finding:
    detail = f"The page has no table of {what}."
    return Finding(f"no-{what.replace(' ', '-')}", page, page, detail, severity="error")
