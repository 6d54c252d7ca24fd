"""A flow as a Mermaid sequence diagram: for GitHub, GitLab, wikis and the like."""

import re
from collections.abc import Iterable

from mimcli.model.answers.flow import FlowMessage
from mimcli.render.flow_drawing import all_lifelines, ends, flow_parts, label, role_words

_SPECIAL = re.compile(r"[#;<>&%{}\\\"`]")
"""What ends a statement, or begins an entity, directive or markup: numbers stand for it."""


def render_mermaid(messages: Iterable[FlowMessage]) -> str:
    """Return the diagram's text: requests with solid lines, responses with dashed ones."""
    parts = list(flow_parts(messages))
    lifelines = all_lifelines(parts)
    lines = ["sequenceDiagram"]
    for role in lifelines:
        words = "<br/>".join(map(escaped, role_words(role)))
        lines.append(f"    participant {_name(role.id)} as {words}")
    for part in parts:
        if part.title and part.lifelines:
            over = dict.fromkeys((part.lifelines[0].id, part.lifelines[-1].id))
            lines.append(f"    Note over {','.join(map(_name, over))}: {escaped(part.title)}")
        for message in part.messages:
            arrow = "-->>" if message.depth else "->>"
            lines += [
                f"    {_name(sender.id)}{arrow}{_name(receiver.id)}: {escaped(label(message))}"
                for sender, receiver in ends(message)
            ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return text that Mermaid shows as it is."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)


def _name(identifier: str) -> str:
    """Return a participant's name: letters and digits alone, as a dash would begin an arrow."""
    return re.sub(r"\W", "_", identifier)
