"""Interactions, message types, application roles and trigger events on a terminal."""

from collections.abc import Iterator, Sequence

from mimcli.model.answers.interaction import Interaction
from mimcli.model.answers.message_type import MessageType
from mimcli.model.answers.part import Part
from mimcli.model.named import Named
from mimcli.render.text.domains import named_rows, retirement_text
from mimcli.render.text.findings import finding_lines
from mimcli.render.text.screen import Block, Screen, Text, columns, facts, heading, prose, title

_STANDINGS = {
    "xml-only": "only in the interaction XML, in no manual",
    "schema-only": "only a schema has it: superseded, or never documented",
    "catalogued": "its schema is here; what else is said of it is bundled with mim",
    "bundled": "nothing of it is here; what is said of it is bundled with mim",
    "mentioned": "only mentioned: no page or schema defines it",
    "undefined": "belongs to no message definition",
}


def interaction(screen: Screen, data: Interaction) -> str:
    """Return an interaction: its relations first."""
    parts: list[Block] = [
        title(screen, data.id, data.title, page=_place(data.page, data.anchor)),
        Text(),
        facts(
            (
                *_origin(screen, data.domain, data.section, data.standing),
                ("Retirement", _retirement(screen, data.retirement)),
                *_named(screen, "Sending role", data.sending_roles or ()),
                *_named(screen, "Receiving role", data.receiving_roles or ()),
                *_named(screen, "Trigger event", _one(data.trigger_event)),
                *_named(screen, "Transmission wrapper", _one(data.transmission_wrapper)),
                *_named(screen, "Control act wrapper", _one(data.control_act_wrapper)),
                *_named(screen, "Message type", _one(data.message_type)),
                *_named(screen, "Wire payload", _wire(data)),
                ("Schema", _page(screen, data.schema)),
                *(("Service", screen.text(name)) for name in data.service_names),
                ("Manual", _page(screen, data.page, data.anchor)),
            )
        ),
    ]
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    if data.receiver_responsibilities:
        rows = [
            [screen.text(one.interaction, "cyan"), screen.text(one.reason)]
            for one in data.receiver_responsibilities
        ]
        parts += [heading("Receiver responsibilities"), columns(("", ""), rows, indent=2)]
    parts += _examples(screen, data.examples)
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def _wire(data: Interaction) -> Sequence[Named]:
    """Return the wire payload where it is another than the domain's message type."""
    same = data.wire_payload and data.message_type and data.wire_payload.id == data.message_type.id
    return () if same else _one(data.wire_payload)


def message_type(screen: Screen, data: MessageType) -> str:
    """Return a message type, CMET or template: where its parts lie, and what uses it."""
    parts: list[Block] = [
        title(screen, data.id, data.title, page=_place(data.page, data.anchor)),
        Text(),
        facts(
            (
                ("Kind", _kind(screen, data.kind)),
                *_origin(screen, data.domain, data.section, data.standing),
                ("Retirement", _retirement(screen, data.retirement)),
                ("Entry class", screen.text(data.entry_class) if data.entry_class else None),
                ("Tabular view", _page(screen, data.tabular_view)),
                ("R-MIM", _page(screen, data.rmim)),
                ("MIF", _page(screen, data.mif)),
                ("Schema", _page(screen, data.schema)),
                ("Manual", _page(screen, data.page, data.anchor)),
                ("Change history", _page(screen, data.change_history)),
            )
        ),
    ]
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    if data.used_by:
        parts += [heading("Used by", len(data.used_by)), named_rows(screen, data.used_by)]
    if data.constraints or data.templates or data.referred_by or data.record_elements:
        from mimcli.render.text.templates import template_lines  # noqa: PLC0415  (few have any)

        parts += template_lines(screen, data)
    parts += _examples(screen, data.examples)
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def part(screen: Screen, data: Part) -> str:
    """Return an application role or trigger event, and its interactions."""
    parts: list[Block] = [
        title(screen, data.id, data.title, page=_place(data.page, data.anchor)),
        Text(),
        facts(
            (
                ("Kind", _kind(screen, data.kind)),
                *_origin(screen, data.domain, data.section, data.standing),
                ("Manual", _page(screen, data.page, data.anchor)),
            )
        ),
    ]
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    for relation, words in _RELATIONS:
        related = [
            Named(one.id, one.title) for one in data.interactions if one.relation == relation
        ]
        if related:
            parts += [heading(words, len(related)), named_rows(screen, related)]
    return screen.paint(*parts, *finding_lines(screen, data.findings))


_RELATIONS = (
    ("sending_role", "Sends"),
    ("receiving_role", "Receives"),
    ("trigger_event", "Triggers"),
)


def _origin(
    screen: Screen, domain: str | None, section: str | None, standing: str
) -> Iterator[tuple[str, Text | None]]:
    where = (domain or "") + (f", section {section}" if section else "")
    yield "Domain", screen.text(where) if where else None
    yield "Standing", screen.text(_STANDINGS[standing]) if standing in _STANDINGS else None


def _kind(screen: Screen, kind: str) -> Text:
    return screen.text("CMET" if kind == "cmet" else kind.replace("_", " "))


def _retirement(screen: Screen, status: str) -> Text | None:
    return retirement_text(screen, status) if status != "not-listed" else None


def _one(item: Named | None) -> Sequence[Named]:
    return (item,) if item else ()


def _named(screen: Screen, label: str, items: Sequence[Named]) -> Iterator[tuple[str, Text]]:
    for item in items:
        words = screen.text(f"  {item.title}") if item.title else Text()
        yield label, screen.text(item.id, "cyan") + words


def _place(page: str | None, anchor: str | None) -> str | None:
    return f"{page}#{anchor}" if page and anchor else page


def _page(screen: Screen, page: str | None, anchor: str | None = None) -> Text | None:
    return screen.text(page, page=page, anchor=anchor) if page else None


def _examples(screen: Screen, examples: Sequence[str] | None) -> list[Block]:
    if not examples:
        return []
    rows = [[screen.text(path, page=path)] for path in examples]
    return [heading("Examples", len(examples)), columns(("",), rows, indent=2)]
