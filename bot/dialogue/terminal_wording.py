"""What the terminal says around the answers. See `wording.py`."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.wording import count_of

GOODBYE = "Goodbye."
CHAT_HINT = "Type a question, or a number to open a choice; /why explains, /quit leaves."
CHAT_COMMANDS = (
    "Of the commands, these work here: /ask, /briefing, /topic, /topics, /latest, /help, /quit, "
    "and /why after an answer."
)


def corpus_summary(briefings: int, pages: int, passages: int, revision: str) -> str:
    """Count what was parsed."""
    counts = (
        count_of(briefings, "briefing"),
        count_of(pages, "page"),
        count_of(passages, "passage"),
    )
    return f"{', '.join(counts)}; revision {revision}"


def database_unusable(reason: str) -> str:
    """Say that the database cannot be read."""
    return f"The database cannot be used: {reason}"


def which_guild(guilds: Iterable[int]) -> str:
    """Ask whose wordings are meant."""
    return f"Several servers taught wordings; pick one with --guild: {', '.join(map(str, guilds))}"


def aliases_exported(count: int) -> str:
    """Say how many wordings stand in the pages now."""
    return f"{count_of(count, 'wording')} of editors in the pages."


def alias_left_out(words: str, passage: str) -> str:
    """Name a wording that could not be written."""
    return f"Not written: “{words}” → {passage}; its page is not in that folder, or is another one."


def aliases_beside(count: int, file: str) -> str:
    """Say how many wordings no page can hold, and where they stand."""
    return f"{count_of(count, 'wording')} in {file} beside the pages, which could not hold them."
