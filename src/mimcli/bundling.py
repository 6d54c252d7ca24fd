"""A schema with all that it includes, in a folder or a zip, relative paths intact."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from mimcli.errors import InputError, UsageError
from mimcli.files import write_atomically

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""One date for all, so that the same bundle is the same bytes."""


def write_bundle(tree: Path, paths: Iterable[str], target: Path) -> int:
    """Copy files of the publication to a new folder, or into a `.zip`; return how many.

    A folder that exists must be empty. Nothing is left behind when it fails: UsageError for a
    target in the way, InputError for one that cannot be written.
    """
    wanted = list(paths)
    if target.suffix.lower() == ".zip":
        _write_zip(tree, wanted, target)
    else:
        _write_folder(tree, wanted, target)
    return len(wanted)


def _write_zip(tree: Path, paths: list[str], target: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(paths):
            entry = zipfile.ZipInfo(path, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, tree.joinpath(*path.split("/")).read_bytes())
    write_atomically(target, buffer.getvalue())


def _write_folder(tree: Path, paths: list[str], target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            f"{target} exists and is not an empty folder",
            hint="name a new folder, or a file that ends in .zip",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mim-", dir=target.parent) as staged:
            whole = Path(staged) / "bundle"
            for path in paths:
                place = whole.joinpath(*path.split("/"))
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(tree.joinpath(*path.split("/")), place)
            if target.exists():
                target.rmdir()
            whole.replace(target)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from None
