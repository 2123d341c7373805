"""Locks open files; the system lets go of a lock when its process ends, however it does."""

from __future__ import annotations

from typing import Final

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

HAS_LOCKS: Final = fcntl is not None


def lock(opened: int) -> bool:
    """Lock an open file or folder for this process; say whether no other one has it.

    Raises `OSError` where there are no locks.
    """
    if fcntl is None:
        raise OSError("this system has no locks of this kind")
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
