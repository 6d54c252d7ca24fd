"""The console script `mim`, also `python -m mimcli`."""

import gc
import sys

_YOUNG = 50_000
"""New objects before Python looks for unreachable cycles among them; its own number is 700.

A question makes some 100,000 objects that live to its end, and hardly a cycle: looking for them
takes 5 ms of the 80 of `mim show PDS`, and a last time at the exit, unless they are frozen, 10 ms.
"""


def main() -> None:
    """Run the program on the process's arguments and exit."""
    gc.set_threshold(_YOUNG)
    from mimcli.cli.app import run  # noqa: PLC0415  (worker processes import this module too)

    code = run()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
