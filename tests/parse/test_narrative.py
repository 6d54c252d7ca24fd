"""Pages cut into passages: headings, rows, anchors, and no word lost."""

import pytest

from mimcli.model.passages import Passage
from mimcli.parse.narrative import parse_passages, parse_view_heading

MANUAL = "Domains/Alpha/Document files/Alpha IM.htm"


def passages(page: str, html: str) -> list[Passage]:
    """What a page of this markup gives."""
    return list(parse_passages(page, html.encode()).passages)


def test_a_page_is_cut_at_its_headings() -> None:
    """Each heading has its text, the heading above it, and its anchor; the top comes first."""
    found = passages(
        MANUAL,
        "<html><head><title>Alpha Manual</title><style>p {color: red}</style></head><body>"
        "<p>Before all.</p>"
        "<h1><a name='_Toc_Section_1'></a>1&nbsp;&nbsp;Roles</h1><p>Said of roles.</p>"
        "<h2><a name=_Toc_Section_1.1></a><a name=AAAA_AR000001UK01></a>1.1 Sender -"
        " AAAA_AR000001UK01</h2><ul><li>It sends.</li><li>It waits.</li></ul>"
        "<script>var unseen;</script></body></html>",
    )
    assert found == [
        Passage("page", "", "Alpha Manual", "", "Before all.", ""),
        Passage("section", "", "1 Roles", "", "Said of roles.", "_Toc_Section_1"),
        Passage(
            "section",
            "AAAA_AR000001UK01",
            "1.1 Sender - AAAA_AR000001UK01",
            "1 Roles",
            "- It sends.\n- It waits.",
            "AAAA_AR000001UK01",
        ),
    ]


@pytest.mark.parametrize(
    ("before", "heading", "anchor"),
    [
        ("", "<h2><a name=own></a>Title</h2>", "own"),
        ("<a name=above></a>", "<h2>Title</h2>", "above"),
        ("", "<h2>Title</h2>", "top"),
        ("", "<h2><a name=own</a>Title</h2>", "own"),
        ("", "<h2><a name=own></a><a name=_Toc_Section_2></a>Title</h2>", "_Toc_Section_2"),
        ("", "<h2><a name='one &amp; two'></a>Title</h2>", "one & two"),
    ],
)
def test_a_heading_has_the_nearest_anchor(before: str, heading: str, anchor: str) -> None:
    """Its own, else what stands right before it, else that of the heading above."""
    html = f"<body><h1><a name=top></a>1 Top</h1><p>text</p>{before}{heading}</body>"
    last = passages(MANUAL, html)[-1]
    assert (last.title, last.anchor) == ("Title", anchor)


def test_a_heading_that_swallowed_its_text_gives_it_back() -> None:
    """What follows the heading's first line is text."""
    (found,) = passages(MANUAL, "<h2>1 Title<br>What it is about.</h2><p>More.</p>")
    assert (found.title, found.text) == ("1 Title", "What it is about.\nMore.")


def test_a_vocabulary_gives_itself_and_its_codes() -> None:
    """All that is said of it in one passage; each row of its table of codes in one of its own."""
    found = passages(
        "Vocabulary/Colour.htm",
        "<html><head><title>Vocabulary for Colour</title></head><body>"
        "<h1><span>Vocabulary for </span>Colour</h1><h2>Code System Id</h2><p>2.16.1</p>"
        "<table><tr><td>Version:</td><td>1.0</td></tr></table><h2>Values</h2>"
        "<table><thead><tr><td>Code</td><td>Description</td><td>Note</td></tr></thead>"
        "<tr><td>01</td><td>Red</td><td>warm</td></tr>"
        "<tr class=retired><td>02</td><td>Blue</td><td/></tr>"
        "<tr><td>03 04</td><td>Two</td></tr><tr><td>alone</td></tr></table>"
        "<p>At the end.</p></body></html>",
    )
    vocabulary, *codes = found
    assert (vocabulary.kind, vocabulary.name) == ("vocabulary", "Colour")
    lines = ["2.16.1", "Version: 1.0", "Values", "Code", "Description", "Note", "At the end."]
    assert [line for line in lines if line not in vocabulary.text] == []
    assert [(one.name, one.title, one.text) for one in codes] == [
        ("01", "Red", "warm"),
        ("02", "Blue", ""),
        ("", "Two", "03 04"),
        ("alone", "", ""),
    ]
    assert {(one.kind, one.context) for one in codes} == {("code", "Colour")}


def test_other_pages_of_the_vocabulary_define_none() -> None:
    """The index, the overview: sections like others."""
    html = "<head><title>Vocabulary Overview</title></head><h1>1 Index</h1><p>Colour</p>"
    assert [one.kind for one in passages("Vocabulary/index.htm", html)] == ["section"]


def test_identifiers_are_rows() -> None:
    """A row of the catalogue: the OID, what it is, and the rest; with its own anchor."""
    found = passages(
        "OID/Catalogue.htm",
        "<body><table><tr><td><a name='oid_2.16.1'>2.16.1</a></td><td>Colours</td>"
        "<td>Of things.</td><td>Somebody</td></tr></table></body>",
    )
    assert found == [Passage("oid", "2.16.1", "Colours", "", "Of things.\nSomebody", "oid_2.16.1")]


def test_changes_are_rows_below_their_version() -> None:
    """Each row of a change history is found alone, and says which version it is of. The columns' headings do not."""
    found = passages(
        "Domains/Alpha/Document files/ChangeHistory/AlphaCH.htm",
        "<h1><a name=v2></a>Version 2</h1><table><tr><td>Artefact Id</td><td>Details of change</td>"
        "</tr><tr><td>AAAA_IN000001UK01</td><td></td><td>gone</td></tr></table><p>End</p>",
    )
    assert [(one.kind, one.title, one.context, one.text) for one in found] == [
        ("change", "", "", "Artefact Id | Details of change"),
        ("change", "", "Version 2", "AAAA_IN000001UK01 | gone"),
        ("change", "Version 2", "", "End"),
    ]


def test_a_glossary_gives_terms() -> None:
    """Term and meaning, which stand in one heading."""
    found = passages(
        "Core/Glossary_files/glossary.htm", "<h3>LSP  -  Local Service - Provider</h3>"
    )
    assert [(one.kind, one.name, one.text) for one in found] == [
        ("glossary", "LSP", "Local Service - Provider")
    ]


@pytest.mark.parametrize(
    ("page", "heading", "kind", "name"),
    [
        ("Data Types/DataTypes.htm", "2.4.4 Postal Address (AD)", "datatype", "AD"),
        ("Data Types/DataTypes.htm", "2.8 Interval (IVL<TS>)", "datatype", "IVL<TS>"),
        ("Data Types/DataTypes.htm", "2.4 AD.NPfIT.Coded (f)", "datatype", "AD.NPfIT.Coded"),
        ("Data Types/DataTypes.htm", "1 Introduction", "datatype", ""),
        ("Domains/A/Document files/NPFIT-000001_Act.htm", "x", "constraint", "NPFIT-000001#Act"),
        (
            "Domains/A/Tabular View/AAAA_RM000001UK01.htm",
            "B (AAAA_RM000001UK01)",
            "rmim",
            "AAAA_RM000001UK01",
        ),
        ("Data Types/Datatype Reference.htm", "2 Datatype : AD", "reference", ""),
        ("Domains/A/Tabular View/AAAA_RM000001UK01-TemplateList.htm", "x", "reference", ""),
        ("Domains/A/Document files/A IM.htm", "9 Changes for v2", "change", ""),
        ("Core/Change.htm", "x", "change", ""),
        ("Core/Overview.htm", "x", "section", ""),
    ],
)
def test_the_page_says_what_a_section_is(page: str, heading: str, kind: str, name: str) -> None:
    """The kind by the page's path, the name by the heading or the path."""
    marked = heading.replace("<", "&lt;").replace(">", "&gt;")
    (found,) = passages(page, f"<h2>{marked}</h2>")
    assert (found.kind, found.name, found.title) == (kind, name, heading)


def test_what_a_picture_says_is_found() -> None:
    """The titles of an image map's areas."""
    found = passages(
        MANUAL, "<h1>Map</h1><map><area href=x alt='See this'><area title='And that'></map>"
    )
    assert found[-1].text == "See this\nAnd that"


def test_a_tabular_view_gives_what_stands_before_its_table() -> None:
    """Heading, date and the id in the table's title row; its rows are another parser's."""
    said = parse_view_heading(
        "Domains/A/Tabular View/AAAA_HD000001UK01-NoEdit.htm",
        b"<body><h1>Thing - tabular view</h1><p>Monday</p><TABLE><tr><td>row</td></tr></TABLE></body>",
        "AAAA_RM000001UK01",
    )
    assert said.passages == (
        Passage(
            "tabular_view",
            "AAAA_HD000001UK01",
            "Thing - tabular view",
            "",
            "AAAA_RM000001UK01\nMonday",
            "",
        ),
    )


def test_a_text_file_is_one_passage() -> None:
    """Windows-1252 as everywhere."""
    said = parse_passages("Readme.txt", b"It\x92s here\r\n\r\n  and there ")
    assert [(one.kind, one.title, one.text) for one in said.passages] == [
        ("page", "Readme.txt", "It\u2019s here\nand there")
    ]


@pytest.mark.parametrize("data", [b"", b"\0\0", b"<", b"\xff\xfe", b"<h1>", b"<h1></h2></h1><tr>"])
def test_odd_pages_give_what_they_can(data: bytes) -> None:
    """Nothing is raised, and empty passages are left out."""
    for page in (MANUAL, "Vocabulary/X.htm", "OID/x.htm", "Core/Change.htm", "x.txt"):
        for one in parse_passages(page, data).passages:
            assert one.text or one.title or one.name
