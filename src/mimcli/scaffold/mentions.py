"""What the descriptions of the message tables' rows name: object identifiers and flavours."""

from mimcli.query.explain_nodes import Node
from mimcli.query.manual import Manual


class Mentions:
    """What the rows of a manual name, each text looked up once."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._known: dict[int, tuple[tuple[str, str], ...]] = {}

    def of(self, node: Node, kind: str) -> tuple[str, ...]:
        """Return the names of a kind (`oid`, `flavour`) that the row of a place mentions."""
        prose = node.line.description if node.line else None
        if prose is None:
            return ()
        if prose not in self._known:
            rows = self._manual.rows(
                "SELECT kind, name FROM mention WHERE text = ? ORDER BY 1, 2", prose
            )
            self._known[prose] = tuple((str(one), str(name)) for one, name in rows)
        return tuple(name for one, name in self._known[prose] if one == kind)
