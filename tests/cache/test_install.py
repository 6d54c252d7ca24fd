"""An installation is whole or not at all, and what it keeps is what the source holds."""

import os
import pickle
from pathlib import Path

import pytest

from mimcli.cache.extend import extract_rest, has_rest_elsewhere
from mimcli.cache.install import already_installed, install
from mimcli.cache.lock import write_access
from mimcli.cache.manifest import ARCHIVED, EXTRACTED, read_manifest
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import find_record
from mimcli.cache.staging import Staging
from mimcli.errors import CacheError, SourceError, UsageError
from mimcli.sources.interface import is_rest
from mimcli.sources.open import open_source
from support.cache_work import VERSION, add, build_index, everything_in, sound_record
from support.small_archives import SMALL, varied, write_folder, write_zip

TREE = {path: data for path, data in SMALL.items() if not is_rest(path)}


def files_below(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in everything_in(folder).items() if data is not None}


def test_a_zip_is_extracted_without_external_documents_and_kept(tmp_path):
    source = write_zip(tmp_path / "mim.zip")
    paths = CachePaths(tmp_path / "cache")
    record = add(paths.root, source)
    assert files_below(paths.resolve(record.tree)) == TREE
    assert paths.resolve(record.archive).read_bytes() == source.read_bytes()
    assert find_record(paths, VERSION) == record
    assert (record.title, record.issued, record.source) == ("MIM 1.2.03", "2008-04-18", "mim.zip")
    assert (record.tree_files, record.rest_files, record.full) == (len(TREE), 2, False)
    assert record.tree_bytes == sum(map(len, TREE.values()))
    states = {
        line.path: line.state
        for line in read_manifest(paths.resolve(record.manifest), record.source_fingerprint)
    }
    assert states == {path: ARCHIVED if is_rest(path) else EXTRACTED for path in SMALL}
    assert sound_record(paths.root) == record
    assert list(paths.temporary.iterdir()) == []
    assert paths.tag_file.read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_the_rest_comes_from_the_kept_zip(tmp_path):
    source = write_zip(tmp_path / "mim.zip")
    paths = CachePaths(tmp_path / "cache")
    record = add(paths.root, source)
    source.unlink()
    with write_access(paths) as access:
        full = extract_rest(access, record).record
        assert extract_rest(access, full).record is full
    assert full.full
    assert full.tree == record.tree
    assert files_below(paths.resolve(full.tree)) == SMALL
    assert sound_record(paths.root) == full
    assert len(list((paths.root / "manifest-v1").iterdir())) == 1


def test_an_interrupted_rest_is_no_damage_and_can_be_done_again(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    record = add(paths.root, write_zip(tmp_path / "mim.zip"))
    write_folder(paths.resolve(record.tree), {"External Documents/Exports/EA1.htm": b"half"})
    assert sound_record(paths.root) == record
    with write_access(paths) as access:
        extract_rest(access, record)
    assert files_below(paths.resolve(record.tree)) == SMALL
    assert sound_record(paths.root).full


def test_the_rest_of_a_folder_comes_from_the_folder(tmp_path):
    folder = write_folder(tmp_path / "mim")
    paths = CachePaths(tmp_path / "cache")
    record = add(paths.root, folder)
    assert record.archive is None
    assert has_rest_elsewhere(record)
    with write_access(paths) as access:
        with pytest.raises(CacheError, match="no zip of it is kept"):
            extract_rest(access, record)
        full = extract_rest(access, record, source=open_source(folder)).record
    assert files_below(paths.resolve(full.tree)) == SMALL
    assert not has_rest_elsewhere(full)
    assert sound_record(paths.root) == full


def test_the_rest_of_another_publication_is_not_taken(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    record = add(paths.root, write_folder(tmp_path / "mim"))
    other = open_source(write_zip(tmp_path / "other.zip", varied("9")))
    with write_access(paths) as access, pytest.raises(CacheError, match="is not what version"):
        extract_rest(access, record, source=other)
    assert sound_record(paths.root) == record


def test_a_publication_without_external_documents_is_full(tmp_path):
    record = add(tmp_path / "cache", write_zip(tmp_path / "mim.zip", TREE))
    assert record.full
    assert record.rest_files == 0


def test_what_is_installed_already_is_known(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    source = open_source(write_zip(tmp_path / "mim.zip"))
    assert already_installed(paths, VERSION, source.fingerprint, 1) is None
    assert not paths.root.exists()
    record = add(paths.root, source.path)
    assert already_installed(paths, VERSION, source.fingerprint, 1) == record
    assert already_installed(paths, VERSION, "0" * 64, 1) is None
    assert already_installed(paths, VERSION, source.fingerprint, 2) is None
    assert already_installed(paths, "1.2.04", source.fingerprint, 1) is None


@pytest.mark.parametrize("part", ["tree", "index", "archive", "manifest", "record"])
def test_a_damaged_installation_does_not_count_and_is_mended_by_adding(tmp_path, part):
    paths = CachePaths(tmp_path / "cache")
    source = write_zip(tmp_path / "mim.zip")
    record = add(paths.root, source)
    if part == "record":
        paths.record_file(VERSION).write_bytes(b"{")
    else:
        place = paths.resolve(getattr(record, part))
        place.rename(tmp_path / "taken away")
    assert already_installed(paths, VERSION, record.source_fingerprint, 1) is None
    add(paths.root, source)
    assert sound_record(paths.root) is not None
    assert [len(list((paths.root / bucket).iterdir())) for bucket in ("tree-v1", "index-v2")] == [
        1,
        1,
    ]


def test_a_replacement_never_touches_what_readers_use_before_it_is_there(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    old = add(paths.root, write_zip(tmp_path / "old.zip", varied("old")))
    before = everything_in(paths.root / old.tree)
    source = open_source(write_zip(tmp_path / "new.zip", varied("new")))
    with write_access(paths) as access, Staging(access, source, VERSION) as staging:
        staging.extract()
        facts = build_index(staging.tree, staging.index)
        assert find_record(paths, VERSION) == old
        assert everything_in(paths.root / old.tree) == before
        new = staging.publish(facts)
    assert new.tree == f"tree-v1/{VERSION}+2"
    assert find_record(paths, VERSION) == new
    assert not paths.resolve(old.tree).exists()
    assert sound_record(paths.root) == new
    third = add(paths.root, tmp_path / "old.zip")
    assert third.tree == f"tree-v1/{VERSION}"


def test_jobs_hand_over_every_file_once(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    source = open_source(write_zip(tmp_path / "mim.zip"))
    with write_access(paths) as access, Staging(access, source, VERSION) as staging:
        handed = [
            (file.path, data)
            for job in pickle.loads(pickle.dumps(staging.jobs()))
            for file, data in job.run()
        ]
        assert sorted(handed) == sorted(TREE.items())
        assert files_below(staging.tree) == TREE


def test_a_job_left_out_is_not_published(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    source = open_source(write_zip(tmp_path / "mim.zip"))
    with write_access(paths) as access, Staging(access, source, VERSION) as staging:
        assert staging.jobs()
        facts = build_index(staging.tree, staging.index)
        with pytest.raises(CacheError, match="went missing"):
            staging.publish(facts)
    assert find_record(paths, VERSION) is None


class Counter:
    """A progress that notes what it is told, and in which thread."""

    def __init__(self) -> None:
        self.total = self.done = self.finished = 0

    def start(self, total, what):
        self.total += total

    def advance(self, amount):
        self.done += amount

    def finish(self):
        self.finished += 1


def test_progress_reaches_its_total(tmp_path):
    counter = Counter()
    with open_source(write_zip(tmp_path / "m.zip")) as source, write_access(CachePaths(tmp_path / "cache")) as access:  # fmt: skip
        install(access, source, VERSION, build_index, counter)
    assert counter.total == counter.done == sum(map(len, TREE.values()))
    assert counter.finished == 1


def failing_build(tree, index):
    index.write_bytes(b"half an index")
    raise RuntimeError("the importer has a fault")


@pytest.mark.parametrize("error", [RuntimeError, SourceError, KeyboardInterrupt])
def test_a_failure_leaves_the_cache_as_it_was(tmp_path, error):
    paths = CachePaths(tmp_path / "cache")
    add(paths.root, write_zip(tmp_path / "old.zip", varied("old")))
    before = everything_in(paths.root)

    def build(tree, index):
        index.write_bytes(b"half an index")
        raise error("no")

    source = open_source(write_zip(tmp_path / "new.zip", varied("new")))
    with pytest.raises(error), write_access(paths) as access:
        install(access, source, VERSION, build)
    assert everything_in(paths.root) == before


def test_a_damaged_zip_leaves_the_cache_as_it_was(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    add(paths.root, write_zip(tmp_path / "old.zip", varied("old")))
    before = everything_in(paths.root)

    def spoil(archive):
        archive.filelist[20].CRC ^= 1

    with pytest.raises(SourceError, match="wrong checksum"):
        add(paths.root, write_zip(tmp_path / "new.zip", varied("new"), spoil=spoil))
    assert everything_in(paths.root) == before


def test_a_zip_replaced_while_it_is_added_is_refused(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    path = write_zip(tmp_path / "mim.zip")

    def build(tree, index):
        write_zip(path, varied("other"))
        return build_index(tree, index)

    with pytest.raises(SourceError, match="changed while it was read"), write_access(paths) as access:  # fmt: skip
        install(access, open_source(path), VERSION, build)
    assert find_record(paths, VERSION) is None
    assert list(paths.temporary.iterdir()) == []


def test_a_source_taken_away_while_it_is_added_is_the_sources_fault(tmp_path):
    path = write_zip(tmp_path / "mim.zip")
    source = open_source(path)
    path.unlink()
    with pytest.raises((SourceError, UsageError)), write_access(CachePaths(tmp_path / "c")) as access:  # fmt: skip
        install(access, source, VERSION, build_index)


def test_a_version_in_another_case_is_the_same_version(tmp_path):
    source = write_zip(tmp_path / "mim.zip")
    add(tmp_path / "cache", source, "GP2GP-draft")
    assert add(tmp_path / "cache", source, "gp2gp-DRAFT").version == "GP2GP-draft"
    assert len(list((tmp_path / "cache/version-v1").iterdir())) == 1


@pytest.mark.parametrize("name", ["", "..", "a/b", "con", "COM1.x", "a+2", "a b", "x" * 41, "a.", ".a", "é"])  # fmt: skip
def test_a_name_that_cannot_be_kept_is_refused(tmp_path, name):
    with pytest.raises(UsageError) as caught:
        add(tmp_path / "cache", write_zip(tmp_path / "mim.zip"), name)
    assert caught.value.hint


@pytest.mark.corpus
def test_the_real_publication_is_installed_whole(tmp_path):
    path = os.environ.get("MIM_REAL_ZIP")
    if not path:
        pytest.skip("MIM_REAL_ZIP does not name the real publication")
    record = add(tmp_path / "cache", Path(path))
    assert record.tree_files > 3_000
    assert sound_record(tmp_path / "cache") == record
