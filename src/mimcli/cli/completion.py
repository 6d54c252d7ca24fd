"""Completion of names, ids, versions and commands, for bash, zsh, fish and PowerShell.

Everything here answers from names alone, quickly, and says nothing when it cannot: a completion
must never print an error into the line that is being typed.

What a shell asks comes through the functions that Typer's scripts install; the answer is put
together here, as Typer would load rich to clean the help texts (60 ms at every key).
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from mimcli.cli.registry import COMMANDS
from mimcli.cli.settings import place_of, settings_of
from mimcli.errors import MimError, UsageError

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
VARIABLE = "_MIM_COMPLETE"
"""Set by the shells' completion scripts; Typer makes its name from the program's."""

MOST = 300
"""More than a terminal shows; a shell asks again with a longer beginning."""

_UNSAFE = re.compile(r"[^A-Za-z0-9,./&+()-]+")
"""What titles are made free of: zsh's script evaluates what it is given."""
_NAME = re.compile(r"[A-Za-z0-9_.+/-]+")


def answer_shell(group: Any) -> int:
    """Print what a shell's completion function asks for; return the exit code that it expects.

    Whatever goes wrong prints nothing.
    """
    instruction, _, shell = os.environ.get(VARIABLE, "").partition("_")
    talk, sys.stderr = sys.stderr, Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (closed below)
    try:
        if instruction == "source":
            sys.stdout.write(script(shell) + "\n")
            return 0
        answer = _complete(group, shell)
    except SystemExit as exit_:  # fish asks only whether there is anything
        return exit_.code if isinstance(exit_.code, int) else 0
    except Exception:  # noqa: BLE001  (a shell's line is no place for a traceback)
        return 1
    finally:
        sys.stderr.close()
        sys.stderr = talk
    if answer:
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    return 0


def _complete(group: Any, shell: str) -> str:
    # Typer has no public name for these; tests/cli/test_completion.py holds them in place.
    from typer._click.shell_completion import get_completion_class  # noqa: PLC0415
    from typer._completion_classes import completion_init  # noqa: PLC0415

    completion_init()
    kind = get_completion_class(shell)
    if kind is None:
        return ""
    completing = kind(group, {}, "mim", VARIABLE)
    completing.format_completion = _FORMATS[shell]  # type: ignore[method-assign, assignment]
    return completing.complete()


def _bash(item: Any) -> str:
    return str(item.value)


def _zsh(item: Any) -> str:
    words = _title(item)
    return f'"{item.value}":"{words}"' if words else f'"{item.value}"'


def _fish(item: Any) -> str:
    words = _title(item)
    return f"{item.value}\t{words}" if words else str(item.value)


def _powershell(item: Any) -> str:
    return f"{item.value}:::{_title(item) or ' '}"


def _title(item: Any) -> str:
    return _UNSAFE.sub(" ", (item.help or "").replace("'", "")).strip()


_FORMATS: dict[str, Callable[[Any], str]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}


def named_shell(words: Sequence[str]) -> str:
    """Return the shell that a command line names after its option, else the one it is typed in.

    Raises UsageError for another word, or when the shell cannot be told.
    """
    if words and words[0] in SHELLS:
        return words[0]
    from typer._completion_shared import _get_shell_name  # noqa: PLC0415  (once in a lifetime)

    found = None if words else _get_shell_name()
    if found not in SHELLS:
        raise UsageError(
            f"completion is for {', '.join(SHELLS)}", hint="name one: mim --show-completion bash"
        )
    return str(found)


def script(shell: str) -> str:
    """Return the script that a shell sources to complete `mim`."""
    from typer._completion_shared import get_completion_script  # noqa: PLC0415  (when asked for)

    text = get_completion_script(prog_name="mim", complete_var=VARIABLE, shell=shell)
    if shell == "zsh":
        # zsh loads an installed script at the first Tab, and expects an answer to that one too.
        register = "compdef _mim_completion mim"
        load = 'if [ "$funcstack[1]" = "_mim" ]; then _mim_completion "$@"'
        text = text.replace(register, f"{load}; else {register}; fi")
    return text


def install(shell: str) -> str:
    """Install the script for a shell; return a sentence of where it is."""
    from typer._completion_shared import install as install_script  # noqa: PLC0415  (as above)

    _, path = install_script(shell=shell, prog_name="mim", complete_var=VARIABLE)
    if shell == "zsh":
        path.write_text(script(shell) + "\n", encoding="utf-8")
    return f"installed {path}: new {shell} sessions complete the names of mim"


def command_items(incomplete: str) -> list[Any]:
    """Return the commands that begin so, with what they do."""
    from typer._click.shell_completion import CompletionItem  # noqa: PLC0415  (only completing)

    return [
        CompletionItem(entry.name, help=entry.summary)
        for entry in COMMANDS
        if entry.name.startswith(incomplete)
    ]


def complete_name(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return domains and artefact ids that begin so, in the letter case that is being typed."""
    return _names_of(context, None, incomplete)


def complete_operand(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return versions that begin so, and artefact ids; after `VERSION:` that version's ids."""
    version, colon, rest = incomplete.partition(":")
    if colon:
        found = _names_of(context, version, rest)
        return [(f"{version}:{name}", title) for name, title in found]
    versions = [(one, "") for one in complete_version(context, incomplete)]
    return [*versions, *(_names_of(context, None, incomplete) if incomplete else ())]


def complete_name_of_new(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return domains and artefact ids of the newer version that begin so."""
    return _names_of(context, context.params.get("new"), incomplete)


def _names_of(
    context: typer.Context, version: str | None, incomplete: str
) -> list[tuple[str, str]]:
    from mimcli.query.completing import names_like  # noqa: PLC0415  (sqlite3: 6 ms)

    try:
        place = place_of(settings_of(context))
        found = names_like(place.paths, version or place.version, incomplete, MOST)
    except MimError:
        return []
    return [(as_typed(name, incomplete), title) for name, title in found if _NAME.fullmatch(name)]


def complete_vocabulary(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the vocabularies that begin so."""
    return _complete_reference(context, incomplete, "vocabulary")


def complete_datatype(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the datatypes that begin so."""
    return _complete_reference(context, incomplete, "datatype")


def complete_oid(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the OIDs that begin so."""
    return _complete_reference(context, incomplete, "oid")


def _complete_reference(
    context: typer.Context, incomplete: str, kind: str
) -> list[tuple[str, str]]:
    from mimcli.query.completing import reference_like  # noqa: PLC0415  (sqlite3: 6 ms)

    try:
        place = place_of(settings_of(context))
        found = reference_like(place.paths, place.version, kind, incomplete, MOST)
    except MimError:
        return []
    return [(as_typed(name, incomplete), title) for name, title in found if _NAME.fullmatch(name)]


def complete_check(incomplete: str) -> list[tuple[str, str]]:
    """Return the families of checks and the checks that begin so, after those typed before."""
    from mimcli.checks.known import CHECKS  # noqa: PLC0415  (only when completing)

    before, comma, last = incomplete.rpartition(",")
    families = dict.fromkeys(check.family for check in CHECKS)
    named = [(one, "all of these checks") for one in families]
    named += [(check.id, check.title) for check in CHECKS]
    return [(f"{before}{comma}{name}", title) for name, title in named if name.startswith(last)]


def complete_side(incomplete: str) -> list[str]:
    """Return the sides that a change may break."""
    from mimcli.query.diff import SIDES  # noqa: PLC0415  (only when completing)

    return [one for one in SIDES if one.startswith(incomplete)]


def as_typed(name: str, incomplete: str) -> str:
    """Return a name that begins exactly with what was typed: shells compare letter by letter."""
    if not name.lower().startswith(incomplete.lower()):
        return name
    rest = name[len(incomplete) :]
    return incomplete + (rest.lower() if incomplete.islower() else rest)


def complete_version(context: typer.Context, incomplete: str) -> list[str]:
    """Return the cached and the bundled versions that begin so."""
    from mimcli.query.opening import askable_versions  # noqa: PLC0415  (only when completing)

    return _versions(lambda: askable_versions(place_of(settings_of(context)).paths), incomplete)


def complete_cached_version(context: typer.Context, incomplete: str) -> list[str]:
    """Return the cached versions that begin so."""
    from mimcli.cache.records import version_names  # noqa: PLC0415  (only when completing)

    return _versions(lambda: version_names(place_of(settings_of(context)).paths), incomplete)


def complete_offered_version(_context: typer.Context, incomplete: str) -> list[str]:
    """Return the versions that begin so and can be fetched."""
    from mimcli.data.versions import read_versions  # noqa: PLC0415  (only when completing)

    return _versions(lambda: [one.version for one in read_versions() if one.form], incomplete)


def _versions(ask: Callable[[], Iterable[str]], incomplete: str) -> list[str]:
    try:
        return [one for one in ask() if one.startswith(incomplete) and _NAME.fullmatch(one)]
    except MimError:
        return []
