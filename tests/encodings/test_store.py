"""The store of encodings: nothing is encoded twice, and nothing breaks it."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.encodings import store as store_module
from bot.encodings.folder import PART, REVISION, SET_ASIDE
from bot.encodings.store import EncodingsStore
from bot.matching.vectors import Projection
from tests.encodings.builders import (
    PROJECTION,
    CountingEncoder,
    a_store,
    assert_right,
    project,
    some_texts,
)

ROOT = Path(__file__).parents[2]
TEXTS = some_texts(40)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "encodings"


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let a build save what it has every few texts."""
    monkeypatch.setattr(store_module, "CHECKPOINT_TEXTS", 7)
    return 7


def encoded_by_a_new_store(folder: Path, texts: list[str]) -> list[str]:
    """Give the texts that a program which starts now has to encode; check all vectors."""
    encoder = CountingEncoder()
    assert_right(a_store(folder, encoder).vectors(texts), texts)
    return encoder.given


def files(folder: Path, kind: str = REVISION) -> list[Path]:
    return sorted(folder.glob(f"*{kind}"))


# ------------------------------------------------------------------------- what it gives


def test_vectors_come_in_the_order_of_the_texts_repeats_included(folder: Path) -> None:
    texts = [*TEXTS, *reversed(TEXTS), TEXTS[3]]
    encoder = CountingEncoder()
    assert_right(a_store(folder, encoder).vectors(texts), texts)
    assert sorted(encoder.given) == sorted(TEXTS)


def test_texts_without_words_have_no_tokens(folder: Path) -> None:
    for texts in (["", " "], ["", *TEXTS]):
        assert_right(a_store(folder).vectors(texts), texts)
        assert encoded_by_a_new_store(folder, texts) == []


def test_no_texts_have_no_vectors(folder: Path) -> None:
    assert len(a_store(folder).vectors([])) == 0


def test_a_vector_without_length_stays_one() -> None:
    def flat(encoding: object) -> object:
        stored = project(next(CountingEncoder().encode(["ice"])))
        return type(stored)(np.zeros_like(stored.sentence), stored.tokens)

    store = EncodingsStore(None, CountingEncoder(), Projection("flat", flat))  # type: ignore[arg-type]
    assert not store.vectors(["ice"]).sentences_of(np.array([0])).any()


# ------------------------------------------------------------------------- what it saves


def test_a_restart_encodes_nothing(folder: Path) -> None:
    a_store(folder).vectors(TEXTS)
    assert encoded_by_a_new_store(folder, TEXTS) == []
    assert encoded_by_a_new_store(folder, TEXTS[::-1]) == []


def test_a_reload_encodes_only_what_changed(folder: Path) -> None:
    encoder = CountingEncoder()
    store = a_store(folder, encoder)
    store.vectors(TEXTS)
    encoder.given.clear()
    changed = [*TEXTS[5:], "a new question", "and another one"]
    assert_right(store.vectors(changed), changed)
    assert sorted(encoder.given) == ["a new question", "and another one"]
    assert encoded_by_a_new_store(folder, changed) == []


def test_what_was_given_before_stays_as_it_was(folder: Path) -> None:
    store = a_store(folder)
    before = store.vectors(TEXTS)
    for subject in ("crane", "rope", "lamp"):
        store.vectors([*TEXTS[20:], *some_texts(9, subject)])
    assert_right(before, TEXTS)


@pytest.mark.parametrize(
    ("encoder", "projection"),
    [
        (CountingEncoder(sha256="c1" * 32), PROJECTION),
        (CountingEncoder(), Projection("another", project)),
    ],
    ids=["encoder", "projection"],
)
def test_vectors_of_another_kind_are_never_taken(
    folder: Path, encoder: CountingEncoder, projection: Projection
) -> None:
    a_store(folder).vectors(TEXTS)
    EncodingsStore(folder, encoder, projection).vectors(TEXTS)
    assert len(encoder.given) == len(TEXTS)
    assert encoded_by_a_new_store(folder, TEXTS) == []


def test_progress_counts_the_new_texts(folder: Path, small_parts: int) -> None:
    store = a_store(folder)
    told: list[tuple[int, int]] = []
    store.vectors(TEXTS[:10], lambda done, total: told.append((done, total)))
    assert told == [(n, 10) for n in range(1, 11)]
    told.clear()
    store.vectors(TEXTS[:12], lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


# ------------------------------------------------------------------------- which files stay


def test_one_earlier_revision_is_kept(folder: Path) -> None:
    store = a_store(folder)
    for count in (36, 37, 38, 39, 40):
        store.vectors(TEXTS[:count])
    assert len(files(folder)) == 2
    assert encoded_by_a_new_store(folder, TEXTS[:39]) == []
    assert encoded_by_a_new_store(folder, TEXTS) == []


def test_a_build_in_parts_leaves_one_file(folder: Path, small_parts: int) -> None:
    assert_right(a_store(folder).vectors(TEXTS), TEXTS)
    assert [file.suffix for file in folder.iterdir()] == [REVISION]


def test_other_content_in_the_same_folder_keeps_its_vectors(folder: Path) -> None:
    for subject in ("crane", "rope", "lamp", "sail"):
        a_store(folder).vectors(some_texts(9, subject))
    for subject in ("crane", "rope", "lamp", "sail"):
        assert encoded_by_a_new_store(folder, some_texts(9, subject)) == []


def test_what_nobody_has_used_for_long_goes(folder: Path) -> None:
    a_store(folder).vectors(some_texts(9, "crane"))
    (unused,) = files(folder)
    abandoned = folder / "0123-4567.vectors.89ab.tmp"
    young = folder / "0123-4567.vectors.cdef.tmp"
    abandoned.write_bytes(b"half a file")
    young.write_bytes(b"half a file")
    for file, days in ((unused, 8), (abandoned, 1)):
        os.utime(file, (time.time() - days * 86_400,) * 2)
    a_store(folder).vectors(TEXTS)
    assert not unused.exists()
    assert not abandoned.exists()
    assert young.exists()


def test_a_file_of_which_little_is_needed_is_copied_into_a_smaller_one(folder: Path) -> None:
    a_store(folder).vectors(TEXTS)
    encoder = CountingEncoder()
    vectors = a_store(folder, encoder).vectors(TEXTS[:5])
    assert_right(vectors, TEXTS[:5])
    assert len(vectors.sentences) == 5
    assert encoder.given == []


# ------------------------------------------------------------------------- damage


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(place: int) -> Callable[[bytes], bytes]:
    """Turn one bit around."""

    def damage(content: bytes) -> bytes:
        return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]

    return damage


HEADER, ARRAYS = 16, 4_096
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "garbage": lambda content: b"\x00\xff" * 5_000,
    "cut": cut,
    "grown": lambda content: content + b"more",
    "only the header": lambda content: content[:ARRAYS],
    "another format": flip(0),
    "header length": lambda content: content[:8] + b"\xff" * 8 + content[16:],
    "header": flip(HEADER),
    "header without counts": lambda content: content.replace(b'"counts"', b'"c0unts"'),
    "header that is a list": lambda content: (
        content[:8] + (2).to_bytes(8, "little") + b"[]" + content[18:]
    ),
    "counts that are no numbers": lambda content: content.replace(b"[40,", b'[""]', 1),
    "key": flip(ARRAYS + 5),
    "scale": flip(ARRAYS + 40 * 16 + 1),
    "start": flip(ARRAYS + 40 * 16 + 192 + 8),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside_and_made_anew(
    folder: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    a_store(folder).vectors(TEXTS)
    (file,) = files(folder)
    content = file.read_bytes()
    assert damage(content) != content
    file.write_bytes(damage(content))
    assert len(encoded_by_a_new_store(folder, TEXTS)) == len(TEXTS)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert str(file) in caplog.text
    assert (folder / SET_ASIDE).exists()
    assert encoded_by_a_new_store(folder, TEXTS) == []


def test_a_file_of_another_space_under_our_name_is_not_used(folder: Path) -> None:
    other = CountingEncoder(sha256="c1" * 32)
    a_store(folder, other).vectors(TEXTS)
    (theirs,) = files(folder)
    a_store(folder).vectors(TEXTS)
    (ours,) = set(files(folder)) - {theirs}
    shutil.copy(theirs, ours)
    assert len(encoded_by_a_new_store(folder, TEXTS)) == len(TEXTS)


def test_a_folder_that_cannot_be_written_to_costs_a_warning_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, small_parts: int
) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    encoder = CountingEncoder()
    store = a_store(tmp_path / "file" / "encodings", encoder)
    assert_right(store.vectors(TEXTS), TEXTS)
    assert len(caplog.records) == 1
    assert "stay in memory" in caplog.text
    assert_right(store.vectors([*TEXTS, "new"]), [*TEXTS, "new"])
    assert len(encoder.given) == len(TEXTS) + 1


def test_a_full_disk_leaves_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    a_store(folder).vectors(TEXTS[:20])
    before = list(folder.iterdir())

    def full(opened: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("bot.encodings.files.os.fsync", full)
        assert_right(a_store(folder).vectors(TEXTS), TEXTS)
    assert "No space left on device" in caplog.text
    assert list(folder.iterdir()) == before
    assert len(encoded_by_a_new_store(folder, TEXTS)) == 20


def test_without_a_folder_everything_is_in_memory() -> None:
    encoder = CountingEncoder()
    store = a_store(None, encoder)
    assert_right(store.vectors(TEXTS[:30]), TEXTS[:30])
    assert_right(store.vectors(TEXTS), TEXTS)
    assert len(encoder.given) == len(TEXTS)


# ------------------------------------------------------------------------- being killed

BUILD = """
import os, signal, sys
from pathlib import Path
from bot.encodings import files, store
from tests.encodings.builders import CountingEncoder, a_store, assert_right, some_texts

store.CHECKPOINT_TEXTS = 7
folder, count, where = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

encoder = CountingEncoder()
if where == "encoding":
    encoder.before_each = lambda done: done == count // 2 and die()
if where == "before the file is on the disk":
    written = []
    sync = os.fsync
    os.fsync = lambda opened: die() if written.append(opened) or len(written) > 4 else sync(opened)
if where == "before the file has its name":
    Path.replace = die
if where == "before tidying":
    Path.unlink = die
texts = some_texts(count)
assert_right(a_store(folder, encoder).vectors(texts), texts)
"""


def build(folder: Path, count: int, where: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(folder), str(count), where], cwd=ROOT)


@pytest.mark.parametrize(
    ("where", "saved"),
    [
        ("encoding", 14),
        ("before the file is on the disk", 14),
        ("before the file has its name", 0),
        ("before tidying", 40),
    ],
)
def test_a_killed_build_goes_on_where_it_was(folder: Path, where: str, saved: int) -> None:
    assert build(folder, 40, where).wait() == -signal.SIGKILL
    assert len(encoded_by_a_new_store(folder, TEXTS)) == 40 - saved
    assert encoded_by_a_new_store(folder, TEXTS) == []


@pytest.mark.parametrize("where", ["encoding", "before the file has its name", "before tidying"])
def test_a_killed_reload_leaves_the_old_revision_or_the_new_one(folder: Path, where: str) -> None:
    a_store(folder).vectors(TEXTS[:10])
    assert build(folder, 40, where).wait() == -signal.SIGKILL
    assert encoded_by_a_new_store(folder, TEXTS[:10]) == []
    assert set(encoded_by_a_new_store(folder, TEXTS)) <= set(TEXTS[10:])


def test_parts_of_a_killed_build_go_with_the_next_revision(folder: Path) -> None:
    assert build(folder, 40, "encoding").wait() == -signal.SIGKILL
    assert files(folder, PART)
    a_store(folder).vectors(TEXTS)
    assert not files(folder, PART)


def test_parts_of_a_killed_build_outlast_a_build_of_other_content(folder: Path) -> None:
    assert build(folder, 40, "encoding").wait() == -signal.SIGKILL
    yesterday = time.time() - 86_400
    for part in files(folder, PART):
        os.utime(part, (yesterday, yesterday))
    a_store(folder).vectors(some_texts(9, "crane"))
    assert len(encoded_by_a_new_store(folder, TEXTS)) == 40 - 14


def test_processes_with_one_folder_do_not_break_each_other(folder: Path) -> None:
    running = [build(folder, count, "nowhere") for count in (40, 40, 33, 60)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    # Whoever ends last may take what only an older file has for superfluous: it is encoded anew.
    in_all_of_them = set(some_texts(33))
    assert not in_all_of_them & set(encoded_by_a_new_store(folder, some_texts(60)))
    assert encoded_by_a_new_store(folder, some_texts(60)) == []
    assert not list(folder.glob("*.tmp"))
