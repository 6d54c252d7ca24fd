"""`mim search`."""

from typing import TYPE_CHECKING, Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode

if TYPE_CHECKING:
    from mimcli.query.manual import Manual


def _complete_kind(incomplete: str) -> list[str]:
    from mimcli.query.search import KINDS  # noqa: PLC0415  (only when completing)

    return [kind for kind in KINDS if kind.startswith(incomplete)]


def search(
    context: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help='Words, "a phrase", begin*, AND, OR, NOT.'),
    ],
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only this kind: interaction, section, table_row, code, oid ... (repeatable).",
            autocompletion=_complete_kind,
        ),
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            "--domain", metavar="NAME", help="Only this domain.", autocompletion=complete_name
        ),
    ] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Search every version in the cache.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="At most N hits; 0: all.")
    ] = 20,
) -> None:
    """Search every word of the manual: pages, message tables, codes, identifiers, glossary.

    All words must be there, in any letter case; AND, OR and NOT in capitals, and brackets, say
    more. A phrase stands in quotes (which the shell takes for its own: quote twice), and word*
    finds what begins so. Ids are found whole and in part. What is named exactly so comes first.

    Examples:
      mim search nhs number
      mim search '"legitimate relationship"' --domain LRs
      mim search 'medicat* NOT cancel' --kind section --kind interaction
      mim search 2.16.840.1.113883.2.1.4.1
      mim search PRPA_IN0002* --limit 0 --json | jq -r '.data[].id'
    """
    from mimcli.query import search as query  # noqa: PLC0415  (sqlite3: 6 ms)

    session = Session(context)
    manuals = _manuals(session, all_versions=all_versions)
    words = " ".join(text)
    found = query.search(manuals, words, kinds=kind or (), domain=domain, limit=limit)
    shown = len(found.hits.items)
    if not shown:
        session.note(f"nothing found: {query.advice(manuals[0], words)}")
    elif shown < found.total:
        session.note(f"the best {shown} of {found.total} hits; --limit 0 gives all")
    session.answer(
        found.hits,
        asks_manual=not all_versions,
        code=ExitCode.YES if shown else ExitCode.NO,
    )


def _manuals(session: Session, *, all_versions: bool) -> "tuple[Manual, ...]":
    """Return the manual in use, or all in the cache (the bundled one if there is none)."""
    if not all_versions:
        return (session.manual,)
    from mimcli.query.opening import every_cached  # noqa: PLC0415  (sqlite3: 6 ms)

    return tuple(every_cached(session.paths, session.not_asked)) or (session.manual,)


COMMANDS = {"search": search}
