"""Many files judged by two processes: the same answers, in the files' order, whatever happens."""

import os
from collections.abc import Callable

from mimcli.messages.answers import unreadable
from mimcli.messages.together import FEW, LITTLE, Work, judged_together
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.progress import SilentProgress

COUNT = 5 * FEW


class Counting(SilentProgress):
    """Adds up what it is told."""

    def __init__(self) -> None:
        self.done = 0

    def advance(self, amount: int) -> None:
        self.done += amount


def judge(number: int) -> list[ValidatedMessage]:
    return [unreadable(str(number), "so it is")] * (number % 3)


def work(afresh: Callable[[], Callable[[int], list[ValidatedMessage]]]) -> Work:
    return Work(judge, afresh, lambda _: 10)


def test_answers_come_in_the_files_order() -> None:
    expected = [judge(number) for number in range(COUNT)]
    for count, total in ((COUNT, COUNT * 10), (5, LITTLE + 1), (1, 1), (0, 0)):
        assert judged_together(count, work(lambda: judge), Counting(), total) == expected[:count]
    assert judged_together(COUNT, work(lambda: judge), Counting(), 1, alone=True) == expected


def test_nothing_is_lost_when_the_other_process_dies() -> None:
    def afresh() -> Callable[[int], list[ValidatedMessage]]:
        def dying(number: int) -> list[ValidatedMessage]:
            if number > COUNT // 2:
                os._exit(9)
            return judge(number)

        return dying

    found = judged_together(COUNT, work(afresh), Counting(), COUNT * 10)
    assert found == [judge(number) for number in range(COUNT)]


def test_progress_never_says_more_than_there_is() -> None:
    progress = Counting()
    judged_together(COUNT, work(lambda: judge), progress, COUNT * 10)
    assert 0 < progress.done <= COUNT * 10
