"""Findings below an answer: what the manual says otherwise, and who was believed."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from mimcli.model.findings import Finding
from mimcli.render.text.screen import Screen, heading


def finding_lines(screen: Screen, findings: Sequence[Finding]) -> list[RenderableType]:
    """Return the findings with their heading; nothing when there are none."""
    if not findings:
        return []
    return [heading("Findings", len(findings)), *(_line(screen, one) for one in findings)]


def _line(screen: Screen, finding: Finding) -> RenderableType:
    text = Text()
    text.append_text(screen.text(finding.kind, "yellow"))
    text.append_text(screen.text(f": {finding.page} " if finding.page else ": "))
    text.append_text(screen.text(finding.detail))
    if finding.chosen:
        text.append_text(screen.text(f"; chosen: {finding.chosen}"))
    if finding.rule:
        text.append_text(screen.text(f" (rule {finding.rule})", "dim"))
    return Padding(text, (0, 0, 0, 2))
