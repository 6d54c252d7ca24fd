"""Which root an identifier shall have, as the words of its row say it."""

from pathlib import Path

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold
from mimcli.scaffold.mentions import UUID, stated_roots


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("- The root attribute shall contain an OID with the value 1.2.826.0.1", ("1.2.826.0.1",)),
        ('The root attribute will contain the OID "2.16.840.1";', ("2.16.840.1",)),
        (
            "- the root attribute shall contain a DCE UUID\n- The root carries a local OID",
            (UUID, None),
        ),
        ("the root attribute shall contain the OID = 2.16.840.1.\nOf 1.2.826.0.1", ("2.16.840.1",)),
        ("An identifier of 2.16.840.1.113883", ()),
        ("", ()),
    ],
)
def test_roots_come_in_the_order_of_the_words(text: str, roots: tuple[str | None, ...]) -> None:
    assert stated_roots(text) == roots


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "place", "roots"),
    [
        # Two that stand there together, each with its own scheme.
        (
            "POLB_IN020001UK01",
            ".//{*}LaboratoryRequestGroup/{*}author/{*}assignedPersonSDS/{*}id",
            ["1285.0.2.0.65", "1285.0.2.0.67"],
        ),
        ("PORX_MT132004UK32", ".//{*}pertinentPrescription/{*}id", [None, "18.8"]),
        # A scheme that the catalogue of OIDs does not have.
        ("PRSC_MT050101UK03", ".//{*}priorRequestedService/{*}id", ["2.4.1"]),
        ("PORX_MT132004UK32", "{*}typeId", ["18.7"]),
    ],
)
def test_identifiers_have_the_roots_of_their_rows(
    real_cache: Path, name: str, place: str, roots: list[str | None]
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, name, Wishes(full=True, comments=False)).text
    found = etree.fromstring(text.encode()).findall(place)
    assert len(found) == len(roots)
    for one, root in zip(found, roots, strict=True):
        assert one.get("root").endswith(root or "")
        assert (one.get("extension") is None) == (root is None)
