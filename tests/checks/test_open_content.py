"""What stands where any element may is judged by the model that it is of, or told not to be."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.accepted import has_open_content
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

pytestmark = pytest.mark.corpus

CLAIM = "PORX_IN460101UK31"
OF_ONE = "DispenseClaim", "PORX_MT142001UK31"
"""An element that only one model begins with, which is that."""
OF_SEVERAL = "DispenseNotification", "PORX_MT142004UK31"
"""One that several begin with, and that of them which is made here."""
HL7 = "{urn:hl7-org:v3}"
Element = etree._Element
Told = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def claim(real_cache: Path) -> bytes:
    manual = open_manual(CachePaths(real_cache), None)
    return scaffold(manual, CLAIM, Wishes(full=True, comments=False, seed=1)).text.encode()


@pytest.fixture
def told(
    claim: bytes, real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]"
) -> Callable[..., Told]:
    """What the schema's checks say of a claim in which an element is changed."""

    def run(name: str, named: str, change: Callable[[Element], Any], *wishes: str) -> Told:
        root = etree.fromstring(claim)
        element = next(root.iter(f"{HL7}{name}"))
        next(element.itersiblings("*", preceding=True)).set("extension", named)
        change(element)
        file = tmp_path / "claim.xml"
        file.write_bytes(etree.tostring(root))
        result = run_mim_inprocess("validate", file, "--json", *wishes, cache=real_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        return [
            (one["check"], one["severity"], one["address"].rpartition(f".{name}")[2])
            for one in message["problems"]
            if one["check"].startswith("schema-") and name in one["address"].split(".")
        ]

    return run


def drop_id(element: Element) -> None:
    element.remove(element.find(f"{HL7}id"))


def misspell_code(element: Element) -> None:
    element.find(f"{HL7}code").tag = f"{HL7}cod"


def wrong_time(element: Element) -> None:
    element.find(f"{HL7}effectiveTime").set("value", "soon")


def nothing(_element: Element) -> None:
    """Leave it as it is."""


MISSING = ("schema-missing-element", "error", ".id")
FAULTS = [
    (nothing, []),
    (drop_id, [MISSING]),
    (misspell_code, [("schema-unexpected-element", "error", ".code")]),
    (wrong_time, [("schema-value", "error", ".effectiveTime.value")]),
]


@pytest.mark.parametrize("of", [OF_ONE, OF_SEVERAL])
@pytest.mark.parametrize(("change", "found"), FAULTS)
def test_the_model_that_template_id_names_judges(
    told: Callable[..., Told], of: tuple[str, str], change: Callable[[Element], Any], found: Told
) -> None:
    assert told(*of, change) == found


def test_the_only_model_judges_where_none_is_named(told: Callable[..., Told]) -> None:
    assert told(OF_ONE[0], "text", drop_id) == [MISSING]
    assert told(OF_ONE[0], "text", drop_id, "--ignore", "schema-missing-element") == []
    assert told(OF_ONE[0], "text", drop_id, "--select", "schema") == [MISSING]


@pytest.mark.parametrize("named", ["text", "PORX_MT142004UK01"])
def test_what_may_be_of_several_models_is_right_by_one_or_not_judged(
    told: Callable[..., Told], named: str
) -> None:
    name, _ = OF_SEVERAL

    assert told(name, named, nothing) == []
    ((check, severity, _),) = told(name, named, drop_id)
    assert (check, severity) == ("schema-open-content", "info")


def test_other_messages_are_not_looked_through_for_it(real_cache: Path) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    payload = "PORX_MT142006UK31"

    found = [has_open_content(manual, one) for one in (CLAIM, payload, "PRPA_IN000203UK06")]

    assert found == [True, True, False]
