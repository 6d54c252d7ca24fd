"""What git would leave out of a folder: `.gitignore` files at every level, `.git/info/exclude`.

The patterns are matched by `pathspec`. Three things differ from git. The user's own file
(`core.excludesFile`) is not read, so that a check answers the same on every machine; a file that
is tracked although a rule ignores it counts as ignored, since the repository's index is not read;
and where a line takes back in what an earlier one left out, `pathspec` and git differ in a few
cases (`folder/**` leaves out the folder itself; `name` and then `!/name`).
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".gitignore"
REPOSITORY = ".git"
_MAX_BYTES = 4 * 1024 * 1024
"""No ignore file comes near this; what is beyond it is not read."""


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The rules in force in one folder, weakest first, each with the folder it starts from."""

    levels: "tuple[tuple[str, GitIgnoreSpec], ...]" = ()
    """(folder relative to the root of the rules, with `/` at its end, or empty; its patterns)."""

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Return whether a path, relative to the root of the rules and with `/`, is left out.

        The folders above it must have been asked about before: nothing below an ignored
        folder can be taken back in.
        """
        for base, patterns in reversed(self.levels):
            verdict = patterns.check_file(path[len(base) :] + "/" * folder).include
            if verdict is not None:
                return verdict
        return False

    def with_file(self, file: Path, base: str) -> "IgnoreRules":
        """Return these rules and, stronger, those of an ignore file; as they are if it has none.

        Raises OSError if the file cannot be read.
        """
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES)
        return IgnoreRules((*self.levels, (base, _patterns(data))))

    def with_file_of(self, folder: Path, base: str) -> "IgnoreRules":
        """Return these rules and those of a folder's own ignore file, if it has one.

        Git follows no link for its rules. Raises OSError if the file cannot be read.
        """
        file = folder / IGNORE_FILE
        return self if file.is_symlink() or not file.is_file() else self.with_file(file, base)


@cache
def _patterns(data: bytes) -> "GitIgnoreSpec":
    """Return the patterns of an ignore file; of two that match a path, the later one decides."""
    # Loaded here because only a check of a folder needs it (15 ms).
    from pathspec import GitIgnoreSpec  # noqa: PLC0415
    from pathspec.patterns.gitignore import GitIgnorePatternError  # noqa: PLC0415

    lines = []
    for line in data.decode("utf-8-sig", "surrogateescape").split("\n"):
        text = line.removesuffix("\r")
        try:
            GitIgnoreSpec.from_lines([text])
        except GitIgnorePatternError:  # git passes over such a line too
            continue
        if text.strip() not in ("/", "!/"):  # matches nothing in git, everything in pathspec
            lines.append(text)
    return GitIgnoreSpec.from_lines(lines)


def repository_root(folder: Path) -> Path | None:
    """Return the nearest folder, from this absolute one upwards, that is a repository's top."""
    tops = (above for above in (folder, *folder.parents) if os.path.lexists(above / REPOSITORY))
    return next(tops, None)


def repository_rules(root: Path) -> IgnoreRules:
    """Return the rules of a repository's `info/exclude` (weaker than any `.gitignore`).

    Raises OSError if there is such a file and it cannot be read.
    """
    exclude = _common_folder(root) / "info" / "exclude"
    return IgnoreRules().with_file(exclude, "") if exclude.is_file() else IgnoreRules()


def _common_folder(root: Path) -> Path:
    """Return a repository's own folder; in a worktree or submodule, `.git` is a file."""
    folder = root / REPOSITORY
    if folder.is_file():
        folder = root / _first_line(folder).removeprefix("gitdir:").strip()
    common = folder / "commondir"
    return folder / _first_line(common) if common.is_file() else folder


def _first_line(file: Path) -> str:
    with file.open("rb") as stream:
        return os.fsdecode(stream.readline(_MAX_BYTES).strip())
