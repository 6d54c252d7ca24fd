"""A pager for answers that are longer than the terminal, as git does it."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping

from mimcli.environment import MIM_PAGER, PAGER


def pager_command(environment: Mapping[str, str]) -> list[str] | None:
    """Return the pager's command line; None when the user wants none, or there is none."""
    for variable in (MIM_PAGER, PAGER):
        if variable in environment:
            wanted = environment[variable].strip()
            return None if wanted in ("", "cat") else shlex.split(wanted)
    found = shutil.which("less")
    return [found] if found else None


def page(text: str, environment: Mapping[str, str]) -> bool:
    """Show text in the pager; return False when it could not be started."""
    command = pager_command(environment)
    if command is None:
        return False
    # As git does: quit if it fits one screen, keep colours, leave the text on the screen.
    settings = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8", **environment}
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=settings)  # noqa: S603
    except OSError:
        return False
    try:
        process.communicate(text.encode("utf-8", "backslashreplace"))
    except BrokenPipeError:
        process.wait()
    except KeyboardInterrupt:
        # The pager has the terminal and handles Ctrl-C itself; it ends when the user says so.
        process.wait()
    return True
