"""`mim validate` beside `xmllint` and a bare program, and in memory; `mim scaffold` beside that."""

import base64
import os
import random
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from measure import Command, Timing, peak_memory, time_in_turns

INTERACTION = "PRPA_IN000203UK06"
COUNT = 3000

EXTRACT = "RCMR_IN030000UK08"
"""An extract of a record: its parts may come as often as they like."""
LARGE = 100_000_000

SCAFFOLDS = {
    "typical": (INTERACTION,),
    "a clinical document": ("POCD_IN010001UK01",),
    "all parts, typical": (INTERACTION, "--full"),
    "all parts, the most": ("PORX_IN370101UK31", "--full"),
    "all parts, a clinical document": ("POCD_IN060015UK01", "--full"),
}
"""New messages to make, in words; the last two take longest of all that 7.2.02 has."""


def checking(
    mim: str, tree: Path, bare: Command, environment: dict[str, str], rounds: int
) -> Iterator[tuple[str, Timing, Timing, str, float]]:
    """Time the check of one message, and of many short and long ones beside `xmllint`."""
    folder = Path(tempfile.mkdtemp(prefix="mim-messages-"))
    schema = str(tree / "Schemas" / f"{INTERACTION}.xsd")
    for kind, full in (("short", []), ("long", ["--full"])):
        message = folder / f"{kind}.xml"
        making = [mim, "scaffold", INTERACTION, *full, "-o", str(message)]
        subprocess.run(making, env={**os.environ, **environment}, check=True)
        if kind == "short":
            one = Command("mim", [mim, "validate", str(message)], environment)
            times = time_in_turns([one, bare], rounds)
            yield "`mim validate` of one message", times["mim"], times["bare"], "bare", 3.0
        copies = folder / kind
        copies.mkdir()
        for number in range(COUNT):
            shutil.copy(message, copies / f"{number}.xml")
        files = [str(file) for file in sorted(copies.iterdir())]
        size = message.stat().st_size / 1000
        xmllint = Command("xmllint", ["xmllint", "--noout", "--schema", schema, *files], {})
        for what, words, limit in (("schema", ["--select", "schema"], 1.5), ("all", [], 3.0)):
            ours = Command("mim", [mim, "validate", *words, "-o", os.devnull, *files], environment)
            times = time_in_turns([ours, xmllint], max(3, rounds // 4))
            name = f"`mim validate` of {COUNT:,} messages of {size:.0f} KB, {what} checks"
            yield name, times["mim"], times["xmllint"], "xmllint", limit
    shutil.rmtree(folder)


def scaffolding(
    mim: str, bare: Command, environment: dict[str, str], rounds: int
) -> Iterator[tuple[str, Timing, Timing, str, float]]:
    """Time the making of new messages."""
    for what, words in SCAFFOLDS.items():
        ours = Command("mim", [mim, "scaffold", *words], environment)
        times = time_in_turns([ours, bare], rounds)
        yield f"`mim scaffold`: {what}", times["mim"], times["bare"], "bare", 3.0


def large(mim: str, environment: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Yield what one large message is, its bytes, and the peak of memory when it is checked."""
    with tempfile.TemporaryDirectory(prefix="mim-large-") as folder:
        message = Path(folder) / "message.xml"
        making = [mim, "scaffold", EXTRACT, "--full", "--no-comments", "-o", str(message)]
        subprocess.run(making, env={**os.environ, **environment}, check=True)
        text = message.read_text(encoding="utf-8")
        for what, pieces in (
            ("elements only", _of_elements(text)),
            ("elements only, without blanks", _of_elements(re.sub(r">\s+<", "><", text))),
            ("elements only, a fault in each part", _of_elements(_with_fault(text))),
            ("an attachment", _with_attachment(text)),
        ):
            with message.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
            command = Command("mim", [mim, "validate", str(message)], environment)
            peaks = peak_memory(command, may_say_no=True)
            if peaks:
                yield what, message.stat().st_size, sum(peaks)


_PART = r"<component [^>]*>\s*<ehrComposition.*</ehrComposition>\s*</component>\s*"


def _of_elements(text: str) -> Iterator[str]:
    """Yield a large extract: one of its parts again and again, each with ids of its own."""
    chance = random.Random(1)
    part = re.search(_PART, text, re.DOTALL)
    assert part is not None
    yield text[: part.end()]
    length = len(text)
    while length < LARGE:
        one = re.sub(
            r'(?<=<id root=")[^"]*',
            lambda _: str(uuid.UUID(int=chance.getrandbits(128))).upper(),
            part[0],
        )
        length += len(one)
        yield one
    yield text[part.end() :]


def _with_fault(text: str) -> str:
    return re.sub(r"<ehrComposition[^>]*>", r"\g<0><unknown/>", re.sub(r">\s+<", "><", text))


def _with_attachment(text: str) -> Iterator[str]:
    before, mark, after = text.partition(">text<")
    line = base64.b64encode(random.Random(1).randbytes(57)).decode() + "\n"
    yield before + mark[0]
    yield from [line * 1000] * (LARGE // (len(line) * 1000))
    yield mark[-1] + after
