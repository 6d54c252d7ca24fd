"""Flavours that the datatypes page has in a list only, and descriptions cite from there.

The page gives names, addresses and telecoms their flavours as a numbered list in the words of
the type (`6. Person name structured with use (f)`); only some have a heading of their own, with a
longer title. Descriptions cite both, after or before the word "flavour".
"""

import re

from mimcli.query.manual import Manual

_LISTED = re.compile(
    r"^(?:\d+[.] *)?(?P<title>[^\n]+?)[.]? *\( *f *\)(?: *\((?P<type>[\w.]+)\))?[ .]*$",
    re.MULTILINE | re.IGNORECASE,
)
_TAIL = re.compile(r",? (?:plus|with optional) .*")
"""Of a heading's title: `Address Unstructured, plus optional Postcode ...`."""
_LEAD = (
    r"flavours?(?: of (?:the )?[\w ]{2,40}? data ?type| of (?!the)[A-Z]{2,3})?"
    r"(?: used here| to be used| to use)?(?: is| are)?:? *"
)
_NEXT = r"[\"'.,]? *(?:\( *f *\))?[.,]? *(?:or |and )?"
_BEHIND = r"[\"']?(?: data ?type)? flavour"


def cited_flavours(manual: Manual, datatype: str, text: str) -> tuple[str, ...]:
    """Return the flavours of a datatype that a description cites, by the page's titles."""
    if "lavour" not in text:
        return ()
    titles = _titles(manual, datatype)
    if not titles:
        return ()
    # The longest first: `Person name structured with use` begins as `Person name structured` does.
    names = sorted(titles, key=len, reverse=True)
    one = "|".join(re.escape(name).replace(r"\ ", r"\ +") for name in names)
    item = rf"(?:\d+[.] *)?[\"']?(?:{one})\b"
    pattern = rf"{_LEAD}({item}(?:{_NEXT}{item})*)|((?:{one})){_BEHIND}"
    words = " ".join(text.replace("“", '"').replace("”", '"').split())
    found: dict[str, None] = {}
    for match in re.finditer(pattern, words, re.IGNORECASE):
        for name in re.findall(one, match[1] or match[2], re.IGNORECASE):
            found[titles[" ".join(name.lower().split())]] = None
    return tuple(found)


def listed_title(manual: Manual, datatype: str, schema_type: str) -> str | None:
    """Return the title that the page's list gives a flavour of the schemas, if it has it."""
    listed = _LISTED.finditer(_words(manual, datatype))
    return next((one["title"] for one in listed if one["type"] == schema_type), None)


def _titles(manual: Manual, datatype: str) -> dict[str, str]:
    """Return the titles by what is written of them in descriptions, in lower case."""
    found: dict[str, str] = {}
    for (title,) in manual.rows(
        "SELECT title FROM datatype WHERE kind = 'flavour' AND title IS NOT NULL"
        " AND ', ' || base || ', ' LIKE '%, ' || ? || ', %' ORDER BY id",
        datatype,
    ):
        short = _TAIL.sub("", title).lower()
        found.setdefault(short, title)
        if short.count(" ") == 1:  # "External Identifier" of "Identifier External"
            found.setdefault(" ".join(reversed(short.split())), title)
    for one in _LISTED.finditer(_words(manual, datatype)):
        found[one["title"].lower()] = one["title"]
    return found


def _words(manual: Manual, datatype: str) -> str:
    row = manual.row("SELECT description FROM datatype WHERE name = ? AND kind = 'type'", datatype)
    return str(row[0] or "") if row else ""
