"""Writes a domain's implementation manual (page kind: `Domains/*/* IM.htm`)."""

from collections.abc import Iterator

from support.pages import GAP, ICONS, encode, href, icon, shell
from support.records import (
    Artefact,
    SyntheticDefinition,
    SyntheticDomain,
    SyntheticInteraction,
    SyntheticMim,
)

NOT_APPLICABLE = "n/a"


def relations(interaction: SyntheticInteraction) -> list[tuple[str, str]]:
    """The attribute rows of an interaction's table, as (label, id), in order."""
    rows = [("Sending Role", interaction.sending)]
    rows += [("Receiving Role", role) for role in interaction.receiving]
    rows.append(("Trigger Event", interaction.trigger))
    if interaction.batch:
        wrong = interaction.id.startswith("MCCI_IN200002")
        rows.append(("Send Response Batch" if wrong else "Batch Wrapper", interaction.id))
        rows += [(label, "") for label in ("Transmission Wrapper", "Control Act Wrapper")]
        return [*rows, ("Message Wrapper", "")]
    rows.append(("Transmission Wrapper", interaction.transmission))
    rows.append(("Control Act Wrapper", interaction.control_act))
    if interaction.message_type:
        rows.append(("Message Type", interaction.message_type))
    return rows


def _items(domain: SyntheticDomain, title: str) -> list[tuple[int, str, object]]:
    """(level, title, record) of each heading below a section, in order."""
    items: list[tuple[int, str, object]] = []
    if title in ("Application Roles", "Trigger Events"):
        artefacts = domain.roles if title == "Application Roles" else domain.triggers
        grouped = any(each.level > 2 for each in artefacts)
        items = [(2, "Those Who Take Part", None)] if grouped else []
        items += [(each.level, each.title, each) for each in artefacts]
    elif title == "Interactions":
        items = [(2, each, None) for each in domain.prose_headings]
        items += [(2, each.title, each) for each in domain.interactions if not each.batch]
    elif title == "Batching":
        items = [(2, "Batch Interactions", None)]
        items += [(3, each.title, each) for each in domain.interactions if each.batch]
    elif title.startswith("Changes for"):
        items = [(2, f"Change to Interaction Schema {domain.interactions[0].id}.xsd", None)]
    elif title.startswith("Template Definitions"):
        items = [(2, each.title, each) for each in _templates(domain, title)]
    elif title in ("Message Definitions", "CMET Definitions"):
        items = [(2, each.title, each) for each in domain.definitions]
    return items


def _templates(domain: SyntheticDomain, title: str) -> tuple[SyntheticDefinition, ...]:
    """The first half of the templates stand in the first of the two sections."""
    half = len(domain.definitions) // 2
    first = next(each for each in domain.sections if each.startswith("Template"))
    return domain.definitions[:half] if title == first else domain.definitions[half:]


def numbered(domain: SyntheticDomain) -> Iterator[tuple[str, int, str, object]]:
    """(number, level, title, record) of every heading of the manual, in order."""
    for section, title in enumerate(domain.sections, 1):
        yield str(section), 1, title, None
        second = third = 0
        for level, text, record in _items(domain, title):
            if level == 2:
                second, third = second + 1, 0
                yield f"{section}.{second}", 2, text, record
            else:
                third += 1
                yield f"{section}.{second}.{third}", 3, text, record


def places(mim: SyntheticMim) -> dict[str, str]:
    """Each id with the page and anchor that defines it (the first, if several do)."""
    found: dict[str, str] = {}
    for domain in mim.domains:
        for number, _, _, record in numbered(domain):
            identifier = getattr(record, "id", "")
            if identifier:
                found.setdefault(identifier, f"{domain.manual}#_Toc_Section_{number}")
    return found


def _style(record: object) -> str:
    return getattr(record, "style", "dash")


def heading(domain: SyntheticDomain, number: str, level: int, title: str, record: object) -> str:
    """A numbered heading with its anchors, in the record's form."""
    identifier = getattr(record, "id", "")
    shown = getattr(record, "heading_id", "") or identifier
    style = _style(record)
    anchor = getattr(record, "anchor", "") or ("" if style == "no-anchor" else identifier)
    close = "</a>" if domain.broken_anchors else "></a>"
    named = f"<a name={anchor}{close}" if anchor else ""
    tail = {
        "tight-before": f" -{shown}",
        "tight-after": f"- {shown}",
        "en": f" \u2013 {shown}",
        "none": f" {shown}",
    }.get(style, f" - {shown}")
    if style == "lines":
        title = title.replace(" of ", "\n\tof ").replace(" Long ", "\n\t\tLong ")
    if style == "inside":
        tail += (
            '<br>\n<font size="2"><br>\n\t</font>\n<font size="3">' + _sentence(title) + "</font>"
        )
    text = f"{title}{tail if identifier else ''}"
    return f"\t<h{level}>{named}<a name=_Toc_Section_{number}></a>{number}{GAP}{text}</h{level}>"


def _sentence(title: str) -> str:
    return f"This is what “{title}” is for in our invented manual."


def _cell(text: str, width: int, css: str = "") -> str:
    inner = f'<font face="Arial">{text}</font>'
    return f'\t\t\t<td width="{width}"{css}>{inner}</td>\n'


def _row(label: str, name: str, link: str) -> str:
    label = label.replace("Receiving Role", "Receiving \n\t\t\tRole")
    head = ' class="TableHeading"'
    return f"\t\t<tr>\n{_cell(label, 190, head)}{_cell(name, 259)}{_cell(link, 224)}\t\t</tr>\n"


def _link(domain: SyntheticDomain, identifier: str, where: dict[str, str], tail: str = "") -> str:
    target = where.get(identifier, f"{domain.manual}#_Toc_Section_99")
    page, _, fragment = target.partition("#")
    address = f"#{fragment}" if page == domain.manual else href(domain.manual, target)
    return f'<a href="{address}{tail}">\n\t\t\t{identifier}</a>'


def _interaction(
    domain: SyntheticDomain, interaction: SyntheticInteraction, where: dict[str, str]
) -> str:
    rows = ""
    for label, identifier in relations(interaction):
        tail = interaction.fragment_tail if label == "Sending Role" else ""
        link = _link(domain, identifier, where, tail) if identifier else "&nbsp;"
        if interaction.two_links and label == "Transmission Wrapper":
            link = (
                f'<a href="#_Toc_Section_5">{identifier[:6]}</a><a href="#x">{identifier[6:]}</a>'
            )
        if identifier:
            name = f"{label} here"
        else:
            name = NOT_APPLICABLE if interaction.batch else "Not told here"
        rows += _row(label, name, link)
    icons = "".join(
        icon(
            domain.manual,
            "interaction",
            f"Schemas/{each}.xsd",
            "" if interaction.untitled else domain.icon_titles.get("image002.gif"),
        )
        for each in interaction.schema_links or (interaction.id,)
    )
    description = "" if _style(interaction) == "inside" else _sentence(interaction.title)
    return (
        f'\t<p><font face="Arial">{description} </font></p>\n\t<p>&nbsp;</p>\n'
        f'\t<table border="1">\n{rows}\t</table>\n\t<p>\n\t<font face="Arial">\n\t{icons}</font></p>\n'
        f"{_responsibilities(domain, interaction, where)}"
    )


def _responsibilities(
    domain: SyntheticDomain, interaction: SyntheticInteraction, where: dict[str, str]
) -> str:
    if not interaction.responses:
        return ""
    rows = "".join(
        f"\t\t<tr>\n{_cell(reason, 400)}{_cell('<br>'.join(_link(domain, each, where) for each in ids), 223)}\t\t</tr>\n"
        for reason, ids in interaction.responses
    )
    top = f"\t\t<tr>\n{_cell('Reason', 400, ' class=TableHeading')}{_cell('Interaction</span>', 223)}\t\t</tr>\n"
    title = '\t<p class="Un-numberedHeading1">Receiver Responsibilities</p>\n'
    return f'{title}\t<table border="1" width="694">\n{top}{rows}\t</table>\n'


def artefact_links(folder: str, definition: SyntheticDefinition) -> list[tuple[str, str]]:
    """(kind, target path) of a definition's icons, in the page's order, less its examples."""
    tabular = f"Domains/{folder}/Tabular View"
    links = [
        ("rmim", f"{tabular}/{definition.rm_id}.htm"),
        ("tabular", f"{tabular}/{definition.hd_id}-NoEdit.{definition.table.extension}"),
        ("schema", f"Schemas/{definition.schema_link or definition.id}.xsd"),
    ]
    if definition.mif and definition.mif_linked:
        links.append(("mif", f"Mif/{definition.mif}"))
    if definition.templated:
        links.append(("template_list", f"{tabular}/{definition.rm_id}-TemplateList.htm"))
        links.append(("reference_usage", f"{tabular}/{definition.rm_id}-Reference Usage.htm"))
    return links


def _definition(domain: SyntheticDomain, definition: SyntheticDefinition, number: str) -> str:
    icons = ""
    for kind, target in artefact_links(domain.folder, definition):
        icons += icon(domain.manual, kind, target, domain.icon_titles.get(ICONS[kind][0]))
    if definition.change_history:
        target = f"{domain.base}/{domain.change_folder}/{definition.change_history}"
        icons += icon(domain.manual, "change_history", target)
    text = f"\t<p>{_sentence(definition.title)}</p>\n\t<p>\n\t{icons}</p>\n"
    for count, example in enumerate(definition.examples, 1):
        place = f"{number}.{count}"
        text += f"\t<h3><a name=_Toc_Section_{place}></a>{place}{GAP}Example {count}</h3>\n"
        text += f"\t<p>\n\t{icon(domain.manual, 'example', f'Examples/{example}')}</p>\n"
    return text


def _artefact(domain: SyntheticDomain, artefact: Artefact) -> str:
    picture = href(domain.manual, "Core/components_files/Image001.gif")
    return (
        f'\t<p><font face="Arial">{_sentence(artefact.title)}</font></p>\n'
        f'\t<p><a title="View Interaction" href="#_Toc_Section_5.1">\n\t<img border="0" src="{picture}"></a></p>\n'
    )


def _body(domain: SyntheticDomain, where: dict[str, str], number: str, record: object) -> str:
    if isinstance(record, SyntheticInteraction):
        return _interaction(domain, record, where)
    if isinstance(record, SyntheticDefinition):
        return _definition(domain, record, number)
    if isinstance(record, Artefact):
        return _artefact(domain, record)
    return f"\t<p>Words of our own about {domain.menu.replace('&', 'and')}, café style.</p>\n\t<p>&nbsp;</p>\n"


def _contents(domain: SyntheticDomain) -> str:
    lines = "".join(
        f'<a href="#_Toc_Section_{number}">{number}{GAP}{title}'
        f"{' - ' + getattr(record, 'id', '') if record else ''}</a><br>\n"
        for number, _, title, record in numbered(domain)
    )
    return f'\t<p class="Un-numberedHeading1">Contents</p>\n\t<div class="index1" div id="fp_TOC" class="fp_TOC">\n{lines}</div>\n'


def manual_page(domain: SyntheticDomain, where: dict[str, str]) -> bytes:
    """The manual's bytes. `where`: each id's defining page and anchor, as `places` gives them."""
    body = _contents(domain)
    if domain.change_page:
        target = f"{domain.base}/{domain.change_folder}/{domain.change_page}"
        link = icon(domain.manual, "change_history", target)
        body += f'\t<p class="MsoNormal"><b>Change History&nbsp;</b>{link}</p>\n'
    for number, level, title, record in numbered(domain):
        if level == 1:
            body += '\t<hr size="2" width="100%" align="center">\n'
        body += heading(domain, number, level, title, record)
        body += _body(domain, where, number, record)
        if title == "Trigger Events" and level == 1 and domain.empty_heading:
            body += "\t<h2></h2>\n"
        if title == "Interaction Diagrams" and level == 1:
            areas = "".join(
                f'<area href="#{each.id}" shape="rect" coords="1, 2, 3, 4" />\n'
                for each in domain.interactions
            )
            body += f'\t<img src="diagram.png" usemap="#m" /><map name="m">\n{areas}</map>\n'
    name = (domain.header or domain.menu).replace("&", "&amp;")
    title = domain.title or f"{domain.menu} Implementation Manual"
    page = shell(title, f"{name} - Version {domain.version}", body, charset=domain.charset)
    return encode(page, domain.charset or "windows-1252")
