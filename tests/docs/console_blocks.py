"""Console sessions in Markdown pages: found, run as a reader would, compared, brought up to date.

A session is a fenced block `console` below a comment that says what it runs against:

    <!-- console: empty -->     no MiM in the cache; the bundled catalogue answers
    <!-- console: real -->      the real publication is in the cache
    <!-- console: versions -->  beside it the schemas of 6.3.01 and 4.2.00
    <!-- console: partial -->   a cache of the page's own, and the zips of those schemas at hand
    <!-- console: fresh -->     a cache of the page's own, empty at its top, and the real zip at hand
    <!-- console: not run, WHY -->

Lines that begin with `$ ` are commands (a backslash at the end continues one), the lines below are
what they print on a terminal. A line `...` stands for any lines, `...` in a line for any text.
A command that ends with another exit code than 0 is followed by `$ echo $?`. What a page takes for
granted is made by comments of their own, before its first session: <!-- setup: COMMAND -->.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KINDS = ("empty", "real", "versions", "partial", "fresh")
ELLIPSIS = "..."
_FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"<!-- console: ([^>]+?) -->\n$")
_SETUP = re.compile(r"^<!-- setup: (.+) -->$", re.MULTILINE)
_SHELL = re.compile(r"[|<>;&$`*?~]|^#")
_LAID_OUT = {
    "list-domains",
    "show",
    "which",
    "table",
    "explain",
    "vocab",
    "oid",
    "datatype",
    "uses",
    "search",
    "example",
    "flow",
    "audit",
    "validate",
    "diff",
    "retired",
    "add",
    "versions",
    "use",
    "remove",
    "cache size",
    "cache verify",
    "cache prune",
}
"""Commands that lay their answer out on a terminal (the rest print lines or documents)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command and what the page says it prints."""

    command: str
    shown: str
    """The command as the page has it, with its prompt."""
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One session."""

    kind: str
    """One of KINDS, `not run, WHY`, or empty where the comment is missing."""
    text: str
    steps: tuple[Step, ...]


def pages() -> list[Path]:
    """Return the README, the contributors' page and every page of docs/."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in found if path.is_file()]


def blocks_of(text: str) -> list[Block]:
    """Return a page's sessions."""
    found = []
    for fence in _FENCE.finditer(text):
        mark = _MARK.search(text, 0, fence.start())
        found.append(Block(mark[1] if mark else "", fence[1], _steps(fence[1])))
    return found


def setup_of(text: str) -> list[str]:
    """Return the commands that make what a page takes for granted."""
    return _SETUP.findall(text)


def _steps(text: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    for line in text.splitlines():
        if steps and steps[-1].shown.endswith("\\"):
            last = steps.pop()
            steps.append(Step(last.command[:-1] + line.strip(), f"{last.shown}\n{line}", ()))
        elif line.startswith("$ "):
            steps.append(Step(line[2:], line, ()))
        else:
            assert steps, f"output without a command: {line!r}"
            last = steps.pop()
            steps.append(Step(last.command, last.shown, (*last.expected, line)))
    return tuple(steps)


def arguments_of(command: str) -> list[str] | None:
    """Return the arguments of a plain call of `mim`; None for what needs a shell."""
    if _SHELL.search(command.replace("'", "").replace('"', "")):
        return None
    words = shlex.split(command)
    if not words or words[0] != "mim":
        return None
    return [*words[1:], *_terminal_format(words[1:])]


def _terminal_format(words: list[str]) -> list[str]:
    """Return the option that makes a pipe look like a terminal, where that differs."""
    chosen = {"-f", "--format", "--json", "-o", "--output", "-h", "--help", "--version"}
    lines = {"--path", "--xpath", "--print"}
    if (chosen | lines) & set(words):
        return []
    plain = [word for word in words if not word.startswith("-")]
    if plain[0] == "example" and plain[2:]:
        return []
    laid_out = " ".join(plain[:1]) in _LAID_OUT or " ".join(plain[:2]) in _LAID_OUT
    return ["--format", "text"] if laid_out or "--bundle" in words else []


def matches(expected: tuple[str, ...], printed: str) -> bool:
    """Tell whether a command printed what its page shows."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == ELLIPSIS else _line_pattern(line) for line in expected
    )
    return re.fullmatch(pattern, _trimmed(printed)) is not None


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(piece) for piece in line.rstrip().split(ELLIPSIS)) + r"\n"


def _trimmed(printed: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


def refreshed(expected: tuple[str, ...], printed: str) -> list[str]:
    """Return what a page should show: what was printed, left out where the page leaves out."""
    lines = _trimmed(printed).splitlines()
    if ELLIPSIS not in [line.strip() for line in expected]:
        return _with_gaps(expected, lines)
    marks = [at for at, line in enumerate(expected) if line.strip() == ELLIPSIS]
    head, tail = expected[: marks[0]], expected[marks[-1] + 1 :]
    first = _with_gaps(head, lines[: len(head)])
    last = _with_gaps(tail, lines[len(lines) - len(tail) :]) if tail else []
    return [*first, expected[marks[0]], *last]


def _with_gaps(expected: tuple[str, ...], lines: list[str]) -> list[str]:
    """Return the lines, as the page has them where its gaps still fit."""
    kept = dict(enumerate(expected))
    return [
        kept[at] if at in kept and re.fullmatch(_line_pattern(kept[at]), line + "\n") else line
        for at, line in enumerate(lines)
    ]
