"""What is wrong with a publication: every statement that was overruled, missing or odd."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing in a publication that a reader should not trust, and what `mim` made of it."""

    kind: str
    """A stable slug: `wrong-schema-link`, `overruled-relation`, `unparsed-row` ..."""
    subject: str
    """The artefact id, domain or path that it is about."""
    page: str
    """The page or file that states it, relative to the MiM's root."""
    detail: str
    """One sentence in plain words: what is stated there."""
    chosen: str = ""
    """What `mim` answers instead, if it is about a value."""
    rule: str = ""
    """The reconciliation rule that decided (its slug in docs/explanation/reconciliation.md)."""
    severity: str = "warning"
    """`error`: something is missing for a reader; `warning`: stated wrongly; `info`: an oddity."""
    anchor: str = ""
    """The place in the page, if it has a name."""
