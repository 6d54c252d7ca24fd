"""Checking messages."""

import os
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from mimcli.api.opened import Opened
from mimcli.checks.registry import choose_checks
from mimcli.model.answers.validation import ValidatedMessage, ValidationReport
from mimcli.query.opening import every_cached

if TYPE_CHECKING:
    from mimcli.messages.judges import Judges

_ONE_AT_A_TIME = Lock()
"""A compiled schema is kept for all, and tells its errors to whoever asks next."""


class Checking(Opened):
    """Checks messages by a version."""

    def validate(
        self,
        *targets: str | os.PathLike[str],
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        strict: bool = False,
        as_id: str | None = None,
        nearest: bool = False,
        extract: bool = False,
        any_version: bool = False,
    ) -> ValidationReport:
        """Return the messages of files and folders, and what is wrong with each.

        This version judges; with `any_version` every one in the cache may, this one first.
        `select` and `ignore` name checks or families of them. With `strict` a message with warnings
        is invalid. `as_id` says what all messages are. With `nearest` the nearest revision judges
        what no version defines; with `extract` texts are searched for messages.

        NotCachedError for a version that is not in the cache, NotFoundError for an `as_id` that no
        version has, UsageError for an unknown check.
        """
        # lxml takes 20 ms, which other questions need not pay.
        from mimcli.messages.wishes import Wishes  # noqa: PLC0415
        from mimcli.query.validate import validate  # noqa: PLC0415

        wishes = Wishes(choose_checks(select, ignore), strict, as_id, nearest, extract)
        files = [os.fspath(one) for one in targets]
        with _ONE_AT_A_TIME:
            return validate(self._judges(any_version=any_version), files, wishes)

    def validate_bytes(
        self, data: bytes, name: str = "message", *, select: Sequence[str] = ()
    ) -> tuple[ValidatedMessage, ...]:
        """Return the messages in some bytes, whatever they come in, and what is wrong with each.

        `name` stands for a file's: one such as `PRPA_EX000203UK04.xml` tells what a part of a
        message is. This version judges; NotCachedError if it is not in the cache.
        """
        from mimcli.messages.judging import Judge  # noqa: PLC0415  (as above)
        from mimcli.messages.wishes import Wishes  # noqa: PLC0415  (as above)

        judge = Judge(self._judges(any_version=False), Wishes(choose_checks(select, ())))
        with _ONE_AT_A_TIME:
            return tuple(judge.file(name, data))

    def _judges(self, *, any_version: bool) -> "Judges":
        from mimcli.messages.judges import Judges  # noqa: PLC0415  (as above)

        self._manual.need_cache("validating a message")
        others = every_cached(self._paths) if any_version else ()
        manuals = [self._manual, *(one for one in others if one.version != self.version)]
        return Judges(manuals, reason="as it was opened")
