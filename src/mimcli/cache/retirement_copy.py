"""A retirement list that is newer than the bundled one: `retirement-v1.json` in the cache."""

import json
from pathlib import Path
from typing import Final

from mimcli.cache.files import reporting, write_small
from mimcli.cache.lock import WriteAccess
from mimcli.errors import CacheError
from mimcli.model.retirement import ListedName, RetirementList

FORMAT: Final = 1


def write_copy(access: WriteAccess, listing: RetirementList) -> None:
    """Keep a list. Raises CacheError."""
    content = {
        "format": FORMAT,
        **listing._asdict(),
        "fully_retired": [one._asdict() for one in listing.fully_retired],
    }
    del content["overrides"]  # a project's, not the list's
    data = (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
    with reporting(access.paths.root):
        write_small(access.paths, access.paths.retirement_file, data)


def read_copy(file: Path) -> RetirementList | None:
    """Return the list that is kept; None if there is none. Raises CacheError for a damaged one."""
    try:
        content = json.loads(file.read_bytes())
        if content.pop("format") != FORMAT:
            return None
        names = content.pop("fully_retired")
        listed = tuple(
            ListedName(str(one["name"]), tuple(map(str, one["aliases"])), str(one["reason"]))
            for one in names
        )
        return RetirementList(
            source=str(content["source"]),
            address=str(content["address"]),
            last_edited=str(content["last_edited"]),
            fully_retired=listed,
            others=str(content["others"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        reason = "is damaged"
    raise CacheError(
        f"the retirement list {file} {reason}",
        hint="make it anew with `mim retired --refresh`, or remove it: then the bundled one counts",
    )
