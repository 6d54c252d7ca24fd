"""What the cells of a message table say, as the manual marks it."""

from mimcli.model.answers.tables import MessageTableRow
from mimcli.render.text.screen import Screen, Text
from mimcli.render.text.styled import join

CLASS_STYLES = {
    "act": "red",
    "role": "yellow",
    "entity": "green",
    "participation": "cyan",
    "act_relationship": "magenta",
    "role_link": "yellow",
    "choice": "bright_black",
}
"""The manual's own colours for the classes of the RIM."""

_LEADS_ON = ("association", "choice", "cmet", "template")


def cardinality(row: MessageTableRow) -> str:
    """Return `0..*`, or nothing where the row states none."""
    if row.min is None:
        return ""
    return f"{row.min}..{'*' if row.max is None else row.max}"


def held(row: MessageTableRow) -> str:
    """Return what a row holds: its datatype, or what it leads to."""
    if row.datatype:
        return row.datatype
    if row.kind in _LEADS_ON and row.target:
        return "(choice)" if row.kind == "choice" and row.target == row.name else f"-> {row.target}"
    return ""


def codes(row: MessageTableRow) -> str:
    """Return the vocabulary (or the code in its place) with its coding strength, in braces."""
    coded = row.vocabulary or row.code
    if not coded:
        return ""
    return f"{{{coded}{f' {row.coding_strength}' if row.coding_strength else ''}}}"


def value(row: MessageTableRow) -> str:
    """Return the fixed value, default or template constraint."""
    if row.fixed is not None:
        return f'= "{row.fixed}"'
    if row.default is not None:
        return f'default "{row.default}"'
    return f"{{{row.constraint}}}" if row.constraint else ""


def name_text(screen: Screen, row: MessageTableRow, words: str | None = None) -> Text:
    """Return a row's name (or other words in its place) in the colour of its class."""
    if row.kind == "class":
        style = f"bold {CLASS_STYLES.get(row.class_kind or '', '')}".strip()
    else:
        style = CLASS_STYLES.get(row.class_kind or "", "" if row.kind == "attribute" else "cyan")
    return screen.text(words or row.name, style)


def content(screen: Screen, row: MessageTableRow) -> tuple[Text, Text, Text]:
    """Return what a row holds, from which codes, and its value."""
    return screen.text(held(row)), screen.text(codes(row), "dim"), screen.text(value(row), "green")


def summary(screen: Screen, row: MessageTableRow) -> Text:
    """Return all that a row states in one line."""
    card = cardinality(row)
    stated = (screen.text(f"[{card}]" if card else "", "dim"), screen.text(row.conformance, "bold"))
    return join((*stated, *content(screen, row)))
