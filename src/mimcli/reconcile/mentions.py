"""What the descriptions of message tables name: OIDs, and flavours by the titles of the page."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mimcli.model.reference import DatatypeRow, MentionRow

_OID = re.compile(r"(?<![\w.])[0-2](?:\.\d+){4,}(?!\w)")
"""Shorter dotted numbers are sections, versions and dates."""
_CITED = "flavour"
_NOT_A_LETTER = re.compile(r"[^a-z]+")


def mentions_in(prose: Sequence[str], datatypes: Iterable[DatatypeRow]) -> Iterator[MentionRow]:
    """Yield what each text names, each once; texts count from 1, as `prose.id` does.

    A flavour is named by its title, in any letter case and spacing, in a text that speaks of
    flavours; the longest title that stands at a place counts.
    """
    names = {_folded(row.title or row.name): row.name for row in datatypes if row.kind == "flavour"}
    titles = sorted((one for one in names if one), key=len, reverse=True)
    cited = re.compile("|".join(map(re.escape, titles))) if titles else None
    for number, text in enumerate(prose, start=1):
        for oid in dict.fromkeys(_OID.findall(text)):
            yield MentionRow("oid", oid, number)
        if cited is not None and _CITED in text:
            folded = _folded(text)
            for title in dict.fromkeys(match[0] for match in cited.finditer(folded)):
                yield MentionRow("flavour", names[title], number)


def _folded(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.lower())
