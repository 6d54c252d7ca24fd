"""The message that most files are: an interaction like one before it, with nothing around it.

What it is, and what judges it, was found out then. So of thousands of files only the first of each
kind goes the long way; which takes as long as libxml2 does to read a small one.
"""

from typing import TYPE_CHECKING

from mimcli.checks.faults import Checked
from mimcli.checks.registry import Chosen
from mimcli.checks.run import faults_of
from mimcli.messages.outcomes import judged, the_first
from mimcli.messages.reading import Document
from mimcli.messages.roots import RootFacts, is_interaction, root_facts
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.validation import LocatedMessage, Subject
from mimcli.query.manual import Manual

if TYPE_CHECKING:
    from lxml import etree


_Judging = tuple[Subject, Manual, "etree.XMLSchema", Chosen]
"""Of a message under check all but the message, whose tree is not to stay."""


class Usual:
    """The kinds of interactions that were judged so far."""

    def __init__(self, wishes: Wishes) -> None:
        self._strict = wishes.strict
        self._judged: dict[RootFacts, _Judging] = {}

    def note(self, facts: RootFacts, checked: Checked) -> None:
        """Keep how an interaction was judged, of which only its facts decided that."""
        subject = checked.subject
        changed = subject.namespace_added or subject.nearest_of is not None
        if subject.kind == "interaction" and is_interaction(facts.name) and not changed:
            self._judged[facts] = subject, checked.manual, checked.schema, checked.chosen

    def answer(self, located: LocatedMessage, document: Document) -> ValidatedMessage | None:
        """Return what is to be said of a document that is such an interaction; None of another."""
        root = document.root
        if root is None or document.problems or not self._judged:
            return None
        before = self._judged.get(root_facts(root, located.path))
        if before is None:
            return None
        checked = Checked(root, *before)
        faults, more = the_first(faults_of(checked))
        encoding = document.encoding
        return judged(located, checked, faults, more=more, strict=self._strict, encoding=encoding)
