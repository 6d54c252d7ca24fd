"""The letter case of a site's files, which its server does not care about and its links vary.

Each folder's and each file's name is spelled as most links spell it; of two spellings that are
equally common, the one that sorts first. A server's own list of a folder outweighs all links.
"""

from collections import Counter, defaultdict
from typing import Final

from mimcli.sources.names import MAX_PATH_LENGTH, fold

CERTAIN: Final = 1_000_000
"""The weight of a spelling that the server gives."""


class Spellings:
    """Counts spellings; the order in which they come makes no difference."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """By the folded path to a name: its spellings."""

    def count(self, path: str, weight: int = 1, own: int = MAX_PATH_LENGTH) -> None:
        """Count the last `own` names of a path once more."""
        folded = fold(path)
        names, places = path.split("/"), folded.split("/")
        for at in range(max(0, len(names) - own), len(names)):
            self._counts["/".join(places[: at + 1])][names[at]] += weight

    def of(self, folded: str) -> str:
        """Return a path, given folded, as it is spelled."""
        names = folded.split("/")
        places = ["/".join(names[: at + 1]) for at in range(len(names))]
        return "/".join(self._best(place, name) for place, name in zip(places, names, strict=True))

    def all_of(self, folded: str) -> tuple[str, ...]:
        """Return the spellings of a path's last name, the best first, below the best folders."""
        folder, slash, name = self.of(folded).rpartition("/")
        others = sorted(set(self._counts.get(folded, ())) - {name})
        return (folder + slash + name, *(folder + slash + other for other in others))

    def _best(self, place: str, name: str) -> str:
        counts = self._counts.get(place)
        if not counts:
            return name
        return min(counts, key=lambda one: (-counts[one], one))
