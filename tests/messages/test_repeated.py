"""Each message has an id of its own, over all files of one call."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mimcli.messages.repeated import MOST_TOLD
from mimcli.query.message_files import Copies, message_files

if TYPE_CHECKING:
    from typer.testing import Result

Told = Callable[..., list[dict[str, Any]]]
OWN = b"0F3C1A2E-0000-4000-8000-000000000001"
OTHER = b"0F3C1A2E-0000-4000-8000-0000000000FF"
CHECK = "repeated-message-id"


@pytest.fixture
def told(run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path) -> Told:
    """The messages of files, with what is said of their ids only."""

    def run(*words: str | Path) -> list[dict[str, Any]]:
        options = ("--select", CHECK, "--json")
        result = run_mim_inprocess("validate", *words, *options, cache=synthetic_cache)
        messages: list[dict[str, Any]] = json.loads(result.stdout)["data"]["messages"]
        return messages

    return run


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Files of these contents."""

    def write(*contents: bytes) -> list[Path]:
        paths = [tmp_path / f"{number:04}.xml" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return paths

    return write


def test_two_files_with_the_same_id(
    told: Told, files: Callable[..., list[Path]], right: bytes
) -> None:
    """In any letter case; the second is told of, and where the first has it."""
    assert OWN in right
    line = right[: right.index(OWN)].count(b"\n") + 1
    first, second, third = files(right, right.replace(OWN, OWN.lower()) + b"\n", right + b"\n\n")
    one, two, three = told(first, second, third)
    assert one["problems"] == []
    for message in (two, three):
        (problem,) = message["problems"]
        assert (problem["check"], problem["severity"]) == (CHECK, "warning")
        assert problem["line"] == line
        assert f"{first.as_posix()}:{line}" in problem["message"]
        assert message["status"] == "valid"
    assert one["message_id"] == OWN.decode()
    assert [one["status"] for one in told("--strict", first, second)] == ["valid", "invalid"]


def test_the_same_file_a_link_to_it_and_a_copy_are_one_message(
    told: Told, files: Callable[..., list[Path]], right: bytes, tmp_path: Path
) -> None:
    first, copy, other = files(right, right, right.replace(OWN, OTHER))
    (tmp_path / "link.xml").symlink_to(first)
    messages = told(first, first, copy, tmp_path / "link.xml", other)
    assert [one["problems"] for one in messages] == [[], [], [], []]


def test_an_answer_that_refers_to_a_message_is_none_of_its_kind(
    told: Told, files: Callable[..., list[Path]], right: bytes
) -> None:
    start, _, rest = right.partition(b"<ControlActEvent")
    reference = (
        b'<acknowledgement><messageRef><id root="' + OWN + b'"/></messageRef></acknowledgement>'
    )
    answer = start.replace(OWN, OTHER) + reference + b"<ControlActEvent" + rest
    assert [one["problems"] for one in told(*files(right, answer))] == [[], []]


def test_two_messages_of_one_file(
    told: Told, files: Callable[..., list[Path]], right: bytes
) -> None:
    """As documents one after the other, or as strings; not in a log."""
    body = right.partition(b"-->\n")[2]
    (file,) = files(right + b"\n" + body)
    one, two = told(file)
    assert (one["problems"], len(two["problems"])) == ([], 1)
    assert two["problems"][0]["line"] >= two["line"] > 1
    (queue,) = files(json.dumps([right.decode(), body.decode()]).encode())
    _, two = told(queue)
    assert "(/0)" in two["problems"][0]["message"]
    (log,) = files(b"sent: " + body.strip() + b"\nagain: " + body.strip() + b"\n")
    assert [one["problems"] for one in told("--extract", log)] == [[], []]


def test_messages_of_a_batch_have_ids_of_their_own(
    told: Told, files: Callable[..., list[Path]]
) -> None:
    item = (
        '<n:subject><controlAct><id root="2.16.840.1.113883.2.1.3.2.4.12"'
        ' extension="PRSC_IN900001UK02"/><component><payloadInteraction><id root="{}"/>'
        "</payloadInteraction></component><subject><BookingRequest/></subject></controlAct>"
        "</n:subject>"
    )
    text = (
        '<n:MCCI_IN200001UK03 xmlns="urn:hl7-org:v3" xmlns:n="urn:cfh-nhs-uk:npfit">\n'
        f"<n:batchControlActEvent>{item.format(1)}{item.format(2)}\n{item.format(1)}"
        "</n:batchControlActEvent></n:MCCI_IN200001UK03>"
    ).encode()
    messages = told(*files(text, text + b"\n"))
    found = [[one["line"] for one in message["problems"]] for message in messages]
    assert found == [[], [], [], [3]] * 2


def test_thousands_with_one_id_end(
    told: Told, files: Callable[..., list[Path]], right: bytes
) -> None:
    """With two processes, too; of copies few are read."""
    count = MOST_TOLD + 20
    paths = files(*(right + b"\n" * number for number in range(count)))
    problems = [len(one["problems"]) for one in told(*paths)]
    assert problems == [0] + [1] * MOST_TOLD + [0] * (count - MOST_TOLD - 1)
    copies = message_files([str(one) for one in files(*[right] * (Copies.MOST_READ + 9), b"x")])[0]
    one = Copies(copies)
    assert all(one.same(0, number) for number in range(1, Copies.MOST_READ + 9))
    assert not one.same(0, len(copies) - 1)
