"""What differs between two values: their datatypes, codes, formats, fixed parts."""

from collections.abc import Callable, Iterator

from mimcli.compare.differences import Difference, codes_in_words
from mimcli.compare.rules import codes_rule, stated_rule
from mimcli.compare.sameness import Sameness, is_same_value
from mimcli.compare.structure import Part, SchemaType, Structure

Inside = Callable[[str, SchemaType, SchemaType], Iterator[Difference]]
"""Compares the parts of two types that stand at a path."""
Verdict = Callable[[SchemaType, SchemaType], str]
"""Says whom it breaks that one type stands in the place of another."""


def value_differences(
    same: Sameness,
    path: str,
    old: SchemaType,
    new: SchemaType,
    *,
    inside: Inside,
    verdict: Verdict,
) -> Iterator[Difference]:
    """Yield what differs between the types of two values at a path."""
    if is_same_value(old, new):
        return
    if old.kind == "simple" and new.kind == "simple":
        yield from simple_differences(same, path, old, new)
        return
    if old.kind == "simple" or new.kind == "simple":
        yield Difference(path, "datatype", _named(same.old, old), _named(same.new, new), _REPLACED)
        return
    if same.same(old, new):
        return
    ours, theirs = _named_type(same.old, old), _named_type(same.new, new)
    if ours is not None and theirs is not None and same.same(ours, theirs):
        yield from inside(path, old, new)
    else:
        rule = _BY_VERDICT.get(verdict(old, new)) or _rule(same, old, new)
        yield Difference(path, "datatype", _named(same.old, old), _named(same.new, new), rule)


def simple_differences(
    same: Sameness, path: str, old: SchemaType, new: SchemaType
) -> Iterator[Difference]:
    """Yield what differs between two simple types: lists of codes, formats, what they are of."""
    ours, theirs = same.old.codes(old), same.new.codes(new)
    if ours != theirs and not (_is_single(ours) and _is_single(theirs)):
        rule = codes_rule(ours, theirs)
        names = (None, None) if old.name == new.name else (old.name, new.name)
        words = codes_in_words(ours, names[0], theirs), codes_in_words(theirs, names[1], ours)
        yield Difference(path, "vocabulary", *words, rule)
    if ours is None and theirs is None:
        before, after = same.old.format(old), same.new.format(new)
        if before != after:
            words = _format_in_words(before), _format_in_words(after)
            yield Difference(path, "format", *words, stated_rule("format", *words))
        elif same.old.line(old)[-1].base != same.new.line(new)[-1].base:
            names = _named(same.old, old), _named(same.new, new)
            yield Difference(path, "datatype", *names, _rule(same, old, new))


def only_value(structure: Structure, part: Part) -> str | None:
    """Return the only value that an attribute may have: fixed, or the only one that is listed."""
    if part.fixed is not None or part.kind != "attribute":
        return part.fixed
    codes = structure.codes(structure.type_of(part))
    return next(iter(codes)) if codes is not None and len(codes) == 1 else None


def _is_single(codes: frozenset[str] | None) -> bool:
    """Return whether a list has one value at most: then it is told as a fixed one."""
    return codes is None or len(codes) == 1


def _format_in_words(facets: frozenset[tuple[str, str]]) -> str | None:
    return " ".join(f"{facet} {value}" for facet, value in sorted(facets)) or None


def _named_type(structure: Structure, found: SchemaType) -> SchemaType | None:
    return next((one for one in structure.line(found) if one.name), None)


def _named(structure: Structure, found: SchemaType) -> str | None:
    named = _named_type(structure, found)
    return named.name if named else found.base


_REPLACED = "datatype-replaced"


_BY_VERDICT = {
    "sender": "datatype-narrowed",
    "receiver": "datatype-widened",
    "both": _REPLACED,
}


def _rule(same: Sameness, old: SchemaType, new: SchemaType) -> str:
    """Return the rule for two types by what they derive from."""
    if _restricts(same.new, new, _named(same.old, old)):
        return "datatype-narrowed"
    restricted = _restricts(same.old, old, _named(same.new, new))
    return "datatype-widened" if restricted else _REPLACED


def _restricts(structure: Structure, found: SchemaType, name: str | None) -> bool:
    """Return whether a type is a restriction of the type of a name, over any number of steps."""
    for one in structure.line(found):
        if one.name == name:
            return True
        if one.derivation != "restriction":
            return one.base == name and one.derivation is None
        if one.base == name:
            return True
    return False
