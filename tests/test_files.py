"""`--output`: a file is written whole, and what is no plain file is left what it is."""

import os
import stat
import subprocess
import threading

import pytest

from mimcli.errors import InputError
from mimcli.files import pasteable, write_atomically


@pytest.mark.parametrize(
    "path",
    ["a/b-1.zip", "my folder/a.zip", "it's $HOME/`id`", 'a "b" !c', "new\nline", "\u00e9t\u00e9"],
)
def test_a_shell_takes_a_path_in_a_hint_for_one_word(path):
    printed = subprocess.run(
        ["sh", "-c", f"printf %s {pasteable(path)}"], capture_output=True, check=True
    )
    assert printed.stdout.decode() == path


def test_a_new_file_has_the_usual_permissions_and_nothing_is_left_beside_it(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()

    write_atomically(folder / "a.txt", b"words")

    assert (folder / "a.txt").read_bytes() == b"words"
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_an_existing_file_keeps_its_permissions(tmp_path):
    target = tmp_path / "secret.txt"
    target.write_bytes(b"old")
    target.chmod(0o600)

    write_atomically(target, b"new")

    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)

    write_atomically(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()

    write_atomically(pipe, b"words" * 1000)
    reader.join(10)

    assert got == [b"words" * 1000]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_missing_folder_is_said_in_one_line(tmp_path):
    with pytest.raises(InputError, match="cannot write"):
        write_atomically(tmp_path / "none" / "a.txt", b"words")


def test_a_dash_is_stdout(run_mim, tmp_path):
    run = run_mim("list-domains", "-q", "-o", "-", cwd=tmp_path)

    assert run.code == 0
    assert run.out.startswith("name\t")
    assert not (tmp_path / "-").exists()
