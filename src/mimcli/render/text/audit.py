"""Findings on a terminal: by kind, each with what was stated, what was chosen, and the rule."""

from itertools import groupby

from mimcli.model.answers.audit import AuditCount, AuditRow
from mimcli.model.answers.listing import Listing
from mimcli.render.text.screen import Block, Screen, Text, columns, prose

SEVERITY_STYLES = {"error": "red", "warning": "yellow", "info": "dim"}


def audit(screen: Screen, data: Listing[AuditRow]) -> str:
    """Return the findings under their kinds, and a line that counts them."""
    blocks: list[Block] = []
    for (severity, kind), group in groupby(data.items, key=lambda one: (one.severity, one.kind)):
        rows = list(group)
        line = screen.text(severity, SEVERITY_STYLES.get(severity, ""))
        blocks.append(line + Text(" ") + screen.text(kind, "bold") + Text(f" ({len(rows)})", "dim"))
        rules = dict.fromkeys(f"Rule {one.rule}: {one.statement}" for one in rows if one.statement)
        blocks += [prose(screen.text(rule, "dim")) for rule in rules if screen.verbose]
        for one in rows:
            blocks.append(_finding(screen, one))
            if screen.verbose:
                blocks += [
                    prose(screen.text(place, "dim", page=place), indent=6) for place in one.places
                ]
        blocks.append(Text())
    counts: dict[str, int] = {}
    for one in data.items:
        counts[one.severity] = counts.get(one.severity, 0) + 1
    total = ", ".join(_count(count, severity) for severity, count in counts.items())
    return screen.paint(*blocks, Text(total or "nothing found", "bold"))


def _finding(screen: Screen, one: AuditRow) -> Block:
    text = Text("- ") + screen.text(one.subject, "cyan", page=one.page, anchor=one.anchor)
    text += screen.text(f": {one.detail}")
    if one.chosen or one.rule:
        text += Text("\n  ")
    if one.chosen:
        text += Text("Chosen: ", "dim") + screen.text(one.chosen, "green")
    if one.rule:
        words = " by rule " if one.chosen else "By rule "
        text += Text(words, "dim") + screen.text(one.rule)
    if one.page and one.page != one.subject:
        place = f"{one.page}#{one.anchor}" if one.anchor else one.page
        text += Text("\n  ") + screen.text(place, "dim", page=one.page, anchor=one.anchor)
    return prose(text)


def _count(count: int, severity: str) -> str:
    return f"{count} {severity}" + ("s" if count != 1 and severity != "info" else "")


def audit_counts(screen: Screen, data: Listing[AuditCount]) -> str:
    """Return the number of findings of each kind, and of all."""
    rows = [
        [
            screen.text(one.severity, SEVERITY_STYLES.get(one.severity, "")),
            screen.text(one.kind, "cyan"),
            screen.text(one.findings),
            screen.text(one.subjects),
            screen.text(one.pages),
        ]
        for one in data.items
    ]
    total = sum(one.findings for one in data.items)
    return screen.paint(
        columns(("Severity", "Kind", "Findings", "Subjects", "Pages"), rows, right=(2, 3, 4)),
        Text(),
        Text(f"{total} findings", "bold"),
    )
