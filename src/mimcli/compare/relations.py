"""What differs in what an interaction is made of: wrappers, payload, roles, trigger, answers."""

from collections.abc import Iterator

from mimcli.compare.differences import Difference
from mimcli.query.manual import Manual

_ON_THE_WIRE = {
    "transmission_wrapper": "wrapper-replaced",
    "control_act_wrapper": "wrapper-replaced",
    "wire_payload": "payload-replaced",
}
_ON_PAGES = {
    "message_type": ("relation-revised", "relation-revised"),
    "sending_role": ("sending-role-added", "sending-role-removed"),
    "receiving_role": ("receiving-role-added", "receiving-role-removed"),
    "trigger_event": ("trigger-replaced", "trigger-replaced"),
}


class Relations:
    """The relations of all interactions of two versions."""

    def __init__(self, old: Manual, new: Manual, *, pages: bool) -> None:
        self._old = _relations(old)
        self._new = _relations(new)
        self._pages = pages
        both_cached = old.source == new.source == "cache"
        self._basis = "page" if pages else "schema" if both_cached else "catalogue"
        self._answers = (_answers(old), _answers(new)) if pages else ({}, {})

    def models(self, old: str, new: str) -> Iterator[tuple[str, str]]:
        """Yield the wrappers and the payload of two interactions that have another id now."""
        for relation in (*_ON_THE_WIRE, "message_type"):
            ours, theirs = (self._one(side, relation) for side in self._sides(old, new))
            if ours and theirs and ours != theirs and ours[:-4] == theirs[:-4]:
                yield ours, theirs

    def differences(self, old: str, new: str) -> Iterator[Difference]:
        """Yield what differs between two interactions."""
        ours, theirs = self._sides(old, new)
        for relation, rule in _ON_THE_WIRE.items():
            before, after = self._one(ours, relation), self._one(theirs, relation)
            if before != after:
                revised = before and after and before[:-4] == after[:-4]
                yield self._told(relation, before, after, "relation-revised" if revised else rule)
        if self._pages:
            yield from self._of_pages(ours, theirs)
            yield from self._of_answers(old, new)

    def _of_pages(
        self, ours: dict[str, list[str]], theirs: dict[str, list[str]]
    ) -> Iterator[Difference]:
        for relation, (added, removed) in _ON_PAGES.items():
            before = {one[:-4]: one for one in ours.get(relation, [])}
            after = {one[:-4]: one for one in theirs.get(relation, [])}
            if relation == "message_type" and self._is_wire(ours, theirs):
                continue
            gone = [one for stem, one in before.items() if stem not in after]
            come = [one for stem, one in after.items() if stem not in before]
            if relation in ("trigger_event", "message_type") and gone and come:
                yield self._told(relation, gone.pop(0), come.pop(0), added)
            for stem in before.keys() & after.keys():
                if before[stem] != after[stem]:
                    yield self._told(relation, before[stem], after[stem], "relation-revised")
            yield from (self._told(relation, one, None, removed) for one in gone)
            yield from (self._told(relation, None, one, added) for one in come)

    def _is_wire(self, ours: dict[str, list[str]], theirs: dict[str, list[str]]) -> bool:
        """Return whether the message types are the payloads: those are told already."""
        return all(side.get("message_type") == side.get("wire_payload") for side in (ours, theirs))

    def _of_answers(self, old: str, new: str) -> Iterator[Difference]:
        before, after = self._answers[0].get(old, {}), self._answers[1].get(new, {})
        for key, response in before.items():
            if key not in after:
                yield _answer(response, None, "response-removed")
            elif after[key] != response:
                yield _answer(response, after[key], "relation-revised")
        for key, response in after.items():
            if key not in before:
                yield _answer(None, response, "response-added")

    def _sides(self, old: str, new: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        return self._old.get(old, {}), self._new.get(new, {})

    def _one(self, side: dict[str, list[str]], relation: str) -> str | None:
        return next(iter(side.get(relation, [])), None)

    def _told(self, relation: str, old: str | None, new: str | None, rule: str) -> Difference:
        return Difference(relation, "relation", old, new, rule, self._basis)


def _answer(old: str | None, new: str | None, rule: str) -> Difference:
    return Difference("response", "responsibility", old, new, rule, "page")


def _relations(manual: Manual) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    rows = manual.rows(
        "SELECT subject, relation, object FROM relation ORDER BY subject, relation, position"
    )
    for subject, relation, object_ in rows:
        found.setdefault(subject, {}).setdefault(relation, []).append(object_)
    return found


def _answers(manual: Manual) -> dict[str, dict[tuple[str, str], str]]:
    """Return the answers of each interaction's receiver, by when and which (not its revision)."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for subject, reason, response in manual.rows(
        "SELECT interaction, reason, response FROM responsibility ORDER BY interaction, position"
    ):
        words = " ".join(str(reason).casefold().split())
        found.setdefault(subject, {})[words, response[:-4]] = response
    return found
