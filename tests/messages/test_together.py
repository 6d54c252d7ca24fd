"""Many files judged by two processes: the same answers, in the files' order, whatever happens."""

import os
import signal
import subprocess
import sys
import time

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


def work(count: int, size: int = 10) -> Work:
    return Work(judge, [size] * count)


def test_answers_come_in_the_files_order() -> None:
    expected = [judge(number) for number in range(COUNT)]
    for count, size in ((COUNT, 10), (5, LITTLE), (1, 1), (0, 0)):
        assert judged_together(work(count, size), Counting()) == expected[:count]
    assert judged_together(work(COUNT), Counting(), alone=True) == expected


def test_nothing_is_lost_when_the_other_process_dies() -> None:
    first = os.getpid()

    def dying(number: int) -> list[ValidatedMessage]:
        if number > COUNT // 2 and os.getpid() != first:
            os._exit(9)
        return judge(number)

    found = judged_together(Work(dying, [10] * COUNT), Counting())
    assert found == [judge(number) for number in range(COUNT)]


def test_progress_never_says_more_than_there_is() -> None:
    progress = Counting()
    judged_together(work(COUNT), progress)
    assert 0 < progress.done <= COUNT * 10


ENDLESS = f"""
import time
from mimcli.messages.answers import unreadable
from mimcli.messages.together import Work, judged_together
from mimcli.progress import SilentProgress

def judge(number):
    print(number, flush=True)
    time.sleep(0.01)
    return [unreadable(str(number), "word " * 4000)] * 9

judged_together(Work(judge, [10] * {COUNT}), SilentProgress())
"""


def test_the_copy_ends_with_the_process_that_it_helps() -> None:
    """However that ended: who reads its output would wait for ever."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    for _ in range(40):  # by then both are at work
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)  # ends when nobody can write any more
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("the copy is still there")
