"""Which addresses are files of a site, live or as an archive keeps it.

An archived page has the address of the archive, a time stamp, and the page's own address:
`https://webarchive.example/ukgwa/20250306140946/https://data.example/dms/mim/6.3.01/Index.htm`. The
archive adds a banner to it, and rewrites its links; with `id_` after the time stamp it gives the
page as it was.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

_ARCHIVED = re.compile(
    r"(?P<archive>https?://.+?/\d{14})(?:[a-z]{2}_)?/(?P<own>https?:/.*)", re.IGNORECASE | re.DOTALL
)
_SAFE = "/()!*',;:@&=+$~"


class Site(NamedTuple):
    """A publication on the web: all addresses below one folder."""

    folder: str
    """Its own address, with a slash at the end; of an archived site, the one that it had."""
    start: str
    """The path of its first page within the folder: `Index.htm`."""
    archive: str = ""
    """What stands before its own address in an archive, to the time stamp; empty: it is live."""

    def address_of(self, path: str) -> str:
        """Return where a file of the site is asked for."""
        own = self.folder + quote(path, safe=_SAFE)
        return f"{self.archive}id_/{own}" if self.archive else own

    def path_of(self, address: str) -> str | None:
        """Return the path that an address has within the site; None for one outside it.

        Letter case, `http` or `https`, and the archive's time stamp make no difference.
        """
        own, _ = _apart(address)
        try:
            parts, folder = urlsplit(own), urlsplit(self.folder)
        except ValueError:
            return None
        path, start = unquote(parts.path), unquote(folder.path)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != folder.netloc.lower():
            return None
        if not path.lower().startswith(start.lower()) or _leaves(path):
            return None
        return path[len(start) :]

    def target_of(self, page: str, href: str) -> str | None:
        """Return the path of the file that a page links to; None for what is not of the site.

        A fragment or query is left out; a backslash is a slash, as browsers have it.
        """
        return _target(self, page.rpartition("/")[0], href)

    def leads(self, address: str) -> str | None:
        """Return what to ask for where a redirect leads within the site; None if it leads out.

        An archive that has a page of another moment leads there: to its plain form, then.
        """
        if self.path_of(address) is None:
            return None
        own, archive = _apart(address)
        return f"{archive}id_/{own}" if archive else address


@lru_cache(maxsize=65536)  # the same pages are linked to from everywhere
def _target(site: Site, folder: str, href: str) -> str | None:
    plain = re.sub(r"[\t\r\n]", "", href).strip(" \xa0").replace("\\", "/")
    plain = re.split(r"[#?]", plain, maxsplit=1)[0]
    if not plain or "\0" in plain:
        return None
    base = site.folder + (quote(f"{folder}/", safe=_SAFE) if folder else "")
    try:
        return site.path_of(urljoin(base, plain)) or None
    except ValueError:
        return None


def forget_targets() -> None:
    """Free what is kept of the links of a site (ten megabytes)."""
    _target.cache_clear()


def site_of(address: str) -> Site:
    """Return the site of which this is the first page; a folder's address stands for its index."""
    own, archive = _apart(address)
    own = re.split(r"[#?]", own, maxsplit=1)[0]
    folder, _, start = own.rpartition("/")
    return Site(f"{folder}/", unquote(start) or "Index.htm", archive)


def _apart(address: str) -> tuple[str, str]:
    """Return a page's own address, and what an archive puts before it (to the time stamp)."""
    match = _ARCHIVED.fullmatch(address)
    if match is None:
        return address, ""
    # The archive writes `https:/host` as well as `https://host`.
    return re.sub(r"^(https?):/+", r"\1://", match["own"], flags=re.IGNORECASE), match["archive"]


def _leaves(path: str) -> bool:
    return ".." in path.split("/")
