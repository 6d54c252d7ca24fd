"""A flow as an SVG drawing that needs nothing but itself: no script, no font, no link."""

from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap

from mimcli.model.answers.flow import FlowMessage
from mimcli.model.named import Named
from mimcli.render.flow_drawing import (
    FlowPart,
    all_lifelines,
    clean,
    ends,
    exchanges,
    flow_parts,
    label,
    role_words,
    short_reason,
)

_MARGIN = 24
_LETTER = 6.8
"""Pixels that a letter takes in the mean, in any font of the family; lines are broken by it."""
_LEAST_GAP, _WIDEST_GAP = 200, 420
_HEAD_LINE, _TEXT_LINE = 16, 15
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#1b1b1b}"
    ".part{font-size:15px;font-weight:bold}.role{font-weight:bold}"
    ".id,.reason{fill:#5a5a5a;font-size:11px}"
    ".life{stroke:#9a9a9a;stroke-dasharray:3 3}"
    ".request,.response{stroke:#1b1b1b;stroke-width:1.2;fill:none}"
    ".response{stroke-dasharray:6 4}"
    ".tip{fill:#1b1b1b}"
    ".head{fill:#f2f5f9;stroke:#8a97a8}"
)


def render_svg(messages: Iterable[FlowMessage]) -> str:
    """Return the drawing: one part below the other, each with its own lifelines.

    The whole reason of a response is shown when the pointer rests on its arrow.
    """
    drawn: list[str] = []
    width, top = 2.0 * _MARGIN, float(_MARGIN)
    for part in flow_parts(messages):
        lines, part_width, top = _part(part, top)
        drawn += lines
        width = max(width, part_width)
    size = f'width="{width:.0f}" height="{top:.0f}" viewBox="0 0 {width:.0f} {top:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<style>{_STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{"".join(drawn)}</svg>\n'
    )


def _part(part: FlowPart, top: float) -> tuple[list[str], float, float]:
    """Return a part's drawing, its width, and where the next one begins."""
    roles = all_lifelines([part])
    gap = _gap(part, roles)
    places = {role.id: _MARGIN + gap * (number + 0.5) for number, role in enumerate(roles)}
    drawn: list[str] = []
    if part.title:
        drawn.append(_text(_MARGIN, top + 14, part.title, "part", anchor="start"))
        top += 28
    heads = [_head_lines(role, gap) for role in roles]
    height = max(map(len, heads), default=1) * _HEAD_LINE + 12
    for role, lines in zip(roles, heads, strict=True):
        drawn += _head(places[role.id], top, gap - 16, height, lines)
    began = top = top + height
    arrows: list[str] = []
    for exchange in exchanges(part.messages):
        top += 10
        for message in exchange:
            lines, top = _message(message, places, top)
            arrows += lines
    top += 14
    drawn += [
        f'<line class="life" x1="{x:.1f}" y1="{began:.1f}" x2="{x:.1f}" y2="{top:.1f}"/>\n'
        for x in places.values()
    ]
    return [*drawn, *arrows], 2 * _MARGIN + gap * len(roles), top + _MARGIN


def _gap(part: FlowPart, roles: Sequence[Named]) -> float:
    """Return the pixels between two lifelines, so that most titles stand on one line."""
    longest = max((len(one.title or "") for one in part.messages), default=0)
    heads = max((len(role.title) for role in roles), default=0) / 2
    return min(_WIDEST_GAP, max(_LEAST_GAP, longest * _LETTER + 30, heads * _LETTER + 40))


def _head_lines(role: Named, gap: float) -> list[str]:
    *titles, last = role_words(role) or [role.id]
    return [line for words in titles for line in _lines(words, gap - 24)] + [last]


def _head(x: float, top: float, width: float, height: float, lines: Sequence[str]) -> list[str]:
    box = (
        f'<rect class="head" x="{x - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}"'
        f' height="{height:.1f}" rx="4"/>\n'
    )
    last = len(lines) - 1
    return [box] + [
        _text(x, top + 16 + at * _HEAD_LINE, line, "id" if at == last and last else "role")
        for at, line in enumerate(lines)
    ]


def _message(message: FlowMessage, places: dict[str, float], top: float) -> tuple[list[str], float]:
    """Return a message's words and arrows, and where the next one begins."""
    pairs = [(places[sender.id], places[receiver.id]) for sender, receiver in ends(message)]
    left = min(min(pair) for pair in pairs)
    right = max(max(pair) for pair in pairs)
    looped = left == right
    middle, room = (left + 60, 200.0) if looped else ((left + right) / 2, right - left - 20)
    drawn = [f"<g><title>{escape(label(message))}"]
    if message.reason:
        drawn.append(f": {_escaped(message.reason)}")
    drawn.append("</title>\n")
    words = [(line, "") for line in _lines(clean(message.title or ""), room)]
    words.append((message.interaction, "id"))
    words += [(line, "reason") for line in _lines(short_reason(message), room)]
    for line, style in words:
        top += _TEXT_LINE
        drawn.append(_text(middle, top, line, style, halo=True))
    top += 16 if looped else 8
    style = "response" if message.depth else "request"
    for start, end in pairs:
        path, back = f"M{start:.1f} {top:.1f}H{end:.1f}", 8 if end < start else -8
        if looped:
            path, back = f"M{start:.1f} {top - 8:.1f}h30v8H{end:.1f}", 8
        drawn.append(f'<path class="{style}" d="{path}"/>\n')
        drawn.append(f'<path class="tip" d="M{end:.1f} {top:.1f}l{back} -4v8z"/>\n')
    drawn.append("</g>\n")
    return drawn, top + 4


def _lines(text: str, room: float) -> list[str]:
    return wrap(text, max(12, int(room / _LETTER)), break_long_words=False)


def _text(
    x: float, y: float, words: str, style: str, *, anchor: str = "middle", halo: bool = False
) -> str:
    class_ = f' class="{style}"' if style else ""
    under = ' paint-order="stroke" stroke="#ffffff" stroke-width="4"' if halo else ""
    return (
        f'<text{class_} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{under}>'
        f"{_escaped(words)}</text>\n"
    )


def _escaped(words: str) -> str:
    """Return words as XML takes them, without what no XML may hold."""
    return escape(clean(words))
