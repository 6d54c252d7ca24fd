"""The cache on a terminal: what was added, what is in it, how big it is."""

from mimcli.model.answers.keeping import (
    AddReport,
    CachedVersion,
    CachePart,
    CacheProblem,
    ChosenVersion,
    ExportReport,
    FactSource,
    FetchReport,
    RemovedItem,
)
from mimcli.model.answers.listing import Listing
from mimcli.render.text.screen import Block, Screen, Text, columns, facts, prose
from mimcli.render.text.styled import Solid

_WITH_ADDRESS = 110
"""From this width on, the address of a version has a column of its own."""
_MOST_LEFT_OUT = 5


def size_words(size: int) -> str:
    """Return a number of bytes as people read it: `116.6 MB`; decimal units, as file managers."""
    if size < 1000:  # noqa: PLR2004  (the decimal units)
        return f"{size} B"
    units = ("kB", "MB", "GB")
    power = next((at for at in (1, 2) if size < 999_950 * 1000 ** (at - 1)), 3)
    return f"{size / 1000**power:.1f} {units[power - 1]}"


def versions(screen: Screen, data: Listing[CachedVersion]) -> str:
    """Return the versions, newest first, the one in use marked."""
    wide = screen.width >= _WITH_ADDRESS
    rows: list[list[Text]] = []
    for one in data.items:
        rows.append(_version(screen, one, address=wide))
        if not wide and one.address and not one.added and not screen.brief:
            # Alone in its row it takes the whole line, and is not broken.
            rows.append([screen.text(f"   {one.address}", "dim"), *(Text() for _ in range(5))])
    header = ("", "Version", "State", "Issued", "Added", "From")
    parts: list[Block] = [columns(header, rows, whole=(0, 1, 2, 3, 4))]
    if not wide and screen.brief and any(one.address and not one.added for one in data.items):
        parts += [Text(), Text("-v: every known version, and where each is published.", "dim")]
    if any(one.details for one in data.items):
        parts += [Text(), Text("--sources: where the facts are from that are part of mim.", "dim")]
    return screen.paint(*parts)


def fact_sources(screen: Screen, data: Listing[FactSource]) -> str:
    """Return where the bundled facts are from: what they are and of when, their sources below."""
    blocks: list[Block] = []
    before = ""
    for one in data.items:
        name = " ".join(filter(None, (one.fact, one.version)))
        if name != before:
            blocks += [Text()] if blocks else []
            blocks.append(screen.text(name, "bold") + screen.text(f": {one.note}"))
        # An address is one piece: it is not broken, whatever the width.
        words = screen.text(f"  {one.source}")
        only = one.source.startswith("http") and " " not in one.source
        blocks.append(Solid(words.plain) if only else prose(words, indent=0))
        before = name
    return screen.paint(*blocks)


def _version(screen: Screen, one: CachedVersion, *, address: bool) -> list[Text]:
    return [
        screen.text("*" if one.in_use else " ", "bold green"),
        screen.text(one.version, "cyan"),
        screen.text(one.state, "green" if one.added else "dim"),
        screen.text(one.issued),
        screen.text((one.added or "")[:10]),
        screen.text(one.source if one.added else one.address if address else None),
    ]


def add_report(screen: Screen, data: AddReport) -> str:
    """Return what was added, and what can be asked now."""
    line, pairs = _added(screen, data)
    return screen.paint(line, facts(pairs))


def _added(screen: Screen, data: AddReport) -> tuple[Text, list[tuple[str, Text | None]]]:
    done = "added" if data.added else "is in the cache already"
    line = screen.text(f"MiM {data.version}", "bold cyan") + Text(f" {done}", "bold")
    if data.extended and not data.added:
        line += Text("; External Documents extracted", "bold")
    if data.added or data.extended:
        line += Text(f" in {data.seconds:.1f} s", "dim")
    what = "part of a publication" if data.partial else "the whole publication"
    counts = (
        f"{data.domains} domains, {data.interactions} interactions,"
        f" {data.message_types} message types"
    )
    pairs: list[tuple[str, Text | None]] = [
        ("Source", screen.text(data.source)),
        ("Holds", screen.text(f"{data.files} files: {what}")),
        ("Answers about", screen.text(counts)),
        ("Findings", screen.text(data.findings or "none")),
        ("External docs", screen.text(data.external_documents)),
        ("Lies in", screen.text(data.tree)),
    ]
    left = data.left_out[:_MOST_LEFT_OUT] if screen.brief else data.left_out
    pairs += [("Left out", screen.text(name)) for name in left]
    if len(data.left_out) > len(left):
        more = len(data.left_out) - len(left)
        pairs.append(("Left out", screen.text(f"and {more} more (-v, --json)", "dim")))
    return line, pairs


def fetch_report(screen: Screen, data: FetchReport) -> str:
    """Return what came from where, what was missing, and what can be asked now."""
    line, pairs = _added(screen, data.held)
    came: list[tuple[str, Text | None]] = []
    if data.page:
        came.append(("Offered on", screen.text(data.page)))
    if data.pages is not None:
        size = size_words(data.bytes or 0)
        came.append(("Came", screen.text(f"{data.pages} files, {size}")))
    elif data.bytes is not None:
        came.append(("Came", screen.text(size_words(data.bytes))))
    if data.sha256:
        came.append(("SHA-256", screen.text(data.sha256)))
    shown = data.missing[:_MOST_LEFT_OUT] if screen.brief else data.missing
    pairs += [("Missing", screen.text(f"{one.path}: {one.reason}")) for one in shown]
    if len(data.missing) > len(shown):
        more = len(data.missing) - len(shown)
        pairs.append(("Missing", screen.text(f"and {more} more (-v, --json)", "dim")))
    return screen.paint(line, facts([pairs[0], *came, *pairs[1:]]))


def export_report(screen: Screen, data: ExportReport) -> str:
    """Return what was written where."""
    line = screen.text(f"MiM {data.version}", "bold cyan") + Text(" written", "bold")
    pairs: list[tuple[str, Text | None]] = [
        ("File", screen.text(data.file)),
        ("Size", screen.text(size_words(data.bytes))),
        ("Source", screen.text(data.source)),
    ]
    return screen.paint(line, facts(pairs))


def sizes(screen: Screen, data: Listing[CachePart]) -> str:
    """Return what each version takes, and the sum of all."""
    rows = [
        [screen.text(one.version, "cyan"), *(_size(screen, value) for value in _sizes(one))]
        for one in data.items
    ]
    if len(data.items) > 1:
        total = sum(one.total_bytes for one in data.items)
        rows.append([Text("all", "bold"), *(Text() for _ in range(4)), _size(screen, total)])
    header = ("Version", "Pages", "Index", "Kept zip", "Manifest", "Total")
    return screen.paint(columns(header, rows, right=range(1, 6))) if rows else ""


def _sizes(one: CachePart) -> tuple[int, ...]:
    return one[1:]


def _size(screen: Screen, size: int) -> Text:
    return screen.text(size_words(size)) if size else Text()


def removed(screen: Screen, data: Listing[RemovedItem]) -> str:
    """Return what was removed from the cache, and how many bytes that was."""
    rows = [[_size(screen, one.bytes), screen.text(one.path)] for one in data.items]
    return screen.paint(columns(("Freed", "Removed"), rows, right=(0,))) if rows else ""


def problems(screen: Screen, data: Listing[CacheProblem]) -> str:
    """Return one line for each thing that is not as it was installed."""
    lines = [
        screen.text(one.version, "cyan")
        + Text("  " if one.version else "")
        + screen.text(one.kind, "red")
        + screen.text(f"  {one.path}" if one.path else "")
        + screen.text(f"  {one.detail}" if one.detail else "", "dim")
        for one in data.items
    ]
    return screen.paint_lines(lines)


def chosen(screen: Screen, data: ChosenVersion) -> str:
    """Return the version that is asked by default."""
    why = f"by {data.by}" if data.chosen else f"no choice was made: {data.by}"
    return screen.paint(screen.text(data.version, "bold cyan") + screen.text(f"  {why}", "dim"))
