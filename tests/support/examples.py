"""Writes example messages: valid and invalid ones, superseded ones, both forms of CDA."""

from support.records import SyntheticInteraction, SyntheticMim
from support.rows import Alternative, Assoc, Attr, Cmet, Row, Target, TemplateRef
from support.schema_base import ATTRIBUTES, HL7, INTERVALS, LOCALISATION, TEXTS, include, schema
from support.schema_files import STRUCTURAL, type_of

XSI = "http://www.w3.org/2001/XMLSchema-instance"
UUID = "0F3C1A2E-0000-4000-8000-00000000{:04X}"
VALUES = {
    "root": "1.2.3",
    "extension": "9",
    "value": "20310102",
    "code": "1",
    "codeSystem": "1.2.3",
}


class Sample:
    """Makes the smallest valid message of a model from its table."""

    def __init__(self, mim: SyntheticMim) -> None:
        self.tables = {each.id: each.table for _, each in mim.definitions()}
        self.constraints = mim.constraints

    def _datum(self, row: Attr) -> str:
        if row.constraint:
            return f'<lc:contentId xmlns:lc="{LOCALISATION}" root="1.2.3" extension="{row.constraint}"/>'
        kind = type_of(row.datatype)
        if kind in TEXTS:
            return f"<{row.name}>Zoë\u2019s {row.name}</{row.name}>"
        if kind in INTERVALS:
            return f'<{row.name}><low value="20310102"/></{row.name}>'
        wanted = [key for key in ATTRIBUTES[kind] if key in VALUES]
        given = {key: "true" if kind == "BL" else VALUES[key] for key in wanted}
        return (
            f"<{row.name} {' '.join(f'{key}={value!r}' for key, value in given.items())}/>".replace(
                "'", '"'
            )
        )

    def _row(self, model: str, row: Row) -> tuple[str, str]:
        """(attribute text, element text) of a row; nothing for what need not be there."""
        if isinstance(row, Attr) and row.name in STRUCTURAL:
            return f' {row.name}="{row.fixed or "ACT"}"', ""
        if getattr(row, "card", "1..1").startswith("0"):
            return "", ""
        return "", self._datum(row) if isinstance(row, Attr) else self._below(model, row)

    def _below(self, model: str, row: Row) -> str:
        """The element that an association, reference or first alternative becomes."""
        text = ""
        match row:
            case Assoc():
                text = self._rows(row.name, model, (*row.rows, row.target))
            case Target():
                text = self.element(row.name, model, row.cls)
            case Cmet():
                text = self.element(row.name, row.mt, self.tables[row.mt].root)
            case TemplateRef():
                template = self.constraints[row.constraint][0]
                root = self.tables[template].root
                text = self.element(f"{template}.{root}", template, root)
            case Alternative() if row.card:
                text = self.element(row.name[0].lower() + row.name[1:], model, row.name)
            case _:
                pass
        return text

    def _rows(self, name: str, model: str, rows: tuple[Row, ...], more: str = "") -> str:
        pieces = [self._row(model, row) for row in rows]
        attributes = "".join(attribute for attribute, _ in pieces)
        inner = "".join(element for _, element in pieces)
        return f"<{name}{more}{attributes}>{inner}</{name}>\n"

    def element(self, name: str, model: str, cls: str, more: str = "") -> str:
        """An element of that name with the content of a model's class."""
        rows = next(each.rows for each in self.tables[model].classes if each.name == cls)
        return self._rows(name, model, rows, more)

    def message(self, model: str, location: str, namespace: str = HL7) -> bytes:
        """A payload with its XML declaration, comment and schemaLocation."""
        root = self.tables[model].root
        name = "query" if root == "Query" else root
        default = f' xmlns="{namespace}"' if namespace else ""
        more = f'{default} xmlns:xsi="{XSI}" xsi:schemaLocation="{HL7} {location}"'
        return _document(self.element(name, model, root, more))

    def interaction(self, interaction: SyntheticInteraction, version: str) -> bytes:
        """A whole message: wrapper, control act and payload."""
        model = interaction.wire_payload or interaction.message_type
        root = self.tables[model].root
        payload = self.element("query" if root == "Query" else root, model, root)
        return _document(
            f'<{interaction.id} xmlns="{HL7}"><id root="{UUID.format(1)}"/><creationTime value="20310102030405"/>'
            f'<versionCode code="3NPfIT{version}"/><interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="{interaction.id}"/>'
            f'<ControlActEvent classCode="CACT"><subject>{payload}</subject></ControlActEvent></{interaction.id}>\n'
        )


def _document(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- An example of our own: Zoë\u2019s. -->\n{body}'.encode()


def example_files(mim: SyntheticMim) -> dict[str, bytes]:
    """`Examples/` and `TemplatedExamples/`, and whole messages beside a manual."""
    sample = Sample(mim)
    booking, wire = "PRSC_MT900001UK02", "POCD_MT000001UK04"
    good = sample.message(booking, f"../../schemas/{booking}.xsd")
    request = mim.domain("Appointments").interactions[0]
    device = sample.message("UKCT_MT900201UK01", "../CmetSchema.xsd", namespace="")
    templated = "POCD_MT910001UK01"
    old = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:hl7-org:v3..\\Schemas\\PRSC_MT900001UK01.xsd"'
    return {
        "Examples/Appointments/PRSC_EX900001UK02_01.xml": good,
        "Examples/Appointments/PRSC_EX900001UK02_02 wrong.xml": good.replace(b"subject", b"topic"),
        "Examples/Appointments/PRSC_EX900001UK02_03_tight.xml": sample.message(
            booking, f"..\\..\\Schemas\\{booking}.xsd"
        ),
        f"Examples/Appointments/{request.id}_01.xml": sample.interaction(request, mim.version),
        "Examples/CMETs/UKCT_EX900201UK01.xml": device,
        "Examples/CmetSchema.xsd": _fragment_schema("UKCT_MT900201UK01", "AgentDevice"),
        "Examples/Out of Hours/POCD_EX910001UK01_01.xml": sample.message(
            wire, f"../../Schemas/{wire}.xsd"
        ),
        "TemplatedExamples/OutOfHours/POCD_EX910001UK01_01.xml": sample.message(
            templated, f"../../Schemas/{templated}.xsd"
        ),
        "Examples/PRSC_EX900001UK01.xml": _document(
            '<BookingRequest xmlns="urn:hl7-org:v3"/>'
        ).replace(b"/>", old + b"/>"),
        "Examples/Untitled13.xml": _document("<Thing/>\n"),
        "Domains/Infrastructure/Document Files/MCCI_EX010000UK13_01.xml": _document(
            f'<MCCI_IN010000UK13 xmlns="{HL7}"><id root="{UUID.format(2)}"/><creationTime value="2031"/>'
            f'<versionCode code="3NPfIT{mim.version}"/><interactionId root="1.2" extension="MCCI_IN010000UK13"/>'
            '<ControlActEvent classCode="CACT"/></MCCI_IN010000UK13>\n'
        ),
    }


def _fragment_schema(model: str, root: str) -> bytes:
    element = f'<xs:element name="{root}" type="{model}.{root}"/>\n'
    return schema(include(f"../Schemas/{model}.xsd") + element)
