"""A message file that the command line names."""

from pathlib import Path

from mimcli.errors import InputError
from mimcli.sources.pipes import content_of_pipe, is_pipe, never_waiting

MAX_MESSAGE_BYTES = 512 * 1024 * 1024
"""A GP2GP extract with attachments has some 100 MB; what is far above is no message."""


def read_message_file(path: Path) -> bytes:
    """Return a file's bytes. Raises InputError when it cannot be read, or is far too large."""
    try:
        with open(path, "rb", opener=never_waiting) as stream:
            if is_pipe(stream.fileno()):
                data = content_of_pipe(stream.fileno(), MAX_MESSAGE_BYTES)
            else:
                data = stream.read(MAX_MESSAGE_BYTES + 1)
    except IsADirectoryError:
        raise InputError(f"{path} is a folder", hint="name a message file, or an id") from None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    if data is None or len(data) > MAX_MESSAGE_BYTES:
        raise InputError(f"{path} is too large for a message")
    return data
