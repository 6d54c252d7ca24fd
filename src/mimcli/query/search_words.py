"""What a user types into a search, as an expression of SQLite's FTS5: any text is safe.

    query  = either , { "OR" , either } ;
    either = part , { [ "AND" ] , [ "NOT" ] , part } ;
    part   = word , [ "*" ] | '"' , words , '"' , [ "*" ] | "(" , query , ")" ;

AND, OR and NOT are operators in capitals only; words side by side must all be there. Everything
else (`-`, `:`, `^`, quotes that never end, brackets that do not match) is text. A word is what the
index calls one: letters and digits; `PRPA_IN000203UK06` or `2.16.840` is a phrase of several.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.errors import UsageError
from mimcli.model.identifiers import parse_stem

MOST_WORDS = 64
"""In one query; FTS5 has limits of its own."""
DEEPEST = 8
"""Brackets within brackets; deeper ones are ignored."""

_MOST_IN_NAME = 3
"""Words; of more, the ways to put them together are many, and names are not so long."""
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_UNUSABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_WORDS = re.compile(r"[^\s,;]+")


class Token(NamedTuple):
    """One thing that the user typed: `kind` is `term`, `(`, `)`, `AND`, `OR` or `NOT`."""

    kind: str
    term: str = ""
    """A quoted phrase of FTS5, perhaps with a `*` after it."""
    bare: str = ""
    """Of a plain word its letters, nothing around them."""


def expression(text: str) -> str:
    """Return the FTS5 expression for what the user typed.

    Raises UsageError for text without any word, for a NOT that takes nothing away from anything,
    and for more than MOST_WORDS words.
    """
    tokens = tokens_of(text)
    terms = sum(token.kind == "term" for token in tokens)
    bare = [token.bare for token in tokens]
    if not terms:
        raise UsageError(_without_words(text, tokens), hint="mim search nhs number")
    if terms > MOST_WORDS:
        raise UsageError(
            f"a search of {terms} words is too long", hint=f"at most {MOST_WORDS} words"
        )
    found = _Reader(tokens).read()
    if terms > 1 and all(bare):
        return " OR ".join([f"({found})", *_side_by_side(bare)])
    return found


def _side_by_side(words: list[str]) -> Iterator[str]:
    """Yield the words as one phrase, which makes it count, and as one name: `update mode`.

    A name is one word of the index (`updateMode`): a few words are tried in every way that they
    can be written as names.
    """
    yield f'"{" ".join(words)}"'
    if len(words) > _MOST_IN_NAME:
        return
    gaps = len(words) - 1
    for chosen in range(1, 2**gaps):
        text = words[0]
        for gap, word in enumerate(words[1:]):
            text += word if chosen >> gap & 1 else " " + word
        yield "(" + " AND ".join(f'"{name}"' for name in text.split()) + ")"


def plain_words(text: str) -> str:
    """Return the text as one name to compare with: without quotes and a `*` around it."""
    return " ".join(_UNUSABLE.sub(" ", text).replace('"', " ").split()).removesuffix("*")


def _without_words(text: str, tokens: list[Token]) -> str:
    if any(token.kind in _OPERATORS for token in tokens):
        return "the search has operators only, and no word to look for"
    return "the search has no word to look for" if text.strip() else "the search is empty"


def tokens_of(text: str) -> list[Token]:
    """Return what the user typed, one token a word, phrase, operator or bracket."""
    tokens: list[Token] = []
    for number, piece in enumerate(_UNUSABLE.sub(" ", text).split('"')):
        if number % 2:
            tokens += _term(piece)
            continue
        # A star right after a closing quote.
        if number and piece.startswith("*") and tokens and tokens[-1].kind == "term":
            tokens[-1] = Token("term", tokens[-1].term.removesuffix("*") + "*")
        for match in _WORDS.finditer(piece):
            tokens += _word(match[0])
    return tokens


def _word(word: str) -> list[Token]:
    if word in _OPERATORS:
        return [Token(word)]
    inner = word.lstrip("(")
    opened = len(word) - len(inner)
    core = inner.rstrip(")*") if inner.endswith((")", "*")) else inner
    ending = inner[len(core) :]
    # `code(s)` closes what it opened itself.
    own = max(0, core.count("(") - core.count(")"))
    closed = max(0, ending.count(")") - own)
    if core in _OPERATORS:
        middle = [Token(core)]
    else:
        middle = _term(core + ("*" if "*" in ending or parse_stem(core) else ""))
        if middle and core.isalnum() and core == word:
            middle = [middle[0]._replace(bare=core)]
    return [Token("(")] * opened + middle + [Token(")")] * closed


def _term(text: str) -> list[Token]:
    if not any(map(_is_token, text)):
        return []
    star = "*" if text.endswith("*") else ""
    return [Token("term", f'"{text.rstrip("*")}"{star}')]


def _is_token(character: str) -> bool:
    """Return whether the index counts a character as part of a word."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


class _Reader:
    """Reads tokens from left to right; what makes no sense as an operator or bracket is dropped."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def read(self) -> str:
        return self._alternatives()

    def _peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _alternatives(self) -> str:
        found = [self._all()]
        while self._peek() == "OR":
            self.at += 1
            found.append(self._all())
        kept = [one for one in found if one]
        return kept[0] if len(kept) == 1 else " OR ".join(f"({one})" for one in kept)

    def _all(self) -> str:
        wanted: list[str] = []
        unwanted: list[str] = []
        negated = False
        while (kind := self._peek()) not in ("", "OR"):
            if kind == ")" and self.depth:
                break
            token = self.tokens[self.at]
            self.at += 1
            if kind in ("AND", "NOT"):
                negated = kind == "NOT"
                continue
            if kind == ")" or (kind == "(" and self.depth == DEEPEST):
                continue
            part = token.term if kind == "term" else self._brackets()
            if part:
                (unwanted if negated else wanted).append(part)
            negated = False
        if unwanted and not wanted:
            raise UsageError(
                "NOT takes away from other words, and there are none before it",
                hint="mim search patient NOT person",
            )
        found = " AND ".join(wanted)
        return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found

    def _brackets(self) -> str:
        self.depth += 1
        found = self._alternatives()
        self.depth -= 1
        if self._peek() == ")":
            self.at += 1
        return f"({found})" if found else ""
