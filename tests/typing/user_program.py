# ruff: noqa: T201  (a user's program may print)
"""What a user of the Python API may write; `mypy --strict` has to know every type here."""

from pathlib import Path
from typing import assert_type

from mimcli import Mim, MimError, NotFoundError, open_mim


def titles(mim: Mim) -> dict[str, str]:
    """Return the titles of all interactions, by their ids."""
    return {
        one.id: one.title or ""
        for summary in mim.domains()
        for one in mim.domain(summary.name).interactions
    }


def mandatory(mim: Mim, name: str) -> list[str]:
    """Return the paths of what must be there."""
    return [row.path for row in mim.table(name, wrappers=True) if row.conformance == "M"]


def payload(mim: Mim, name: str) -> str | None:
    """Return an interaction's payload, or None for a name that is none."""
    try:
        found = mim.interaction(name)
    except NotFoundError as error:
        assert_type(error.hint, str | None)
        return None
    return found.message_type.id if found.message_type else None


def main(cache: Path) -> int:
    """Ask a few questions."""
    try:
        with open_mim("7.2.02", cache_dir=cache) as mim:
            assert_type(mim.version, str)
            assert_type(mim.folder, Path | None)
            shown = mim.show("PDS")
            if shown.kind == "domain":
                print(shown.page)
            for use in mim.uses("Sex"):
                print(use.kind, use.id, *use.places)
            for step in mim.uses_tree("Sex", depth=2):
                print("  " * step.depth + step.id)
            for answer in mim.which("PRPA_IN000203UK06"):
                print(answer.first, [version.mim for version in answer.versions])
            print([row.retirement for row in mim.retired()])
            assert_type([code.display for code in mim.vocabulary("Sex").codes], list[str | None])
            print([hit.id for hit in mim.search("nhs number", kinds=["interaction"])])
            print(mim.explain("PRPA_MT000203UK04.subject").children)
            print(mim.oid("2.16.840.1.113883.2.1.4.1").name, mim.datatype("II").title)
            print([(one.interaction, one.depth) for one in mim.flow("PDS")])
            print([finding.detail for finding in mim.findings("PDS", severity="error")])
            print(len(mim.schema("PRPA_IN000203UK06").text), len(titles(mim)))
            print(mandatory(mim, "PRPA_IN000203UK06"), payload(mim, "PRPA_IN000203UK06"))
    except MimError as error:
        return int(error.exit_code)
    return 0
