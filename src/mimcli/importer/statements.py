"""All parsed pages of a publication as one set of statements, ready to be reconciled."""

from collections.abc import Callable, Iterator, Sequence

from mimcli.importer.pages import MANUAL, Parsed, more_records, parse_page, records
from mimcli.model.findings import Finding
from mimcli.model.statements import ManualStatement, MenuStatement
from mimcli.parse.release import (
    parse_change_log,
    parse_footer,
    parse_index_title,
    parse_overview,
)
from mimcli.parse.specification import parse_title
from mimcli.reconcile.assemble import Statements
from mimcli.reconcile.domains import entries_of_folders
from mimcli.reconcile.reference import ReferenceStatements

SPECIFICATION = " Domain Message Specification"
"""What follows the domain's name in the title of a publication of one domain."""

Read = Callable[[str], bytes]
"""Returns the bytes of a file of the publication."""


def state_release(files: Sequence[str], read: Read) -> dict[str, str]:
    """Return what the publication says of its own release: `mim_version`, `issued`.

    The title of `Index.htm` counts first, then the footer, the change log and the overview's
    header. A key is left out where nothing states it.
    """
    paths = {path.lower(): path for path in files}

    def content(path: str) -> bytes:
        return read(paths[path]) if path in paths else b""

    footer_version, footer_date = parse_footer(content("core/footer.htm"))
    change_version, change_date = parse_change_log("Core/Change.htm", content("core/change.htm"))
    version = parse_index_title(content("index.htm")) or footer_version or change_version
    version = version or parse_overview(content("core/overview.htm"))
    issued = footer_date or (change_date if change_version == version else "")
    title = parse_title(content("index.html") or content("index.htm")) if not version else None
    stated = {"mim_version": version, "issued": issued}
    if title and title.name:
        stated["title"] = " ".join(
            filter(None, (title.name + SPECIFICATION, title.version, title.status))
        )
    return {key: value for key, value in stated.items() if value}


def gather_statements(
    meta: dict[str, str], files: Sequence[str], parsed: Sequence[Parsed], read: Read
) -> Statements:
    """Return everything that was parsed, in an order that the paths alone decide."""
    menus: list[MenuStatement] = records(parsed, "menu")
    linked = list(_linked_from_menu(menus, records(parsed, "manual"), files, read))
    parsed = [*parsed, *linked]
    dynamic = records(parsed, "dynamic-model")
    return Statements(
        meta=meta,
        files=tuple(sorted(files)),
        menu=tuple(entry for menu in menus for entry in menu.entries)
        or tuple(
            entries_of_folders(
                files, records(parsed, "manual"), meta.get("title", "").partition(SPECIFICATION)[0]
            )
        ),
        manuals=tuple(records(parsed, "manual")),
        dynamic=tuple((page.page, one) for page in dynamic for one in page.interactions),
        schemas=tuple(records(parsed, "schema")),
        models=tuple(records(parsed, "model")),
        views=tuple(records(parsed, "tabular-view")),
        examples=tuple(records(parsed, "example")),
        texts=tuple(one.text for one in parsed if one.text),
        reference=_reference(parsed),
        findings=tuple(_findings(parsed)),
    )


def _reference(parsed: Sequence[Parsed]) -> ReferenceStatements:
    return ReferenceStatements(
        vocabularies=records(parsed, "vocabulary"),
        enumerations=more_records(parsed, "enumerations"),
        catalogues=records(parsed, "oid-catalogue"),
        datatypes=records(parsed, "datatypes"),
        types=more_records(parsed, "types"),
        constraints=records(parsed, "constraint"),
        configurations=records(parsed, "template-configuration"),
        lists=records(parsed, "template-list"),
        usages=records(parsed, "reference-usage"),
        record_elements=records(parsed, "record-elements"),
    )


def _findings(parsed: Sequence[Parsed]) -> Iterator[Finding]:
    """Yield what is odd about pages, but for those findings that go with their statements."""
    for one in parsed:
        yield from one.findings
        if one.kind not in ("manual", "tabular-view", "example"):
            yield from getattr(one.record, "findings", ())
        for _, record in one.more:
            yield from getattr(record, "findings", ())


_ABOUT_DOMAINS_ONLY = frozenset(("missing-version", "page-without-headings"))


def _linked_from_menu(
    menus: Sequence[MenuStatement],
    manuals: Sequence[ManualStatement],
    files: Sequence[str],
    read: Read,
) -> Iterator[Parsed]:
    """Yield the pages that the menu links as domains, and whose name is not a manual's.

    Those outside `Domains/` (vocabulary, OIDs, data types) are read for their version and text
    alone: that they define nothing is no fault of theirs.
    """
    paths = {path.lower(): path for path in files}
    done = {manual.page.lower() for manual in manuals}
    for page in dict.fromkeys(entry.page.lower() for menu in menus for entry in menu.entries):
        if page not in paths or page in done:
            continue
        one = parse_page(MANUAL, paths[page], read(paths[page]), words=False)
        if one.record is not None and not page.startswith("domains/"):
            statement: ManualStatement = one.record
            kept = (each for each in statement.findings if each.kind not in _ABOUT_DOMAINS_ONLY)
            one = one._replace(record=statement._replace(findings=tuple(kept)))
        yield one
