"""Values of a message in the words about them."""

import re

_LONGEST = 60
_BREAKS = re.compile(r"[ \t]*[\r\n]\s*")
"""Blanks in a line stay: they may be what is wrong."""


def quoted(value: str) -> str:
    """Return a value in quotes, in one line and not too long; what does not print is named."""
    text = _BREAKS.sub(" ", value)
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else _named(letter) for letter in text)
    quote = '"' if "'" in text and '"' not in text else "'"
    return f"{quote}{text}{quote}"


def _named(letter: str) -> str:
    return "<tab>" if letter == "\t" else f"<U+{ord(letter):04X}>"
