"""A schema with all that it includes, in a folder or a zip, so that it compiles where it lies.

The files keep their names and relative places, and their bytes, but for one thing: where a file
refers to another in a letter case that is not the file's own, or with backslashes, the copy's
`schemaLocation` is corrected, as the reference would lead nowhere on a case-sensitive disk.
"""

import io
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from mimcli.errors import InputError, UsageError
from mimcli.files import write_atomically

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""One date for all, so that the same bundle is the same bytes."""
_LOCATION = re.compile(rb"""(\bschemaLocation\s*=\s*)(["'])([^"'<>]*)\2""")


def write_bundle(tree: Path, paths: Iterable[str], target: Path) -> int:
    """Copy files of the publication to a new folder, or into a `.zip`; return how many.

    A zip must not exist, and a folder that does must be empty. Nothing is left behind when it
    fails: UsageError for a target in the way, InputError for one that cannot be written.
    """
    wanted = sorted(paths)
    spellings = {path.lower(): path for path in wanted}
    documents = {path: _read(tree, path, spellings) for path in wanted}
    write_documents(documents, target)
    return len(wanted)


def write_documents(documents: Mapping[str, bytes], target: Path) -> None:
    """Write files to a new folder, or into a `.zip`; as `write_bundle` does."""
    if target.suffix.lower() == ".zip":
        _write_zip(documents, target)
    else:
        _write_folder(documents, target)


def corrected(path: str, data: bytes, paths: Mapping[str, str]) -> bytes:
    """Return a schema with each `schemaLocation` spelt as the file that it means.

    `path` is the schema's own, `paths` the bundle's files: lower-cased to their own spelling.
    """

    def spelt(match: re.Match[bytes]) -> bytes:
        location = match[3].decode("utf-8", "replace").strip()
        folder = posixpath.dirname(path)
        if posixpath.normpath(posixpath.join(folder, location)) in paths.values():
            return match[0]
        meant = posixpath.join(folder, unquote(location).replace("\\", "/"))
        own = paths.get(posixpath.normpath(meant).lower())
        if own is None:
            return match[0]
        return match[1] + match[2] + posixpath.relpath(own, folder or ".").encode() + match[2]

    return _LOCATION.sub(spelt, data)


def _read(tree: Path, path: str, paths: Mapping[str, str]) -> bytes:
    return corrected(path, tree.joinpath(*path.split("/")).read_bytes(), paths)


def _write_zip(documents: Mapping[str, bytes], target: Path) -> None:
    if target.exists():
        raise UsageError(f"{target} exists", hint="name a new file, or remove that one first")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in documents.items():
            entry = zipfile.ZipInfo(path, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    parents = [one for one in (target.parent, *target.parent.parents) if not one.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, buffer.getvalue())
    except (OSError, InputError) as error:
        _remove_empty(parents)
        if isinstance(error, InputError):
            raise
        raise InputError(f"cannot write {target}: {error.strerror}") from None


def _write_folder(documents: Mapping[str, bytes], target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            f"{target} exists and is not an empty folder",
            hint="name a new folder, or a file that ends in .zip",
        )
    parents = [one for one in (target.parent, *target.parent.parents) if not one.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mim-", dir=target.parent) as staged:
            whole = Path(staged) / "bundle"
            for path, data in documents.items():
                place = whole.joinpath(*path.split("/"))
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            if target.exists():
                target.rmdir()
            whole.replace(target)
    except OSError as error:
        _remove_empty(parents)
        raise InputError(f"cannot write {target}: {error.strerror}") from None


def _remove_empty(folders: Iterable[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
