"""Choosing which of several models judges a message that does not say what it is.

What its file, its schema or the manual's pages name is asked first. If only the name of its root
element speaks for models, those that are sent as they are go before the others, and among these:
the one that accepts the message judges it; of several, the one that most interactions have, then
that of the latest id; if none does, the one in which it has the fewest faults.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from mimcli.messages.candidates import Candidate
from mimcli.messages.schemas import accepts
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.manual import Manual

if TYPE_CHECKING:
    from mimcli.checks.flaws import Flaw
    from mimcli.query.explain_types import Types

_ANYTHING = "*"
_NAMED = 3
"""Models that a sentence names."""


def best_of(element: Element, candidates: tuple[Candidate, ...]) -> Candidate:
    """Return which candidate judges a message, with the reason where there were others."""
    if len(candidates) == 1:
        return candidates[0]
    named = [one for one in candidates if not one.guessed]
    guessed = [one for one in candidates if one.guessed]
    accepting = next(_accepting(element, named), None)
    if accepting is not None:
        return accepting
    likely = _likely(element, guessed)
    for sent in (True, False):
        found = list(_accepting(element, (one for one in likely if one.sent is sent)))
        if found:
            return _with_reason(found[0], _why_of(found, guessed))
    if named:
        return named[0]
    nearest = _nearest(element, likely)
    root = nearest.subject.root
    none = f"the nearest of {len(guessed)} models with the root {root}, none of which accepts it"
    return _with_reason(nearest, f"{none}; name another with --as")


def _accepting(element: Element, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    return (one for one in candidates if accepts(one.schema, element))


def _why_of(accepting: list[Candidate], guessed: list[Candidate]) -> str:
    others = [one.subject.artefact for one in accepting[1:]]
    if len(guessed) == 1:
        return ""
    if not others:
        among = "is sent as it is and " if accepting[0].sent else ""
        return f"of {len(guessed)} models with that root the one that {among}accepts it"
    names = ", ".join(others[:_NAMED])
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    return (
        f"of {len(accepting)} models that accept it the one that most interactions have, or else"
        f" of the latest id; the others: {names}{more}; name one with --as"
    )


def _with_reason(candidate: Candidate, reason: str) -> Candidate:
    head, mark, tail = candidate.subject.why.partition("; MiM ")
    why = f"{head} ({reason}){mark}{tail}" if reason else candidate.subject.why
    return candidate._replace(subject=candidate.subject._replace(why=why))


def _likely(element: Element, candidates: list[Candidate]) -> list[Candidate]:
    """Return the models that know the most of the names of the elements within a message's root.

    No other can accept it, nor be nearer. That is told by the index, long before any schema is
    compiled.
    """
    names = {local_name(child) for child in element.iterchildren("*")}
    unknown = [_unknown(one, names) for one in candidates]
    least = min(unknown, default=0)
    return [one for one, count in zip(candidates, unknown, strict=True) if count == least]


def _unknown(candidate: Candidate, names: set[str]) -> int:
    subject = candidate.subject
    known = _names_within(candidate.manual, subject.schema, subject.root, subject.wrap)
    return 0 if _ANYTHING in known else len(names - known)


@lru_cache(maxsize=256)
def _names_within(manual: Manual, schema: str, root: str, wrap: str | None) -> frozenset[str]:
    """Return the names of the elements that a model's root may have."""
    types = _types_of(manual)
    found = types.named(wrap, schema) if wrap else None
    for one in types.stored.global_elements(schema):
        if one.name == root and not wrap:
            found = one if one.own or not one.base else types.named(one.base, one.schema)
    if found is None:
        return frozenset((_ANYTHING,))
    parts = types.parts(found)
    return frozenset(
        _ANYTHING if part.kind == "any" else part.name for part in parts if part.kind != "attribute"
    )


@lru_cache(maxsize=8)
def _types_of(manual: Manual) -> "Types":
    from mimcli.query.explain_types import Types  # noqa: PLC0415  (where a choice is to be made)

    return Types(manual)


def _nearest(element: Element, candidates: list[Candidate]) -> Candidate:
    """Return the model in which a message has the fewest faults, the first of several."""
    best, fewest = candidates[0], None
    for one in candidates:
        count = sum(1 for _ in islice(_flaws(element, one), fewest))
        if fewest is None or count < fewest:
            best, fewest = one, count
    return best


def _flaws(element: Element, candidate: Candidate) -> "Iterator[Flaw]":
    subject = candidate.subject
    from mimcli.checks.schema import structure_of  # noqa: PLC0415  (30 ms, where none accepts it)

    structure = structure_of(candidate.manual, subject.schema)
    wrapped = (candidate.schema.namespace, subject.wrap) if subject.wrap else None
    return structure.flaws(element, wrapped)
