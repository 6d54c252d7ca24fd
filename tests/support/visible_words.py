"""The words that a person sees on a page, by a route of its own: the standard library's parser."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "td",
        "th",
        "tr",
        "br",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "hr",
        "caption",
    ]
)
_UNSEEN = ("script", "style")


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        self._apart(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._apart(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)

    def _apart(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append(" ")


def visible_text(path: Path) -> str:
    """Return what is to be read on a page or in a text file."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if path.suffix.casefold() == ".txt":
        return text
    parser = _Seen()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)


def tokens_of(text: str) -> set[str]:
    """Return the words of a text as the index folds them: letters and digits, without accents."""
    plain = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return set(re.findall(r"[^\W_]+", "".join(plain).lower()))


def pages_below(root: Path) -> dict[str, Path]:
    """Return every page and text file but those of the external documents, by relative path."""
    return {
        path.relative_to(root).as_posix(): path
        for path in sorted(root.rglob("*"))
        if path.suffix.casefold() in (".htm", ".html", ".txt")
        and "External Documents" not in path.parts
    }
