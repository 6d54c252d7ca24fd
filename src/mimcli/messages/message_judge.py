"""Judging one message: what may judge it, what is wrong with it, and where."""

from collections.abc import Iterator
from itertools import chain

from mimcli.checks.faults import Checked, Fault
from mimcli.checks.run import faults_of
from mimcli.messages.candidates import Candidate
from mimcli.messages.choosing import best_of
from mimcli.messages.foreign import document_words
from mimcli.messages.judges import Judges
from mimcli.messages.misnamed import put_right
from mimcli.messages.outcomes import (
    about,
    is_within,
    judged,
    not_of_a_manual,
    placed_in,
    the_first,
)
from mimcli.messages.reading import Document
from mimcli.messages.roots import HL7, RootFacts, is_interaction, root_facts
from mimcli.messages.schemas import UnusableSchemaError, compiled, put_into_namespace, rename
from mimcli.messages.transport import Stated
from mimcli.messages.usual import Usual
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.validation import LocatedMessage
from mimcli.parse.xmlio import Element


class MessageJudge:
    """Judges messages, one at a time."""

    def __init__(self, judges: Judges, wishes: Wishes, usual: Usual) -> None:
        """Take the versions at hand; of what is judged, `usual` keeps what others may be like."""
        self._judges = judges
        self._wishes = wishes
        self._usual = usual

    def judged(
        self,
        located: LocatedMessage,
        document: Document,
        element: Element,
        said: list[Stated],
        *,
        alone: bool,
        apart: frozenset[Element] = frozenset(),
        carried: str | None = None,
    ) -> ValidatedMessage:
        """Return what is to be said of one message.

        `said`: by what it came in. `apart` are elements within it that are judged on their own.
        `carried`: it is what that interaction carries.
        """
        wishes = self._wishes
        located = placed_in(located, element, alone=alone)
        facts = root_facts(element, located.path)
        if facts.name == "ClinicalDocument" and wishes.as_id is None:
            words = document_words(element)
            if words:
                return not_of_a_manual(located, words)
        candidates = self._candidates(located, facts, carried)
        if not candidates:
            return self._judges.not_judged(located, facts, carried)
        if not facts.namespace:
            put_into_namespace(element, candidates[0].schema.namespace or HL7)
        rename(element, candidates[0].subject)
        misnamed = put_right(element, candidates[0])
        best = best_of(element, candidates)
        try:
            schema = compiled(best.schema)
        except UnusableSchemaError as error:
            from mimcli.messages.missing import without_schema  # noqa: PLC0415  (4 ms; few lack it)

            return without_schema(located, facts, best.manual, best.subject, str(error))
        checked = Checked(element, best.subject, best.manual, schema, wishes.chosen)
        if len(candidates) == 1 and not (misnamed or apart or carried):
            self._usual.note(facts, checked)
        found: Iterator[Fault] = chain(about(checked, document.problems), faults_of(checked))
        if misnamed and wishes.chosen.wants(misnamed.problem.check):
            found = chain((misnamed,), found)
        if said and is_interaction(facts.name):
            from mimcli.messages.transport_faults import (  # noqa: PLC0415  (30 ms; few have said)
                transport_faults,
            )

            found = chain(found, transport_faults(facts.name, said, located, checked))
        if apart:
            found = (one for one in found if not is_within(one, apart))
        faults, more = the_first(found)
        encoding = document.encoding
        return judged(located, checked, faults, more=more, strict=wishes.strict, encoding=encoding)

    def _candidates(
        self, located: LocatedMessage, facts: RootFacts, carried: str | None
    ) -> tuple[Candidate, ...]:
        """Return what may judge a message, the likeliest first."""
        nearest = self._wishes.nearest
        if carried is not None:
            from mimcli.messages.carried import judges_of  # noqa: PLC0415  (few are of a batch)

            return judges_of(self._judges, carried, facts, nearest=nearest)
        candidates = self._judges.candidates(facts, located.path, self._wishes.as_id)
        return self._judges.nearest(facts) if not candidates and nearest else candidates
