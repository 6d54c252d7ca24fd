"""What the outermost element of a message says of itself."""

import re
from functools import lru_cache
from typing import NamedTuple

from mimcli.model.identifiers import parse_artefact_id
from mimcli.parse.xmlio import Element

HL7 = "urn:hl7-org:v3"
"""The namespace of HL7 version 3."""

BATCH = "urn:cfh-nhs-uk:npfit"
"""The namespace of batches."""

SPECIFICATIONS = "GB"
"""The realm of ids in Domain Message Specifications, which followed on the MiM."""

_TEMPLATE = re.compile(r"\{urn:hl7-org:v3\}[A-Z]{4}_TP\d{6}")
_MOST_LOOKED_AT = 400
"""Elements of a document that are looked at for what tells its form."""


class RootFacts(NamedTuple):
    """The outermost element of a message, and what stands around it; a key to cache by."""

    name: str
    """Local name."""
    namespace: str
    location: str
    """Of `xsi:schemaLocation`: the schema file's name without folders; empty if it has none."""
    example: str
    """The `_EX` id in the file's name; empty if there is none."""
    message_type: str
    """Of a CDA document: the extension of its `messageType`."""
    templated: bool
    """Of a CDA document: whether its elements are named by templates."""
    version: str = ""
    """Of an interaction: the MiM version that its `versionCode` names; empty if it names none."""
    misspelt: str = ""
    """The interaction that its `interactionId` names, if the root's name is nearly that."""


def root_facts(element: Element, path: str) -> RootFacts:
    """Return the facts of a message's outermost element; `path` is of its file."""
    namespace, _, name = str(element.tag).rpartition("}")
    if is_interaction(name):  # which says what it is itself
        version = _version_of(element)
        return RootFacts(name, namespace.lstrip("{"), "", "", "", False, version)
    misspelt = _misspelt(element, name)
    if misspelt:
        version = _version_of(element)
        return RootFacts(name, namespace.lstrip("{"), "", "", "", False, version, misspelt)
    from mimcli.parse.example import (  # noqa: PLC0415  (the records of all pages: 15 ms)
        parse_example_name,
        schema_location,
    )

    message_type, templated = _form(element) if name == "ClinicalDocument" else ("", False)
    location = schema_location(element).replace("\\", "/").rpartition("/")[2]
    return RootFacts(
        name,
        namespace.lstrip("{"),
        location,
        parse_example_name(path.replace("\\", "/")).id,
        message_type,
        templated,
    )


def _misspelt(element: Element, name: str) -> str:
    """Return the interaction that a root seems to be meant as, by its `interactionId`, or ""."""
    found = next(element.iterchildren("{*}interactionId"), None)
    named = "" if found is None else (found.get("extension") or "").strip().upper()
    if not is_interaction(named):
        return ""
    from mimcli.checks.likeness import NOT_AT_ALL, likeness  # noqa: PLC0415  (few are misspelt)

    return named if likeness(name, named) > NOT_AT_ALL else ""


_VERSION = re.compile(r"NPfIT(\d+(?:\.\d+)+)\s*\Z", re.IGNORECASE)


def _version_of(element: Element) -> str:
    found = next(element.iterchildren("{*}versionCode"), None)
    code = "" if found is None else (found.get("code") or "")
    match = _VERSION.search(code)
    return match[1] if match else ""


@lru_cache(maxsize=1024)
def is_interaction(name: str) -> bool:
    """Return whether a name is the id of an interaction."""
    parsed = parse_artefact_id(name) if "_IN" in name.upper() else None
    return parsed is not None and parsed.kind_code == "IN"


def _form(element: Element) -> tuple[str, bool]:
    """Return a document's `messageType`, and whether it is in the templated form."""
    message_type, templated = "", False
    for count, one in enumerate(element.iter("*")):
        tag = str(one.tag)
        if tag.endswith("}messageType") and not message_type:
            message_type = one.get("extension") or ""
        if _TEMPLATE.match(tag):
            templated = True
        if (message_type and templated) or count > _MOST_LOOKED_AT:
            break
    return message_type, templated
