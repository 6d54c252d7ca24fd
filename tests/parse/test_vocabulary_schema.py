"""What schema files enumerate, vocabulary by vocabulary."""

from mimcli.parse.vocabulary_schema import parse_enumerations

HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'


def parsed(body):
    return parse_enumerations("dt/Own.xsd", f"{HEAD}{body}</xs:schema>".encode())


def values(*each):
    return "".join(f'<xs:enumeration value="{value}"/>' for value in each)


def simple(name, inner):
    return f'<xs:simpleType name="{name}"><xs:restriction base="cs">{inner}</xs:restriction></xs:simpleType>'


def test_three_types_are_one_vocabulary():
    body = """<xs:simpleType name="Shade_code"><xs:annotation><xs:appinfo><status>active</status><version>4.0</version>
    </xs:appinfo></xs:annotation><xs:restriction base="cs"><xs:enumeration value="1"/><xs:enumeration value="2"/>
    </xs:restriction></xs:simpleType>"""
    body += simple("Shade_displayName", values("Dim", "Bright")) + simple(
        "Shade_codeSystem", values("2.999")
    )
    body += """<xs:complexType name="CV_Shade"><xs:complexContent><xs:restriction base="CV">
    <xs:attribute name="code" type="Shade_code"/></xs:restriction></xs:complexContent></xs:complexType>"""
    (found,) = parsed(body).enumerations
    assert (found.name, found.codes) == ("Shade", ("1", "2"))
    assert (found.display_names, found.code_systems) == (("Dim", "Bright"), ("2.999",))
    assert (found.version, found.status, found.carriers) == ("4.0", "active", ("CV_Shade",))


def test_union_has_the_codes_of_its_parts_once_and_survives_a_circle():
    body = simple("Dark", values("D", "N"))
    body += """<xs:simpleType name="All"><xs:union memberTypes="Dark Round"><xs:simpleType><xs:restriction base="cs">
    <xs:enumeration value="X"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
    <xs:simpleType name="Round"><xs:union memberTypes="All Dark"/></xs:simpleType>"""
    statement = parsed(body)
    codes = {each.name: each.codes for each in statement.enumerations}
    assert codes == {"Dark": ("D", "N"), "All": ("X", "D", "N"), "Round": ("X", "D", "N")}
    assert not statement.findings


def test_missing_part_is_a_finding_and_patterns_are_kept():
    body = simple("Free_code", '<xs:pattern value="[0-9]{6}"/>')
    body += '<xs:simpleType name="All"><xs:union memberTypes="Gone"/></xs:simpleType>' + simple(
        "Empty", ""
    )
    statement = parsed(body)
    assert [(each.name, each.patterns) for each in statement.enumerations] == [
        ("Free", ("[0-9]{6}",)),
        ("All", ()),
    ]
    assert [each.kind for each in statement.findings] == ["missing-type"]


def test_file_that_breaks_off_gives_what_it_has():
    data = HEAD + simple("Dark", values("D")) + "<xs:simpleType"
    statement = parse_enumerations("dt/Own.xsd", data.encode())
    assert [each.codes for each in statement.enumerations] == [("D",)]
    assert [each.kind for each in statement.findings] == ["malformed-xml"]
