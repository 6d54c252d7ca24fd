"""Near names, for hints."""

from collections.abc import Iterable

from mimcli.query.folding import fold_name


def did_you_mean(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return a question with the names nearest to a mistyped one, or None if none is near.

    Names that begin with what was typed count as near, however long they are.
    """
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped name)

    wanted = fold_name(name)
    folded: dict[str, str] = {}
    for one in names:
        folded.setdefault(fold_name(one), one)
    near = get_close_matches(wanted, folded, n=3, cutoff=cutoff)
    if wanted and len(near) < 3:  # noqa: PLR2004  (as many as a line has room for)
        longer = (one for one in folded if wanted in one and one not in near)
        near += sorted(longer, key=len)[: 3 - len(near)]
    return f"did you mean {' or '.join(folded[one] for one in near)}?" if near else None
