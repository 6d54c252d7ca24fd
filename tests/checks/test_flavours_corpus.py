"""What wrappers of the real manual say in words of their identifiers and codes is held."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

pytestmark = pytest.mark.corpus

OPEN, CLOSED = "PORX_IN270101UK30", "PRPA_IN000203UK06"
"""Interactions whose schema leaves the wrapper's flavours open, and restricts them."""
FAULTS = {
    "message id": ("id", "root", "1.2.3.4", "error"),
    "message id with more": ("id", "extension", "1", "error"),
    "no message id": ("id", "root", "", "error"),
    "interaction": ("interactionId", "root", "1.2.3", "error"),
    "code": ("processingCode", "codeSystem", "1.2.3", "error"),
    "device": (".//{*}device/{*}id", "root", "1.2.3", "warning"),
    "device without number": (".//{*}device/{*}id", "extension", "", "warning"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_flavours_of_wrappers_are_held(
    real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]", fault: str
) -> None:
    path, attribute, value, severity = FAULTS[fault]
    manual = open_manual(CachePaths(real_cache), None)
    file = tmp_path / "message.xml"
    told = {}
    for interaction in (OPEN, CLOSED):
        root = etree.fromstring(scaffold(manual, interaction, Wishes(comments=False)).text.encode())
        for text in (None, value):
            place = root.find(path if path.startswith(".") else f"{{*}}{path}")
            assert place is not None
            if text == "":
                del place.attrib[attribute]
            elif text is not None:
                place.set(attribute, text)
            file.write_bytes(etree.tostring(root))
            result = run_mim_inprocess("validate", file, "--json", cache=real_cache)
            (message,) = json.loads(result.stdout)["data"]["messages"]
            told[interaction, text] = [
                (one["check"], one["severity"])
                for one in message["problems"]
                if one["address"] and one["address"].endswith(f".{attribute}")
            ]

    assert told[OPEN, None] == told[CLOSED, None] == []
    assert told[OPEN, value] == [("datatype-flavour", severity)]
    assert len(told[CLOSED, value]) == 1
