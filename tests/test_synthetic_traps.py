"""Every trap of a real publication is in the synthetic one, looked for one by one."""

import re

import pytest
from lxml import etree

from support.synthetic import default_mim, files_of

MIM = default_mim()
FILES = files_of(MIM)
MANUALS = {each.menu: FILES[each.manual] for each in MIM.domains}
TABULAR = {
    each.hd_id: FILES[f"Domains/{folder}/Tabular View/{each.hd_id}-NoEdit.{each.table.extension}"]
    for folder, each in MIM.definitions()
}
MEDICATION, P2P, HSC = "Medication Supply", "Common P2P", "Health & Social Care Integration"


TRAPS = {
    "anchors never closed": (MANUALS[MEDICATION], rb"<a name=PORX_IN900001UK30</a><a name=_Toc"),
    "heading over several lines": (MANUALS[MEDICATION], rb"<h2>[^\n]*\r\n\tof a\r\n\t\tLong"),
    "en dash in windows-1252": (MANUALS[MEDICATION], rb" \x96 PORX_IN900002UK30</h2>"),
    "no dash": (MANUALS[P2P], rb"Point to Point COPC_IN900001UK01</h2>"),
    "dash without a blank after": (MANUALS[MEDICATION], rb" -PORX_MT900001UK30</h2>"),
    "dash without a blank before": (MANUALS[HSC], rb"\(CPA\)- POCD_IN920004UK01</h2>"),
    "description within the heading": (MANUALS[HSC], rb"POCD_IN920003UK01<br>[^/]*<font size"),
    "title of another domain": (MANUALS[HSC], rb"<title>Out of Hours Implementation"),
    "wrong schema link": (MANUALS[HSC], rb"Schemas/POCD_IN920001UK01(?s:.*)POCD_IN920001UK01.xsd"),
    "doubled schema link": (MANUALS[P2P], rb"PRSC_IN900001UK02.xsd(?s:.*?)COPC_IN900001UK01.xsd"),
    "empty trigger": (MANUALS[P2P], rb"Trigger Event</font></td>\s*<td[^>]*><font[^>]*>Not told"),
    "empty heading": (MANUALS[MEDICATION], rb"<h2></h2>"),
    "trigger defined twice": (MANUALS[MEDICATION], rb"(?s)(</a>4\.\d.*PORX_TE900001UK01.*){2}"),
    "link cut in two": (MANUALS[MEDICATION], rb">MCCI_M</a><a href="),
    "wrapper that exists nowhere": (MANUALS[MEDICATION], rb"MCCI_MT000002UK02"),
    "fragment with a quote": (MANUALS[MEDICATION], rb'href="#_Toc_Section_3.1&quot;"'),
    "fragment with blanks": (MANUALS["Appointments"], rb'href="#_Toc_Section_3.1.1&nbsp;&nbsp;"'),
    "roles at h3": (MANUALS["Appointments"], rb"<h3><a name=PRSC_AR900001UK01>"),
    "anchor missing": (MANUALS["Appointments"], rb"<h2><a name=_Toc[^\n]*PRSC_MT900101UK01</h2>"),
    "id again in a later section": (MANUALS["Appointments"], rb"8.1&nbsp;[^\n]*IN900001UK02.xsd"),
    "odd icon title": (MANUALS["Appointments"], rb'title="View View Tabular View"'),
    "icon without a title": (MANUALS["Record Query"], rb'<a href="[^"]*QUPC_IN900001UK05.xsd">'),
    "icon in capitals": (MANUALS["Out of Hours"], rb"image010\.GIF"),
    "icon folder's letter case": (MANUALS["Out of Hours"], rb"components_files/Image001"),
    "three receivers": (
        MANUALS["Out of Hours"],
        rb"(?s)(Receiving \r\n.{0,300}POCD_AR91000[234].*){3}",
    ),
    "prose headings": (MANUALS["Out of Hours"], rb"<h2><a name=_Toc_Section_6.1></a>6.1[^-]*</h2>"),
    "batch at h3": (MANUALS["Infrastructure"], rb"<h3><a name=MCCI_IN200001UK03>"),
    "batch rows": (MANUALS["Infrastructure"], rb">n/a</font>"),
    "batch row mislabelled": (MANUALS["Infrastructure"], rb"Send Response Batch"),
    "CMET id without MT": (MANUALS["CMETs"], rb" - UKCT900301UK02</h2>"),
    "CMET under its R-MIM's id": (
        MANUALS["CMETs"],
        rb"name=UKCT_MT900301UK2>[^\n]* - UKCT_RM900400UK01",
    ),
    "template with a foreign schema": (
        MANUALS["Templates"],
        rb"(?s)Schemas/COCD_TP946002UK01.xsd.*Schemas/COCD_TP946002UK01.xsd",
    ),
    "raw ampersand": (FILES["Core/Contents.htm"], rb">Health & Social Care Integration</a>"),
    "useless footer title": (FILES["Core/footer.htm"], rb"<title>v 0</title>"),
    "blank before a fixed value's end": (
        TABULAR["PORX_HD900001UK30"],
        rb"Fixed = &quot;<FONT color=\"red\">PRF</FONT> &quot;",
    ),
    "unbalanced brackets": (TABULAR["PORX_HD900001UK30"], rb"\(\{CNE:<A"),
    "doubled brackets": (
        TABULAR["PRSC_HD900001UK02"],
        rb"<b>CNE </b></a>: <a[^>]*><b>OBS</b></a>\} \) \)",
    ),
    "path in a CMET's id": (
        TABULAR["PORX_HD900001UK30"],
        rb"\[CMET:&nbsp;../../CMETs/Tabular%20View/UKCT",
    ),
    "stale block ids": (TABULAR["PORX_HD900001UK30"], rb'id="PORX_HD900001UK01#'),
    "nested table": (TABULAR["PORX_HD900001UK30"], rb'<TD width="4%"></TD>\r\n<TD bgcolor="white"'),
    "tags in capitals": (TABULAR["PORX_HD900001UK30"], rb"<TR valign"),
    "rows with nothing": (TABULAR["PORX_HD900001UK30"], rb"<TD></TD>\r\n<TD></TD>"),
    "stray end tag": (TABULAR["UKCT_HD900100UK01"], rb"</NOTE>"),
    "shadow": (TABULAR["PRSC_HD900001UK02"], rb'href="#BookingRequest/subject"><b>Shadow'),
    "dotted class": (TABULAR["QUPC_HD900001UK05"], rb'name="Person.birthTime"'),
    "inline choice": (
        TABULAR["UKCT_HD900501UK01"],
        rb'class="actclass">[^\n]*either[^\n]*<a id="Finding">',
    ),
    "row moved by a cell": (TABULAR["MCCI_HD200001UK02"], rb"<td />\n<td width"),
    "title row shows an interaction": (TABULAR["MCCI_HD200001UK02"], rb"<b>MCCI_IN200001UK02</b>"),
    "template reference": (TABULAR["POCD_HD910001UK01"], rb"NPFIT-900002_Act.htm\">Template1</a>"),
    "template constraint": (
        TABULAR["POCD_HD910001UK01"],
        rb'"<a [^>]*><font color="red">NPFIT-900001#Role',
    ),
    "UTF-8 page": (TABULAR["PRSC_HD900001UK02"], "façon".encode()),
    "folder's letter case": (
        FILES["Domains/HSC/Tabular View/POCD_RM920001UK01.htm"],
        rb"\.\./CMETS/",
    ),
    "script for a link": (
        FILES["Domains/HSC/Tabular View/POCD_RM920001UK01.htm"],
        rb"javascript:history",
    ),
    "fragment without anchor": (
        FILES["Domains/HSC/Tabular View/POCD_RM920001UK01.htm"],
        rb"#NoSuchAnchor",
    ),
    "raw blanks in a link": (
        FILES["Vocabulary/VocabReferences.htm"],
        rb"Slot Booking/Tabular View/",
    ),
    "escaped blanks in a link": (
        FILES["Vocabulary/VocabReferences.htm"],
        rb"Slot%20Booking/Tabular%20View/",
    ),
    "vocabulary's letter case": (FILES["Vocabulary/VocabReferences.htm"], rb'"RouteSnCT.htm"'),
    "links that are broken": (
        FILES["Vocabulary/changehistory.htm"],
        rb"NoSuchStyle.css(?s:.*)file:///C:/",
    ),
    "retired code": (FILES["Vocabulary/SlotPriority.htm"], rb'<tr class="retired">\n<td>9</td>'),
    "no regular h1": (FILES["Vocabulary/WayOfLeaving.htm"], rb"Vocubulary - WayOfLeaving"),
    "OID node": (FILES["OID/NPfITOidCatalogue.htm"], rb'<tr class="abstract">'),
    "flavour without its mark": (FILES["Data Types/DataTypes.htm"], rb"Coded with Country</h4>"),
    "truncated id": (
        FILES["interaction xml files/MedicationSupply_Interactions.xml"],
        rb'"MCAI_MT040101UK0"',
    ),
    "roles missing in XML": (
        FILES["interaction xml files/AppointmentsInteractions.xml"],
        rb"<Models>\n\s*<transmissionWrapper",
    ),
    "receiver typed as sender": (
        FILES["interaction xml files/CDADomainsGenericInteractions.xml"],
        rb'sendingRole modelId="POCD_AR910003UK01"',
    ),
    "acknowledgement as role": (
        FILES["interaction xml files/Infrastructure_Interactions.xml"],
        rb'sendingRole modelId="MCCI_IN010000UK13"',
    ),
    "several models in a file": (
        FILES["interaction xml files/CDADomainsGenericInteractions.xml"],
        rb"(?s)(<dynamicModel.*){3}",
    ),
    "model in another namespace": (
        FILES["Mif/UKCT_RM900501UK01_AbstractActRefPlaceholder.mif"],
        rb'xmlns="urn:hl7-org:v3"',
    ),
    "model with another id": (
        FILES["Mif/POCD_RM931001UK01-DiaryPage.mif"],
        rb'name="POCD_RM900001UK01"',
    ),
    "model in windows-1252": (
        FILES["Mif/COCD_TP945001UK01-AuthorKnown.mif"],
        rb"WINDOWS-1252(?s:.*)\x93AuthorKnown\x94",
    ),
    "other target namespace": (
        FILES["Schemas/MCCI_IN200001UK03.xsd"],
        rb'targetNamespace="urn:cfh-nhs-uk:npfit"',
    ),
    "interaction type without wrapper": (
        FILES["Schemas/PRSC_IN900002UK02.xsd"],
        rb'"PRSC_IN900002UK02.Message"',
    ),
    "backslashes": (
        FILES["Examples/Appointments/PRSC_EX900001UK02_03_tight.xml"],
        rb"\.\.\\\.\.\\Schemas\\",
    ),
    "schemas in lower case": (
        FILES["Examples/Appointments/PRSC_EX900001UK02_01.xml"],
        rb"\.\./schemas/PRSC",
    ),
    "superseded example": (FILES["Examples/PRSC_EX900001UK01.xml"], rb"PRSC_MT900001UK01.xsd"),
    "fragment without namespace": (
        FILES["Examples/CMETs/UKCT_EX900201UK01.xml"],
        rb"<AgentDevice xmlns:xsi",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_trap_is_there(trap: str) -> None:
    data, pattern = TRAPS[trap]
    assert re.search(pattern, data), trap


def test_paths_have_the_traps_of_paths() -> None:
    """Capital extension, blanks, duplicate pages, other folders' spellings, things left over."""
    for path in (
        "Domains/Slot Booking/Tabular View/PRSC_HD900100UK01-NoEdit.HTM",
        "Domains/Slot Booking/Tabular View/PRSC_RM900000UK02 (2).htm",
        "Domains/HSC/Document Files/HSC IM.htm",
        "Domains/CDA/NPFiT CDA using Templates.htm",
        "Domains/Record Query/Document files/Change History/RecordQueryCH.htm",
        "Domains/OutOfHours/Tabular View/POCD_RM910001UK01-Reference Usage.htm",
        "Domains/Infrastructure/Document Files/MCCI_EX010000UK13_01.xml",
        "Vocabulary/RouteSnct.htm",
        "Mif/PRSC_RM900000UK02 - Booking.mif",
        "Core/Contents-ns.htm",
        "External Documents/Own/picture one.png",
        "Schemas/MCCI_IN200001UK02.xsd",
        "Schemas/PRSC_IN900001UK01.xsd",
        "Schemas/QUPC_IN990000UK04.xsd",
        "TemplateSchemas/NPFIT-900001_Role.xsd",
    ):
        assert path in FILES


def test_encodings_and_line_ends_differ() -> None:
    """One manual says no charset and is windows-1252; pages end lines in three ways."""
    records = MANUALS["Record Query"]
    assert b"charset" not in records
    with pytest.raises(UnicodeDecodeError):
        records.decode("utf-8")
    mixed, lines, windows = (
        TABULAR[each] for each in ("PRSC_HD900001UK02", "POCD_HD910001UK01", "PORX_HD900001UK30")
    )
    assert 0 < mixed.count(b"\r\n") < mixed.count(b"\n")
    assert b"\r" not in lines
    assert windows.count(b"\r\n") == windows.count(b"\n") > 0


def test_the_menu_lacks_one_end_tag() -> None:
    """The script's text mentions divs too, once each."""
    menu = FILES["Core/Contents.htm"]
    assert len(re.findall(rb"<div\b", menu)) == menu.count(b"</div>") + 1


def test_one_vocabulary_is_not_well_formed() -> None:
    broken = FILES["Vocabulary/JointInformationSet.htm"]
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(broken, etree.XMLParser(load_dtd=False))
    etree.fromstring(FILES["Vocabulary/SlotPriority.htm"])


def test_a_table_without_receivers_is_missing_somewhere() -> None:
    shown = {name: page.count(b"Receiver Responsibilities") for name, page in MANUALS.items()}
    assert shown[MEDICATION] == 1 < len(MIM.domain(MEDICATION).interactions)
