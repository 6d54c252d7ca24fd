"""What is rendered, and the choice of the renderer."""

from typing import Any, NamedTuple


class Problem(NamedTuple):
    """An error or a warning, as scripts see it."""

    code: str
    """A stable slug for scripts."""
    message: str
    """What is wrong, in one line."""
    hint: str | None = None
    """What to do about it."""


class Answer(NamedTuple):
    """A value with what is to be known of where it comes from."""

    command: str
    mim: str | None
    source: str | None
    """`cache`, `bundled`, or None for a command that asks no manual."""
    data: Any
    """A `Listing`, a record, or None on failure."""
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def render(answer: Answer, format_: str) -> str:
    """Return the answer in a machine format (`text` is rendered by `render.text`)."""
    match format_:
        case "json":
            from mimcli.render.json_format import render_json  # noqa: PLC0415  (json: 3 ms)

            return render_json(answer)
        case "ndjson":
            from mimcli.render.json_format import render_ndjson  # noqa: PLC0415  (json: 3 ms)

            return render_ndjson(answer)
        case "csv":
            from mimcli.render.delimited import render_csv  # noqa: PLC0415  (csv: 2 ms)

            return render_csv(answer)
        case "markdown":
            from mimcli.render.markdown import render_markdown  # noqa: PLC0415  (seldom wanted)

            return render_markdown(answer)
        case "tsv":
            from mimcli.render.delimited import render_tsv  # noqa: PLC0415  (seldom with json)

            return render_tsv(answer)
        case _:
            raise AssertionError(format_)
