"""Retirement on a terminal."""

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.retirement import CheckRow, RetirementRefresh, RetirementRow
from mimcli.render.text.domains import RETIREMENT_STYLES
from mimcli.render.text.screen import Block, Screen, Text, columns


def _status(screen: Screen, status: str) -> Text:
    return screen.text(status.replace("-", " "), RETIREMENT_STYLES.get(status, "dim"))


def _one_line(name: str) -> str:
    """Return a file's name with line breaks and tabs made visible: a line is one finding."""
    return name.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")


def retirement_rows(screen: Screen, data: Listing[RetirementRow]) -> str:
    """Return the domains or artefacts with their status, and below, whose list it is."""
    rows = [
        [
            screen.text(one.name, "cyan"),
            _status(screen, one.retirement),
            screen.text(
                one.override or one.domain or (one.listed_as if one.listed_as != one.name else "")
            ),
        ]
        for one in data.items
    ]
    parts: list[Block] = [columns(("Name", "Status", "Domain, name listed, or why"), rows)]
    evidence = dict.fromkeys(
        f"\nBy the project: {one.source}, {one.list_date}"
        if one.override
        else f"\nList: {one.source}, last edited {one.list_date}"
        for one in data.items
    )
    parts += [screen.text(line) for line in evidence]
    notes = dict.fromkeys(one.note for one in data.items if one.kind != "domain")
    parts += [screen.text(note) for note in notes]
    return screen.paint(*parts)


def refreshed(screen: Screen, data: RetirementRefresh) -> str:
    """Return what the page's list says that the bundled one does not, and which counts now."""
    edited = "last edited" if data.dated else "undated, read"
    lines = [screen.text(f"{data.source}, {edited} {data.last_edited}", "bold")]
    lines.append(screen.text(data.address, "dim"))
    lines.append(screen.text(f"{len(data.names)} domains are fully retired"))
    lines += [screen.text(f"+ {name}", "red") for name in data.added]
    lines += [screen.text(f"- {name}", "green") for name in data.removed]
    if not data.added and not data.removed:
        lines.append(screen.text(f"no difference from the bundled list ({data.bundled_date})"))
    if data.kept:
        lines.append(screen.text(f"kept, and used from now on: {data.file}"))
    else:
        lines.append(
            screen.text(f"nothing to keep: the list in use, of {data.before_date}, is as new")
        )
    return screen.paint_lines(lines)


def check_rows(screen: Screen, data: Listing[CheckRow]) -> str:
    """Return one line a finding, as compilers do, and a line that counts them."""
    lines: list[Text] = []
    for one in data.items:
        line = (
            screen.text(_one_line(one.where), "cyan") + Text(": ") + _status(screen, one.retirement)
        )
        line += screen.text(f" {one.id}" if one.id and one.kind == "occurrence" else "")
        if one.domain and one.domain != one.where:
            line += screen.text(f" ({one.domain})", "dim")
        lines.append(line)
    counts: dict[str, int] = {}
    for one in data.items:
        counts[one.retirement] = counts.get(one.retirement, 0) + 1
    total = ", ".join(f"{count} {status.replace('-', ' ')}" for status, count in counts.items())
    lines += [Text(), Text(total, "bold")] if total else [Text("nothing found", "bold")]
    return screen.paint_lines(lines)
