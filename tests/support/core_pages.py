"""Writes the front of the publication: frames, menu, footer, change log, change histories."""

from itertools import groupby

from support.pages import GAP, PIXEL, data_table, encode, href, shell
from support.records import SyntheticDomain, SyntheticMim

BEFORE = (("9.0.00", "01/02/2030"), ("8.4.02", "03/04/2029"))
"""Versions (and dates) that the change log lists after the publication's own."""
MENU = "Core/Contents.htm"


def index_page(version: str) -> bytes:
    """The frame set, whose title is the first source of the version."""
    text = (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">\n'
        f'<title>MIM {version}</title></head>\n<frameset framespacing=0 border=1 rows="10%,87%,3%">\n'
        '\t<frame name=Title src="Core/Title.htm" scrolling=no noresize>\n'
        '\t<frame name=Domains src="Core/Contents.htm" target="Main">\n'
        '\t<frame name=Main src="Core/Overview.htm">\n\t<frame name=Footer src="Core/footer.htm">\n'
        "</frameset>\n</html>"
    )
    return encode(text)


def footer_page(version: str, issued: str) -> bytes:
    """The second source of the version; its own title is useless."""
    text = (
        '<html>\n<head>\n<meta http-equiv=Content-Type content="text/html; charset=windows-1252">\n<title>v 0</title>\n</head>\n'
        '<body>\n<div id="container">\n\t<div id="leftfooter">\n\t\t<p class=footertext>Document Number: OWN-DOC-0001</p>\n\t</div>\n'
        f'\t<div id="rightfooter">\n\t\t<p class=footertext>Issue Date : {issued}</p>\n\t</div>\n'
        f'\t<div id="middlefooter">\n\t\t<p class=footertext>Version : {version}</p>\n\t</div>\n</div>\n</body>\n</html>'
    )
    return encode(text)


def change_page(version: str, issued: str) -> bytes:
    """The release log, the third source of the version; a later table names interactions."""
    releases = ((version, issued), *BEFORE)
    rows = tuple(
        (number, date, f"What changed in {number}<p>&nbsp;</p>") for number, date in releases
    )
    body = data_table(*rows, head=("MIM Version", "Date", "Amendment Details"))
    body += data_table(("PRSC_IN900001UK02", "Appointments"), head=("Interaction ID", "Domain"))
    return encode(shell("Own Message Manual", "Own Message Manual - Change Log", body))


def _book(status: str, target: str, name: str) -> str:
    return (
        f"<div><img src='Contents_files/Closed-Book%20({status}).gif'/>"
        f"<a href='{href(MENU, target)}'>{name}</a></div>\n"
    )


def _folder(number: int, status: str, name: str, entries: str) -> str:
    picture = f"Closed-Book%20({status})" if status else "Closed-Folder"
    return (
        f"<div id=grp-{number}><img id=grp-{number}-i src='Contents_files/{picture}.gif'/>{name}\n"
        f"<div id=grp-{number}-x style='margin-left:10 ; display:none'>\n{entries}</div>\n</div>\n"
    )


def _common(domain: SyntheticDomain, number: int) -> str:
    """CMETs and templates are folders of several pages, of which the second is the manual."""
    library = "CMET Library" if domain.menu == "CMETs" else "Template Library"
    name = domain.menu.removesuffix("s") if domain.menu == "CMETs" else f"{domain.menu} IM"
    overview = "CMET IM Overview" if domain.menu == "CMETs" else f"{name} Overview"
    history = f"{domain.base}/{domain.change_folder}/{domain.change_page}"
    pages = (
        (f"{domain.base}/{overview}.htm", "Overview"),
        (domain.manual, library),
        (history, "Change History"),
    )
    return _folder(
        number,
        domain.status,
        domain.menu,
        "".join(_book(domain.status, target, label) for target, label in pages),
    )


def contents_page(mim: SyntheticMim) -> bytes:
    """The menu: nested divs, status icons, raw ampersands, one closing tag too few."""
    linked = [each for each in mim.domains if each.linked]
    groups = {key: list(group) for key, group in groupby(linked, key=lambda each: each.category)}
    body = _folder(1, "", "Introduction", _book("Informative", "Core/Overview.htm", "Overview"))
    number = 2
    for category, domains in groups.items():
        if not category:
            continue
        entries = ""
        for domain in domains:
            if category == "Common":
                number += 1
                entries += _common(domain, number)
            else:
                entries += _book(domain.status, domain.manual, domain.menu)
        if category == "Common":
            pages = _book("Informative", "OID/NPfITOidCatalogue.htm", "OID Catalogue")
            entries += _folder(90, "Informative", "OIDs", pages)
            pages = _book("Reference", "Vocabulary/overview.htm", "Overview")
            pages += _book("Reference", "Vocabulary/index.htm", "Vocabulary Index")
            entries += _folder(91, "Reference", "Vocabulary", pages)
        number += 1
        body += _folder(number, "", f"Domains - {category}", entries)
    body += _book("Reference", "Data Types/DataTypes.htm", "DataTypes")
    body += "".join(_book(each.status, each.manual, each.menu) for each in groups.get("", []))
    body += _folder(
        98, "", "Change Details", _book("Reference", "Core/Change.htm", "Change History")
    )
    outside = _book("Group", "External Documents/Own/Index.htm", "Analysis")
    body += (
        "<div><img id=grp-99-i src='Contents_files/Closed-Folder.gif'/>"
        f"<a id=grp-99 href='../Core/External%20Docts.htm'>External Documents</a>\n<div id=grp-99-x>\n{outside}</div>\n"
    )
    text = (
        "<html>\n\n<!--\n*   Contents menu\n*\n*   Generated at 10:22 on 29 February 2031\n-->\n\n"
        "  <head>\n    <base target='Main'/>\n  </head>\n\n  <body onload='browserCheck()'>\n"
        "    <div id=header><p>Contents</p></div>\n"
        "    <div id=menu><img id=menu-i src='Contents_files/Open-Book%20(Group).gif'/>Own MiM\n"
        f"      <div id=menu-x style='margin-left:10'>\n{body}      </div>\n    </div>\n  </body>\n\n"
        '  <script language="JavaScript1.3">\n    var text = "<div>not a div</div>"\n  </script>\n\n</html>\n'
    )
    return encode(text, newline="\n")


def history_page(title: str, versions: tuple[str, ...]) -> bytes:
    """A change history: one h1 a version, each with a table."""
    head = (
        "Previous IM version",
        "MIM Version",
        "Artefact Id",
        "Class",
        "Attribute",
        "Details of change",
    )
    body = ""
    for number, version in enumerate(versions, 1):
        body += f"<h1><a name=_Toc_Section_{number}></a>{number}{GAP}Version {version}</h1>\n"
        body += data_table(("0.9", "9.0.00", "N/A", "N/A", "N/A", "A word was changed"), head=head)
    return encode(shell(f"{title} - Change History", f"{title} - Change History", body))


def history_files(mim: SyntheticMim) -> dict[str, bytes]:
    """Every change history page that a manual links to."""
    files = {}
    for domain in mim.domains:
        base = f"{domain.base}/{domain.change_folder}"
        name = domain.menu.replace("&", "&amp;")
        if domain.change_page:
            files[f"{base}/{domain.change_page}"] = history_page(name, ("1.1", "1.0"))
        for definition in domain.definitions:
            if definition.change_history:
                files[f"{base}/{definition.change_history}"] = history_page(
                    definition.title, ("1.0",)
                )
    return files


def core_files(mim: SyntheticMim) -> dict[str, bytes]:
    """`Index.htm`, `Readme.txt` and `Core/`."""
    notes = "".join(f"Words of our own, {each}.\n" for each in ("one", "two"))
    files = {
        "Index.htm": index_page(mim.version),
        "Readme.txt": encode("Open Index.htm of Own Message Manual vn.n.n\n"),
        MENU: contents_page(mim),
        "Core/Contents-ns.htm": encode(
            "<html><body><a href='Contents.htm'>CMETs</a></body></html>"
        ),
        "Core/footer.htm": footer_page(mim.version, mim.issued),
        "Core/Change.htm": change_page(mim.version, mim.issued),
        "Core/Overview.htm": encode(shell("Overview", "Overview", f"<p>{notes}</p>\n")),
        "Core/Title.htm": encode("<html><body>Own</body></html>"),
        "Core/Glossary_files/glossary.htm": "<html><body>caf\xe9 \u2013 own</body></html>".encode(
            "cp1252"
        ),
        "Core/Components_files/image001.gif": PIXEL,
        "Core/Contents_files/Document.gif": PIXEL,
    }
    for number in range(2, 8):
        files[f"Core/Components_files/image{number:03}.gif"] = PIXEL
    for name in ("image010.GIF", "image011.GIF", "icon_mif.gif"):
        files[f"Core/Components_files/{name}"] = PIXEL
    return files
