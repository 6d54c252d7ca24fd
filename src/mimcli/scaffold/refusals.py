"""What `mim validate` finds wrong in a new message that was filled from another one."""

from collections.abc import Iterator

from mimcli.checks.registry import choose_checks
from mimcli.messages.judges import Judges
from mimcli.messages.judging import Judge
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.scaffold import ScaffoldNote
from mimcli.query.manual import Manual


def refusals(manual: Manual, identifier: str, text: str) -> Iterator[ScaffoldNote]:
    """Yield a note of each error: values are taken over if their types allow them.

    Whether a code is in the vocabulary, or a day in the calendar, only the checks know.
    """
    if not manual.row("SELECT 1 FROM schema WHERE id = ?", identifier):
        return
    wishes = Wishes(choose_checks([], []), as_id=identifier)
    for message in Judge(Judges([manual], reason="as asked"), wishes).file("-", text.encode()):
        for problem in message.problems:
            if problem.severity == "error":
                place = problem.address or problem.xpath or identifier
                told = f"{place} refused: {problem.message}"
                yield ScaffoldNote("refused", place, None, problem.found, told)
