"""A clock for what goes by the time of day: it stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import ModuleType

import pytest

from bot import edition, library
from bot.app import editions
from bot.discord_app import answers, desk, manners
from bot.discord_app.cogs import expiry

READ_BY: tuple[ModuleType, ...] = (editions, edition, library, desk, expiry)
"""Which read the real one."""


@dataclass(slots=True)
class Clock:
    """Says what time it is."""

    now: datetime


def a_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """Put a clock in the place of the real one."""
    clock = Clock(now)

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # no subclass
            return clock.now.astimezone(tz)

    for module in READ_BY:
        monkeypatch.setattr(module, "datetime", Told)
    return clock


def memories_go_by(monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]) -> None:
    """Let what the desk remembers for a while go by this clock."""
    for module in (answers, desk, manners):
        monkeypatch.setattr(module, "monotonic", seconds)
