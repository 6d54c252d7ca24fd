"""Writes tabular views of both generations (page kind: `*_HD*-NoEdit.htm`)."""

import re

from support import tabular_cells as cells
from support.pages import encode
from support.records import SyntheticDefinition
from support.rows import Alternative, Assoc, Attr, Cls, Cmet, Row, Shadow, Target, TemplateRef

GRAY = '<tr bgcolor="gray">\n<td height="1" colspan="10"></td>\n</tr>\n'
BLACK = '<tr bgcolor="black">\n<td height="3" colspan="10"></td>\n</tr>\n'
STYLES = "".join(
    f".{name}class\n{{\n\tbackground-color: {colour};\n}}\n"
    for name, colour in (("act", "red"), ("role", "yellow"), ("part", "cyan"))
)
HMD_CLASS = "bgcolor=yellow"
HMD_ASSOCIATION = "bgcolor=#d0ffff"


class TabularWriter:
    """Writes one page; knows its folder, the vocabularies' pages and the CMETs' models."""

    def __init__(
        self,
        folder: str,
        definition: SyntheticDefinition,
        vocabularies: dict[str, str],
        models: dict[str, SyntheticDefinition],
    ) -> None:
        self.definition = definition
        self.table = definition.table
        self.vocabularies = vocabularies
        self.models = models
        self.mif = self.table.generation == "mif"
        extension = self.table.extension
        self.page = f"Domains/{folder}/Tabular View/{definition.hd_id}-NoEdit.{extension}"

    def _description(self, path: str, name: str) -> str:
        text = (
            f"<p>{cells.sentence(name)}</p>\n<ul>\n<li>First&nbsp;point  of {name}\n</li>\n</ul>\n"
        )
        if self.mif:
            style = '<div style="height: 100%; width: 100%;" contenteditable="false">'
            return f'<td width="50%">\n{style}\n{text}</div>\n</td>\n'
        stated = self.table.stale_id or self.definition.hd_id
        block = f'<div id="{stated}#Act;{path}" title="{stated}#{path}" style="WIDTH: 100%">'
        return f'<td style="BACKGROUND-COLOR: white" width="50%">\n{block}\n{text}</NOTE></div>\n</td>\n'

    def _line(self, cell: str, description: str, extra: str = "", *, shifted: bool = False) -> str:
        if shifted:
            return f'<tr valign="top">\n<td />\n<td width="50%" colspan="1">{cell}</td>\n{description}</tr>\n{GRAY}'
        return f'<tr valign="top">\n<td width="50%" colspan="2"{extra}>{cell}</td>\n{description}</tr>\n{GRAY}'

    def _attribute(self, owner: str, attr: Attr) -> str:
        cell = cells.attribute(attr, self.vocabularies, self.page, mif=self.mif)
        described = self._description(f"{owner}/${attr.name}", attr.name)
        return self._line(cell, described, shifted=attr.style == "shifted")

    def _class_cell(self, kind: str) -> str:
        return f' class="{kind}"' if self.mif else f" {HMD_CLASS}"

    def _association_cell(self, kind: str) -> str:
        return f' class="{kind}"' if self.mif else f" {HMD_ASSOCIATION}"

    def _target(self, owner: str, row: Target | Cmet | TemplateRef, *, direct: bool) -> str:
        described = self._description(f"{owner}/{row.name}", row.name)
        if isinstance(row, Cmet):
            cell = cells.cmet(row, self.page, self.models, mif=self.mif)
            return self._line(cell, described, shifted=row.style == "shifted")
        if isinstance(row, TemplateRef):
            return self._line(cells.template(row, self.page), described)
        anchor = f'<a id="{owner}/{row.name}"></a>' if self.mif and direct else ""
        return self._line(cells.target(row, anchor, mif=self.mif), described)

    def _association(self, owner: str, row: Assoc) -> str:
        head = cells.card(row.card, row.flag if self.mif else "")
        if self.mif:
            name = f'<b><a id="{owner}/{row.name}"></a>{row.name}</b>'
        elif row.style == "shifted":
            name = f"<b>{row.name}</b>"
        else:
            name = f"<a name={row.name.capitalize()}><b>{row.name}</b></a>"
        path = f"{owner}/{row.name}"
        top = self._line(
            head + name, self._description(path, row.name), self._association_cell(row.kind)
        )
        own = "".join(self._attribute(path, each) for each in row.rows)
        own += self._target(path, row.target, direct=False)
        if self.mif or row.style == "shifted":
            return top + own
        table = (
            f'<table width="100%" border="1" frame="vsides">\n<tbody>\n{GRAY}{own}</tbody></table>'
        )
        return f'{top}<tr>\n<td width="4%"></td>\n<td bgcolor="white" colspan="10">\n{table}</td></tr>\n{GRAY}'

    def _alternative(self, owner: str, row: Alternative) -> str:
        extra = ' class="actclass"' if row.rows and self.mif else ""
        described = self._description(f"{owner}/generalizes-{row.name}", row.name)
        line = self._line(cells.alternative(row, mif=self.mif), described, extra)
        return line + "".join(self._attribute(row.name, each) for each in row.rows)

    def _shadow(self, owner: str, row: Shadow) -> str:
        name = f'<b><a id="{owner}/{row.name}"></a>{row.name}</b>'
        cell = f'{cells.card(row.card)}{name} (<a href="#{row.of}"><b>Shadow</b></a>)\n'
        empty = '<td bgcolor="#CCCCCC" width="50%">\n<div contenteditable="false"></div>\n</td>\n'
        return self._line(cell, empty, f' class="{row.kind}"')

    def _row(self, owner: str, row: Row) -> str:
        match row:
            case Attr():
                return self._attribute(owner, row)
            case Assoc():
                return self._association(owner, row)
            case Alternative():
                return self._alternative(owner, row)
            case Shadow():
                return self._shadow(owner, row)
            case _:
                return self._target(owner, row, direct=True)

    def _class(self, cls: Cls) -> str:
        users = ",".join(f'<a href="#{each}"><b>{each}</b></a>' for each in cls.used_by)
        users = users or '<a href="#"><b></b></a>'
        label = "Used by: " if self.mif else f"<a name={cls.name}>Used by:\n\t\t</a>"
        name = f'<a name="{cls.name}"><b>{cls.name}</b></a>'
        kind = "mif" if self.mif else "hmd"
        return (
            f'<tr valign="top">\n<td colspan="2"{self._class_cell(cls.kind)}>{name}</td>\n'
            f"{self._description(cls.name + '_c', cls.name)}</tr>\n{BLACK}"
            f'<tr class="{kind}">\n<td align="right" width="5%"></td>\n'
            f'<td colspan="10"><font color="gray">{label}</font>{users}</td>\n</tr>\n{GRAY}'
            + "".join(self._row(cls.name, row) for row in cls.rows)
            + BLACK
        )

    def write(self) -> bytes:
        """The page's bytes."""
        rm = self.definition.rm_id
        title = f'<a href="{rm}.htm"><b>{self.table.title_id or rm}</b></a>'
        first = f'<tr>\n<td height="35" colspan="2">{title}</td>\n<td height="35" nowrap="yes"></td>\n</tr>\n'
        empty = '<tr valign="top">\n<td></td>\n<td></td>\n</tr>\n' * self.table.empty_rows
        rows = BLACK + first + BLACK + "".join(map(self._class, self.table.classes)) + empty
        if self.table.spelling == "upper":
            rows = re.sub(r"</?[a-z]+", lambda match: match[0].upper(), rows)
        name = self.definition.title
        meta = "" if self.mif else f'<meta content="{self.definition.hd_id}" name="Identifier">\n'
        styles = STYLES if self.mif else ".hypertext\n{\n\tcolor: blue;\n}\n"
        page = (
            f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n{meta}'
            f"<title>{name} Tabular View</title>\n<style>\n{styles}</style></head>\n<body onload=\"checkDOM('ds')\">\n"
            f'<h1>{name} - tabular view</h1><span id="ds" class="hypertext">No Current Link</span>\n'
            f'<table border="1px" frame="vsides" rules="cols">\n{rows}</table>\n</body>\n</html>\n'
        )
        return encode(page, "UTF-8", self.table.newline)
