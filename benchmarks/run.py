"""Speed, memory and the index's size, as ratios of what runs beside them: prints one table.

    python benchmarks/run.py --zip mim-7.2.02.zip

Needs the real publication's zip (or MIM_REAL_ZIP), and `unzip`. Exits with 1 if a bound is missed.
"""

import argparse
import compileall
import datetime as dt
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import starmap
from pathlib import Path

from checking import checking, large, scaffolding
from full_size import make_full_size
from measure import Command, Timing, peak_memory, time_in_turns

import mimcli

MIM = str(Path(sys.executable).parent / "mim")
BARE = """import typer

app = typer.Typer()


@app.command()
def show(name: str) -> None:
    typer.echo(name)


app()
"""
"""The least that a Typer program can be: what every run of `mim` is compared with."""

PARTS = ("add", "full", "commands", "search", "validate", "large", "scaffold")
MEGABYTE = 1_000_000

TWO_WORDS = ("nhs", "number")
"""What is searched for: words that many pages have."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    bound: str
    value: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the bound is kept."""
        return self.value <= self.limit


def main() -> int:
    """Measure what was asked for, print the table, return the exit code."""
    options = _options()
    # As pip does when it installs. In an editable install that may write no bytecode, every call
    # would compile its modules first (30 to 60 ms).
    compileall.compile_dir(Path(mimcli.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory(prefix="mim-benchmark-", dir=options.folder) as folder:
        rows = list(_measured(options, Path(folder)))
    print(_table(rows))
    return 0 if all(row.kept for row in rows) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zip", type=Path, default=os.environ.get("MIM_REAL_ZIP"))
    parser.add_argument("--full-size-zip", type=Path, help="kept there and used again")
    parser.add_argument("--folder", type=Path, help="where to work; default: the temporary folder")
    parser.add_argument("--rounds", type=int, default=21, help="of each short command")
    parser.add_argument("--add-rounds", type=int, default=7, help="of each import")
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="one part; may be given again"
    )
    options = parser.parse_args()
    if options.zip is None or not options.zip.is_file():
        parser.error("--zip (or MIM_REAL_ZIP) must name the zip of the real publication")
    options.zip = options.zip.resolve()
    return options


def _measured(options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    parts = options.only or PARTS
    if "add" in parts:
        yield from _adding("shared zip", options.zip, folder, options.add_rounds, 3.0)
    if "full" in parts:
        whole = _full_size(options, folder)
        yield from _adding("full-size zip", whole, folder, max(3, options.add_rounds // 2), 0.8)
    if "commands" in parts:
        yield from _asking(options.zip, folder, options.rounds)
    yield from _messages(options, parts, folder)
    if "search" in parts:
        yield from _searching(options.zip, _full_size(options, folder), folder, options.rounds)


def _messages(options: argparse.Namespace, parts: Sequence[str], folder: Path) -> Iterator[Row]:
    """Measure what is done with messages: checking many, checking large ones, making new ones."""
    if not {"validate", "large", "scaffold"}.intersection(parts):
        return
    environment, index = _added(options.zip, folder)
    bare = _bare(folder, terminal=False)
    if "validate" in parts:
        tree = next(index.parent.parent.glob("tree-*/*"))
        yield from starmap(_ratio, checking(MIM, tree, bare, environment, options.rounds))
    if "large" in parts:
        for what, size, peak in large(MIM, environment):
            name = f"peak memory of `mim validate` of {size / MEGABYTE:.0f} MB, {what}"
            measured = f"{peak / size:.2f} x its size ({peak / MEGABYTE:.0f} MB)"
            yield Row(name, measured, "6 x", peak / size, 6)
    if "scaffold" in parts:
        yield from starmap(_ratio, scaffolding(MIM, bare, environment, options.rounds))


def _full_size(options: argparse.Namespace, folder: Path) -> Path:
    whole: Path = options.full_size_zip or folder / "full-size.zip"
    if not whole.exists():
        _say("making a zip of a whole publication's size")
        make_full_size(options.zip, whole)
    return whole


def _adding(name: str, archive: Path, folder: Path, rounds: int, limit: float) -> Iterator[Row]:
    """`mim add` beside `unzip -q` of the same zip, each into a folder of its own."""
    _say(f"mim add of the {name}, and unzip -q of it, {rounds} times each")
    cache, unpacked = folder / "cache", folder / "unpacked"

    def clean() -> None:
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(unpacked, ignore_errors=True)
        os.sync()  # neither pays for what the other left to be written

    add = Command(
        "mim", [MIM, "add", "--quiet", str(archive)], {"MIM_CACHE_DIR": str(cache)}, clean
    )
    unzip = Command("unzip", ["unzip", "-q", str(archive), "-d", str(unpacked)], {}, clean)
    times = time_in_turns([add, unzip], rounds)
    yield _ratio(f"`mim add` of the {name}", times["mim"], times["unzip"], "unzip -q", limit)
    peaks = peak_memory(add)
    if peaks:
        each = " + ".join(f"{peak / MEGABYTE:.0f}" for peak in peaks)
        total = sum(peaks) / MEGABYTE
        yield Row(
            f"peak memory of that, all processes ({each})", f"{total:.0f} MB", "300 MB", total, 300
        )
    clean()


def _asking(archive: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """Warm commands beside a bare Typer program, in a pipe and on a terminal."""
    environment, index = _added(archive, folder)
    domain, interaction, message_type = "PDS", *_examples(index, "PDS")
    size = index.stat().st_size / MEGABYTE
    yield Row("index", f"{size:.1f} MB", "45 MB", size, 45)

    asked: list[tuple[str, list[str], float]] = [
        (f"mim show {domain}", ["show", domain], 1.6),
        (f"mim show {interaction}", ["show", interaction], 1.6),
        (f"mim which {interaction}", ["which", interaction], 1.6),
        (f"mim table {message_type}", ["table", message_type], 2.5),
        ("mim --version", ["--version"], 1.3),
        ("mim vocab", ["vocab"], 1.7),
        ("mim oid", ["oid"], 1.7),
        ("mim datatype", ["datatype"], 1.7),
        (f"mim uses {message_type}", ["uses", message_type], 1.7),
        (f"mim uses {domain} --reverse", ["uses", domain, "--reverse"], 1.7),
        (f"mim explain {interaction}", ["explain", interaction], 1.7),
        (f"mim explain {interaction} --tree", ["explain", interaction, "--tree"], 1.7),
        (f"mim search {' '.join(TWO_WORDS)}", ["search", *TWO_WORDS], 1.8),
    ]
    for terminal in (False, True):
        where = "on a terminal" if terminal else "in a pipe"
        _say(f"commands {where}, {rounds} times each")
        reference = _bare(folder, terminal=terminal)
        commands = [
            Command(name, [MIM, *arguments], environment, terminal=terminal)
            for name, arguments, limit in asked
            if not terminal or limit == 1.6  # noqa: PLR2004
        ]
        if not terminal:
            commands.append(_completion(environment))
            asked.append(("completion of a name", [], 1.3))
        times = time_in_turns([reference, *commands], rounds)
        for name, _, limit in asked:
            if name in times:
                bound = 2.2 if terminal else limit
                what = f"`{name}`" if name.startswith("mim") else name
                yield _ratio(f"{what} {where}", times[name], times["bare"], "bare", bound)


def _searching(archive: Path, whole: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """Time a search of two words beside `rg -i` over the files of a whole publication."""
    if not shutil.which("rg"):
        _say("no rg here to compare a search with")
        return
    environment, _ = _added(archive, folder)
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(whole) as zipped:
        zipped.extractall(unpacked)
    _say(f"a search, and rg -i over {whole.name}, {rounds} times each")
    search = Command("mim", [MIM, "search", *TWO_WORDS], environment)
    rg = Command("rg", ["rg", "-i", " ".join(TWO_WORDS), str(unpacked)])
    times = time_in_turns([search, rg], rounds)
    yield _ratio("`mim search` in a pipe", times["mim"], times["rg"], "rg -i", 1.0)
    shutil.rmtree(unpacked)


def _bare(folder: Path, *, terminal: bool) -> Command:
    bare = folder / "bare.py"
    bare.write_text(BARE)
    return Command("bare", [sys.executable, str(bare), "x"], {}, terminal=terminal)


def _added(archive: Path, folder: Path) -> tuple[dict[str, str], Path]:
    """Return the environment in which the publication is in the cache, and its index."""
    cache = folder / "cache"
    environment = {"MIM_CACHE_DIR": str(cache), "NO_COLOR": "", "MIM_VERSION": ""}
    time_in_turns([Command("add", [MIM, "add", "--quiet", str(archive)], environment)], 1)
    (index,) = cache.glob("index-*/*.db")
    return environment, index


def _completion(environment: dict[str, str]) -> Command:
    """Return what bash runs when someone presses Tab after `mim show PD`."""
    words = {"_MIM_COMPLETE": "complete_bash", "COMP_WORDS": "mim show PD", "COMP_CWORD": "2"}
    return Command("completion of a name", [MIM], {**environment, **words})


def _examples(index: Path, domain: str) -> tuple[str, str]:
    """Return an interaction of the domain, and its message type with the most table rows."""
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as connection:
        of_domain = (
            "SELECT artefact.id FROM artefact JOIN domain ON domain.id = artefact.domain"
            " WHERE domain.name = ? AND kind = 'interaction' AND standing = 'defined'"
            " ORDER BY artefact.id LIMIT 1"
        )
        largest = (
            "SELECT definition.id FROM definition"
            " JOIN artefact ON artefact.id = definition.id"
            " JOIN domain ON domain.id = artefact.domain"
            " JOIN tabular_view ON tabular_view.id = definition.tabular_view_id"
            " JOIN table_row ON table_row.view = tabular_view.key WHERE domain.name = ?"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
        (interaction,) = connection.execute(of_domain, (domain,)).fetchone()
        (message_type,) = connection.execute(largest, (domain,)).fetchone()
    return interaction, message_type


def _ratio(what: str, ours: Timing, others: Timing, beside: str, limit: float) -> Row:
    value = ours.wall / others.wall
    measured = f"{value:.2f} x ({_seconds(ours.wall)} / {_seconds(others.wall)} {beside})"
    processor = ours.processor / others.processor
    return Row(what, f"{measured}; processor {processor:.2f} x", f"{limit} x", value, limit)


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def _table(rows: list[Row]) -> str:
    today = dt.datetime.now(dt.UTC).date()
    head = (
        f"{today}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()},"
        f" Typer {version('typer')}, mimcli {version('mimcli')}; medians"
    )
    lines = [head, "", "| what | measured | bound | kept |", "|---|---|---|---|"]
    for row in rows:
        kept = "yes" if row.kept else "NO"
        lines.append(f"| {row.what} | {row.measured} | {row.bound} | {kept} |")
    return "\n".join(lines)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
