"""Which of several things stands in a place of a new message, and what is left out of it.

Schemas and message tables say what may be there; that things exclude or need one another only the
manual's Schematron rules say. What they say of whole classes is known here.
"""

import re
from collections.abc import Collection, Sequence

from mimcli.scaffold.slots import Choice

_POINTER = re.compile(r"_TP\d{6}[A-Z]{2}\d{2}\.(?:\w*Ref|CRETypeList|DIProcedureEvent)$")
"""Templates that only name other parts of a clinical document, by their identifiers."""
_DELETION = "EhrEmpty"
"""The class of a health record that only says that another one was deleted."""
_NOT_BESIDE = {"setId": frozenset(("documentType", "date"))}
"""Parameters of a query that stand for others."""


def first_of(choices: Sequence[Choice], topic: str, needed: Collection[str]) -> Choice:
    """Return the alternative to take.

    It is one whose class is `needed` elsewhere, that a row demands, or whose class is what the
    nearest code above it (`topic`) means, else the first that is no mark of a deletion.
    """
    if len(choices) == 1:
        return choices[0]
    wanted = (
        *(one for one in choices if class_of(one) in needed),
        *(one for one in choices if one.node.line is not None and one.node.line.min),
        *(one for one in choices if topic and _letters(class_of(one)) in topic),
    )
    said = (one for one in choices if class_of(one) != _DELETION)
    return wanted[0] if wanted else next(said, choices[0])


def class_of(choice: Choice) -> str:
    """Return the class that an alternative is of, without its model."""
    return choice.node.name.rpartition(".")[2]


def topic_of(display: str) -> str:
    """Return what a code means as `first_of` compares it: letters only."""
    return _letters(display)


def open_choices(choices: Sequence[Choice], beside: Collection[str]) -> list[Choice]:
    """Return the alternatives of a place that need not be there that make sense by themselves."""
    return [
        one
        for one in choices
        if not _POINTER.search(one.node.name)
        and _NOT_BESIDE.get(one.node.name, frozenset()).isdisjoint(beside)
    ]


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalpha())
