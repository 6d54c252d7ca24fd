"""The commands of `mim` that hints name, written so that a shell takes them as they stand."""

from mimcli.files import pasteable


def command(*words: str) -> str:
    """Return a command with its words, those with blanks in quotes: `mim show "NHS Direct"`."""
    return " ".join(("mim", *map(pasteable, words)))
