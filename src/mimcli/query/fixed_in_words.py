"""What the row of a message table fixes in words alone: the code of a value, or that it has none.

Most tables have a fixed code in a column. Others only say so in the description of a place whose
vocabulary has many codes. One reader of these words is for all who need
them, so that a new message has the code that a check wants.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.query.explain_facts import stated_vocabulary
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_values import code_part
from mimcli.query.manual import Manual

_QUOTED = r"[\"\u201c]([^\"\u201c\u201d\s]+)[\"\u201d]"
_CODE = re.compile(
    r"\bcode attribute (?:shall|will|must) (?:only )?contain (?:only contain )?(?:an? |the )?"
    rf"(?:(?:fixed|vocabulary) )?(?:value|code)?(?: of)?:? ?{_QUOTED}(?! or\b)",
    re.IGNORECASE,
)
_NULL = re.compile(
    r"\b(?:(?:shall|will|must)\b[^.\"\u201c]{0,40}|use (?:the )?)\bnull ?flavou?r\b"
    rf"(?: attribute)?(?: value| of|=)? ?{_QUOTED}",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|where|when|unless|otherwise|alternatively|in all other cases|may|can)\b",
    re.IGNORECASE,
)
"""Words with which a sentence says that something holds in some messages only."""
_SENTENCE = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?] +")


def code_in_words(text: str) -> str | None:
    """Return the only code that a description states for a value, whatever the message says."""
    found = {code for code, before in _statements(_CODE, text) if not _CONDITION.search(before)}
    mentioned = {str(one) for one in _CODE.findall(" ".join(text.split()))}
    return found.pop() if len(found) == 1 and found == mentioned else None


def null_in_words(text: str) -> str | None:
    """Return the `nullFlavor` that a description demands in every message."""
    if "null" not in text:
        return None
    found = {code for code, before in _statements(_NULL, text) if not _CONDITION.search(before)}
    return found.pop() if len(found) == 1 else None


def _statements(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """Return what each statement of a text says, and what of its sentence stands before it.

    To an item of a list belongs the sentence that introduces the list.
    """
    found: list[tuple[str, str]] = []
    introduction = ""
    for written in text.split("\n"):
        line = " ".join(written.split())
        if not line.startswith("-"):
            introduction = _SENTENCE.split(line)[-1]
        for match in pattern.finditer(line):
            before = _SENTENCE.split(line[: match.start()])[-1]
            within = f"{before} {match[0]}"
            found.append((match[1], f"{introduction} {within}" if line.startswith("-") else within))
    return found


class FixedInWords:
    """What the rows of a manual fix in words, each text read once."""

    def __init__(self, manual: Manual, models: Models) -> None:
        self._manual = manual
        self._models = models
        self._texts: dict[int, tuple[str | None, str | None]] = {}
        self._codes: dict[str, _Listed] = {}

    def code(self, node: Node) -> str | None:
        """Return the code that the row of a coded value fixes in words, and nowhere else.

        None where the vocabulary of the place does not have it, or where another code of that is
        called as the class: then words are wrong that were copied from another row.
        """
        line = node.line
        if line is None or line.fixed is not None or line.description is None:
            return None
        code = self._read(line.description)[0]
        if code is None or code_part(self._models.types, node) is None:
            return None
        name = stated_vocabulary(self._models, node)
        if name is None:
            return code
        listed = self._listed(name)
        if listed.closed and code not in listed.codes:
            return None
        own = listed.named.get(letters(class_around(node) or ""), code)
        return code if own == code else None

    def null(self, node: Node) -> str | None:
        """Return the `nullFlavor` that the row of a value demands in every message."""
        line = node.line
        if line is None or line.description is None:
            return None
        return self._read(line.description)[1]

    def notes(self, node: Node) -> Iterator[str]:
        """Yield in words what a row fixes so."""
        code, null = self.code(node), self.null(node)
        if code is not None:
            yield f'the description says that the code shall be "{code}"'
        if null is not None:
            yield f'the description demands nullFlavor="{null}" in place of a value'

    def _read(self, prose: int) -> tuple[str | None, str | None]:
        if prose not in self._texts:
            row = self._manual.row("SELECT text FROM prose WHERE id = ?", prose)
            text = str(row[0]) if row else ""
            self._texts[prose] = code_in_words(text), null_in_words(text)
        return self._texts[prose]

    def _listed(self, vocabulary: str) -> "_Listed":
        if vocabulary not in self._codes:
            rows = self._manual.rows(
                "SELECT code.code, display, note FROM vocabulary"
                " JOIN code ON code.vocabulary = vocabulary.id WHERE vocabulary.name = ?",
                vocabulary,
            )
            self._codes[vocabulary] = _Listed(
                frozenset(str(code) for code, _, _ in rows),
                {letters(str(display)): str(code) for code, display, _ in rows if display},
                bool(rows) and not any("subtype" in (note or "") for _, _, note in rows),
            )
        return self._codes[vocabulary]


class _Listed(NamedTuple):
    """The codes that the page of a vocabulary lists."""

    codes: frozenset[str]
    named: dict[str, str]
    """By what each is called, in letters."""
    closed: bool
    """Whether there are no others: none stands for its subtypes."""


def class_around(node: Node) -> str | None:
    """Return the class that a row is of, as its message table names it."""
    line, view = node.line, node.view
    if line is None or view is None or line.owner is None:
        return None
    return view.lines[line.owner].name


def letters(text: str) -> str:
    """Return a name as names are compared: its letters and digits, whatever their case."""
    return "".join(one for one in text.casefold() if one.isalnum())
