"""Findings below an answer: what the manual says otherwise, and who was believed."""

from collections.abc import Sequence

from mimcli.model.findings import Finding
from mimcli.render.text.screen import Block, Screen, Text, heading, prose


def finding_lines(screen: Screen, findings: Sequence[Finding]) -> list[Block]:
    """Return the findings with their heading; nothing when there are none."""
    if not findings:
        return []
    return [heading("Findings", len(findings)), *(_line(screen, one) for one in findings)]


def _line(screen: Screen, finding: Finding) -> Block:
    text = screen.text(finding.kind, "yellow")
    text += screen.text(f": {finding.detail}")
    if finding.chosen:
        text += screen.text(f"; chosen: {finding.chosen}")
    if finding.rule:
        text += screen.text(f" (rule {finding.rule})", "dim")
    if finding.page:
        text += Text(" in ", "dim")
        text += screen.text(finding.page, "dim", page=finding.page, anchor=finding.anchor)
    return prose(Text("- ") + text)
