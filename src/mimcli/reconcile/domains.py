"""The menu's entries and the manuals that belong to them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.publication import DomainRow
from mimcli.model.statements import ManualStatement, MenuEntry


class DomainManuals(NamedTuple):
    """A domain with its manual pages, in the order in which they are believed."""

    row: DomainRow
    manuals: tuple[ManualStatement, ...]


def folder_of(page: str) -> str:
    """Return the folder that a page belongs to: `PDS` of `Domains/PDS/...`, else the top folder."""
    parts = page.split("/")
    if len(parts) > 2 and parts[0].lower() == "domains":  # noqa: PLR2004  (Domains/<folder>/<page>)
        return parts[1]
    return parts[0] if len(parts) > 1 else ""


def reconcile_domains(
    menu: Sequence[MenuEntry],
    manuals: Mapping[str, ManualStatement],
    paths: Mapping[str, str],
) -> tuple[list[DomainManuals], list[Finding]]:
    """Return the domains in menu order, then those that only a manual page tells of.

    `manuals` is keyed by page, `paths` maps lower-cased paths to the files' own.
    """
    findings = []
    domains: list[DomainManuals] = []
    used: set[str] = set()
    for entry in menu:
        page = paths.get(entry.page.lower())
        if page is None:
            findings.append(
                Finding(
                    kind="broken-menu-link",
                    subject=entry.name,
                    page="Core/Contents.htm",
                    detail=f"The menu links {entry.page}, which is not in the publication.",
                    severity="error",
                )
            )
        folder = entry.folder or folder_of(page or entry.page)
        own = _manuals_of(folder, page, manuals)
        used.update(manual.page for manual in own)
        domains.append(_domain(len(domains) + 1, entry, folder, page, own))
    left = [manual for page, manual in sorted(manuals.items()) if page not in used]
    for folder in dict.fromkeys(folder_of(manual.page) for manual in left):
        own = tuple(one for one in left if folder_of(one.page) == folder)
        if not any(_defines(one) for one in own):
            continue
        entry = MenuEntry(folder, "", "", own[0].page)
        domains.append(_domain(len(domains) + 1, entry, folder, own[0].page, own))
        findings.append(
            Finding(
                kind="domain-not-in-menu",
                subject=folder,
                page=own[0].page,
                detail="The page defines artefacts, but the menu does not list its domain.",
            )
        )
    return domains, findings


def entries_of_folders(
    files: Iterable[str], manuals: Iterable[ManualStatement], name: str
) -> Iterator[MenuEntry]:
    """Yield entries for a publication without a menu, from its folders under `Domains/`.

    Such is a Domain Message Specification. `name` is what its title page calls its domain: the one
    with most tabular views beside the libraries (CMETs, templates), which come last.
    """
    views: dict[str, int] = {}
    for path in files:
        parts = path.split("/")
        if len(parts) == _VIEW_DEPTH and parts[0].lower() == "domains" and _VIEW.search(path):
            views[parts[1]] = views.get(parts[1], 0) + 1
    pages: dict[str, str] = {}
    beside = ""
    for manual in manuals:
        if manual.page.count("/") == 1 and manual.page.lower().startswith("domains/"):
            beside = beside if beside and not manual.definitions else manual.page
        elif _defines(manual):
            pages.setdefault(folder_of(manual.page), manual.page)
    folders = sorted({*views, *pages}, key=lambda one: (_is_library(one), -views.get(one, 0), one))
    for position, folder in enumerate(folders):
        own = pages.get(folder, "") or ("" if position or _is_library(folder) else beside)
        named = name if name and not position and not _is_library(folder) else folder
        if own:
            yield MenuEntry(named, "", "", own, folder)
    if beside and not folders:
        yield MenuEntry(name or "Domain", "", "", beside)


_VIEW = re.compile(r"-NoEdit\.html?$", re.IGNORECASE)
_VIEW_DEPTH = 4


def _is_library(folder: str) -> bool:
    return folder.lower() in ("templates", "cmets")


def _defines(manual: ManualStatement) -> bool:
    return bool(manual.interactions or manual.definitions or manual.application_roles)


def _manuals_of(
    folder: str, page: str | None, manuals: Mapping[str, ManualStatement]
) -> tuple[ManualStatement, ...]:
    # A Domain Message Specification has its manual's pages beside its domain's folder.
    beside = folder_of(page) if page else folder
    folders = {folder.lower(), beside.lower()}
    own = [one for one in manuals.values() if folder_of(one.page).lower() in folders]
    # The page that the menu links is believed first, then those that define most.
    return tuple(
        sorted(
            own,
            key=lambda one: (
                one.page != page,
                -len(one.interactions) - len(one.definitions),
                one.page,
            ),
        )
    )


def _first(values: Iterable[str]) -> str | None:
    return next((value for value in values if value), None)


def _domain(
    identifier: int,
    entry: MenuEntry,
    folder: str,
    page: str | None,
    manuals: tuple[ManualStatement, ...],
) -> DomainManuals:
    defining = next((one.page for one in manuals if _defines(one)), None)
    row = DomainRow(
        id=identifier,
        name=entry.name,
        folder=folder,
        category=entry.category or None,
        publication_status=entry.status or None,
        version=_first(one.version for one in manuals),
        version_status=_first(one.version_status for one in manuals),
        overview=_first(one.overview for one in manuals),
        change_history_page=_first(one.change_history_page for one in manuals),
        page=defining or page,
    )
    return DomainManuals(row, manuals)
