"""The messages within a batch, and whether the batch says of them what they are.

A batch (`MCCI_IN200001`, `MCCI_IN200002`) carries no whole messages, but for each of them a
control act with what its interaction carries. Which interaction that is, the batch's manifest says:
an item of it has the id of a message and the id of its interaction. The examples of the manual say
it in the control act's own id, too; older batches in an attribute of the item. The schema lets
anything stand within an item.
"""

from collections.abc import Iterator
from typing import NamedTuple

from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark
from mimcli.model.identifiers import parse_artefact_id
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.manual import Manual

_ACT = "controlAct"
_OLD_ITEM = "batchControlActItem"
_CARRYING = ("subject", "queryByParameter")
"""Children of a control act whose one child is what the interaction carries."""


class Item(NamedTuple):
    """A message of a batch."""

    element: Element
    """Its control act; in an old batch the item around it; of a whole message its root."""
    stated: Element
    """What says which interaction it is, if the item does."""
    interaction: str | None
    """That interaction; None if neither the item nor the manifest says it."""
    identifier: str | None
    """The message's own id."""
    payload: Element | None
    """What it carries."""

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole message, which says itself what it is."""
        return self.payload is self.element


def items_of(batch: Element) -> list[Item]:
    """Return the messages of a batch, in its order."""
    manifest = _manifest(batch)
    found: list[Item] = []
    stack = list(reversed(batch))
    while stack:
        element = stack.pop()
        name = local_name(element) if isinstance(element.tag, str) else ""
        if _is_interaction(name):
            found.append(_whole(element))
        elif name in (_OLD_ITEM, _ACT):
            whole = [one for one in element.iter("*") if _is_interaction(local_name(one))]
            found += map(_whole, whole[:1]) if whole else [_item(element, manifest)]
        else:
            stack += reversed(element)
    return found


def _whole(element: Element) -> Item:
    own = _root_of(next(element.iterchildren("{*}id"), None))
    return Item(element, element, local_name(element), own, element)


def _item(element: Element, manifest: dict[str, tuple[str, Element]]) -> Item:
    act = element
    if local_name(element) == _OLD_ITEM:
        act = next(element.iter(f"{{*}}{_ACT}"), element)
    stated = next(act.iterchildren("{*}id"), element)
    said = element.get("interaction") or stated.get("extension")
    own = element.get("messageId")
    for one in act.iterchildren("{*}component"):
        own = own or _root_of(one.find("{*}payloadInteraction/{*}id"))
    if said is None or not _is_interaction(said):
        said = manifest[own][0] if own in manifest else None
    held = (one for name in _CARRYING for one in act.iterchildren(f"{{*}}{name}"))
    carried = (child for one in held for child in one.iterchildren("*"))
    payload = next(carried, None)
    return Item(element, stated, said, own, payload)


def _manifest(batch: Element) -> dict[str, tuple[str, Element]]:
    """Return the interactions that a batch's manifest names, by the ids of their messages."""
    found: dict[str, tuple[str, Element]] = {}
    for one in batch.iterchildren("{*}manifestItem"):
        own = _root_of(one.find("{*}payloadId"))
        for value in one.iterchildren("{*}manifestValue"):
            key, said = value.find("{*}manifestItemKey"), value.find("{*}manifestItemValue")
            if own and key is not None and said is not None and key.get("code") == "interaction":
                found.setdefault(own, (said.get("extension") or "", said))
    return found


def _root_of(element: Element | None) -> str | None:
    return None if element is None else element.get("root")


def _is_interaction(name: str) -> bool:
    parsed = parse_artefact_id(name) if "_IN" in name else None
    return parsed is not None and parsed.kind_code == "IN"


def batch_remarks(batch: Element, manual: Manual) -> Iterator[tuple[Element, Remark]]:
    """Yield where a batch and the messages in it disagree."""
    items, manifest = items_of(batch), _manifest(batch)
    yield from _quantity(batch, len(items))
    for item in items:
        yield from _of_item(item, manifest, manual)
    own = {item.identifier for item in items}
    for one in batch.iterchildren("{*}manifestItem"):
        stated = one.find("{*}payloadId")
        value = _root_of(stated)
        if stated is not None and value is not None and value not in own:
            words = f"the manifest names the message {quoted(value)}, which is not in the batch"
            yield stated, Remark("batch-manifest", words, "root", value)


def _quantity(batch: Element, count: int) -> Iterator[tuple[Element, Remark]]:
    stated = next(batch.iterchildren("{*}transmissionQuantity"), None)
    value = None if stated is None else stated.get("value")
    if stated is not None and value is not None and value.strip() != str(count):
        held = f"{count} message" if count == 1 else f"{count or 'no'} messages"
        words = f"transmissionQuantity says {quoted(value)}, but the batch has {held}"
        yield stated, Remark("batch-manifest", words, "value", value, (str(count),))


def _of_item(
    item: Item, manifest: dict[str, tuple[str, Element]], manual: Manual
) -> Iterator[tuple[Element, Remark]]:
    own, said = item.identifier, item.interaction
    if said is None:
        words = f"nothing says which interaction this {local_name(item.element)} is of"
        yield item.element, Remark("batch-item", words, hint="the manifest has to name it")
    elif own in manifest and manifest[own][0] != said:
        other, stated = manifest[own]
        words = (
            f"the manifest says that the message {quoted(own or '')} is {quoted(other)};"
            f" it says itself that it is a {said}"
        )
        yield stated, Remark("batch-manifest", words, "extension", other, (said,))
    if own is not None and manifest and own not in manifest:
        words = f"the manifest does not name the message {quoted(own)}"
        yield item.element, Remark("batch-manifest", words, found=own)
    if said is None or item.is_whole:
        return
    carries = _payloads(manual, said)
    if carries and item.payload is None:
        words = f"the message is a {said}, but does not have what that carries: {carries[0]}"
        yield item.element, Remark("batch-item", words)
    elif carries == () and item.payload is not None:
        words = (
            f"the message is a {said}, which carries nothing;"
            f" {local_name(item.payload)} in it is not judged"
        )
        yield item.payload, Remark("batch-item", words, severity="info")


def _payloads(manual: Manual, interaction: str) -> tuple[str, ...] | None:
    """Return the message types that an interaction carries; None if it is not of the manual."""
    if manual.row("SELECT 1 FROM schema WHERE id = ?", interaction) is None:
        return None
    rows = manual.rows(
        "SELECT object FROM relation WHERE subject = ? AND relation = 'wire_payload'"
        " ORDER BY position",
        interaction,
    )
    return tuple(str(row[0]) for row in rows)
