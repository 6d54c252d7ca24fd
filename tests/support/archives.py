"""Archives of a folder, as people zip a publication: at the top, in a folder, folders deep."""

import zipfile
from pathlib import Path

LONG_AGO = (2031, 1, 2, 3, 4, 6)
"""Every entry's time stamp, so that the same folder gives the same bytes."""


def zip_folder(
    folder: Path,
    target: Path,
    *,
    top: str = "Some Top Folder",
    compression: int = zipfile.ZIP_DEFLATED,
    folders: bool = False,
) -> Path:
    """Zip what is in `folder` as `top/...` and return the archive's path.

    `top` may be empty (no top folder) or several folders deep (`nested(3)`). `folders`: entries
    for the folders too, as some programs write them.
    """
    with zipfile.ZipFile(target, "w", compression) as archive:
        for path in sorted(folder.rglob("*")):
            name = "/".join(part for part in (top, path.relative_to(folder).as_posix()) if part)
            if path.is_dir():
                if folders:
                    archive.writestr(zipfile.ZipInfo(f"{name}/", LONG_AGO), b"")
                continue
            add_entry(archive, name, path.read_bytes(), compression)
    return target


def add_entry(
    archive: zipfile.ZipFile, name: str, data: bytes, compression: int = zipfile.ZIP_DEFLATED
) -> None:
    """Add an entry whose name is taken as it is (`..`, backslashes and all)."""
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.filename = name
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def add_link(archive: zipfile.ZipFile, name: str, target: str) -> None:
    """Add a symbolic link."""
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, target.encode())


def nested(depth: int) -> str:
    """A `top` that many folders deep."""
    return "/".join(f"Level {number}" for number in range(1, depth + 1))


def zip_in_zip(inner: Path, target: Path, *, name: str = "publication.zip") -> Path:
    """An archive that holds another archive; return its path."""
    with zipfile.ZipFile(target, "w") as archive:
        add_entry(archive, name, inner.read_bytes(), zipfile.ZIP_STORED)
    return target
