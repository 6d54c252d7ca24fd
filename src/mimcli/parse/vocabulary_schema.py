"""The enumerations of codes in schema files.

File kinds: `dt/NHSVocab.xsd` and `VocabularySchemas/*.xsd`, which have up to three simple types a
vocabulary (`Sex_code`, `Sex_displayName`, `Sex_codeSystem`) and complex types that carry them;
`voc/voc.xsd`, HL7's own vocabulary, with one simple type a vocabulary, many of them unions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mimcli.model.findings import Finding
from mimcli.model.vocabulary import Enumeration, EnumerationsStatement
from mimcli.parse.reading import read_xml
from mimcli.parse.xmlio import Element

_XS = "{http://www.w3.org/2001/XMLSchema}"
_XS_PREFIXES = ("xs:", "xsd:")
"""XML Schema's own types have no codes."""
_PARTS = {"_code": "codes", "_displayName": "display_names", "_codeSystem": "code_systems"}


@dataclass(slots=True)
class _Draft:
    """What has been read of one vocabulary so far."""

    codes: list[str] = field(default_factory=list)
    display_names: list[str] = field(default_factory=list)
    code_systems: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    carriers: list[str] = field(default_factory=list)
    version: str = ""
    status: str = ""


def parse_enumerations(path: str, data: bytes) -> EnumerationsStatement:
    """Return the vocabularies that a schema file enumerates, in its order; never fails.

    Simple types with neither an enumeration, a pattern nor parts are left out. The codes of a
    union are its own and those of its parts in the same file; a part that the file lacks gives a
    `missing-type` finding.
    """
    root, findings = read_xml(path, data)
    drafts: dict[str, _Draft] = {}
    for child in root if root is not None else ():
        if child.tag == f"{_XS}simpleType" and child.get("name"):
            _add_type(child, drafts)
    for child in root if root is not None else ():
        if child.tag == f"{_XS}complexType" and child.get("name"):
            _add_carrier(child, drafts)
    missing = [
        Finding("missing-type", name, path, f"A part of {name}, {part}, is not in the file.")
        for name, draft in drafts.items()
        for part in draft.parts
        if part not in drafts
    ]
    enumerations = (_finished(name, drafts) for name in drafts)
    stated = tuple(each for each in enumerations if each.codes or each.patterns or each.parts)
    return EnumerationsStatement(path, stated, (*findings, *missing))


def _add_type(element: Element, drafts: dict[str, _Draft]) -> None:
    type_name = element.get("name") or ""
    name, suffix = _split(type_name)
    draft = drafts.setdefault(name, _Draft())
    values: list[str] = getattr(draft, _PARTS.get(suffix, "codes"))
    for each in element.iter(f"{_XS}enumeration", f"{_XS}pattern", f"{_XS}union"):
        if each.tag == f"{_XS}enumeration":
            values.append(each.get("value") or "")
        elif each.tag == f"{_XS}pattern" and values is draft.codes:
            draft.patterns.append(each.get("value") or "")
        elif each.tag == f"{_XS}union":
            members = (each.get("memberTypes") or "").split()
            draft.parts += (name for name in members if not name.startswith(_XS_PREFIXES))
    for each in element.iterfind(f"{_XS}annotation/{_XS}appinfo/*"):
        if each.tag in ("version", "status") and not getattr(draft, str(each.tag)):
            setattr(draft, str(each.tag), (each.text or "").strip())


def _split(type_name: str) -> tuple[str, str]:
    """Return the vocabulary's name and which part of it a simple type enumerates."""
    for suffix in _PARTS:
        if type_name.endswith(suffix) and type_name != suffix:
            return type_name.removesuffix(suffix), suffix
    return type_name, ""


def _add_carrier(element: Element, drafts: Mapping[str, _Draft]) -> None:
    for attribute in element.iter(f"{_XS}attribute"):
        name, suffix = _split((attribute.get("type") or "").rpartition(":")[2])
        if attribute.get("name") == "code" and suffix == "_code" and name in drafts:
            drafts[name].carriers.append(element.get("name") or "")


def _finished(name: str, drafts: Mapping[str, _Draft]) -> Enumeration:
    draft = drafts[name]
    return Enumeration(
        name=name,
        codes=tuple(dict.fromkeys(_all_codes(name, drafts))),
        display_names=tuple(draft.display_names),
        code_systems=tuple(draft.code_systems),
        patterns=tuple(draft.patterns),
        parts=tuple(draft.parts),
        version=draft.version,
        status=draft.status,
        carriers=tuple(dict.fromkeys(draft.carriers)),
    )


def _all_codes(name: str, drafts: Mapping[str, _Draft]) -> Iterator[str]:
    """Yield the codes of a type and of its parts; each part once, also where they go round."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in seen or each not in drafts:
            continue
        seen.add(each)
        yield from drafts[each].codes
        waiting += reversed(drafts[each].parts)
