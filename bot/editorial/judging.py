"""Which turn a moderator judges next: any one, so that what is judged tells of all the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def next_to_judge(waiting: Iterable[int], skipped: int | None = None) -> int | None:
    """Give one of the messages that wait, drawn by lot, and by the same lot each time.

    The one that was skipped last does not come next. None when nothing else waits.
    """
    return min((message for message in waiting if message != skipped), key=_lot, default=None)


def _lot(message: int) -> bytes:
    return hashlib.blake2b(str(message).encode(), digest_size=8).digest()
