"""Files appear as a whole or not at all, and can be mapped again after they were let go."""

from __future__ import annotations

import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from bot.whole_files import appearing, give_second_name, now_and_then, unmap

_KILLED = """
import os, signal, sys
from pathlib import Path
from bot.whole_files import appearing
with appearing(Path(sys.argv[1])) as stream:
    stream.write(b"new, but only half of it")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


def write_half(file: Path) -> None:
    with appearing(file) as stream:
        stream.write(b"half" * (1 // 0))


def test_a_file_takes_its_name_when_it_is_whole(file: Path) -> None:
    with appearing(file) as stream:
        stream.write(b"new")
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


def test_a_fault_leaves_the_old_file_and_nothing_else(file: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_half(file)
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_whoever_is_killed_leaves_the_old_file(file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(file)], check=False)
    assert done.returncode == -9
    assert file.read_bytes() == b"old"


def test_what_was_let_go_is_read_again(file: Path) -> None:
    with file.open("rb") as stream:
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    assert mapped[:] == b"old"
    unmap(mapped)
    assert mapped[:] == b"old"


def test_what_is_done_now_and_then_is_done_every_so_many_times() -> None:
    done: list[int] = []
    called = now_and_then(lambda: done.append(1), 3)
    counts = []
    for _ in range(7):
        called()
        counts.append(len(done))
    assert counts == [0, 0, 1, 1, 1, 2, 2]


def test_a_second_name_is_given_at_once_and_leaves_nothing_else(tmp_path: Path) -> None:
    file, name = tmp_path / "file", tmp_path / "name"
    file.write_text("new")
    name.write_text("old")
    for _ in range(2):  # the second time, both are the same file
        give_second_name(file, name)
        assert name.read_text() == "new"
        assert sorted(tmp_path.iterdir()) == [file, name]
    with pytest.raises(FileNotFoundError):
        give_second_name(tmp_path / "nothing", name)
    assert name.read_text() == "new"
