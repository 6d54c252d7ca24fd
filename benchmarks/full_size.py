"""A zip of a whole publication's size, made from a smaller one and generated files.

A whole publication holds 38,000 files, most of them in `External Documents/` (nine in ten of them
web pages, one in ten pictures), 470 MB unpacked. The generated files are the same at every run.
"""

import random
import string
import sys
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

FILES = 38_000
UNPACKED_BYTES = 470_000_000
PICTURES_IN_100 = 11
XML_IN_100 = 3
PICTURE_BYTES = 14_000
PER_FOLDER = 120
SEED = 38_000


def make_full_size(original: Path, target: Path) -> None:
    """Write `target`: all of `original`, and generated files up to the size of a whole."""
    part = target.with_suffix(".part")
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(part, "w") as zipped:
        infos = [info for info in source.infolist() if not info.is_dir()]
        root = _root_of(info.filename for info in infos)
        for info in infos:
            _add(zipped, info.filename, source.read(info))
        missing = FILES - len(infos)
        size = UNPACKED_BYTES - sum(info.file_size for info in infos)
        for path, data in generated_files(missing, size):
            _add(zipped, f"{root}External Documents/{path}", data)
    part.replace(target)


def generated_files(count: int, size: int) -> Iterator[tuple[str, bytes]]:
    """Yield paths and contents of `count` files of some `size` bytes together."""
    chance = random.Random(SEED)
    pictures = count * PICTURES_IN_100 // 100
    page_bytes = max(200, (size - pictures * PICTURE_BYTES) // max(1, count - pictures))
    text = _pool(chance)
    for number in range(count):
        folder = f"Guide {number // (PER_FOLDER * 20)}/part{number // PER_FOLDER:04}"
        kind = number % 100
        if kind < PICTURES_IN_100:
            length = chance.randrange(PICTURE_BYTES // 2, PICTURE_BYTES * 3 // 2)
            yield f"{folder}/image{number:05}.png", b"\x89PNG\r\n\x1a\n" + chance.randbytes(length)
            continue
        length = chance.randrange(page_bytes // 2, page_bytes * 3 // 2)
        start = chance.randrange(len(text) - 2 * page_bytes)
        body = text[start : start + length]
        suffix = "xml" if kind < PICTURES_IN_100 + XML_IN_100 else "htm"
        head = f"<html><head><title>Page {number}</title></head><body>".encode()
        yield f"{folder}/page{number:05}.{suffix}", head + body + b"</body></html>"


def _pool(chance: random.Random) -> bytes:
    """Return markup to cut pages from; it packs about as well as exported web pages do (6 to 1)."""
    words = ["".join(chance.choices(string.ascii_lowercase, k=k % 9 + 2)) for k in range(2500)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    lines = []
    for _ in range(60_000):
        row = " ".join(chance.choices(words, cum_weights=weights, k=5))
        lines.append(f'<tr><td class="cell" width="50%"><p class="Normal">{row}</p></td></tr>\r\n')
    return "".join(lines).encode()


def _root_of(names: Iterator[str]) -> str:
    """Return the folder that holds `Core/`, with a slash at its end (empty: the zip's own top)."""
    return min((name.split("Core/")[0] for name in names if "Core/" in name), key=len, default="")


def _add(zipped: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, (2008, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o100644 << 16
    zipped.writestr(info, data, compresslevel=6)


if __name__ == "__main__":
    make_full_size(Path(sys.argv[1]), Path(sys.argv[2]))
