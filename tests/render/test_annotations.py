"""GitHub annotations and SARIF of a retirement check."""

import json
import re
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.data.retirement_list import read_retirement_list
from mimcli.model.retirement_check import RetirementCheck, ScanProblem
from mimcli.render.annotations import github_annotations, sarif
from mimcli.render.plain import visible
from mimcli.render.sarif import artifact_uri

LISTING = read_retirement_list()
ID = "POCD_IN990001UK01"


def check(path="src/a.xml", line=3, column=7, status="retired", message="It is gone.", **more):
    fields = {"target": "src", "kind": "occurrence", "id": ID, "domain": "Discharge"} | more
    return RetirementCheck(
        status=status, version="9.9", message=message, path=path, line=line, column=column, **fields
    )


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command back, as GitHub's runner does."""
    name, properties, message = re.fullmatch(r"::(\w+) ([^\r\n]*?)::([^\r\n]*)", line).groups()

    def plain(text):
        for code, character in (
            ("%3A", ":"),
            ("%2C", ","),
            ("%0D", "\r"),
            ("%0A", "\n"),
            ("%25", "%"),
        ):
            text = text.replace(code, character)
        return text

    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return name, {key: plain(value) for key, value in pairs.items()}, plain(message)


def log(*checks, problems=(), strict=False):
    return json.loads(sarif(checks, problems, LISTING, tool_version="1.2.3", strict=strict))


def test_a_retired_occurrence_is_an_error_at_its_place():
    name, properties, message = read_command(github_annotations([check()]).rstrip("\n"))
    assert name == "error"
    assert message == "It is gone."
    assert properties.pop("title")
    assert properties == {
        "file": "src/a.xml",
        "line": "3",
        "col": "7",
        "endColumn": str(7 + len(ID)),
    }


@pytest.mark.parametrize(
    ("status", "level", "strict_level"),
    [
        ("retired", "error", "error"),
        ("unknown", "warning", "error"),
        ("partly-retired", "notice", "error"),
    ],
)
def test_levels(status, level, strict_level):
    assert read_command(github_annotations([check(status=status)]).strip())[0] == level
    assert read_command(github_annotations([check(status=status)], strict=True).strip())[0] == (
        strict_level
    )
    expected = {"notice": "note"}.get(level, level)
    assert log(check(status=status))["runs"][0]["results"][0]["level"] == expected
    assert log(check(status=status), strict=True)["runs"][0]["results"][0]["level"] == "error"


def test_what_the_list_does_not_speak_of_is_no_result():
    assert github_annotations([check(status="not-listed")]) == ""
    assert log(check(status="not-listed"))["runs"][0]["results"] == []


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda path: path != "-"),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_nothing_in_a_path_or_message_ends_the_command(path, message):
    text = github_annotations([check(path, message=message)])
    assert text.count("\n") == 1
    _, properties, found = read_command(text[:-1])
    # The runner takes %0A out of order: a path that holds "%3A" itself comes back as it was.
    shown = visible(path), visible(message)
    assert (properties["file"], found) == shown or "%" in path + message


def test_percent_signs_are_escaped_first():
    text = github_annotations([check("50%3A,x:y", message="100%0A\r\n")])
    assert "file=50%253A%2Cx%3Ay," in text
    assert text.endswith("::100%250A%0D%0A\n")


def test_names_that_no_stream_can_carry_do_not_break_the_output():
    checks = [check("bad\udcff.xml")]
    github_annotations(checks).encode("utf-8")
    (result,) = log(*checks)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad%FF.xml"


def test_a_domain_has_no_place_in_a_file():
    domain = check("", 0, 0, kind="domain", id="", target="Discharge")
    assert "file=" not in github_annotations([domain])
    (result,) = log(domain)["runs"][0]["results"]
    assert result["locations"] == [
        {"logicalLocations": [{"name": "Discharge", "fullyQualifiedName": "Discharge"}]}
    ]


def test_a_files_name_has_no_region():
    text = github_annotations([check(line=0)])
    assert "line=" not in text
    assert "file=src/a.xml" in text
    location = log(check(line=0))["runs"][0]["results"][0]["locations"][0]
    assert "region" not in location["physicalLocation"]


def test_problems_are_told_in_both():
    problem = ScanProblem("a b.xml", "Permission denied")
    name, properties, message = read_command(github_annotations([], [problem]).strip())
    assert (name, properties["file"]) == ("warning", "a b.xml")
    assert "Permission denied" in message
    (invocation,) = log(problems=[problem])["runs"][0]["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert "Permission denied" in notification["message"]["text"]
    location = notification["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "a%20b.xml"


# What the SARIF 2.1.0 schema demands, by its object types: (required, all allowed)
SARIF_OBJECTS = {
    "log": ({"version", "runs"}, {"$schema", "version", "runs"}),
    "run": ({"tool"}, {"tool", "invocations", "columnKind", "results", "originalUriBaseIds"}),
    "driver": ({"name"}, {"name", "version", "informationUri", "rules"}),
    "rule": (
        {"id"},
        {
            "id",
            "name",
            "shortDescription",
            "fullDescription",
            "help",
            "helpUri",
            "defaultConfiguration",
        },
    ),
    "result": (
        {"message"},
        {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"},
    ),
    "region": (set(), {"startLine", "startColumn", "endColumn"}),
    "artifact": (set(), {"uri", "uriBaseId"}),
    "message": ({"text"}, {"text", "markdown"}),
}


def demand(kind, value):
    required, allowed = SARIF_OBJECTS[kind]
    assert required <= set(value) <= allowed, kind


def test_the_log_has_what_the_sarif_schema_demands():
    document = log(
        check(), check(status="unknown"), check("-"), check(status="partly-retired", line=0)
    )
    demand("log", document)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    demand("run", run)
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    driver = run["tool"]["driver"]
    demand("driver", driver)
    assert driver["version"] == "1.2.3"
    assert all(invocation["executionSuccessful"] is True for invocation in run["invocations"])
    for rule in driver["rules"]:
        demand("rule", rule)
        for key in ("shortDescription", "fullDescription", "help"):
            demand("message", rule[key])
        assert rule["help"]["text"]
        assert LISTING.last_edited in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert urlsplit(rule["helpUri"]).scheme == "https"
    assert len(run["results"]) == 4
    for result in run["results"]:
        demand("result", result)
        demand("message", result["message"])
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            physical = location["physicalLocation"]
            demand("artifact", physical["artifactLocation"])
            demand("region", physical.get("region", {}))
            assert all(number >= 1 for number in physical.get("region", {}).values())


def test_fingerprints_tell_two_of_a_kind_apart_and_ignore_the_line():
    def prints(*checks):
        results = log(*checks)["runs"][0]["results"]
        return [result["partialFingerprints"]["artefactInFile/v1"] for result in results]

    first = prints(check(line=3), check(line=9))
    assert len(set(first)) == 2
    assert prints(check(line=4), check(line=10)) == first


def test_the_same_checks_give_the_same_text():
    arguments = ([check(), check(line=4)], [], LISTING)
    assert sarif(*arguments, tool_version="1") == sarif(*arguments, tool_version="1")
    assert sarif(*arguments, tool_version="1").endswith("}\n")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("src/a.xml", "src/a.xml"),
        ("./src/a.xml", "src/a.xml"),
        ("../a.xml", "../a.xml"),
        ("a b#c?d%.xml", "a%20b%23c%3Fd%25.xml"),
        ("C:stream.xml", "C%3Astream.xml"),
        ("é.xml", "%C3%A9.xml"),
        ("/var/a b.xml", "file:///var/a%20b.xml"),
        ("C:/a b.xml", "file:///C:/a%20b.xml"),
        ("-", "stdin"),
    ],
)
def test_paths_become_uris(path, uri):
    assert artifact_uri(path) == uri


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
        lambda p: p[0] not in "/.-"
    )
)
def test_a_relative_path_is_a_relative_uri_and_comes_back(path):
    uri = artifact_uri(path)
    if re.match(r"[A-Za-z]:/", path):
        return
    parts = urlsplit(uri)
    assert not parts.scheme
    assert not parts.netloc
    assert not parts.query
    assert not parts.fragment
    assert unquote_to_bytes(uri).decode() == path
