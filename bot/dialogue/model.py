"""What goes in and what comes out of a conversation: utterances, replies, turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.corpus.model import BriefingId, Passage, PassageId, PassageKind
from bot.matching.model import Candidate, Decision


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reply put before a reader: a passage, choices, or both."""

    shown: PassageId | None
    """The passage that was shown last; none for a list, a question back or a decline."""
    choices: tuple[PassageId, ...]

    def is_as(self, other: Seen) -> bool:
        """Say whether both showed the same passage, or else the same choices."""
        same_choices = self.shown is not None or self.choices == other.choices
        return self.shown == other.shown and same_choices


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a reader typed, and what it may refer to."""

    text: str
    about: PassageId | None = None
    """A passage of the story in view: what the reader replied to, or saw or was offered last."""
    choices: tuple[PassageId, ...] = ()
    """The numbered choices of the reply that the reader saw last, so that a "2" works."""
    shown: PassageId | None = None
    """What the last reply showed; none when it asked back, declined or gave a list."""
    before: tuple[str, ...] = ()
    """The reader's own latest messages, oldest first."""
    trail: tuple[Seen, ...] = ()
    """What the latest replies put before the reader, oldest first."""

    @property
    def on_screen(self) -> PassageId | None:
        """What the last reply showed that put anything before the reader; none for mere choices."""
        return self.trail[-1].shown if self.trail else self.shown


class ReplyKind(StrEnum):
    """What a reply is for, which decides its looks."""

    ANSWER = "answer"
    CLARIFICATION = "clarification"
    ABSTENTION = "abstention"
    MENU = "menu"
    """A list to choose from, shown word for word."""
    NOTICE = "notice"
    """The bot speaks of itself: help, a passage that is gone, nothing loaded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that opens a passage; replies number them from 1 in the text as well."""

    passage: PassageId
    label: str
    """Whole and verbatim; front ends shorten it to what fits."""
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words of an answer stand."""

    briefing: BriefingId
    briefing_title: str
    section: str
    """The canonical heading, or the bot's word for a page of questions."""
    file: str
    line: int
    as_of: date | None
    publisher: str | None
    """`source:` of the front matter."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything that a front end needs to speak; the terminal prints the same value."""

    kind: ReplyKind
    heading: str
    """The question that was matched, a heading or a name; or the bot's own short title."""
    text: str
    """The passage's own words when `passage` is set; the bot's own otherwise."""
    passage: Passage | None = None
    source: Source | None = None
    warning: str | None = None
    """A sentence of the bot's own to be read before the passage's words."""
    notes: tuple[str, ...] = ()
    """Sentences of the bot's own beside the answer: an age warning, "breaks off here"."""
    follow_ups: tuple[Choice, ...] = ()
    """Go deeper: what this passage leads to."""
    alternatives: tuple[Choice, ...] = ()
    """"Not what I meant": the other candidates."""
    story: BriefingId | None = None
    """The story whose parts are offered, where it is about a story as a whole."""
    also: tuple[Reply, ...] = ()
    """The answers to further questions of the same message, in its order.

    They hold no choices and nothing further: the first reply holds those of all.
    """


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and all that came of it."""

    utterance: Utterance
    decision: Decision
    candidates: tuple[Candidate, ...]
    reply: Reply
    turned_to: PassageId | None = None
    """The nearest passage of the story that a declined message names, if it was not in view."""

    @property
    def confidence(self) -> float:
        """The best candidate's confidence, 0 where there is none."""
        return self.candidates[0].confidence if self.candidates else 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a reply is what it is, in plain words, for readers and for `ask --explain`."""

    summary: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    """With contributions, best first."""


class OtherLanguages(StrEnum):
    """Whether messages in other languages than the pages' are read."""

    READ = "read"
    NOT_INSTALLED = "not installed"
    OFF = "off"
    BROKEN = "broken"
