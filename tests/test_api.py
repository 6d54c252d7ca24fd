"""The Python API: the same answers as the command line's, typed, and cheap to import."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mimcli
from mimcli import CacheError, Mim, MimError, NotCachedError, NotFoundError, UsageError, open_mim
from mimcli.render.plain import to_plain
from support import tables
from support.mim import OWN_ARC

if TYPE_CHECKING:
    from typer.testing import Result

INTERACTION, MESSAGE = "PRSC_IN900001UK02", "PRSC_MT900001UK02"
OTHER_MESSAGE = "PRSC_MT900101UK01"
PRIORITY = f"{OWN_ARC}.17.901"


@pytest.fixture
def mim(synthetic_cache: Path) -> Iterator[Mim]:
    with open_mim(cache_dir=synthetic_cache) as opened:
        yield opened


@pytest.mark.parametrize(
    ("ask", "arguments"),
    [
        (lambda mim: mim.domains(), ["list-domains"]),
        (lambda mim: mim.domain("Appointments"), ["show", "Appointments"]),
        (lambda mim: mim.show("appointments"), ["show", "Appointments"]),
        (lambda mim: mim.interaction(INTERACTION), ["show", INTERACTION]),
        (lambda mim: mim.message_type("PRSC_MT900001"), ["show", MESSAGE]),
        (lambda mim: mim.part("PRSC_AR900001UK01"), ["show", "PRSC_AR900001UK01"]),
        (lambda mim: mim.table(INTERACTION), ["table", INTERACTION]),
        (
            lambda mim: mim.table(INTERACTION, wrappers=True, depth=1),
            ["table", INTERACTION, "--wrappers", "--depth", "1"],
        ),
        (lambda mim: mim.table(MESSAGE, match="person"), ["table", MESSAGE, "--match", "person"]),
        (lambda mim: mim.schema(INTERACTION), ["schema", INTERACTION]),
        (lambda mim: mim.scaffold(INTERACTION, seed=1), ["scaffold", INTERACTION, "--seed", "1"]),
        (lambda mim: mim.explain(f"{MESSAGE}.subject"), ["explain", f"{MESSAGE}.subject"]),
        (
            lambda mim: mim.explain_tree(INTERACTION, depth=2),
            ["explain", INTERACTION, "--depth", "2"],
        ),
        (lambda mim: mim.xpath(f"{MESSAGE}.code"), ["explain", f"{MESSAGE}.code", "--xpath"]),
        (lambda mim: mim.examples("Appointments"), ["example", "Appointments"]),
        (lambda mim: mim.example(MESSAGE, "1"), ["example", MESSAGE, "1"]),
        (lambda mim: mim.flow("Appointments"), ["flow", "Appointments"]),
        (lambda mim: mim.vocabularies(), ["vocab"]),
        (lambda mim: mim.vocabulary("slotpriority"), ["vocab", "SlotPriority"]),
        (lambda mim: mim.find_code("1"), ["vocab", "--code", "1"]),
        (
            lambda mim: mim.find_code("1", "SlotPriority"),
            ["vocab", "SlotPriority", "--code", "1"],
        ),
        (lambda mim: mim.oids(), ["oid"]),
        (lambda mim: mim.oid(f"urn:oid:{PRIORITY}"), ["oid", PRIORITY]),
        (lambda mim: mim.datatypes(), ["datatype"]),
        (lambda mim: mim.datatype("II"), ["datatype", "II"]),
        (lambda mim: mim.constraint("npfit-900001_role"), ["show", tables.ROLE_CONSTRAINT]),
        (lambda mim: mim.search("booking", limit=3), ["search", "booking", "--limit", "3"]),
        (lambda mim: mim.findings(), ["audit"]),
        (lambda mim: mim.findings(severity="error"), ["audit", "--severity", "error"]),
        (lambda mim: mim.locate(INTERACTION), ["open", INTERACTION, "--print"]),
        (lambda mim: mim.which(INTERACTION), ["which", INTERACTION]),
        (lambda mim: mim.retired(), ["retired"]),
        (lambda mim: mim.retired("Appointments"), ["retired", "Appointments"]),
        (lambda mim: mim.diff("9.1.01", name="CMETs"), ["diff", "9.1.01", "9.1.01", "CMETs"]),
        (lambda mim: mim.diff(MESSAGE, OTHER_MESSAGE), ["diff", MESSAGE, OTHER_MESSAGE]),
        (
            lambda mim: mim.diff(MESSAGE, OTHER_MESSAGE, side="sender"),
            ["diff", MESSAGE, OTHER_MESSAGE, "--for", "sender"],
        ),
        (lambda mim: mim.uses("SlotPriority"), ["uses", "SlotPriority"]),
        (
            lambda mim: mim.uses("CMETs", reverse=True, kind="domain"),
            ["uses", "CMETs", "--reverse", "--kind", "domain"],
        ),
        (
            lambda mim: mim.uses_tree("SlotPriority", depth=1),
            ["uses", "SlotPriority", "--tree", "--depth", "1"],
        ),
    ],
)
def test_the_api_answers_as_the_command_line(
    mim: Mim,
    ask: Callable[[Mim], object],
    arguments: list[str],
    synthetic_cache: Path,
    run_mim_inprocess: Callable[..., "Result"],
) -> None:
    """What a method returns is what the command prints as `data`, key by key."""
    printed = json.loads(run_mim_inprocess(*arguments, "--json", cache=synthetic_cache).stdout)
    assert printed["data"]
    assert to_plain(ask(mim)) == printed["data"]


def test_every_question_is_compared_with_its_command() -> None:
    """No public method is left out above, but for those about the object itself."""
    named = set(Path(__file__).read_text(encoding="utf-8").replace("(", " ").split())
    own = {"close", "version", "versions", "source", "partial", "folder"}
    methods = {name for name in dir(Mim) if not name.startswith("_")} - own
    assert methods
    assert {name for name in methods if f"mim.{name}" not in named} == set()


def test_it_says_what_it_is(mim: Mim) -> None:
    folder = mim.folder
    assert folder is not None
    assert (folder / mim.schema(INTERACTION).path).is_file()
    assert (mim.version, mim.source, mim.partial) == ("9.1.01", "cache", False)
    assert mim.versions()[0] == "9.1.01"
    assert repr(mim) == "<Mim 9.1.01 (cache)>"


def test_the_version_and_cache_of_the_environment(
    synthetic_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MIM_CACHE_DIR and MIM_VERSION count where no argument is given, as on the command line."""
    monkeypatch.setenv("MIM_CACHE_DIR", str(synthetic_cache))
    with open_mim() as mim:
        assert mim.version == "9.1.01"
    monkeypatch.setenv("MIM_VERSION", "6.3.01")
    with open_mim() as mim:
        assert (mim.version, mim.source, mim.folder) == ("6.3.01", "bundled", None)
    with open_mim("9.1.01") as mim:
        assert mim.source == "cache"


def test_failures_are_our_own(mim: Mim, synthetic_cache: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        mim.domain("Apointments")
    assert "Appointments" in str(caught.value.hint)
    with pytest.raises(NotFoundError, match="its kind is domain"):
        mim.interaction("Appointments")
    with pytest.raises(NotCachedError):
        open_mim("1.2.3", cache_dir=synthetic_cache)
    assert issubclass(CacheError, MimError)
    with pytest.raises(LookupError):
        mim.show("nothing of that name")


def test_a_closed_one_says_so(synthetic_cache: Path) -> None:
    with open_mim(cache_dir=synthetic_cache) as mim:
        pass
    mim.close()
    with pytest.raises(UsageError, match="closed"):
        mim.domains()
    assert mim.version == "9.1.01"


def test_threads_may_share_one(mim: Mim) -> None:
    """The same questions from eight threads at once have the same answers as from one."""
    expected = (mim.interaction(INTERACTION), mim.table(MESSAGE), mim.uses("SlotPriority"))

    def ask(_: int) -> bool:
        return expected == (
            mim.interaction(INTERACTION),
            mim.table(MESSAGE),
            mim.uses("SlotPriority"),
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(80)))


def test_everything_that_is_exported_is_there() -> None:
    assert {"open_mim", "Mim", "MimError", "NotFoundError"} <= set(mimcli.__all__)
    for name in mimcli.__all__:
        assert getattr(mimcli, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = mimcli.nonsense


def test_the_version_is_cheap() -> None:
    """`from mimcli import __version__` loads nothing of the package beside itself."""
    program = (
        "import sys; from mimcli import __version__;"
        "print([one for one in sys.modules if one.startswith('mimcli.') or one == 'sqlite3'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_messages_are_checked_as_by_the_command(
    mim: Mim,
    synthetic_mim: Path,
    synthetic_cache: Path,
    run_mim_inprocess: Callable[..., "Result"],
) -> None:
    """`validate` takes files and folders; `validate_bytes` what a program has in hand."""
    folder = synthetic_mim / "Examples" / "Appointments"
    arguments = ["validate", str(folder), "--mim", mim.version, "--select", "schema"]
    printed = json.loads(run_mim_inprocess(*arguments, "--json", cache=synthetic_cache).stdout)
    report = to_plain(mim.validate(folder, select=["schema"]))
    for one in (*report["messages"], *printed["data"]["messages"]):
        one["why"] = None  # it says who asked for the version
    assert report == printed["data"]
    file = next(folder.glob("*wrong.xml"))
    (answer,) = mim.validate_bytes(file.read_bytes(), file.name, select=["schema"])
    assert (answer.status, answer.problems[0].check) == ("invalid", "schema-unexpected-element")
    assert mim.validate(folder, select=["schema"], any_version=True).invalid == report["invalid"]
