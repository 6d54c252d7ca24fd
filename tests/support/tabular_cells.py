"""The first cells of a tabular view's rows, which both generations of pages write alike."""

from support.pages import href
from support.records import SyntheticDefinition
from support.rows import Alternative, Attr, Cmet, Target, TemplateRef

POPUP = "onmouseout=\"popUp(event,'cne')\" onmouseover=\"popUp(event,'cne')\""


def card(value: str, flag: str = "") -> str:
    """The cardinality and conformance in bold green."""
    text = f'<font color="green"><b>[{value}] </b></font>' if value else ""
    return text + (f'<font color="green"><b> [{flag}] </b></font>' if flag else "")


def _datatype(attr: Attr) -> str:
    """Each part of a type's name links to the data types page: `IVL<TS>` has two links."""
    outer, _, inner = attr.datatype.partition("<")

    def link(name: str) -> str:
        return f'<a href="../../../Data Types/DataTypes.htm#{name}"><b>{name}</b></a>'

    inner = inner.removesuffix(">")
    return link(outer) + (f"<b>&lt;{link(inner)}&gt;</b>" if inner else "")


def _domain(attr: Attr, vocabularies: dict[str, str], page: str, *, mif: bool) -> str:
    if not attr.domain:
        return ""
    target = vocabularies.get(attr.domain) if attr.linked else None
    link = f' href="{href(page, target)}"' if target else ""
    name = f"<b>{attr.domain}</b>"
    if mif or target:
        name = f'<a{link} target="_top">{name}</a>'
    if attr.style == "doubled":
        return f"{{<a {POPUP}><b>{attr.strength} </b></a>: {name}}} )"
    return f" {{<a {POPUP}><b>{attr.strength}</b></a>:{name} }}"


def _tail(attr: Attr, page: str, *, mif: bool) -> str:
    if attr.constraint:
        target = f"Domains/Templates/Document files/{attr.constraint.replace('#', '_')}.htm"
        link = f'<a href="{href(page, target)}"><font color="red">{attr.constraint}</font></a>'
        return f' {{<b> "{link}"</b> }}'
    for label, value in (("Fixed", attr.fixed), ("Default", attr.default)):
        shown = f'<font color="red">{value}</font>'
        if value and attr.style == "blank-fixed":
            return f"<a>{{<b> {label} = &quot;{shown} &quot;</b> }}</a>"
        if value and not mif:
            return f"<a>{{<b> {label}=&quot;{shown}&quot;</b> }}</a>"
        if value:
            return f'<br> {{<b> {label}="{shown}"</b> }}'
    return ""


def attribute(attr: Attr, vocabularies: dict[str, str], page: str, *, mif: bool) -> str:
    """An attribute row's first cell. `vocabularies`: each name's page."""
    head = card(attr.card, attr.flag if mif else "")
    if attr.style == "unbalanced":
        target = href(page, vocabularies.get(attr.domain, f"Vocabulary/{attr.domain}.htm"))
        name = f'<a href="{target}">{attr.domain}</a>'
        return (
            f"{head}<b>{attr.name}</b> ({_datatype(attr)})<b>\n\t({{{attr.strength}:{name}}}</b>)"
        )
    parameters = _datatype(attr) + _domain(attr, vocabularies, page, mif=mif)
    return f"{head}<b>{attr.name}</b> ({parameters} ){_tail(attr, page, mif=mif)}\n"


def target(row: Target, anchor: str = "", *, mif: bool) -> str:
    """A target row's first cell: a link to a class of the page."""
    head = card(row.card, row.flag if mif else "")
    return f'{head}<b>{anchor}{row.name}</b> (<a href="#{row.cls}"><b>{row.cls}</b></a>)\n'


def template(row: TemplateRef, page: str) -> str:
    """A template reference: a link to the constraint's page."""
    path = f"Domains/Templates/Document files/{row.constraint.replace('#', '_')}.htm"
    return f'{card(row.card)}: <b><a href="{href(page, path)}">{row.name}</a></b>'


def cmet(row: Cmet, page: str, models: dict[str, SyntheticDefinition], *, mif: bool) -> str:
    """A CMET reference: the name links to its tabular view, the id to its R-MIM."""
    definition = models.get(row.mt)
    hd = definition.hd_id if definition else row.mt.replace("_MT", "_HD")
    rm = definition.rm_id if definition else row.mt.replace("_MT", "_RM")
    folder = "Domains/CMETs/Tabular View"
    shown = f"../../CMETs/Tabular%20View/{row.mt}" if row.style == "path" else row.mt
    link = f'<a href="{href(page, f"{folder}/{hd}-NoEdit.htm", raw=True)}">{row.name}</a>'
    model = href(page, f"{folder}/{rm}.htm", raw=True)
    head = card(row.card, row.flag if mif else "")
    return f'{head}<b>{link}</b> &nbsp;&nbsp;&nbsp;<a href="{model}"><small>[CMET:&nbsp;{shown}]</small></a>'


def alternative(row: Alternative, *, mif: bool) -> str:
    """One alternative; without inline rows it links to its class."""
    if row.card:
        head = f'<font color="green"><b>[{row.card}] </b><i>either </i></font>'
    elif not mif:
        head = '<font color="green"><i>&nbsp;&nbsp;&nbsp;\n\t... or ... </i></font>'
    else:
        blanks = '<font color="white">&nbsp; &nbsp; &nbsp;&nbsp;</font>'
        head = f'{blanks}<font color="green"><i> ... or ...   </i></font>'
    if row.rows:
        return f'{head}: <a id="{row.name}"><b>{row.name}</b></a>'
    return f'{head}: <b><a href="#{row.name}">{row.name}</a></b>'


def sentence(name: str) -> str:
    """The description of a row."""
    return f"Says what {name} is, façon de parler."
