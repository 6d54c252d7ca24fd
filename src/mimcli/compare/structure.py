"""What the schemas of one version say a message is made of, read for comparing many of them."""

import re
from typing import NamedTuple

from mimcli.compare.nillable import Nillable
from mimcli.model.identifiers import parse_artefact_id
from mimcli.query.manual import Manual

_VALUES = ("dt/", "voc/", "vocabularyschemas/")
"""Folders whose types are datatypes and lists of codes, not classes of a message."""
_MAX_BASES = 20
_INFRASTRUCTURE = frozenset(("type", "typeID", "realmCode", "nullFlavor"))
"""Attributes that every class has, whatever it is: one generator of schemas declares them in each
class, another by reference."""
_CONSTRAINT = re.compile(r"[A-Z]+-\d{6}_")
_ID = re.compile(r"[A-Z]{4}_[A-Z]{2}\d{6}[A-Z]{2}\d{2}")


class SchemaType(NamedTuple):
    """A type, group or global element."""

    key: int
    name: str | None
    kind: str
    base: str | None
    derivation: str | None
    mixed: int
    schema: str | None

    @property
    def is_value(self) -> bool:
        """Whether it is a datatype's or a list of codes."""
        return (self.schema or "").lower().startswith(_VALUES)


class Part(NamedTuple):
    """An element, attribute, wildcard or choice of templates (`group`), as a type has it."""

    kind: str
    name: str
    namespace: str | None
    low: int
    high: int | None
    choice: object
    """Alternatives of one choice have one; None outside of a choice."""
    type: str | None
    type_key: int | None
    fixed: str | None
    default: str | None
    schema: str | None
    """Path of the schema that declares it."""
    nillable: bool = False
    """Whether it may be empty, whatever its type demands, where `xsi:nil` says that it is."""

    @property
    def key(self) -> tuple[str, str]:
        """What it is paired by: its name, with no revision of an artefact in it."""
        return ("attribute" if self.kind == "attribute" else "element"), without_revisions(
            self.name
        )

    @property
    def is_mandatory(self) -> bool:
        """Whether each message has it, if it has what it stands in."""
        return self.low > 0 and self.choice is None


def without_revisions(name: str) -> str:
    """Return a name with the stems of the artefact ids in it: revisions do not tell them apart."""
    return _ID.sub(lambda match: match[0][:-4], name) if "_" in name else name


class Structure:
    """The types of one version; those that are asked for are read once."""

    def __init__(self, manual: Manual) -> None:
        self.manual = manual
        self.types: dict[int, SchemaType] = {}
        self._named: dict[tuple[str, str], list[SchemaType]] = {}
        self._of_schema: dict[str | None, list[SchemaType]] = {}
        for row in manual.rows(
            "SELECT key, name, kind, base, derivation, mixed, schema FROM schema_type"
        ):
            found = SchemaType._make(row)
            self.types[found.key] = found
            if found.name is not None:
                self._named.setdefault((found.name, found.kind), []).append(found)
                self._of_schema.setdefault(found.schema, []).append(found)
        self._parts: dict[int, tuple[Part, ...]] = {}
        self._codes: dict[int, frozenset[str] | None] = {}
        self._nillable = Nillable(manual)

    def of_schema(self, path: str) -> list[SchemaType]:
        """Return the named types, groups and global elements of a schema file."""
        return self._of_schema.get(path, [])

    def named(self, name: str, kind: str, schema: str | None = None) -> SchemaType | None:
        """Return the type of a name; where several files have one, that of `schema` if it has."""
        found = self._named.get((name, kind), [])
        own = (one for one in found if one.schema == schema)
        return next(own, found[0] if found else None)

    def type_of(self, part: Part) -> SchemaType | None:
        """Return the type of a part; None for one that no schema of the publication declares."""
        if part.type_key is not None:
            return self.types.get(part.type_key)
        if part.type is None:
            found = self.named(part.name, "element") if part.kind == "element" else None
            return self.named(found.base, "complex") if found and found.base else None
        kinds = ("simple",) if part.kind == "attribute" else ("complex", "simple")
        found = None
        for kind in kinds:
            found = found or self.named(part.type, kind, part.schema)
        return found

    def base(self, one: SchemaType) -> SchemaType | None:
        """Return the type that a type derives from."""
        if one.base is None or one.derivation == "union":
            return None
        kinds = ("simple",) if one.kind == "simple" else ("complex", "simple")
        for kind in kinds:
            for found in self._named.get((one.base, kind), []):
                if found.key != one.key:
                    return found
        return None

    def line(self, one: SchemaType | None) -> list[SchemaType]:
        """Return a type and those that it derives from, itself first."""
        found: list[SchemaType] = []
        while one is not None and len(found) < _MAX_BASES:
            found.append(one)
            one = self.base(one)
        return found

    def is_class(self, found: SchemaType | None) -> bool:
        """Return whether a type is a class of a model; else it is a datatype, or a value of one."""
        line = self.line(found)
        if not line or any(one.kind == "simple" or one.is_value for one in line):
            return False
        return line[-1].name is not None or any(
            part.kind == "element" for part in self.parts(line[-1])
        )

    def parts(self, found: SchemaType) -> tuple[Part, ...]:
        """Return the parts of a type: its own, in place of those it inherits.

        Without what is prohibited, and of a class what every class has. Groups are unfolded, but
        choices of templates stay, as parts of kind `group`.
        """
        if found.key not in self._parts:
            elements: list[Part] = []
            attributes: dict[str, Part] = {}
            for one in reversed(self.line(found)):
                own = self._unfolded(one, ())
                if one.derivation == "restriction":
                    elements = []
                elements += [part for part in own if part.kind != "attribute"]
                attributes |= {part.name: part for part in own if part.kind == "attribute"}
            kept = (one for one in (*elements, *attributes.values()) if one.high != 0)
            self._parts[found.key] = _only_choices(tuple(kept))
        return self._parts[found.key]

    def _unfolded(self, owner: SchemaType, within: tuple[str, ...]) -> list[Part]:
        """Return a type's own parts, with those of a group in the place of a reference to it."""
        out: list[Part] = []
        for row in self.manual.rows(_PARTS, owner.key):
            name = str(row[1])
            nil = row[0] == "element" and (owner.schema, owner.name, name) in self._nillable
            part = Part._make((*row, owner.schema, nil))
            if part.kind != "group":
                of_class = owner.base is None and not owner.is_value
                if not (of_class and part.kind == "attribute" and name in _INFRASTRUCTURE):
                    out.append(part)
            elif not name.startswith("InfrastructureRoot") and name not in within:
                group = self.named(name, "group", owner.schema)
                if group is None or _CONSTRAINT.match(name):
                    out.append(part)
                    continue
                inner = self._unfolded(group, (*within, name))
                out += [_within(one, part) for one in inner]
        return out

    def codes(self, found: SchemaType | None) -> frozenset[str] | None:
        """Return the values that a simple type lists; None for one that does not."""
        if found is None or found.kind != "simple":
            return None
        if found.key not in self._codes:
            self._codes[found.key] = None  # of one that derives from itself
            self._codes[found.key] = self._listed(found)
        return self._codes[found.key]

    def _listed(self, found: SchemaType) -> frozenset[str] | None:
        if found.derivation == "union":
            members = [self.named(name, "simple") for name in (found.base or "").split()]
            lists = [self.codes(member) for member in members]
            known = [one for one in lists if one is not None]
            return frozenset().union(*known) if known and len(known) == len(lists) else None
        own = frozenset(value for facet, value in self._facets(found) if facet == "enumeration")
        return own or self.codes(self.base(found))

    def format(self, found: SchemaType | None) -> frozenset[tuple[str, str]]:
        """Return what a simple type demands of a value beside a list: patterns, lengths."""
        facets: dict[str, frozenset[tuple[str, str]]] = {}
        for one in self.line(found):
            if one.kind == "simple":
                own: dict[str, set[tuple[str, str]]] = {}
                for facet, value in self._facets(one):
                    own.setdefault(facet, set()).add((facet, value))
                for facet, values in own.items():
                    facets.setdefault(facet, frozenset(values))
        facets.pop("enumeration", None)
        return frozenset().union(*facets.values())

    def _facets(self, found: SchemaType) -> list[tuple[str, str]]:
        rows = self.manual.rows(
            "SELECT facet, value FROM schema_facet WHERE owner = ? ORDER BY position", found.key
        )
        return [(str(facet), str(value)) for facet, value in rows]


_PARTS = (
    "SELECT kind, coalesce(name, ''), namespace, min, max, choice, type, type_key, fixed,"
    ' "default" FROM schema_part WHERE owner = ? ORDER BY position'
)


def artefact_of(found: SchemaType | None) -> str | None:
    """Return the artefact whose schema file declares a type: the id in the file's name."""
    if found is None or found.schema is None or found.is_value:
        return None
    name = found.schema.rpartition("/")[2].partition(".")[0]
    return name.upper() if parse_artefact_id(name) else None


def class_of(found: SchemaType) -> str:
    """Return the class in a type's name: `A_IN1.B_MT2.Subject` is `Subject`."""
    return (found.name or "").rpartition(".")[2] or (found.name or "")


def _within(part: Part, group: Part) -> Part:
    """Return a group's part as it counts in the place of the reference to the group."""
    most = None if part.high is None or group.high is None else part.high * group.high
    choice = part.choice
    if choice is not None:
        choice = (group.name, choice)
    elif group.choice is not None:
        choice = group.choice
    return part._replace(low=part.low * group.low, high=most, choice=choice)


def _only_choices(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts with no choice where there is only one alternative."""
    counts: dict[object, int] = {}
    for part in parts:
        counts[part.choice] = counts.get(part.choice, 0) + 1
    return tuple(
        part._replace(choice=None) if part.choice is not None and counts[part.choice] == 1 else part
        for part in parts
    )
