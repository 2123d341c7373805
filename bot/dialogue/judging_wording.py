"""What moderators read while they judge turns and choose a threshold."""

from __future__ import annotations

from typing import Final

from bot.dialogue.editors_wording import confidence

COMMAND_THRESHOLD: Final = "Judge what I said or would have said, and choose how sure I must be"

HEADING: Final = "How sure must I be?"
NO_TURNS: Final = (
    "Nothing has been asked here yet. In `/settings show`, under “When I answer”, pick “In shadow” "
    "for a channel: I note what I would have said there, without saying it. Then come back."
)
JUDGE: Final = "Judge an answer"
RIGHT: Final = "Right"
WRONG: Final = "Wrong"
SKIP: Final = "Skip"
ALL_JUDGED: Final = (
    "There is no other answer to judge now. Thank you. `/settings threshold` shows what follows."
)
PASSAGE_GONE: Final = "This passage is gone from the briefings; skip it."
QUESTION: Final = "Does this answer the question?"

PICTURE_FILE: Final = "threshold.png"


def use(threshold: float) -> str:
    """Offer a threshold."""
    return f"Answer from {confidence(threshold)} on"


def threshold_set(threshold: float) -> str:
    """Say that a threshold was set."""
    told = f"From now on I answer when I am at least {confidence(threshold)} sure."
    return f"{told} `/settings show` undoes it, under “How bold I am”."


def asked(words: str) -> str:
    """Show what a reader asked."""
    return f"**Asked:** {words}"


def would_say(label: str, sure: float) -> str:
    """Show what the bot had found, and how sure it was."""
    return f"**Found** ({confidence(sure)} sure): {label}"
