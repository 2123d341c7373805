"""What is taken out of garbage collection, and what comes back into it."""

from __future__ import annotations

import gc
import platform
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.garbage import collect_seldom, give_back, settle, settle_anew


class Circle:
    """Something that refers to itself, as a server and its channels do."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _bots_leave_garbage() -> Iterator[None]:
    """Take the real thing, and then leave out of searches what was out of them before."""
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def test_what_is_settled_is_not_looked_through_again() -> None:
    circle = Circle()
    told = weakref.ref(circle)
    settle()
    del circle
    gc.collect()
    assert told() is not None


def test_settling_anew_frees_what_a_session_that_is_over_left_behind() -> None:
    circle = Circle()
    told = weakref.ref(circle)
    settle()
    del circle
    settle_anew()
    assert told() is None
    assert gc.get_freeze_count() > 0


def test_a_bot_looks_for_garbage_seldom_and_still_does() -> None:
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_threshold()[1:] == before[1:]
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc holds on to what was freed"
)
def test_what_was_freed_goes_back_to_the_system() -> None:
    blocks = [bytes(100_000) for _ in range(1_000)]
    last = bytes(100_000)  # above the others, so that these do not go back by themselves
    held = _own_kb()
    del blocks
    give_back()
    assert _own_kb() < held - 50_000
    assert len(last) == 100_000


def _own_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0])
