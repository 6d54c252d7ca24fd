"""Which artefacts the interaction diagrams show."""

import re
from collections.abc import Iterable, Mapping

from mimcli.model.diagrams import DiagramItem, DiagramItemRow, DiagramRow, Diagrams
from mimcli.model.publication import ArtefactRow
from mimcli.reconcile.domains import DomainManuals

_SECTION = re.compile(r"_Toc_Section_([\d.]+)", re.IGNORECASE)
_SHOWN = frozenset(("interaction", "application_role"))


def reconcile_diagrams(
    domains: Iterable[DomainManuals],
    artefacts: Mapping[str, ArtefactRow],
    paths: Mapping[str, str],
) -> Diagrams:
    """Return the domains' diagrams, each place of theirs by the artefact that it leads to.

    Some maps link the artefacts by id, some the numbered headings that define them. A diagram
    that shows no interaction and no role is none.
    """
    sections = {
        (row.page.lower(), row.section): row.id
        for row in artefacts.values()
        if row.page and row.section and row.kind in _SHOWN
    }
    rows: list[DiagramRow] = []
    items: list[DiagramItemRow] = []
    for domain in domains:
        for manual in domain.manuals:
            for one in manual.diagrams:
                found = [
                    (identifier, item)
                    for item in one.items
                    if (identifier := _artefact(item, artefacts, sections))
                ]
                if not found:
                    continue
                number = len(rows) + 1
                rows.append(
                    DiagramRow(
                        id=number,
                        domain=domain.row.id,
                        page=manual.page,
                        section=one.section or None,
                        title=one.title or None,
                        anchor=one.anchor or None,
                        image=paths.get(one.image.lower()),
                    )
                )
                items += [
                    DiagramItemRow(number, position, identifier, item.left, item.top)
                    for position, (identifier, item) in enumerate(found)
                ]
    return Diagrams(tuple(rows), tuple(items))


def _artefact(
    item: DiagramItem,
    artefacts: Mapping[str, ArtefactRow],
    sections: Mapping[tuple[str, str], str],
) -> str | None:
    named = artefacts.get(item.fragment.upper())
    if named is not None:
        return named.id if named.kind in _SHOWN else None
    match = _SECTION.fullmatch(item.fragment)
    return sections.get((item.page.lower(), match[1].rstrip("."))) if match else None
