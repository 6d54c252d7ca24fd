"""Write src/mimcli/data/unlinked-files.tsv: what a MiM holds and a copy by its links would lack.

Usage: make_unlinked_files.py FOLDER VERSION, with the folder of a whole publication.
"""

import sys
from pathlib import Path

from mimcli.sources.names import fold
from mimcli.sources.website.addresses import site_of
from mimcli.sources.website.frontier import Frontier

TARGET = Path(__file__).parent.parent / "src" / "mimcli" / "data" / "unlinked-files.tsv"
HEAD = """\
# Files of a MiM that none of its pages links to, or that most links spell in another letter case.
# By script (scripts/make_unlinked_files.py), from the whole publication, less External Documents/.
mim_version\tpath
"""


def unlinked(root: Path) -> list[str]:
    """Return the paths that following all links does not give, or not in this spelling."""
    files = {
        fold(path.relative_to(root).as_posix()): path for path in root.rglob("*") if path.is_file()
    }
    frontier = Frontier(site_of("http://site/Index.htm"), full=False)
    came = set()
    while (key := frontier.next()) is not None:
        if key in files:
            came.add(key)
            frontier.read(key, files[key].read_bytes())
    frontier.settle()
    return sorted(
        path.relative_to(root).as_posix()
        for key, path in files.items()
        if key not in came or frontier.spelled(key) != path.relative_to(root).as_posix()
    )


if __name__ == "__main__":
    lines = [f"{sys.argv[2]}\t{path}\n" for path in unlinked(Path(sys.argv[1]))]
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(lines)} paths")
