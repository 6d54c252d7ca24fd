"""What a MIF static model states of itself: its name and its entry point.

Page kind: `Mif/*.mif`. The entry point stands near the top of a file, so only that is read.
"""

from mimcli.model.findings import Finding
from mimcli.model.statements import ModelStatement
from mimcli.parse.xmlio import XmlError, leading_elements, local_name

_BODY = frozenset(("ownedClass", "class", "ownedAssociation"))
"""What follows the entry points in a static model."""


def parse_model(path: str, data: bytes) -> ModelStatement:
    """Return the name and first entry point of the model at `path`; never fails.

    The namespace does not matter: files of both generations have the same elements. A model
    without an entry point (the abstract placeholders) has empty fields. A file that is damaged
    before its entry point, or is no static model, gives a finding.
    """
    name, entry = "", ("", "")
    findings: tuple[Finding, ...] = ()
    try:
        for position, element in enumerate(leading_elements(data)):
            local = local_name(element)
            if position == 0:
                if local != "staticModel":
                    return _no_model(path, "not-a-model", "The file is no static model.")
                name = (element.get("name") or "").strip()
            elif local == "ownedEntryPoint":
                entry = (element.get("className") or "", element.get("name") or "")
                break
            elif local in _BODY:
                break
    except XmlError as error:
        detail = f"The model is not well-formed XML: {error}."
        findings = (Finding("malformed-xml", path, path, detail, severity="error"),)
    return ModelStatement(path, name, entry[0].strip(), entry[1].strip(), findings=findings)


def _no_model(path: str, kind: str, detail: str) -> ModelStatement:
    return ModelStatement(path, "", "", "", findings=(Finding(kind, path, path, detail),))
