"""How a failure is told: one line and a hint on stderr, or the JSON envelope on stdout too."""

import os
import sys
from collections.abc import Sequence

import typer

from mimcli.cli.hints import pasted_here
from mimcli.cli.settings import ASKED, Settings, place_of, settings_of
from mimcli.cli.streams import discard_stdout, say
from mimcli.environment import MIM_VERSION
from mimcli.errors import MimError, UsageError
from mimcli.exitcodes import ExitCode
from mimcli.render import Answer, Problem, render


def report(context: typer.Context, error: MimError | UnicodeEncodeError) -> int:
    """Tell a command's failure in the format that the user asked for; return the exit code."""
    told = error if isinstance(error, MimError) else _not_text()
    # A child's context shares its parent's `meta`, so the root sees every option given.
    settings = settings_of(context)
    _report(told, settings, _command_of(context), context.meta.get(ASKED))
    return int(told.exit_code)


def _not_text() -> UsageError:
    return UsageError(
        "a word of the command line is not text (UTF-8)",
        hint="names and words are taken as UTF-8: look at the encoding of the terminal or script",
    )


def report_outside(error: Exception, arguments: Sequence[str]) -> int:
    """Tell a failure that no command's own boundary saw; return the exit code."""
    if isinstance(error, typer.TyperException):
        return report_usage(error, arguments)
    if isinstance(error, OSError):
        error = _of_system(error)
    if isinstance(error, UnicodeEncodeError):
        error = _not_text()
    if not isinstance(error, MimError):  # Abort: the input ended, or Ctrl-C at a question
        return int(ExitCode.INTERRUPTED)
    _report(error, _settings_in(arguments), "mim")
    return int(error.exit_code)


def _of_system(error: OSError) -> MimError:
    discard_stdout()
    # What names no file is a stream; but nothing looks for one: the current folder was removed.
    nameless = "the current folder" if isinstance(error, FileNotFoundError) else "stdout"
    where = error.filename or nameless
    return UsageError(f"cannot read or write {where}: {error.strerror or error}")


def report_usage(error: typer.TyperException, arguments: Sequence[str]) -> int:
    """Tell what is wrong with a command line, as every other failure is told.

    Returns the exit code. The options are looked for in the words themselves: what could not be
    understood has set none.
    """
    context: typer.Context | None = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return error.exit_code
    command = context.command_path if context else "mim"
    _report(
        UsageError(_message(error), hint=_hint(error, command)),
        _settings_in(arguments),
        command.removeprefix("mim").strip() or "mim",
    )
    return error.exit_code


def _settings_in(arguments: Sequence[str]) -> Settings:
    quiet = not {"-q", "--quiet"}.isdisjoint(arguments)
    return Settings(format=asked_format(arguments), quiet=quiet)


def asked_format(arguments: Sequence[str]) -> str | None:
    """Return the last format that a command line names, understood or not."""
    found = None
    for at, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--json":
            found = "json"
        elif word in ("-f", "--format"):
            found = arguments[at + 1] if at + 1 < len(arguments) else found
        elif word.startswith("--format="):
            found = word.partition("=")[2]
        elif word.startswith("-f") and not word.startswith("--"):
            found = word[2:]
    return found.lower() if found else None


def _message(error: typer.TyperException) -> str:
    words = error.message if getattr(error, "possibilities", None) else error.format_message()
    # The parser's names of types are no words for a reader.
    words = words.replace("is not a valid int range", "is not a whole number")
    return (words[:1].lower() + words[1:]).removesuffix(".")


def _hint(error: typer.TyperException, command: str) -> str:
    near = getattr(error, "possibilities", None)
    if near:
        return f"did you mean {' or '.join(sorted(near))}?"
    return f"`{command} --help` tells more"


def _report(
    error: MimError, settings: Settings, command: str, asked: tuple[str, str] | None = None
) -> None:
    hint = error.hint and pasted_here(error.hint, settings)
    if settings.format in ("json", "ndjson"):
        problem = Problem(error.code, error.message, hint)
        version, source = asked or (_version_of(settings), None)
        answer = Answer(command, version, source, None, (problem,))
        try:
            sys.stdout.write(render(answer, settings.format))
            sys.stdout.flush()
        except OSError:
            discard_stdout()
    say(f"error: {error.message}")
    if hint and not settings.quiet:
        say(f"hint: {hint}")


def _command_of(context: typer.Context) -> str:
    return str(context.meta.get("mimcli.command") or context.invoked_subcommand or "mim")


def _version_of(settings: Settings) -> str | None:
    try:
        return place_of(settings).version
    except MimError:  # perhaps the one that is being told
        return settings.mim or os.environ.get(MIM_VERSION) or None
