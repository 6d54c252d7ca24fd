"""Make the bundled facts of src/mimcli/data/: the same input gives the same bytes.

    make_catalogue.py FACTS                      the older versions, services and version codes
    make_catalogue.py FACTS --schemas 4.2.00=ZIP ... with relations from its schemas
    make_catalogue.py --from-index INDEX.db      one version, from the index that `mim add` made

FACTS is a folder of tab-separated files of facts seen in public places; each row names its source.
Only identifiers, titles, names and relations go in: no text of the manual.
"""

import argparse
import csv
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalogue_format import Sources, catalogue, line, write

DATA = Path(__file__).resolve().parent.parent / "src" / "mimcli" / "data"
KINDS = {
    "IN": "interaction",
    "MT": "message_type",
    "TP": "template",
    "AR": "application_role",
    "TE": "trigger_event",
    "HD": "tabular_view",
}
SPECIAL_PAGES = ("VocabReferences", "overview", "index", "changehistory")
"""Pages beside the vocabulary's own that are no vocabulary."""

SHARED = (
    (re.compile(r"(MCCI|MCAI|QUQI)_"), "Infrastructure"),
    (re.compile(r"COCD_TP"), "Templates"),
    (re.compile(r"(COCT|UKCT)_MT"), "CMETs"),
)
"""Wrappers, acknowledgements, templates and CMETs are every domain's. The facts give them the
domain of some page that uses them (the acknowledgement that all systems send: a retired one); the
domain here is where the manual itself defines such ids."""

RELATION_OF_WRAPPER = {"MCCI": "transmission_wrapper"}
FROM_INDEX = {
    "domain": "SELECT name, folder, category, publication_status, version, version_status, page"
    " FROM domain ORDER BY id",
    "artefact": "SELECT artefact.id, kind, artefact.title, domain.name, 'no', section, standing,"
    " entry_class FROM artefact LEFT JOIN domain ON domain.id = artefact.domain"
    " LEFT JOIN definition ON definition.id = artefact.id"
    " WHERE standing <> 'mentioned' ORDER BY domain.id, artefact.rowid",
    "relation": "SELECT subject, relation, object FROM relation ORDER BY subject, CASE relation"
    " WHEN 'sending_role' THEN 0 WHEN 'receiving_role' THEN 1 WHEN 'trigger_event' THEN 2"
    " WHEN 'transmission_wrapper' THEN 3 WHEN 'control_act_wrapper' THEN 4"
    " WHEN 'message_type' THEN 5 ELSE 6 END, position",
}
"""What a catalogue takes from the index's public schema, row kind by row kind."""

NOT_PAYLOAD = re.compile(r"(MCCI|MCAI|QUQI|UKCT|COCT)_")
"""Schemas that an interaction's schema includes beside its payload's."""


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def kind_of(identifier: str, facts: str) -> str:
    """Return an artefact's kind, as the index names it."""
    match = re.fullmatch(r"[A-Z]{4}_([A-Z]{2})\d{6}[A-Z]{2}\d{2}", identifier)
    if not match:
        return "vocabulary" if facts == "vocabulary page" else "other"
    if KINDS[match[1]] == "message_type" and re.match(r"(COCT|UKCT)_", identifier):
        return "cmet"
    return KINDS[match[1]]


def domain_of(identifier: str, domain: str, inferred: str) -> tuple[str, str]:
    """Return an artefact's domain and whether it is inferred; see SHARED."""
    for pattern, shared in SHARED:
        if pattern.match(identifier) and domain != shared:
            return shared, "yes"
    return ("", "no") if domain == "External Documents" else (domain, inferred)


def relations_of(facts: str) -> list[tuple[str, str]]:
    """Return (relation, object) that a row of the facts states of an interaction."""
    match = re.fullmatch(r"interaction; payload (\S+); wrappers (\S+)", facts)
    if not match:
        return []
    found = [
        (RELATION_OF_WRAPPER.get(wrapper[:4], "control_act_wrapper"), wrapper)
        for wrapper in match[2].split(",")
        if wrapper != "none"
    ]
    return found + ([("wire_payload", match[1])] if match[1] != "none" else [])


def relations_in_schema(schema: bytes) -> list[tuple[str, str]]:
    """Return (relation, object) that an interaction's schema carries, by what it includes."""
    included = re.findall(
        rb"schemaLocation=\"(?:[^\"]*/)?([A-Z]{4}_MT\d{6}[A-Z]{2}\d\d)\.xsd", schema
    )
    found = []
    for name in (target.decode() for target in included):
        if name.startswith("MCCI_"):
            found.append(("transmission_wrapper", name))
        elif name.startswith(("MCAI_", "QUQI_")):
            found.append(("control_act_wrapper", name))
        elif not NOT_PAYLOAD.match(name):
            found.append(("wire_payload", name))
    return found


def facts_catalogue(
    version: str, issued: str, rows: list[dict[str, str]], schemas: zipfile.ZipFile | None
) -> list[str]:
    """Return the catalogue of one version, from the facts."""
    sources = Sources()
    domains: dict[str, str] = {}
    artefacts, relations = [], []
    for row in sorted(rows, key=lambda row: row["artefact_id"]):
        identifier, facts, source = row["artefact_id"], row["title_or_models"], row["source"]
        if identifier == "(document)":
            domains[row["domain"]] = document_line(row, sources)
            continue
        kind = kind_of(identifier, facts)
        if kind == "other" or identifier in SPECIAL_PAGES:
            continue
        titled = re.fullmatch(r"(.*) \([a-z][a-zA-Z ]*\)", facts)
        root = re.fullmatch(r"(?:message type|template); (?:root|first class) (\S+)", facts)
        domain, inferred = domain_of(identifier, row["domain"], row["domain_inferred"])
        title, entry_class = titled[1] if titled else "", root[1] if root else ""
        standing = "defined" if kind == "vocabulary" or "/Domains/" in source else ""
        key = sources.key(source, identifier)
        cells = identifier, kind, title, domain, inferred, "", standing, entry_class, key
        artefacts.append(line("artefact", *cells))
        if domain and domain not in domains:
            domains[domain] = line(
                "domain", domain, domain, "", "", "", "", "", domain_source(sources, row, inferred)
            )
        stated = relations_of(facts)
        if kind == "interaction" and not stated and schemas is not None:
            name = f"Schemas/{identifier}.xsd"
            stated = relations_in_schema(schemas.read(name))
            key = sources.key(f"MiM {version}, {name}", identifier)
        relations += [line("relation", identifier, name, target, key) for name, target in stated]
    note = f"MiM {version}, put together from what public places show of it; partial, not official."
    body = [*(domains[name] for name in sorted(domains)), *artefacts, *relations]
    return catalogue(version, issued, "elsewhere", note=note, sources=sources, body=body)


def document_line(row: dict[str, str], sources: Sources) -> str:
    """Return the domain row that a manual's own page gives: its version and address."""
    number = re.search(r" v(\d[\d.]*)", row["title_or_models"])
    page = re.search(r"/dms/mim/[\d.]+/(.*)$", row["source"])
    address = page[1].replace("%20", " ") if page else ""
    name, key = row["domain"], sources.key(row["source"])
    return line("domain", name, name, "", "", number[1] if number else "", "", address, key)


def domain_source(sources: Sources, row: dict[str, str], inferred: str) -> str:
    """Return the key of a domain's source, where its manual's page was not seen."""
    if inferred == "yes":
        return sources.key("the manual of MiM 7.2.02, where it defines like ids")
    return sources.key(row["source"].rpartition("/")[0] + "/")


def make_from_facts(facts: Path, schemas: dict[str, Path], data: Path) -> None:
    """Write every bundled file that comes from the facts."""
    versions = list(rows_of(facts / "versions.tsv"))
    issued = {row["mim_version"]: row["issued"] for row in versions}
    artefacts = list(rows_of(facts / "artefacts-by-version.tsv"))
    for version in sorted({row["mim_version"] for row in artefacts}):
        rows = [row for row in artefacts if row["mim_version"] == version]
        archive = zipfile.ZipFile(schemas[version]) if version in schemas else None
        lines = facts_catalogue(version, issued.get(version, ""), rows, archive)
        write(data / "catalogue" / f"{version}.tsv", lines)
    write(data / "versions.tsv", version_lines(versions))
    write_table(
        data / "known-interactions.tsv",
        "Interactions of versions without a catalogue: at least one version that defines each.",
        ("mim_version", "interaction_id", "source"),
        rows_of(facts / "other-versions-by-interaction.tsv"),
    )
    write_table(
        data / "services.tsv",
        "Names seen in test environments: evidence of a name, not that it is live today.",
        ("service", "interaction_id", "message_pattern", "source"),
        rows_of(facts / "service-names.tsv"),
    )
    write_table(
        data / "wire-codes.tsv",
        "versionCode of real messages; often not the version that defines the interaction.",
        ("version_code", "interaction_id", "occurrences", "source"),
        (
            {**row, "source": "messages in public repositories, counted"}
            for row in rows_of(facts / "version-codes-on-the-wire.tsv")
        ),
    )


def write_table(
    path: Path, note: str, columns: tuple[str, ...], rows: Iterable[dict[str, str]]
) -> None:
    """Write a plain table, sorted, under a note and a header."""
    body = sorted(tuple(row[column] for column in columns) for row in rows)
    write(path, [f"# {note}\n", line(*columns), *(line(*cells) for cells in body)])


def version_lines(versions: list[dict[str, str]]) -> list[str]:
    """Return versions.tsv: each version with the place that tells of it."""
    page = "NHS England, Message Implementation Manuals page, last edited 2023-12-15"
    log = "release log of MiM 7.2.02 (Core/Change.htm)"
    schemas = "Spine test schema set (github.com/nhsdigitalmait/SPINE_schema)"
    columns = ("mim_version", "issued", "form", "address", "national_archives_copy")
    out = ["# Versions of the MiM, newest first, and where each is to be had.\n"]
    out.append(line(*columns, "listed", "source"))
    for row in versions:
        listed = row["listed_by_nhs_england"]
        source = page if listed == "yes" else log if row["issued"] else schemas
        out.append(line(*(row[column] for column in columns), listed, source))
    return out


def make_from_index(database: Path, data: Path) -> None:
    """Write the catalogue of the version that an index holds: facts only, no descriptions."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    version = meta["mim_version"]
    sources = Sources()
    key = sources.key(f"MiM {version} itself, by scripts/make_catalogue.py")
    body = [
        line(kind, *row, key)
        for kind, question in FROM_INDEX.items()
        for row in connection.execute(question)
    ]
    connection.close()
    note = f"MiM {version}: identifiers, titles and relations, made from the manual by script."
    issued = meta.get("issued", "")
    lines = catalogue(version, issued, "manual", note=note, sources=sources, body=body)
    write(data / "catalogue" / f"{version}.tsv", lines)


def main(arguments: list[str]) -> int:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("facts", nargs="?", type=Path, help="folder of facts")
    parser.add_argument("--from-index", type=Path, metavar="DB", help="index of one version")
    parser.add_argument("--schemas", action="append", default=[], metavar="VERSION=ZIP")
    parser.add_argument("--data", type=Path, default=DATA, help="folder to write to")
    options = parser.parse_args(arguments)
    if not options.facts and not options.from_index:
        parser.error("name a folder of facts, or an index with --from-index")
    if options.facts:
        pairs = (pair.split("=", 1) for pair in options.schemas)
        schemas = {version: Path(archive) for version, archive in pairs}
        make_from_facts(options.facts, schemas, options.data)
    if options.from_index:
        make_from_index(options.from_index, options.data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
