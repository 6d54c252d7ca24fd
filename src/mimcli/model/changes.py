"""What the manual's change histories state."""

from typing import NamedTuple

from mimcli.model.findings import Finding


class Change(NamedTuple):
    """One row of a change history, as far as its table has the columns."""

    section: str
    """The heading that it stands under: a version, or the id of the artefact that came of it."""
    anchor: str
    mim_version: str
    """The MiM release; carried down from the row above where the cell is empty."""
    version: str
    """The document's own version."""
    date: str
    """ISO; as written if it is no date."""
    author: str
    previous: str
    """The artefact id, or the document's version, before the change; carried down too."""
    artefact: str
    class_name: str
    attribute: str
    details: str
    """One line a paragraph."""


class ChangeHistoryStatement(NamedTuple):
    """All changes of one page, in its order.

    Page kinds: change histories of domains, templates, vocabularies and OIDs, `Core/Change.htm`,
    and the history at the top of `DataTypes.htm`.
    """

    page: str
    title: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()
