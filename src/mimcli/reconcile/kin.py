"""Which domain an artefact belongs to that no manual defines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mimcli.model.identifiers import parse_artefact_id


def _stem(identifier: str) -> str:
    parsed = parse_artefact_id(identifier)
    return parsed.stem if parsed else identifier


class Kin:
    """The domains of defined artefacts, to be asked for those of undefined ones."""

    def __init__(self, domains: Mapping[str, int]) -> None:
        """Take artefact ids with their domain's number."""
        self._by_id = dict(domains)
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        self._by_prefix: dict[str, set[int]] = defaultdict(set)
        for identifier, domain in domains.items():
            self._by_stem[_stem(identifier)].add(domain)
            self._by_prefix[identifier[:7]].add(domain)

    def domain_of(self, identifier: str, related: Iterable[str] = ()) -> int | None:
        """Return the domain by rule domain-by-kin, or None where it stays unknown.

        `related` are the ids that the artefact carries (an interaction's payload).
        """
        for candidates in (
            {self._by_id[identifier]} if identifier in self._by_id else set(),
            self._by_stem.get(_stem(identifier), set()),
            *({self._by_id[one]} if one in self._by_id else set() for one in related),
            *(self._by_stem.get(_stem(one), set()) for one in related),
            self._by_prefix.get(identifier[:7], set()),
        ):
            if len(candidates) == 1:
                return next(iter(candidates))
        return None
