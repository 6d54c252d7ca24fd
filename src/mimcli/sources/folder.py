"""A folder that holds a MiM, itself or further down.

Links are never followed, because they could lead out of the folder or in a circle. One among the
files that questions need is refused; one under `External Documents/` is left out, as is any file
there whose name cannot be kept on every system. Folders of version control are passed over.
"""

import os
import stat
import threading
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from mimcli.errors import SourceError
from mimcli.sources.directory import MAX_ENTRIES, MAX_FILE_BYTES, MAX_TOTAL_BYTES
from mimcli.sources.interface import LeftOut, SourceFile, fingerprint_of, is_rest
from mimcli.sources.names import clash_words, portability_fault, printable, twins
from mimcli.sources.roots import Root, no_mim, one_of

MAX_SEARCHED_FOLDERS: Final = 20_000
"""Folders looked into for a MiM: ten times what a project with one vendored has. It keeps a
mistaken `/` from being walked to its end."""

VERSION_CONTROL: Final = frozenset({".git", ".hg", ".svn"})

READERS: Final = 2
"""Threads that compute checksums; more than two gain nothing on a common disk."""

_REPARSE_POINT = 0x400
"""FILE_ATTRIBUTE_REPARSE_POINT: junctions of Windows, which are links that are no symlinks."""

_READABLE_HINT = "check that you may read it"


class FolderPortion(NamedTuple):
    """Some files of a folder."""

    root: Path
    files: tuple[SourceFile, ...]

    def read(self) -> Iterator[tuple[SourceFile, bytes]]:
        """Yield each file, its CRC computed, and its bytes. Raises SourceError."""
        for file in self.files:
            data = _content(self.root, file)
            crc32 = zlib.crc32(data)
            if len(data) != file.size or file.crc32 not in (None, crc32):
                raise SourceError(
                    f"{printable(file.path)} changed while it was read",
                    hint="add the folder again when nothing writes to it",
                )
            yield SourceFile(file.path, len(data), crc32), data


class FolderSource:
    """A folder that holds a MiM. Satisfies `Source`."""

    is_archive = False

    def __init__(self, path: Path) -> None:
        """Find the MiM and list its files. Raises SourceError."""
        self.description = path.resolve().name or str(path)
        root = _find(path, self.description)
        self.path = path / root.prefix
        self.partial = root.partial
        found, odd = _listed(self.path, self.description)
        self._files, self.left_out = _chosen(found, odd, self.description)
        self._fingerprint: str | None = None
        self._reading = threading.Lock()

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Every file, sorted by path; with CRCs once the fingerprint was asked for."""
        return self._files

    @property
    def fingerprint(self) -> str:
        """The identity of the content. The first call reads every file."""
        with self._reading:
            if self._fingerprint is None:
                self._files = self._with_checksums()
                self._fingerprint = fingerprint_of(self._files)
            return self._fingerprint

    def read(self, path: str) -> bytes:
        """Return the content of one file. Raises SourceError, KeyError for an unknown path."""
        known = [file for file in self._files if file.path == path]
        if not known:
            raise KeyError(path)
        return next(data for _, data in self.portion(known).read())

    def portion(self, files: Sequence[SourceFile]) -> FolderPortion:
        """Return a reader of these files."""
        return FolderPortion(self.path, tuple(files))

    def check_unchanged(self) -> None:
        """Do nothing: each file is compared with its size and CRC when it is read."""

    def close(self) -> None:
        """Do nothing: no handle stays open between reads."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _with_checksums(self) -> tuple[SourceFile, ...]:
        def checked(part: int) -> list[SourceFile]:
            portion = self.portion(self._files[part::READERS])
            return [file for file, _ in portion.read()]

        with ThreadPoolExecutor(READERS) as pool:
            parts = list(pool.map(checked, range(READERS)))
        return tuple(sorted(file for part in parts for file in part))


def _content(root: Path, file: SourceFile) -> bytes:
    # Without following a link that took the file's place since the listing (where the system can).
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(f"{root}/{file.path}", flags)
        with open(handle, "rb", buffering=0) as stream:  # noqa: PTH123  (of a handle)
            return stream.read(file.size + 1)
    except OSError as error:
        raise SourceError(
            f"{printable(file.path)} cannot be read: {error.strerror or error}",
            hint=_READABLE_HINT,
        ) from None


def _find(top: Path, description: str) -> Root:
    """Return the nearest whole publication at or below `top`, else the nearest other one.

    Where there is neither, the nearest menu alone.
    """
    level = [""]
    searched = 0
    others: list[tuple[str, bool]] = []
    menus: list[tuple[str, bool]] = []
    zips: list[str] = []
    while level and searched < MAX_SEARCHED_FOLDERS:
        whole: list[str] = []
        here: list[tuple[str, bool]] = []
        alone: list[tuple[str, bool]] = []
        below: list[str] = []
        for prefix in level[: MAX_SEARCHED_FOLDERS - searched]:
            names = _names(top / prefix)
            zips += [f"{prefix}{name}" for name, _ in names if name.lower().endswith(".zip")]
            folded = {name.lower(): name for name, is_folder in names if is_folder}
            menu = "core" in folded and _has_menu(top / prefix / folded["core"])
            if menu and any(name.lower() == "index.htm" for name, _ in names):
                whole.append(prefix)
            elif "domains" in folded and _has_view(top / prefix / folded["domains"]):
                here.append((prefix, False))
            elif "schemas" in folded and _has_schema(top / prefix / folded["schemas"]):
                here.append((prefix, True))
            elif menu:
                alone.append((prefix, False))
            below += [f"{prefix}{name}/" for name in folded.values() if name[0] != "."]
        searched += len(level)
        if whole:
            return Root(one_of(whole, description), partial=False)
        others = others or here
        menus = menus or alone
        level = below
    others = others or menus
    if not others:
        raise no_mim(description, zips)
    one = one_of([prefix for prefix, _ in others], description)
    return Root(one, partial=dict(others)[one])


def _names(folder: Path) -> list[tuple[str, bool]]:
    """Return the names in a folder and whether each is a folder; none if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [(entry.name, _is_folder(entry)) for entry in entries]
    except OSError:
        return []


def _has_menu(core: Path) -> bool:
    return any(name.lower() == "contents.htm" for name, _ in _names(core))


def _has_schema(folder: Path) -> bool:
    return any(name.lower().endswith(".xsd") for name, _ in _names(folder))


def _has_view(domains: Path) -> bool:
    """Return whether a folder of domains has a tabular view in one of them."""
    for name, is_folder in _names(domains):
        inner = (
            {n.lower(): n for n, folder in _names(domains / name) if folder} if is_folder else {}
        )
        if "tabular view" in inner:
            views = _names(domains / name / inner["tabular view"])
            if any("-noedit.htm" in view.lower() for view, _ in views):
                return True
    return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and not _is_junction(entry)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    if os.name != "nt":
        return False
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & _REPARSE_POINT)


def _listed(root: Path, description: str) -> tuple[list[SourceFile], list[LeftOut]]:
    """Return the regular files below `root`, and whatever else lies there."""
    files: list[SourceFile] = []
    odd: list[LeftOut] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(root / prefix) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    status = entry.stat(follow_symlinks=False)
                    if _is_folder(entry):
                        if entry.name not in VERSION_CONTROL:
                            waiting.append(f"{path}/")
                    elif stat.S_ISREG(status.st_mode):
                        files.append(SourceFile(path, status.st_size))
                    else:
                        odd.append(LeftOut(path, "is a link or a special file"))
        except OSError as error:
            where = printable(prefix) or description
            raise SourceError(
                f"{where} cannot be read: {error.strerror or error}", hint=_READABLE_HINT
            ) from None
        if len(files) > MAX_ENTRIES:
            raise SourceError(
                f"{description} has more than {MAX_ENTRIES:,} files",
                hint="this is no publication of the MiM; if it holds one, add only its folder",
            )
    return files, odd


def _chosen(
    found: list[SourceFile], odd: list[LeftOut], description: str
) -> tuple[tuple[SourceFile, ...], tuple[LeftOut, ...]]:
    """Divide the files into those that are taken and those that are left out."""
    found.sort(key=lambda file: (is_rest(file.path), file.path))
    clashes = twins(file.path for file in found)
    files: list[SourceFile] = []
    left_out = [fault for fault in odd if is_rest(fault.path)]
    faults = [fault for fault in odd if not is_rest(fault.path)]
    for file in found:
        reason = portability_fault(file.path)
        if reason is None and file.size > MAX_FILE_BYTES:
            reason = f"has {file.size:,} bytes; the limit is {MAX_FILE_BYTES:,}"
        if reason is None and file.path in clashes:
            reason = clash_words(file.path, clashes[file.path])
        if reason is None:
            files.append(file)
        elif is_rest(file.path):
            left_out.append(LeftOut(file.path, reason))
        else:
            faults.append(LeftOut(file.path, reason))
    if faults:
        raise SourceError(
            f"{description} cannot be kept: {printable(faults[0].path)} {faults[0].reason}",
            hint="remove or rename it, then add the folder again",
        )
    if sum(file.size for file in files) > MAX_TOTAL_BYTES:
        raise SourceError(
            f"{description} has more than {MAX_TOTAL_BYTES:,} bytes",
            hint="this is no publication of the MiM; if it holds one, add only its folder",
        )
    return tuple(sorted(files)), tuple(sorted(left_out))
