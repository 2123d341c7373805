"""Which answer of ours belongs to which question, for as long as it follows what becomes of that.

It is known in memory only. After a restart an answer no longer follows its question's edit or
removal: Discord's event names the question alone, and to find the answer again the bot would have
to keep, on disk, who asked what where. Whoever asked, and moderators, still have the Remove
button, which needs no memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from bot.dialogue.conversation import Conversation
from bot.dialogue.etiquette import Address
from bot.dialogue.memory import Memory

WORDS_LIFETIME_S: Final = 15 * 60.0
"""For so long a "2" or a "why?" leans on what was said, and an edit is compared with it."""

_ANSWER_LIFETIME_S: Final = 24 * 3600.0
"""For so long an answer goes when its question does."""

_ANSWERS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Posted:
    """Our answer to a message, without a word of either."""

    message: int
    channel: int
    """Where it stands: where the question does, or in a thread on it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Our answer to a message: which it is, and the words and address that it answers."""

    message: int
    channel: int
    reader: int
    words: str
    address: Address
    subject: Conversation
    """What the words were understood in the light of."""


@dataclass(slots=True)
class Answers:
    """What we said to messages: with the words for a while, and without a word for longer."""

    _answered: Memory[int, Answered] = field(
        default_factory=lambda: Memory(capacity=_ANSWERS, lifetime_s=WORDS_LIFETIME_S)
    )
    _posted: Memory[int, Posted] = field(
        default_factory=lambda: Memory(capacity=_ANSWERS, lifetime_s=_ANSWER_LIFETIME_S)
    )
    _questions: Memory[int, int] = field(
        default_factory=lambda: Memory(capacity=_ANSWERS, lifetime_s=_ANSWER_LIFETIME_S)
    )
    """Answer → question, where `_posted` leads the other way."""

    def to(self, message: int) -> Answered | None:
        """Give our answer to a message, and to which words, while it follows edits of these."""
        return self._answered.recall(message, now=monotonic())

    def posted(self, message: int) -> Posted | None:
        """Give our answer to a message, while it goes when the message does."""
        return self._posted.recall(message, now=monotonic())

    def question_of(self, answer: int) -> int | None:
        """Give the message that an answer of ours answers, while it follows what becomes of it."""
        return self._questions.recall(answer, now=monotonic())

    def keep(self, message: int, answered: Answered) -> None:
        """Remember our answer to a message."""
        self._answered.remember(message, answered, now=monotonic())
        self.keep_notice(message, answered.message, answered.channel)

    def keep_notice(self, message: int, notice: int, channel: int) -> None:
        """Remember what we said to a message, which may be no answer."""
        now = monotonic()
        self._posted.remember(message, Posted(notice, channel), now=now)
        self._questions.remember(notice, message, now=now)

    def drop(self, message: int) -> None:
        """Forget our answer to a message."""
        posted = self.posted(message)
        if posted is not None:
            self._questions.forget(posted.message)
        self._posted.forget(message)
        self._answered.forget(message)

    def drop_removed(self, answer: int) -> None:
        """Forget an answer of ours that somebody removed; other messages are none."""
        question = self.question_of(answer)
        if question is not None:
            self.drop(question)

    def forget_reader(self, reader: int) -> None:
        """Forget the words of a reader; which answer goes with which message stays known."""
        self._answered.forget_all(lambda _, answered: answered.reader == reader)

    def forget_expired(self) -> None:
        """Forget the words that are compared with no edit any more."""
        self._answered.forget_expired(now=monotonic())
