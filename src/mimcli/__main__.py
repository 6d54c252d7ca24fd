"""The console script `mim`, also `python -m mimcli`."""

import sys


def main() -> None:
    """Run the program on the process's arguments and exit."""
    from mimcli.cli.app import run  # noqa: PLC0415  (worker processes import this module too)

    sys.exit(run())


if __name__ == "__main__":
    main()
