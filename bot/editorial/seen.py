"""What a moderator has looked at, in so few letters that a button remembers it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

Stand = Mapping[str, tuple[str | None, str | None]]
"""Of each file that a change is about: what readers see now, and what they would see, by digest;
none for nothing."""

_MARK: Final = 8
_MOST_MARKED: Final = 5
"""Files with a mark of their own; of more it is only known that something has changed."""


def seen_of(stand: Stand) -> str:
    """Sum up how things stand: hexadecimal, 40 letters at most."""
    marks = [_digest(repr(stand[file]))[:_MARK] for file in sorted(stand)]
    if 0 < len(marks) <= _MOST_MARKED:
        return "".join(marks)
    return _digest(repr(sorted(stand.items())))[: _MARK * _MOST_MARKED]


def changed_since(seen: str, stand: Stand) -> tuple[str, ...] | None:
    """Name the files that stand otherwise than when `seen` was made; none where all are the same.

    Empty where something has changed and it cannot be said what.
    """
    now = seen_of(stand)
    if now == seen:
        return None
    files = sorted(stand)
    if len(files) > _MOST_MARKED or len(now) != len(seen):
        return ()
    places = range(0, len(now), _MARK)
    return tuple(
        f for f, at in zip(files, places, strict=False) if now[at:][:_MARK] != seen[at:][:_MARK]
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
