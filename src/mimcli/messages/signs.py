"""What shows that a message begins somewhere, as it is or escaped for what it stands in."""

import binascii
import re

_OPENING = (
    rb"(?:<|&(?:amp;)*lt;|&\#0*60;|&\#[xX]0*3[cC];|\\u003[cC]|\\x3[cC]|%(?:25)*3[cC])"  # a `<`
)
_BLANK = rb"(?:\s|\\+[nrt]|%20|%09|%0[aAdD]|\+|&\#(?:10|13|9|x[aAdD9]);)"
_INTERACTION = rb"(?:[A-Za-z_][\w.-]{0,60}(?::|%3[aA]))?[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d"
_NAME = rb"[A-Za-z_][\w.-]{0,100}(?:(?::|%3[aA])[\w.-]{1,100})?"
_HL7 = rb"urn(?::|%3[aA])hl7-org(?::|%3[aA])v3(?![\w:/.-])"
_WITHIN = rb"(?:(?!" + _OPENING + rb")[^<>]){0,2000}?"
"""What stands in a start tag."""
_OF_HL7 = _NAME + _BLANK + _WITHIN + _HL7
"""A start tag, after its opening, that declares the namespace of HL7 v3."""

START = re.compile(
    _OPENING
    + rb"(?:(?:\?|%3[fF])xml\b"
    + rb"|(?:[A-Za-z_][\w.-]{0,60}(?::|%3[aA]))?(?:[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d"
    + rb"|ClinicalDocument|Envelope|ControlActEvent)(?:[>&]|\\u003[eE]|\\x3[eE]|%3[eE]|"
    + _BLANK
    + rb")|"
    + _OF_HL7
    + rb")"
)
"""Where a document may begin that is a message, or has one in it."""

_SIGN = re.compile(
    _OPENING
    + rb"(?:"
    + _INTERACTION
    + rb"(?:"
    + _BLANK
    + rb"+[A-Za-z_]|(?:>|&gt;|\\u003[eE]|%3[eE])"
    + _BLANK
    + rb"*"
    + _OPENING
    + rb")|"
    + _OF_HL7
    + rb")"
)

_BASE64 = re.compile(
    rb"(?:(?<![A-Za-z0-9+/_\\-])|(?<=\\[nrt]))[A-Za-z0-9+/_-]{16,}+(?:\\/[A-Za-z0-9+/_-]*+)*+={0,2}"
)
"""Base64, in which JSON may have escaped the slashes."""
_FOLLOWING = re.compile(rb"[ \t]*\r?\n[ \t]*([A-Za-z0-9+/]+={0,2})(?=\s|\Z)")
_LINE_LENGTHS = (64, 72, 76)
_SHORTEST = 60
_BEGINS = re.compile(
    rb"\s*(?:<[A-Za-z_?!]|\{\s*[\"\[{]|\[\s*[\"\[{]|--[^\s-]|Content-|MIME-|HTTP/\d|POST )"
    rb"|\xef\xbb\xbf|\xff\xfe<|\xfe\xff\0|<\0|\0<|\x1f\x8b\x08|x[\x01\x9c\xda]"
)
"""How a document, or a container of some, may begin."""
_DEEPEST = 5


def has_sign(data: bytes, depth: int = 0) -> bool:
    """Return whether something looks like the root of a message, or may hold one in base64."""
    if b"\0" in data[:4096]:
        data = data.replace(b"\0", b"")  # UTF-16
    return _SIGN.search(data) is not None or next_base64(data, 0, depth) is not None


def next_base64(data: bytes, position: int, depth: int = 0) -> tuple[int, int] | None:
    """Return where the next text in base64 is that may be, or hold, a document."""
    if depth == _DEEPEST:
        return None
    while match := _BASE64.search(data, position):
        position = _end_of_base64(data, match)
        if position - match.start() < _SHORTEST:
            continue
        text = data[match.start() : position].translate(_ALPHABET, b"=\\ \t\r\n")
        content = binascii.a2b_base64(text[: len(text) // 4 * 4])
        if _BEGINS.match(content) or has_sign(content, depth + 1):
            return match.start(), position
    return None


def _end_of_base64(data: bytes, match: re.Match[bytes]) -> int:
    """Return where base64 ends, which may go on in lines of the same length."""
    length, end = len(match[0]), match.end()
    while length in _LINE_LENGTHS and (line := _FOLLOWING.match(data, end)):
        if len(line[1]) > length or (len(line[1]) < length and len(line[1]) % 4):
            break
        end = line.end()
        if len(line[1]) < length:
            break
    return end


_ALPHABET = bytes.maketrans(b"-_", b"+/")
"""From that for names of files and URLs."""
