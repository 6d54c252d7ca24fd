"""Ids as other places write them, and the words that kinds of things have in a sentence."""

import json

import pytest

from mimcli.model.identifiers import bare_name
from mimcli.query.names import with_article

ID = "PRPA_IN000203UK06"


@pytest.mark.parametrize("name", [f"urn:nhs:names:services:pds:{ID}", f"{ID}.xsd", f" {ID}.XSD "])
def test_a_service_name_and_a_schema_file_name_an_interaction(run_mim, tmp_path, name):
    """For `show` and for `which`."""
    for command in ("show", "which"):
        run = run_mim(command, name, "--json", cache=tmp_path / "none")
        data = json.loads(run.out)["data"]
        assert (data if command == "show" else data[0])["id"] == ID


@pytest.mark.parametrize("name", ["PDS", "notes.xsd", "urn:nhs:names:services:pds", ID, ".xsd"])
def test_what_is_no_such_name_stays_as_it_is(name):
    assert bare_name(name) == name


def test_kinds_have_their_article():
    kinds = ("application_role", "interaction", "message_type", "cmet", "oid", "vocabulary")
    assert [with_article(kind) for kind in kinds] == [
        "an application role",
        "an interaction",
        "a message type",
        "a CMET",
        "an OID",
        "a vocabulary",
    ]
