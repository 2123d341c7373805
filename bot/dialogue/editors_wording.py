"""What charts and tables say to the editors, in one place, ready to be translated.

The same rule as in `wording.py`: functions take what they need and give finished words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.dialogue.wording import long_date

# ------------------------------------------------------------------------- what became of questions

ANSWERED: Final = "Answered"
ASKED_BACK: Final = "Asked back"
DECLINED: Final = "Declined"
ASKED: Final = "Asked"
NO_QUESTIONS: Final = "No questions in this time."
TOTAL: Final = "Total"


QUESTIONS_TITLE: Final = "Questions"


def period(first: date, last: date) -> str:
    """Name the days from one to another."""
    if first == last:
        return long_date(last)
    begin = long_date(first)
    if first.year == last.year:
        begin = begin.rpartition(" ")[0]
        if first.month == last.month:
            begin = str(first.day)
    return f"{begin} to {long_date(last)}"


def short_date(day: date) -> str:
    """Name a day where its year is known."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def bars_note(days: int) -> str:
    """Say how many days a bar stands for."""
    return {1: "each bar a day", 7: "each bar a week"}.get(days, f"each bar {days} days")


def questions_told(
    *, first: date, last: date, answered: int, asked_back: int, declined: int, busiest: str
) -> str:
    """Say in words what the chart of questions per day shows."""
    asked = answered + asked_back + declined
    when = period(first, last)
    if not asked:
        return f"No questions, {when}."
    return (
        f"{questions(asked)}, {when}: {answered:,} answered ({percent(answered / asked)}), "
        f"{asked_back:,} asked back, {declined:,} declined. {busiest}"
    )


def busiest_told(first: date, last: date, asked: int) -> str:
    """Name the bar that is highest."""
    if first == last:
        return f"The most on one day: {asked:,}, on {short_date(first)}."
    return f"The most in one bar: {asked:,}, {period(first, last)}."


def questions(count: int) -> str:
    """Count questions."""
    return "1 question" if count == 1 else f"{count:,} questions"


# ------------------------------------------------------------------------- lists

TOP_QUESTIONS: Final = "Asked most"
NO_TOP_QUESTIONS: Final = "Nothing was answered in this time."
BIGGEST_GAPS: Final = "Asked and not answered"
NO_GAPS: Final = "No gaps in this time."
WORST_RATED: Final = "Rated worst"
NO_WORST_RATED: Final = "No votes against an answer in this time."
STALE_PAGES: Final = "Pages with old facts"
NO_STALE_PAGES: Final = "No page has old facts."
TIMES: Final = "Times"
VOTES_UP: Final = "Up"
VOTES_DOWN: Final = "Down"
AS_OF: Final = "As of"


def list_told(title: str, counted: Sequence[tuple[str, int]]) -> str:
    """Say in words what a chart of counts shows."""
    items = "; ".join(f"“{label}”, {times(count)}" for label, count in counted)
    return f"{title}: {items}."


def times(count: int) -> str:
    """Count how often something was asked."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


# ------------------------------------------------------------------------- the threshold

THRESHOLD_TITLE: Final = "What each threshold would give"
THRESHOLD_AXIS: Final = "Answers from this confidence on"
PRECISION: Final = "Answers that are right"
COVERAGE: Final = "Questions that get an answer"
THRESHOLD: Final = "Threshold"
RIGHT: Final = "Right"
GET_AN_ANSWER: Final = "Answered"
NOW: Final = "now"
RECOMMENDED: Final = "recommended"
NO_TURNS: Final = "Nothing was recorded in shadow mode yet."
UNKNOWN: Final = "–"


def judged_note(judged: int, turns: int, *, is_enough: bool) -> str:
    """Say on how much the picture rests."""
    note = f"{judged:,} of {questions(turns)} judged"
    return note if is_enough else f"{note}: too few to recommend a threshold"


def confidence(threshold: float) -> str:
    """Write how sure the bot is, or must be, as moderators read it everywhere."""
    return f"{threshold:.0%}"


def threshold_told(name: str, threshold: float, right: str | None, answered: str) -> str:
    """Say in words what one threshold gives; `right` is none where nothing was judged."""
    told = "none judged" if right is None else f"{right} right"
    return f"{name}, from {confidence(threshold)} on: {told}, {answered} answered"


def share_told(value: float, low: float, high: float) -> str:
    """Give a share with its interval."""
    return f"{percent(value)} ({percent(low)} to {percent(high)})"


def recommended_told(wished: float, threshold: float, right: str, answered: str) -> str:
    """Recommend a threshold."""
    return (
        f"From {confidence(threshold)} confidence on, at least {percent(wished)} of the answers "
        "are right, as far as "
        f"these judgements can tell: {right} right, {answered} of the questions answered."
    )


def too_few_told(wished: float, judged: int, needed: int) -> str:
    """Say that nothing can be recommended yet, and what it takes."""
    return (
        f"Too few to recommend a threshold: {judged:,} judged. To be sure of {percent(wished)} "
        f"right takes at least {needed:,} answers judged, all of them right."
    )


def not_reached_told(wished: float, threshold: float, right: str) -> str:
    """Say that no threshold gives what is wished."""
    return (
        f"At no threshold is it sure that {percent(wished)} of the answers are right. "
        f"The best is from {confidence(threshold)} on: {right} right."
    )


def percent(share: float) -> str:
    """Write a share in whole hundredths; only all is 100%, and only none is 0%."""
    hundredths = round(share * 100)
    if hundredths == 100 and share < 1:
        hundredths = 99
    if hundredths == 0 and share > 0:
        hundredths = 1
    return f"{hundredths}%"
