"""The exit codes of `mim`. All others are unused."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a call of `mim` answers to the shell."""

    YES = 0
    """The question was answered; nothing is wrong."""
    NO = 1
    """The answer is no: retired, invalid, different, nothing matched."""
    USAGE = 2
    """The command line, or an input that it names, makes no sense."""
    NOT_FOUND = 3
    """No such name in the version that was asked."""
    NOT_CACHED = 4
    """The question needs a MiM version that is not in the cache."""
    IMPORT_FAILED = 5
    """A MiM could not be added to the cache, or the cache cannot be used."""
    INTERRUPTED = 130
    """Ctrl-C."""
    TERMINATED = 143
    """SIGTERM, while a MiM was fetched, added or imported: what was half done is cleared away."""
