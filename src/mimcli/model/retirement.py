"""Retirement of domains, as NHS England states it, and what follows for ids and files."""

from dataclasses import dataclass
from typing import Literal

RetirementStatus = Literal["retired", "partly-retired", "not-listed"]
"""Of a domain. `retired`: on the list of fully retired domains, by name. `partly-retired`: not on
it, but a domain with interactions, of which the page says no more than that "most" have versions or
interactions that are no longer available: weak evidence. `not-listed`: the page does not speak
of it (it has no interactions: CMETs, OIDs, Vocabulary and the like)."""

CheckStatus = Literal["retired", "partly-retired", "not-listed", "unknown"]
"""Of an artefact: its domain's; `unknown` where no known version tells its domain."""

CheckKind = Literal["domain", "artefact", "occurrence"]
"""What was checked: a domain, an id that was asked for, an id that was found in a file."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of the list of fully retired domains."""

    name: str
    """As the page writes it."""
    aliases: tuple[str, ...] = ()
    """Other names of that domain which no rule of likeness finds."""
    reason: str = ""
    """Why the aliases hold; empty if there are none."""


@dataclass(frozen=True, slots=True)
class RetirementList:
    """NHS England's list, with its source and date."""

    source: str
    address: str
    last_edited: str
    """ISO date of the page's last edit."""
    fully_retired: tuple[ListedName, ...]
    others: str
    """What the page says of all other domains, in `mim`'s words."""


@dataclass(frozen=True, slots=True)
class DomainNames:
    """The names that one domain goes by in one version."""

    name: str
    """As the menu has it; empty if there is no menu."""
    folder: str = ""
    title: str = ""
    """Its implementation manual's title: the weakest of the three (some are wrong)."""
    interactions: int = 0
    """How many interactions the version defines in it."""


@dataclass(frozen=True, slots=True)
class DomainRetirement:
    """A domain's status, and how it was come by."""

    name: str
    folder: str
    status: RetirementStatus
    listed_name: str
    """The list's name for it; empty if it is not on the list."""
    rule: str
    """What matched: `name`, `part-of-name`, `similar-words`, `alias`, `title`; else empty."""
    note: str
    """One sentence for the reader."""


@dataclass(frozen=True, slots=True)
class RetirementReport:
    """All domains of one version against the list."""

    domains: tuple[DomainRetirement, ...]
    """In the order that the domains were given."""
    unmatched: tuple[str, ...]
    """Names of the list that no domain of the version answers to, in the list's order."""


@dataclass(frozen=True, slots=True)
class Placement:
    """That one version of the MiM defines an artefact, and in which domain."""

    version: str
    domain: DomainNames | None
    """None: defined there, in a domain that is not known."""
    from_manual: bool
    """Read from that version's own manual, not pieced together from elsewhere."""
    inferred: bool = False
    """The domain is that of another id with the same stem."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """An artefact id found in a file."""

    path: str
    """As the target was given, with `/`; `-` for standard input."""
    line: int
    """1-based, lines ending at LF as git and grep count them; 0: in the file's name."""
    column: int
    """1-based, in characters; in bytes for a binary file. In a file's name for line 0."""
    id: str
    """In upper case, however it was written."""


@dataclass(frozen=True, slots=True, order=True)
class ScanProblem:
    """A file or folder that could not be searched."""

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class RetirementCheck:
    """The answer about one target of `mim retired --check`."""

    target: str
    """As the user gave it."""
    kind: CheckKind
    id: str
    """The artefact's id; empty for a domain."""
    domain: str
    """Empty if unknown."""
    status: CheckStatus
    version: str
    """The MiM version that decided; empty if none knows the id."""
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
