"""The console script `mim`, also `python -m mimcli`."""

import atexit
import gc
import os
import sys
from typing import NoReturn

_YOUNG = 50_000
"""New objects before Python looks for unreachable cycles among them; its own number is 700.

A question makes some 100,000 objects that live to its end, and hardly a cycle: looking for them
takes 5 ms of the 80 of `mim show PDS`.
"""


def main() -> NoReturn:
    """Run the program on the process's arguments and exit."""
    gc.set_threshold(_YOUNG)
    from mimcli.cli.app import run  # noqa: PLC0415  (worker processes import this module too)

    _leave(run())


def _leave(code: int) -> NoReturn:
    """End the process, and let the system take its memory back as a whole.

    Python would let go of each object first, which takes 3 ms of `mim show PDS` and 10 of a new
    message or of a thousand checked ones. What has to be done at the end is done all the same; and
    who measures the program, or still has a thread at work, has an end as Python makes it.
    """
    threading = sys.modules.get("threading")
    watched = sys.gettrace() is not None or sys.getprofile() is not None
    if watched or (threading is not None and threading.active_count() > 1):
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001  (Python calls it at its own end, too)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
