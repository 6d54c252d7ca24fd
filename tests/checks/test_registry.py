"""The registry of checks: ids, families, and what is chosen of them."""

import re
from pathlib import Path

import pytest

from mimcli.checks.known import CHECKS
from mimcli.checks.registry import check_of, choose_checks, families
from mimcli.checks.run import FAMILIES
from mimcli.errors import UsageError

ROOT = Path(__file__).parent.parent.parent


def test_ids_are_unique_and_begin_with_nothing_odd() -> None:
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one) for one in ids)
    assert not set(ids) & set(families())


def test_every_check_has_its_place_in_the_reference() -> None:
    text = (ROOT / "docs" / "reference" / "checks.md").read_text(encoding="utf-8")
    for check in CHECKS:
        assert f"\n### {check.id}\n" in text
        assert check.summary in text


def test_every_check_that_the_code_names_is_registered() -> None:
    known = {check.id for check in CHECKS}
    for path in (ROOT / "src" / "mimcli").rglob("*.py"):
        if path.parent.name in ("checks", "messages"):
            pattern = r'MessageProblem\(\s*"([a-z-]+)"'
            assert set(re.findall(pattern, path.read_text(encoding="utf-8"))) <= known, path


def test_every_family_that_is_run_has_checks() -> None:
    assert set(FAMILIES) <= set(families())


def test_ids_families_and_commas_choose() -> None:
    chosen = choose_checks(["schema-value,xml", "schema-type"], ["xml-no-namespace"])
    assert chosen.wants("schema-value")
    assert chosen.wants("xml-encoding")
    assert not chosen.wants("xml-no-namespace")
    assert not chosen.wants("schema-text")
    assert chosen.wants_family("schema")
    assert check_of("schema-type").family == "schema"


def test_whether_it_is_xml_at_all_cannot_be_ignored() -> None:
    assert choose_checks([], ["xml"]).wants("xml-not-well-formed")


def test_what_is_no_check_is_refused_with_near_names() -> None:
    with pytest.raises(UsageError, match="no check 'schema-valeu'") as caught:
        choose_checks(["schema-valeu"], [])
    assert "schema-value" in (caught.value.hint or "")
    with pytest.raises(UsageError, match="no check is left"):
        choose_checks(["schema"], ["schema"])
