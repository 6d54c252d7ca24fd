"""What is wrong with a publication."""

from typing import NamedTuple


class AuditRow(NamedTuple):
    """One finding: a statement of the publication that a reader should not trust."""

    severity: str
    """`error`: something is missing for a reader; `warning`: stated wrongly; `info`: an oddity."""
    kind: str
    """A stable slug: `wrong-schema-link`, `overruled-relation` ..."""
    subject: str
    """The artefact id, domain or path that it is about."""
    page: str | None
    """The page or file that states it."""
    anchor: str | None
    """Name of the place in that page."""
    detail: str
    """What is stated there."""
    chosen: str | None
    """What `mim` answers instead; null: it is not about a value."""
    rule: str | None
    """Slug of the rule that decided; null: none was needed."""
    statement: str | None
    """That rule, in one sentence."""
    places: tuple[str, ...]
    """Of a file or folder that is not there: the schemas that refer to it."""


class AuditCount(NamedTuple):
    """How many findings of one kind there are."""

    severity: str
    """`error`, `warning` or `info`."""
    kind: str
    """A stable slug."""
    findings: int
    """How many."""
    subjects: int
    """About how many artefacts, domains or paths."""
    pages: int
    """In how many pages and files."""
