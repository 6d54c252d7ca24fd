"""Pieces of implementation manuals in the publication's markup, with text of our own."""

PAGE = "Domains/Slots/Document files/Slots IM.htm"


def page(*parts: str, header: str = "Slots - Version 2.7 [Draft]") -> bytes:
    body = "\r\n".join(parts)
    text = f'<html><head><title>Wrong</title></head><body><div id="header">{header}</div>{body}'
    return f"{text}</body></html>".encode("cp1252")


def heading(level: int, number: str, title: str, anchor: str = "") -> str:
    first = f"<a name={anchor}></a>" if anchor else ""
    gap = "&nbsp;&nbsp;&nbsp;&nbsp;"
    return f"<h{level}>{first}<a name=_Toc_Section_{number}></a>{number}{gap}{title}</h{level}>"


def artefact(level: int, number: str, title: str, artefact_id: str) -> str:
    return heading(level, number, f"{title}\r\n\t\t - {artefact_id}", artefact_id)


def row(label: str, name: str, artefact_id: str) -> str:
    return (
        f'<tr><td><p class="MsoNormal"><b>{label}</b></p></td><td>{name}</td>'
        f'<td><a title="View" href="#_Toc_Section_3.1">{artefact_id}</a></td></tr>'
    )


RELATIONS = (
    ("Sending Role", "Asker", "ZZAA_AR000001UK01"),
    ("Receiving Role", "Answerer", "ZZAA_AR000002UK01"),
    ("Trigger Event", "Slot asked for", "ZZAA_TE000001UK01"),
    ("Transmission Wrapper", "Send It", "MCCI_MT010101UK12"),
    ("Control Act Wrapper", "Control It", "MCAI_MT040101UK03"),
    ("Message Type", "Slot request", "ZZAA_MT000001UK02"),
)


def table(*rows: str) -> str:
    return f'<table class="NPfITGrid">{"".join(rows)}</table>'


def relations(*extra: str, without: tuple[str, ...] = ()) -> str:
    rows = [row(*each) for each in RELATIONS if each[0] not in without]
    return table(*rows, *extra)


def icon(file: str, href: str, title: str = "View it") -> str:
    image = f'<img border="0" src="../../../Core/Components_files/{file}">'
    return f'<a title="{title}" href="{href}">\r\n\t{image}</a>'


def model_icons(number: str = "000001UK02", *, schema: str = "") -> str:
    schema = schema or f"ZZAA_MT{number}"
    return "<p>{}&nbsp;{}&nbsp;{}</p>".format(
        icon("image003.gif", f"../Tabular%20View/ZZAA_RM{number}.htm"),
        icon("image004.gif", f"../Tabular View/ZZAA_HD{number}-NoEdit.htm#top%20"),
        icon("image005.GIF", f"../../../Schemas/{schema}.xsd"),
    )
