"""The messages of a batch are judged apart, and the batch has to say of them what they are."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.batches import batch_remarks, items_of
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

Judged = Callable[..., list[dict[str, Any]]]
SEND = "MCCI_IN200001UK03"
BOOKING = "PRSC_IN900001UK02"
NOTHING = "MCCI_IN010000UK13"
"""An interaction of the synthetic MiM that carries nothing."""
OIDS = 'root="2.16.840.1.113883.2.1.3.2.4.12"'


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Manual:
    return open_manual(CachePaths(synthetic_cache), None)


def manifest(*items: tuple[str, str]) -> str:
    return "".join(
        f'<manifestItem><payloadId root="{own}"/><manifestValue><manifestItemKey'
        f' code="interaction"/><manifestItemValue {OIDS} extension="{said}"/></manifestValue>'
        "</manifestItem>"
        for own, said in items
    )


def act(own: str, held: str = "", said: str = "") -> str:
    stated = f'<id {OIDS} extension="{said}"/>' if said else '<id root="A"/>'
    return (
        f'\n<n:subject><controlAct>{stated}<component><payloadInteraction><id root="{own}"/>'
        f"</payloadInteraction></component>{held}</controlAct></n:subject>"
    )


def batch(head: str, body: str, name: str = SEND) -> str:
    return (
        f'<n:{name} xmlns="urn:hl7-org:v3" xmlns:n="urn:cfh-nhs-uk:npfit"><id root="1.2"/>{head}'
        f"<n:batchControlActEvent>{body}</n:batchControlActEvent></n:{name}>"
    )


def held(content: str) -> str:
    return f"<subject>{content}</subject>"


def remarks(manual: Manual, text: str) -> Iterator[tuple[str, str]]:
    for element, remark in batch_remarks(etree.fromstring(text), manual):
        yield remark.check, etree.QName(element).localname


def test_what_the_messages_are_the_manifest_says_or_they_themselves() -> None:
    root = etree.fromstring(
        batch(
            manifest(("1", BOOKING), ("2", NOTHING)),
            act("1", held("<BookingRequest/>"))
            + act("2")
            + act("3", "<queryByParameter><query/></queryByParameter>", said="PRSC_IN900002UK01")
            + '<n:batchControlActItem interaction="PRSC_IN900003UK01" messageId="4"><subject>'
            f"<query/></subject></n:batchControlActItem><{BOOKING}><id root='5'/></{BOOKING}>",
        )
    )
    found = [
        (one.interaction, one.identifier, None if one.payload is None else one.payload.tag)
        for one in items_of(root)
    ]
    query = "{urn:hl7-org:v3}query"
    assert found == [
        (BOOKING, "1", "{urn:hl7-org:v3}BookingRequest"),
        (NOTHING, "2", None),
        ("PRSC_IN900002UK01", "3", query),
        ("PRSC_IN900003UK01", "4", query),
        (BOOKING, "5", f"{{urn:hl7-org:v3}}{BOOKING}"),
    ]
    assert [one.is_whole for one in items_of(root)] == [False] * 4 + [True]


def test_a_batch_that_says_what_is_in_it_is_right(manual: Manual) -> None:
    two = manifest(("1", BOOKING), ("2", NOTHING))
    body = act("1", held("<BookingRequest/>"), said=BOOKING) + act("2")
    head = '<transmissionQuantity value="2"/>' + two
    assert list(remarks(manual, batch(head, body))) == []
    assert list(remarks(manual, batch('<transmissionQuantity value="0"/>', ""))) == []


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        (
            '<transmissionQuantity value="2"/>' + manifest(("1", NOTHING)),
            act("1"),
            ("batch-manifest", "transmissionQuantity"),
        ),
        (manifest(("1", NOTHING), ("2", NOTHING)), act("1"), ("batch-manifest", "payloadId")),
        (
            manifest(("1", NOTHING)),
            act("1") + act("2", said=NOTHING),
            ("batch-manifest", "controlAct"),
        ),
        (
            manifest(("1", NOTHING)),
            act("1", held("<BookingRequest/>"), said=BOOKING),
            ("batch-manifest", "manifestItemValue"),
        ),
        ("", act("1"), ("batch-item", "controlAct")),
        (manifest(("1", BOOKING)), act("1"), ("batch-item", "controlAct")),
        (manifest(("1", NOTHING)), act("1", held("<reason/>")), ("batch-item", "reason")),
    ],
)
def test_where_a_batch_and_its_messages_disagree(
    manual: Manual, head: str, body: str, found: tuple[str, str]
) -> None:
    assert list(remarks(manual, batch(head, body))) == [found]


@pytest.fixture
def judged(
    run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path, tmp_path: Path
) -> Judged:
    """The messages of a text that is checked."""

    def run(text: str, *options: str, cache: Path = synthetic_cache) -> list[dict[str, Any]]:
        file = tmp_path / "batch.xml"
        file.write_text(text, encoding="utf-8")
        result = run_mim_inprocess("validate", file, "--json", *options, cache=cache)
        messages: list[dict[str, Any]] = json.loads(result.stdout)["data"]["messages"]
        return messages

    return run


def test_each_message_of_a_batch_is_judged_as_what_it_is(
    judged: Judged, synthetic_mim: Path
) -> None:
    """By what its interaction carries; one that no version knows is told as such."""
    file = next((synthetic_mim / "Examples").rglob(f"{BOOKING}_01.xml"))
    whole = file.read_text(encoding="utf-8").partition("-->")[2]
    payload = whole[whole.index("<BookingRequest") : whole.index("</BookingRequest>") + 17]
    wrong = "\n" + payload.replace("<id ", '<id odd="1" ', 1)
    other = whole.replace(f'extension="{BOOKING}"', 'extension="PRSC_IN900001UK01"')
    assert wrong != payload
    assert other != whole
    text = batch(
        manifest(("1", BOOKING), ("2", BOOKING), ("3", "PRSC_IN977777UK01")),
        act("1", held(payload)) + act("2", held(wrong)) + act("3", held(payload)) + other,
    )
    _, first, second, third, fourth = judged(text)
    assert (first["artefact"], first["status"], first["kind"]) == (
        "PRSC_MT900001UK02",
        "valid",
        "payload",
    )
    assert BOOKING in first["why"]
    assert second["status"] == "invalid"
    problem = next(one for one in second["problems"] if "attribute" in one["check"])
    assert ' odd="1" ' in text.splitlines()[problem["line"] - 1]
    assert (third["status"], fourth["artefact"]) == ("not-judged", BOOKING)
    assert "PRSC_IN977777UK01" in third["why"]
    assert "interaction-id" in {one["check"] for one in fourth["problems"]}
    assert len({one["part"] for one in (first, second, third, fourth)}) == 4


def test_what_is_wrong_within_a_message_is_not_told_of_the_batch(judged: Judged) -> None:
    held_wrong = held('<BookingRequest odd="1"><id root="x y"/></BookingRequest>')
    outer, inner = judged(batch(manifest(("1", BOOKING)), act("1", held_wrong)))
    assert not any("BookingRequest" in (one["xpath"] or "") for one in outer["problems"])
    assert inner["problems"]


def test_the_nearest_revision_judges_if_that_is_asked_for(judged: Judged) -> None:
    text = batch(manifest(("1", "PRSC_IN900001UK77")), act("1", held("<BookingRequest/>")))
    assert judged(text)[1]["status"] == "not-judged"
    inner = judged(text, "--nearest")[1]
    assert (inner["nearest_of"], inner["status"]) == ("PRSC_IN900001UK77", "invalid")


@pytest.mark.parametrize("name", [SEND, "MCCI_IN200002UK04"])
@pytest.mark.corpus
def test_new_batches_of_the_real_mim_are_valid_and_carry_messages(
    judged: Judged, real_cache: Path, name: str
) -> None:
    real = open_manual(CachePaths(real_cache), None)
    for full in (False, True):
        made = scaffold(real, name, Wishes(full=full, comments=False)).text
        messages = judged(made, "--strict", cache=real_cache)
        assert [one["status"] for one in messages] == ["valid"]
    interaction = "PRPA_IN000203UK06"
    whole = scaffold(real, interaction, Wishes(comments=False)).text.encode()
    payload = etree.fromstring(whole).find("{*}ControlActEvent/{*}subject/*")
    carrying = made.replace(NOTHING, interaction)
    start, end = carrying.index("<Act"), carrying.index("</subject>", carrying.index("<Act"))
    text = etree.tostring(payload, encoding="unicode")
    outer, inner = judged(carrying[:start] + text + carrying[end:], cache=real_cache)
    assert (outer["status"], inner["status"]) == ("valid", "valid")
    assert inner["artefact"] == "PRPA_MT000206UK06"
