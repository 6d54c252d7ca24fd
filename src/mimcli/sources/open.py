"""Open whatever the user named."""

import stat
from pathlib import Path

from mimcli.errors import InputError
from mimcli.sources.archive import ArchiveSource
from mimcli.sources.folder import FolderSource
from mimcli.sources.interface import Source


def open_source(path: Path) -> Source:
    """Return the MiM that lies in a zip or below a folder.

    Raises InputError if there is nothing to read at `path`, SourceError if it is no MiM or
    cannot be trusted.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = "no such file or folder"
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{path}: {reason}", hint="give the path of a MiM's zip or folder"
        ) from None
    if stat.S_ISDIR(mode):
        return FolderSource(path)
    if not stat.S_ISREG(mode):
        raise InputError(
            f"{path} is neither a file nor a folder", hint="give the path of a MiM's zip or folder"
        )
    return ArchiveSource(path)
