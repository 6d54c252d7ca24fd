"""Nothing but `mim fetch` and `mim retired --refresh` touches the network, and one module does."""

import ast
import json
import subprocess
import sys
import textwrap
from pathlib import Path

from reference_scripts import reference_commands
from test_help_examples import CALLS

from mimcli.cli.registry import COMMANDS

SOURCE = Path(__file__).parent.parent.parent / "src" / "mimcli"
NETWORK = {
    *("httpx", "truststore", "socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib"),
    *("requests", "aiohttp", "urllib3", "socketserver", "http.server", "xmlrpc.client"),
}
DOOR = "sources/website/http.py"
USERS = {"cli/fetch.py", "cli/retired.py"}
PROBE = textwrap.dedent("""
    import json, os, sys

    told = []
    def hook(event, arguments):
        if event.startswith("socket."):
            told.append(f"{event} {arguments!r}"[:200])
            if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
                raise OSError("the network is not for this command")
    sys.addaudithook(hook)
    from typer.testing import CliRunner
    from mimcli.cli.app import app
    runner = CliRunner()
    ended = {}
    for line in json.load(open("calls.json")):
        result = runner.invoke(app, line, input="")
        ended[" ".join(line)] = result.exit_code
        assert result.exception is None or isinstance(result.exception, SystemExit), line
        assert not told, (line, told)
        assert not [name for name in sys.modules if name.split(".")[0] in ("httpx", "truststore")], line
    json.dump(ended, open("ended.json", "w"))
""")


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports, at whatever place in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_one_module_opens_connections() -> None:
    """No other one imports what could; and only the two commands import that one."""
    by_module = {
        path.relative_to(SOURCE).as_posix(): imports_of(path) for path in SOURCE.rglob("*.py")
    }
    touching = {name for name, imports in by_module.items() if imports & NETWORK}
    assert touching == {DOOR}
    door = "mimcli.sources.website.http"
    assert {name for name, imports in by_module.items() if door in imports} == USERS


def test_no_other_command_opens_a_connection(
    tmp_path: Path, environment: dict[str, str], synthetic_zip: Path, synthetic_cache: Path
) -> None:
    """Every example of every command's help, and adding a zip, in a process that forbids it."""
    calls = [
        ["--cache-dir", str(tmp_path / "own"), "add", str(synthetic_zip)],
        *([name, "--help"] for name in (entry.name for entry in COMMANDS)),
    ]
    for name, _, call in CALLS:
        if name == "fetch" or "--refresh" in call or "https:" in str(call):
            continue
        cache = tmp_path / "own" if name in ("use", "remove", "cache prune") else synthetic_cache
        quiet = ["--print"] if name == "open" and "--print" not in call else []
        calls.append(["--cache-dir", str(cache), *call, *quiet])
    (tmp_path / "calls.json").write_text(json.dumps(calls), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ended = json.loads((tmp_path / "ended.json").read_text(encoding="utf-8"))
    assert sum(code == 0 for code in ended.values()) > len(COMMANDS)
    walked = {name.split()[0] for name, _ in reference_commands.walk()}
    assert walked - {"fetch"} <= {word for line in ended for word in line.split()}
