"""Writes vocabularies, the OID catalogue, data types, and overview pages that hold no facts."""

from html import escape

from support.pages import GAP, data_table, encode, href, shell
from support.records import SyntheticMim, SyntheticVocabulary

XHTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">\n'
)


def _values(vocabulary: SyntheticVocabulary) -> str:
    if not vocabulary.codes:
        return ""
    if vocabulary.form == "broken":
        head = ("Outcome", "Domain", "Sub-domain", "Description", "Note")
        rows = "".join(
            f'<tr>\n<td rowspan="1">{code}</td>\n<td bgcolor="#E5E5E5">&nbsp;</td>\n<td>&nbsp;</td>\n<td>{text}</td>\n<td><p/></td>\n</tr>\n'
            for code, text in vocabulary.codes
        )
    else:
        head = ("Code", "Description", "Note")
        rows = "".join(
            f"<tr{' class=' + chr(34) + 'retired' + chr(34) if code in vocabulary.retired else ''}>\n"
            f"<td>{code}</td>\n<td>{text}</td>\n<td/>\n</tr>\n"
            for code, text in vocabulary.codes
        )
    cells = "".join(f"<td>{each}</td>\n" for each in head)
    return (
        f'<h2>Values</h2>\n<div class="section1_3">\n<table>\n<thead class="vocabheader">\n<tr>\n{cells}</tr>\n</thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _irregular(vocabulary: SyntheticVocabulary) -> bytes:
    """No h1: the name stands in a paragraph, the version in a table of its own look."""
    rows = data_table(*vocabulary.codes, head=("Code", "Description"))
    text = (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">'
        f"<title>Own Vocubulary - {vocabulary.name}</title></head><body lang=EN-GB><div class=Section1>\n"
        "<p class=MsoNormal><b><span style='color:silver'>Vocabulary for</span>"
        f"<span style='font-size:16.0pt'> {vocabulary.name}</span></b></p>\n<p><b><i>Description:</i></b></p>\n"
        f"<p>Ways to leave \u2013 on foot</p>\n<p><b><i>Values: </i></b></p>\n{rows}</div></body></html>"
    )
    return encode(text)


def vocabulary_page(vocabulary: SyntheticVocabulary) -> bytes:
    """One vocabulary's page in its form."""
    if vocabulary.form == "irregular":
        return _irregular(vocabulary)
    version = "".join(
        f'<tr>\n<td class="vocabheader">{label}: </td>\n<td>{value}</td>\n</tr>\n'
        for label, value in (
            ("Version", "1.0"),
            ("Status", vocabulary.status),
            ("Date", "2030-11-28"),
        )
    )
    table = f'<table class="version">\n<tbody>\n{version}</tbody>\n</table>\n'
    if vocabulary.oid:
        top = f'<h2>Code System Id</h2>\n<div class="section1_1">\n<p>{vocabulary.oid}</p>\n{table}</div>\n'
    else:
        top = f"<div>{table}</div>\n"
    name = vocabulary.name
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{XHTML}<head>\n<title>Vocabulary for {name}</title>\n</head>\n<body>\n<div>\n'
        f'<h1>\n<span class="pretitle">Vocabulary for </span>{name}</h1>\n{top}<h2>Description</h2>\n<div class="section1_2">\n'
        f"<p>What {name} counts, in words of our own.</p>\n<p>A second <i>paragraph</i>.</p>\n</div>\n{_values(vocabulary)}</div>\n"
        '<div align="center">\n<p>This page is made for tests.</p>\n</div>\n</body>\n</html>\n'
    )
    return encode(text, "UTF-8", "\n")


def _vocabulary_index(mim: SyntheticMim) -> bytes:
    rows = tuple(
        (f'<a href="{each.name}.htm">{each.name}</a>', "Words of our own")
        for each in mim.vocabularies
        if each.indexed
    )
    body = f'<h1><a name="_Toc_Section_1"></a>1{GAP}Index</h1>\n'
    body += data_table(*rows, head=("Vocabulary Name", "Description"))
    return encode(
        shell("Message Vocabulary Overview", "Own Vocabulary - Index : Version 7.4", body)
    )


def _vocabulary_references(mim: SyntheticMim) -> bytes:
    """The cross reference: hrefs with raw blanks and, for one page, in another letter case."""
    page = "Vocabulary/VocabReferences.htm"
    domain = mim.domain("Appointments")
    target = f"Domains/{domain.folder}/Tabular View/{domain.definitions[0].hd_id}-NoEdit.htm"
    body = ""
    for number, each in enumerate(mim.vocabularies, 1):
        rows = (
            domain.menu,
            f'<a href="{href(page, target, raw=bool(number % 2))}">Model</a>',
            "",
            "BookingRequest",
            "code",
        )
        body += f'<h2><a name="_Toc_Section_{number}"></a>{number} <a href="{each.name}.htm">{each.name}</a></h2>\n'
        body += data_table(rows, head=("Domain", "Model", "Description", "Class", "Attribute"))
    return encode(
        shell("Vocab Cross Reference", "Cross Reference : Version 7.4", body, charset="UTF-8"),
        "UTF-8",
        "\n",
    )


def vocabulary_files(mim: SyntheticMim) -> dict[str, bytes]:
    """Every file of `Vocabulary/`."""
    files = {each.path: vocabulary_page(each) for each in mim.vocabularies}
    broken = '<link rel="stylesheet" href="NoSuchStyle.css">\n<a href="file:///C:/own/editdata.mso">x</a>\n'
    return files | {
        "Vocabulary/index.htm": _vocabulary_index(mim),
        "Vocabulary/overview.htm": encode(shell("Overview", "Overview", "<p>Own</p>\n")),
        "Vocabulary/changehistory.htm": encode(shell("Change History", "Change History", broken)),
        "Vocabulary/VocabReferences.htm": _vocabulary_references(mim),
        "Vocabulary/vocabDescsNL.txt": encode("SlotPriority\tHow soon \u2013 in words\n"),
    }


def oid_files(mim: SyntheticMim) -> dict[str, bytes]:
    """The OID catalogue (really UTF-8)."""
    rows = "".join(
        f"<tr{' class=' + chr(34) + 'abstract' + chr(34) if each.abstract else ''}>\n"
        f'<td><a name="oid_{each.oid}" style="margin-left: 10px">{each.oid}</a></td><td>{each.name}</td>'
        f"<td>{each.description}</td><td>{each.issuer}</td>\n</tr>\n"
        for each in mim.oids
    )
    text = (
        '<html>\n<head>\n<META http-equiv="Content-Type" content="text/html; charset=UTF-8">\n<title>Own OID Catalog</title>\n</head>\n'
        "<body>\n<p>The entries in bold are nodes.</p>\n<table>\n<thead>\n<tr>\n<th>OID</th><th>Coding System</th><th>Description</th><th>Issuer</th>\n</tr>\n</thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n</body>\n</html>\n"
    )
    return {"OID/NPfITOidCatalogue.htm": encode(text, "UTF-8", "\n")}


DATA_TYPES = (
    ("2.1", 2, "Any (ANY)", "ANY"),
    ("2.2", 2, "Simple types", ""),
    ("2.2.1", 3, "Boolean (BL)", "BL"),
    ("2.2.2", 3, "Integer Number (INT)", "INT"),
    ("2.3", 2, "Names", ""),
    ("2.3.1", 3, "Person Name (PN)", "PN"),
    ("2.3.2", 3, "Trivial Name (TN)", ""),
    ("2.4", 2, "Codes", ""),
    ("2.4.1", 3, "Coded Simple (CS)", "CS"),
    ("2.4.2", 3, "Coded Value (CV)", "CV"),
    ("2.4.2.1", 4, "Coded Plain (f)", "_HV_900001"),
    ("2.4.2.2", 4, "Coded with Country", ""),
    ("2.5", 2, "Identifiers", ""),
    ("2.5.1", 3, "Instance Identifier (II)", "II"),
    ("2.5.1.1", 4, "Identifier Global (f)", "_HV_900002"),
)
"""(section, level, title, anchor) of the headings of the data types page."""


def data_type_files() -> dict[str, bytes]:
    """`Data Types/`: a heading a type, h4 for flavours, each followed by words or a table."""
    body = ""
    for section, level, title, anchor in DATA_TYPES:
        named = f"<a name={anchor}></a>" if anchor else ""
        body += f"<h{level}><a name=_Toc_Section_{section}></a>{section}{GAP}{title}{named}</h{level}>\n"
        body += f"<p>How “{title}” is written, in words of our own.</p>\n"
        if level == 4:
            body += '<table><tr><td rowspan="2">1..1</td><td>1..1 root</td><td>A number</td></tr>\n<tr><td>0..1 use</td><td>A word</td></tr></table>\n'
    page = shell("Own Data Types", "Data Types - Version 3.6", body)
    reference = shell("Datatype Reference", "Datatype Reference", "<p>Own</p>\n", charset="UTF-8")
    return {
        "Data Types/DataTypes.htm": encode(page),
        "Data Types/Datatype Reference.htm": encode(reference, "UTF-8", "\n"),
    }


def common_pages(mim: SyntheticMim) -> dict[str, bytes]:
    """Overview pages of CMETs and templates, the generic CDA pages, analysts' papers."""
    words = "<p>Words of our own.</p>\n"
    files = {
        "Domains/CMETs/Document files/CMET IM Overview.htm": encode(shell("CMETs", "CMETs", words)),
        "Domains/Templates/Document files/Templates IM Overview.htm": encode(
            shell("Templates", "Templates", words)
        ),
        "Domains/Infrastructure/Tabular View/BatchControlActItemRequest.htm": encode(
            "<html><body><table><tr><td><b>Message</b></td></tr></table></body></html>"
        ),
    }
    for number in range(1, 6):
        name = f"External Documents/Own Papers {number}/Paper {number}.htm"
        files[name] = encode(f"<html><body><h1>Paper {number}</h1>{escape('<own>')}</body></html>")
    files["External Documents/Own/Index.htm"] = encode(f"<html><body>{mim.version}</body></html>")
    files["External Documents/Own/picture one.png"] = b"\x89PNG\r\n\x1a\n"
    return files
