"""What the row of a message table fixes in words alone: the code of a value, or that it has none.

Most tables have a fixed code in a column. Others only say so in the description of a place whose
vocabulary has many codes. One reader of these words is for all who need them, so that a new message
has the code that a check wants.
"""

import re
from collections.abc import Iterator

from mimcli.query.explain_facts import stated_vocabulary
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_values import code_part
from mimcli.query.manual import Manual
from mimcli.query.subtypes import SUSPECT, subtypes_of

NEAR = 32
"""Descriptions that are read at once."""

_QUOTED = r"[\"\u201c]([^\"\u201c\u201d\s]+)[\"\u201d]"
# Patterns as texts: most calls need none of them, and compiling takes 3 ms.
_CODE = (
    r"(?i)\bcode attribute (?:shall|will|must) (?:only )?contain (?:only contain )?(?:an? |the )?"
    rf"(?:(?:fixed|vocabulary) )?(?:value|code)?(?: of)?:? ?{_QUOTED}(?! or\b)"
)
_NULL = (
    r"(?i)\b(?:(?:shall|will|must)\b[^.\"\u201c]{0,40}|use (?:the )?)\bnull ?flavou?r\b"
    rf"(?: attribute)?(?: value| of|=)? ?{_QUOTED}"
)
_CONDITION = r"(?i)\b(?:if|where|when|unless|otherwise|alternatively|in all other cases|may|can)\b"
"""Words with which a sentence says that something holds in some messages only."""
_SENTENCE = r"(?<!\be\.g)(?<!\bi\.e)[.!?] +"


def code_in_words(text: str) -> str | None:
    """Return the only code that a description states for a value, whatever the message says."""
    return _only(_CODE, "code attribute", text)


def null_in_words(text: str) -> str | None:
    """Return the `nullFlavor` that a description demands in every message."""
    return _only(_NULL, "null", text)


def _only(pattern: str, words: str, text: str) -> str | None:
    """Return what all statements of a text say, if they say it without a condition.

    To an item of a list belongs the sentence that introduces the list. `words` are in each
    statement, in small letters.
    """
    if words not in text.lower():
        return None
    found: set[str] = set()
    introduction = ""
    for written in text.split("\n"):
        line = " ".join(written.split())
        is_item = line.startswith("-")
        for match in re.finditer(pattern, line) if words in line.lower() else ():
            before = re.split(_SENTENCE, line[: match.start()])[-1]
            context = re.split(_SENTENCE, introduction)[-1] if is_item else ""
            if re.search(_CONDITION, f"{context} {before} {match[0]}"):
                return None
            found.add(match[1])
        if not is_item:
            introduction = line
    return found.pop() if len(found) == 1 else None


class FixedInWords:
    """What the rows of a manual fix in words, each text read once."""

    def __init__(self, manual: Manual, models: Models) -> None:
        self._manual = manual
        self._models = models
        self._texts: dict[int, str] = {}
        self._stated: dict[int, str | None] = {}
        self._nulls: dict[int, str | None] = {}
        self._codes: dict[tuple[str, str], bool] = {}
        self._named: dict[tuple[str, str], str | None] = {}

    def code(self, node: Node) -> str | None:
        """Return the code that the row of a coded value fixes in words, and nowhere else.

        None where the vocabulary of the place does not have it, or where another code of that is
        called as the class: then words are wrong that were copied from another row.
        """
        line = node.line
        if line is None or line.fixed is not None or line.description is None:
            return None
        if code_part(self._models.types, node) is None:
            return None
        prose = line.description
        if prose not in self._stated:
            self._stated[prose] = code_in_words(self.text(prose))
        code = self._stated[prose]
        if code is None:
            return None
        name = stated_vocabulary(self._models, node)
        if name is None:
            return code
        own = self.named_as_class(node)
        return code if own in (None, code) and self._may_have(name, code) else None

    def named_as_class(self, node: Node) -> str | None:
        """Return the code of a place's vocabulary that is called as the class it is the code of."""
        name, around = stated_vocabulary(self._models, node), class_around(node)
        if name is None or around is None:
            return None
        key = name, around
        if key not in self._named:
            row = self._manual.row(
                "SELECT code.code FROM vocabulary JOIN code ON code.vocabulary = vocabulary.id"
                " WHERE vocabulary.name = ? AND lower(replace(display, ' ', '')) = ?"
                " ORDER BY position",
                name,
                around.lower(),
            )
            self._named[key] = str(row[0]) if row else None
        return self._named[key]

    def null(self, node: Node) -> str | None:
        """Return the `nullFlavor` that the row of a value demands in every message."""
        line = node.line
        if line is None or line.description is None:
            return None
        prose = line.description
        if prose not in self._nulls:
            self._nulls[prose] = null_in_words(self.text(prose))
        return self._nulls[prose]

    def notes(self, node: Node) -> Iterator[str]:
        """Yield in words what a row fixes so."""
        code, null = self.code(node), self.null(node)
        if code is not None:
            yield f'the description says that the code shall be "{code}"'
        if null is not None:
            yield f'the description demands nullFlavor="{null}" in place of a value'

    def text(self, prose: int) -> str:
        """Return a description by its number."""
        if prose not in self._texts:
            # The texts of a table have numbers near by: one question for many of them.
            first = prose - prose % NEAR
            rows = self._manual.rows(
                "SELECT id, text FROM prose WHERE id BETWEEN ? AND ?", first, first + NEAR - 1
            )
            self._texts |= {int(number): str(text) for number, text in rows}
            self._texts.setdefault(prose, "")
        return self._texts[prose]

    def _may_have(self, vocabulary: str, code: str) -> bool:
        """Return whether a vocabulary lists a code, or does not list all that it has."""
        if (vocabulary, code) not in self._codes:
            rows = self._manual.rows(
                f"SELECT code.code = ?, CASE WHEN {SUSPECT} THEN note END FROM vocabulary"  # noqa: S608
                " JOIN code ON vocabulary = vocabulary.id WHERE vocabulary.name = ?",
                code,
                vocabulary,
            )
            may = not rows or any(own or (note and subtypes_of(str(note))) for own, note in rows)
            self._codes[vocabulary, code] = may
        return self._codes[vocabulary, code]


def class_around(node: Node) -> str | None:
    """Return the class that a row is of, as its message table names it."""
    line, view = node.line, node.view
    if line is None or view is None or line.owner is None:
        return None
    return view.lines[line.owner].name
