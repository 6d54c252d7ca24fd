"""A pager for answers that are longer than the terminal, as git does it."""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from mimcli.environment import MIM_PAGER, PAGER

_ESCAPES = re.compile(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;]*m")
_LINKS = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_OLDEST_LESS_WITH_LINKS = 566


def is_longer(text: str, width: int, height: int) -> bool:
    """Return whether text takes more lines than the terminal has, the prompt's line apart."""
    lines = 0
    for line in text.split("\n"):
        # Colours and links take no room; a line that is too long is folded by the terminal.
        shown = len(_ESCAPES.sub("", line)) if len(line) > width else 0
        lines += max(1, -(-shown // width))
        if lines > height:
            return True
    return False


def pager_command(environment: Mapping[str, str]) -> list[str] | None:
    """Return the pager's command line; None when the user wants none, or there is none."""
    if environment.get("TERM") == "dumb":
        return None
    for variable in (MIM_PAGER, PAGER):
        if variable in environment:
            wanted = environment[variable].strip()
            return None if wanted in ("", "cat") else _words(wanted)
    found = shutil.which("less")
    return [found] if found else None


def _words(command: str) -> list[str] | None:
    if os.name == "nt":  # a backslash there is part of a path
        return [word.strip('"') for word in shlex.split(command, posix=False)]
    try:
        return shlex.split(command)
    except ValueError:  # a quotation mark without its fellow
        return None


def page(text: str, environment: Mapping[str, str]) -> bool:
    """Show text in the pager; return False when there is none, or it could not be started."""
    command = pager_command(environment)
    if not command:
        return False
    # As git does: quit if it fits one screen, keep colours, leave the text on the screen.
    settings = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8", **environment}
    if "\x1b]8;" in text and not _shows_links(command):
        text = _LINKS.sub("", text)
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=settings)  # noqa: S603
    except (OSError, ValueError):
        return False
    with _left_to_the_pager(), suppress(BrokenPipeError, OSError):
        process.communicate(text.encode("utf-8", "backslashreplace"))
    process.wait()
    return True


def _shows_links(command: list[str]) -> bool:
    """Return whether the pager is a `less` that passes OSC 8 links on; older ones print them."""
    if Path(command[0]).stem != "less":
        return False
    try:
        told = subprocess.run([command[0], "--version"], capture_output=True, check=False).stdout  # noqa: S603
    except OSError:
        return False
    version = re.match(rb"less (\d+)", told)
    return version is not None and int(version[1]) >= _OLDEST_LESS_WITH_LINKS


@contextmanager
def _left_to_the_pager() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which has the terminal and goes on until the user quits it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
