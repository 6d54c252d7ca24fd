"""Retirement: what the list says, and what was found where."""

from typing import NamedTuple


class RetirementRow(NamedTuple):
    """A domain or artefact with its retirement status, and the evidence for it."""

    name: str
    """A domain's name in the menu, or an artefact id."""
    kind: str
    """`domain`, or the artefact's kind."""
    folder: str | None
    """Of a domain: its folder."""
    domain: str | None
    """Of an artefact: the domain that defines it, which is what is retired or not."""
    retirement: str
    """`retired`, `partly-retired`, `not-listed`; of an artefact also `unknown`."""
    listed_as: str | None
    """The list's own name for the domain."""
    mim: str | None
    """The MiM version whose domains were compared with the list."""
    note: str
    """One sentence: why this status."""
    source: str
    """Who keeps the list, and where."""
    list_date: str
    """ISO date of its last edit."""
    override: str | None
    """Why the project's own file says this, in the list's place; then `source` is that file."""


class RetirementRefresh(NamedTuple):
    """What `mim retired --refresh` read, and what that changes."""

    kind: str
    """`refresh`."""
    kept: bool
    """Whether it is kept, and counts from now on: it is newer than what counted before."""
    source: str
    """Who keeps the list."""
    address: str
    """Of the page."""
    last_edited: str
    """ISO date of the page's last edit; of this call, if the page states none."""
    dated: bool
    """Whether the page states when it was edited."""
    names: tuple[str, ...]
    """Of the fully retired domains, as the page writes them."""
    added: tuple[str, ...]
    """Those that the bundled list has not."""
    removed: tuple[str, ...]
    """Those of the bundled list that the page has no more."""
    bundled_date: str
    """ISO date of the bundled list."""
    before_date: str
    """ISO date of the list that counted before this call."""
    file: str | None
    """Where the newer list lies; null if the bundled one counts."""
    read_on: str
    """ISO date of this call."""


class CheckRow(NamedTuple):
    """One thing that `mim retired --check` looked at."""

    where: str
    """`path:line:column` of an id in a file, `path` of one in its name; else the target."""
    retirement: str
    """`retired`, `partly-retired`, `not-listed` or `unknown`."""
    kind: str
    """`occurrence` (of an id in a file), `artefact` or `domain`."""
    id: str | None
    """Artefact id; null for a domain."""
    domain: str | None
    """That decided."""
    mim: str | None
    """The MiM version that decided."""
    message: str
    """One sentence: why this status."""
    path: str | None
    """Of the file that has the id; `-` for stdin."""
    line: int | None
    """From 1; 0 for an id in the file's own name."""
    column: int | None
    """From 1, in characters."""
    target: str
    """As it was given on the command line."""
