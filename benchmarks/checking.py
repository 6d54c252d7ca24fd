"""`mim validate` beside `xmllint` and a bare program."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import Command, Timing, time_in_turns

INTERACTION = "PRPA_IN000203UK06"
COUNT = 3000


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
