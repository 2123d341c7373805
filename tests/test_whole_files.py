"""Files appear as a whole or not at all, and can be mapped again after they were let go."""

from __future__ import annotations

import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from bot.whole_files import appearing, give_second_name, letting_go, unmap

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


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what is mapped")
@pytest.mark.parametrize(("megabytes", "stays"), [(1, True), (80, False)])
def test_only_large_files_leave_the_memory_after_use(
    tmp_path: Path, megabytes: int, stays: bool
) -> None:
    file = tmp_path / "arrays"
    file.write_bytes(bytes(megabytes << 20))
    with file.open("rb") as stream:
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    before = mapped_bytes()
    assert not any(mapped[:: mmap.PAGESIZE])
    letting_go(mapped)()
    assert (mapped_bytes() - before > megabytes << 19) is stays


def mapped_bytes() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("RssFile"))
    return int(held) << 10


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
