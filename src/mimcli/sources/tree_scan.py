"""The files of a folder that a check has to look into, in an order that never changes."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mimcli.model.retirement_check import ScanProblem
from mimcli.sources.gitignore import (
    IGNORE_FILE,
    REPOSITORY,
    IgnoreRules,
    repository_root,
    repository_rules,
)


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file to look into."""

    path: str
    """As it is shown: the folder as it was given, with `/`."""
    location: str
    """As the operating system opens it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder on the way, or a file in it."""

    shown: str
    location: str
    relative: str
    """To the root of the rules, with `/`; empty for the root itself."""
    rules: IgnoreRules


def walk_files(folder: str) -> Iterator[TreeFile | ScanProblem]:
    """Yield the files below a folder by name, depth first, and what could not be read.

    Left out are what git would leave out (of a repository whose part the folder is, too),
    repositories' own folders, links, and what is neither file nor folder. A folder that is
    itself ignored was asked for by name: only the rules within it hold.
    """
    shown = folder.replace(os.sep, "/").rstrip("/")
    shown = "" if shown in {".", ""} and not folder.startswith(os.sep) else shown + "/"
    try:
        relative, rules = _rules_above(Path(folder).absolute())
    except OSError as error:
        yield ScanProblem(folder, f"the ignore rules above it cannot be read: {_reason(error)}")
        relative, rules = "", IgnoreRules()
    # A stack, not recursion: how deep a tree is must not matter.
    stack: list[_Place | TreeFile] = [_Place(shown, folder, relative, rules)]
    while stack:
        place = stack.pop()
        if isinstance(place, TreeFile):
            yield place
            continue
        try:
            with os.scandir(place.location) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield ScanProblem(place.shown.rstrip("/") or ".", _reason(error))
            continue
        try:
            place = _with_own_rules(place, {entry.name for entry in found})
        except OSError as error:
            yield ScanProblem(f"{place.shown}{IGNORE_FILE}", _reason(error))
        stack.extend(reversed([*_below(place, found)]))


def _rules_above(folder: Path) -> tuple[str, IgnoreRules]:
    """Return a folder's path within its repository, and the rules of the folders above it."""
    folder = Path(os.path.normpath(folder))
    root = repository_root(folder)
    if root is None:
        return "", IgnoreRules()
    rules, relative = repository_rules(root), ""
    for name in folder.relative_to(root).parts:
        rules = rules.with_file_of(root / relative, relative)
        relative += name
        if rules.ignores(relative, folder=True):
            return "", IgnoreRules()
        relative += "/"
    return relative, rules


def _with_own_rules(place: _Place, names: set[str]) -> _Place:
    """Return a folder with the rules that it adds; a repository within starts afresh."""
    rules, relative = place.rules, place.relative
    if REPOSITORY in names and relative:
        rules, relative = repository_rules(Path(place.location)), ""
    if IGNORE_FILE in names:
        rules = rules.with_file_of(Path(place.location), relative)
    return _Place(place.shown, place.location, relative, rules)


def _below(place: _Place, entries: list[os.DirEntry[str]]) -> Iterator[_Place | TreeFile]:
    """Yield the files and folders directly below a folder that are to be looked into."""
    for entry in entries:
        if entry.name.lower() == REPOSITORY or entry.is_symlink():
            continue
        relative, shown = place.relative + entry.name, place.shown + entry.name
        folder = entry.is_dir(follow_symlinks=False)
        if not folder and not entry.is_file(follow_symlinks=False):
            continue
        if place.rules.levels and place.rules.ignores(relative, folder=folder):
            continue
        if not folder:
            yield TreeFile(shown, entry.path)
        elif not _is_junction(entry):
            yield _Place(f"{shown}/", entry.path, f"{relative}/", place.rules)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Return whether a folder is a mount point on Windows, which may lead back up the tree."""
    if os.name != "nt":
        return False
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
