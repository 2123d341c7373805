"""Keeps collecting and freeing very many objects from holding up whatever else runs, or memory."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.corpus.model import Passage


@contextmanager
def without_collections() -> Iterator[None]:
    """Put off garbage collection while very many objects are made that will stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def let_go(passages: list[Passage]) -> None:
    """Free what nobody else holds one by one, so that other threads get their turns in between.

    100,000 passages at once would keep the interpreter for a tenth of a second.
    """
    while passages:
        passages.pop()


def collect_seldom() -> None:
    """Look for garbage after ten thousand new objects instead of 700. For the whole process.

    A reply to Discord takes more than a thousand; most of them are gone before anybody looks.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


_NEW_OBJECTS: Final = 10000


def settle() -> None:
    """Take the present objects out of garbage collection, which would look at each for nothing.

    At 2,000 questions a full collection takes some 20 ms, in the middle of somebody's answer.
    """
    gc.freeze()


def settle_anew() -> None:
    """Settle after freeing what refers to itself in circles, which frozen objects never do.

    A server and its channels are such a circle, and a session that begins anew brings all of its
    servers again. Everything waits for some tenths of a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Give the system what was freed and is held for later; does nothing but with glibc.

    To read and index 100,000 questions leaves some 170 MB of it. Takes a few milliseconds.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
