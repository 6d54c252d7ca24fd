"""What a half-typed name could become."""

from collections.abc import Iterator

from mimcli.cache.chosen import used_version
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import find_record
from mimcli.data.bundled import bundled_catalogues
from mimcli.query.folding import fold_name
from mimcli.query.manual import Manual
from mimcli.query.opening import newest_cached, open_cached

Candidate = tuple[str, str]
"""A name that a command takes, and what it is called (or nothing)."""


def slug(name: str) -> str:
    """Return a domain's name as one word for a shell: `Choose and Book` is `choose-and-book`."""
    return "-".join(name.replace("&", "and").split())


def names_like(
    paths: CachePaths, requested: str | None, incomplete: str, most: int
) -> list[Candidate]:
    """Return domain names and artefact ids that begin with `incomplete`, at most `most`.

    In any letter case. Domains come first; one of several words comes as a slug, which every
    command takes. With nothing typed there are only domains. MimError for a cache that cannot be
    read.
    """
    version = requested or used_version(paths) or newest_cached(paths)
    record = find_record(paths, version) if version else None
    if record is not None:
        manual = open_cached(paths, record)
        domains = [(str(name), str(folder)) for name, folder in manual.rows(_DOMAINS)]
        artefacts = manual.rows(_ARTEFACTS, incomplete.upper(), most) if incomplete else []
        ids: list[Candidate] = [(str(id_), title or "") for id_, title in artefacts]
        if incomplete:
            ids += _reference(manual, _REFERENCE, incomplete, most)
    else:
        bundled = version or bundled_catalogues()[-1]
        if bundled not in bundled_catalogues():
            return []
        domains = list(_bundled(bundled, "domain", "", 2))
        ids = list(_bundled(bundled, "artefact", incomplete.upper(), 3)) if incomplete else []
    return [*_domains(domains, fold_name(incomplete)), *ids][:most]


_DOMAINS = "SELECT name, folder FROM domain ORDER BY id"
_ARTEFACTS = "SELECT id, title FROM artefact WHERE id >= ?1 AND id < ?1 || 'a' ORDER BY id LIMIT ?2"


def reference_like(
    paths: CachePaths, requested: str | None, kind: str, incomplete: str, most: int
) -> list[Candidate]:
    """Return the vocabularies, datatypes or OIDs (by `kind`) that begin with `incomplete`.

    In any letter case, at most `most`. The bundled catalogue has none. MimError for a cache that
    cannot be read.
    """
    version = requested or used_version(paths) or newest_cached(paths)
    record = find_record(paths, version) if version else None
    if record is None:
        return []
    return _reference(open_cached(paths, record), _OF_KIND[kind], incomplete, most)


def _reference(manual: Manual, sql: str, incomplete: str, most: int) -> list[Candidate]:
    wanted = incomplete.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = manual.rows(sql, wanted + "%", most)
    return [(str(name), title or "") for name, title in rows]


_OF_KIND = {
    "vocabulary": "SELECT name, code_system FROM vocabulary WHERE name LIKE ?1 ESCAPE '\\'"
    " ORDER BY id LIMIT ?2",
    "datatype": "SELECT name, title FROM datatype WHERE name LIKE ?1 ESCAPE '\\'"
    " ORDER BY id LIMIT ?2",
    "oid": "SELECT oid, name FROM oid WHERE oid LIKE ?1 ESCAPE '\\' ORDER BY oid LIMIT ?2",
}
_REFERENCE = (
    "SELECT name, code_system FROM vocabulary WHERE name LIKE ?1 ESCAPE '\\' AND"
    " origin != 'schema' UNION ALL SELECT name, title FROM datatype WHERE name LIKE ?1"
    " ESCAPE '\\' AND kind != 'schema' UNION ALL SELECT replace(id, '#', '_'), description"
    " FROM template_constraint WHERE replace(id, '#', '_') LIKE ?1 ESCAPE '\\' LIMIT ?2"
)


def _bundled(version: str, kind: str, prefix: str, column: int) -> Iterator[Candidate]:
    """Yield the lines of a kind in a bundled catalogue: name, and the cell in `column`.

    A search of its text: opening it as a manual would take ten times as long.
    """
    from mimcli.data.files import text  # noqa: PLC0415  (only with no MiM at hand)

    for line in text(f"catalogue/{version}.tsv").split("\n"):
        if line.startswith(f"{kind}\t{prefix}"):
            cells = line.split("\t")
            yield cells[1], cells[column]


def _domains(domains: list[Candidate], wanted: str) -> Iterator[Candidate]:
    """Yield the domains whose menu name begins so, then the short names that people use."""
    for name, folder in domains:
        if fold_name(name).startswith(wanted):
            yield slug(name), folder if folder != name else ""
    if wanted:
        from mimcli.data.short_names import short_names  # noqa: PLC0415  (only with a letter typed)

        known = {fold_name(name): name for pair in domains for name in pair}
        for short, fulls in short_names():
            full = next((known[fold_name(one)] for one in fulls if fold_name(one) in known), None)
            if full and fold_name(short).startswith(wanted) and fold_name(short) not in known:
                yield slug(short), full
