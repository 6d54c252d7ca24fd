"""Every Python session in the docs is run, and prints what the page shows."""

import doctest
import re
from pathlib import Path

import pytest
from console_blocks import ROOT, pages

_FENCE = re.compile(r"(?:<!-- python: (\w+) -->\n)?```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGES = {str(path.relative_to(ROOT)): path for path in pages()}


def sessions(path: Path, kind: str | None) -> list[str]:
    """Return a page's sessions of a kind, in their order."""
    found = _FENCE.findall(path.read_text(encoding="utf-8"))
    return [text for said, text in found if said == (kind or "")]


def play(name: str, kind: str) -> None:
    """Run a page's sessions one after the other, as a reader would."""
    text = "\n".join(sessions(PAGES[name], kind))
    test = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    assert test.examples
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


@pytest.mark.parametrize("name", [one for one, path in PAGES.items() if sessions(path, "empty")])
def test_sessions_without_a_mim(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page shows of the bundled catalogue is what it answers."""
    monkeypatch.setenv("MIM_CACHE_DIR", str(tmp_path / "empty"))
    play(name, "empty")


@pytest.mark.corpus
@pytest.mark.parametrize("name", [one for one, path in PAGES.items() if sessions(path, "real")])
def test_sessions_with_the_real_mim(
    name: str, real_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page shows of the real publication is what it answers."""
    monkeypatch.setenv("MIM_CACHE_DIR", str(real_cache))
    play(name, "real")


def test_every_session_says_what_it_runs_against() -> None:
    """No session stands in a page unnoticed by these tests."""
    assert sessions(PAGES["docs/how-to/python.md"], "real")
    for path in PAGES.values():
        assert sessions(path, None) == [], path
