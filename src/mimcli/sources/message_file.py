"""A message file that the command line names."""

from pathlib import Path

from mimcli.errors import InputError

MAX_MESSAGE_BYTES = 512 * 1024 * 1024
"""A GP2GP extract with attachments has some 100 MB; what is far above is no message."""


def read_message_file(path: Path) -> bytes:
    """Return a file's bytes. Raises InputError when it cannot be read, or is far too large."""
    try:
        if path.stat().st_size > MAX_MESSAGE_BYTES:
            raise InputError(f"{path} is too large for a message")
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder", hint="name a message file, or an id") from None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
