"""Whatever a name is: what passes can be written below a folder, and nowhere else."""

import os
from pathlib import PurePosixPath, PureWindowsPath

from hypothesis import example, given
from hypothesis import strategies as st

from mimcli.sources.names import escape_fault, fold, portability_fault, printable, twins

names = st.text(
    st.one_of(st.sampled_from("./\\: abCON<|\0\n~1é"), st.characters()), min_size=0, max_size=30
)


@given(names)
@example("..")
@example("a/../..")
@example("/a")
@example("c:a")
@example("a/./b")
def test_a_name_that_passes_stays_below_its_folder_on_every_system(name):
    if escape_fault(name) or portability_fault(name):
        return
    assert os.path.normpath(f"/base/{name}").startswith("/base/")
    windows = PureWindowsPath("C:/base") / name
    assert windows.parts[:2] == ("C:\\", "base")
    assert ".." not in windows.parts
    assert not windows.is_reserved()
    assert windows.as_posix() == f"C:/base/{name}"
    assert PurePosixPath(name).as_posix() == name
    name.encode("utf-8")


@given(st.lists(st.text(st.sampled_from("aAbéÉ/"), min_size=1, max_size=6), max_size=12))
def test_paths_without_twins_can_lie_beside_each_other(paths):
    paths = [path for path in paths if not portability_fault(path)]
    kept = [path for path in dict.fromkeys(paths) if path not in twins(paths)]
    places = [fold(path) for path in kept]
    assert len(set(places)) == len(places)
    folders = {place.rpartition("/")[0] for place in places}
    while folders - {""}:
        assert not folders & set(places)
        folders = {folder.rpartition("/")[0] for folder in folders}


@given(names)
def test_a_name_in_a_message_moves_no_cursor(name):
    assert printable(name).isprintable()
    assert len(printable(name)) <= 121
