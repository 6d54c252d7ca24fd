"""The machine-readable account of interactions: ids only, not checked by anybody.

Page kind: `interaction xml files/*.xml`.
"""

from collections.abc import Iterator

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.statements import DynamicInteraction, DynamicModelStatement
from mimcli.parse.xmlio import Element, XmlError, local_name, parse_xml

RELATIONS = {
    "sendingRole": "sending_roles",
    "receivingRole": "receiving_roles",
    "triggerEvent": "trigger_events",
    "transmissionWrapper": "transmission_wrappers",
    "controlActWrapper": "control_act_wrappers",
    "payload": "payloads",
}
"""By element name: the field of DynamicInteraction."""

_NO_RELATIONS = frozenset(("batchWrapper",))


def parse_dynamic_model(page: str, data: bytes) -> DynamicModelStatement:
    """Return the interactions of one file in its order; never fails.

    Ids are as the file has them, damaged or not: what becomes of those is the reconciliation's.
    Of a file that is not well-formed, what can be read is, with a finding `malformed-xml`.
    """
    findings: list[Finding] = []
    try:
        root = parse_xml(data)
    except XmlError as error:
        detail = f"The file is not well-formed XML: {error}."
        findings.append(Finding("malformed-xml", page, page, detail, severity="error"))
        try:
            root = parse_xml(data, recover=True)
        except XmlError:
            return DynamicModelStatement(page, (), tuple(findings))
    interactions: list[DynamicInteraction] = []
    for element in root.iter("{*}interaction"):
        interaction, odd = _interaction(page, element)
        interactions.append(interaction)
        findings += odd
    if not interactions:
        findings.append(Finding("no-interactions", page, page, "The file states no interaction."))
    return DynamicModelStatement(page, tuple(interactions), tuple(findings))


def _interaction(page: str, element: Element) -> tuple[DynamicInteraction, list[Finding]]:
    subject = (element.get("id") or "").strip()
    fields: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    if not _is_kind(subject, "IN"):
        detail = f'An interaction has the damaged id "{subject}".'
        findings.append(Finding("damaged-id", subject or page, page, detail))
    for name, model in _models(element):
        if name in _NO_RELATIONS:
            continue
        if name not in RELATIONS:
            detail = f"An interaction has a model of an unknown kind, {name}."
            findings.append(Finding("odd-relation", subject, page, detail))
            continue
        if model:
            field = RELATIONS[name]
            fields[field] = (*fields.get(field, ()), model)
    return DynamicInteraction(id=subject, **fields), findings


def _models(element: Element) -> Iterator[tuple[str, str]]:
    for models in element.iterchildren("{*}Models"):
        for child in models.iterchildren("*"):
            yield local_name(child), (child.get("modelId") or "").strip()


def _is_kind(text: str, kind_code: str) -> bool:
    artefact = parse_artefact_id(text)
    return artefact is not None and artefact.kind_code == kind_code
