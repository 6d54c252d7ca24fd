"""What every drawing of a flow begins with: parts, lifelines, and the words on arrows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mimcli.model.answers.flow import FlowMessage
from mimcli.model.named import Named

LONGEST_REASON = 60
"""Letters; a longer reason is a paragraph, not a label."""
NOT_STATED = Named("not-stated", "(role not stated)")
"""The lifeline of messages of which no account tells the roles."""


class FlowPart(NamedTuple):
    """Messages that are drawn together."""

    title: str
    """`5.1 Trace Query interactions`; empty if it has none."""
    lifelines: tuple[Named, ...]
    messages: tuple[FlowMessage, ...]


def clean(text: str) -> str:
    """Return text on one line, without what moves a cursor or turns the direction of reading."""
    return "".join(one if one.isprintable() else "\ufffd" for one in " ".join(text.split()))


def flow_parts(messages: Iterable[FlowMessage]) -> Iterator[FlowPart]:
    """Yield the parts of a flow, in order."""

    def key(one: FlowMessage) -> tuple[str, tuple[Named, ...]]:
        return " ".join(filter(None, (one.section, one.part))), one.lifelines

    for (title, lifelines), group in groupby(messages, key=key):
        yield FlowPart(clean(title), lifelines, tuple(group))


def exchanges(messages: Iterable[FlowMessage]) -> Iterator[list[FlowMessage]]:
    """Yield each request with what answers it."""
    found: list[FlowMessage] = []
    for one in messages:
        if one.depth == 0 and found:
            yield found
            found = []
        found.append(one)
    if found:
        yield found


def all_lifelines(parts: Iterable[FlowPart]) -> list[Named]:
    """Return the lifelines of all parts, each once, in order; NOT_STATED if a message needs it."""
    found: dict[str, Named] = {}
    for part in parts:
        for role in part.lifelines:
            found.setdefault(role.id, role)
        for one in part.messages:
            if not (one.sending_roles and one.receiving_roles):
                found.setdefault(NOT_STATED.id, NOT_STATED)
    return list(found.values())


def ends(message: FlowMessage) -> Iterator[tuple[Named, Named]]:
    """Yield sender and receiver of each arrow that a message is."""
    for sender in message.sending_roles or (NOT_STATED,):
        for receiver in message.receiving_roles or (NOT_STATED,):
            yield sender, receiver


def label(message: FlowMessage) -> str:
    """Return the words on an arrow: title, id, and when it is sent if that is short."""
    words = f"{message.title} ({message.interaction})" if message.title else message.interaction
    reason = short_reason(message)
    return clean(f"{words} [{reason}]" if reason else words)


def short_reason(message: FlowMessage) -> str:
    """Return when a response is sent, if that is no paragraph."""
    reason = clean(message.reason or "")
    return reason if len(reason) <= LONGEST_REASON else ""


def role_words(role: Named) -> Sequence[str]:
    """Return the lines at the head of a lifeline: its title, and its id."""
    words = [clean(role.title)] if role.title else []
    return words if role == NOT_STATED else [*words, role.id]


def render_flow(messages: Iterable[FlowMessage], format_: str | None) -> str:
    """Return a flow as `mermaid`, `plantuml` or `svg`."""
    if format_ == "mermaid":
        from mimcli.render.flow_mermaid import render_mermaid  # noqa: PLC0415  (one of three)

        return render_mermaid(messages)
    if format_ == "plantuml":
        from mimcli.render.flow_plantuml import render_plantuml  # noqa: PLC0415  (one of three)

        return render_plantuml(messages)
    from mimcli.render.flow_svg import render_svg  # noqa: PLC0415  (one of three)

    return render_svg(messages)
