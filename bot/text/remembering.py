"""Remembers what was read of the latest messages."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_MESSAGES: Final = 128

once_a_message: Final = lru_cache(maxsize=_MESSAGES)
"""Decorates what reads a message: each is read at several steps on the way to its reply."""
