"""Messages with one fault each, planted in valid ones: what a check has to find, and where.

Every mutant comes from a seed, so that a failure can be made again.
"""

import copy
import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

Element = etree._Element
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_UUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_TIME = re.compile(r"\d{4,14}([+-]\d{4})?")
_OID = re.compile(r"\d+(\.\d+){3,}")
_NHS_NUMBER = "2.16.840.1.113883.2.1.4.1"


class Mutant(NamedTuple):
    """A message with a fault."""

    kind: str
    root: Element
    place: Element
    """The element that was changed; where one was taken out, what it was taken from."""
    detail: str
    """What was done, in a few words: names and values."""


def mutants(root: Element, random_: random.Random, number: int) -> Iterator[Mutant]:
    """Yield mutants of a message, one a kind in turn, as many as can be made of `number`."""
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    kinds = list(_KINDS)
    random_.shuffle(kinds)
    made = tried = 0
    while made < number and tried < number * 8:
        kind = kinds[tried % len(kinds)]
        tried += 1
        at = random_.randrange(len(elements))
        again = copy.deepcopy(root)
        target = next(
            one
            for count, one in enumerate(e for e in again.iter() if isinstance(e.tag, str))
            if count == at
        )
        mutant = _KINDS[kind](again, target, random_)
        if mutant is not None:
            made += 1
            yield Mutant(kind, again, *mutant)


_Made = tuple[Element, str] | None
"""The place and what was done; None where the element does not lend itself to it."""


def _drop(_: Element, target: Element, __: random.Random) -> _Made:
    parent = target.getparent()
    if parent is None:
        return None
    parent.remove(target)
    return parent, _name(target)


def _repeat(_: Element, target: Element, __: random.Random) -> _Made:
    if target.getparent() is None:
        return None
    twin = copy.deepcopy(target)
    target.addnext(twin)
    return twin, _name(target)


def _swap(_: Element, target: Element, __: random.Random) -> _Made:
    other = target.getnext()
    if target.getparent() is None or other is None or other.tag == target.tag:
        return None
    other.addnext(target)
    return target, f"{_name(target)} after {_name(other)}"


def _move_to_end(_: Element, target: Element, __: random.Random) -> _Made:
    parent = target.getparent()
    if parent is None or target.getnext() is None or parent[-1].tag == target.tag:
        return None
    parent.append(target)
    return target, _name(target)


def _into_neighbour(_: Element, target: Element, __: random.Random) -> _Made:
    before = target.getprevious()
    if before is None or not isinstance(before.tag, str):
        return None
    before.append(target)
    return target, f"{_name(target)} into {_name(before)}"


def _out_of_parent(root: Element, target: Element, __: random.Random) -> _Made:
    parent = target.getparent()
    if parent is None or parent is root:
        return None
    parent.addnext(target)
    return target, f"{_name(target)} out of {_name(parent)}"


def _rename(_: Element, target: Element, random_: random.Random) -> _Made:
    if target.getparent() is None:
        return None
    name = _name(target)
    cut = random_.randrange(len(name))
    wrong = random_.choice((f"{name}X", f"{name[:cut]}{name[cut + 1 :]}z", name.swapcase()))
    target.tag = f"{target.tag.rpartition('}')[0]}}}{wrong}" if "}" in target.tag else wrong
    return target, f"{name} -> {wrong}"


def _stranger(_: Element, target: Element, __: random.Random) -> _Made:
    namespace = target.tag.rpartition("}")[0]
    child = etree.Element(f"{namespace}}}somethingElse" if namespace else "somethingElse")
    target.insert(0, child)
    return child, "somethingElse"


def _namespace(_: Element, target: Element, __: random.Random) -> _Made:
    if target.getparent() is None or "}" not in target.tag:
        return None
    target.tag = f"{{urn:example:other}}{_name(target)}"
    return target, _name(target)


def _stray_text(_: Element, target: Element, __: random.Random) -> _Made:
    if target.text and target.text.strip():
        return None
    target.text = "stray"
    return target, "text"


def _drop_attribute(_: Element, target: Element, random_: random.Random) -> _Made:
    names = [name for name in target.attrib if not name.startswith("{")]
    if not names:
        return None
    name = random_.choice(names)
    del target.attrib[name]
    return target, f"@{name}"


def _unknown_attribute(_: Element, target: Element, __: random.Random) -> _Made:
    target.set("colour", "red")
    return target, "@colour"


def _wrong_code(_: Element, target: Element, __: random.Random) -> _Made:
    return _changed(target, "code", lambda value: f"{value}Q9")


def _wrong_structural(_: Element, target: Element, random_: random.Random) -> _Made:
    names = [one for one in ("classCode", "moodCode", "typeCode") if target.get(one)]
    names += [one for one in ("determinerCode", "contextControlCode") if target.get(one)]
    if not names:
        return None
    return _changed(target, random_.choice(names), lambda _: "ZZZ")


def _wrong_flag(_: Element, target: Element, __: random.Random) -> _Made:
    for name in ("contextConductionInd", "inversionInd", "negationInd"):
        if target.get(name):
            return _changed(target, name, lambda value: "false" if value == "true" else "true")
    return None


def _wrong_display(_: Element, target: Element, __: random.Random) -> _Made:
    return _changed(target, "displayName", lambda value: f"{value} or so")


def _wrong_code_system(_: Element, target: Element, __: random.Random) -> _Made:
    return _changed(target, "codeSystem", lambda value: f"{value}.987")


def _bad_uuid(_: Element, target: Element, random_: random.Random) -> _Made:
    value = target.get("root") or ""
    if not _UUID.fullmatch(value):
        return None
    wrong = random_.choice((value[:-1], value.lower(), value.replace("-", ""), f"{value[:-1]}G"))
    return _changed(target, "root", lambda _: wrong) if wrong != value else None


def _bad_oid(_: Element, target: Element, random_: random.Random) -> _Made:
    value = target.get("root") or ""
    if not _OID.fullmatch(value):
        return None
    wrong = random_.choice((value.replace(".", "..", 1), f"{value}.", value.replace(".", ",")))
    return _changed(target, "root", lambda _: wrong)


def _wrong_oid(_: Element, target: Element, __: random.Random) -> _Made:
    value = target.get("root") or ""
    return _changed(target, "root", lambda _: f"{value}.987") if _OID.fullmatch(value) else None


def _bad_nhs_number(_: Element, target: Element, __: random.Random) -> _Made:
    if target.get("root") != _NHS_NUMBER:
        return None
    value = target.get("extension") or ""
    if not value[-1:].isdigit():
        return None
    return _changed(target, "extension", lambda old: f"{old[:-1]}{(int(old[-1]) + 1) % 10}")


def _bad_time(_: Element, target: Element, random_: random.Random) -> _Made:
    value = target.get("value") or ""
    if not _TIME.fullmatch(value) or not value.startswith(("19", "20")):
        return None
    wrong = random_.choice(("yesterday", f"{value[:4]}1399", f"{value[:4]}-01-01", f"{value}Z"))
    return _changed(target, "value", lambda _: wrong)


def _bad_null_flavour(_: Element, target: Element, __: random.Random) -> _Made:
    target.set("nullFlavor", "WHATEVER")
    return target, "@nullFlavor"


def _null(_: Element, target: Element, __: random.Random) -> _Made:
    if target.get("nullFlavor"):
        return None
    target.set("nullFlavor", "UNK")
    return target, "@nullFlavor"


def _empty_value(_: Element, target: Element, random_: random.Random) -> _Made:
    names = [name for name in target.attrib if not name.startswith("{") and target.get(name)]
    return _changed(target, random_.choice(names), lambda _: "") if names else None


def _wrong_interaction(root: Element, target: Element, __: random.Random) -> _Made:
    if _name(target) != "interactionId":
        target = root.find(".//{*}interactionId")
    if target is None or not target.get("extension"):
        return None
    return _changed(target, "extension", lambda value: f"{value[:-2]}99")


def _changed(target: Element, name: str, change: Callable[[str], str]) -> _Made:
    value = target.get(name)
    if not value:
        return None
    target.set(name, change(value))
    return target, f"@{name}: {value} -> {target.get(name)}"


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


_KINDS: dict[str, Callable[[Element, Element, random.Random], _Made]] = {
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "move to end": _move_to_end,
    "into neighbour": _into_neighbour,
    "out of parent": _out_of_parent,
    "rename": _rename,
    "unknown element": _stranger,
    "wrong namespace": _namespace,
    "stray text": _stray_text,
    "drop attribute": _drop_attribute,
    "unknown attribute": _unknown_attribute,
    "wrong code": _wrong_code,
    "wrong structural code": _wrong_structural,
    "wrong flag": _wrong_flag,
    "wrong display name": _wrong_display,
    "wrong code system": _wrong_code_system,
    "bad uuid": _bad_uuid,
    "malformed oid": _bad_oid,
    "wrong oid": _wrong_oid,
    "bad NHS number": _bad_nhs_number,
    "bad time": _bad_time,
    "unknown nullFlavor": _bad_null_flavour,
    "nullFlavor": _null,
    "empty value": _empty_value,
    "wrong interaction": _wrong_interaction,
}
