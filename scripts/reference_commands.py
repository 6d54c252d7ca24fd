"""docs/reference/commands.md: every command with its arguments, options and examples."""

from typing import Any

import typer

from mimcli.cli.app import app, build_command
from mimcli.cli.registry import COMMANDS
from mimcli.cli.settings import common_options

INTRODUCTION = """\
# Commands

Every command of `mim`. `mim COMMAND --help` says the same on a terminal. What a command answers,
key by key, is in [JSON](json.md); the other formats are in [Formats](formats.md); exit codes are in
[Exit codes](exit-codes.md).

| command | what it does |
| --- | --- |
"""


def commands_page() -> str:
    """Return the page, made from the commands themselves."""
    parts = [INTRODUCTION]
    parts += [f"| [`mim {name}`](#mim-{_slug(name)}) | {_first(one)} |\n" for name, one in walk()]
    parts.append(_common())
    for section in dict.fromkeys(entry.section for entry in COMMANDS):
        parts.append(f"\n## {section}\n")
        names = [entry.name for entry in COMMANDS if entry.section == section]
        parts += [_command(name, one) for name, one in walk() if name.split()[0] in names]
    return "".join(parts)


def walk() -> list[tuple[str, Any]]:
    """Return every command that answers something, by its words: `cache dir`."""
    found: list[tuple[str, Any]] = []
    for entry in COMMANDS:
        command = build_command(entry)
        below = getattr(command, "commands", None)
        if below:
            found += [(f"{entry.name} {name}", one) for name, one in below.items()]
        else:
            found.append((entry.name, command))
    return found


def own_parameters(command: Any) -> tuple[list[Any], list[Any]]:
    """Return a command's arguments and its options without the common ones."""
    common = {option.name for option in common_options()}
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    return arguments, [one for one in shown if one not in arguments and one.name not in common]


def _slug(name: str) -> str:
    return name.replace(" ", "-")


def _first(command: Any) -> str:
    """Return the first sentence of a command's help, without its full stop."""
    return " ".join(command.help.split("\n\n")[0].split()).rstrip(".")


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def _option(option: Any) -> str:
    """Return an option's names, shortest first, with what it takes."""
    names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len))
    takes = "" if option.is_flag else f" `{option.metavar or option.name.upper()}`"
    return f"| {names}{_cell(takes)} | {_cell(option.help)} |\n"


def _options(options: list[Any]) -> str:
    return "\n| option | meaning |\n| --- | --- |\n" + "".join(map(_option, options))


def _usage(name: str, arguments: list[Any]) -> str:
    words = [one.metavar or one.name.upper() for one in arguments]
    return " ".join(["mim", name, "[OPTIONS]", *words])


def _common() -> str:
    root: Any = typer.main.get_command(app)
    names = {option.name for option in common_options()}
    completion = [option for option in root.params if option.name not in names]
    return (
        "\n## Common options\n\nEvery command has these. They work before and after the command's"
        " name; what comes later wins.\n"
        + _options([*common_options()])
        + "| `-h`, `--help` | Show help and exit. |\n"
        + "\n`mim` alone has these too:\n"
        + _options(completion)
    )


def _command(name: str, command: Any) -> str:
    arguments, options = own_parameters(command)
    parts = [f"\n### mim {name}\n\n```text\n{_usage(name, arguments)}\n```\n\n"]
    paragraphs = [" ".join(text.split()) for text in command.help.strip().split("\n\n")]
    parts.append("\n\n".join(paragraphs) + "\n")
    described = [one for one in arguments if one.help]
    if described:
        rows = (f"| `{_cell(one.metavar)}` | {_cell(one.help)} |\n" for one in described)
        parts.append("\n| argument | meaning |\n| --- | --- |\n" + "".join(rows))
    if options:
        parts.append(_options(options))
    extra = getattr(command, "extra_formats", ())
    if extra:
        parts.append(
            f"\nFormats beside the common ones: {', '.join(f'`{one}`' for one in extra)}.\n"
        )
    lines = [line.removeprefix("  ") for line in examples(command)]
    return "".join(parts) + "\n```sh\n" + "\n".join(lines) + "\n```\n"


def examples(command: Any) -> list[str]:
    """Return the lines below `Examples:` in a command's help."""
    _, _, lines = (command.epilog or "").partition("Examples:\n")
    return [line for line in lines.rstrip().split("\n") if line.strip()]
