"""Which names of files can be trusted, and which can be kept on every operating system."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

MAX_PATH_LENGTH = 1000
"""Characters; the longest path of a publication has some 160."""

MAX_NAME_BYTES = 255
"""What the common file systems take for one component."""

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [port + digit for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORBIDDEN = re.compile(r'[\\:<>"|?*\x00-\x1f\x7f]')
_DRIVE = re.compile(r"[A-Za-z]:")


def escape_fault(name: str) -> str | None:
    """Say how a name could leave the folder that it is unpacked into; None if it could not.

    `name` is an archive's raw name; one that ends with `/` is a folder.
    """
    fault = None
    if "\0" in name:
        fault = "has a NUL in its name"
    elif "\\" in name:
        fault = "has a backslash in its name"
    elif name.startswith("/"):
        fault = "has an absolute name"
    elif _DRIVE.match(name):
        fault = "has a drive letter in its name"
    elif ".." in name and ".." in name.split("/"):
        fault = "has '..' in its name"
    return fault


def portability_fault(path: str) -> str | None:
    """Say why a file's relative path cannot be kept on every system; None if it can."""
    if len(path) > MAX_PATH_LENGTH:
        return "has too long a path"
    folder, slash, name = path.rpartition("/")
    return _name_fault(name) or (_folder_fault(folder) if slash else None)


@lru_cache(maxsize=4096)  # tens of thousands of files share some hundred folders
def _folder_fault(folder: str) -> str | None:
    faults = (_name_fault(name) for name in folder.split("/"))
    return next((fault for fault in faults if fault), None)


def _name_fault(name: str) -> str | None:
    """Say why one component of a path cannot be kept on every system."""
    fault = None
    if name in ("", ".", ".."):
        fault = "has an empty or dotted component in its path"
    elif _FORBIDDEN.search(name):
        fault = "has a character in its name that Windows refuses"
        if _CONTROL.search(name):
            fault = "has a control character in its name"
    elif name[-1] in " .":
        fault = "has a name that ends with a dot or a blank"
    elif name.partition(".")[0].rstrip().lower() in _DEVICES:
        fault = "has a name that Windows keeps for a device"
    elif not name.isascii() and not _is_text(name):
        fault = "has a name that is not Unicode"
    elif len(name) * 4 > MAX_NAME_BYTES and len(name.encode("utf-8")) > MAX_NAME_BYTES:
        fault = "has too long a name"
    return fault


def fold(path: str) -> str:
    """Return the form in which two names are one on a disk that ignores case."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", path).casefold()


def clash_words(path: str, other: str) -> str:
    """Say why a path cannot lie beside an earlier one that it clashes with (see `twins`)."""
    shown = printable(other)
    if path == other:
        return "is there twice"
    if path.startswith(f"{other}/") or other.startswith(f"{path}/"):
        return f"and {shown} cannot both be there: one is a file and a folder at once"
    if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other):
        return f"has the same name as {shown}, with its accents written in another way"
    return f"clashes with {shown} on a disk that ignores case"


def twins(paths: Iterable[str]) -> dict[str, str]:
    """Return, for each path that cannot lie beside an earlier one, that earlier path.

    That is: the same path twice, paths that differ by case only (their folders' names too),
    and a path that is both a file and a folder.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {"": ""}
    clashes: dict[str, str] = {}
    for path in paths:
        folded = fold(path)
        if folded in seen:
            clashes[path] = seen[folded]
            continue
        clash = _folder_clash(path.rpartition("/")[0], folders, seen)
        if clash is None and folded in folders:
            clash = folders[folded]
        if clash is not None:
            clashes[path] = clash
            continue
        seen[folded] = path
    return clashes


def printable(name: str) -> str:
    """Return a name for an error message: nothing in it moves a cursor, and it stays short."""
    shown = "".join(character if character.isprintable() else "?" for character in name)
    return shown if len(shown) <= MAX_SHOWN else "…" + shown[-MAX_SHOWN:]


MAX_SHOWN = 120
"""Characters of a name that an error message shows."""


def _folder_clash(folder: str, folders: dict[str, str], files: dict[str, str]) -> str | None:
    """Note a folder and those above it; return what it clashes with."""
    while folder:
        folded = fold(folder)
        known = folders.get(folded)
        if known is not None:
            return None if known == folder else known
        if folded in files:
            return files[folded]
        folders[folded] = folder
        folder = folder.rpartition("/")[0]
    return None


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
