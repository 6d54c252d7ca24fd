"""Domains on a terminal."""

from collections.abc import Sequence
from itertools import groupby

from mimcli.model.answers.domains import Domain, DomainSummary, SectionedName
from mimcli.model.answers.listing import Listing
from mimcli.model.named import Named
from mimcli.render.text.findings import finding_lines
from mimcli.render.text.screen import (
    Block,
    Screen,
    Text,
    columns,
    facts,
    heading,
    lines_within,
    prose,
    title,
)

RETIREMENT_STYLES = {"retired": "red", "partly-retired": "yellow"}
_UNCATEGORISED = "(no category)"
_WIDE = 100
_BRIEF_OVERVIEW = 6
"""Lines of an overview that a person sees before they ask for all of it."""


def retirement_text(screen: Screen, status: str, *, short: bool = False) -> Text:
    """Return a retirement status in its colour; what is not listed says nothing."""
    words = "" if status == "not-listed" else status.replace("-", " ")
    if short:
        words = words.removesuffix(" retired")
    return screen.text(words, RETIREMENT_STYLES.get(status, ""))


def domain_list(screen: Screen, data: Listing[DomainSummary]) -> str:
    """Return the domains by category, in menu order."""
    counts = ("Interactions", "Messages") if screen.width >= _WIDE else ("Int.", "Msg.")
    header = ("Domain", "Status", "Version", *counts, "Retirement")
    rows: list[list[Text]] = []
    for category, group in groupby(data.items, key=lambda item: item.category):
        rows.append([screen.text(category or _UNCATEGORISED, "bold"), *(Text() for _ in range(5))])
        rows += [_domain_row(screen, item) for item in group]
    return screen.paint(columns(header, rows, right=(3, 4)))


def _domain_row(screen: Screen, item: DomainSummary) -> list[Text]:
    return [
        Text("  ") + screen.text(item.name, "cyan", page=item.page),
        screen.text(item.publication_status),
        screen.text(item.version),
        screen.text(item.interactions or ""),
        screen.text(item.message_types or ""),
        retirement_text(screen, item.retirement, short=screen.width < _WIDE),
    ]


def domain(screen: Screen, data: Domain) -> str:
    """Return one domain: what it is, then everything that it defines."""
    version = " ".join(part for part in (data.version, data.version_status) if part)
    parts: list[Block] = [
        title(screen, data.name, data.folder, page=data.page),
        Text(),
        facts(
            (
                ("Category", screen.text(data.category)),
                ("Publication status", screen.text(data.publication_status)),
                ("Version", screen.text(version)),
                ("Retirement", retirement_text(screen, data.retirement)),
                ("Manual", screen.text(data.page, page=data.page)),
                (
                    "Change history",
                    screen.text(data.change_history_page, page=data.change_history_page),
                ),
            )
        ),
        *_overview(screen, data.overview),
    ]
    groups: tuple[tuple[str, Sequence[Named] | Sequence[SectionedName]], ...] = (
        ("Interactions", data.interactions),
        ("Interactions that only a schema has", data.undocumented or ()),
        ("Message definitions", data.message_definitions),
        ("Application roles", data.application_roles or ()),
        ("Trigger events", data.trigger_events or ()),
    )
    for words, items in groups:
        if items:
            parts += [heading(words, len(items)), named_rows(screen, items)]
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def _overview(screen: Screen, overview: str | None) -> list[Block]:
    if not overview:
        return []
    whole = screen.text(overview)
    if not screen.brief or lines_within(screen, whole, _BRIEF_OVERVIEW):
        return [heading("Overview"), prose(whole)]
    hint = Text("  (-v shows the whole overview)", "dim")
    return [heading("Overview"), prose(whole, most=_BRIEF_OVERVIEW), hint]


def named_rows(screen: Screen, items: Sequence[Named] | Sequence[SectionedName]) -> Block:
    """Return ids with their titles, the ids whole; in wide lists the section that defines them."""
    rows = [
        [
            screen.text(item.id, "cyan"),
            screen.text(item.title),
            screen.text(getattr(item, "section", None), "dim"),
        ]
        for item in items
    ]
    return columns(("", "", ""), rows, whole=(0, 2), indent=2)
