"""Files of arrays: whole or refused, never half believed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.editions.files import read_arrays, write_arrays
from bot.whole_files import UnusableFileError

ARRAYS = {
    "numbers": np.arange(12, dtype=np.int64).reshape(3, 4),
    "flags": np.array([True, False]),
    "none": np.zeros((0, 5), dtype=np.float16),
    "letters": np.frombuffer(b"ice", dtype=np.uint8),
}
TOLD = {"words": ["\udc80", "Eis"], "count": 3}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.edition"
    write_arrays(path, TOLD, ARRAYS)
    return path


def test_arrays_come_back_as_they_were(file: Path) -> None:
    stored = read_arrays(file)
    assert stored.told == TOLD
    assert stored.arrays.keys() == ARRAYS.keys()
    for _ in range(2):
        for name, array in ARRAYS.items():
            np.testing.assert_array_equal(stored.arrays[name], array)
            assert stored.arrays[name].dtype == array.dtype
        stored.let_go()


def test_every_flipped_byte_is_noticed(file: Path) -> None:
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(UnusableFileError):
            read_arrays(file)


@pytest.mark.parametrize("size", [0, 1, 27, 28, 200, -1])
def test_a_file_that_was_cut_is_refused(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(UnusableFileError):
        read_arrays(file)


def test_what_is_no_plain_array_cannot_be_stored(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_arrays(tmp_path / "two.edition", {}, {"objects": np.array([object()])})
    assert list(tmp_path.iterdir()) == []
