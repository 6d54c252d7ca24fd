"""The program: lazy commands, common options everywhere, and the error boundary."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from mimcli.cli.registry import COMMANDS, CommandEntry
from mimcli.cli.settings import common_options
from mimcli.errors import MimError
from mimcli.exitcodes import ExitCode

Context = typer.Context
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

EPILOG = """\b
Examples:
  mim list-domains                     every domain of the manual
  mim show PDS                         one domain; also an id, a role, a message type
  mim schema PRPA_IN000203UK06         the XSD of an interaction
  mim retired --check src/             fail when the source uses anything retired
"""


class MimCommand(TyperCommand):
    """A command with the common options, and examples below its help."""

    extra_formats: tuple[str, ...] = ()

    def __init__(self, name: str | None, **attributes: Any) -> None:
        attributes["params"] = [*(attributes.get("params") or []), *common_options()]
        attributes["rich_markup_mode"] = None
        super().__init__(name, **attributes)
        self.extra_formats = getattr(self.callback, "extra_formats", ())

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they stand, one a line."""
        _write_examples(self.epilog, formatter)


class MimGroup(TyperGroup):
    """A group with the common options, whose failures are all `MimError`s made readable."""

    def __init__(self, **attributes: Any) -> None:
        attributes["params"] = [*(attributes.get("params") or []), *common_options()]
        attributes["rich_markup_mode"] = None
        super().__init__(**attributes)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they stand, one a line."""
        _write_examples(self.epilog, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a `MimError` becomes a message and an exit code, here and only here."""
        try:
            return super().invoke(ctx)
        except MimError as error:
            from mimcli.cli.failure import report  # noqa: PLC0415  (only when something failed)

            report(ctx, error)
            raise typer.Exit(int(error.exit_code)) from None


class RootGroup(MimGroup):
    """The program's own group: imports a command's module when the command is called for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all commands' names, in the registry's order."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command, importing its module; None if there is none of that name."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        return build_command(entry) if entry else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; an unknown one gets the near names."""
        names = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in names:
            from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped command)

            near = get_close_matches(args[0], names)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands by section, without importing any of them."""
        for section in dict.fromkeys(entry.section for entry in COMMANDS):
            rows = [(entry.name, entry.summary) for entry in COMMANDS if entry.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Complete a command's name from the registry, or an option."""
        from mimcli.cli.completion import command_items  # noqa: PLC0415  (only when completing)

        return [*command_items(incomplete), *TyperCommand.shell_complete(self, ctx, incomplete)]  # type: ignore[arg-type]


def _write_examples(epilog: str | None, formatter: Any) -> None:
    if epilog:
        lines = epilog.removeprefix("\b\n").rstrip().split("\n")
        formatter.write("\n" + "\n".join(lines) + "\n")


def build_command(entry: CommandEntry) -> Any:
    """Return the command object (a single command, or a group with commands of its own)."""
    module = import_module(f"mimcli.cli.{entry.module}")
    target = cast("dict[str, Any]", module.COMMANDS)[entry.name]
    if not isinstance(target, typer.Typer):
        target = single_command(entry.name, target)
    command = typer.main.get_command(target)
    command.name = entry.name
    return command


def single_command(name: str, function: Callable[..., None]) -> typer.Typer:
    """Return a Typer application of one command, with the examples of its docstring as epilog."""
    lone = typer.Typer(add_completion=False, rich_markup_mode=None)
    add_command(lone, name, function)
    return lone


def add_command(group: typer.Typer, name: str, function: Callable[..., None]) -> None:
    """Add `function` to a group; its docstring's text from `Examples:` on becomes the epilog."""
    text, _, examples = (function.__doc__ or "").partition("Examples:\n")
    lines = [line.removeprefix("    ") for line in examples.rstrip().split("\n")]
    epilog = "\b\nExamples:\n" + "\n".join(lines) if examples else None
    group.command(
        name, cls=MimCommand, help=text, epilog=epilog, context_settings=dict(SETTINGS)
    )(function)


app = typer.Typer(
    name="mim",
    cls=RootGroup,
    help="Explore the NHS Spine Message Implementation Manual (MiM) from the command line.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=dict(SETTINGS),
)


@app.callback()
def _root() -> None:
    """Take the common options before the command's name."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; every failure has been reported."""
    from mimcli.cli.streams import prepare_streams  # noqa: PLC0415  (worker processes need none)

    prepare_streams()
    group = typer.main.get_command(app)
    try:
        group.main(args=list(arguments) if arguments is not None else None, prog_name="mim")
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else int(bool(exit_.code))
    except MimError as error:  # raised before any command was found
        from mimcli.cli.failure import report_plainly  # noqa: PLC0415  (only when it failed)

        report_plainly(error)
        return int(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.NO)
    return int(ExitCode.YES)
