"""One bot at a time has an SQLite database, and one that was killed is in nobody's way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store.sole_use import InUseError, sole_use

_HOLDS = """
import sys
from pathlib import Path
from bot.store.sole_use import sole_use

with sole_use(Path(sys.argv[1])):
    print("has it", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process_with(database: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process have a database until it is killed."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", _HOLDS, str(database)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "has it\n"
        yield process
        process.kill()


def test_a_second_one_is_told_which_process_has_it_and_what_to_do(tmp_path: Path) -> None:
    database = tmp_path / "bot.db"
    with (
        another_process_with(database) as other,
        pytest.raises(InUseError) as refused,
        sole_use(database),
    ):
        pass
    told = str(refused.value)
    assert str(database) in told
    assert f"process {other.pid} on " in told
    assert "Stop that one first" in told


def test_a_link_leads_to_the_same_database(tmp_path: Path) -> None:
    folder, link = tmp_path / "state", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    with (
        another_process_with(folder / "bot.db"),
        pytest.raises(InUseError),
        sole_use(link / "bot.db"),
    ):
        pass


def test_one_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    database = tmp_path / "bot.db"
    with another_process_with(database) as other:
        other.kill()
        other.wait()
        with sole_use(database):
            pass


def test_it_can_be_had_again_after_an_end_in_order(tmp_path: Path) -> None:
    for _ in range(2):
        with sole_use(tmp_path / "bot.db"):
            pass


def test_where_no_file_can_be_made_nobody_is_kept_from_answering(tmp_path: Path) -> None:
    with sole_use(tmp_path / "missing" / "bot.db"):
        pass
    assert not (tmp_path / "missing").exists()


def test_one_that_ends_meanwhile_is_waited_for(tmp_path: Path) -> None:
    database, waited = tmp_path / "bot.db", []
    with another_process_with(database) as other:

        def end_the_other() -> None:
            waited.append(True)
            other.kill()

        with sole_use(database, 30.0, end_the_other):
            assert waited
