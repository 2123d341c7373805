"""Remembers the latest few things for a while; pure, for the time is always passed in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """A bounded map whose entries expire. `now` is in seconds and never goes backwards."""

    def __init__(self, *, capacity: int, lifetime_s: float) -> None:
        self._capacity = capacity
        self._lifetime_s = lifetime_s
        self._entries: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def remember(self, key: K, value: V, *, now: float) -> None:
        """Keep a value for the lifetime; what has expired goes, and the oldest of too many."""
        self._entries.pop(key, None)
        self._entries[key] = (now + self._lifetime_s, value)
        self.forget_expired(now=now)
        while len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

    def recall(self, key: K, *, now: float) -> V | None:
        """Give the value, unless it has expired or was never there."""
        expires, value = self._entries.get(key, (now, None))
        if now < expires:
            return value
        self._entries.pop(key, None)
        return None

    def keys(self, *, now: float) -> tuple[K, ...]:
        """Give the keys that have not expired, the oldest first."""
        return tuple(key for key, (expires, _) in self._entries.items() if now < expires)

    def forget(self, key: K) -> None:
        """Drop an entry, if there is one."""
        self._entries.pop(key, None)

    def forget_all(self, is_meant: Callable[[K, V], bool]) -> None:
        """Drop all entries that are meant, expired ones too."""
        meant = [key for key, (_, value) in self._entries.items() if is_meant(key, value)]
        for key in meant:
            del self._entries[key]

    def forget_expired(self, *, now: float) -> None:
        """Drop what has expired: the oldest entry is the first."""
        while self._entries:
            expires, _ = next(iter(self._entries.values()))
            if now < expires:
                return
            self._entries.popitem(last=False)

    def __len__(self) -> int:
        return len(self._entries)
