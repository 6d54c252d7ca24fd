"""Which names of files can be trusted, and which can be kept on every operating system."""

import re
import unicodedata
from collections.abc import Iterable

MAX_PATH_LENGTH = 1000
"""Characters; the longest path of a publication has some 160."""

MAX_NAME_BYTES = 255
"""What the common file systems take for one component."""

_RESERVED = r"con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]"

_SUSPECT = re.compile(
    r"""[\\:<>"|?*\x00-\x1f\x7f]            # never in a file name of Windows
    | (?:^|/)(?:\.{0,2})(?:/|$)             # empty, '.' and '..' components
    | [ .](?:/|$)                           # Windows drops these from the end of a name
    | (?:^|/)(?:%s)[ ]*(?:[./]|$)           # devices of Windows, with any extension
    """
    % _RESERVED,
    re.IGNORECASE | re.VERBOSE,
)
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICE = re.compile(rf"(?:^|/)(?:{_RESERVED}) *(?:[./]|$)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')


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
    fault = None
    if len(path) > MAX_PATH_LENGTH:
        fault = "has too long a path"
    elif not path.isascii() and not _is_text(path):
        fault = "has a name that is not Unicode"
    elif _is_long_name(path):
        fault = "has too long a name"
    elif not _SUSPECT.search(path):
        fault = None
    elif _CONTROL.search(path):
        fault = "has a control character in its name"
    elif _DEVICE.search(path):
        fault = "has a name that Windows keeps for a device"
    elif _FORBIDDEN.search(path):
        fault = "has a character in its name that Windows refuses"
    elif "" in path.split("/") or "." in path.split("/"):
        fault = "has an empty component in its path"
    else:
        fault = escape_fault(path) or "has a name that ends with a dot or a blank"
    return fault


def fold(path: str) -> str:
    """Return the form in which two names are one on a disk that ignores case."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", path).casefold()


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


def _is_long_name(path: str) -> bool:
    if len(path) <= MAX_NAME_BYTES and path.isascii():
        return False
    names = path.split("/")
    return any(len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES for name in names)
