"""What shows that a message begins somewhere, as it is or escaped for what it stands in."""

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

START = re.compile(
    _OPENING
    + rb"(?:(?:\?|%3[fF])xml\b"
    + rb"|(?:[A-Za-z_][\w.-]{0,60}(?::|%3[aA]))?(?:[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d"
    + rb"|ClinicalDocument|Envelope|ControlActEvent)(?:[>&]|\\u003[eE]|\\x3[eE]|%3[eE]|"
    + _BLANK
    + rb")|"
    + _NAME
    + _BLANK
    + _WITHIN
    + _HL7
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
    + _NAME
    + _BLANK
    + _WITHIN
    + _HL7
    + rb")"
)


def has_sign(data: bytes) -> bool:
    """Return whether something stands in data that looks like the root of a message."""
    if b"\0" in data[:4096]:
        data = data.replace(b"\0", b"")  # UTF-16
    return _SIGN.search(data) is not None
