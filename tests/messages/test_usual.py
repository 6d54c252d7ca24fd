"""Of a message like one before it the same is said as of the first one of its kind."""

import gc
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.checks.registry import choose_checks
from mimcli.messages import usual
from mimcli.messages.judges import Judges
from mimcli.messages.judging import Judge
from mimcli.messages.wishes import Wishes
from mimcli.parse.xmlio import Element
from mimcli.query.opening import open_manual

if TYPE_CHECKING:
    from mimcli.query.manual import Manual

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


@pytest.fixture
def manual(synthetic_cache: Path) -> "Manual":
    return open_manual(CachePaths(synthetic_cache), None)


def variants(right: bytes) -> dict[str, bytes]:
    """Return messages of the same interaction that must not be taken for one another."""
    name = "PRSC_IN900001UK02"
    text = right.decode()
    body = re.sub(r"<\?xml.*?\?>", "", text)
    changed = {
        "right": text,
        "other id": re.sub(
            r'<id root="[^"]*"', '<id root="6B29FC40-CA47-1067-B31D-00DD010662DA"', text
        ),
        "wrong": text.replace("<creationTime ", '<creationTime odd="1" '),
        "no namespace": text.replace('xmlns="urn:hl7-org:v3"', ""),
        "other namespace": text.replace('"urn:hl7-org:v3"', '"urn:hl7-org:v4"'),
        "no such revision": text.replace(name, "PRSC_IN900001UK77"),
        "misnamed": text.replace(name, "PRSC_IN900001UK0"),
        "lower": text.replace(name, name.lower()),
        "enveloped": f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{body}</s:Body></s:Envelope>',
        "with a type": f"<!DOCTYPE {name}>{body}",
        "mislabelled": f'<?xml version="1.0" encoding="ISO-8859-1"?><!-- é -->{body}',
        "cut off": text[: len(text) // 2],
        "two": body + body,
    }
    return {key: one.encode() for key, one in changed.items()}


@pytest.mark.parametrize("select", [[], ["schema"]], ids=["all", "schema"])
@pytest.mark.parametrize("nearest", [False, True])
def test_the_same_is_said_whatever_was_judged_before(
    manual: "Manual", right: bytes, select: list[str], *, nearest: bool
) -> None:
    wishes = Wishes(choose_checks(select, []), nearest=nearest)
    judges = Judges([manual], reason="so")
    files = variants(right)
    alone = {key: Judge(judges, wishes).file(key, data) for key, data in files.items()}
    told = {key: [one.status for one in found] for key, found in alone.items()}
    assert (told["right"], told["wrong"], told["two"]) == (["valid"], ["invalid"], ["valid"] * 2)
    assert told["no such revision"] == (["valid"] if nearest else ["not-judged"])
    together = Judge(judges, wishes)
    for _ in range(2):
        for order in (list(files), list(reversed(files))):
            for key in order:
                assert together.file(key, files[key]) == alone[key], key


def test_the_short_way_is_taken(
    manual: "Manual", right: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[bool] = []
    answer: Callable[..., object] = usual.Usual.answer

    def noted(*arguments: object) -> object:
        answered.append((found := answer(*arguments)) is not None)
        return found

    monkeypatch.setattr(usual.Usual, "answer", noted)
    judge = Judge(Judges([manual], reason="so"), Wishes(choose_checks([], [])))
    for _ in range(3):
        judge.file("x.xml", right)
    assert answered == [False, True, True]


def test_no_message_is_kept(manual: "Manual", right: bytes) -> None:
    """The tree of a large one is a hundred megabytes, and others may be like it for long."""

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, Element) for one in gc.get_objects())

    judge = Judge(Judges([manual], reason="so"), Wishes(choose_checks([], [])))
    before = alive()
    (answered,) = judge.file("x.xml", right)
    assert answered.status == "valid"
    assert alive() <= before
