"""Plausible values that mean nothing: new identifiers, the time, people and places of no one."""

import random
import time
import uuid

_TEST_RANGE = "999"
"""NHS numbers that begin so are never given to a patient."""
_ELEVEN = 11
_FIXED_TIME = 1_767_268_800
"""2026-01-01T12:00:00Z: the time of messages that must come out the same again."""


class Placeholders:
    """Makes values; with a seed the same ones in the same order."""

    def __init__(self, seed: int | None = None) -> None:
        # The generator takes no notice whether a number is below zero; of a text it does.
        below = seed is not None and seed < 0
        self._random = random.Random(str(seed) if below else seed)  # noqa: S311  (nothing secret)
        self._now = time.gmtime(time.time() if seed is None else _FIXED_TIME)

    def uuid(self) -> str:
        """Return a new UUID of version 4, in the upper case that the Spine demands."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4)).upper()

    def nhs_number(self) -> str:
        """Return an NHS number of the test range, with the right check digit."""
        while True:
            digits = _TEST_RANGE + self.digits(6)
            check = check_digit(digits)
            if check is not None:
                return f"{digits}{check}"

    def digits(self, count: int) -> str:
        """Return so many digits, none of them at the front a nought."""
        first = self._random.randint(1, 9)
        return f"{first}{self._random.randrange(10 ** (count - 1)):0{count - 1}}"

    def second(self) -> str:
        """Return the time to the second, in UTC: `20260101120000`."""
        return time.strftime("%Y%m%d%H%M%S", self._now)

    def day(self) -> str:
        """Return the day: `20260101`."""
        return time.strftime("%Y%m%d", self._now)


def check_digit(digits: str) -> int | None:
    """Return the tenth digit of an NHS number; None where nine digits have none."""
    total = sum((10 - at) * int(digit) for at, digit in enumerate(digits))
    check = (_ELEVEN - total % _ELEVEN) % _ELEVEN
    return None if check == _ELEVEN - 1 else check
