"""Small publications of our own as zips and folders, sound ones and ones with a single fault."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

SMALL: dict[str, bytes] = {
    "Index.htm": b"<html><title>MIM 1.2.03</title></html>",
    "Core/Contents.htm": b"<html><body>" + b"menu " * 300 + b"</body></html>",
    "Core/footer.htm": b"<html>Version : 1.2.03</html>",
    "Domains/Tea/Document files/Tea IM.htm": b"<html>" + bytes(range(256)) * 30 + b"</html>",
    "Schemas/TEAS_IN000001UK01.xsd": b"<schema/>" * 40,
    "dt/types.xsd": b"<schema/>",
    "External Documents/Exports/EA1.htm": b"<html>export one</html>" * 20,
    "External Documents/Exports/EA2.htm": b"<html>export two</html>" * 20,
}
"""Path to content; a whole publication with two external documents."""


def varied(version: str, count: int = 30) -> dict[str, bytes]:
    """Return a publication whose content depends on `version`, with `count` more pages."""
    pages = {
        f"Domains/Tea/Pages/page {number}.htm": f"{version} {number} ".encode() * 700
        for number in range(count)
    }
    return {**SMALL, "Index.htm": f"<title>MIM {version}</title>".encode(), **pages}


def write_zip(
    target: Path,
    files: Mapping[str, bytes] = SMALL,
    prefix: str = "MIM (Publish)/",
    spoil: Callable[[zipfile.ZipFile], None] | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a zip; `spoil` may change its list of entries before that is written."""
    with zipfile.ZipFile(target, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(prefix + path), content, method)
        if spoil is not None:
            spoil(archive)
    return target


def write_folder(target: Path, files: Mapping[str, bytes] = SMALL) -> Path:
    """Write a folder."""
    for path, content in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return target
