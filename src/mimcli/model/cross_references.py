"""What the manual's cross reference pages state: where each thing is used."""

from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.statements import Link

NOWHERE = Link("", "")


class Use(NamedTuple):
    """One row: a place in a model that uses the thing."""

    domain: str
    """The domain's name, as its folder is called."""
    model: str
    """The R-MIM's id."""
    model_page: Link
    description: str
    """The model's short name."""
    class_name: str
    class_page: Link
    """The tabular view and the class's place in it."""
    attribute: str = ""
    """Only in the cross references of vocabularies and datatypes."""
    vocabulary: str = ""
    """Only in the cross reference of datatypes, for the coded ones."""
    vocabulary_page: Link = NOWHERE


class Used(NamedTuple):
    """One thing with all its uses."""

    kind: str
    """`vocabulary`, `datatype`, `constraint`, `cmet`, as the page's heading calls it."""
    name: str
    page: Link
    """Where the heading leads."""
    title: str
    """Its name beside an id, for CMETs."""
    version: str
    status: str
    anchor: str
    uses: tuple[Use, ...]


class CrossReferenceStatement(NamedTuple):
    """A whole cross reference.

    Page kinds: `VocabReferences.htm`, `Datatype Reference.htm`, `Constraint Reference.htm`,
    `CMET Reference.htm`.
    """

    page: str
    entries: tuple[Used, ...]
    findings: tuple[Finding, ...] = ()
