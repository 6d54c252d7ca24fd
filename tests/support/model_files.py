"""Writes MIF models, the interaction XML, R-MIM pages and the pages of templates."""

from support.pages import PIXEL, encode, href
from support.records import SyntheticDefinition, SyntheticDomain, SyntheticInteraction, SyntheticMim
from support.rows import Assoc, Attr

MIF = "urn:hl7-org:v3/mif"
PLACEHOLDER = "UKCT_RM900501UK01_AbstractActRefPlaceholder.mif"
RELATIONS = (
    "sendingRole",
    "receivingRole",
    "triggerEvent",
    "transmissionWrapper",
    "controlActWrapper",
    "payload",
)


def mif_model(definition: SyntheticDefinition) -> bytes:
    """A static model. Those of templates are windows-1252 and hold such bytes."""
    template = "_TP" in definition.id
    name = "POCD_RM900001UK01" if "RM931001" in definition.mif else definition.rm_id
    encoding = "WINDOWS-1252" if template else "UTF-8"
    classes = ""
    for cls in definition.table.classes:
        attributes = "".join(
            f'<attribute name="{row.name}" isMandatory="{str(row.flag == "M").lower()}" sortKey="{key:02}">'
            f'<type name="{row.datatype.partition("<")[0]}"/></attribute>\n'
            for key, row in enumerate(cls.rows)
            if isinstance(row, Attr)
        )
        classes += f'<ownedClass>\n<class name="{cls.name}" isAbstract="false">\n{attributes}</class>\n</ownedClass>\n'
        for row in cls.rows:
            if isinstance(row, Assoc):
                classes += f'<ownedAssociation>\n<traversableConnection name="{row.name}"/>\n</ownedAssociation>\n'
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<staticModel isAbstract="false" name="{name}" packageKind="root" xmlns="{MIF}">\n'
        f'<packageLocation artifact="RM-deprecated" id="{name[7:13]}" name="{name}" realm="UK" version="{name[-2:]}"/>\n'
        f'<ownedEntryPoint className="{definition.table.root}" id="{name}" isAbstract="false" name="{definition.title}">\n'
        f"<annotations><description><text><p>“{definition.title}” as a model</p></text></description></annotations>\n"
        f"</ownedEntryPoint>\n{classes}</staticModel>\n"
    )
    return text.encode("cp1252" if template else "utf-8")


def _placeholder() -> bytes:
    """A model in the other namespace, without an id."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<staticModel xmlns="urn:hl7-org:v3" name="AbstractPlaceHolder">\n'
        b'<ownedClass><commonModelElementRef name="UKCT_MT900301UK02"/></ownedClass>\n</staticModel>\n'
    )


def _template_config(mim: SyntheticMim) -> bytes:
    templates = "".join(
        f'<Template id="{constraint}" version="1.0">\n'
        + "".join(f'<Model id="{each}"/>\n' for each in allowed)
        + "</Template>\n"
        for constraint, allowed in mim.constraints.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Templates version="9.0">\n{templates}</Templates>\n'.encode()


def mif_files(mim: SyntheticMim) -> dict[str, bytes]:
    """Every file of `Mif/`."""
    files = {
        f"Mif/{definition.mif}": mif_model(definition)
        for _, definition in mim.definitions()
        if definition.mif
    }
    return files | {
        f"Mif/{PLACEHOLDER}": _placeholder(),
        "Mif/TemplateConfig.xml": _template_config(mim),
    }


def stated_in_xml(interaction: SyntheticInteraction) -> list[tuple[str, str]]:
    """(tag, modelId) of an interaction's entry in the interaction XML, in order."""
    if interaction.batch:
        # The second batch's trigger is its receiving role's id by mistake.
        wrong = interaction.id.startswith("MCCI_IN200002")
        trigger = interaction.receiving[0] if wrong else interaction.trigger
        rows = [("sendingRole", interaction.sending)]
        rows += [("receivingRole", each) for each in interaction.receiving]
        return [*rows, ("triggerEvent", trigger), ("batchWrapper", interaction.id)]
    truth = {
        "sendingRole": (interaction.sending,),
        "receivingRole": interaction.receiving,
        "triggerEvent": (interaction.trigger,),
        "transmissionWrapper": (interaction.transmission,),
        "controlActWrapper": (interaction.control_act,),
        "payload": (interaction.message_type,),
    }
    stated = truth | {key: value for key, value in interaction.xml.items() if key != "swap"}
    swapped = interaction.xml.get("swap", ())
    return [
        ("sendingRole" if tag == "receivingRole" and each in swapped else tag, each)
        for tag in RELATIONS
        for each in stated[tag]
        if each
    ]


def interaction_xml(mim: SyntheticMim) -> dict[str, bytes]:
    """`interaction xml files/`: several domains may share one file, a model each."""
    models: dict[str, str] = {}
    for domain in mim.domains:
        if not (domain.xml_file and domain.interactions):
            continue
        entries = ""
        for interaction in domain.interactions:
            rows = "".join(
                f'\t\t\t\t<{tag} modelId="{model}"/>\n' for tag, model in stated_in_xml(interaction)
            )
            entries += f'\t\t<interaction id="{interaction.id}">\n\t\t\t<Models>\n{rows}\t\t\t</Models>\n\t\t</interaction>\n'
        model = f'\t<dynamicModel formalName="" title="" Caption="">\n{entries}\t</dynamicModel>\n'
        models[domain.xml_file] = models.get(domain.xml_file, "") + model
    top = '<?xml version="1.0" encoding="UTF-8"?>\n<artifactPackage>\n'
    return {
        f"interaction xml files/{name}": f"{top}{model}</artifactPackage>\n".encode()
        for name, model in models.items()
    }


def rmim_page(definition: SyntheticDefinition, folder: str) -> bytes:
    """An R-MIM: a picture with a map of links into tabular views."""
    tabular = f"{definition.hd_id}-NoEdit.{definition.table.extension}"
    areas = '<area href="javascript:history.back (1)" coords="1, 2, 3, 4" shape="rect">\n'
    areas += '<area href="' + tabular + '#NoSuchAnchor" coords="5, 6, 7, 8" shape="rect">\n'
    for cls in definition.table.classes:
        areas += f'<area href="{tabular}#{cls.name}" coords="1, 2, 3, 4" shape="rect">\n'
    if folder != "CMETs":
        # The folder's letter case drifts here.
        drift = "../../CMETS/Tabular%20View/UKCT_RM900100UK01.htm"
        areas += f'<area href="{drift}" coords="9, 9, 9, 9" shape="rect"></area>\n'
    name = definition.rm_id
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n'
        f"<title>{definition.title}</title>\n</head>\n<body>\n<h1>{definition.title} ({name})</h1>\n"
        f'<p>Date: 2031-01-02 03:04:05</p>\n<map name="rmim0" id="rmim0">\n{areas}</map>'
        f'<img border="0" src="images/{name}.png" usemap="#rmim0"></img>\n</body>\n</html>'
    )
    return encode(page, "windows-1252", "\n")


def _template_list(definition: SyntheticDefinition, mim: SyntheticMim, page: str) -> bytes:
    templates = {each.id: each.title for each in mim.domain("Templates").definitions}
    manual = mim.domain("Templates").manual
    rows = "".join(
        f'<tr><td>{title}</td><td><a href="{href(page, manual)}#{each}">{each}</a></td>'
        f'<td><a href="{href(page, f"Domains/Templates/Tabular View/{each}.htm")}">Model</a></td>'
        f'<td><a href="{href(page, f"Domains/Templates/Tabular View/{each}-NoEdit.htm")}">View</a></td></tr>\n'
        for each, title in templates.items()
    )
    head = "".join(
        f"<td>{each}</td>"
        for each in ("Template Name", "Model Definition", "Template Model", "Tabular View")
    )
    text = (
        f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n<title>Templates List</title></head>\n'
        f'<body>\n<div id="header"><p>Templates List - {definition.title}-{definition.rm_id}</p></div>\n'
        f'<table>\n<thead class="templateheader"><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</body></html>\n'
    )
    return encode(text, "UTF-8", "\n")


def _reference_usage(definition: SyntheticDefinition, mim: SyntheticMim) -> bytes:
    blocks = ""
    for constraint, allowed in mim.constraints.items():
        items = "".join(
            f'<li><span class="icon {"valid2" if number == 0 else "invalid2"}">{each}</span></li>\n'
            for number, each in enumerate(allowed)
        )
        blocks += f"<h3>Constraint : {constraint} - [ optional ]</h3>\n<ol>\n{items}</ol>\n"
    text = (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n<title>Reference Usage</title></head>\n'
        f'<body>\n<div id="header"><p>Reference Usage Manual - {definition.title}-{definition.rm_id}</p></div>\n'
        f'<h2><a name="_Toc_Section_1"></a>Template :\n<a href="../../Templates/Tabular View/COCD_TP946001UK01.htm">Finding-COCD_TP946001UK01</a></h2>\n'
        f"{blocks}</body></html>\n"
    )
    return encode(text, "UTF-8", "\n")


def model_pages(mim: SyntheticMim) -> dict[str, bytes]:
    """R-MIM pages with their pictures, template lists, reference usages, one duplicate page."""
    files: dict[str, bytes] = {}
    for folder, definition in mim.definitions():
        base = f"Domains/{folder}/Tabular View"
        files[f"{base}/{definition.rm_id}.htm"] = rmim_page(definition, folder)
        files[f"{base}/images/{definition.rm_id}.png"] = PIXEL
        if definition.templated:
            page = f"{base}/{definition.rm_id}-TemplateList.htm"
            files[page] = _template_list(definition, mim, page)
            files[f"{base}/{definition.rm_id}-Reference Usage.htm"] = _reference_usage(
                definition, mim
            )
    appointments: SyntheticDomain = mim.domain("Appointments")
    first = appointments.definitions[0]
    copy = f"Domains/{appointments.folder}/Tabular View/{first.rm_id} (2).htm"
    return files | {copy: rmim_page(first, appointments.folder)}


def constraint_pages(mim: SyntheticMim) -> dict[str, bytes]:
    """A template constraint's page: no heading, a picture whose areas are the templates."""
    files = {}
    for constraint, allowed in mim.constraints.items():
        name = constraint.replace("#", "_")
        areas = "".join(
            f'<area href="../Tabular View/{each}.htm" usemap="#rmim0" shape="rect" coords="24,24,321,96">\n'
            for each in allowed
        )
        text = (
            '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
            f"<title>{name}</title>\n</head>\n<body>\n<p><b>Description: </b> : \n<p>Who or what</p>\n</p>\n"
            f"<p><b>Template Id Constraint: </b>{constraint}\n</p>\n<p><b>Version: </b>1.0\n</p>\n"
            f'<map name="rmim0">\n{areas}</map><img border="0" usemap="#rmim0" src="images/{name}.png"></body>\n</html>\n'
        )
        files[f"Domains/Templates/Document files/{name}.htm"] = encode(text, "UTF-8", "\n")
    return files
