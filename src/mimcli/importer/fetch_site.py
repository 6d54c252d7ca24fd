"""A version that is a web site."""

from pathlib import Path

from mimcli.errors import PageError
from mimcli.importer.fetched_files import Came, Tools, Wish
from mimcli.sources.website.port import Fetcher


def fetch_site(fetcher: Fetcher, folder: Path, wish: Wish, tools: Tools, address: str) -> Came:  # noqa: ARG001
    """Mirror."""
    raise PageError(
        f"MiM {wish.version} is a web site ({address}); those are not fetched yet",
        hint="copy it with another program, then: mim add FOLDER",
    )
