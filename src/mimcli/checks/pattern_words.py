"""Plain words for the patterns of a schema, told by what they take: spellings differ by version."""

from collections.abc import Callable

Takes = Callable[[str], bool]

_OID, _TIME, _ZONED = "1.2.840.113619", "20080229", "20080229235959+0100"
_UPPER = "0F3C1A2E-0000-4000-8000-00000000000A"
_LOWER = _UPPER.lower()
_BLANK, _TRUE, _ADDRESS, _REFERENCE = "odd one", "true", "tel:01132800000", "#a1"
_MAYBE, _NAME = "maybe", "Word-1"
_INTERACTION, _MODEL, _ROLE = "ABCD_IN000000UK00", "ABCD_MT000000UK00", "NPFIT-000000#Role"
_SAMPLES = (
    *(_OID, _TIME, _ZONED, _UPPER, _LOWER, _BLANK, _TRUE, _ADDRESS, _REFERENCE),
    *(_MAYBE, _NAME, _INTERACTION, _MODEL, _ROLE),
)
_NO_OID = "is not an OID: numbers with points between"
_NO_UUID = "is not a UUID: 8, 4, 4, 4 and 12 hexadecimal digits{} with hyphens between"
_FORMS = {
    frozenset({_OID}): _NO_OID,
    frozenset({_OID, _TIME}): _NO_OID,
    frozenset({_UPPER}): _NO_UUID.format(" in capital letters,"),
    frozenset({_UPPER, _LOWER}): _NO_UUID.format(""),
    frozenset({_TRUE}): "is not true or false",
    frozenset({_TRUE, _MAYBE, _NAME}): "is not a word of letters, digits and hyphens",
    frozenset({_ADDRESS}): f"is not an address with its kind before a colon, as in {_ADDRESS}",
    frozenset({_REFERENCE}): "is not a reference: # and the ID of another element",
    frozenset({_INTERACTION}): f"is not the id of an interaction, which is like {_INTERACTION}",
    frozenset({_INTERACTION, _MODEL}): f"is not an id like {_MODEL}",
    frozenset({_ROLE}): f"is not of the form {_ROLE}",
    frozenset(_SAMPLES) - {_BLANK}: "has a blank in it",
}
"""Which of the samples the pattern of a form takes, and plain words for one that it does not."""
_TIMES = {
    "YYYY": "2008",
    "YYYYMM": "200802",
    "YYYYMMDD": _TIME,
    "YYYYMMDDhh": "2008022923",
    "YYYYMMDDhhmm": "200802292359",
    "YYYYMMDDhhmmss": "20080229235959",
}
_MOST_DIGITS = 20


def words_for(takes: Takes) -> str | None:
    """Return plain words for a value that a pattern does not take, if its form is known.

    They go on `...: it `.
    """
    taken = frozenset(sample for sample in _SAMPLES if takes(sample))
    if taken == {_TIME, _ZONED}:
        *forms, last = (form for form, sample in _TIMES.items() if takes(sample))
        return f"is not a time: {', '.join(forms)} or {last}, perhaps with +hhmm"
    if taken:
        return _FORMS.get(taken)
    lengths = [count for count in range(1, _MOST_DIGITS) if takes("9" * count)]
    return f"is not exactly {lengths[0]} digits" if len(lengths) == 1 else None
