"""Builds Domain Message Specifications: one domain of the synthetic MiM, published on its own.

    build_specification(folder)                  # in the manner of the later ones
    build_specification(folder, earlier=True)    # of the earlier ones, with an implementation manual

The artefacts are those of the synthetic MiM's domain `Slot Booking` with the realm GB. The later
ones have `index.html`, `Domains/messages.html` and `Domains/TMS-Implementation.html`, tables within
a page of navigation, and neither menu nor manual; the earlier ones have a manual `TMS_IM.htm`.
"""

import re
from pathlib import Path

from support.records import SyntheticDomain, SyntheticMim
from support.synthetic import default_mim, files_of, write_files

NAME = "Slot Booking"
FOLDER = "SlotBooking"
_REALM = re.compile(rb"([A-Z]{4}_[A-Z]{2}\d{6})UK(\d\d)")
_REALM_TEXT = re.compile(r"([A-Z]{4}_[A-Z]{2}\d{6})UK(\d\d)")
_WRAPPERS = re.compile(r"(?:MCCI|MCAI|QUQI)_MT")
_SHARED = (
    *(f"Schemas/{prefix}" for prefix in ("PRSC_", "MCCI_MT", "MCAI_", "QUQI_MT", "UKCT_", "COCD_")),
    *("TemplateSchemas/", "VocabularySchemas/", "dt/", "voc/", "Vocabulary/S"),
)


def gb(text: str) -> str:
    """Text with the ids of artefacts in the realm GB; those of wrappers keep theirs."""
    return _REALM_TEXT.sub(lambda m: m[0] if _WRAPPERS.match(m[0]) else f"{m[1]}GB{m[2]}", text)


def _gb_bytes(data: bytes) -> bytes:
    def renamed(match: re.Match[bytes]) -> bytes:
        return gb(match[0].decode()).encode()

    return _REALM.sub(renamed, data)


def domain_of(mim: SyntheticMim) -> SyntheticDomain:
    """The domain that the specification is of."""
    return mim.domain(NAME)


def _shell(title: str, up: str, body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f'<head><title>{NAME} - {title}</title></head><body><div id="wrap"><div class="row">'
        f'<h4 class="pack-title">{NAME}<br/>Domain Message Specification</h4></div>'
        '<p class="navbar-text"><b>Version: </b>1.2; <b>Status: </b>RC3</p><ul class="nav">'
        f'<li><a href="{up}index.html">About</a></li><li><a href="{up}Domains/messages.html">Messages</a></li>'
        f'</ul><div id="content">{body}</div></div></body></html>'
    ).encode()


def _view(label: str, target: str) -> str:
    return f'<td><a href="{target}" title="{label}"><span class="label">View</span></a></td>'


def _messages(domain: SyntheticDomain) -> str:
    rows = "".join(
        f'<tr><td><a name="{gb(one.id)}"> </a><b>{one.title} ({gb(one.id)})</b><br/>'
        f"<p>What {one.title} is for, in words of our own.</p></td>"
        + _view("R-MIM", f"{FOLDER}/Tabular View/{gb(one.rm_id)}.html")
        + _view("Tabular View", f"{FOLDER}/Tabular View/{gb(one.hd_id)}-NoEdit.html")
        + _view("Schema", f"../Schemas/{gb(one.id)}.xsd")
        + "</tr>"
        for one in domain.definitions
    )
    return f'<h3>Messages</h3><table class="table"><thead><th/><th>RMIM</th></thead><tbody>{rows}</tbody></table>'


def _named(artefact: str, title: str, below: str) -> str:
    return f'<tr><td><a name="{artefact}"> </a><b>{title} ({artefact})</b><br/>{below}</td></tr>'


def _implementation(domain: SyntheticDomain) -> str:
    titles = {each.id: each.title for each in (*domain.roles, *domain.triggers)}
    titles |= {each.id: each.title for each in domain.definitions}

    def link(identifier: str) -> str:
        named = gb(identifier)
        return f'<a href="#{named}">{titles.get(identifier, "Wrapper")} ({named})</a>'

    roles = "".join(_named(gb(one.id), one.title, "") for one in domain.roles)
    triggers = "".join(
        _named(gb(one.id), one.title, f"<p>When {one.title} happens.</p>")
        for one in domain.triggers
    )
    interactions = "".join(
        _named(
            gb(one.id),
            one.title,
            f'<a href="../Schemas/{gb(one.id)}.xsd">View Interaction Schema</a><p>Tells of {one.title}.</p>'
            f"<br/>Sender: {link(one.sending)}<br/>"
            + "".join(f"Receiver: {link(role)}<br/>" for role in one.receiving)
            + f"Message: <ul><li>{link(one.message_type)}</li></ul>Trigger Event: {link(one.trigger)}<br/>"
            f"Transmission Wrapper: {link(one.transmission)}<br/>Control Act Wrapper: {link(one.control_act)}<br/>",
        )
        for one in domain.interactions
    )
    other = _named("urn:own:interaction:Elsewhere-v1-0", "Sent by other means", "<p>No id.</p>")
    return (
        f'<h3>TMS Implementation</h3><table class="table"><thead><tr><th>Application Roles</th></tr></thead>{roles}</table>'
        f'<h4>Trigger Events</h4><table class="table">{triggers}</table>'
        f'<h4>Interactions</h4><table class="table">{interactions}{other}</table>'
    )


def _later(files: dict[str, bytes], domain: SyntheticDomain) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for path, data in files.items():
        folder, _, name = path.rpartition("/")
        if folder == f"Domains/{domain.folder}/Tabular View" and name.lower().endswith(".htm"):
            rest = data.partition(b"<body")[2].partition(b">")[2].rpartition(b"</body>")[0]
            body = rest.decode("utf-8").replace(".htm", ".html")
            made[f"Domains/{FOLDER}/Tabular View/{name}l"] = _shell("View", "../../../", body)
        elif path.startswith("Vocabulary/S"):
            name = name.removesuffix(".htm")
            made[f"{folder}/{name}.html"] = _vocabulary(name, data)
        elif path.startswith(_SHARED):
            made[path] = data
    made["index.html"] = _shell(
        "About", "", "<h3>About</h3><p>Books slots, in words of our own.</p>"
    )
    made["Core/changehistory.html"] = _shell("Changes", "../", "<h3>Change History</h3>")
    made["Domains/messages.html"] = _shell("Messages", "../", _messages(domain))
    made["Domains/TMS-Implementation.html"] = _shell("TMS", "../", _implementation(domain))
    return made


def _vocabulary(name: str, data: bytes) -> bytes:
    oid = re.search(rb"\d(?:\.\d+){5,}", data)
    codes = re.findall(rb"<td>(\w)</td>\s*<td>([^<]*)</td>", data)
    rows = "".join(
        f"<tr><td>{code.decode()}</td><td>{text.decode()}</td><td/></tr>" for code, text in codes
    )
    stated = oid[0].decode() if oid else ""
    return _shell(
        "Vocabulary",
        "../",
        f'<h3>{name}</h3><table class="table"><tr><th>Code SystemId: </th><td>{stated}</td></tr>'
        "<tr><th>Version: </th><td>1.0</td></tr><tr><th>Status: </th><td>active</td></tr></table>"
        f"<h4>Description</h4><p>A list of {name}.</p><h4>Values</h4><table><thead><tr><th>Code</th>"
        f"<th>Description</th><th>Note</th></tr></thead><tbody>{rows}</tbody></table>",
    )


def _earlier(files: dict[str, bytes], domain: SyntheticDomain) -> dict[str, bytes]:
    made = {path: data for path, data in files.items() if path.startswith(_SHARED)}
    for path, data in files.items():
        if path.startswith(f"Domains/{domain.folder}/"):
            renamed = path.replace(domain.folder, FOLDER).replace(domain.page, "TMS_IM.htm")
            made[renamed] = data
    return made


def specification_files(*, earlier: bool = False) -> dict[str, bytes]:
    """Every file of the specification: path relative to its root, and bytes."""
    mim = default_mim()
    made = (_earlier if earlier else _later)(files_of(mim), domain_of(mim))
    return {gb(path): _gb_bytes(data) for path, data in made.items()}


def build_specification(folder: Path, *, earlier: bool = False) -> Path:
    """Write a Domain Message Specification into `folder` and return the folder."""
    return write_files(folder, specification_files(earlier=earlier))
