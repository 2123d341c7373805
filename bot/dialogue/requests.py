"""Messages that refer to the last reply instead of asking anew: a typed number, a pronoun."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*(?:no\.?|number|nr\.?|option|choice|#)?\s*(\d{1,2})\s*[.)!]?\s*", re.I)


def chosen_number(text: str) -> int | None:
    """Read a message that consists of a number ("2", "#2", "number 2.") and nothing else."""
    match = _NUMBER.fullmatch(text[:20])
    return int(match.group(1)) if match and len(text) <= 20 else None


_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers|they|them|their|it|its|there)\b", re.I)


def leans_back(text: str) -> bool:
    """Say whether a message speaks of somebody or something that only what went before names."""
    return _PRONOUN.search(text[:200]) is not None


_LONGEST_GREETING = 60
_ABOUT_THE_BOT = re.compile(
    r"(?:(?:hi|hello|hey)\b[\s,!.]*)?(?:bot[\s,!.]*)?"
    r"(?:help(?: me)?|who are you|what are you|what can you do|what do you do"
    r"|how do you work|how does this work|what can i ask(?: you)?)?[\s?!.]*",
    re.IGNORECASE,
)


def is_about_the_bot(text: str) -> bool:
    """Say whether a message only greets the bot, or asks what it is for."""
    return len(text) <= _LONGEST_GREETING and _ABOUT_THE_BOT.fullmatch(text.strip()) is not None
