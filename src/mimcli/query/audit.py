"""`mim audit`: what is wrong with a version, and what was made of it."""

from collections import Counter

from mimcli.errors import NotFoundError
from mimcli.model.answers.audit import AuditCount, AuditRow
from mimcli.model.answers.listing import Listing
from mimcli.query.manual import Manual, Row
from mimcli.query.names import find_domain, resolve
from mimcli.reconcile.artefact_files import leading_id
from mimcli.reconcile.rules import RULES

SEVERITIES = ("error", "warning", "info")
"""The gravest first."""

_COLUMNS = "severity, kind, subject, page, anchor, detail, chosen, rule"


def audit(
    manual: Manual,
    subject: str | None = None,
    *,
    kind: str | None = None,
    severity: str | None = None,
    page: str | None = None,
) -> Listing[AuditRow]:
    """Return the findings of a version, the gravest first, then by kind and subject.

    `subject` is an artefact, a domain (everything in it), or a path; `page` is a part of a page's
    path, in any letter case. Raises NotFoundError for a subject or a kind that the version does
    not have, and NotCachedError without a MiM in the cache.
    """
    manual.need_cache("an audit")
    rows = manual.rows(f"SELECT {_COLUMNS} FROM finding ORDER BY kind, subject, id")  # noqa: S608  (our own column names)
    if kind is not None:
        kind = _known_kind(manual, kind, {str(row[1]) for row in rows})
        rows = [row for row in rows if row[1] == kind]
    if severity is not None:
        rows = [row for row in rows if row[0] == severity]
    if page is not None:
        rows = [row for row in rows if page.casefold() in (row[3] or "").casefold()]
    places = _places(manual, rows)
    if subject is not None:
        rows = _about(manual, subject, rows, places)
    rows.sort(key=lambda row: SEVERITIES.index(row[0]))
    statements = {rule.slug: rule.statement for rule in RULES}
    return Listing(
        AuditRow,
        tuple(
            AuditRow._make((*row, statements.get(row[7]), places.get(row[2], ()))) for row in rows
        ),
    )


def _places(manual: Manual, rows: list[Row]) -> dict[str, tuple[str, ...]]:
    """Return the schemas that refer to each file or folder that is not there."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row[1] == "missing-include":
            users = manual.rows(
                "SELECT DISTINCT schema FROM schema_reference WHERE missing"
                " AND (target = ?1 OR (?1 LIKE '%/' AND substr(target, 1, length(?1)) = ?1))"
                " ORDER BY schema",
                row[2],
            )
            found[row[2]] = tuple(str(user[0]) for user in users)
    return found


def counted(findings: Listing[AuditRow]) -> Listing[AuditCount]:
    """Return how many findings of each kind there are, in the order of the findings."""
    counts = Counter((one.severity, one.kind) for one in findings.items)
    subjects: dict[tuple[str, str], set[str]] = {}
    pages: dict[tuple[str, str], set[str]] = {}
    for one in findings.items:
        subjects.setdefault((one.severity, one.kind), set()).add(one.subject)
        pages.setdefault((one.severity, one.kind), set()).update([one.page] if one.page else [])
    return Listing(
        AuditCount,
        tuple(
            AuditCount(*key, findings=count, subjects=len(subjects[key]), pages=len(pages[key]))
            for key, count in counts.items()
        ),
    )


def _known_kind(manual: Manual, kind: str, kinds: set[str]) -> str:
    wanted = kind.strip().lower()
    if wanted in kinds:
        return wanted
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped kind)

    near = get_close_matches(wanted, sorted(kinds), n=3)
    raise NotFoundError(
        f"MiM {manual.version} has no finding of the kind {kind!r}",
        hint=f"did you mean {' or '.join(near)}?" if near else "`mim audit --stat` lists the kinds",
    )


def _about(
    manual: Manual, subject: str, rows: list[Row], places: dict[str, tuple[str, ...]]
) -> list[Row]:
    """Return the findings about all of a domain, about a path, or about one thing."""
    domain = find_domain(manual, subject)
    if domain is not None:
        return _about_domain(manual, domain, rows)
    wanted = subject.strip().replace("\\", "/").casefold()

    def named(row: Row) -> bool:
        others = (one.casefold() for one in places.get(row[2], ()))
        return wanted in (row[2].casefold(), (row[3] or "").casefold(), *others)

    found = [row for row in rows if named(row)]
    if found or manual.row("SELECT 1 FROM file WHERE key = ?", wanted):
        return found
    key = str(resolve(manual, subject).key)
    return [
        row
        for row in rows
        if row[2] == key or any(key == leading_id(one) for one in places.get(row[2], ()))
    ]


def _about_domain(manual: Manual, domain: int, rows: list[Row]) -> list[Row]:
    ((name, folder),) = manual.rows("SELECT name, folder FROM domain WHERE id = ?", domain)
    inside = {row[0] for row in manual.rows("SELECT id FROM artefact WHERE domain = ?", domain)}
    prefixes = tuple(f"{root}{folder}/".casefold() for root in ("Domains/", ""))
    return [
        row
        for row in rows
        if row[2] in inside or row[2] == name or (row[3] or "").casefold().startswith(prefixes)
    ]
