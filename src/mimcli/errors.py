"""Every failure that `mim` reports: one line of what is wrong, and a hint of what to do.

Code anywhere in `mim` raises one of these; only the command line's error boundary turns it
into text (or a JSON envelope) and an exit code.
"""

from mimcli.exitcodes import ExitCode


class MimError(Exception):
    """A failure that the user is told about in one line."""

    exit_code: ExitCode = ExitCode.NO
    code: str = "error"
    """A stable slug for scripts (`errors[].code` in JSON)."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(MimError, ValueError):
    """The command line, or an input that it names, makes no sense."""

    exit_code = ExitCode.USAGE
    code = "usage"


class InputError(UsageError):
    """A file or folder that the command line names cannot be read."""

    code = "unreadable-input"


class ConfigError(UsageError):
    """A project's file (`mim.toml`, `pyproject.toml`) cannot be read, or makes no sense."""

    code = "bad-project-file"


class NotFoundError(MimError, LookupError):
    """No such name in the version that was asked."""

    exit_code = ExitCode.NOT_FOUND
    code = "not-found"


class NotCachedError(MimError, LookupError):
    """The question needs a MiM version that is not in the cache."""

    exit_code = ExitCode.NOT_CACHED
    code = "not-cached"


class ImportFailedError(MimError):
    """A MiM could not be added; the cache is as it was."""

    exit_code = ExitCode.IMPORT_FAILED
    code = "import-failed"


class SourceError(ImportFailedError):
    """The zip or folder is damaged, hostile, or holds no MiM."""

    code = "bad-source"


class NetworkError(ImportFailedError):
    """A page or file on the web could not be had."""

    code = "network"


class PageError(ImportFailedError):
    """A page on the web was had, and is not what it used to be or should be."""

    code = "page-changed"


class CacheError(ImportFailedError):
    """The cache folder cannot be read or written."""

    code = "cache"
