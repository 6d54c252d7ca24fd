"""What is read from the catalogue of object identifiers."""

from mimcli.model.oids import OidRow
from mimcli.parse.oid import parse_oid_catalogue
from support.synthetic import default_mim, files_of

PAGE = "OID/OwnCatalogue.htm"
TABLE = """<table><thead><tr><th>OID</th><th>Coding System</th><th>Description</th><th>Issuer</th></tr></thead>
<tbody>{}</tbody></table>"""


def test_synthetic_catalogue_has_the_rows_it_was_built_from():
    mim = default_mim()
    page = "OID/NPfITOidCatalogue.htm"
    found = parse_oid_catalogue(page, files_of(mim)[page])
    assert [(r.oid, r.name, r.description, r.issuer, r.abstract, r.anchor) for r in found.rows] == [
        (o.oid, o.name, o.description, o.issuer, o.abstract, f"oid_{o.oid}") for o in mim.oids
    ]
    assert any(each.abstract for each in found.rows)
    assert not found.findings


def test_odd_rows_are_findings_and_none_is_lost():
    rows = """<tr class="x abstract"><td><a name="a1">2.999</a></td><td>Root<br>of all</td><td/><td>Us</td></tr>
    <tr><td>none yet</td><td>B</td><td/><td/></tr><tr><td> 2.999 </td><td>C</td></tr>"""
    found = parse_oid_catalogue(PAGE, TABLE.format(rows).encode())
    assert found.rows == (
        OidRow("2.999", "Root of all", "", "Us", abstract=True, anchor="a1"),
        OidRow("2.999", "C", "", "", abstract=False, anchor=""),
    )
    assert [each.kind for each in found.findings] == ["odd-oid", "oid-stated-twice"]


def test_columns_are_known_by_their_headings():
    text = "<table><tr><td>Issuer</td><td>Coding System</td><td>OID</td></tr><tr><td>Us</td><td>A</td><td>1.2</td></tr></table>"
    (row,) = parse_oid_catalogue(PAGE, text.encode()).rows
    assert (row.oid, row.name, row.description, row.issuer) == ("1.2", "A", "", "Us")


def test_page_without_a_catalogue():
    found = parse_oid_catalogue(PAGE, b"<p>Moved</p>")
    assert [each.kind for each in found.findings] == ["no-oids"]
