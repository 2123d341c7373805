"""What a moderator reads when an answer that was written cannot be kept or added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.dialogue.wording import left_out

NO_WORDS: Final = "The question or the answer holds no words that would be shown."
NOT_KEPT: Final = "Nothing has been kept. What you wrote is in this file."
DRAFT_WAITS: Final = "What was written is in this file, and waits among `/content drafts`."
FILE: Final = "answer.txt"
NAME: Final = "Or another page or briefing, by name"
NAME_TOLD: Final = "A part of its title or file is enough. This counts before what is picked above."
_NAMES: Final = 10


def not_all(listed: int, all_of_them: int) -> str:
    """Say that a list to pick from is cut."""
    return f"{listed} of {all_of_them}, the nearest first. Name any other one below."


def which_place(name: str, found: Sequence[str]) -> str:
    """Say that a name is nobody's, or whose it is."""
    if not found:
        return f"No page and no briefing here has “{name}” in its name."
    more = [left_out(len(found) - _NAMES)] if len(found) > _NAMES else []
    listed = "\n".join(f"- {label}" for label in [*found[:_NAMES], *more])
    return f"Several have “{name}” in their names. Please write more of the one you mean:\n{listed}"


def page_gone(file: str) -> str:
    """Say that there is no such page."""
    return f"The page {file} is no longer there."


def page_unreadable(file: str, error: str) -> str:
    """Say that the page takes nothing as it is; readers may still see what it was."""
    return f"The page {file} cannot be read as it is now, so nothing can be added to it. {error}"


def asked_already(file: str, question: str) -> str:
    """Say that the page has that question."""
    return f"The page {file} has this question already: “{question}”."


def question_read_otherwise(read: str) -> str:
    """Say what would become of the question, as far as that is known."""
    if not read:
        return "The page would not read this question as one. Please word it otherwise."
    return f"The page would read this question as “{read}”. Please word it so, or otherwise."


def line_read_otherwise(line: str) -> str:
    """Name the line of the answer that would not be part of it."""
    if not line:
        return "The page would not read this answer as it stands."
    return (
        f"The page would not read this line of the answer as it stands: “{line}”. It may look "
        "like a heading, a comment, the next question or the end of the list."
    )


def flawed(error: str) -> str:
    """Say what is wrong with the answer."""
    return f"With this answer the page could not be published. {error}"


def page_too_large(file: str) -> str:
    """Say that there is no room for it."""
    return f"The page {file} would be too large with this answer. Please take another page."


def page_takes_none(file: str) -> str:
    """Say that no question at all can be added there."""
    return (
        f"No question can be added to the page {file} as it is written. Please take another page."
    )
