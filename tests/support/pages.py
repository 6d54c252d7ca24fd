"""Small pieces that the page writers share: links, icons, shells, encodings."""

import re
from html import escape
from posixpath import relpath

GAP = "&nbsp;&nbsp;&nbsp;&nbsp;"
ICONS = {
    "interaction": ("image002.gif", "View Interaction Schema"),
    "rmim": ("image003.gif", "View R-MIM"),
    "tabular": ("image004.gif", "View Tabular View"),
    "schema": ("image005.gif", "View Schema"),
    "example": ("image006.gif", "View Example"),
    "mif": ("icon_mif.gif", "View MIF"),
    "storyboard": ("image007.gif", "View Storyboard"),
    "template_list": ("image010.GIF", "View Template List"),
    "reference_usage": ("image011.GIF", "View Reference Usage"),
    "change_history": ("Document.gif", "View Change History"),
}
"""Kind of artefact link: its icon's file name, and the title that most pages give the link."""


def number_of(identifier: str) -> str:
    """The six digits of an id."""
    match = re.search(r"\d{6}", identifier)
    return match[0] if match else ""


def href(page: str, target: str, *, raw: bool = False) -> str:
    """The link from one page to another, blanks as `%20` unless raw."""
    path, hash_mark, fragment = target.partition("#")
    link = relpath(path, page.rpartition("/")[0] or ".")
    return (link if raw else link.replace(" ", "%20")) + hash_mark + fragment


def icon(page: str, kind: str, target: str, title: str | None = None) -> str:
    """An artefact link: a picture within a link. `title` empty: without a title."""
    image, usual = ICONS[kind]
    folder = "Contents_files" if kind == "change_history" else "Components_files"
    shown = usual if title is None else title
    attribute = f' title="{shown}"' if shown else ""
    picture = href(page, f"Core/{folder}/{image}")
    return (
        f'<a{attribute} href="{href(page, target)}">\n\t'
        f'<img border="0" src="{picture}"></a>&nbsp;&nbsp;&nbsp;\n\t'
    )


def shell(title: str, header: str, body: str, *, charset: str = "windows-1252") -> str:
    """A hand-edited page: head, header bar, content."""
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
        if charset
        else ""
    )
    return (
        f"<html>\n\n<head>\n{meta}<title>{escape(title)}</title>\n"
        '<link rel="stylesheet" href="../../../Core/Stylesheets/IMCommon_v2.css" type="text/css">\n'
        "<style>\n\n.TableHeading {\n\tfont-weight:bold\n}\n\n</style>\n</head>\n\n"
        '<body lang="EN-GB" link="blue" vlink="purple">\n\n'
        f'<div id="header">\n\t<p><font face="Arial">{header}</font></p>\n</div>\n'
        f'<div id="content">\n\t<p class="MsoNormal">&nbsp;</p>\n{body}</div>\n\n</body>\n\n</html>'
    )


def encode(text: str, charset: str = "windows-1252", newline: str = "\r\n") -> bytes:
    """The page's bytes. `mixed`: every second line ends in the other way."""
    if newline == "mixed":
        lines = text.split("\n")
        text = "".join(line + ("\r\n" if number % 2 else "\n") for number, line in enumerate(lines))
    else:
        text = text.replace("\n", newline)
    return text.encode("utf-8" if charset == "UTF-8" else "cp1252")


def data_table(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> str:
    """A plain table with an optional head."""

    def row(cells: tuple[str, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>\n" for cell in cells) + "</tr>\n"

    top = f"<thead>\n{row(head, 'th')}</thead>\n" if head else ""
    return f'<table class="helper" border="1">\n{top}{"".join(row(each, "td") for each in rows)}</table>\n'


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8ffff3f0005fe02fea7d5b8f80000000049454e44ae426082"
)
"""A picture of one pixel (its check sums do not matter to anybody here)."""
