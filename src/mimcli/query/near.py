"""Near names, for hints."""

from collections.abc import Iterable

from mimcli.files import pasteable
from mimcli.query.folding import fold_name


def did_you_mean(
    name: str, names: Iterable[str], *, cutoff: float = 0.6, within: bool = True
) -> str | None:
    """Return a question with the names nearest to a mistyped one, or None if none is near.

    Names that have what was typed `within` them count as near, however long they are.
    """
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped name)

    wanted = fold_name(name)
    folded: dict[str, str] = {}
    for one in names:
        folded.setdefault(fold_name(one), one)
    near = get_close_matches(wanted, folded, n=3, cutoff=cutoff)
    if within and wanted and len(near) < 3:  # noqa: PLR2004  (as many as a line has room for)
        longer = (one for one in folded if wanted in one and one not in near)
        near += sorted(longer, key=len)[: 3 - len(near)]
    words = " or ".join(pasteable(folded[one]) for one in near)
    return f"did you mean {words}?" if near else None
