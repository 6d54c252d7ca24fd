"""Which kind of class of the RIM a schema's type is: an act, a role, a participation ...

The message tables of the manual show it by colours. Schemas say it in the attribute `type`, where
their generator made one; else by which codes a class has.
"""

from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types

_CONNECTORS = {
    "ActRelationship": "act_relationship",
    "Participation": "participation",
    "CommunicationFunction": "participation",
    "RoleLink": "role_link",
}
_BY_CODE = (("moodCode", "act"), ("determinerCode", "entity"), ("classCode", "role"))


def is_connector(types: Types, found: Type | None) -> bool:
    """Return whether a type is that of an association with attributes of its own.

    So is one without a name: nothing else can lead to it.
    """
    if found is None:
        return False
    codes = _codes(types, found)
    if _stated(codes):
        return _stated(codes) in _CONNECTORS
    return found.name is None or ("typeCode" in codes and "classCode" not in codes)


def kind_of_class(types: Types, found: Type | None) -> str | None:
    """Return the kind of a class as message tables have it: `act`, `role`, `entity`, `other`."""
    if found is None or not types.is_class(found):
        return None
    codes = _codes(types, found)
    return next((kind for code, kind in _BY_CODE if code in codes), "other")


def kind_of_connector(types: Types, owner: Type | None, found: Type | None) -> str | None:
    """Return the kind of what leads from one class to another: `participation` ...

    Of two acts it is a relationship, of two roles a link, else a participation.
    """
    if found is None:
        return None
    stated = _stated(_codes(types, found))
    if stated in _CONNECTORS:
        return _CONNECTORS[stated]
    kinds = {kind_of_class(types, owner)}
    for part in types.parts(found):
        target = types.of_part(part) if part.kind == "element" else None
        if target is not None and types.is_class(target):
            kinds.add(kind_of_class(types, target))
            break
    if kinds == {"act"}:
        return "act_relationship"
    return "role_link" if kinds == {"role"} else "participation"


def _codes(types: Types, found: Type) -> dict[str, Part]:
    return {part.name: part for part in types.parts(found) if part.kind == "attribute"}


def _stated(codes: dict[str, Part]) -> str:
    """Return the class of the RIM that a schema names, if it does."""
    part = codes.get("type")
    return (part.default or part.fixed or "") if part else ""
