"""What a manual says does not depend on the markup that one generator gave it.

A synthetic MiM in the manner of the first releases gives what the records call the truth; and pages
of the real publication give the same whatever markup is taken from them or put in its place.
"""

import zipfile
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path

import pytest

from mimcli.importer.pages import kind_of, parse_page
from mimcli.importer.statements import gather_statements, state_release
from mimcli.model.publication import Publication
from mimcli.reconcile.assemble import assemble
from support import expected, older_markup
from support.older_markup import Change, changed, older_generation, without_attribute
from support.synthetic import default_mim, files_of, write_files

MIM = default_mim()
VERSION = "3.1.09"


def published(files: Mapping[str, bytes]) -> Publication:
    paths = sorted(files)
    parsed = [
        parse_page(kind, path, files[path], words=False)
        for path in paths
        if (kind := kind_of(path)) is not None and kind.name not in ("text", "example")
    ]
    meta = state_release(paths, files.__getitem__)
    return assemble(gather_statements(meta, paths, parsed, files.__getitem__))


def told(publication: Publication) -> dict[str, Counter[Hashable]]:
    """What a publication tells, less where it stands on its page and what was odd."""

    def bag(rows: Iterable[Hashable]) -> Counter[Hashable]:
        return Counter(rows)

    return {
        "domains": bag((one.folder, one.name, one.category) for one in publication.domains),
        "artefacts": bag(
            (one.id, one.kind, one.title, one.standing) for one in publication.artefacts
        ),
        "relations": bag(
            (one.subject, one.relation, one.position, one.object) for one in publication.relations
        ),
        "responsibilities": bag(publication.responsibilities),
        "definitions": bag(one._replace(mif=None) for one in publication.definitions),
        "rows": bag(
            row._replace(
                class_kind=None, rim_class=None, anchor=None, description=None, target_row=None
            )
            for row in publication.table_rows
        ),
        "vocabularies": bag(
            (one.name, one.code_system, one.status) for one in publication.reference.vocabularies
        ),
        "codes": bag((one.code, one.display) for one in publication.reference.codes),
        "oids": bag((one.oid, one.name) for one in publication.reference.oids),
        "datatypes": bag((one.name, one.kind) for one in publication.reference.datatypes),
    }


def lost_and_new(before: Publication, after: Publication) -> dict[str, tuple[int, int]]:
    """How much of what kind is told in one publication only."""
    one, other = told(before), told(after)
    found = {kind: ((one[kind] - other[kind]), (other[kind] - one[kind])) for kind in one}
    return {kind: (lost.total(), new.total()) for kind, (lost, new) in found.items() if lost or new}


# A synthetic MiM of the first generation.


@pytest.fixture(scope="module")
def old() -> Publication:
    return published(older_generation(files_of(MIM), VERSION))


@pytest.fixture(scope="module")
def new() -> Publication:
    return published(files_of(MIM))


def test_an_older_release_says_which_it_is_in_its_overview(old):
    assert old.meta["mim_version"] == VERSION


def test_every_domain_has_its_name_version_and_manual(old, new):
    assert [(one.name, one.folder) for one in old.domains] == [
        (one.name, one.folder) for one in new.domains
    ]
    pages = {one.folder: (one.page, one.version) for one in new.domains if one.version}
    found = {one.folder: (one.page, one.version) for one in old.domains}
    for folder, (page, version) in pages.items():
        assert found[folder][0] == page
        assert found[folder][1] == version or not page.startswith("Domains/")


def test_every_artefact_row_vocabulary_and_oid_comes_out(old, new):
    """All but the one trigger event and receiving role that only the interaction XML says."""
    assert lost_and_new(new, old) == {"artefacts": (1, 0), "relations": (2, 1)}
    lost = told(new)["artefacts"] - told(old)["artefacts"]
    assert {standing for _, _, _, standing in lost} == {"mentioned"}
    truth = expected.expected_interactions(MIM)
    assert {one.id for one in old.artefacts if one.kind == "interaction"} == set(truth)


def test_what_is_odd_is_a_finding_and_the_page_is_still_read(old):
    kinds = {one.kind for one in old.findings}
    assert "unreadable-page" not in kinds
    assert "page-without-headings" not in kinds
    assert "menu-entry-without-status" in kinds


def test_an_older_release_is_added_and_answers_under_the_domain_s_old_and_new_name(
    tmp_path: Path, run_mim
):
    files = older_generation(files_of(MIM), VERSION)
    # The first releases call the domain "eBooking".
    files = {
        path: data.replace(b">Appointments<", b">eBooking<")
        if path == "Core/Contents.htm"
        else data
        for path, data in files.items()
    }
    source, cache = write_files(tmp_path / "mim", files), tmp_path / "cache"
    added = run_mim("add", source, cache=cache)
    assert (added.code, VERSION in added.out) == (0, True), added.err
    for name in ("eBooking", "Choose and Book", "eRS"):
        shown = run_mim("show", name, "--json", cache=cache)
        assert '"name": "eBooking"' in shown.out, shown.err


# Pages of the real publication in other markup.

SAMPLE = (
    *("Core/Contents", "Vocabulary/C", "Vocabulary/index", "OID/", "Data Types/DataTypes"),
    *("Domains/PDS/", "Domains/Choose and Book/", "Domains/CMETs/", "Domains/GP2GP/"),
    *("Domains/Infrastructure/", "Domains/Legitimate Relationships/", "Domains/Laboratory/"),
)


@pytest.fixture(scope="module")
def pages(real_zip: Path) -> dict[str, bytes]:
    """A sample of the real pages of every kind."""
    with zipfile.ZipFile(real_zip) as archive:
        names = [name for name in archive.namelist() if older_markup.HTML.search(name)]
        contents = min((name for name in names if name.endswith("Core/Contents.htm")), key=len)
        prefix = contents.removesuffix("Core/Contents.htm")
        wanted = tuple(prefix + one for one in SAMPLE)
        return {
            name[len(prefix) :]: archive.read(name) for name in names if name.startswith(wanted)
        }


@pytest.fixture(scope="module")
def real(pages: dict[str, bytes]) -> Publication:
    publication = published(pages)
    assert len(publication.artefacts) > 300
    assert len(publication.table_rows) > 7_000
    return publication


ALL_AT_ONCE = (
    *map(without_attribute, ("class", "bgcolor", "style", "title")),
    older_markup.other_icons,
    older_markup.renumbered_sections,
    older_markup.upper_case_tags,
)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("changes", "differing"),
    [
        pytest.param(ALL_AT_ONCE, {}, id="no-styles-other-icons-other-numbers-upper-case"),
        pytest.param((older_markup.words_for_icons,), {}, id="words-for-icons"),
        pytest.param((older_markup.plain_headings,), {}, id="headings-of-words-alone"),
        pytest.param((older_markup.styled_headings,), {}, id="headings-of-a-style"),
        # On one page two classes have one name, and only anchors tell them apart.
        pytest.param((older_markup.without_anchors,), {"rows": 10}, id="no-anchors"),
    ],
)
def test_real_pages_say_the_same_in_other_markup(
    pages, real, changes: tuple[Change, ...], differing
):
    found = lost_and_new(real, published(changed(pages, *changes)))
    assert {kind: lost for kind, (lost, _) in found.items()} == differing, found
