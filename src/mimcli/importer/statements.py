"""All parsed pages of a publication as one set of statements, ready to be reconciled."""

from collections.abc import Callable, Sequence

from mimcli.importer.pages import Parsed, records
from mimcli.model.findings import Finding
from mimcli.model.statements import ManualStatement, MenuStatement
from mimcli.parse.manual import parse_manual
from mimcli.parse.release import parse_change_log, parse_footer, parse_index_title
from mimcli.reconcile.assemble import Statements

Read = Callable[[str], bytes]
"""Returns the bytes of a file of the publication."""


def state_release(files: Sequence[str], read: Read) -> dict[str, str]:
    """Return what the publication says of its own release: `mim_version`, `issued`.

    The title of `Index.htm` counts first, then the footer, then the change log. A key is left
    out where nothing states it.
    """
    paths = {path.lower(): path for path in files}

    def content(path: str) -> bytes:
        return read(paths[path]) if path in paths else b""

    footer_version, footer_date = parse_footer(content("core/footer.htm"))
    change_version, change_date = parse_change_log("Core/Change.htm", content("core/change.htm"))
    version = parse_index_title(content("index.htm")) or footer_version or change_version
    issued = footer_date or (change_date if change_version == version else "")
    stated = {"mim_version": version, "issued": issued}
    return {key: value for key, value in stated.items() if value}


def gather_statements(
    meta: dict[str, str], files: Sequence[str], parsed: Sequence[Parsed], read: Read
) -> Statements:
    """Return everything that was parsed, in an order that the paths alone decide."""
    menus: list[MenuStatement] = records(parsed, "menu")
    manuals: list[ManualStatement] = records(parsed, "manual")
    manuals += _linked_from_menu(menus, manuals, files, read)
    dynamic = records(parsed, "dynamic-model")
    return Statements(
        meta=meta,
        files=tuple(sorted(files)),
        menu=tuple(entry for menu in menus for entry in menu.entries),
        manuals=tuple(manuals),
        dynamic=tuple((page.page, one) for page in dynamic for one in page.interactions),
        schemas=tuple(records(parsed, "schema")),
        models=tuple(records(parsed, "model")),
        views=tuple(records(parsed, "tabular-view")),
        findings=(
            *(finding for one in parsed for finding in one.findings),
            *_of_statements((*menus, *dynamic)),
        ),
    )


def _of_statements(statements: Sequence[object]) -> list[Finding]:
    return [finding for one in statements for finding in getattr(one, "findings", ())]


def _linked_from_menu(
    menus: Sequence[MenuStatement],
    manuals: Sequence[ManualStatement],
    files: Sequence[str],
    read: Read,
) -> list[ManualStatement]:
    """Return the pages that the menu links as domains, and whose name is not a manual's."""
    paths = {path.lower(): path for path in files}
    done = {manual.page.lower() for manual in manuals}
    pages = []
    for page in dict.fromkeys(entry.page.lower() for menu in menus for entry in menu.entries):
        if page in paths and page not in done:
            pages.append(parse_manual(paths[page], read(paths[page])))
    return pages
