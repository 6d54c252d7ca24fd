"""Codes against the vocabulary of the very place that they stand in."""

from collections.abc import Iterator

from mimcli.checks.explaining import SHOWN, listed
from mimcli.checks.incomplete import missing_code_rule
from mimcli.checks.likeness import most_like
from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule, stated_rule
from mimcli.checks.vocabularies import ListedCode, ListedVocabulary, Vocabularies
from mimcli.commands import command
from mimcli.model.answers.validation import Severity
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_facts import stated_vocabulary
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_values import code_part, enumerated
from mimcli.query.fixed_in_words import FixedInWords

_STRONG = "CNE"


def code_rules(
    models: Models, node: Node, vocabularies: Vocabularies, words: FixedInWords
) -> Iterator[Rule]:
    """Yield the rules of a coded value: its code, name and code system."""
    if node.kind == "part" or code_part(models.types, node) is None:
        return
    stated = words.code(node)
    if stated is not None:
        yield stated_rule("code", stated)
    name = stated_vocabulary(models, node)
    found = vocabularies.of(name) if name else None
    missing = missing_code_rule(models, node)
    if found is None:
        if missing is not None:
            yield missing
        return
    strong = node.line is None or node.line.coding_strength in (None, _STRONG)
    settled = set(_settled(models, node, found))
    is_open = node.line is None or node.line.fixed is None
    if found.codes and is_open and "code" not in settled:
        yield _code_rule(found, missing, strong=strong)
    elif missing is not None:
        yield missing
    if found.codes and "displayName" not in settled:
        yield _name_rule(found)
    if found.code_system and strong and "codeSystem" not in settled:
        yield _system_rule(found)


def _settled(models: Models, node: Node, vocabulary: ListedVocabulary) -> Iterator[str]:
    """Yield the attributes of which nobody can write what the vocabulary wants.

    Those that the schema leaves only one value, and a code if it lists none of the vocabulary's.
    """
    for part in models.types.parts(node.type) if node.type else ():
        if part.fixed:
            yield part.name
        elif part.kind == "attribute" and (simple := models.types.simple(part)) is not None:
            values = set(enumerated(models.types, simple))
            if len(values) == 1 or (
                part.name == "code" and values and values.isdisjoint(vocabulary.codes)
            ):
                yield part.name


def attribute_code_rule(name: str, found: ListedVocabulary) -> Rule:
    """Return the rule that an attribute is one of a vocabulary's codes; else it is a warning."""
    codes = found.codes

    def rule(element: Element) -> Remark | None:
        code = element.get(name)
        if code is None or code in codes or code.strip() in codes:
            return None
        return _unknown(element, found, code, name, "warning")

    return rule


def _code_rule(found: ListedVocabulary, missing: Rule | None = None, *, strong: bool) -> Rule:
    """Return the rule of a code; of one that is not there says `missing` what is wrong."""
    codes, system = found.codes, found.code_system
    closed = strong and not found.shared
    is_open = found.is_open

    def rule(element: Element) -> Remark | None:
        code = element.get("code")
        if code is None:
            return missing(element) if missing is not None else None
        known = codes.get(code) or codes.get(code.strip())
        if known is None:
            if is_open:  # one of the subtypes, perhaps: only the terminology knows
                return None
            if not closed and system and element.get("codeSystem") not in (None, system):
                # Of another code system: allowed where the place is CWE, else told of that.
                return None
            return _unknown(element, found, code, "code", None if closed else "warning")
        if known.retired or known.subtypes == "only":
            place = f"the code {quoted(code)} of {local_name(element)}"
            return _not_to_be_used(known, place, code, found)
        return None

    return rule


def _not_to_be_used(known: ListedCode, place: str, code: str, found: ListedVocabulary) -> Remark:
    if known.subtypes == "only":
        text = f"{place} stands for its subtypes in {found.name}, and may not be used itself"
        return Remark("unknown-code", text, "code", code, severity="info")
    current = found.current()
    text = f"{place} is retired in {found.name}"
    severity: Severity | None = None if current else "info"
    return Remark("retired-code", text, "code", code, current, severity=severity)


def _unknown(
    element: Element,
    found: ListedVocabulary,
    code: str,
    attribute: str,
    severity: Severity | None,
) -> Remark:
    current = found.current()
    place = local_name(element) if attribute == "code" else f"{attribute} of {local_name(element)}"
    words = f"the code {quoted(code)} of {place} is not in the vocabulary {found.name}"
    return Remark(
        "unknown-code",
        f"{words}: {listed(current)}" if current else words,
        attribute,
        code,
        current,
        _hint(found, current),
        severity,
        nearest=most_like(code, current),
    )


def _hint(found: ListedVocabulary, current: tuple[str, ...]) -> str | None:
    """Return what to do about a code that a vocabulary has not; None if its codes are told."""
    listing = f"`{command('vocab', found.name)}`"
    if not current:
        return f"{listing} shows its codes, all of them retired"
    return f"{listing} has them all" if len(current) > SHOWN else None


def _name_rule(found: ListedVocabulary) -> Rule:
    names = {
        code: (known.display, _folded(known.display))
        for code, known in found.codes.items()
        if known.display
    }

    def rule(element: Element) -> Remark | None:
        shown = element.get("displayName")
        if shown is None:
            return None
        right = names.get(element.get("code") or "")
        if right is None or right[0] == shown or right[1] == _folded(shown):
            return None
        return Remark(
            "display-name",
            f"the code {quoted(element.get('code') or '')} of {local_name(element)} is called"
            f" {quoted(shown)}; in {found.name} it is {quoted(right[0] or '')}",
            "displayName",
            shown,
            (right[0] or "",),
        )

    return rule


def _folded(text: str | None) -> str:
    return "".join(letter for letter in (text or "").casefold() if letter.isalnum())


def _system_rule(found: ListedVocabulary) -> Rule:
    right = found.code_system or ""
    severity: Severity | None = None if found.codes else "warning"

    def rule(element: Element) -> Remark | None:
        system = element.get("codeSystem")
        if system is None or system == right:
            return None
        return Remark(
            "code-system",
            f"the codeSystem of {local_name(element)} is {quoted(system)};"
            f" that of {found.name} is {quoted(right)}",
            "codeSystem",
            system,
            (right,),
            severity=severity,
        )

    return rule
