"""Tab-separated and comma-separated values: one header row, one line a record."""

from collections.abc import Sequence
from typing import Any

from mimcli.render.answer import Answer
from mimcli.render.plain import cell, grid, table, visible


def render_tsv(answer: Answer) -> str:
    """Return tab-separated lines; tabs and line breaks within a value become blanks.

    So a line is always a record and a column is always `cut -f`.
    """
    header, rows = table(answer.data)
    if not header:
        return ""
    lines = ["\t".join(header)]
    lines += map(_line, rows)
    return "\n".join(lines) + "\n"


def _line(row: Sequence[Any]) -> str:
    texts = ["" if value is None else value if type(value) is str else cell(value) for value in row]
    line = "\t".join(texts)
    # Most lines have nothing to be replaced, which takes a fourth of the time to find out at once.
    if (
        "".join(texts).isprintable()
        and "  " not in line
        and "\t " not in line
        and " \t" not in line
        and line == line.strip(" ")
    ):
        return line
    return "\t".join(map(_in_line, texts))


def _in_line(value: str) -> str:
    # What has no blank and can be printed has nothing to be replaced; so most values.
    if value.isprintable() and " " not in value:
        return value
    return " ".join(visible(value).split())


def render_csv(answer: Answer) -> str:
    """Return RFC 4180 lines (with LF), line breaks within values kept."""
    header, rows = grid(answer.data)
    if not header:
        return ""
    import csv  # noqa: PLC0415  (1 ms, which tab-separated lines need not pay)
    import io  # noqa: PLC0415  (as above)

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()
