"""Alternatives of several elements: a sequence within a choice, which the index does not tell.

It holds the elements of a choice as alternatives to one another. Hardly any class has such a
choice, so that its schema is only read where its text looks like it.
"""

import re

from mimcli.query.manual import Manual

_SEQUENCE_IN_CHOICE = re.compile(
    rb"<(?:\w+:)?choice[^>]*>(?:\s|<!--.*?-->)*<(?:\w+:)?sequence", re.DOTALL
)


class Branches:
    """Which elements of the choices of a manual's schemas stand together."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._files: dict[str, dict[str, list[tuple[str, ...]]]] = {}

    def of(self, schema: str | None, name: str | None) -> list[tuple[str, ...]]:
        """Return the sequences within choices of a type, by the names of their elements."""
        if schema is None or name is None:
            return []
        if schema not in self._files:
            self._files[schema] = self._read(schema)
        return self._files[schema].get(name, [])

    def _read(self, schema: str) -> dict[str, list[tuple[str, ...]]]:
        file = self._manual.need_tree("a new message").joinpath(*schema.split("/"))
        data = file.read_bytes() if file.is_file() else b""
        if not _SEQUENCE_IN_CHOICE.search(data):
            return {}
        # lxml takes 40 ms, which hardly any message has to pay.
        from mimcli.parse.content_model import content_sequences  # noqa: PLC0415
        from mimcli.parse.xmlio import parse_xml  # noqa: PLC0415

        return content_sequences(parse_xml(data, recover=True))
