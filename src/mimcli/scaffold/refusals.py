"""What `mim validate` finds wrong in a new message that was filled from another one."""

from collections.abc import Iterator

from mimcli.checks.registry import choose_checks
from mimcli.messages.judges import Judges
from mimcli.messages.judging import Judge
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.scaffold import ScaffoldNote
from mimcli.query.manual import Manual

_KINDS = {"error": "refused", "warning": "doubtful"}
"""What a note is by how bad a problem is."""


def refusals(manual: Manual, identifier: str, text: str) -> Iterator[ScaffoldNote]:
    """Yield a note of each error and warning: values are taken over if their types allow them.

    Whether a code is in the vocabulary, or a day in the calendar, only the checks know.
    """
    if not manual.row("SELECT 1 FROM schema WHERE id = ?", identifier):
        return
    wishes = Wishes(choose_checks([], []), as_id=identifier)
    for message in Judge(Judges([manual], reason="as asked"), wishes).file("-", text.encode()):
        for problem in message.problems:
            kind = _KINDS.get(problem.severity)
            if kind is not None:
                place = problem.address or problem.xpath or identifier
                words = f"{place} {kind}: {problem.message}"
                yield ScaffoldNote(kind, place, None, problem.found, words)
