"""What is read of template constraints, from their pages and from the file of them."""

from mimcli.model.statements import Link
from mimcli.model.templates import ParentModels
from mimcli.parse.constraints import parse_constraint, parse_template_configuration

PAGE = "Domains/Templates/Document files/NPFIT-900001_Role.htm"
BODY = """<html><body><p><b>Mon Jan 06 10:00:00 GMT 2031</b></p><p><b>Description:</b>:</p><p>Own roles</p>
<b><font>Constraint :- only at home</font></b><p><b>Template Id Constraint: </b>{id}</p><p><b>Version: </b>2.0</p>
<map><area href="../Tabular View/COCD_TP900001UK01.htm"/><area href="../Tabular%20View/COCD_TP900002UK01.htm"/>
<area href="../Tabular View/COCD_TP900001UK01.htm"/><area href="javascript:history.back(1)"/></map></body></html>"""
CONFIGURATION = b"""<?xml version="1.0"?><Templates version="4.0"><ChangeHistory><p>Own</p><p>words</p></ChangeHistory>
<DomainList><domain id="OWN">Own Domain</domain></DomainList><StatusFlag><value id="A">Active</value></StatusFlag>
<Template id="NPFIT-900001#Role" version="2.0" status="A"><ChangeHistory><p>First</p></ChangeHistory>
<comments><p>Own roles</p><b><font>at home</font></b></comments>
<parentModel><domain id="OWN"><id>POCD_RM900001UK01</id><id>COCD_TP900009 UK01</id></domain><domain id="ZZZ"/></parentModel>
<id>COCD_TP900001 UK01</id><id>COCD_TP900002UK01</id><id>COCD_TP900002UK01</id></Template>
<Template id="NPFIT-900001#Role" status="X"/></Templates>"""


def test_page_of_a_constraint():
    found = parse_constraint(PAGE, BODY.format(id="NPFIT-900001#Role").encode())
    assert (found.id, found.kind, found.version) == ("NPFIT-900001#Role", "Role", "2.0")
    assert found.description == "Own roles\nConstraint :- only at home"
    assert found.templates == (
        Link("Domains/Templates/Tabular View/COCD_TP900001UK01.htm", ""),
        Link("Domains/Templates/Tabular View/COCD_TP900002UK01.htm", ""),
    )
    assert not found.findings


def test_page_with_another_id_than_its_name_says():
    found = parse_constraint(PAGE, BODY.format(id="NPFIT-900002#Role").encode())
    assert [each.kind for each in found.findings] == ["other-constraint-id"]
    assert found.id == "NPFIT-900002#Role"


def test_page_without_anything_is_known_by_its_name():
    found = parse_constraint(PAGE, b"<p>Moved</p>")
    assert (found.id, found.templates) == ("NPFIT-900001#Role", ())
    assert [each.kind for each in found.findings] == ["no-templates"]


def test_configuration_as_data():
    found = parse_template_configuration("Mif/TemplateConfig.xml", CONFIGURATION)
    assert (found.version, found.domains) == ("4.0", (("OWN", "Own Domain"),))
    assert found.changes == ("Own\nwords",)
    first, second = found.constraints
    assert (first.id, first.version, first.status) == ("NPFIT-900001#Role", "2.0", "Active")
    assert first.description == "Own roles\nat home"
    assert first.templates == ("COCD_TP900001UK01", "COCD_TP900002UK01")
    assert first.parents == (
        ParentModels("Own Domain", ("POCD_RM900001UK01", "COCD_TP900009UK01")),
        ParentModels("ZZZ", ()),
    )
    assert first.changes == ("First",)
    assert second.status == "X"
    assert [each.kind for each in found.findings] == ["constraint-stated-twice"]
