"""New messages: every one is what its schema accepts, whatever the schema is."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold
from support.running import Run, add_to_cache
from support.synthetic import build_mim

if TYPE_CHECKING:
    from typer.testing import Result

XS = "{http://www.w3.org/2001/XMLSchema}"
INTERACTION, MESSAGE = "PRSC_IN900001UK02", "PRSC_MT900001UK02"
EVERY_TENTH = 10
"""Of the real interactions; all of them take a minute."""


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Manual:
    return open_manual(CachePaths(synthetic_cache), None)


def schemas(manual: Manual, kind: str) -> list[tuple[str, str]]:
    """The ids of a kind that have a schema of their own, with its path."""
    return [
        (str(identifier), str(path))
        for identifier, path in manual.rows(
            "SELECT id, path FROM schema WHERE substr(id, 6, 2) = ? AND path LIKE 'Schemas/%'"
            " ORDER BY path",
            kind,
        )
    ]


def wrapped(path: Path, identifier: str, root: etree._Element) -> tuple[etree.XMLSchema, bytes]:
    """A schema for an element that its own schema declares in a group, or only by its type."""
    name = etree.QName(root).localname
    own = etree.parse(path).getroot()
    data = etree.tostring(root)
    if identifier in {one.get("name") for one in own.iter(f"{XS}group")}:
        declared = (
            f'<xs:element name="wrap"><xs:complexType><xs:sequence><xs:group ref="{identifier}"/>'
            "</xs:sequence></xs:complexType></xs:element>"
        )
        data = b'<wrap xmlns="urn:hl7-org:v3">' + data + b"</wrap>"
    else:
        declared = f'<xs:element name="{name}" type="{identifier}.{name}"/>'
    text = (
        f'<xs:schema xmlns:xs="{XS[1:-1]}" xmlns="urn:hl7-org:v3" targetNamespace="urn:hl7-org:v3"'
        f' elementFormDefault="qualified"><xs:include schemaLocation="{path.name}"/>{declared}'
        "</xs:schema>"
    )
    base = (path.parent / "wrap.xsd").as_uri()
    return etree.XMLSchema(etree.fromstring(text, base_url=base)), data


def faults(manual: Manual, identifier: str, path: str) -> Iterator[str]:
    """What the schema says against the message of an id, with and without its optional parts."""
    assert manual.tree
    file = manual.tree / path
    own = etree.XMLSchema(etree.parse(file))
    names = {one.get("name") for one in etree.parse(file).getroot().iterchildren(f"{XS}element")}
    for full in (False, True):
        text = scaffold(manual, identifier, Wishes(full=full, comments=False)).text
        root = etree.fromstring(text.encode())
        schema, data = own, text.encode()
        if etree.QName(root).localname not in names:
            schema, data = wrapped(file, identifier, root)
        if not schema.validate(etree.fromstring(data)):
            yield f"{identifier} full={full}: {schema.error_log[0].message}"


@pytest.mark.parametrize("kind", ["IN", "MT", "TP"])
def test_every_message_is_valid(manual: Manual, kind: str) -> None:
    """Interactions, message types, CMETs and templates, with and without the optional parts."""
    found = schemas(manual, kind)
    assert found
    assert [fault for one in found for fault in faults(manual, *one)] == []


@pytest.mark.corpus
def test_messages_of_the_real_mim_are_valid(real_cache: Path) -> None:
    """A sample of the real interactions; they were all checked by hand."""
    manual = open_manual(CachePaths(real_cache), None)
    found = schemas(manual, "IN")[::EVERY_TENTH]
    assert [fault for one in found for fault in faults(manual, *one)] == []


def test_a_seed_gives_the_same_bytes(manual: Manual) -> None:
    """With one the identifiers and the time are the same; without one they are not."""
    one, same, other = (scaffold(manual, INTERACTION, Wishes(seed=seed)).text for seed in (1, 1, 2))
    assert one == same != other
    below, again = (scaffold(manual, INTERACTION, Wishes(seed=-1)).text for _ in range(2))
    assert below == again
    assert below not in (one, other)
    new, newer = (scaffold(manual, INTERACTION).text for _ in range(2))
    assert new != newer


def test_the_message_says_what_it_is(manual: Manual) -> None:
    """Its root, its interaction id, and the version of the manual that was asked."""
    made = scaffold(manual, INTERACTION)
    root = etree.fromstring(made.text.encode())
    assert etree.QName(root) == (f"{{urn:hl7-org:v3}}{INTERACTION}")
    assert root.find("{*}interactionId").get("extension") == INTERACTION
    assert root.find("{*}versionCode").get("code").endswith(f"NPfIT{manual.version}")
    assert (made.id, made.root, made.full) == (INTERACTION, INTERACTION, False)


def test_comments_say_what_each_place_is(manual: Manual) -> None:
    """How often it may be there, its datatype; `comments` leaves them out."""
    with_them = scaffold(manual, MESSAGE, Wishes(seed=1)).text
    assert re.search(r"<!-- \[1\.\.1\] ", with_them)
    without = scaffold(manual, MESSAGE, Wishes(seed=1, comments=False)).text
    assert "<!--" not in without
    assert re.sub(r" *<!--.*?-->\n", "", with_them) == without


@pytest.mark.parametrize(
    ("name", "error"),
    [("Appointments", NotFoundError), ("nothing", NotFoundError), ("SlotPriority", NotFoundError)],
)
def test_what_is_no_message_is_refused(manual: Manual, name: str, error: type[Exception]) -> None:
    """A domain, an unknown name, a vocabulary: one line, and what to do."""
    with pytest.raises(error) as raised:
        scaffold(manual, name)
    assert raised.value.hint


@pytest.mark.parametrize("name", [INTERACTION, MESSAGE])
def test_a_part_without_schemas_says_what_a_new_message_needs(
    tmp_path: Path, run_mim: Callable[..., Run], name: str
) -> None:
    """Its message tables alone do not say how elements are written."""
    part, cache = build_mim(tmp_path / "part", only=("Domains/",)), tmp_path / "cache"
    add_to_cache(cache, part, "9.9.99")
    run = run_mim("scaffold", name, cache=cache)
    assert (run.code, run.out) == (4, "")
    assert "error: a new message needs the whole of MiM 9.9.99; the cache has a part" in run.err


@pytest.mark.corpus
@pytest.mark.parametrize("version", ["6.3.01", "4.2.00"])
def test_codes_that_a_partial_version_does_not_tell_are_those_of_a_whole_one(
    versions_cache: Path, version: str, tmp_path: Path, run_mim_inprocess: Callable[..., "Result"]
) -> None:
    """So its messages are valid by that, too, where both define the interaction; and by itself."""
    paths = CachePaths(versions_cache)
    manual, newest = open_manual(paths, version), open_manual(paths, "7.2.02")
    wrappers = {"acceptAckCode", "acknowledgement", "queryResponseCode", "ControlActEvent"}
    plain = Wishes(comments=False)
    ids = [identifier for identifier, _ in schemas(manual, "IN")]
    for identifier in (*ids[::4], *(one for one in ids if one.startswith("REPC_IN15"))):
        made = scaffold(manual, identifier, plain, others=lambda: [newest])
        elements = etree.fromstring(made.text.encode()).iter("*")
        odd = {etree.QName(one).localname for one in elements if "CODE" in one.attrib.values()}
        assert odd.isdisjoint(wrappers), identifier
        alone = scaffold(manual, identifier, plain)
        assert 'acceptAckCode code="CODE"' not in alone.text
        (tmp_path / f"{identifier}.xml").write_text(made.text)
    result = run_mim_inprocess("validate", tmp_path, "--json", cache=versions_cache)
    told = json.loads(result.stdout)["data"]["messages"]
    wrong = [one["artefact"] for one in told if one["status"] != "valid"]
    assert wrong == []


@pytest.mark.corpus
@pytest.mark.parametrize("version", ["6.3.01", "4.2.00"])
def test_identifiers_in_wrappers_of_a_partial_version_are_those_that_a_whole_one_wants(
    versions_cache: Path, version: str, tmp_path: Path, run_mim_inprocess: Callable[..., "Result"]
) -> None:
    """Whether that is at hand or not: what else it has to say of them, later models may bring."""
    paths = CachePaths(versions_cache)
    manual, newest = open_manual(paths, version), open_manual(paths, "7.2.02")
    both = {one for one, _ in schemas(newest, "IN")}
    for identifier in [one for one, _ in schemas(manual, "IN") if one in both][::8]:
        for number, others in enumerate((lambda: [newest], tuple)):
            made = scaffold(manual, identifier, Wishes(comments=False, full=True), others=others)
            (tmp_path / f"{identifier}-{number}.xml").write_text(made.text)
    words = ("validate", tmp_path, "--mim", "7.2.02", "--select", "datatype-flavour", "--json")
    told = json.loads(run_mim_inprocess(*words, cache=versions_cache).stdout)["data"]["messages"]
    assert told
    assert [one["artefact"] for one in told if one["problems"]] == []


@pytest.mark.corpus
def test_a_code_of_a_vocabulary_without_codes_is_one_that_its_terminology_has(
    versions_cache: Path,
) -> None:
    """The whole version has the code system at hand, which a partial one's schemas do not."""
    paths = CachePaths(versions_cache)
    manual, newest = open_manual(paths, "6.3.01"), open_manual(paths, "7.2.02")
    for others, code in ((lambda: [newest], "138875005"), (tuple, "CODE")):
        made = scaffold(manual, "POCD_IN140001UK05", Wishes(comments=False), others=others)
        document = etree.fromstring(made.text.encode()).find(".//{*}ClinicalDocument/{*}code")
        assert document.get("code") == code


@pytest.mark.corpus
@pytest.mark.parametrize("judge", ["6.3.01", "7.2.02"])
def test_a_document_of_a_partial_version_says_which_domain_models_it(
    versions_cache: Path, judge: str, tmp_path: Path, run_mim_inprocess: Callable[..., "Result"]
) -> None:
    """Its schemas have one model for all; a whole version tells, and neither finds it wrong."""
    paths = CachePaths(versions_cache)
    manual, newest = open_manual(paths, "6.3.01"), open_manual(paths, "7.2.02")
    for identifier in ("POCD_IN140001UK05", "POCD_IN160002UK06"):
        made = scaffold(manual, identifier, Wishes(comments=False), others=lambda: [newest])
        (modelled,) = newest.rows(
            "SELECT object FROM relation WHERE subject = ? AND relation = 'message_type'",
            identifier,
        )
        assert f'extension="{modelled[0]}"' in made.text
        (tmp_path / f"{identifier}.xml").write_text(made.text)
    words = ("validate", tmp_path, "--mim", judge, "--json")
    told = json.loads(run_mim_inprocess(*words, cache=versions_cache).stdout)["data"]["messages"]
    assert [one["status"] for one in told] == ["valid", "valid"]
    loud = [one for message in told for one in message["problems"] if one["severity"] != "info"]
    assert loud == []
