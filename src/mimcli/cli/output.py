"""Where an answer goes: stdout, a pager, or a file written whole or not at all."""

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mimcli.cli.settings import Settings
from mimcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mimcli.cli.session import Session
    from mimcli.render.answer import Answer


def is_terminal() -> bool:
    """Return whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def format_of(settings: Settings) -> str:
    """Return the format to use: as asked, else text on a terminal, tsv in a pipe or a file."""
    if settings.format:
        return settings.format
    return "text" if is_terminal() and settings.output is None else "tsv"


def write_text(text: str, settings: Settings) -> None:
    """Write a whole answer to stdout, or to the file that `--output` names."""
    write_bytes(text.encode("utf-8", "backslashreplace"), settings)


def write_bytes(data: bytes, settings: Settings) -> None:
    """Write bytes as they are: a schema, or an answer in UTF-8.

    When the reader of a pipe has had enough (`| head`), the rest is dropped and nothing is said:
    the answer is the same, and so is the exit code. Raises InputError when it cannot be written.
    """
    if settings.output not in (None, Path("-")):
        from mimcli.files import write_atomically  # noqa: PLC0415  (only with --output)

        write_atomically(Path(settings.output), data)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        from mimcli.cli.streams import discard_stdout, is_closed_pipe  # noqa: PLC0415  (seldom)

        discard_stdout()
        if not is_closed_pipe(error):
            raise


def keep_inputs(settings: Settings, inputs: "Iterable[str]") -> None:
    """Raise UsageError if the file that `--output` names is one of the inputs (paths).

    What is no plain file, a terminal or /dev/null, has nothing to lose.
    """
    if settings.output in (None, Path("-")):
        return
    target = _identity(settings.output)
    if target is None:
        return
    for path in dict.fromkeys(inputs):
        if _identity(path) == target:
            raise UsageError(
                f"--output names {path}, which is read: it would be overwritten",
                hint="name another file",
            )


def _identity(path: "str | os.PathLike[str]") -> tuple[int, int] | None:
    """Return what tells a plain file from all others, whatever path leads to it."""
    try:
        found = os.stat(path)  # noqa: PTH116  (thousands of paths, as they were given)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def write_value(answer: "Answer", session: "Session", style: str | None = None) -> None:
    """Write an answer for people: laid out for the terminal, paged when it is long."""
    from mimcli.cli.terminal import screen_of  # noqa: PLC0415  (text only)
    from mimcli.render.text import render_text  # noqa: PLC0415  (text only)

    screen = screen_of(session)
    text = render_text(answer, screen, style)
    if screen.interactive and not session.settings.no_pager:
        from mimcli.cli.pager import is_longer, page  # noqa: PLC0415  (terminals only)

        if is_longer(text, screen.width, screen.height) and page(text, os.environ):
            return
    write_text(text, session.settings)
