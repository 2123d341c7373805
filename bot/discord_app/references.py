"""One reference for everything that is done about one message or one click.

All log lines of it carry the reference, and so does the apology, should there be one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from structlog.contextvars import bound_contextvars, get_contextvars

_NAME: Final = "reference"


def reference() -> str:
    """Give the reference of what is being done; a new one outside of all."""
    found = get_contextvars().get(_NAME)
    return found if isinstance(found, str) else _new()


@contextmanager
def under_one() -> Iterator[None]:
    """Put what is done within under one reference, unless it is already."""
    with bound_contextvars(**{_NAME: reference()}):
        yield


def _new() -> str:
    """Tell one from another, no more: to ask the system for secret bits costs each message."""
    return f"{random.getrandbits(32):08x}"
