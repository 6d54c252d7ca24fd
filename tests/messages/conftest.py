"""A right and a wrong message of the synthetic MiM, and the judgement of a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from typer.testing import Result

Judged = Callable[..., dict[str, Any]]


@pytest.fixture
def judged(
    run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path, tmp_path: Path
) -> Judged:
    """Check bytes (as a file of that name) or paths by their schema; return `data`, with `code`."""

    def run(*arguments: str | Path | bytes, name: str = "message") -> dict[str, Any]:
        words: list[str | Path] = []
        for argument in arguments:
            if isinstance(argument, bytes):
                file = tmp_path / name
                file.write_bytes(argument)
                words.append(file)
            else:
                words.append(argument)
        options = ("--select", "schema,xml", "--json")
        result = run_mim_inprocess("validate", *words, *options, cache=synthetic_cache)
        data: dict[str, Any] = json.loads(result.stdout)["data"]
        return {**data, "code": result.exit_code}

    return run


@pytest.fixture
def right(synthetic_mim: Path) -> bytes:
    """A whole interaction in which nothing is wrong with its schema."""
    return next((synthetic_mim / "Examples").rglob("PRSC_IN900001UK02_01.xml")).read_bytes()


@pytest.fixture
def wrong(right: bytes) -> bytes:
    """The same with an attribute that its schema does not know, on the third line."""
    return right.replace(b"<creationTime ", b'<creationTime odd="1" ')
