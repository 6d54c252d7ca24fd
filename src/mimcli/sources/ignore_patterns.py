"""The lines of a `.gitignore`, as git reads them (gitignore(5), and git's `wildmatch`).

Made here and not taken from a library: those at hand also match what lies below a matched folder,
so that `a` and then `!/a` leaves out what git takes in. A caller that walks from the top
needs each pattern to match the path that it names and nothing else. Works on bytes, as git does.

Patterns may come from strangers, so they are translated such that matching never backtracks
from one wildcard into another: each but the last commits to its first fit, which is enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SLASH = b"/"
_STAR = b"*"
_STARS = b"**"
_WITHIN = rb"[^/]"
_CLASSES = {
    b"alnum": b"0-9A-Za-z",
    b"alpha": b"A-Za-z",
    b"blank": rb" \t",
    b"cntrl": rb"\x00-\x1f\x7f",
    b"digit": b"0-9",
    b"graph": rb"\x21-\x7e",
    b"lower": b"a-z",
    b"print": rb"\x20-\x7e",
    b"punct": rb"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    b"space": rb"\x09-\x0d\x20",
    b"upper": b"A-Z",
    b"xdigit": b"0-9A-Fa-f",
}


@dataclass(frozen=True, slots=True)
class IgnorePattern:
    """One line that says something."""

    ignores: bool
    """False for a line that starts with `!`: it takes back in."""
    folders_only: bool
    by_name: bool
    """It is matched against the last part of a path only (it has no `/` but at its end)."""
    expression: re.Pattern[bytes]

    def matches(self, path: bytes, *, folder: bool) -> bool:
        """Return whether this line is about a path, relative to the ignore file's folder."""
        if self.folders_only and not folder:
            return False
        subject = path.rpartition(b"/")[2] if self.by_name else path
        return self.expression.fullmatch(subject) is not None


def read_patterns(data: bytes) -> tuple[IgnorePattern, ...]:
    """Return the patterns in an ignore file, less lines that match nothing."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    patterns = (_pattern(line.removesuffix(b"\r")) for line in lines)
    return tuple(pattern for pattern in patterns if pattern is not None)


def _pattern(line: bytes) -> IgnorePattern | None:
    if line.startswith(b"#"):
        return None
    text = _without_trailing_blanks(line)
    ignores = not text.startswith(b"!")
    text = text if ignores else text[1:]
    folders_only = text.endswith(b"/")
    text = text.removesuffix(b"/")
    by_name = b"/" not in text
    expression = _translated(text.removeprefix(b"/"))
    if not expression:
        return None
    return IgnorePattern(ignores, folders_only, by_name, re.compile(expression, re.DOTALL))


def _without_trailing_blanks(line: bytes) -> bytes:
    """Return a line without the blanks at its end, less one that a backslash keeps."""
    kept = line.rstrip(b" ")
    backslashes = len(kept) - len(kept.rstrip(b"\\"))
    return kept + b" " if backslashes % 2 and kept != line else kept


def _translated(text: bytes) -> bytes | None:
    """Return the regular expression of a pattern, or None if it can match nothing."""
    try:
        tokens = _tokens(text)
    except (IndexError, KeyError, ValueError):
        return None
    fixed = next((at for at, token in enumerate(tokens) if not _is_fixed(token)), len(tokens))
    if tokens[fixed : fixed + 1] == [_STARS] and tokens[fixed + 1 : fixed + 2] in ([], [_SLASH]):
        # Git looks at what follows the fixed head as at a pattern of its own: `a**/b` is any
        # `b` below what starts with `a`, though gitignore(5) says that these stars are plain.
        rest = _paths(tokens[fixed:])
        return rest and b"".join(tokens[:fixed]) + rest
    return _paths(tokens)


def _is_fixed(token: bytes) -> bool:
    return token == _SLASH or token.startswith(b"\\x")


def _paths(tokens: list[bytes]) -> bytes | None:
    """Return the expression of tokens, where `**` between slashes is any number of folders."""
    parts = _split(tokens, _SLASH)
    if not all(parts):
        return None
    segments = [_STARS if part == [_STARS] else _segment(part) for part in parts]
    if segments[-1] == _STARS:
        segments[-1] = rb".*"
    runs = [_SLASH.join(run) for run in _split(segments, _STARS)]
    return _committing(runs, skip=rb"(?:[^/]*/)*", glue=_SLASH)


def _segment(tokens: list[bytes]) -> bytes:
    """Return the expression of what stands between two slashes, where `**` means `*`."""
    single = [_STAR if token == _STARS else token for token in tokens]
    return _committing([b"".join(run) for run in _split(single, _STAR)], skip=rb"[^/]*", glue=b"")


def _committing(runs: list[bytes], *, skip: bytes, glue: bytes) -> bytes:
    """Return an expression of fixed runs with a wildcard between each two.

    A run in the middle takes its first fit for good; only the last may try others.
    """
    first, *others = runs
    expression = first + (glue if first and others else b"")
    for run in others[:-1]:
        expression += b"(?>" + skip + b"?" + run + glue + b")" if run else b""
    return expression + (skip + others[-1] if others else b"")


def _split(tokens: Iterable[bytes], separator: bytes) -> list[list[bytes]]:
    """Return the runs of tokens between separators."""
    runs: list[list[bytes]] = [[]]
    for token in tokens:
        if token == separator:
            runs.append([])
        else:
            runs[-1].append(token)
    return runs


def _tokens(text: bytes) -> list[bytes]:
    """Return a pattern's tokens: `/`, `*`, `**`, and expressions of one character each.

    Raises IndexError, KeyError or ValueError for a pattern that git lets match nothing.
    """
    tokens, at = [], 0
    while at < len(text):
        character = text[at : at + 1]
        end = at + 1
        if character == b"*":
            end = at + len(text[at:]) - len(text[at:].lstrip(b"*"))
            tokens.append(_STAR if end == at + 1 else _STARS)
        elif character == b"?":
            tokens.append(_WITHIN)
        elif character == b"[":
            token, end = _set(text, end)
            tokens.append(token)
        elif character == b"\\":
            tokens.append(_literal(text[end]))
            end += 1
        else:
            tokens.append(_literal(text[at]))
        at = end
    return tokens


def _literal(code: int) -> bytes:
    return _SLASH if code == _SLASH[0] else b"\\x%02x" % code


def _set(text: bytes, at: int) -> tuple[bytes, int]:
    """Return the expression of a set in square brackets, and where the pattern goes on.

    `at` is behind the opening bracket. A set never matches a slash.
    """
    negated = text[at : at + 1] in {b"!", b"^"}
    at += negated
    members, first = b"", True
    while first or text[at] != ord("]"):
        first = False
        if text[at : at + 2] == b"[:":
            end = text.index(b":]", at)
            members += _CLASSES[text[at + 2 : end]]
            at = end + 2
            continue
        low, at = _member(text, at)
        high = low
        if text[at] == ord("-") and text[at + 1] != ord("]"):
            high, at = _member(text, at + 1)
        if low <= high:
            members += b"\\x%02x-\\x%02x" % (low, high)
    inside = b"[^" + members + b"]" if negated else b"[" + members + b"]"
    return (rb"(?!/)" + inside if members else rb"(?!)"), at + 1


def _member(text: bytes, at: int) -> tuple[int, int]:
    """Return a set's member at a position, and the position behind it."""
    at += text[at] == ord("\\")
    return text[at], at + 1
