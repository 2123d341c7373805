"""Words with which messages begin, and that change nothing of what they ask: "ok", "no, sorry"."""

from __future__ import annotations

from typing import Final

OPENERS: Final = (
    "ok|okay|so|well|but|also|then|alright|right|now|no|nope|sorry|wait|oops|actually"
    "|please|pls|just|hey|hi|hello|bot"
)
"""For a pattern. Not "and", with which "and Canada?" asks the same of something else."""
