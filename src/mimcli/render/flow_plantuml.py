"""A flow as a PlantUML sequence diagram."""

import re
from collections.abc import Iterable

from mimcli.model.answers.flow import FlowMessage
from mimcli.render.flow_drawing import all_lifelines, ends, flow_parts, label, role_words

_SPECIAL = re.compile(r"[\\\"~<>%&#$!|@]|([*/_\-=.'\[\]{}])\1+")
"""What begins markup, an escape, a directive or a comment; some signs do so only when doubled."""


def render_plantuml(messages: Iterable[FlowMessage]) -> str:
    """Return the diagram's text: requests with solid arrows, responses with dashed ones."""
    parts = list(flow_parts(messages))
    lines = ["@startuml", "skinparam responseMessageBelowArrow true"]
    for role in all_lifelines(parts):
        words = "\\n".join(map(escaped, role_words(role)))
        lines.append(f'participant "{words}" as {_name(role.id)}')
    for part in parts:
        if part.title:
            lines.append(f"== {escaped(part.title)} ==")
        for message in part.messages:
            arrow = "-->" if message.depth else "->"
            lines += [
                f"{_name(sender.id)} {arrow} {_name(receiver.id)} : {escaped(label(message))}"
                for sender, receiver in ends(message)
            ]
    return "\n".join([*lines, "@enduml"]) + "\n"


def escaped(text: str) -> str:
    """Return text that PlantUML shows as it is."""
    return _SPECIAL.sub(_as_numbers, text)


def _as_numbers(match: re.Match[str]) -> str:
    return "".join(f"<U+{ord(letter):04X}>" for letter in match[0])


def _name(identifier: str) -> str:
    return re.sub(r"\W", "_", identifier)
