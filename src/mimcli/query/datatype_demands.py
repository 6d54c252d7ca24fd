"""What the schema demands of a datatype, in words."""

import re
from collections.abc import Collection, Iterator, Sequence

from mimcli.model.answers.datatypes import DatatypeDemand
from mimcli.query.manual import Manual

VALUE = "(value)"
TEXT = "(text)"
CHOICE = "(one of)"
_UNNAMED = {"content": TEXT, "choice": CHOICE}
_NAME = re.compile(r"[\w.:-]+")
_MOST_VALUES = 12
"""Of an enumeration that are said in words; the schema type's own answer has all."""
_PHRASES = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "length": "{} characters",
    "minInclusive": "at least {}",
    "maxInclusive": "at most {}",
    "minExclusive": "more than {}",
    "maxExclusive": "less than {}",
    "totalDigits": "at most {} digits",
    "fractionDigits": "at most {} digits after the point",
    "list-of": "several values of {}, blanks between",
    "fixed": 'always "{}"',
    "default": '"{}" if it is absent',
}


def demands_of(manual: Manual, datatype: int) -> tuple[DatatypeDemand, ...]:
    """Return what a datatype, by its number, demands of each attribute and element.

    What it derives from is included. Attributes come first, then elements, then the text.
    """
    rules = manual.rows(
        "SELECT what, subject, value FROM datatype_rule WHERE datatype = ? ORDER BY position",
        datatype,
    )
    grouped: dict[str, list[tuple[str, str]]] = {}
    for what, subject, value in rules:
        name = subject or _UNNAMED.get(what, VALUE)
        grouped.setdefault(name, []).append((what, value or ""))
    choice = grouped.get(CHOICE, [("", "")])[0][1]
    chosen = set(_NAME.findall(choice))
    return tuple(_demand(subject, found, chosen) for subject, found in grouped.items())


def _demand(
    subject: str, rules: Sequence[tuple[str, str]], chosen: Collection[str]
) -> DatatypeDemand:
    first, value = rules[0]
    demand, _, what = first.partition("-")
    if first == "content":
        return DatatypeDemand(subject, "optional", None, "text may stand between the elements")
    if first == "choice":
        return DatatypeDemand(subject, "choice", None, value)
    if what == "attribute":
        words = [demand, *_words(rules[1:])] if demand != "prohibited" else [demand]
        return DatatypeDemand(subject, demand, value or None, "; ".join(words))
    if first == "prohibited-element":
        return DatatypeDemand(subject, "prohibited", value or None, "prohibited")
    if first == "element":
        card, _, held = value.partition(" ")
        demand = "optional" if card.startswith("0") else "required"
        within = " where the choice has it" if subject in chosen else ""
        words = [f"{demand}, {card}{within}", *_words(rules[1:])]
        return DatatypeDemand(subject, demand, held or None, "; ".join(words))
    return DatatypeDemand(subject, "value", None, "; ".join(_words(rules)))


def _words(rules: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the demands on a value; of several patterns, members or codes one is enough."""
    codes = [value for what, value in rules if what == "enumeration"]
    patterns = [value for what, value in rules if what == "pattern"]
    members = [value for what, value in rules if what == "member"]
    for what, value in rules:
        if what == "minLength" and value == "1":
            yield "not empty"
        elif what in _PHRASES:
            yield _PHRASES[what].format(value)
    if len(codes) == 1:
        yield f'always "{codes[0]}"'
    elif codes:
        more = len(codes) - _MOST_VALUES
        listed = ", ".join(codes[:_MOST_VALUES])
        yield f"one of {listed}{f' and {more} more' if more > 0 else ''}"
    if patterns:
        yield f"matches {' or '.join(patterns)}"
    if members:
        yield f"one of the types {', '.join(members)}"
