"""Readers' hashes and the secret behind them."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.readers import SECRET_FILE, ReaderKeys, SecretError, load_secret
from tests.store.builders import NOW, ids

KEYS = ReaderKeys(b"k" * 32)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (they get one)


@given(ids, instants, instants)
def test_a_reader_has_one_hash_in_a_month_and_another_one_in_the_next(
    reader: int, one: datetime, other: datetime
) -> None:
    is_same_month = (one.year, one.month) == (other.year, other.month)
    assert (KEYS.of(reader, one) == KEYS.of(reader, other)) == is_same_month


@given(ids, ids)
def test_two_readers_have_two_hashes(one: int, other: int) -> None:
    assert (KEYS.of(one, NOW) == KEYS.of(other, NOW)) == (one == other)


@given(ids, instants, instants, instants)
def test_all_months_between_two_instants_are_found(
    reader: int, first: datetime, between: datetime, last: datetime
) -> None:
    first, between, last = sorted((first, between, last))
    assert KEYS.of(reader, between) in KEYS.within(reader, first, last)


def test_the_hashes_are_those_of_hmac_sha256() -> None:
    """Computed with openssl, so that another program can find a reader's rows again."""
    assert KEYS.of(123456789012345678, NOW) == EXPECTED


EXPECTED = "2124ad0e3048f9336713635b96f26a6e"


def test_nothing_but_the_secret_makes_them() -> None:
    assert ReaderKeys(b"l" * 32).of(1, NOW) != KEYS.of(1, NOW)
    assert "kkk" not in repr(KEYS)


def test_the_secret_is_made_once_and_for_us_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    secret = load_secret(folder)
    assert len(secret) == 32
    assert load_secret(folder) == secret
    assert list(folder.iterdir()) == [folder / SECRET_FILE]
    assert load_secret(tmp_path / "other") != secret
    if os.name == "posix":
        assert stat.S_IMODE((folder / SECRET_FILE).stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_secret_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    load_secret(tmp_path)
    (tmp_path / SECRET_FILE).chmod(0o644)
    load_secret(tmp_path)
    assert stat.S_IMODE((tmp_path / SECRET_FILE).stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_secret_that_is_mounted_for_us_to_read_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = load_secret(tmp_path)
    (tmp_path / SECRET_FILE).chmod(0o444)

    def refuse(self: Path, mode: int) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    monkeypatch.setattr(Path, "chmod", refuse)
    assert load_secret(tmp_path) == secret


def test_two_processes_at_once_get_the_same_secret(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bot.store.readers import load_secret; "
        "sys.stdin.read(); print(load_secret(Path(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(4)
    ]
    secrets = {process.communicate()[0] for process in started}
    assert secrets == {load_secret(tmp_path).hex().encode() + os.linesep.encode()}


@pytest.mark.parametrize("content", [b"", b"00", b"zz" * 32, b"\xff" * 64, b"0" * 66])
def test_a_damaged_secret_is_named_and_kept(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / SECRET_FILE
    file.write_bytes(content)
    with pytest.raises(SecretError, match=SECRET_FILE):
        load_secret(tmp_path)
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SecretError, match="file"):
        load_secret(tmp_path / "file" / "state")
