"""What a robots.txt allows (RFC 9309).

The group of this program counts, else that of all; of several rules the longest.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

_MOST_DELAY = 60.0
"""Seconds; a site that asks for more is asked that often all the same, or it would take days."""


class Rule(NamedTuple):
    """One line of a group."""

    allows: bool
    pattern: str
    """A path's beginning, with `*` for anything and `$` for the end."""


class Robots(NamedTuple):
    """The rules for this program."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0
    """Seconds between two requests."""

    def allows(self, path: str) -> bool:
        """Tell whether a path of the host, from its slash on, may be asked for."""
        plain = unquote(path)
        best = max(
            (rule for rule in self.rules if _fits(rule.pattern, plain)),
            key=lambda rule: (len(rule.pattern), rule.allows),
            default=Rule(allows=True, pattern=""),
        )
        return best.allows


def read_robots(text: str, agent: str) -> Robots:
    """Return the rules that a robots.txt has for an agent; never fails."""
    groups: dict[str, tuple[list[Rule], list[float]]] = {}
    current: list[str] = []
    naming = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            current = [*current, value.lower()] if naming else [value.lower()]
            naming = True
            groups.setdefault(value.lower(), ([], []))
            continue
        naming = False
        for name in current:
            rules, delays = groups[name]
            if key in ("allow", "disallow") and value:
                rules.append(Rule(key == "allow", unquote(value)))
            elif key == "crawl-delay" and re.fullmatch(r"\d{1,6}(?:\.\d+)?", value):
                delays.append(float(value))
    own = [name for name in groups if name != "*" and name and name in agent.lower()]
    rules, delays = groups.get(max(own, key=len) if own else "*", ([], []))
    return Robots(tuple(rules), min(max(delays, default=0.0), _MOST_DELAY))


def _fits(pattern: str, path: str) -> bool:
    ends = pattern.endswith("$")
    pieces = [re.escape(piece) for piece in pattern.removesuffix("$").split("*")]
    expression = ".*".join(pieces) + ("$" if ends else "")
    return re.match(expression, path, re.DOTALL) is not None
