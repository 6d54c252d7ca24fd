"""Template constraints: their pages, and the file that has them as data.

Page kind: `NPFIT-nnnnnn_Kind.htm`; file kind: `Mif/TemplateConfig.xml`.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import basename

from mimcli.model.findings import Finding
from mimcli.model.templates import (
    ConstraintConfiguration,
    ConstraintStatement,
    ParentModels,
    TemplateConfiguration,
)
from mimcli.parse.htmlio import Element, paragraphs_of, resolve, text_of
from mimcli.parse.reading import read_page, read_xml
from mimcli.parse.xmlio import local_name

_FILE = re.compile(r"([A-Za-z]+-\d+)_(\w+)\.html?", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?P<label>description|template id constraint|version)\s*:[\s:]*(?P<value>.*)", re.IGNORECASE
)


def parse_constraint(page: str, data: bytes) -> ConstraintStatement:
    """Return what a constraint's page states; never fails.

    The description may go on over several lines. A page whose id is not that of its file name
    gives an `other-constraint-id` finding, one without a map of templates `no-templates`.
    """
    root, findings = read_page(page, data)
    file = _FILE.fullmatch(basename(page))
    expected = f"{file[1]}#{file[2]}" if file else ""
    if root is None:
        return ConstraintStatement(page, expected, _kind(expected), "", "", (), findings)
    values = _labelled(paragraphs_of(*root.iter("body")))
    stated = "".join(values.get("template id constraint", "").split())
    links = (resolve(page, area.get("href") or "") for area in root.iter("area"))
    templates = tuple(dict.fromkeys(link for link in links if link.path))
    name = stated or expected
    odd: list[Finding] = []
    if stated and expected and stated != expected:
        detail = f"The page states the id {stated}, its file's name is that of {expected}."
        odd.append(Finding("other-constraint-id", stated, page, detail))
    if not templates:
        detail = f"The page of {name} leads to no template."
        odd.append(Finding("no-templates", name, page, detail))
    return ConstraintStatement(
        page=page,
        id=name,
        kind=_kind(name),
        version=values.get("version", ""),
        description=values.get("description", ""),
        templates=templates,
        findings=(*findings, *odd),
    )


def _kind(constraint: str) -> str:
    return constraint.partition("#")[2]


def _labelled(text: str) -> Mapping[str, str]:
    """Return the value after each label, with the lines below it, by the label in lower case."""
    values: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.split("\n"):
        match = _LABELLED.fullmatch(line)
        if match:
            current = values.setdefault(match["label"].lower(), [])
        if rest := match["value"] if match else line:
            current.append(rest)
    return {label: "\n".join(lines) for label, lines in values.items()}


def parse_template_configuration(path: str, data: bytes) -> TemplateConfiguration:
    """Return the constraints of the configuration file, in its order; never fails.

    Blanks within ids are taken out. A constraint that is there twice gives a
    `constraint-stated-twice` finding.
    """
    root, findings = read_xml(path, data)
    if root is None:
        return TemplateConfiguration(path, "", (), (), (), findings)
    children = list(root)
    domains = dict(_listed(children, "DomainList"))
    states = dict(_listed(children, "StatusFlag"))
    constraints = tuple(
        _configuration(child, domains, states)
        for child in children
        if local_name(child) == "Template"
    )
    odd: list[Finding] = []
    seen: set[str] = set()
    for each in constraints:
        if each.id in seen:
            detail = f"The file has {each.id} more than once."
            odd.append(Finding("constraint-stated-twice", each.id, path, detail))
        seen.add(each.id)
    if not constraints:
        detail = "The file has no constraint."
        odd.append(Finding("no-constraints", path, path, detail, severity="error"))
    return TemplateConfiguration(
        path=path,
        version=root.get("version") or "",
        domains=tuple(domains.items()),
        constraints=constraints,
        changes=_changes(root),
        findings=(*findings, *odd),
    )


def _listed(children: list[Element], name: str) -> Iterator[tuple[str, str]]:
    for child in children:
        if local_name(child) == name:
            for entry in child:
                yield entry.get("id") or "", text_of(entry)


def _configuration(
    element: Element, domains: Mapping[str, str], states: Mapping[str, str]
) -> ConstraintConfiguration:
    status = element.get("status") or ""
    comments = (text_of(p) for each in element if local_name(each) == "comments" for p in each)
    return ConstraintConfiguration(
        id=_id(element.get("id") or ""),
        version=element.get("version") or "",
        status=states.get(status, status),
        description="\n".join(filter(None, comments)),
        templates=_ids(element),
        parents=tuple(
            ParentModels(domains.get(code := domain.get("id") or "", code), _ids(domain))
            for each in element
            if local_name(each) == "parentModel"
            for domain in each
            if local_name(domain) == "domain"
        ),
        changes=_changes(element),
    )


def _ids(element: Element) -> tuple[str, ...]:
    ids = (_id(text_of(each)) for each in element if local_name(each) == "id")
    return tuple(dict.fromkeys(each for each in ids if each))


def _id(text: str) -> str:
    return "".join(text.split())


def _changes(element: Element) -> tuple[str, ...]:
    """Return one text a block of history, its paragraphs on a line each."""
    blocks = (child for child in element if local_name(child) == "ChangeHistory")
    return tuple("\n".join(filter(None, map(text_of, block))) for block in blocks)
