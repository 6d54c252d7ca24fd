"""Values of the datatypes: what is in an element that is no class of a model."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mimcli.model.answers.explain import CodeLine
from mimcli.query.explain_types import Part, Type, Types
from mimcli.scaffold.elements import Attributes, Element, Value
from mimcli.scaffold.identifiers import identifier
from mimcli.scaffold.placeholders import Placeholders
from mimcli.scaffold.values import Allowed

_MOST_BASES = 20
_DEEPEST = 6


class Wanted(NamedTuple):
    """What the manual says of a value beside its type."""

    name: str
    """Of the element that holds it."""
    datatype: str | None = None
    """As its row states it; of an abstract type, the one to use in its place."""
    fixed: str | None = None
    codes: tuple[CodeLine, ...] = ()
    """Codes of its vocabulary."""
    vocabulary: str = ""
    """Name of its vocabulary, or what stands for that."""
    code_system: str | None = None
    oids: tuple[str, ...] = ()
    """Object identifiers that its description names."""
    flavours: tuple[str, ...] = ()
    """Flavours that its description names."""
    words: str = "text"
    """Text for a place of text: what it is for."""
    sure: Attributes = ()
    """Attributes that are known: the interaction's own id, say."""


class Datatypes:
    """Makes values of datatypes."""

    def __init__(self, types: Types, allowed: Allowed, placeholders: Placeholders) -> None:
        self.types = types
        self.allowed = allowed
        self.placeholders = placeholders

    def value(self, found: Type, wanted: Wanted, depth: int = 0) -> Value:
        """Return a value of a type; of an abstract one, of a type that derives from it."""
        names = [one.name for one in self._chain(found)]
        parts = self.types.parts(found)
        limits = Limits(self, parts, found, wanted, depth)
        for name in names:
            maker = _MAKERS.get((name or "").split(".")[0])
            if maker is not None:
                return limits.completed(maker(limits))
        return limits.completed(Value())

    def _chain(self, found: Type) -> list[Type]:
        """Return a type and those that it derives from."""
        chain: list[Type] = []
        one: Type | None = found
        while one is not None and len(chain) < _MOST_BASES:
            chain.append(one)
            one = self.types.named(one.base, one.schema) if one.base else None
        return chain

    def concrete(self, found: Type, wanted: Wanted) -> tuple[Type, str | None]:
        """Return a type that a value may be of, and what `xsi:type` has to say of it, if it has."""
        if found.name not in ABSTRACT:
            return found, None
        stated = (wanted.datatype or "").split("(")[0].strip().replace("<", "_").replace(">", "")
        for name in (stated, ABSTRACT[found.name]):
            other = self.types.named(name) if name and name not in ABSTRACT else None
            if other is not None:
                return other, name
        return found, None


ABSTRACT = {"ANY": "ST", "QTY": "INT", "BIN": "ED"}
"""Datatypes that no value is of, and what stands for each where nothing better is known."""


class Limits:
    """What a type allows in a value, and the value's makers' ways to ask."""

    def __init__(
        self,
        datatypes: Datatypes,
        parts: Sequence[Part],
        found: Type,
        wanted: Wanted,
        depth: int,
    ) -> None:
        self.datatypes = datatypes
        self.placeholders = datatypes.placeholders
        self.wanted = wanted
        self.mixed = found.mixed
        self.attributes = {one.name: one for one in parts if one.kind == "attribute"}
        self.elements = [one for one in parts if one.kind == "element"]
        self._depth = depth

    def may(self, name: str) -> bool:
        """Return whether there may be an attribute of a name."""
        part = self.attributes.get(name)
        return part is not None and part.max != 0

    def must(self, name: str) -> bool:
        """Return whether there must be an attribute of a name."""
        part = self.attributes.get(name)
        return part is not None and part.min > 0

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the only values that an attribute may have."""
        part = self.attributes.get(name)
        return self.datatypes.allowed.values(part) if part else ()

    def allows(self, name: str, value: str) -> bool:
        """Return whether an attribute may have a value."""
        part = self.attributes.get(name)
        return part is not None and self.datatypes.allowed.allows(part, value)

    def attribute(self, name: str, *usual: str | None) -> Attributes:
        """Return an attribute with the first of the usual values that it may have, else another.

        Nothing where there may be none.
        """
        part = self.attributes.get(name)
        if part is None or part.max == 0:
            return ()
        wished = [value for key, value in self.wanted.sure if key == name]
        wished += [one for one in usual if one is not None]
        return ((name, self.datatypes.allowed.value(part, self.placeholders, wished)),)

    def child(self, name: str, wanted: Wanted | None = None) -> tuple[Element, ...]:
        """Return an element of a value; nothing where there may be none."""
        part = next((one for one in self.elements if one.name == name), None)
        if part is None or part.max == 0 or self._depth > _DEEPEST:
            return ()
        found = self.datatypes.types.of_part(part)
        wanted = wanted or self.wanted._replace(name=name, fixed=None, sure=())
        value = self.datatypes.value(found, wanted, self._depth + 1) if found else Value()
        return (Element(part.name, part.namespace, *value),)

    def text_child(self, name: str, text: str) -> tuple[Element, ...]:
        """Return an element of a value that holds text; nothing where there may be none."""
        part = next((one for one in self.elements if one.name == name), None)
        return (Element(part.name, part.namespace, text=text),) if part and part.max != 0 else ()

    def completed(self, value: Value) -> Value:
        """Return a value with what its type demands beside what was made."""
        there = {name for name, _ in value.attributes}
        attributes = [*value.attributes]
        for name, part in self.attributes.items():
            if name not in there and part.min > 0:
                attributes += self.attribute(name, self.wanted.fixed)
        order = list(self.attributes)
        attributes.sort(key=lambda one: order.index(one[0]) if one[0] in order else -1)
        children = value.children or tuple(self._demanded())
        return value._replace(attributes=tuple(attributes), children=children)

    def _demanded(self) -> list[Element]:
        """Return the elements that must be there; of alternatives the first."""
        made: list[Element] = []
        chosen: set[str] = set()
        for part in self.elements:
            if part.min > 0 and part.choice not in chosen:
                made += self.child(part.name) * part.min
                chosen |= {part.choice} if part.choice is not None else set()
        return made


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
        "code", wanted.fixed, *(one.code for one in wanted.codes), any_code
    )
    code = attributes[0][1]
    meanings = {any_code: any_display} | {one.code: one.display for one in wanted.codes}
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


def _bound(limits: Limits) -> Value:
    return _time(limits)


def _text(limits: Limits) -> Value:
    if not limits.mixed:
        return Value()
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


_MAKERS: dict[str, Callable[[Limits], Value]] = {
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
