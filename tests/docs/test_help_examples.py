"""The examples in every command's help: they parse, and the cheap ones run."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from console_blocks import pages
from reference_scripts import ROOT, reference_commands

from mimcli.cli.app import EPILOG, app

if TYPE_CHECKING:
    from typer.testing import Result

_CALL = re.compile(r"(?:^|[|(] ?|&& |run: )mim ([^|)]*)")
_FENCE = re.compile(r"^```(?:sh|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _all_examples() -> Iterator[tuple[str, str]]:
    """Yield (command, line) for every example, the program's own too."""
    for line in EPILOG.partition("Examples:\n")[2].splitlines():
        if line.strip():
            yield "", line.strip()
    for name, command in reference_commands.walk():
        for line in reference_commands.examples(command):
            yield name, line.strip()


def _calls(line: str) -> list[list[str]]:
    """Return the arguments of each call of `mim` in a line, without its remark."""
    line = re.split(r" {3,}| #", line.strip())[0].replace('"$(', "$(").replace(')"', ")")
    return [shlex.split(match[1].partition(">")[0]) for match in _CALL.finditer(line)]


EXAMPLES = list(_all_examples())
CALLS = [(name, line, call) for name, line in EXAMPLES for call in _calls(line)]


def test_every_command_has_examples() -> None:
    """Each command shows at least one call of itself."""
    for name, _ in reference_commands.walk():
        own = [call for owner, _, call in CALLS if owner == name]
        assert any(call[: len(name.split())] == name.split() for call in own), name
    assert [line for name, line in EXAMPLES if not _calls(line)] == []


@pytest.mark.parametrize(("name", "line", "call"), CALLS, ids=lambda value: str(value)[:60])
def test_an_example_parses(name: str, line: str, call: list[str]) -> None:
    """The command is there and takes these arguments and options."""
    _parse(line, call)


def _page_calls() -> Iterator[tuple[str, str, list[str]]]:
    """Yield the calls in the blocks of pages that are shown without what they print."""
    for path in pages():
        for block in _FENCE.findall(path.read_text(encoding="utf-8")):
            for line in block.splitlines():
                for call in _calls(line.replace("- run:", "run:").split("<")[0]):
                    yield str(path.relative_to(ROOT)), line, call


@pytest.mark.parametrize(
    ("page", "line", "call"), list(_page_calls()), ids=lambda value: str(value)[:60]
)
def test_a_call_in_a_page_parses(page: str, line: str, call: list[str]) -> None:
    """What a page tells to type is a command line that `mim` takes."""
    _parse(f"{page}: {line}", call)


def _parse(line: str, call: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    context = command.make_context("mim", list(call), resilient_parsing=False)
    while hasattr(command, "resolve_command"):
        rest = [*context._protected_args, *context.args]
        assert rest, line
        words, command, rest = command.resolve_command(context, rest)
        assert command is not None, line
        context = command.make_context(words, rest, parent=context)


DEAR = (
    *("add", "fetch", "use", "remove", "export", "import"),
    *("cache size", "cache verify", "cache prune", ""),
)
NEEDS_A_FILE = (
    *("message.xml", "messages/", "payload.xml", "validate -", "src/"),
    *("-m 6.3.01", "--bundle", "--check", "-o ", "--refresh"),
)
"""What a reader has and these tests have not (a network, say), or write."""


def _is_cheap(name: str, call: list[str]) -> bool:
    """Tell whether an example can run here: it writes nothing, and opens no browser."""
    line = " ".join(call)
    opens = name == "open" and "--print" not in call
    return name not in DEAR and not opens and not any(one in line for one in NEEDS_A_FILE)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("line", "call"),
    [(line, call) for name, line, call in CALLS if _is_cheap(name, call)],
    ids=lambda value: str(value)[:60],
)
def test_an_example_runs(
    line: str, call: list[str], run_mim_inprocess: "Callable[..., Result]", real_cache: Path
) -> None:
    """The real MiM answers it."""
    result = run_mim_inprocess(*call, cache=real_cache)
    # Two things that differ are an answer, too.
    code = min(result.exit_code, 1) if call[0] == "diff" else 0
    assert (result.exit_code, bool(result.stdout)) == (code, True), f"{line}\n{result.output}"
