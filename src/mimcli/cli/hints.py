"""Hints with the options of the call that they are given in, so that their commands work there.

A hint is made far from the command line: `mim show PDS`. Where the call named a cache folder or a
version, the command of the hint has to name it too. What a variable or the project's file
says holds for the next command anyway.
"""

import re
from typing import Final

from mimcli.cli.registry import COMMANDS, KEEPING
from mimcli.cli.settings import Settings
from mimcli.files import pasteable

_KEEPING: Final = {entry.name for entry in COMMANDS if entry.section == KEEPING}
_NO_VERSION: Final = _KEEPING | {"diff"}
"""Commands whose versions are their arguments."""
_COMMAND = re.compile(
    r"(?<![\w./\\-])mim (" + "|".join(re.escape(entry.name) for entry in COMMANDS) + r")(?![\w-])"
)


def pasted_here(text: str, settings: Settings) -> str:
    """Return a hint or note whose commands ask what this call asks."""
    cache = f"--cache-dir {pasteable(settings.cache_dir)} " if settings.cache_dir else ""
    version = f"-m {pasteable(settings.mim)} " if settings.mim else ""
    if not cache and not version:
        return text

    def with_options(match: re.Match[str]) -> str:
        name = match[1]
        return f"mim {cache}{'' if name in _NO_VERSION else version}{name}"

    return _COMMAND.sub(with_options, text)
