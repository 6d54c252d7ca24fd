"""The base schemas of the synthetic MiM: `dt/`, `voc/`, `VocabularySchemas/`, the batch schemas.

They hold just enough of HL7's data types for every other schema to compile and for messages to
be valid or not; all of it is written for these tests.
"""

HL7 = "urn:hl7-org:v3"
LOCALISATION = "NPFIT:HL7:Localisation"
BATCH = "urn:cfh-nhs-uk:npfit"

SIMPLE_TYPES = {
    "cs": '<xs:restriction base="xs:token"/>',
    "st": '<xs:restriction base="xs:string"/>',
    "bl": '<xs:restriction base="xs:boolean"><xs:pattern value="true|false"/></xs:restriction>',
    "ts": '<xs:restriction base="xs:string"><xs:pattern value="[0-9]{4,14}"/></xs:restriction>',
    "oid": '<xs:restriction base="xs:string"><xs:pattern value="[0-9]+([.][0-9]+)*"/></xs:restriction>',
    "url": '<xs:restriction base="xs:string"><xs:pattern value="(tel|mailto):.+"/></xs:restriction>',
    "uid": '<xs:restriction base="xs:string"/>',
}
ATTRIBUTES = {
    "BL": {"value": "bl"},
    "INT": {"value": "xs:integer"},
    "TS": {"value": "ts"},
    "II": {"root": "uid", "extension": "st"},
    "CS": {"code": "cs"},
    "CV": {"code": "cs", "codeSystem": "oid", "displayName": "st"},
    "CE": {"code": "cs", "codeSystem": "oid", "displayName": "st"},
    "CD": {"code": "cs", "codeSystem": "oid", "displayName": "st"},
    "PQ": {"value": "xs:decimal", "unit": "cs"},
    "TEL": {"value": "url"},
}
TEXTS = ("ST", "ED", "PN", "AD", "ON")
INTERVALS = {"IVL_TS": "TS", "IVL_INT": "INT", "IVL_PQ": "PQ"}


def schema(body: str, *, namespace: str = HL7, more: str = "") -> bytes:
    """A schema document."""
    target = f' targetNamespace="{namespace}"' if namespace else ""
    default = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<xs:schema{default} xmlns:xs="http://www.w3.org/2001/XMLSchema"{more}{target} '
        f'elementFormDefault="qualified">\n<!-- Written for the tests of mim. -->\n{body}</xs:schema>\n'
    ).encode()


def include(*locations: str) -> str:
    """`xs:include` elements."""
    return "".join(f'<xs:include schemaLocation="{each}"/>\n' for each in locations)


def import_of(namespace: str, location: str) -> str:
    """An `xs:import` element."""
    return f'<xs:import namespace="{namespace}" schemaLocation="{location}"/>\n'


def _datatypes() -> bytes:
    simple = "".join(
        f'<xs:simpleType name="{name}">{body}</xs:simpleType>\n'
        for name, body in SIMPLE_TYPES.items()
    )
    complex_types = '<xs:complexType name="ANY" abstract="true"><xs:attribute name="nullFlavor" type="cs"/></xs:complexType>\n'
    for name, attributes in ATTRIBUTES.items():
        inner = "".join(
            f'<xs:attribute name="{key}" type="{kind}"/>' for key, kind in attributes.items()
        )
        complex_types += _extension(name, inner)
    for name, base in INTERVALS.items():
        ends = "".join(
            f'<xs:element name="{end}" type="{base}" minOccurs="0"/>' for end in ("low", "high")
        )
        complex_types += _extension(name, f"<xs:sequence>{ends}</xs:sequence>")
    for name in TEXTS:
        complex_types += f'<xs:complexType name="{name}" mixed="true"><xs:attribute name="nullFlavor" type="cs"/></xs:complexType>\n'
    return schema(include("NarrativeBlock.xsd") + simple + complex_types)


def _extension(name: str, inner: str) -> str:
    return (
        f'<xs:complexType name="{name}"><xs:complexContent><xs:extension base="ANY">{inner}'
        "</xs:extension></xs:complexContent></xs:complexType>\n"
    )


def _flavours() -> bytes:
    uuid = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
    return schema(
        include("datatypes.xsd")
        + f'<xs:simpleType name="uuid.only"><xs:restriction base="uid"><xs:pattern value="{uuid}"/></xs:restriction></xs:simpleType>\n'
        '<xs:complexType name="II.NPfIT.uuid.mandatory"><xs:complexContent><xs:restriction base="II">'
        '<xs:attribute name="root" type="uuid.only" use="required"/>'
        '<xs:attribute name="extension" use="prohibited"/><xs:attribute name="nullFlavor" use="prohibited"/>'
        "</xs:restriction></xs:complexContent></xs:complexType>\n"
    )


def _vocabulary_schema() -> bytes:
    """Uses `cs` without including what defines it: does not compile alone, as the real one."""
    return schema(
        '<xs:simpleType name="ActClass"><xs:restriction base="cs">'
        '<xs:enumeration value="ACT"/><xs:enumeration value="ENC"/></xs:restriction></xs:simpleType>\n'
    )


def _infrastructure_root() -> bytes:
    return schema(
        include("../voc/voc.xsd", "./datatypes.xsd")
        + '<xs:group name="InfrastructureRootElements"><xs:sequence>'
        '<xs:element name="realmCode" type="CS" minOccurs="0"/></xs:sequence></xs:group>\n'
        '<xs:attributeGroup name="InfrastructureRootAttributes">'
        '<xs:attribute name="nullFlavor" type="cs"/></xs:attributeGroup>\n'
    )


def _coded(name: str, codes: tuple[tuple[str, str], ...]) -> str:
    values = "".join(f'<xs:enumeration value="{code}"/>' for code, _ in codes)
    return f'<xs:simpleType name="{name}_code"><xs:restriction base="cs">{values}</xs:restriction></xs:simpleType>\n'


def base_files(version: str) -> dict[str, bytes]:
    """The files of `dt/`, `voc/` and `VocabularySchemas/`."""
    standard = (("3NPfIT9.0.00", ""), (f"3NPfIT{version}", ""))
    vocabulary = include("../dt/datatypes.xsd")
    return {
        "dt/datatypes.xsd": _datatypes(),
        "dt/NarrativeBlock.xsd": schema('<xs:complexType name="StrucDoc.Text" mixed="true"/>\n'),
        "dt/datatypeflavours.xsd": _flavours(),
        "dt/infrastructureRoot.xsd": _infrastructure_root(),
        "dt/NHSVocab.xsd": schema(
            include("datatypes.xsd") + _coded("HL7StandardVersionCode", standard)
        ),
        "dt/NHSLocalisation.xsd": schema(
            import_of(HL7, "datatypes.xsd")
            + '<xs:element name="contentId"><xs:complexType><xs:attribute name="root" type="hl7:oid" use="required"/>'
            '<xs:attribute name="extension" use="required"/></xs:complexType></xs:element>\n',
            namespace=LOCALISATION,
            more=f' xmlns:hl7="{HL7}"',
        ),
        "dt/TemplateConfig.xsd": schema('<xs:element name="Templates"/>\n', namespace=""),
        "voc/voc.xsd": _vocabulary_schema(),
        "VocabularySchemas/InfVocab.xsd": schema(
            vocabulary + _coded("HL7StandardVersionCode", standard)
        ),
        "VocabularySchemas/AlertVocab.xsd": schema(vocabulary),
    }


def batch_files(send: str, answer: str) -> dict[str, bytes]:
    """The batch schemas: another target namespace, anonymous names. Older ones beside them."""
    more = f' xmlns:hl7="{HL7}"'
    common = import_of(HL7, "BatchCommon.xsd")
    files = {
        "Schemas/BatchCommon.xsd": schema(
            include("../dt/infrastructureRoot.xsd")
            + '<xs:complexType name="BatchRequest"><xs:sequence><xs:element name="id" type="II"/></xs:sequence></xs:complexType>\n'
        ),
        "Schemas/BatchMapping.xsd": schema(
            common
            + '<xs:complexType name="BatchItem"><xs:attribute name="interaction"/></xs:complexType>\n',
            namespace=BATCH,
            more=more,
        ),
    }
    for identifier in (send, answer, *older_batches(send, answer)):
        files[f"Schemas/{identifier}.xsd"] = schema(
            common
            + include("BatchMapping.xsd")
            + f'<xs:element name="{identifier}" type="BatchRequest"/>\n'
            '<xs:complexType name="BatchRequest"><xs:complexContent><xs:extension base="hl7:BatchRequest"><xs:sequence>'
            '<xs:element name="item" type="BatchItem" minOccurs="0" maxOccurs="unbounded"/>'
            "</xs:sequence></xs:extension></xs:complexContent></xs:complexType>\n",
            namespace=BATCH,
            more=more,
        )
    return files


def older_batches(*identifiers: str) -> tuple[str, ...]:
    """The revisions before, whose schemas survive."""
    return tuple(f"{each[:-2]}{int(each[-2:]) - 1:02}" for each in identifiers)
