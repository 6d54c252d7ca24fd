"""How a failure is told: one line and a hint on stderr, or the JSON envelope on stdout."""

import sys

import typer

from mimcli.cli.settings import Settings, settings_of
from mimcli.environment import MIM_VERSION
from mimcli.errors import MimError
from mimcli.render import Answer, Problem, render
from mimcli.render.plain import visible


def report_plainly(error: MimError, *, quiet: bool = False) -> None:
    """Write the error's line, and its hint unless the user wants quiet, on stderr."""
    sys.stderr.write(f"error: {visible(error.message)}\n")
    if error.hint and not quiet:
        sys.stderr.write(f"hint: {visible(error.hint)}\n")
    sys.stderr.flush()


def report(context: typer.Context, error: MimError) -> None:
    """Tell a command's failure in the format that the user asked for."""
    settings = _innermost(context)
    if settings.format in ("json", "ndjson"):
        problem = Problem(error.code, error.message, error.hint)
        answer = Answer(_command_of(context), _version_of(settings), None, None, (problem,))
        sys.stdout.write(render(answer, settings.format))
        sys.stdout.flush()
    report_plainly(error, quiet=settings.quiet)


def _innermost(context: typer.Context) -> Settings:
    # A child's context shares its parent's `meta`, so the root sees every option given.
    return settings_of(context)


def _command_of(context: typer.Context) -> str:
    return str(context.meta.get("mimcli.command") or context.invoked_subcommand or "mim")


def _version_of(settings: Settings) -> str | None:
    import os  # noqa: PLC0415  (only when something failed)

    return settings.mim or os.environ.get(MIM_VERSION) or None
