"""Markdown: one table in GitHub's form, which other Markdown programs read too."""

from mimcli.model.answers.diff import Diff, DiffStat
from mimcli.render.answer import Answer
from mimcli.render.plain import grid


def _escape(value: str) -> str:
    folded = value.strip().replace("\\", "\\\\").replace("|", "\\|")
    folded = folded.replace("<", "&lt;").replace(">", "&gt;")
    return "<br>".join(line.strip() for line in folded.splitlines() if line.strip())


def render_markdown(answer: Answer) -> str:
    """Return a Markdown table with one header row; of what changed, a note on the migration."""
    if isinstance(answer.data, Diff | DiffStat):
        from mimcli.render.migration_note import migration_note  # noqa: PLC0415  (`mim diff` only)

        return migration_note(answer.data)
    header, rows = grid(answer.data)
    if not header:
        return ""
    lines = [
        "| " + " | ".join(header) + " |",
        "|" + " --- |" * len(header),
        *("| " + " | ".join(_escape(value) for value in row) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"
