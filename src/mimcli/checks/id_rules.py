"""Identifiers: OIDs, UUIDs and NHS numbers, as far as the schema lets them through."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule
from mimcli.checks.vocabularies import Vocabularies
from mimcli.commands import command
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_parts import Type
from mimcli.query.explain_types import Types
from mimcli.query.explain_values import enumerated

NHS_NUMBER = "2.16.840.1.113883.2.1.4.1"
"""The OID of NHS numbers (`mim oid 2.16.840.1.113883.2.1.4.1`); it has not changed since 2004."""

_OID = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+", re.ASCII)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
_UUID_LIKE = re.compile(
    r"\{?[0-9A-Za-z]{6,10}(?:-[0-9A-Za-z]{2,6}){3}-[0-9A-Za-z]{8,16}\}?"
    r"|\{?[0-9A-Fa-f]{8}-?[0-9A-Fa-f-]{18,30}\}?|(?i:urn:uuid:|uuid:).*",
    re.ASCII,
)
"""One of which letters were lost, or whose hyphens were."""
UUID_FORM = "8, 4, 4, 4 and 12 hexadecimal digits with hyphens between"
_ARCS = ("2.16.840.1.113883.2.1.", "1.2.826.0.1285.0.")
"""Below these the NHS gives out OIDs, so that its catalogue is the place to look them up."""
_DIGITS = re.compile(r"[0-9]{10}", re.ASCII)


def id_rules(
    types: Types, found: Type, vocabularies: Vocabularies, missing: Rule
) -> Iterator[Rule]:
    """Yield the rules of an instance identifier; `missing` is that of one without a root."""
    if not _is_listed(types, found, "root"):
        yield _root_rule(vocabularies, missing)
    yield _nhs_number_rule


def system_rules(
    types: Types, found: Type, vocabularies: Vocabularies, missing: Rule | None
) -> Iterator[Rule]:
    """Yield the rules of the code system, as an OID, of a coded value of a type.

    `missing` is that of one without it, None if that is right.
    """
    if not _is_listed(types, found, "codeSystem"):
        yield _oid_rule("codeSystem", vocabularies, missing)
    elif missing is not None:
        yield missing


def _is_listed(types: Types, found: Type, name: str) -> bool:
    """Return whether the schema lists the values that an attribute may have."""
    part = next((one for one in types.parts(found) if one.name == name), None)
    if part is None or part.fixed:
        return True
    return bool(enumerated(types, types.simple(part)))


def is_uuid_like(text: str) -> bool:
    """Return whether a text is a UUID, or seems to be meant as one."""
    return bool(_UUID.fullmatch(text) or _UUID_LIKE.fullmatch(text))


def _root_rule(vocabularies: Vocabularies, missing: Rule | None = None) -> Rule:
    oid_rule = _oid_rule("root", vocabularies)

    def rule(element: Element) -> Remark | None:
        root = element.get("root")
        if root is None:
            return missing(element) if missing is not None else None
        if "-" not in root and "." in root:
            return oid_rule(element)
        if _UUID.fullmatch(root):
            return None if root == root.upper() else _lower_case(element, root)
        if _UUID_LIKE.fullmatch(root):
            words = f"the root of {local_name(element)} is {quoted(root)}, which is no UUID"
            return Remark("uuid-form", f"{words}: {UUID_FORM}", "root", root)
        return oid_rule(element)

    return rule


def _lower_case(element: Element, root: str) -> Remark:
    return Remark(
        "uuid-form",
        f"the UUID {quoted(root)} of {local_name(element)} has small letters;"
        " the manual's flavours of UUIDs have capital ones",
        "root",
        root,
        (root.upper(),),
        severity="warning",
    )


def _oid_rule(attribute: str, vocabularies: Vocabularies, missing: Rule | None = None) -> Rule:
    known = vocabularies.oids()

    def rule(element: Element) -> Remark | None:
        oid = element.get(attribute)
        if oid is None:
            return missing(element) if missing is not None else None
        if oid in known:
            return _node(element, attribute, oid) if known[oid][1] else None
        if not _OID.fullmatch(oid):
            return Remark(
                "oid-form",
                f"the {attribute} of {local_name(element)} is {quoted(oid)}, which is no OID:"
                f" {_why_no_oid(oid)}",
                attribute,
                oid,
            )
        if known and oid.startswith(_ARCS):
            return Remark(
                "oid-unknown",
                f"the {attribute} of {local_name(element)} is the OID {quoted(oid)}, which the"
                " manual's catalogue does not have",
                attribute,
                oid,
                hint=f"`{command('oid', oid.rpartition('.')[0])}` tells what is near",
            )
        return None

    return rule


def _why_no_oid(text: str) -> str:
    """Return the first reason why a text is no OID."""
    arcs = text.split(".")
    odd = next((one for one in arcs if not (one.isascii() and one.isdigit())), None)
    if odd is not None or len(arcs) == 1:
        return "an OID is numbers with points between"
    zero = next((one for one in arcs if len(one) > 1 and one.startswith("0")), None)
    if zero is not None:
        return f"the number {quoted(zero)} has a leading zero"
    return f"its first number is {arcs[0]}, and has to be 0, 1 or 2"


def _node(element: Element, attribute: str, oid: str) -> Remark:
    return Remark(
        "oid-unknown",
        f"the {attribute} of {local_name(element)} is the OID {quoted(oid)}, which is only a node"
        " of the catalogue's hierarchy",
        attribute,
        oid,
        hint=f"`{command('oid', oid)}` tells what is below it",
        severity="warning",
    )


def _nhs_number_rule(element: Element) -> Remark | None:
    if element.get("root") != NHS_NUMBER:
        return None
    number = element.get("extension")
    if number is None or is_nhs_number(number):
        return None
    digits = _DIGITS.fullmatch(number) is not None
    reason = "its check digit is wrong" if digits else _why_no_number(number)
    return Remark(
        "nhs-number",
        f"the extension of {local_name(element)} is {quoted(number)}, which is no NHS number:"
        f" {reason}",
        "extension",
        number,
        severity="warning" if digits else None,
    )


def _why_no_number(text: str) -> str:
    """Return why a text is not ten digits and nothing else."""
    bare = "".join(text.replace("-", " ").split())
    if bare != text and _DIGITS.fullmatch(bare):
        return "it has ten digits, but it has to be written without blanks or hyphens"
    return "it has not ten digits"


@lru_cache(maxsize=4096)
def is_nhs_number(text: str) -> bool:
    """Return whether a text is ten digits of which the last is the check digit (modulo 11)."""
    if not _DIGITS.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(text[9])
