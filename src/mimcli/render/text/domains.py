"""Domains on a terminal."""

from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from mimcli.model.answers.domains import Domain, DomainSummary, SectionedName
from mimcli.model.answers.listing import Listing
from mimcli.model.named import Named
from mimcli.render.text.findings import finding_lines
from mimcli.render.text.screen import Screen, columns, facts, heading, prose, title

RETIREMENT_STYLES = {"retired": "red", "partly-retired": "yellow"}
_UNCATEGORISED = "(no category)"


def retirement_text(screen: Screen, status: str) -> Text:
    """Return a retirement status in its colour; what is not listed says nothing."""
    words = "" if status == "not-listed" else status.replace("-", " ")
    return screen.text(words, RETIREMENT_STYLES.get(status, ""))


def domain_list(screen: Screen, data: Listing[DomainSummary]) -> str:
    """Return the domains by category, in menu order."""
    header = ("Domain", "Status", "Version", "Interactions", "Messages", "Retirement")
    rows: list[list[Text]] = []
    for category, group in groupby(data.items, key=lambda item: item.category):
        rows.append([screen.text(category or _UNCATEGORISED, "bold"), *(Text("") for _ in range(5))])
        rows += [_domain_row(screen, item) for item in group]
    return screen.paint(columns(header, rows, right=(3, 4)))


def _domain_row(screen: Screen, item: DomainSummary) -> list[Text]:
    name = Text("  ")
    name.append_text(screen.text(item.name, "cyan", page=item.page))
    return [
        name,
        screen.text(item.publication_status),
        screen.text(item.version),
        screen.text(item.interactions or ""),
        screen.text(item.message_types or ""),
        retirement_text(screen, item.retirement),
    ]


def domain(screen: Screen, data: Domain) -> str:
    """Return one domain: what it is, then everything that it defines."""
    version = " ".join(part for part in (data.version, data.version_status) if part)
    parts: list[RenderableType] = [
        title(screen, data.name, data.folder, page=data.page),
        facts(
            (
                ("Category", _maybe(screen, data.category)),
                ("Publication status", _maybe(screen, data.publication_status)),
                ("Version", _maybe(screen, version)),
                ("Retirement", retirement_text(screen, data.retirement) or None),
                ("Manual", _page(screen, data.page)),
                ("Change history", _page(screen, data.change_history_page)),
            )
        ),
    ]
    if data.overview:
        parts += [heading("Overview"), prose(screen, data.overview)]
    groups: tuple[tuple[str, tuple[Named, ...] | tuple[SectionedName, ...]], ...] = (
        ("Application roles", data.application_roles),
        ("Trigger events", data.trigger_events),
        ("Interactions", data.interactions),
        ("Undocumented interactions (only a schema has them)", data.undocumented),
        ("Message definitions", data.message_definitions),
    )
    for words, items in groups:
        if items:
            parts += [heading(words, len(items)), named_rows(screen, items)]
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def named_rows(
    screen: Screen, items: tuple[Named, ...] | tuple[SectionedName, ...]
) -> RenderableType:
    """Return ids with their titles, the ids whole."""
    rows = [[screen.text(item.id, "cyan"), screen.text(item.title)] for item in items]
    return columns(("", ""), rows, indent=2)


def _maybe(screen: Screen, value: str | None) -> Text | None:
    return screen.text(value) if value else None


def _page(screen: Screen, page: str | None) -> Text | None:
    return screen.text(page, page=page) if page else None
