"""What the descriptions of the message tables' rows name: object identifiers and flavours."""

import re
from collections.abc import Callable

from mimcli.query.explain_nodes import Node
from mimcli.query.fixed_in_words import NEAR
from mimcli.query.manual import Manual


class Mentions:
    """What the rows of a manual name, each text looked up once."""

    def __init__(self, manual: Manual, text: Callable[[int], str]) -> None:
        """Make it; `text` returns a description by its number."""
        self._manual = manual
        self._text = text
        self._roots: dict[int, tuple[str | None, ...]] = {}
        self._known: dict[int, tuple[tuple[str, str], ...]] = {}

    def root(self, node: Node, number: int) -> str | None:
        """Return the root that the row of an identifier states; see `stated_roots`.

        `number` is how many identifiers stand before it in the same place.
        """
        line = node.line
        if line is None or line.description is None or "II" not in (line.datatype or ""):
            return None
        if line.description not in self._roots:
            self._roots[line.description] = stated_roots(self._text(line.description))
        roots = self._roots[line.description]
        if line.max == 1:
            return next((one for one in roots if one is not None), None)
        return roots[number] if number < len(roots) else None

    def of(self, node: Node, kind: str) -> tuple[str, ...]:
        """Return the names of a kind (`oid`, `flavour`) that the row of a place mentions."""
        prose = node.line.description if node.line else None
        if prose is None:
            return ()
        if prose not in self._known:
            first = prose - prose % NEAR
            near: dict[int, tuple[tuple[str, str], ...]] = dict.fromkeys(
                range(first, first + NEAR), ()
            )
            rows = self._manual.rows(
                "SELECT text, kind, name FROM mention WHERE text BETWEEN ? AND ? ORDER BY 2, 3",
                *(first, first + NEAR - 1),
            )
            for number, one, name in rows:
                near[int(number)] += ((str(one), str(name)),)
            self._known |= near
        return tuple(name for one, name in self._known[prose] if one == kind)


UUID = "UUID"
"""What stands for the root of an identifier that is one."""
_ROOT = r"(?i)\broot (?:attribute )?(?:shall|will|must|carries|contains?)\b[^\n]*"
_OID = r"(?<![\d.])[0-2](?:\.\d+){3,}"


def stated_roots(text: str) -> tuple[str | None, ...]:
    """Return which roots a description states, in its order: an OID, `UUID`, or None.

    None is a root that it only speaks of (that of a local scheme). They are those of several
    identifiers that stand there together, or alternatives of one.
    """
    if "root" not in text:
        return ()
    found = ((line, re.search(_OID, line)) for line in re.findall(_ROOT, text))
    return tuple(oid[0] if oid else UUID if UUID in line else None for line, oid in found)
