"""The program: lazy commands, common options everywhere, and the error boundary."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from mimcli.cli.help import write_commands, write_examples, write_options, write_registry
from mimcli.cli.registry import COMMANDS, CommandEntry
from mimcli.cli.settings import check_format, common_options
from mimcli.errors import MimError, UsageError
from mimcli.exitcodes import ExitCode

COMPLETION_VARIABLE = "_MIM_COMPLETE"
"""Set by the shells' completion scripts; Typer makes its name from the program's."""
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

EPILOG = """\b
Examples:
  mim list-domains                every domain of the manual
  mim show PDS                    a domain; also an id, a role, a message type
  mim schema PRPA_IN000203UK06    the XSD of an interaction
  mim retired --check src/        fail when the source uses anything retired
"""


class MimCommand(TyperCommand):
    """A command with the common options, and examples below its help."""

    extra_formats: tuple[str, ...] = ()

    def __init__(self, name: str | None, **attributes: Any) -> None:
        attributes["params"] = [*(attributes.get("params") or []), *common_options()]
        attributes["rich_markup_mode"] = None
        super().__init__(name, **attributes)
        self.extra_formats = getattr(self.callback, "extra_formats", ())

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless a format was asked for that it does not have."""
        check_format(ctx)
        check_words(ctx)
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words of the usage line; Typer puts arguments in braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write its own options, then those that every command has."""
        write_options(self.get_params(ctx), ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  (Typer's signature)
        """Write the examples as they stand, one a line."""
        write_examples(self.epilog, formatter)


def check_words(context: Any) -> None:
    """Raise a usage error for an argument or an option of the command that is empty."""
    for param in context.command.params:
        value = context.params.get(param.name)
        if value == "" or (isinstance(value, list | tuple) and "" in value):
            raise typer.BadParameter("is empty", ctx=context, param=param)


class MimGroup(TyperGroup):
    """A group with the common options, whose failures are all `MimError`s made readable."""

    def __init__(self, **attributes: Any) -> None:
        attributes["params"] = [*(attributes.get("params") or []), *common_options()]
        attributes["rich_markup_mode"] = None
        super().__init__(**attributes)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write its commands, then the options that every command has."""
        self.format_commands(ctx, formatter)
        write_options(self.get_params(ctx), ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with the beginning of what it says of itself."""
        names = self.list_commands(ctx)
        write_commands(names, lambda name: self.get_command(ctx, name), formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  (Typer's signature)
        """Write the examples as they stand, one a line."""
        write_examples(self.epilog, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a `MimError` becomes a message and an exit code, here and only here."""
        try:
            return super().invoke(ctx)
        except (MimError, UnicodeEncodeError) as error:
            if "mimcli.command" not in ctx.meta:
                raise  # No command had begun: the root tells it.
            from mimcli.cli.failure import report  # noqa: PLC0415  (only when something failed)

            raise typer.Exit(report(ctx, error)) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; an unknown one gets the near names."""
        names = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in names:
            from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped command)

            near = get_close_matches(args[0], names)
            hint = f"did you mean {' or '.join(near)}?" if near else f"`{ctx.command_path} --help`"
            raise UsageError(f"there is no command {args[0]!r}", hint=hint)
        return super().resolve_command(ctx, args)


class RootGroup(MimGroup):
    """The program's own group: imports a command's module when the command is called for."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run the program and exit; whatever fails before or outside a command is told too."""
        if COMPLETION_VARIABLE in os.environ:
            from mimcli.cli.completion import answer_shell  # noqa: PLC0415  (only completing)

            sys.exit(answer_shell(self))
        if sys.stdin is None:  # it was closed: there is nothing to read
            sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  (until the end)
        words = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(args, prog_name, **{**extra, "standalone_mode": False})
        except (typer.TyperException, MimError, OSError, typer.Abort, UnicodeEncodeError) as error:
            from mimcli.cli.failure import report_outside  # noqa: PLC0415  (only when it failed)

            code = report_outside(error, words)
        sys.exit(code if isinstance(code, int) else int(ExitCode.YES))

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Take a shell's name after `--show-completion` and `--install-completion` too."""
        if args and args[0] in ("--show-completion", "--install-completion"):
            from mimcli.cli import completion  # noqa: PLC0415  (once in a lifetime)

            shell = completion.named_shell(args[1:])
            act = completion.script if args[0].startswith("--show") else completion.install
            typer.echo(act(shell))
            raise typer.Exit
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (Typer's signature)
        """Return all commands' names, in the registry's order."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  (as above)
        """Return the command, importing its module; None if there is none of that name."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        return build_command(entry) if entry else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  (as above)
        """Write the commands by section, without importing any of them."""
        write_registry(formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Complete a command's name from the registry, or an option."""
        from mimcli.cli.completion import command_items  # noqa: PLC0415  (only when completing)

        return [*command_items(incomplete), *TyperCommand.shell_complete(self, ctx, incomplete)]


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
        name, cls=MimCommand, help=text.strip(), epilog=epilog, context_settings=dict(SETTINGS)
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
    try:
        typer.main.get_command(app).main(
            args=list(arguments) if arguments is not None else None, prog_name="mim"
        )
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else int(bool(exit_.code))
    return int(ExitCode.YES)
