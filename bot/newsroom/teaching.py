"""Teaches wordings: what they mean and what they do not; shown first, then published, undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.corpus.overlay import Overlay, Wording, digest_of
from bot.corpus.wordings import clash_of, wording_key
from bot.editorial.rehearsal import Rehearsal
from bot.store.audit import Action, Deed
from bot.store.guilds import ConflictError
from bot.store.model import kept_words

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

MOST_LESSONS: Final = 2_000
"""In one guild; more belong in the pages, where they can be read."""

TEACHABLE: Final = (PassageKind.QUESTION, PassageKind.TOPIC, PassageKind.SECTION)
"""What may have other wordings; an introduction and a menu only lead there."""

_DIGITS: Final = 16
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """What some words mean, or what they do not mean."""

    wording: Wording
    is_meant: bool
    """The words mean the passage; otherwise they must not reach it."""

    @property
    def digest(self) -> str:
        """Tells the lessons of a passage apart, in few characters."""
        return digest_of(self.wording.words.encode())[:_DIGITS]

    @property
    def action(self) -> Action:
        """What it is to teach it."""
        return Action.TEACH if self.is_meant else Action.NOT_THIS

    def over(self, overlay: Overlay) -> Overlay:
        """Give an overlay that says so too."""
        return overlay.teaching(self.wording) if self.is_meant else overlay.refusing(self.wording)


class Hindrance(StrEnum):
    """Why something is not taught."""

    NO_WORDS = "no words"
    NO_PASSAGE = "no passage"
    """It is gone, or nothing that has wordings."""
    ITS_OWN = "its own"
    """The passage has these words already."""
    CLASH = "clash"
    """They are another passage's."""
    KNOWN = "known"
    """It was taught already."""
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Hindered:
    """It is not taught, and why."""

    why: Hindrance
    passage: Passage | None = None
    """The one whose words they are already."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What teaching would change; it waits in the store to be published."""

    lesson: Lesson
    passage: Passage
    rehearsal: Rehearsal
    proposal: int


def lesson_on(passage: str, words: str, *, is_meant: bool) -> Lesson:
    """Make a lesson of what somebody wrote."""
    spoken = kept_words(" ".join(words.split()))
    return Lesson(Wording(PassageId(passage), spoken), is_meant)


class Teaching:
    """Wordings of guilds. What changes something raises as `Newsroom` does."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def lessons(self, guild: int) -> tuple[Lesson, ...]:
        """Give all that was taught in a guild, in the order of passages."""
        return tuple(lessons_of(self._newsroom.published(guild).overlay))

    def hindrance(self, guild: int, lesson: Lesson) -> Hindered | None:
        """Say why something cannot be taught in a guild; none when it can."""
        known = self.lessons(guild)
        if lesson in known:
            return Hindered(Hindrance.KNOWN)
        if len(known) >= MOST_LESSONS:
            return Hindered(Hindrance.TOO_MANY)
        return _hindrance(self._newsroom.library.of(guild).corpus, known, lesson)

    async def preview(self, guild: int, moderator: int, lesson: Lesson) -> Preview | Hindered:
        """Say what would be answered differently, and keep the lesson until it is published."""
        hindered = self.hindrance(guild, lesson)
        passage = self._newsroom.library.of(guild).corpus.passage(lesson.wording.passage)
        if hindered is not None or passage is None:
            return hindered or Hindered(Hindrance.NO_PASSAGE)
        published = self._newsroom.published(guild)
        overlay = lesson.over(self._unwritten(published.overlay))
        rehearsal = await self._newsroom.rehearse(guild, overlay, lesson.wording.words)
        proposal = await self._newsroom.revisions.propose(
            _deed(guild, moderator, lesson),
            lesson.over(Overlay()),
            base=published.number,
            at=self._newsroom.now,
        )
        return Preview(lesson, passage, rehearsal, proposal)

    async def publish(self, guild: int, moderator: int, proposal: int) -> Lesson | Hindered | None:
        """Let a guild's proposal be in force from now on; none where it has none of this id.

        What others published meanwhile stays; if it hinders this, the proposal goes on waiting.
        """
        waiting = await self._newsroom.revisions.proposal(guild, proposal)
        lesson = None if waiting is None else next(lessons_of(waiting.change), None)
        if lesson is None:
            return None
        hindered = self.hindrance(guild, lesson)
        if hindered is not None:
            return hindered
        await self._publish(_deed(guild, moderator, lesson), lesson, proposal)
        return lesson

    async def _publish(self, deed: Deed, lesson: Lesson, proposal: int) -> None:
        for _ in range(_TRIES):
            published = self._newsroom.published(deed.guild)
            overlay = lesson.over(self._unwritten(published.overlay))
            try:
                await self._newsroom.publish(
                    deed, overlay, seen=published.number, proposal=proposal
                )
            except ConflictError:
                if self._newsroom.published(deed.guild) == published:  # the proposal is gone
                    raise
            else:
                return
        raise ConflictError("the content is changed all the time")

    def _unwritten(self, overlay: Overlay) -> Overlay:
        """Leave out what stands in the files by now: it is told there, once and for all."""
        files = self._newsroom.library.current.corpus
        for wording in overlay.taught:
            passage = files.passage(wording.passage)
            if passage is None or passage.provenance.file in overlay.pages:
                continue
            if wording_key(wording.words) in map(wording_key, passage.aliases):
                overlay = overlay.forgetting(wording)
        return overlay

    async def cancel(self, guild: int, proposal: int) -> bool:
        """Let go of a guild's proposal; say whether it was there."""
        return await self._newsroom.revisions.withdraw(guild, proposal)

    async def undo(self, guild: int, moderator: int, passage: str, digest: str) -> Lesson | None:
        """Take back what was taught in a guild, and give it; none where there is no such thing."""
        for _ in range(_TRIES):
            published = self._newsroom.published(guild)
            taught = lessons_of(published.overlay)
            lesson = next((x for x in taught if _is_named(x, passage, digest)), None)
            if lesson is None:
                return None
            deed = Deed(guild, moderator, Action.UNDO, _told(lesson))
            overlay = published.overlay.forgetting(lesson.wording)
            try:
                await self._newsroom.publish(deed, overlay, seen=published.number)
            except ConflictError:
                continue
            return lesson
        raise ConflictError("the content is changed all the time")


def lessons_of(overlay: Overlay) -> Iterator[Lesson]:
    """Give all that an overlay teaches, in the order of passages."""
    for wording in sorted(overlay.taught | overlay.not_meant):
        yield Lesson(wording, is_meant=wording in overlay.taught)


def _is_named(lesson: Lesson, passage: str, digest: str) -> bool:
    return lesson.wording.passage == passage and lesson.digest == digest


def _deed(guild: int, moderator: int, lesson: Lesson) -> Deed:
    return Deed(guild, moderator, lesson.action, _told(lesson))


def _told(lesson: Lesson) -> str:
    sign = "→" if lesson.is_meant else "↛"
    return f"“{lesson.wording.words}” {sign} {lesson.wording.passage}"


def _hindrance(corpus: Corpus, known: Iterable[Lesson], lesson: Lesson) -> Hindered | None:
    words = wording_key(lesson.wording.words)
    passage = corpus.passage(lesson.wording.passage)
    if not words:
        return Hindered(Hindrance.NO_WORDS)
    if passage is None or (lesson.is_meant and passage.kind not in TEACHABLE):
        return Hindered(Hindrance.NO_PASSAGE)
    is_own = lesson.is_meant and words in map(wording_key, passage.aliases)
    if is_own or words == wording_key(passage.label):
        return Hindered(Hindrance.ITS_OWN, passage)
    other = _other_with(corpus, known, lesson.wording) if lesson.is_meant else None
    return None if other is None else Hindered(Hindrance.CLASH, other)


def _other_with(corpus: Corpus, known: Iterable[Lesson], wording: Wording) -> Passage | None:
    """Find another passage that has these words for its own, or was taught them."""
    clash = clash_of(corpus, wording.passage, wording.words)
    if clash is not None:
        return clash
    key = wording_key(wording.words)
    taught = (x.wording for x in known if x.is_meant and wording_key(x.wording.words) == key)
    others = (corpus.passage(x.passage) for x in taught if x.passage != wording.passage)
    return next((passage for passage in others if passage is not None), None)
