"""Every name of the retirement list leads to its domain, and near names help where nothing does."""

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.data.retirement_list import read_retirement_list
from mimcli.errors import NotCachedError, NotFoundError
from mimcli.query.names import find_domain, resolve, resolve_domain
from mimcli.query.near import did_you_mean
from mimcli.query.opening import open_bundled, open_manual
from mimcli.query.retirement import listed_names

LISTED = [
    (entry.name, name)
    for entry in read_retirement_list().fully_retired
    for name in listed_names(entry)
]


@pytest.fixture(scope="module")
def bundled():
    return open_bundled("7.2.02")


@pytest.mark.parametrize(("entry", "name"), LISTED)
def test_a_listed_name_is_taken_wherever_a_domain_is(bundled, entry, name):
    number = find_domain(bundled, entry)
    assert number is not None
    assert resolve_domain(bundled, name.upper()) == number
    assert resolve(bundled, name).key == number


def test_every_retired_domain_is_named_by_the_list(run_mim_inprocess, tmp_path):
    """Each of the list's names, asked of `mim retired`, is retired under that name."""
    names = [entry.name for entry in read_retirement_list().fully_retired]
    run = run_mim_inprocess("retired", *names, "-f", "tsv", "-q", cache=tmp_path)
    header, *rows = (line.split("\t") for line in run.stdout.splitlines())
    assert [row[header.index("listed_as")] for row in rows] == names
    assert {row[header.index("retirement")] for row in rows} == {"retired"}


@pytest.mark.parametrize("name", ["II", "Sex", "AD", "nosuch", "PSD", "NHS Direkt"])
def test_what_may_be_a_vocabulary_needs_the_publication(bundled, name):
    """The catalogue has no vocabularies and no datatypes: it cannot say that there is none."""
    with pytest.raises(NotCachedError) as caught:
        resolve(bundled, name)
    assert "mim fetch 7.2.02" in (caught.value.hint or "")
    assert ("did you mean" in (caught.value.hint or "")) == (name in ("PSD", "NHS Direkt"))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("PRPA_IN000203UK3", "7.2.02 has PRPA_IN000203UK06"),
        ("PRPA_EX000206UK06_01", "mim example PRPA_EX000206UK06_01"),
        ("PRPA_EX000206UK06", "mim example PRPA_EX000206UK06"),
    ],
)
def test_an_id_that_is_not_there_leads_on(bundled, name, hint):
    with pytest.raises(NotFoundError, match=name) as caught:
        resolve(bundled, name)
    assert hint in (caught.value.hint or "")


def test_far_names_are_not_offered_and_names_are_quoted_for_a_shell(synthetic_cache):
    manual = open_manual(CachePaths(synthetic_cache), None)
    with pytest.raises(NotFoundError) as caught:
        resolve(manual, "nosuch")
    assert "did you mean" not in (caught.value.hint or "")
    assert did_you_mean("Care & Carers", ["Care & Carer", "PDS"]) == 'did you mean "Care & Carer"?'
    assert did_you_mean("PSD", ["PDS"]) == "did you mean PDS?"
