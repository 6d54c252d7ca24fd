"""Which domains are retired: the list's names matched to the domains of any version.

The list, the menu and the folders name one domain differently, so names are compared by
these rules, strongest first, each only for what no stronger rule has matched:

1. `name`: equal but for case, spaces, punctuation and `&` or `and` (`Health Space`, `HealthSpace`);
2. `part-of-name`: equal to what stands in brackets in the list's name, or to the rest of it;
3. `similar-words`: the same words but for their endings (`Image`, `Imaging`);
4. `alias`: equal to a name that the bundled list gives with a reason (`HSC`);
5. `title`: the implementation manual's title is the list's name. Only if one domain has that
   title, since a manual may carry another's title.

Rules 1 to 4 take the menu's name before the folder. Names are always compared as wholes. What the
project's own file states of a domain goes before all of it.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from mimcli.model.retirement import (
    DomainNames,
    DomainRetirement,
    ListedName,
    RetirementList,
    RetirementReport,
    RetirementStatus,
)
from mimcli.query.retirement_overrides import domain_override, override_note, override_status

_ENDINGS = re.compile(r"(?:ings?|ed|es?|s)$")
_SHORTEST_STEM = 4
_TITLE_WORDS = re.compile(r"\b(?:domain|implementation|manual|guide)\b", re.IGNORECASE)

Match = tuple[ListedName, str]
"""A name of the list and the rule that found it."""


def match_domains(listing: RetirementList, domains: Sequence[DomainNames]) -> RetirementReport:
    """Return the status of each domain, and the list's names that fit none of them."""
    matches: dict[int, Match] = {}
    for rule, find in _rules(listing):
        taken = {listed for listed, _ in matches.values()}
        found: dict[int, Match] = {}
        for position, domain in enumerate(domains):
            listed = find(domain) if position not in matches else None
            if listed is not None and listed not in taken:
                found[position] = (listed, rule)
        matches |= _unique(found) if rule == "title" else found
    matched = {listed for listed, _ in matches.values()}
    return RetirementReport(
        tuple(
            _judge(listing, domain, matches.get(position))
            for position, domain in enumerate(domains)
        ),
        tuple(entry.name for entry in listing.fully_retired if entry not in matched),
    )


def domain_retirement(listing: RetirementList, domain: DomainNames) -> DomainRetirement:
    """Return the status of one domain by itself (its title is not looked at)."""
    untitled = DomainNames(domain.name, domain.folder, "", domain.interactions)
    return match_domains(listing, (untitled,)).domains[0]


def listed_names(entry: ListedName) -> tuple[str, ...]:
    """Return what one entry of the list goes by: its name, the parts of that, its aliases."""
    return (entry.name, *_parts(entry), *entry.aliases)


def names_fit(one: str, other: str) -> bool:
    """Tell whether two names are one, by the first rule or the words but for their endings."""
    return _squeezed(one) == _squeezed(other) != "" or _stems(one) == _stems(other) != ""


def _rules(
    listing: RetirementList,
) -> Iterator[tuple[str, Callable[[DomainNames], ListedName | None]]]:
    """Yield (rule, finder) for every rule and name, strongest first."""
    tables = (
        ("name", _table(listing, lambda entry: (entry.name,), _squeezed), _squeezed),
        ("part-of-name", _table(listing, _parts, _squeezed), _squeezed),
        ("similar-words", _table(listing, _parts, _stems), _stems),
        ("alias", _table(listing, lambda entry: entry.aliases, _squeezed), _squeezed),
    )
    for rule, table, key in tables:
        yield rule, lambda domain, table=table, key=key: table.get(key(domain.name))  # type: ignore[misc]
        yield rule, lambda domain, table=table, key=key: table.get(key(domain.folder))  # type: ignore[misc]
    titles = _table(listing, lambda entry: (entry.name, *_parts(entry)), _stems)
    yield "title", lambda domain: titles.get(_stems(_TITLE_WORDS.sub(" ", domain.title)))


def _table(
    listing: RetirementList,
    names: Callable[[ListedName], tuple[str, ...]],
    key: Callable[[str], str],
) -> dict[str, ListedName]:
    """Return the list's entries by their names' keys; a key that two entries share is none's."""
    table: dict[str, ListedName] = {}
    shared: set[str] = {""}
    for entry in listing.fully_retired:
        for name in names(entry):
            if table.setdefault(key(name), entry) is not entry:
                shared.add(key(name))
    return {found: entry for found, entry in table.items() if found not in shared}


def _parts(entry: ListedName) -> tuple[str, ...]:
    """Return a name without its brackets, and what stands in each of them."""
    outside = re.sub(r"\([^)]*\)", " ", entry.name)
    return (outside, *re.findall(r"\(([^)]*)\)", entry.name))


def _words(name: str) -> list[str]:
    """Return a name's words, folded in case, `&` read as `and`."""
    return re.findall(r"[^\W_]+", name.casefold().replace("&", " and "))


def _squeezed(name: str) -> str:
    return "".join(_words(name))


def _stems(name: str) -> str:
    """Return a name's words without their endings, short words whole."""
    return " ".join(_stem(word) for word in _words(name))


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _unique(found: dict[int, Match]) -> dict[int, Match]:
    """Return the matches whose name of the list was found once only."""
    names = [listed for listed, _ in found.values()]
    return {at: match for at, match in found.items() if names.count(match[0]) == 1}


def _judge(listing: RetirementList, domain: DomainNames, match: Match | None) -> DomainRetirement:
    """Return the status that the project states, else what follows from a match or its absence."""
    status: RetirementStatus
    override = domain_override(listing, domain)
    if override is not None:
        listed_name = match[0].name if match is not None else ""
        status, note = override_status(override), override_note(override)
        return DomainRetirement(
            *(domain.name, domain.folder, status, listed_name, "project", note, override)
        )
    if match is not None:
        status, listed_name, rule = "retired", match[0].name, match[1]
        note = f"fully retired: {listing.source}, last edited {listing.last_edited}"
        if match[0].name != domain.name:
            note += f", as {match[0].name!r}"
        return DomainRetirement(domain.name, domain.folder, status, listed_name, rule, note)
    if domain.interactions > 0:
        status = "partly-retired"
        note = f"not on the list of fully retired domains ({listing.last_edited}). {listing.others}"
    else:
        status = "not-listed"
        note = "no interactions of its own, so nothing of it can be available or not"
    return DomainRetirement(domain.name, domain.folder, status, "", "", note)
