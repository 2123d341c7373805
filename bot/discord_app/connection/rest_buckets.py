"""Keeps discord.py from going through all its rate limits whenever a channel is new to it.

It has one for each channel that it wrote to within five minutes, and looks at all of them for
those that are over each time it makes another. With answers in thousands of channels that took
a tenth of all time. Here it looks every few seconds: what is over is kept so much longer.

This reaches into a part that discord.py does not promise to keep; a test notices when an upgrade
changes it.
"""

from __future__ import annotations

from time import monotonic
from typing import Final

from discord.http import HTTPClient

_SWEEP: Final = "_try_clear_expired_ratelimits"
_EVERY_S: Final = 10.0


def sweep_seldom(http: HTTPClient) -> None:
    """Let a client look for rate limits that are over every few seconds at most."""
    sweep = getattr(http, _SWEEP)
    due = monotonic()

    def sweep_when_due() -> None:
        nonlocal due
        if monotonic() >= due:
            due = monotonic() + _EVERY_S
            sweep()

    setattr(http, _SWEEP, sweep_when_due)
