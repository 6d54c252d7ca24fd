"""Retirement of domains, as NHS England states it."""

from typing import Literal, NamedTuple

RetirementStatus = Literal["retired", "partly-retired", "not-listed"]
"""Of a domain. `retired`: on the list of fully retired domains, by name. `partly-retired`: not on
it, but a domain with interactions, of which the page says no more than that "most" have versions or
interactions that are no longer available: weak evidence. `not-listed`: the page does not speak
of it (it has no interactions: CMETs, OIDs, Vocabulary and the like)."""


class ListedName(NamedTuple):
    """One name of the list of fully retired domains."""

    name: str
    """As the page writes it."""
    aliases: tuple[str, ...] = ()
    """Other names of that domain which no rule of likeness finds."""
    reason: str = ""
    """Why the aliases hold; empty if there are none."""


class Override(NamedTuple):
    """A status that a project states itself, in its `mim.toml` or `pyproject.toml`."""

    name: str
    """A domain, an artefact id, or an id without its revision."""
    status: str
    """`retired`, `partly-retired` or `in-use`."""
    reason: str
    date: str
    """ISO: when it was stated."""
    file: str
    """Where."""


class RetirementList(NamedTuple):
    """NHS England's list, with its source and date."""

    source: str
    address: str
    last_edited: str
    """ISO date of the page's last edit."""
    fully_retired: tuple[ListedName, ...]
    others: str
    """What the page says of all other domains, in `mim`'s words."""
    overrides: tuple[Override, ...] = ()
    """What the project knows better; the first that fits a name counts."""


class DomainNames(NamedTuple):
    """The names that one domain goes by in one version."""

    name: str
    """As the menu has it; empty if there is no menu."""
    folder: str = ""
    title: str = ""
    """Its implementation manual's title: the weakest of the three (some are wrong)."""
    interactions: int = 0
    """How many interactions the version defines in it."""


class DomainRetirement(NamedTuple):
    """A domain's status, and how it was come by."""

    name: str
    folder: str
    status: RetirementStatus
    listed_name: str
    """The list's name for it; empty if it is not on the list."""
    rule: str
    """What matched: `name`, `part-of-name`, `similar-words`, `alias`, `title`, or `project` for an
    override; else empty."""
    note: str
    """One sentence for the reader."""
    override: Override | None = None
    """What the project says in the list's place."""


class RetirementReport(NamedTuple):
    """All domains of one version against the list."""

    domains: tuple[DomainRetirement, ...]
    """In the order that the domains were given."""
    unmatched: tuple[str, ...]
    """Names of the list that no domain of the version answers to, in the list's order."""
