"""XML in colour: tags, attributes, values and comments; each line painted for itself."""

import re
from collections.abc import Iterator
from typing import Final

from mimcli.render.text.styled import Piece, Text, of_pieces

_TOKEN: Final = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<instruction><[?!][^>]*>?)"
    r"|(?P<tag></?[^\s<>/\"'=]+|/?>)"
    r"|(?P<name>[^\s<>/\"'=]+(?==[\"']))"
    r"|(?P<value>(?<==)(?:\"[^\"]*\"?|'[^']*'?))"
    r"|(?P<other>[^<>\s=\"'/]+|[\s\S])",
    re.DOTALL,
)
_STYLES: Final = {
    "comment": "bright_black",
    "instruction": "magenta",
    "tag": "cyan",
    "name": "yellow",
    "value": "green",
}


def xml_lines(document: str) -> Iterator[Text]:
    """Yield the lines of a document in colour; of any text, well-formed or not, every letter."""
    pieces: list[Piece] = []
    for match in _TOKEN.finditer(document.removesuffix("\n")):
        style = _STYLES.get(match.lastgroup or "", "")
        first, *rest = match[0].split("\n")
        pieces.append((first, style, None))
        for words in rest:
            yield of_pieces(pieces)
            pieces = [(words, style, None)]
    yield of_pieces(pieces)
