"""Makers of values, one a family of datatypes: codes, identifiers, times, names ..."""

from collections.abc import Callable

from mimcli.scaffold.elements import Value
from mimcli.scaffold.identifiers import identifier
from mimcli.scaffold.limits import Limits

_ANY_CONCEPT = {"2.16.840.1.113883.2.1.3.2.4.15": ("138875005", "SNOMED CT Concept")}
"""By code system: a code that every release has, for vocabularies that list none."""


_OID_OF_EXAMPLES = "2.16.840.1.113883.19"
"""HL7's own for examples: it stands for no scheme."""
_NO_DISPLAY = "dissentoverride"
"""The vocabulary whose first code may have no `displayName`, as the manual's Schematron says."""


def _coded(limits: Limits) -> Value:
    wanted = limits.wanted
    if not limits.may("code"):
        return Value(limits.attribute("nullFlavor", "NI"))
    system = next(iter(limits.listed("codeSystem")), wanted.code_system)
    any_code, any_display = _ANY_CONCEPT.get(system or "", ("CODE", None))
    attributes = limits.attribute(
        "code",
        wanted.fixed,
        *(one.code for one in wanted.codes),
        *limits.listed("code")[:1],
        *(one.code for one in wanted.others),
        any_code,
    )
    code = attributes[0][1]
    known = (*wanted.codes, *wanted.others)
    meanings = {any_code: any_display} | {one.code: one.display for one in known}
    display = _listed_display(limits, code) or meanings.get(code)
    if limits.must("codeSystem") or system:
        attributes += limits.attribute("codeSystem", system, *wanted.oids, _OID_OF_EXAMPLES)
    if limits.must("displayName") or (display and wanted.vocabulary.casefold() != _NO_DISPLAY):
        attributes += limits.attribute("displayName", display)
    return Value(attributes)


def _listed_display(limits: Limits, code: str) -> str | None:
    """Return what a code means where the schema lists both: as many words as codes."""
    codes, words = limits.listed("code"), limits.listed("displayName")
    if len(codes) == len(words) and code in codes:
        return words[codes.index(code)]
    return None


def _identifier(limits: Limits) -> Value:
    root = identifier(
        limits.placeholders,
        limits.wanted.name,
        limits.wanted.oids,
        limits.listed("root"),
        stated=limits.wanted.root,
        extension=limits.must("extension"),
        allows=lambda value: limits.allows("root", value),
    )
    attributes = limits.attribute("root", root.root)
    if (
        limits.wanted.sure
        or limits.must("extension")
        or (root.extensions and limits.may("extension"))
    ):
        attributes += limits.attribute("extension", limits.wanted.fixed, *root.extensions)
    return Value(attributes)


def _time(limits: Limits) -> Value:
    made = limits.placeholders
    is_day = limits.wanted.name in _DAYS or any(
        "date" in one.lower() for one in limits.wanted.flavours
    )
    usual = (made.day(), made.second()) if is_day else (made.second(), made.day())
    return Value(limits.attribute("value", limits.wanted.fixed, *usual))


_DAYS = frozenset(("birthTime", "deceasedTime"))


def _interval(limits: Limits) -> Value:
    """Return an interval: its beginning, where it may have one."""
    if any(one.min > 0 and one.choice is None for one in limits.elements):
        return Value()
    for name in ("low", "center", "high"):
        child = limits.child(name)
        if child:
            return Value(children=child)
    return _time(limits) if limits.may("value") else Value()


def _text(limits: Limits) -> Value:
    if not limits.mixed:  # a flavour whose text is a page
        return Value(children=limits.text_within("html", "body", "p", text=limits.wanted.words))
    return Value(text=limits.wanted.fixed or limits.wanted.words)


def _text_with_code(limits: Limits) -> Value:
    return Value(text=limits.wanted.fixed or limits.wanted.words)


def _document_text(limits: Limits) -> Value:
    child = limits.text_child("paragraph", limits.wanted.words)
    return Value(children=child) if child else _text(limits)


def _name(limits: Limits) -> Value:
    children = (
        *limits.text_child("prefix", "Ms"),
        *limits.text_child("given", "Testy"),
        *limits.text_child("family", "McTestface"),
    )
    used = limits.attribute("use", "L") if limits.must("use") else ()
    return Value(used, children) if limits.text_child("given", "x") else _organisation(limits)


def _organisation(limits: Limits) -> Value:
    used = limits.attribute("use", "L") if limits.must("use") else ()
    return Value(used, text=limits.wanted.fixed or "Test Organisation")


def _address(limits: Limits) -> Value:
    children = (
        *limits.text_child("streetAddressLine", "1 Test Street"),
        *limits.text_child("city", "Testville"),
        *limits.text_child("postalCode", "ZZ99 9ZZ"),
    )
    used = limits.attribute("use", "H", "HP", "WP") if limits.must("use") else ()
    return Value(used, children)


def _telecom(limits: Limits) -> Value:
    usual = ("mailto:test@example.com",) if "mail" in limits.wanted.name.lower() else ()
    used = limits.attribute("use", "WP", "HP") if limits.must("use") else ()
    return Value((*limits.attribute("value", *usual, "tel:01134960000"), *used))


def _number(limits: Limits) -> Value:
    return Value(limits.attribute("value", limits.wanted.fixed, "1"))


def _amount(limits: Limits) -> Value:
    return Value((*limits.attribute("value", "1"), *limits.attribute("currency", "GBP")))


def _quantity(limits: Limits) -> Value:
    return Value(
        (
            *limits.attribute("value", "1"),
            *limits.attribute("unit", *(one.code for one in limits.wanted.codes), "1"),
        )
    )


def _truth(limits: Limits) -> Value:
    return Value(limits.attribute("value", limits.wanted.fixed, "true"))


def _ratio(limits: Limits) -> Value:
    return Value(children=(*limits.child("numerator"), *limits.child("denominator")))


Maker = Callable[[Limits], Value]
"""Makes a value within its limits."""

MAKERS: dict[str, Maker] = {
    **dict.fromkeys(("CD", "CE", "CV", "CS", "CO", "CR"), _coded),
    "II": _identifier,
    **dict.fromkeys(("TS", "IVXB_TS", "SXCM_TS"), _time),
    **dict.fromkeys(("IVL_TS", "IVL_PQ", "IVL_INT"), _interval),
    **dict.fromkeys(("ST", "ED", "Cda"), _text),
    "SC": _text_with_code,
    "StrucDoc": _document_text,
    **dict.fromkeys(("PN", "EN"), _name),
    **dict.fromkeys(("ON", "TN"), _organisation),
    "AD": _address,
    **dict.fromkeys(("TEL", "URL", "Any"), _telecom),
    **dict.fromkeys(("INT", "REAL"), _number),
    "MO": _amount,
    **dict.fromkeys(("PQ", "PQ_inc"), _quantity),
    **dict.fromkeys(("BL", "BN"), _truth),
    **dict.fromkeys(("RTO", "RTO_QTY_QTY", "RTO_PQ_PQ"), _ratio),
}
"""By the beginning of a type's name, or of one that it derives from."""
