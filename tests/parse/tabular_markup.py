"""Writes the rows of tabular views, with text of our own, and looks rows up."""

from mimcli.model.table import TableRow, TabularView
from mimcli.parse.tabular import parse_tabular_view

PAGE = "Domains/Toys/Tabular View/TOYS_HD000001UK01-NoEdit.htm"
GRAY = '<tr bgcolor="gray"><td height="1" colspan="10"></td></tr>\n'
TYPES = "../../../Data Types/DataTypes.htm#"


def page(*rows: str, tail: str = "</table></body></html>") -> bytes:
    style = "<style>.actclass { background-color: red; }</style>"
    title = (
        '<tr><td><a href="TOYS_RM000001UK01.htm"><b>TOYS_RM000001UK01</b></a></td><td></td></tr>'
    )
    body = GRAY.join((title, *rows))
    return f"<html><head>{style}</head><body><h1>x</h1><table>{body}{tail}".encode()


def row(cell: str, description: str = "", attributes: str = "") -> str:
    return f"<tr valign=top><td colspan=2{attributes}>{cell}</td><td>{description}</td></tr>"


def card(text: str) -> str:
    return f"<font color=green><b>[{text}] </b></font>"


def class_rows(name: str, used_by: str = "", attributes: str = "", description: str = "") -> str:
    users = "".join(f'<a href="#{each}"><b>{each}</b></a>,' for each in used_by.split())
    return (
        row(f'<a name="{name}"><b>{name}</b></a>', description, attributes)
        + GRAY
        + f"<tr class=mif><td></td><td><font><a name={name}>Used by: </a></font>{users}</td></tr>"
    )


def attribute(name: str, datatype: str = "II", rest: str = "") -> str:
    link = f'<a href="{TYPES}{datatype}"><b>{datatype}</b></a>'
    return row(f"{card('1..1')}<b>{name}</b> ({link}{rest}", f"<p>Of {name}.</p>")


def connector(name: str, anchor: str, attributes: str = "") -> str:
    return row(f'{card("0..*")}<b><a id="{anchor}"></a>{name}</b>', "", attributes)


def target(name: str, cls: str, href: str | None = None, attributes: str = "") -> str:
    link = f'<a href="{href or "#" + cls}"><b>{cls}</b></a>'
    return row(f"{card('1..1')}<b>{name}</b> ({link})", "", attributes)


def alternative(name: str, href: str = "", first: bool = False) -> str:
    head = card("1..1") + "<i>either </i>" if first else "<i>&nbsp; &nbsp;... or ... </i>"
    link = f'<a href="{href}">{name}</a>' if href else f'<a id="{name}"><b>{name}</b></a>'
    return row(f"{head}: {link}", "", "" if href else " class=actclass")


def nest(*rows: str) -> str:
    return f"<tr><td></td><td><table><tbody>{GRAY.join(rows)}</tbody></table></td></tr>"


def shifted(cell: str) -> str:
    return f"<tr><td></td><td>{cell}</td><td><div><p>Told.</p></div></td></tr>"


def parse(*rows: str) -> TabularView:
    return parse_tabular_view(PAGE, page(*rows))


def owners(view: TabularView) -> list[tuple[str, str]]:
    """Each row's name with its owner's."""
    return [(r.name, view.rows[r.owner].name if r.owner >= 0 else "") for r in view.rows]


def named(view: TabularView, name: str) -> TableRow:
    return next(r for r in view.rows if r.name == name)


TOY = class_rows("Toy", attributes=' class="actclass"')
MAKER = class_rows("Maker", "Toy", ' class="roleclass"')
