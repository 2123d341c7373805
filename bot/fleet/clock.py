"""A clock that goes on while the process is stopped, and while the machine is asleep."""

from __future__ import annotations

import time


def steady_s() -> float:
    """Give seconds since some instant; they never go backwards."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
