"""The desk where readers ask: what all cogs and buttons share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar
from weakref import WeakValueDictionary

from bot.dialogue.compose import source_of
from bot.dialogue.conversation import Conversation
from bot.dialogue.memory import Memory
from bot.dialogue.model import Reply, Source, Turn
from bot.dialogue.pacing import Pace, Pacing
from bot.dialogue.responder import Responder
from bot.discord_app.answers import WORDS_LIFETIME_S, Answers
from bot.discord_app.manners import Manners
from bot.discord_app.metrics import Metrics
from bot.discord_app.recording import Place, quotes_of, record_of, texts_quoted
from bot.discord_app.references import under_one
from bot.discord_app.workers import BusyError, Workers
from bot.editorial.guild_settings import DEFAULTS, GuildSettings
from bot.store.feedback import SqlFeedback
from bot.store.model import ReaderHash
from bot.store.recorder import Recorder

if TYPE_CHECKING:
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom

T = TypeVar("T")

_READERS: Final = 10_000
_REPLAYS_S: Final = 3600.0
"""Discord repeats no event that is older; a RESUME spans minutes."""

_EVENTS: Final = 5_000


@dataclass(slots=True)
class Desk:
    """The library, and what is remembered for a while. `recorder` and `newsroom` keep the rest."""

    library: Library
    ask_channels: frozenset[int] = frozenset()
    """Where questions are answered without a mention, if the answer is sure."""
    home_channels: frozenset[int] = frozenset()
    """Where everything is said to the bot, as in direct messages: the preview's channel."""
    is_draining: bool = False
    """The bot is about to stop: it finishes what it began, and begins nothing."""
    busy: int = 0
    """How many readers are being served right now."""
    recorder: Recorder = field(default_factory=Recorder.of_nothing)
    """Where turns are recorded; whoever made the bot starts and stops it."""
    newsroom: Newsroom | None = None
    """How guilds want it; without it, all of them go by the defaults."""
    metrics: Metrics = field(default_factory=Metrics)
    """Where is counted what happens."""
    workers: Workers = field(default_factory=Workers)
    """Where the responder works: it takes milliseconds, during which Discord must be heard."""
    _subjects: Memory[tuple[int, int], Conversation] = field(
        default_factory=lambda: Memory(capacity=_READERS, lifetime_s=WORDS_LIFETIME_S)
    )
    _seen: Memory[int, bool] = field(
        default_factory=lambda: Memory(capacity=_EVENTS, lifetime_s=_REPLAYS_S)
    )
    answers: Answers = field(default_factory=Answers)
    """Which answer of ours belongs to which question."""
    manners: Manners = field(default_factory=Manners)
    """What the bot minds in a channel."""
    pacing: Pacing | None = None
    """How much is answered to whom; none where the operator sets no limits."""

    _typing: dict[int, object] = field(default_factory=dict)
    """What each reader typed last, while suggestions for it are on their way."""
    _locks: WeakValueDictionary[Hashable, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def settings_of(self, guild: int | None) -> GuildSettings:
        """Say how a guild wants it."""
        return DEFAULTS if self.newsroom is None else self.newsroom.settings_of(guild)

    def responder_of(self, guild: int | None) -> Responder:
        """Give who answers in a guild, with the content as it is now."""
        edition = self.library.of(guild)
        return edition.responder_of(self.settings_of(guild).caution(edition.answer_at))

    def takes_asks(self, guild: int | None) -> bool:
        """Say whether readers may put questions to the editors: where such are kept."""
        keeping = self.recorder.keeping
        has_editors = guild is not None and self.newsroom is not None
        return has_editors and keeping.days > 0 and keeping.keys is not None

    def takes_votes(self, guild: int | None) -> bool:
        """Say whether readers may vote on answers."""
        return self.feedback_of(guild) is not None

    def feedback_of(self, guild: int | None) -> SqlFeedback | None:
        """Give where votes are counted; none where they are not taken.

        That is in direct messages, which no editors read; where a guild does not want them; and
        where nothing is kept, or nothing could tell a second vote of the same person.
        """
        keeping, newsroom = self.recorder.keeping, self.newsroom
        if guild is None or newsroom is None or keeping.days == 0 or keeping.keys is None:
            return None
        return newsroom.feedback if self.settings_of(guild).takes_votes else None

    @property
    def keeps_follows(self) -> bool:
        """Say whether it can be noted who follows a story: where anything is kept of readers."""
        return self.newsroom is not None and self.recorder.keeping.days > 0

    def takes_follows(self, guild: int | None) -> bool:
        """Say whether readers may follow stories of a guild, and hear of those that they follow."""
        return self.keeps_follows and guild is not None and self.settings_of(guild).lets_follow

    @property
    def today(self) -> date:
        """The day by which ages are told: UTC's, for a process serves all time zones."""
        return datetime.now(UTC).date()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Count a reader as being served, and put all about it under one reference."""
        self.busy += 1
        try:
            with under_one():
                yield
        finally:
            self.busy -= 1

    def subject(self, reader: int, channel: int) -> Conversation:
        """Give what this reader saw last in this channel."""
        return self._subjects.recall((reader, channel), now=monotonic()) or Conversation()

    def show(self, reader: int, channel: int, reply: Reply) -> None:
        """Remember what a button or a command showed this reader."""
        self._keep(reader, channel, self.subject(reader, channel).seeing(reply))

    def answer(self, reader: int, channel: int, subject: Conversation, turn: Turn) -> None:
        """Remember what this reader asked, in the light of what, and was answered."""
        self._keep(reader, channel, replace(subject.after(turn), last=None))

    def _keep(self, reader: int, channel: int, subject: Conversation) -> None:
        self._subjects.remember((reader, channel), subject, now=monotonic())

    def record(self, turn: Turn, place: Place, reader: int, *, is_shadow: bool = False) -> None:
        """Have a turn recorded that was replied to, or only thought; nobody waits for that."""
        recorder, now = self.recorder, self.recorder.now
        revision = self.library.of(place.guild).corpus.revision
        who = recorder.keeping.hash_of(reader, now)
        record = record_of(turn, place, revision, now=now, reader=who, is_shadow=is_shadow)
        if record is not None:
            recorder.record(record)

    def quote(
        self, guild: int | None, reply: Reply, *, message: int | None = None, channel: int = 0
    ) -> None:
        """Note what a reply quotes, and in which message others can read it; nobody waits."""
        if self.newsroom is None:
            return
        ledger, now = self.newsroom.ledger, self.recorder.now
        for text in texts_quoted(reply, guild, now=now):
            ledger.note_text(text)
        if message is not None and guild is not None and self.recorder.keeping.days:
            quoted = quotes_of(reply, message=message, channel=channel, guild=guild, now=now)
            ledger.note_quotes(tuple(quoted))

    def hashes_of(self, reader: int) -> frozenset[ReaderHash]:
        """Give all that rows which are kept may say of a reader."""
        return self.recorder.keeping.hashes_of(reader, self.recorder.now)

    def forget_reader(self, reader: int) -> None:
        """Forget what a reader said and saw; which answer goes with which message stays known."""
        self._subjects.forget_all(lambda key, _: key[0] == reader)
        self.answers.forget_reader(reader)

    def forget_expired(self) -> None:
        """Forget all words that nothing leans on any more."""
        self._subjects.forget_expired(now=monotonic())
        self.answers.forget_expired()

    async def ask(self, guild: int | None, words: str, subject: Conversation) -> Turn:
        """Answer words in the light of what was said before. Raises `BusyError`."""
        utterance, today = subject.utterance(words), self.today
        began_at = monotonic()
        turn = await self.consult(guild, lambda r: r.respond(utterance, today=today))
        self.metrics.decided(turn, monotonic() - began_at)
        return turn

    async def ask_next(self, guild: int | None, reader: int, channel: int, words: str) -> Turn:
        """Answer what a reader asks after all else that they asked here, and remember it.

        Raises `BusyError`.
        """
        async with self.in_order(reader, channel):
            subject = self.subject(reader, channel)
            turn = await self.ask(guild, words, subject)
            self.answer(reader, channel, subject, turn)
            return turn

    async def open(self, guild: int | None, passage: str) -> Reply:
        """Show a passage, or say kindly that it is gone. Raises `BusyError`."""
        today = self.today
        return await self.consult(guild, lambda r: r.open(passage, today=today))

    async def consult(self, guild: int | None, work: Callable[[Responder], T]) -> T:
        """Let a guild's responder work while the event loop goes on. Raises `BusyError`."""
        responder = self.responder_of(guild)
        return await self.workers.do(lambda: work(responder))

    async def while_typing(
        self, guild: int | None, reader: int, suggest: Callable[[Responder], list[T]]
    ) -> list[T]:
        """Give suggestions for what a reader typed; none if by then they have typed on."""
        latest = self._typing[reader] = object()
        try:
            return await self.consult(
                guild, lambda r: suggest(r) if self._typing.get(reader) is latest else []
            )
        except BusyError:
            return []
        finally:
            if self._typing.get(reader) is latest:
                del self._typing[reader]

    def source(self, guild: int | None, passage: str | None) -> Source | None:
        """Say where a passage stands; none when it is gone."""
        corpus = self.library.of(guild).corpus
        found = corpus.passage(passage)
        return None if found is None else source_of(corpus, found)

    def is_first_sight(self, event: int) -> bool:
        """Say whether a message or an interaction is new, and from now on it is not."""
        if self._seen.recall(event, now=monotonic()):
            return False
        self._seen.remember(event, True, now=monotonic())
        return True

    def in_turn(self, message: int) -> asyncio.Lock:
        """Give the lock under which one question is answered, corrected and taken back.

        So an edit or a deletion that arrives while the answer is on its way finds it sent.
        """
        return self._lock(message)

    def in_order(self, reader: int, channel: int) -> asyncio.Lock:
        """Give the lock under which a reader's messages in a channel are understood in turn.

        So the second of two quick messages finds the subject of the first.
        """
        return self._lock((reader, channel))

    def _lock(self, of: Hashable) -> asyncio.Lock:
        lock = self._locks.get(of)
        if lock is None:
            lock = self._locks[of] = asyncio.Lock()
        return lock

    def pace(self, reader: int, channel: int, guild: int | None, *, may_hint: bool = True) -> Pace:
        """Say what becomes of a question of a reader's, who may or may not wait for an answer."""
        if self.pacing is None:
            return Pace.ANSWER
        return self.pacing.admit(reader, channel, guild, now=monotonic(), may_hint=may_hint)
