"""GitHub's workflow commands, which it shows as annotations beside the code."""

from typing import Literal

from mimcli.render.plain import visible

Level = Literal["error", "warning", "note"]
"""How loud a result is, in SARIF's words; GitHub says `notice` for `note`."""


def annotation(level: Level, properties: dict[str, str], message: str) -> str:
    """Return one workflow command, escaped as GitHub's own toolkit does it."""
    name = "notice" if level == "note" else level
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(message)}\n"


def place(path: str, line: int = 0, column: int = 0, length: int = 0) -> dict[str, str]:
    """Return an annotation's place; GitHub knows no place for what is no file."""
    if not path or path == "-":
        return {}
    if not line:
        return {"file": path}
    found = {"file": path, "line": str(line)}
    if column:
        found["col"] = str(column)
    if column and length:
        found["endColumn"] = str(column + length)
    return found


def _escaped(text: str) -> str:
    """Return a message without what would end it, with control characters made visible.

    What no stream can carry is replaced.
    """
    text = visible(text.encode("utf-8", "replace").decode("utf-8"))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
