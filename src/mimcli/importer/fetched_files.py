"""What a fetch is asked for, what it works with, and what it hands over."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from mimcli.model.answers.keeping import MissingPage
from mimcli.progress import SILENT, Progress
from mimcli.sources.website.asking import Patience


class Wish(NamedTuple):
    """What the user asks for."""

    version: str
    page: str
    """The page on which NHS England offers the zip."""
    address: str | None = None
    """Another place: of a zip, or of a site's first page."""
    archive: bool = False
    """Whether to take the National Archives' copy of the site."""
    full: bool = False
    """With `External Documents/`."""
    force: bool = False
    connections: int = 4
    """Requests in flight, at most."""
    delay: float = 0.1
    """Seconds between the beginnings of two requests."""
    skip_failed: bool = False
    """Whether to add a site of which some pages could not be had."""


class Tools(NamedTuple):
    """What a fetch works with, and how it talks."""

    patience: Patience = Patience()
    progress: Progress = SILENT
    note: Callable[[str], None] = lambda _: None
    waiting: Callable[[str], None] = lambda _: None


class Came(NamedTuple):
    """A publication that came from the web, as a file or folder of this disk."""

    path: Path
    form: str
    """`zip` or `website`."""
    address: str
    page: str | None
    bytes: int
    requests: int
    sha256: str | None = None
    etag: str = ""
    last_modified: str = ""
    pages: int | None = None
    missing: tuple[MissingPage, ...] = ()
