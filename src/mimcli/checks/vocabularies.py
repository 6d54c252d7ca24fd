"""The vocabularies of one manual as codes are checked against them, each read once."""

from typing import NamedTuple

from mimcli.query.manual import Manual
from mimcli.query.subtypes import subtypes_of


class ListedCode(NamedTuple):
    """A code of a vocabulary."""

    display: str | None
    retired: bool
    subtypes: str = ""
    """What its note says of them, see `subtypes_of`."""


class ListedVocabulary(NamedTuple):
    """A vocabulary whose codes are listed."""

    name: str
    code_system: str | None
    """Its OID."""
    codes: dict[str, ListedCode]
    """In the manual's order."""
    shared: bool = False
    """Whether its code system is that of other vocabularies too: a terminology, of which a page
    may list examples."""

    @property
    def is_open(self) -> bool:
        """Whether codes stand for their subtypes, which only their own terminology lists."""
        return any(listed.subtypes for listed in self.codes.values())

    def current(self) -> tuple[str, ...]:
        """Return the codes that are not retired."""
        return tuple(code for code, listed in self.codes.items() if not listed.retired)


_OWN = 4
"""Vocabularies that may share a code system and still list all that they have of it."""


class Vocabularies:
    """The vocabularies of one manual."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._known: dict[str, ListedVocabulary | None] = {}
        self._oids: dict[str, tuple[str | None, bool]] | None = None

    def of(self, name: str) -> ListedVocabulary | None:
        """Return the vocabulary of a name; None where the manual has none of it."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> ListedVocabulary | None:
        head = self._manual.row("SELECT id, name, code_system FROM vocabulary WHERE name = ?", name)
        if head is None:
            return None
        rows = self._manual.rows(
            "SELECT code, display, retired, note FROM code WHERE vocabulary = ? ORDER BY position",
            head[0],
        )
        codes = {
            str(code): ListedCode(display, bool(retired), subtypes_of(note or ""))
            for code, display, retired, note in rows
        }
        sharing = self._manual.row("SELECT count(*) FROM vocabulary WHERE code_system = ?", head[2])
        shared = sharing is not None and sharing[0] > _OWN
        return ListedVocabulary(str(head[1]), head[2], codes, shared)

    def oids(self) -> dict[str, tuple[str | None, bool]]:
        """Return all OIDs that the manual knows: their names, and whether each is only a node.

        Empty where it has no catalogue: then nothing is unknown.
        """
        if self._oids is None:
            rows = self._manual.rows("SELECT oid.oid, name, abstract FROM oid")
            catalogue = self._manual.row("SELECT 1 FROM oid WHERE origin = 'catalogue'")
            known = {str(oid): (name, bool(abstract)) for oid, name, abstract in rows}
            self._oids = known if catalogue else {}
        return self._oids
