"""What /stats and the weekly report say around the figures, in one place."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.dialogue.editors_wording import percent, period, questions
from bot.dialogue.wording import count_of

COMMAND_STATS: Final = "For moderators: what was asked, and what became of it"
OPTION_DAYS: Final = "How many days to look back, with today"
WEEKLY_HEADING: Final = "The week"
STATS_HEADING: Final = "What was asked"
WEEKLY_NOTE: Final = "-# A report of this kind comes once a week; /settings show switches it off."
PICTURE_QUESTIONS: Final = "questions.png"
PICTURE_TOP: Final = "asked-most.png"
PICTURE_GAPS: Final = "gaps.png"


def heading(title: str, first: date, last: date) -> str:
    """Head figures with their period."""
    return f"### {title}: {period(first, last)}"


def told(asked: int, answered: int, asked_back: int, declined: int, people: int | None) -> str:
    """Sum up what became of the questions of a period."""
    if not asked:
        return "No questions in this time."
    who = "" if people is None else f" from at least {_people(people)}"
    return (
        f"{questions(asked)}{who}: {answered:,} answered ({percent(answered / asked)}), "
        f"{asked_back:,} asked back, {declined:,} declined."
    )


def kept(days: int) -> str:
    """Say why the figures go back no further."""
    return f"-# Questions are kept for {count_of(days, 'day')}, so nothing older can be counted."


def votes(up: int, down: int) -> str:
    """Sum up the votes on answers."""
    return f"Votes on answers: {up:,} 👍, {down:,} 👎."


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"
