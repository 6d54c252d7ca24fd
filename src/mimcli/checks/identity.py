"""What a message says it is, against what it is: interaction, version, message type, its own id."""

from collections.abc import Iterator
from functools import lru_cache

from mimcli.checks.explaining import explainer_of, listed
from mimcli.checks.faults import Checked, Fault
from mimcli.checks.likeness import most_like
from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark
from mimcli.checks.rules import DOCUMENT, fault_of, rules_of
from mimcli.checks.version_codes import (
    CODE,
    defining,
    is_misspelt,
    last_for,
    listed_codes,
    spelled,
)
from mimcli.model.answers.validation import Severity
from mimcli.model.identifiers import parse_artefact_id
from mimcli.parse.xmlio import Element
from mimcli.query.manual import Manual

_MESSAGE_TYPE = "{NPFIT:HL7:Localisation}messageType"


def check(checked: Checked) -> Iterator[Fault]:
    """Yield where a message says that it is something else than it is."""
    explainer = None
    for element, remark in _remarks(checked):
        if checked.chosen.wants(remark.check):
            explainer = explainer or explainer_of(checked)
            yield fault_of(remark, element, explainer)


def _remarks(checked: Checked) -> Iterator[tuple[Element, Remark]]:
    root, subject = checked.element, checked.subject
    namespace = root.tag.rpartition("}")[0]
    space = f"{namespace}}}" if namespace else ""
    if subject.kind in ("interaction", "batch"):
        yield from _interaction(checked, _child(root, "{*}interactionId"))
    if subject.kind == "batch":
        from mimcli.checks.batches import batch_remarks  # noqa: PLC0415  (few messages are)

        yield from batch_remarks(root, checked.manual)
    yield from _version(checked, _child(root, "{*}versionCode"))
    yield from _message_type(checked)
    if subject.kind == "interaction":
        yield from _own_id(root, _child(root, f"{space}id"), space)


def _child(root: Element, tag: str) -> Element | None:
    """Return the first such child, as `find` does in twice the time."""
    return next(root.iterchildren(tag), None)


def _interaction(checked: Checked, stated: Element | None) -> Iterator[tuple[Element, Remark]]:
    if stated is None:
        return
    said = stated.get("extension") or ""
    root, artefact = checked.subject.root, checked.subject.artefact
    name = checked.subject.nearest_of or _interaction_of(root) or artefact
    if said == name:
        return
    says = quoted(said) if said else "nothing"
    yield (
        stated,
        Remark(
            "interaction-id",
            f"interactionId says {says}, but the message is a {name}",
            "extension",
            said,
            (name,),
            nearest=name,
        ),
    )


def _interaction_of(root: str) -> str | None:
    """Return the id that a root's name is, in the manual's letter case; None for any other name."""
    parsed = parse_artefact_id(root) if "_IN" in root.upper() else None
    return None if parsed is None else str(parsed)


def _version(checked: Checked, stated: Element | None) -> Iterator[tuple[Element, Remark]]:
    if stated is None:
        return
    code = stated.get("code") or ""
    match = CODE.fullmatch(code.strip())
    judging = checked.subject.mim
    if match and match[2] == judging:
        return
    artefact = checked.subject.artefact
    versions = sorted({judging, *defining(artefact)})
    if match and match[2] in versions:
        return
    codes = listed_codes(checked.manual)
    if code.strip() == last_for(codes, judging):
        return
    says = quoted(code) if code else "nothing"
    due = tuple(spelled(codes, version, judging) for version in versions)
    meant = most_like(code, due) or spelled(codes, judging, judging)
    yield (
        stated,
        Remark(
            "version-code",
            f"versionCode says {says}; {artefact} is defined by MiM {listed(versions, 'and')}",
            "code",
            code,
            due,
            severity=_severity(checked, stated, code),
            nearest=meant,
        ),
    )


def _severity(checked: Checked, stated: Element, code: str) -> Severity | None:
    """Return the severity of a code that is of no version: what its own place says of it.

    One in a letter case that no version has is wrong, whatever of the version is at hand.
    """
    if not code or is_misspelt(code):
        return "error"
    found = explainer_of(checked).found(stated)
    if found is None or not found.whole:
        return None
    remarks = rules_of(checked).remarks_on(stated, found.place)
    loud = (one for one in remarks if one.check == "unknown-code" and one.severity is None)
    return "error" if next(loud, None) else None


def _message_type(checked: Checked) -> Iterator[tuple[Element, Remark]]:
    root = checked.element
    document = next(root.iter(DOCUMENT), None)
    stated = None if document is None else document.find(_MESSAGE_TYPE)
    said = None if stated is None else stated.get("extension")
    if stated is None or said is None:
        return
    due = _domain_models(checked.manual, checked.subject.artefact)
    if said in due or (not due and _is_message_type(checked.manual, said)):
        return
    if due:
        words = f"messageType says {quoted(said)}; {checked.subject.artefact} carries {listed(due)}"
    else:
        words = f"messageType says {quoted(said)}, which is no message type of the manual"
    yield stated, Remark("message-type", words, "extension", said, due)


@lru_cache(maxsize=256)
def _domain_models(manual: Manual, artefact: str) -> tuple[str, ...]:
    """Return the message types that the domain of an interaction models; none for another.

    What only its schema says is left out: it carries the model of all documents.
    """
    rows = manual.rows(
        "SELECT object FROM relation WHERE subject = ? AND relation = 'message_type'"
        " AND sources != 'schema' ORDER BY position",
        artefact,
    )
    return tuple(str(row[0]) for row in rows)


@lru_cache(maxsize=256)
def _is_message_type(manual: Manual, name: str) -> bool:
    """Return whether a manual has a message type; where it has only a part, whichever it is."""
    row = manual.row(
        "SELECT 1 FROM artefact WHERE id = ? AND kind = 'message_type' AND standing != 'mentioned'",
        name,
    )
    return row is not None or manual.partial


def _own_id(root: Element, own: Element | None, space: str) -> Iterator[tuple[Element, Remark]]:
    """Yield that another thing in a message has the message's own id."""
    value = None if own is None else own.get("root")
    if own is None or value is None or own.get("extension") is not None:
        return
    for other in root.iter(f"{space}id"):
        if other is not own and other.get("root") == value and other.get("extension") is None:
            yield (
                other,
                Remark(
                    "repeated-id",
                    f"the id {quoted(value)} is that of the message itself, too",
                    "root",
                    value,
                ),
            )
