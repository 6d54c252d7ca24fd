"""What the descriptions of message tables name: OIDs, and flavours by the titles of the page."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mimcli.model.reference import DatatypeRow, MentionRow

_OID = re.compile(r"(?<![\w.])[0-2](?:\.\d+){4,}(?!\w)")
"""Shorter dotted numbers are sections, versions and dates."""
_LONG_NUMBER = re.compile(r"\.\d+\.\d+\.\d+")
"""What each OID has: looked for first, as it is found or not three times as fast."""
_TAG = re.compile(r"</?[a-z][^<>]*>")
"""Of an example in a text: `<quantity value="1">` names no flavour "Quantity Value"."""
_CITED = "lavour"
"""Of "flavour" and "Flavour"."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def mentions_in(prose: Sequence[str], datatypes: Iterable[DatatypeRow]) -> Iterator[MentionRow]:
    """Yield what each text names, each once; texts count from 1, as `prose.id` does.

    A flavour is named by its title or its name, in any letter case and spacing, in a text that
    speaks of flavours; the longest that stands at a place counts.
    """
    flavours = [row for row in datatypes if row.kind == "flavour"]
    names = {_folded(row.name): row.name for row in flavours}
    names |= {_folded(row.title): row.name for row in flavours if row.title}
    titles = sorted((one for one in names if one), key=len, reverse=True)
    for number, text in enumerate(prose, start=1):
        if _LONG_NUMBER.search(text):
            for oid in dict.fromkeys(_OID.findall(text)):
                yield MentionRow("oid", oid, number)
        if _CITED in text:
            folded = _folded(_TAG.sub(" ", text))
            for title in titles:
                if title in folded:
                    yield MentionRow("flavour", names[title], number)
                    folded = folded.replace(title, b" ")


def _folded(text: str) -> bytes:
    """Return the ASCII letters of a text, in lower case."""
    return text.encode("ascii", "ignore").lower().translate(None, _NO_LETTERS)
