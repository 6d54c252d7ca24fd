"""What differs at one place, before it is known whose place it is."""

from typing import NamedTuple

from mimcli.compare.structure import Part, Structure, class_of


class Difference(NamedTuple):
    """One thing that differs within an artefact, datatype or vocabulary."""

    path: str | None
    change: str
    old: str | None
    new: str | None
    rule: str
    basis: str = "schema"


def occurrences(low: int | None, high: int | None) -> str:
    """Return how often something is there, as the manual writes it: `0..*`."""
    return f"{'' if low is None else low}..{'*' if high is None else high}"


def type_name(structure: Structure, part: Part) -> str | None:
    """Return how a part's type is called: a class, a datatype, or what a nameless one is from."""
    found = structure.type_of(part)
    if found is None:
        return part.type
    if structure.is_class(found):
        return class_of(found)
    return next((one.name for one in structure.line(found) if one.name), found.base)


def summary(structure: Structure, part: Part) -> str:
    """Return what a part is, in a few words: `0..1 CV`, `1..1 Author`."""
    words = [occurrences(part.low, part.high)]
    name = type_name(structure, part)
    if name:
        words.append(name)
    if part.fixed is not None:
        words.append(f"= {part.fixed}")
    if part.choice is not None:
        words.append("(alternative)")
    return " ".join(words)


def codes_in_words(
    codes: frozenset[str] | None, name: str | None, others: frozenset[str] | None
) -> str | None:
    """Return a list of codes: its name, or the codes; of many those that the other list lacks."""
    if name or codes is None:
        return name
    few = 12
    if len(codes) <= few:
        return ", ".join(sorted(codes))
    lacking = sorted(codes - (others or frozenset()))
    shown = ", ".join(lacking[:few]) + (" ..." if len(lacking) > few else "")
    return f"{len(codes)} codes" + (f", among them {shown}" if shown else "")


def under(path: str, name: str) -> str:
    """Return the path of something below another one."""
    return f"{path}.{name}" if path else name
