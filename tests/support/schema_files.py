"""Writes the schemas of messages, CMETs, templates and interactions; they all compile."""

from support.records import SyntheticDefinition, SyntheticInteraction, SyntheticMim
from support.rows import Alternative, Assoc, Attr, Cls, Cmet, Row, Table, Target, TemplateRef
from support.schema_base import LOCALISATION, base_files, batch_files, import_of, include, schema

STRUCTURAL = frozenset(
    ("classCode", "moodCode", "determinerCode", "typeCode", "contextControlCode")
)
ROOT = ("../dt/infrastructureRoot.xsd", "../dt/datatypeflavours.xsd")


def type_of(datatype: str) -> str:
    """The schema type of a datatype: `IVL<TS>` is `IVL_TS`, a set is its items' type."""
    outer, _, inner = datatype.partition("<")
    inner = inner.removesuffix(">")
    return inner if outer in ("SET", "LIST") else f"{outer}_{inner}" if inner else outer


def occurs(card: str) -> str:
    """`minOccurs` and `maxOccurs` of a cardinality."""
    low, _, high = card.partition("..")
    high = "unbounded" if high == "*" else high
    return f'minOccurs="{low}" maxOccurs="{high}"'


def _local(name: str) -> str:
    return name[0].lower() + name[1:]


class MessageSchema:
    """The schema of one model; gathers includes while it writes the types."""

    def __init__(self, definition: SyntheticDefinition, mim: SyntheticMim) -> None:
        self.id = definition.id
        self.table: Table = definition.table
        self.definitions = {each.id: each for _, each in mim.definitions()}
        self.includes: dict[str, None] = dict.fromkeys(ROOT)
        self.types: list[str] = []
        self.localised = False

    def _element(self, name: str, kind: str, card: str) -> str:
        return f'<xs:element name="{name}" type="{kind}" {occurs(card)}/>\n'

    def _attribute(self, attr: Attr) -> tuple[str, str]:
        """An attribute row is an XML attribute if structural, else an element."""
        if attr.name in STRUCTURAL:
            fixed = f' fixed="{attr.fixed}"' if attr.fixed else ""
            return "", f'<xs:attribute name="{attr.name}" type="cs" use="required"{fixed}/>\n'
        if attr.constraint:
            self.localised = True
            return '<xs:element ref="npfitlc:contentId"/>\n', ""
        return self._element(attr.name, type_of(attr.datatype), attr.card), ""

    def _leads_to(self, row: Target | Cmet | TemplateRef) -> str:
        if isinstance(row, Cmet):
            self.includes[f"{row.mt}.xsd"] = None
            root = self.definitions[row.mt].table.root
            return self._element(row.name, f"{row.mt}.{root}", row.card)
        if isinstance(row, TemplateRef):
            self.includes[f"../TemplateSchemas/{row.constraint.replace('#', '_')}.xsd"] = None
            return f'<xs:group ref="{row.constraint.replace("#", "_")}" {occurs(row.card)}/>\n'
        return self._element(row.name, f"{self.id}.{row.cls}", row.card)

    def _row(self, owner: str, row: Row) -> tuple[str, str]:
        if isinstance(row, Attr):
            return self._attribute(row)
        if isinstance(row, Assoc):
            name = f"{self.id}.{owner}.{row.name}"
            self._type(name, row.name, (*row.rows, row.target))
            return self._element(row.name, name, row.card), ""
        if isinstance(row, Target | Cmet | TemplateRef):
            return self._leads_to(row), ""
        return "", ""

    def _alternatives(self, rows: tuple[Alternative, ...]) -> str:
        inner = ""
        for row in rows:
            if row.rows:
                self._type(f"{self.id}.{row.name}", row.name, row.rows)
            inner += self._element(_local(row.name), f"{self.id}.{row.name}", "1..1")
        return f"<xs:choice>\n{inner}</xs:choice>\n" if inner else ""

    def _type(self, name: str, owner: str, rows: tuple[Row, ...]) -> None:
        pieces = [self._row(owner, row) for row in rows]
        elements = "".join(element for element, _ in pieces)
        elements += self._alternatives(
            tuple(each for each in rows if isinstance(each, Alternative))
        )
        attributes = "".join(attribute for _, attribute in pieces)
        self.types.append(
            f'<xs:complexType name="{name}">\n<xs:sequence>\n<xs:group ref="InfrastructureRootElements"/>\n{elements}</xs:sequence>\n'
            f'<xs:attributeGroup ref="InfrastructureRootAttributes"/>\n{attributes}</xs:complexType>\n'
        )

    def write(self) -> bytes:
        """The schema's bytes: messages have a global element, CMETs none, templates a group."""
        for cls in self.table.classes:
            self._class(cls)
        root = self.table.root
        name = "query" if root == "Query" else root
        if "_TP" in self.id:
            top = f'<xs:group name="{self.id}"><xs:sequence>\n<xs:element name="{self.id}.{root}" type="{self.id}.{root}"/>\n</xs:sequence></xs:group>\n'
        elif self.id.startswith("UKCT"):
            top = ""
        else:
            top = f'<xs:element name="{name}" type="{self.id}.{root}"/>\n'
        more = import_of(LOCALISATION, "../dt/NHSLocalisation.xsd") if self.localised else ""
        prefix = f' xmlns:npfitlc="{LOCALISATION}"' if self.localised else ""
        return schema(include(*self.includes) + more + top + "".join(self.types), more=prefix)

    def _class(self, cls: Cls) -> None:
        self._type(f"{self.id}.{cls.name}", cls.name, cls.rows)


def interaction_schema(interaction: SyntheticInteraction, mim: SyntheticMim) -> bytes:
    """The schema that carries wrapper, control act and payload."""
    wrapper = interaction.schema_transmission or interaction.transmission
    payload = interaction.wire_payload or interaction.message_type
    parts = [part for part in (wrapper, interaction.control_act, payload) if part]
    tables = {each.id: each.table for _, each in mim.definitions()}
    subject = ""
    if payload:
        root = tables[payload].root
        subject = (
            f'<xs:element name="{"query" if root == "Query" else root}" type="{payload}.{root}"/>\n'
        )
    act = f"{interaction.id}.{interaction.control_act}.ControlActEvent"
    named = interaction.global_style == "named"
    message = f"{interaction.id}.{wrapper}.Message" if named else f"{interaction.id}.Message"
    inner = (
        f'<xs:complexType><xs:complexContent><xs:extension base="{message}"/></xs:complexContent></xs:complexType>'
        if named
        else ""
    )
    kind = "" if named else f' type="{message}"'
    body = (
        f'<xs:element name="{interaction.id}"{kind}>{inner}</xs:element>\n'
        f'<xs:complexType name="{message}"><xs:sequence>\n'
        '<xs:element name="id" type="II.NPfIT.uuid.mandatory"/>\n<xs:element name="creationTime" type="TS"/>\n'
        '<xs:element name="versionCode" type="CS"/>\n<xs:element name="interactionId" type="II"/>\n'
        f'<xs:element name="ControlActEvent" type="{act}"/>\n</xs:sequence></xs:complexType>\n'
        f'<xs:complexType name="{act}"><xs:sequence>\n<xs:element name="subject" minOccurs="0"><xs:complexType><xs:sequence>\n'
        f'{subject}</xs:sequence></xs:complexType></xs:element>\n</xs:sequence><xs:attribute name="classCode" type="cs"/></xs:complexType>\n'
    )
    locations = (*ROOT, "../VocabularySchemas/InfVocab.xsd", *(f"{part}.xsd" for part in parts))
    return schema(include(*locations) + body)


def constraint_schema(constraint: str, allowed: tuple[str, ...]) -> bytes:
    """A template constraint: a group that offers the templates' groups."""
    choices = "".join(f'<xs:group ref="{each}"/>\n' for each in allowed)
    name = constraint.replace("#", "_")
    return schema(
        include(*(f"../Schemas/{each}.xsd" for each in allowed))
        + f'<xs:group name="{name}"><xs:choice>\n{choices}</xs:choice></xs:group>\n'
    )


def schema_files(mim: SyntheticMim) -> dict[str, bytes]:
    """Every schema of the publication."""
    files = base_files(mim.version)
    for _, definition in mim.definitions():
        files[f"Schemas/{definition.id}.xsd"] = MessageSchema(definition, mim).write()
    batches = [each.id for domain in mim.domains for each in domain.interactions if each.batch]
    if batches:
        files |= batch_files(*batches)
    current = [each for domain in mim.domains for each in domain.interactions if not each.batch]
    for interaction in (*current, *mim.leftovers):
        files[f"Schemas/{interaction.id}.xsd"] = interaction_schema(interaction, mim)
    for constraint, allowed in mim.constraints.items():
        name = constraint.replace("#", "_")
        files[f"TemplateSchemas/{name}.xsd"] = constraint_schema(constraint, allowed)
    return files
