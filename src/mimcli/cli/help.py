"""How `--help` is laid out: a command's own options first, the common ones apart, then examples."""

from collections.abc import Callable, Sequence
from typing import Any

from mimcli.cli.registry import COMMANDS
from mimcli.cli.settings import FORMATS, common_options, formats_of

_ENDINGS = ("; ", " (", ": ", ". ")
"""What ends the part of a sentence that a list of commands has room for."""

_WORDS = {
    "install_completion": "Complete names in this shell from now on; or name one: bash, zsh, fish.",
    "show_completion": "Print the script that does so; or name a shell.",
}
"""Typer's own options, in words that fit."""


def write_options(parameters: Sequence[Any], context: Any, formatter: Any) -> None:
    """Write arguments and a command's own options, then the options that every command has."""
    usual = ", ".join(FORMATS)
    common = {str(option.name) for option in common_options()} | {"help"}
    rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], "Common options": []}
    for parameter in parameters:
        record = parameter.get_help_record(context)
        if record is None:
            continue
        words = _WORDS.get(parameter.name, record[1])
        record = (record[0], words.replace(usual, ", ".join(formats_of(context))))
        if parameter.param_type_name == "argument":
            rows["Arguments"].append(record)
        else:
            rows["Common options" if parameter.name in common else "Options"].append(record)
    for section, records in rows.items():
        if records:
            with formatter.section(section):
                formatter.write_dl(records)


def write_registry(formatter: Any) -> None:
    """Write all commands by section, without importing any of them."""
    for section in dict.fromkeys(entry.section for entry in COMMANDS):
        rows = [(entry.name, entry.summary) for entry in COMMANDS if entry.section == section]
        with formatter.section(section):
            formatter.write_dl(rows)


def write_commands(names: Sequence[str], get: Callable[[str], Any], formatter: Any) -> None:
    """Write a group's commands, each with the beginning of what it says of itself."""
    with formatter.section("Commands"):
        formatter.write_dl([(name, _summary(get(name).help or "")) for name in names])


def _summary(text: str) -> str:
    line = text.strip().split("\n")[0]
    end = min((at for at in map(line.find, _ENDINGS) if at > 0), default=len(line))
    return line[:end].removesuffix(".")


def write_examples(epilog: str | None, formatter: Any) -> None:
    """Write the examples as they stand, one a line."""
    if epilog:
        lines = epilog.removeprefix("\b\n").rstrip().split("\n")
        formatter.write("\n" + "\n".join(lines) + "\n")
