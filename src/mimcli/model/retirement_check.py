"""What the retirement of a domain means for ids and for files that name them."""

from typing import Literal, NamedTuple

from mimcli.model.retirement import DomainNames, Override

CheckStatus = Literal["retired", "partly-retired", "not-listed", "unknown"]
"""Of an artefact: its domain's; `unknown` where no known version tells its domain."""

CheckKind = Literal["domain", "artefact", "occurrence"]
"""What was checked: a domain, an id that was asked for, an id that was found in a file."""


class Placement(NamedTuple):
    """That one version of the MiM defines an artefact, and in which domain."""

    version: str
    domain: DomainNames | None
    """None: defined there, in a domain that is not known."""
    from_manual: bool
    """Read from that version's own manual, not pieced together from elsewhere."""
    inferred: bool = False
    """The domain is that of another id with the same stem."""


class Occurrence(NamedTuple):
    """An artefact id found in a file."""

    path: str
    """As the target was given, with `/`; `-` for standard input."""
    line: int
    """1-based, lines ending at LF as git and grep count them; 0: in the file's name."""
    column: int
    """1-based, in characters; in bytes for a binary file. In a file's name for line 0."""
    id: str
    """In upper case, however it was written."""


class ScanProblem(NamedTuple):
    """A file or folder that could not be searched."""

    path: str
    detail: str


class RetirementCheck(NamedTuple):
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
    override: Override | None = None
    """What the project says in the list's place."""
