"""Which turn a moderator judges next: any one, so that what is judged tells of all the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def next_to_judge(waiting: Iterable[int], skipped: int | None = None) -> int | None:
    """Give one of the messages that wait, drawn by lot, and by the same lot each time.

    After one that was skipped comes the next by lot, and after the last the first again, so that
    skipping leads through all of them. None when nothing else waits.
    """
    others = (message for message in waiting if message != skipped)
    if skipped is None:
        return min(others, key=_lot, default=None)
    begun = _lot(skipped)
    return min(others, key=lambda message: (_lot(message) < begun, _lot(message)), default=None)


def _lot(message: int) -> bytes:
    return hashlib.blake2b(str(message).encode(), digest_size=8).digest()
