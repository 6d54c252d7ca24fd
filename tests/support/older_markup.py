"""The same publication as an older generator would have marked it up: nothing that is said changes.

Each function takes a page's path and bytes and returns other bytes. `older_generation` takes all
files of a synthetic MiM and makes one in the manner of the first releases: a document header table
on each manual, other section numbers, headings that are paragraphs, upper-case tags, other icons, no
anchors of ids, plain tables for tabular views, a menu of nested tables, no interaction XML, no MIF.
The same functions are let loose on the real publication.
"""

import re
from collections.abc import Callable, Mapping

Change = Callable[[str, bytes], bytes]
HTML = re.compile(r"\.html?$", re.IGNORECASE)
_VALUE = rb"""\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)"""
_ICONS = {
    b"image002.gif": b"Interaction Schema",
    b"image003.gif": b"R-MIM",
    b"image004.gif": b"Tabular View",
    b"image005.gif": b"Schema",
    b"image006.gif": b"Example",
    b"image007.gif": b"Storyboard",
    b"image010.gif": b"Template List",
    b"image011.gif": b"Reference Usage",
    b"icon_mif.gif": b"MIF",
    b"document.gif": b"Change History",
}


def changed(files: Mapping[str, bytes], *changes: Change) -> dict[str, bytes]:
    """All files, the pages among them changed."""
    return {path: _apply(changes, path, data) for path, data in files.items()}


def _apply(changes: tuple[Change, ...], path: str, data: bytes) -> bytes:
    if HTML.search(path):
        for change in changes:
            data = change(path, data)
    return data


def without_attribute(name: str) -> Change:
    """A change that takes an attribute (`class`, `bgcolor`) off every tag."""
    pattern = re.compile(rb"(<[^>]*?)\s" + name.encode() + _VALUE, re.IGNORECASE)

    def change(_path: str, data: bytes) -> bytes:
        found = 1
        while found:
            data, found = pattern.subn(rb"\1", data)
        return data

    return change


def other_icons(_path: str, data: bytes) -> bytes:
    """Icons of other names."""
    pattern = rb"(?i)image0(\d\d)\.gif|icon_(mif)\.gif|(?<=/)(document)\.gif"
    return re.sub(pattern, lambda m: b"picture-" + (m[1] or m[2] or m[3]) + b".png", data)


def words_for_icons(path: str, data: bytes) -> bytes:
    """Links that say what they lead to, in place of icons."""
    if not path.startswith("Domains/"):
        return data
    pattern = re.compile(rb"<img\b[^>]*?([^/\"'\s>]+\.(?:gif|png))[^>]*>", re.IGNORECASE)
    return pattern.sub(lambda m: _ICONS.get(m[1].lower(), b""), data)


def renumbered_sections(_path: str, data: bytes) -> bytes:
    """Headings with other section numbers."""
    pattern = re.compile(
        rb"(<h[1-6][^>]*>(?:\s|<a[^>]*>|</a>|<b>|<font[^>]*>|<span[^>]*>)*)(\d+)((?:\.\d+)*)",
        re.IGNORECASE,
    )
    return pattern.sub(lambda m: m[1] + str(int(m[2]) + 4).encode() + m[3], data)


def upper_case_tags(_path: str, data: bytes) -> bytes:
    """`<TABLE>` for `<table>`."""
    return re.sub(rb"</?[a-zA-Z][a-zA-Z0-9]*", lambda m: m[0].upper(), data)


def without_anchors(_path: str, data: bytes) -> bytes:
    """No place on any page that a link could lead to."""
    return re.sub(rb"(?is)(<a\b[^>]*?)\s(?:name|id)" + _VALUE, rb"\1", data)


def styled_headings(_path: str, data: bytes) -> bytes:
    """Headings as paragraphs of a style, as word processors write them."""
    data = re.sub(rb"(?i)<h([1-6])\b[^>]*>", rb"<p class=MsoHeading\1><font size=4>", data)
    return re.sub(rb"(?i)</h[1-6]>", rb"</font></p>", data)


def plain_headings(path: str, data: bytes) -> bytes:
    """Headings as paragraphs of no style: only their words are left."""
    return without_attribute("class")(path, styled_headings(path, data))


def menu_of_tables(path: str, data: bytes) -> bytes:
    """A menu of nested tables, and none of its ids and icons."""
    if path != "Core/Contents.htm":
        return data
    data = re.sub(rb"(?i)<div\b[^>]*>", b"<table><tr><td>", data)
    data = re.sub(rb"(?i)</div>", b"</td></tr></table>", data)
    return re.sub(rb"(?i)<img\b[^>]*>", b"", data)


def header_table(path: str, data: bytes) -> bytes:
    """The header as a table of the document's facts, in place of a bar."""
    pattern = re.compile(rb"(?is)<div id=\"?header\"?>.*?Version\s*([\d.]+)?.*?</div>")
    if not path.startswith("Domains/"):
        return data
    return pattern.sub(
        lambda m: (
            b"<TABLE border=1><TR><TD>Programme</TD><TD>OWN</TD><TD colspan=2>DOCUMENT NUMBER</TD></TR>"
            b"<TR><TD>Author</TD><TD>Own Team</TD><TD>Version No.</TD><TD>"
            + (m[1] or b"0.1")
            + b"</TD></TR><TR><TD>Contact</TD><TD>Nobody</TD><TD>Status</TD><TD>Issued</TD></TR></TABLE>"
        ),
        data,
    )


OLDER: tuple[Change, ...] = (
    header_table,
    menu_of_tables,
    other_icons,
    renumbered_sections,
    plain_headings,
    without_attribute("bgcolor"),
    without_attribute("style"),
    without_attribute("title"),
    upper_case_tags,
)


def older_generation(files: Mapping[str, bytes], version: str) -> dict[str, bytes]:
    """All files as an older release would have had them; its version only in the overview."""
    left = {
        path: data
        for path, data in files.items()
        if not path.startswith(("interaction xml files/", "Mif/", "Core/footer", "Core/Change"))
    }
    overview = (
        "<HTML><BODY><TABLE><TR><TD colspan=4>Own Message Implementation Manual</TD></TR><TR><TD>Author"
        f"</TD><TD>Own Team</TD><TD>Version No.</TD><TD>{version}</TD></TR></TABLE></BODY></HTML>"
    )
    index = (
        "<HTML><HEAD><TITLE>Own Message Implementation Manual</TITLE></HEAD><FRAMESET cols='20%,*'>"
        "<FRAME NAME=Left SRC='Core/Contents.htm'><FRAME NAME=Right SRC='Core/Overview.htm'>"
        "</FRAMESET></HTML>"
    )
    front = {"Core/Overview.htm": overview.encode(), "Index.htm": index.encode()}
    return changed(left, *OLDER) | front
