"""Which version of the manual judges a message, and against which of its artefacts.

A message that is an interaction names its judge itself. Of a part of one, as the manual's own
examples are, these say what it is, in this order: the schema that it names (`xsi:schemaLocation`),
the example's id in the name of its file (`PRPA_EX000203UK04` shows `PRPA_MT000203UK04`), the
manual's page that links the file, and, if there is nothing of these, the name of its root element.
"""

from collections.abc import Iterator, Sequence

from mimcli.cache.names import version_key
from mimcli.messages.answers import answer
from mimcli.messages.candidates import Candidate, candidate_of
from mimcli.messages.roots import SPECIFICATIONS, RootFacts, is_interaction
from mimcli.model.answers.validation import Status, ValidatedMessage
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.validation import LocatedMessage
from mimcli.query.manual import Manual

NEWEST = "the newest at hand that defines it"
"""Why a version judges, where none was asked for."""
_NEWEST_WHOLE = "the newest whole one at hand that defines it"

_BY_ROOT = "its root element"
"""Why an artefact judges a message that is named as one, or that says nothing of what it is."""


class Judges:
    """The versions at hand, asked what a message is."""

    def __init__(
        self,
        manuals: Sequence[Manual],
        *,
        reason: str,
        others: Sequence[str] = (),
        pinned: bool = False,
    ) -> None:
        """Take versions with a publication, the preferred one first; `reason` says why it is.

        `others` are versions in the cache that were not asked for. `pinned`: the first judges
        whatever it defines, also a message that says that it is of another version.
        """
        self._pinned = pinned
        self._others = tuple(others)
        self.manuals = [one for one in manuals if one.tree is not None]
        self._reason = reason
        self._known: dict[tuple[RootFacts, str, str | None], tuple[Candidate, ...]] = {}

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that may judge, the preferred one first."""
        return tuple(one.version for one in self.manuals)

    def candidates(
        self, facts: RootFacts, path: str, as_id: str | None = None
    ) -> tuple[Candidate, ...]:
        """Return what may judge a message, the likeliest first; none if nothing at hand can."""
        key = (facts, path if facts.example else "", as_id)
        if key not in self._known:
            # Of an artefact that several versions define, the preferred one is asked.
            found: dict[str, Candidate] = {}
            for one in self._search(facts, path, as_id):
                found.setdefault(one.subject.artefact, one)
            self._known[key] = tuple(found.values())
        return self._known[key]

    def stated(self, facts: RootFacts) -> str | None:
        """Return the id of what a message says that it is, whether any version has it or not."""
        names = (facts.name, facts.misspelt, facts.location.rpartition(".")[0], facts.message_type)
        ids = [one.strip().upper() for one in names if parse_artefact_id(one)]
        return ids[0] if ids else _modelled(facts.example)[0] if facts.example else None

    def check_named(self, typed: str) -> None:
        """Raise NotFoundError for what is no id of which a version at hand has a schema."""
        identifier = typed.strip().upper()
        for manual in self.manuals:
            if manual.row("SELECT 1 FROM schema WHERE id = ?", identifier):
                return
        from mimcli.messages.meant import named_in_vain  # noqa: PLC0415  (names: 2 ms; as a rule
        # it is right)

        raise named_in_vain(self.manuals, typed.strip())

    def nearest(self, facts: RootFacts) -> tuple[Candidate, ...]:
        """Return the nearest revision of what a message says that it is, if one is at hand."""
        from mimcli.messages.nearest import nearest_of  # noqa: PLC0415  (few messages ask for it)

        return nearest_of(self, facts)

    def not_judged(
        self, located: LocatedMessage, facts: RootFacts, carried: str | None = None
    ) -> ValidatedMessage:
        """Return the answer for a message that no version at hand can judge."""
        from mimcli.messages.missing import why_not  # noqa: PLC0415  (the bundled facts: 4 ms)

        stated = carried or self.stated(facts)
        near = next(iter(self._near(facts, carried)), None)
        by = f"{near.subject.artefact} of MiM {near.subject.mim}" if near else None
        reason, hint, foreign = why_not(self.manuals, self._others, stated, facts, by)
        status: Status = "unreadable" if foreign else "not-judged"
        return answer(located, status, root=facts.name, why=reason, hint=hint)

    def _near(self, facts: RootFacts, carried: str | None) -> tuple[Candidate, ...]:
        """Return what `--nearest` would judge by."""
        if carried is None:
            return self.nearest(facts)
        from mimcli.messages.carried import judges_of  # noqa: PLC0415  (few messages are batches)

        return judges_of(self, carried, facts, nearest=True)

    def _search(self, facts: RootFacts, path: str, as_id: str | None) -> Iterator[Candidate]:
        if as_id is not None:
            yield from self.of_id(as_id.strip().upper(), facts, "what --as says")
        elif is_interaction(facts.name):
            identifier = facts.name.upper()
            yield from self.of_id(identifier, facts, _BY_ROOT)
        elif facts.misspelt:
            yield from self.of_id(facts.misspelt, facts, "its interactionId")
        else:
            yield from self._of_part(facts, path)

    def _of_part(self, facts: RootFacts, path: str) -> Iterator[Candidate]:
        if facts.templated and facts.message_type:
            yield from self.of_id(facts.message_type, facts, "its messageType, and its templates")
        named = facts.location.rpartition(".")[0]
        if parse_artefact_id(named):
            yield from self.of_id(named, facts, "the schema that it names")
        for identifier in _modelled(facts.example):
            yield from self.of_id(identifier, facts, "the name of its file")
        if facts.example:
            yield from self._of_links(facts, path)
        stated = self.stated(facts) is not None and facts.name != "ClinicalDocument"
        if not stated and not self._is_of_specification(facts.message_type):
            yield from self._of_root(facts)

    def _is_of_specification(self, message_type: str) -> bool:
        """Return whether a document is of a Domain Message Specification that is not at hand."""
        parsed = parse_artefact_id(message_type)
        if parsed is None or parsed.realm != SPECIFICATIONS:
            return False
        sql = "SELECT 1 FROM artefact WHERE id = ?"
        return not any(one.row(sql, str(parsed)) for one in self.manuals)

    def _by_version(self, version: str) -> list[Manual]:
        """Return the versions at hand; first that which a message says that it is of."""
        if self._pinned or not version or len(self.manuals) == 1:
            return self.manuals
        named = next((one for one in self.manuals if one.version == version), None)
        named = named or next((one for one in self.manuals if _is_stated_by(one, version)), None)
        return sorted(self.manuals, key=lambda one: one is not named)

    def of_id(self, identifier: str, facts: RootFacts, reason: str) -> Iterator[Candidate]:
        """Yield what of each version judges a message by the schema of an id; why, in words."""
        for manual in self._by_version(facts.version):
            row = manual.row("SELECT path FROM schema WHERE id = ? ORDER BY path", identifier)
            if row:
                yield self.candidate(manual, identifier, str(row[0]), facts, reason)

    def _of_links(self, facts: RootFacts, path: str) -> Iterator[Candidate]:
        file = path.replace("\\", "/").rpartition("/")[2]
        for manual in self.manuals:
            rows = manual.rows(
                "SELECT DISTINCT example.artefact, schema.path FROM example"
                " JOIN schema ON schema.id = example.artefact"
                " WHERE example.id = ? AND (example.path = ? OR example.path LIKE '%/' || ?)"
                " ORDER BY example.origin, example.artefact",
                facts.example,
                file,
                file,
            )
            for identifier, schema in rows:
                yield self.candidate(
                    manual, str(identifier), str(schema), facts, "the page that links its file"
                )

    def _of_root(self, facts: RootFacts) -> Iterator[Candidate]:
        """Yield the artefacts whose schemas have an element of its root's name.

        First those that are sent as they are, then by how many interactions have them, then the
        latest id.
        """
        for manual in self.manuals:
            rows = manual.rows(
                "SELECT id, path, (SELECT count(*) FROM relation WHERE object = schema.id"
                " AND relation = 'wire_payload') AS sent, (SELECT count(*) FROM relation"
                " WHERE object = schema.id AND relation LIKE '%\\_wrapper' ESCAPE '\\') AS around"
                " FROM schema WHERE id IS NOT NULL AND path IN"
                " (SELECT schema FROM schema_type WHERE name = ? AND kind = 'element')"
                " ORDER BY sent > 0 DESC, sent + around DESC, id DESC",
                facts.name,
            )
            model, _, name = facts.name.partition(".")
            if name and parse_artefact_id(model):
                rows += manual.rows("SELECT id, path, 0 FROM schema WHERE id = ?", model.upper())
            for identifier, schema, sent, *_ in rows:
                one = self.candidate(manual, str(identifier), str(schema), facts, _BY_ROOT)
                yield one._replace(guessed=True, sent=bool(sent))

    def _why_this_version(self, manual: Manual, facts: RootFacts) -> str:
        first = self.manuals[0]
        if self._pinned or len(self.manuals) == 1 or not facts.version:
            by_code = False
        else:
            by_code = manual.version == facts.version or _is_stated_by(manual, facts.version)
        if by_code:
            return "as its versionCode says"
        if manual is first:
            return self._reason
        own = version_key(manual.version)
        newer = (one.partial for one in self.manuals if version_key(one.version) > own)
        return _NEWEST_WHOLE if not manual.partial and any(newer) else NEWEST

    def candidate(
        self, manual: Manual, identifier: str, schema: str, facts: RootFacts, reason: str
    ) -> Candidate:
        """Return what judges a message by a schema, and why; `reason` in words."""
        version = self._why_this_version(manual, facts)
        why = f"{identifier}, by {reason}; MiM {manual.version}, {version}"
        return candidate_of(manual, identifier, schema, facts, why)


def _is_stated_by(manual: Manual, version: str) -> bool:
    """Return whether the messages of a manual say that they are of another, older version.

    So they do where their schemas do not list their own, but end with that.
    """
    # The bundled facts: 4 ms, where a message names its version and several are at hand.
    from mimcli.checks.version_codes import last_for, listed_codes  # noqa: PLC0415

    last = last_for(listed_codes(manual), manual.version)
    return last is not None and last.endswith(f"NPfIT{version}")


def _modelled(example: str) -> tuple[str, ...]:
    """Return the ids of what an example's id says that it shows, the likeliest first."""
    parsed = parse_artefact_id(example)
    if parsed is None:
        return ()
    ids = [str(parsed._replace(kind_code=kind)) for kind in ("MT", "TP")]
    if parsed.number.endswith("00"):
        ids.append(str(parsed._replace(kind_code="MT", number=parsed.number[:-2] + "01")))
    return tuple(ids)
