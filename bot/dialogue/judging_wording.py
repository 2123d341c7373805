"""What moderators read while they judge turns and choose a threshold."""

from __future__ import annotations

from typing import Final

COMMAND_THRESHOLD: Final = (
    "Judge what the bot said or would have said, and choose how sure it must be"
)

HEADING: Final = "How sure must the bot be?"
NO_TURNS: Final = (
    "Nothing has been asked here yet. Set a channel to “shadow” in `/settings`, and the bot notes"
    " what it would have said there, without saying it; then come back."
)
JUDGE: Final = "Judge an answer"
RIGHT: Final = "Right"
WRONG: Final = "Wrong"
SKIP: Final = "Skip"
ALL_JUDGED: Final = "Every answer of the last weeks has been judged. Thank you."
PASSAGE_GONE: Final = "This passage is gone from the briefings; skip it."
QUESTION: Final = "Does this answer the question?"

PICTURE_FILE: Final = "threshold.png"


def use(threshold: float) -> str:
    """Offer a threshold."""
    return f"Answer from {threshold:.2f} on"


def threshold_set(threshold: float) -> str:
    """Say that a threshold was set."""
    told = f"From now on the bot answers when it is at least {threshold:.0%} sure."
    return f"{told} `/settings` undoes it."


def asked(words: str) -> str:
    """Show what a reader asked."""
    return f"**Asked:** {words}"


def would_say(label: str, confidence: float) -> str:
    """Show what the bot had found, and how sure it was."""
    return f"**Found** ({confidence:.0%} sure): {label}"
