"""The contents menu."""

import html
import re

import pytest

from mimcli.model.statements import MenuEntry
from mimcli.parse.menu import parse_menu

PAGE = "Core/Contents.htm"


def entry(name: str, href: str, status: str = "Normative") -> str:
    icon = f"<img src='Contents_files/Closed-Book%20({status}).gif'/>"
    return f"<div>{icon}<a href='{href}'>{name}</a></div>"


def group(name: str, *entries: str, icon: str = "Closed-Folder.gif") -> str:
    inner = f"<div id=grp-9-x style='display:none'>{''.join(entries)}</div>"
    return f"<div id=grp-9><img id=grp-9-i src='Contents_files/{icon}'/>{name}\n{inner}</div>"


LIBRARY = group(
    "CMETs",
    entry("Overview", "../Domains/CMETs/Document%20files/Overview.htm", "Reference"),
    entry("CMET Library", "../Domains/CMETs/Document%20files/CMETs%20IM.htm", "Reference"),
    entry("Change History", "../Domains/CMETs/ch.htm", "Reference"),
    icon="Closed-Book%20(Reference).gif",
)
MENU = (
    "<html><body><div id=header><p>Contents</p></div>"
    "<div id=menu><img id=menu-i src='Contents_files/Open-Book%20(Group).gif'/>A MiM"
    "<div id=menu-x>"
    + group("Introduction", entry("Overview", "Overview.htm", "Informative"))
    + group("Domains - Common", LIBRARY)
    + group(
        "Domains - Slots and Care",
        entry("Health & Slots", "../Domains/Slots/Document files/Slots IM.htm", "Draft"),
        entry("Beds", "../Domains/Beds/Document%20Files/Beds%20IM.htm"),
    )
    + entry("DataTypes", "../Data%20Types/DataTypes.htm", "Reference")
    + entry("Glossary", "Glossary.htm", "Reference")
    + group("Change Details", entry("Change History", "../Core/Change.htm"))
    + "<div><img src='Contents_files/Closed-Folder.gif'/><a href='External%20Docts.htm'>External"
    "</a><div>" + entry("Business", "../External%20Documents/W5.htm", "Group") + "</div>"
    "</div></div></body><script>var x = '<div>'</script></html>"
)

EXPECTED = (
    MenuEntry("CMETs", "Common", "Reference", "Domains/CMETs/Document files/CMETs IM.htm"),
    MenuEntry(
        "Health & Slots", "Slots and Care", "Draft", "Domains/Slots/Document files/Slots IM.htm"
    ),
    MenuEntry("Beds", "Slots and Care", "Normative", "Domains/Beds/Document Files/Beds IM.htm"),
    MenuEntry("DataTypes", "", "Reference", "Data Types/DataTypes.htm"),
)


def test_domains_and_libraries_in_menu_order_and_nothing_else():
    """An unclosed div, a raw ampersand and other groups are in this menu too."""
    menu = parse_menu(PAGE, MENU.encode())
    assert menu.entries == EXPECTED
    assert menu.findings == ()


def test_ids_do_not_matter():
    menu = parse_menu(PAGE, re.sub(r"id=[\w-]+", "", MENU).encode())
    assert menu.entries == EXPECTED


def test_nested_lists_give_the_same_entries():
    def item(name: str, href: str) -> str:
        return f"<li><img src='x/Closed-Book (Normative).gif'><a href='{href}'>{name}</a></li>"

    data = (
        "<body><ul><li><img src='Closed-Folder.gif'>Domains - Old<ul>"
        + item("One", "../Domains/One/One.htm")
        + item("Two", "../Domains/Two/Two.htm")
        + "</ul></li></ul></body>"
    )
    entries = parse_menu(PAGE, data.encode()).entries
    assert [(each.name, each.category, each.status) for each in entries] == [
        ("One", "Old", "Normative"),
        ("Two", "Old", "Normative"),
    ]


def test_groups_within_one_group_of_domains_are_categories():
    inner = group("Administrative", entry("Beds", "../Domains/Beds/Beds.htm"))
    entries = parse_menu(PAGE, f"<body>{group('Domains', inner)}</body>".encode()).entries
    assert [(each.name, each.category) for each in entries] == [("Beds", "Administrative")]


def test_entry_without_icon_or_page_is_found():
    data = f"<body>{group('Domains', '<div><a href=http://x.example/>Away</a></div>')}</body>"
    menu = parse_menu(PAGE, data.encode())
    assert [each.name for each in menu.entries] == ["Away"]
    assert {each.kind for each in menu.findings} == {
        "menu-entry-without-page",
        "menu-entry-without-status",
    }


def test_repeated_name_is_found():
    twice = entry("Beds", "../Domains/Beds/Beds.htm") * 2
    menu = parse_menu(PAGE, f"<body>{group('Domains', twice)}</body>".encode())
    assert [each.kind for each in menu.findings] == ["menu-entry-repeated"]


def test_menu_without_domains_is_an_error_finding():
    menu = parse_menu(PAGE, b"<html><body><div>Nothing</div></body></html>")
    assert menu.entries == ()
    assert [(each.kind, each.severity) for each in menu.findings] == [
        ("menu-without-domains", "error")
    ]


@pytest.mark.corpus
def test_real_menu_has_every_linked_manual_and_library(real_pages):
    """By regular expression: all links between the first domain group and "Change Details"."""
    data = real_pages.read("Core/Contents.htm")
    menu = parse_menu(PAGE, data)
    text = data.decode("cp1252")
    part = text[text.index("Domains -") : text.index("Change Details")]
    linked = re.findall(r"\((\w+)\)\.gif'/><a [^>]*href='\.\./([^']*)'>([^<]*)", part)
    supporting = ("Overview", "Cross Reference", "Change History", "OID Change History")
    supporting += ("Constraint Cross Reference", "Template Cross Reference")
    expected = [
        (status, html.unescape(href).replace("%20", " "))
        for status, href, name in linked
        if name not in supporting
    ]
    assert [(each.status, each.page) for each in menu.entries] == expected
    assert len(expected) > 25
    assert menu.findings == ()
    assert all(real_pages.existing(each.page) for each in menu.entries)
    assert {each.category for each in menu.entries} == {
        *re.findall(r"Domains - ([^\r\n<]*)", part),
        "",
    }
