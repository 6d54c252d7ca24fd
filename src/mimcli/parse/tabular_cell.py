"""The grammar of a tabular view's cells (page kind: `*_HD*-NoEdit.htm`).

Both generators of the manual wrote the same text into the first cell of a row, only the markup
around it differs. So what a row states is read from its text alone, save one question that the
text leaves open: `[1..1] subject (II)` is an attribute when `II` leads to the datatypes, and an
association's target when it leads to a class.

    row       = class | connector | attribute | target | choice | template | cmet ;
    class     = name , { "." , name } ;
    card      = "[" , n , ".." , ( n | "*" ) , "]" , [ "[M]" | "[R]" ] ;
    connector = card , name ;
    attribute = card , name , "(" , datatype , [ "{" , ("CNE"|"CWE") , ":" , vocabulary , "}" ] ,
                ")" , [ tail ] ;
    tail      = "{" , ("Fixed"|"Default") , "=" , quoted , "}"  |  "{" , quoted , "}" ;
    target    = card , name , "(" , class name , ")" ;
    choice    = [ card ] , ( "either" | "... or ..." ) , ":" , name ;
    template  = card , ":" , name ;
    cmet      = card , name , "[CMET:" , [ path ] , id , "]" ;
"""

import re
from functools import lru_cache
from typing import NamedTuple


class Cell(NamedTuple):
    """What the text of a row's first cell states; fields as in `mimcli.model.table.TableRow`."""

    kind: str
    name: str
    role: str = ""
    min: int | None = None
    max: int | None = None
    conformance: str | None = None
    datatype: str | None = None
    vocabulary: str | None = None
    coding_strength: str | None = None
    fixed: str | None = None
    default: str | None = None
    constraint: str | None = None
    target: str | None = None
    """As the text names it; the row's link has the last word."""
    continues: bool = False
    """For a choice alternative: `... or ...`, which adds to the alternatives before it."""


MAX_CELL_LENGTH = 2000
"""Characters; a longer text is no row (the longest of the manual has some 120)."""

_DATATYPE = re.compile(r"[A-Z]{2,5}(?:\.[\w.]+)?")
_NAME = r"[^\W\d][\w.\-]*"
_CARDINALITY = re.compile(
    r"\[\s*(\d{1,9})\s*\.\.\s*(?:(\d{1,9})|\*)\s*\]\s*(?:\[\s*([A-Z]{1,2})\s*\]\s*)?"
)
_CLASS = re.compile(_NAME)
_CHOICE = re.compile(rf"(?:either|(\.\.\.\s*or\s*\.\.\.))\s*:\s*({_NAME})")
_TEMPLATE = re.compile(rf":\s*({_NAME})")
_CMET = re.compile(rf"({_NAME})\s*\[\s*CMET\s*:\s*(?:[^\]]*/)?([^\]/]*?)\s*\]")
_TARGET = re.compile(rf"({_NAME})\s*\(\s*({_NAME})\s*\)")
_ATTRIBUTE = re.compile(
    rf"({_NAME})\s*\(\s*([^\W\d][\w.\-]*(?:\s*<[\w.\-<>,\s]*>)?)[\s()]*"
    r"(?:\{\s*(CNE|CWE)\s*:\s*([^{}]*)\}[\s()]*)?"
    r'(?:\{\s*(?:(Fixed|Default)\s*=\s*)?"(.*)"\s*\})?'
)
"""Brackets between the parts are not counted: some pages leave one out or double it."""


def parse_cell(text: str, *, leads_to_class: bool | None = None) -> Cell | None:
    """Return what the folded text of a row's first cell states, or None if it fits no kind.

    `leads_to_class` is whether the row's first link leads into a tabular view, which makes a name
    in brackets a class and not a datatype; None, if it has no link, lets the name decide
    (datatypes are written in capitals).
    """
    return _parse(text, leads_to_class) if len(text) <= MAX_CELL_LENGTH else None


@lru_cache(maxsize=8192)  # a manual repeats most of its rows: two in three are seen before
def _parse(text: str, leads_to_class: bool | None) -> Cell | None:
    cardinality = _CARDINALITY.match(text)
    if cardinality is None:
        return _parse_uncounted(text)
    low, high, conformance = cardinality.groups()
    cell = _parse_counted(text[cardinality.end() :], leads_to_class)
    return cell and cell._replace(
        min=int(low), max=int(high) if high else None, conformance=conformance
    )


def _parse_uncounted(text: str) -> Cell | None:
    if _CLASS.fullmatch(text):
        return Cell("class", text)
    return _parse_choice(text)


def _parse_choice(text: str) -> Cell | None:
    match = _CHOICE.fullmatch(text)
    return match and Cell("choice", match[2], target=match[2], continues=match[1] is not None)


def _parse_counted(text: str, leads_to_class: bool | None) -> Cell | None:
    if (match := _TARGET.fullmatch(text)) and (
        not _DATATYPE.fullmatch(match[2]) if leads_to_class is None else leads_to_class
    ):
        return Cell("association", match[1], role="target", target=match[2])
    if match := _ATTRIBUTE.fullmatch(text):
        return _attribute(match)
    if match := _CLASS.fullmatch(text):
        return Cell("association", match[0], role="connector")
    if match := _CMET.fullmatch(text):
        return Cell("cmet", match[1], target=match[2].upper() or None)
    if match := _TEMPLATE.fullmatch(text):
        return Cell("template", match[1])
    return _parse_choice(text)


def _attribute(match: re.Match[str]) -> Cell:
    name, datatype, strength, vocabulary, word, value = match.groups()
    value = value.strip() if value is not None else None
    return Cell(
        "attribute",
        name,
        datatype="".join(datatype.split()),
        vocabulary=(vocabulary or "").strip() or None,
        coding_strength=strength,
        fixed=value if word == "Fixed" else None,
        default=value if word == "Default" else None,
        constraint=value if word is None else None,
    )
