"""What is kept of a turn, and what every place to keep it can do."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NewType, Protocol

ReaderHash = NewType("ReaderHash", str)
"""Stands for a reader within one calendar month; see `bot/store/readers.py`."""

LONGEST_QUESTION: Final = 300
"""Characters that are kept of a question."""

MOST_TURNS: Final = 10_000
"""Of a reader's turns, the latest so many are given: a file that Discord still takes."""

_PERSON: Final = re.compile(r"<@[!&]?[0-9]{1,20}>")
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
"""What PostgreSQL or UTF-8 cannot hold."""


class Decided(StrEnum):
    """What the bot decided."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """What is kept of one turn. Two with the same message are versions of the same."""

    message: int
    """The message that goes with it: when it is deleted, so is this."""
    channel: int | None
    """None in direct messages: a channel with one reader in it names the reader."""
    guild: int | None
    """None in direct messages."""
    hour: int
    """When it was asked: whole hours since 1970, UTC."""
    question: str
    """The words, as `kept_words` gives them."""
    decided: Decided
    confidence: float
    passage: str | None
    """The id of what was shown."""
    nearest: str | None
    """The id of the closest passage, where the bot asked back or declined."""
    revision: str
    """Of the content that the bot answered from."""
    reader: ReaderHash | None = None
    is_shadow: bool = False
    """It was only thought, where moderators watch what the bot would say."""


def kept_words(text: str) -> str:
    """Cut a question to what is kept of it, without the ids of those whom it mentions."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", _PERSON.sub("@…", text))[:LONGEST_QUESTION]


def hour_of(instant: datetime) -> int:
    """Give the whole hours from 1970 to an instant that knows its time zone."""
    return int((instant - _EPOCH).total_seconds()) // _HOUR_S


def hour_begins(hour: int) -> datetime:
    """Give the instant at which an hour begins."""
    return _EPOCH + timedelta(hours=hour)


def hours_of(first: date, last: date) -> tuple[int, int]:
    """Give the first and the last hour of a period, of days as UTC has them."""
    begins, is_over = (
        datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1))
    )
    return hour_of(begins), hour_of(is_over) - 1


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR_S: Final = 3600


class Store(Protocol):
    """A place where turns are kept. Whatever fails raises `StoreError`, and changes nothing."""

    async def prepare(self) -> None:
        """Make it ready to be used; needed once, and harmless again.

        Raises `NewerSchemaError` when a newer version of the program has been at work there.
        """
        ...

    async def record(self, turns: Sequence[TurnRecord]) -> None:
        """Keep turns for good, all or none; one whose message is kept already replaces it."""
        ...

    async def forget_messages(self, messages: Collection[int]) -> int:
        """Erase the turns of these messages; give how many there were."""
        ...

    async def forget_channel(self, channel: int) -> int:
        """Erase the turns of a channel; give how many there were."""
        ...

    async def forget_guild(self, guild: int) -> int:
        """Erase the turns of a guild; give how many there were."""
        ...

    async def forget_reader(self, hashes: Collection[ReaderHash]) -> int:
        """Erase the turns of whom these hashes stand for; give how many there were."""
        ...

    async def turns_of_reader(self, hashes: Collection[ReaderHash]) -> tuple[TurnRecord, ...]:
        """Give the turns of whom these hashes stand for, the oldest first, `MOST_TURNS` at most."""
        ...

    async def expire(self, before_hour: int) -> int:
        """Erase what was asked before an hour; give how much there was."""
        ...

    async def count(self) -> int:
        """Count the turns that are kept."""
        ...

    async def close(self) -> None:
        """Let go of files and connections."""
        ...


class StoreError(Exception):
    """The store cannot be used now. Its text has no readers' words and no password."""


class NewerSchemaError(StoreError):
    """The store was made by a newer version of the program."""
