"""What differs between two XSD files, read with lxml alone: no index, no code of ours."""

import re
from collections import deque
from pathlib import Path
from typing import NamedTuple

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
_ID = re.compile(r"([A-Z]{4}_[A-Z]{2}\d{6})UK\d\d")


class Child(NamedTuple):
    """An element of a type, as its file states it."""

    name: str
    low: int
    high: str
    type: str
    chosen: bool


class SchemaFile:
    """A schema and all that it includes: its types, groups and outermost elements."""

    def __init__(self, path: Path) -> None:
        self.types: dict[str, etree._Element] = {}
        self.groups: dict[str, etree._Element] = {}
        root = etree.parse(path).getroot()
        self.roots = [
            (one.get("name", ""), one.get("type", "")) for one in root.findall(f"{XS}element")
        ]
        self.own = {one.get("name", "") for one in root.findall(f"{XS}complexType")}
        self.attributes = {
            each.get("name", "")
            for one in root.findall(f"{XS}complexType")
            for each in one.findall(f"{XS}attribute")
        }
        self.own_groups = [one.get("name", "") for one in root.findall(f"{XS}group")]
        files = {entry.name.lower(): entry for entry in path.parent.iterdir()}
        waiting, seen = [path], set()
        while waiting:
            one = waiting.pop()
            if one in seen or not one.is_file():
                continue
            seen.add(one)
            tree = etree.parse(one).getroot()
            for each in tree:
                if each.tag == f"{XS}complexType":
                    self.types.setdefault(each.get("name", ""), each)
                elif each.tag == f"{XS}group":
                    self.groups.setdefault(each.get("name", ""), each)
                elif each.tag == f"{XS}include":
                    target = (one.parent / each.get("schemaLocation", "")).resolve()
                    waiting.append(files.get(target.name.lower(), target))

    def children(self, type_: str) -> dict[str, Child]:
        """The elements of a type by name, without revisions in names; groups unfolded."""
        found: dict[str, Child] = {}
        self._gather(self.types[type_], found, 1, "1", False)
        return found

    def group(self, name: str) -> dict[str, Child]:
        """The elements of a group."""
        found: dict[str, Child] = {}
        self._gather(self.groups[name], found, 1, "1", False)
        return found

    def _gather(
        self, node: etree._Element, found: dict[str, Child], low: int, high: str, chosen: bool
    ) -> None:
        for each in node:
            if each.tag in (
                f"{XS}sequence",
                f"{XS}choice",
                f"{XS}complexContent",
                f"{XS}restriction",
            ):
                several = each.tag == f"{XS}choice" and len(each) > 1
                inner = str(each.get("maxOccurs", "1"))
                more = "unbounded" if "unbounded" in (inner, high) else str(int(inner) * int(high))
                self._gather(
                    each, found, low * int(each.get("minOccurs", "1")), more, chosen or several
                )
            elif each.tag == f"{XS}group":
                reference = each.get("ref", "")
                if reference.startswith(("InfrastructureRoot", "NPFIT-")):
                    continue
                inner = str(each.get("maxOccurs", "1"))
                more = "unbounded" if "unbounded" in (inner, high) else str(int(inner) * int(high))
                self._gather(
                    self.groups[reference],
                    found,
                    low * int(each.get("minOccurs", "1")),
                    more,
                    chosen,
                )
            elif each.tag == f"{XS}element":
                name = each.get("name") or each.get("ref", "")
                most = str(each.get("maxOccurs", "1"))
                more = "unbounded" if "unbounded" in (most, high) else str(int(most) * int(high))
                lowest = low * int(each.get("minOccurs", "1"))
                found[_ID.sub(r"\1", name)] = Child(
                    name, lowest, more, each.get("type", ""), chosen
                )


class Route(NamedTuple):
    """Names that only one of two models has, and those that are there more or less often."""

    gone: list[str]
    come: list[str]
    counted: list[str]
    """Elements of another number (`name 0..1 1..1`), or that have become alternatives."""
    names: set[str]
    """Of all elements of the classes that were met, and of none of their attributes."""
    values: set[str]
    """Of those elements that are values, and nowhere classes."""


def route(old: Path, new: Path) -> Route:
    """Walk two message types, CMETs or templates from their outermost elements, class by class."""
    before, after = SchemaFile(old), SchemaFile(new)
    gone: list[str] = []
    come: list[str] = []
    counted: list[str] = []
    names: set[str] = set()
    classes: set[str] = set()
    waiting: deque[tuple[dict[str, Child], dict[str, Child]]] = deque()
    if before.roots and after.roots:
        ((_, ours),), ((_, theirs),) = before.roots, after.roots
        waiting.append((before.children(ours), after.children(theirs)))
        seen = {(ours, theirs)}
    else:
        (one,), (other,) = before.own_groups, after.own_groups
        waiting.append((before.group(one), after.group(other)))
        seen = set()
    while waiting:
        ours_, theirs_ = waiting.popleft()
        names |= {child.name for child in (*ours_.values(), *theirs_.values())}
        gone += [child.name for name, child in ours_.items() if name not in theirs_]
        come += [child.name for name, child in theirs_.items() if name not in ours_]
        for name in ours_.keys() & theirs_.keys():
            one_, other_ = ours_[name], theirs_[name]
            if one_.name != other_.name:
                gone.append(one_.name)
                come.append(other_.name)
            if one_.chosen != other_.chosen:
                counted.append(f"{other_.name} chosen")
            elif (one_.low, one_.high) != (other_.low, other_.high):
                counted.append(f"{other_.name} {one_.low}..{one_.high} {other_.low}..{other_.high}")
            pair = one_.type, other_.type
            both = pair[0] in before.types and pair[1] in after.types
            inside = pair[0] in before.own or pair[1] in after.own
            if both:
                classes |= {each.name for each in (one_, other_) if "UK" in each.type}
            if both and inside and pair not in seen:
                seen.add(pair)
                waiting.append((before.children(pair[0]), after.children(pair[1])))
    attributes = before.attributes | after.attributes
    return Route(sorted(gone), sorted(come), sorted(counted), names - attributes, names - classes)
