"""Writes the marks of a message that was dictated with them: "is it safe question mark"."""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = re.compile(r"(?<=\w)[\s,.]+question mark[\s?.!]*$", re.IGNORECASE)
_OF_A_MARK: Final = re.compile(
    r"\b(?:a|an|the|this|that|of|with|no|and)[\s,.]+question mark\W*$", re.I
)
"""Here the mark is meant itself: "what is a question mark"."""

_SPOKEN: Final = (
    (re.compile(r"[\s,.]+question mark\b", re.IGNORECASE), "?"),
    (re.compile(r"[\s,.]+(?:exclamation mark|exclamation point)\b", re.IGNORECASE), "!"),
    (re.compile(r"[\s,.]+full stop\b", re.IGNORECASE), "."),
    (re.compile(r"[\s,.]+comma\b", re.IGNORECASE), ","),
)


def as_written(message: str) -> str:
    """Write the marks that were said, in a message that ends in a "question mark"."""
    if _ENDS.search(message) is None or _OF_A_MARK.search(message) is not None:
        return message
    message = message.rstrip(" \n?.!")
    for spoken, mark in _SPOKEN:
        message = spoken.sub(mark, message)
    return message
