"""The options that every command has, before and after the command's name."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperOption

from mimcli import __version__
from mimcli.environment import MIM_CACHE_DIR, MIM_VERSION
from mimcli.errors import UsageError

if TYPE_CHECKING:
    from mimcli.workplace import Workplace

FORMATS = ("text", "tsv", "csv", "json", "ndjson", "markdown")
OTHER_FORMATS = ("github", "sarif", "junit", "mermaid", "plantuml", "svg")
"""Of some commands only."""
_META = "mimcli.settings"
ASKED = "mimcli.asked"
"""Under this a context keeps which version was asked, and whether the cache answered: failures
say it too."""


class Settings(NamedTuple):
    """The common options, as given."""

    mim: str | None = None
    format: str | None = None
    output: Path | None = None
    cache_dir: Path | None = None
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False
    no_pager: bool = False


def settings_of(context: typer.Context) -> Settings:
    """Return the common options given so far on this command line."""
    found = context.meta.get(_META, Settings())
    assert isinstance(found, Settings)  # noqa: S101  (only `_keep` writes it)
    return found


def place_of(settings: Settings) -> "Workplace":
    """Return the cache and version that a call with these options is for. Raises ConfigError."""
    from mimcli.workplace import workplace  # noqa: PLC0415  (`mim --help` asks for no version)

    return workplace(os.environ, version=settings.mim, cache_dir=settings.cache_dir)


def keep(context: typer.Context, **changes: Any) -> None:
    """Put common options into the context; those after the command's name win."""
    context.meta[_META] = settings_of(context)._replace(**changes)


def _keep_text(context: typer.Context, param: TyperOption, value: str | None) -> None:
    if value:
        keep(context, **{str(param.name): value})


def _keep_path(context: typer.Context, param: TyperOption, value: str | None) -> None:
    if value:
        keep(context, **{str(param.name): Path(value)})


def _keep_flag(context: typer.Context, param: TyperOption, value: bool | None) -> None:
    if value:
        keep(context, **{str(param.name): True})


def _keep_format(context: typer.Context, _param: TyperOption, value: str | None) -> None:
    if value is None:
        return
    extra: tuple[str, ...] = getattr(context.command, "extra_formats", ())
    # Before the command's name any command's format is taken; the command itself looks again.
    allowed = (*FORMATS, *extra) if context.parent else (*FORMATS, *OTHER_FORMATS)
    if value.lower() not in allowed:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(allowed)}.")
    keep(context, format=value.lower())


def formats_of(context: typer.Context) -> tuple[str, ...]:
    """Return the formats that a command has, its own last."""
    return (*FORMATS, *getattr(context.command, "extra_formats", ()))


def check_format(context: typer.Context) -> None:
    """Raise UsageError for a format, given before the command's name, that it does not have."""
    asked = settings_of(context).format
    allowed = formats_of(context)
    if asked is not None and asked not in allowed:
        raise UsageError(
            f"{context.command_path} has no format {asked!r}", hint=f"it has {', '.join(allowed)}"
        )


def _keep_json(context: typer.Context, _param: TyperOption, value: bool | None) -> None:
    if value:
        keep(context, format="json")


def _print_version(context: typer.Context, _param: TyperOption, value: bool | None) -> None:
    if value and not context.resilient_parsing:
        typer.echo(f"mim {__version__}")
        raise typer.Exit


def _complete_version(context: typer.Context, _words: list[str], incomplete: str) -> list[str]:
    from mimcli.cli.completion import complete_version  # noqa: PLC0415  (only when completing)

    return complete_version(context, incomplete)


def _complete_format(context: typer.Context, _words: list[str], incomplete: str) -> list[str]:
    return [name for name in formats_of(context) if name.startswith(incomplete)]


def common_options() -> list[TyperOption]:
    """Return new option objects for one command (each command owns its own)."""
    return [
        TyperOption(
            param_decls=["--mim", "-m", "mim"],
            type=str,
            metavar="VERSION",
            help=f"MiM version to ask (or {MIM_VERSION}); default: the one in use.",
            callback=_keep_text,
            expose_value=False,
            autocompletion=_complete_version,
        ),
        TyperOption(
            param_decls=["--format", "-f", "format"],
            type=str,
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; default: text on a terminal, tsv in a pipe.",
            callback=_keep_format,
            expose_value=False,
            autocompletion=_complete_format,
        ),
        TyperOption(
            param_decls=["--json", "json"],
            type=bool,
            is_flag=True,
            help="The same as --format json.",
            callback=_keep_json,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--output", "-o", "output"],
            type=str,
            metavar="FILE",
            help="Write there in place of stdout.",
            callback=_keep_path,
            expose_value=False,
        ),
        TyperOption(
            param_decls=["--cache-dir", "cache_dir"],
            type=str,
            metavar="DIR",
            help=f"The cache folder (or {MIM_CACHE_DIR}).",
            callback=_keep_path,
            expose_value=False,
        ),
        *(_flag(*declaration) for declaration in _FLAGS),
        TyperOption(
            param_decls=["--version", "show_version"],
            type=bool,
            is_flag=True,
            is_eager=True,
            help="Show the program's version and exit.",
            callback=_print_version,
            expose_value=False,
        ),
    ]


_FLAGS = (
    (["--quiet", "-q", "quiet"], "No progress, hints or warnings on stderr."),
    (["--verbose", "-v", "verbose"], "Say more; shorten nothing."),
    (["--no-color", "no_color"], "No colour (as NO_COLOR)."),
    (["--no-pager", "no_pager"], "Do not page long answers on a terminal."),
)


def _flag(declarations: list[str], text: str) -> TyperOption:
    return TyperOption(
        param_decls=declarations,
        type=bool,
        is_flag=True,
        help=text,
        callback=_keep_flag,
        expose_value=False,
    )
