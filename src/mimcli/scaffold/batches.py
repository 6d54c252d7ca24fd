"""What the parts of a batch say of one another: its manifest names the messages that are in it."""

from mimcli.query.manual import Manual
from mimcli.scaffold.elements import HL7, Element
from mimcli.scaffold.identifiers import INTERACTIONS

_ITEM, _OLD_ITEM = "controlAct", "batchControlActItem"
_KEYS = ("interaction", "batchSeqNo")
"""What the values of a manifest's item are of, in the order in which the manual has them."""


def consistent(root: Element, manual: Manual) -> Element:
    """Return a batch that says of itself what is in it; any other message as it is.

    Its messages are of an interaction that carries nothing, as nothing is put into them.
    """
    if not any(one.name == "transmissionQuantity" for one in root.children):
        return root
    interaction = _carrying_nothing(manual)
    manifest = next((one for one in root.children if one.name == "manifestItem"), None)
    listed = next((one for one in manifest.children), None) if manifest else None
    own = dict(listed.attributes).get("root") if listed else None
    return _agreeing(root, own or "", interaction, str(_count(root)))


def _count(element: Element) -> int:
    """Return how many messages there are below an element."""
    return sum(1 if one.name in (_ITEM, _OLD_ITEM) else _count(one) for one in element.children)


def _carrying_nothing(manual: Manual) -> str | None:
    row = manual.row(
        "SELECT id FROM schema WHERE substr(id, 6, 2) = 'IN' AND target_namespace = ?"
        " AND id NOT IN (SELECT subject FROM relation WHERE relation = 'wire_payload')"
        " ORDER BY id",
        HL7,
    )
    return str(row[0]) if row else None


def _agreeing(element: Element, own: str, interaction: str | None, count: str) -> Element:
    if element.name == "manifestItem":
        return _manifest(element, interaction)
    children = tuple(_agreeing(one, own, interaction, count) for one in element.children)
    new: dict[str, str] = {}
    if element.name == "transmissionQuantity":
        new = {"value": count}
    elif element.name == _OLD_ITEM and own:
        new = {"messageId": own, **({"interaction": interaction} if interaction else {})}
    elif element.name == "payloadInteraction" and own:
        children = tuple(_with(one, {"root": own}) if one.name == "id" else one for one in children)
    return _with(element._replace(children=children), new)


def _manifest(item: Element, interaction: str | None) -> Element:
    keys = iter(_KEYS)
    children = []
    for one in item.children:
        parts = one.children
        if one.name == "manifestValue":
            key = next(keys, _KEYS[-1])
            parts = tuple(_value(part, key, interaction) for part in parts)
        children.append(one._replace(children=parts))
    return item._replace(children=tuple(children))


def _value(part: Element, key: str, interaction: str | None) -> Element:
    if part.name == "manifestItemKey":
        if dict(part.attributes).get("code") == key:
            return part
        kept = tuple(one for one in part.attributes if one[0] == "codeSystem")
        return part._replace(attributes=(("code", key), *kept))
    if key == _KEYS[0] and interaction:
        return part._replace(attributes=(("root", INTERACTIONS), ("extension", interaction)))
    return part


def _with(element: Element, new: dict[str, str]) -> Element:
    """Return an element with other values of attributes that it has."""
    attributes = tuple((name, new.get(name, value)) for name, value in element.attributes)
    return element._replace(attributes=attributes)
