"""Codes of the publication's own examples, for vocabularies that are kept elsewhere.

Of job roles, specialties and the like the manual names the code system and lists no codes. What the
examples of the message itself have of that system, a new one may have, too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from mimcli.model.answers.explain import CodeLine
from mimcli.query.manual import Manual

_ATTRIBUTE = re.compile(r'(?<![\w:])(code|displayName)\s*=\s*(["\'])([^"\'&]+)\2')
_TAG = r"<(/?)(?:\w+:)?([\w.]+)([^>]*?)(/?)>"
_PAIR = r"(?<![\w:])(code|codeSystem|displayName)\s*=\s*([\"'])([^\"'&]+)\2"
_NEAR = 4000
"""Letters behind the beginning of an element in which its code stands."""
_TO_COME = frozenset(("TBA", "TBC", "TBD"))
"""What examples have for a code that was not yet known."""
_MOST_FILES = 20


class ExemplaryCodes:
    """The codes that the examples of one artefact have, which are read when first asked."""

    def __init__(self, manual: Manual, identifier: str) -> None:
        self._manual = manual
        self._identifier = identifier
        self._known: dict[str, tuple[CodeLine, ...]] = {}
        self._placed: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, code_system: str) -> tuple[CodeLine, ...]:
        """Return the codes of a code system that the examples name in words, most usual first.

        Also one that they do not name, if all have that.
        """
        if code_system not in self._known:
            texts = self._texts if self._is_of_one_vocabulary(code_system) else ()
            counted = Counter(one for text in texts for one in _codes(text, code_system))
            self._known[code_system] = tuple(_telling([one for one, _ in counted.most_common()]))
        return self._known[code_system]

    def at(self, parent: str, name: str, code_system: str) -> tuple[CodeLine, ...]:
        """Return the code of a code system that an element within another has in the examples.

        Only if it is one and the same in all of them: the type of a domain's documents, say.
        """
        key = parent, name
        if key not in self._placed:
            self._placed[key] = self._only(parent, name)
        there = self._placed[key]
        if there.get("codeSystem") != code_system or there["code"] in _TO_COME:
            return ()
        return tuple(_telling([CodeLine(there["code"], there.get("displayName"))]))

    def _only(self, parent: str, name: str) -> dict[str, str]:
        """Return what all examples have in one place; nothing if they do not have the same."""
        only: dict[str, str] = {}
        for text in self._texts:
            for values in _elements(text, parent, name):
                if "code" in values and only and values["code"] != only["code"]:
                    return {}
                only = only or (values if "code" in values else {})
        return only

    def _is_of_one_vocabulary(self, code_system: str) -> bool:
        """Return whether any code of a code system will do; of a terminology it will not."""
        rows = self._manual.rows(
            "SELECT 1 FROM vocabulary WHERE code_system = ? LIMIT 2", code_system
        )
        return len(rows) == 1

    @cached_property
    def _texts(self) -> list[str]:
        """The examples of the artefact, and of the message type that it carries."""
        tree = self._manual.tree
        rows = self._manual.rows(
            "SELECT DISTINCT path FROM example WHERE artefact = ?1 OR artefact IN"
            " (SELECT object FROM relation WHERE subject = ?1 AND relation = 'message_type')"
            " ORDER BY path LIMIT ?2",
            self._identifier,
            _MOST_FILES,
        )
        files = [tree.joinpath(*str(path).split("/")) for (path,) in rows] if tree else []
        return [one.read_text(encoding="utf-8", errors="replace") for one in files if one.is_file()]


def _elements(text: str, parent: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of the first element of a name directly within each one of another."""
    if f"{parent} " not in text and f"{parent}>" not in text:
        return
    for start in re.finditer(rf"<(?:\w+:)?{re.escape(parent)}\b[^>]*(?<!/)>", text):
        depth = 0
        for tag in re.finditer(_TAG, text[start.end() : start.end() + _NEAR]):
            closes, found, attributes, empty = tag.groups()
            if depth == 0 and (closes or found == name):
                if not closes:
                    values = re.findall(_PAIR, attributes)
                    yield {key: value for key, _, value in values if value.isprintable()}
                break
            depth += -1 if closes else not empty


def _codes(text: str, code_system: str) -> Iterator[CodeLine]:
    """Yield the code of each element that is of a code system, with its name."""
    for found in re.finditer(rf'codeSystem\s*=\s*["\']{re.escape(code_system)}["\']', text):
        start, end = text.rfind("<", 0, found.start()), text.find(">", found.end())
        values = {name: value for name, _, value in _ATTRIBUTE.findall(text[start:end])}
        code, display = values.get("code"), values.get("displayName")
        if code and f"{code}{display}".isprintable():
            yield CodeLine(code, display)


def _telling(codes: list[CodeLine]) -> list[CodeLine]:
    """Return the codes that say something: one whose name only repeats it is a placeholder."""
    if len(codes) == 1 and codes[0].display is None:
        return codes
    return [one for one in codes if one.display not in (None, one.code)]
