"""How guilds want the bot and what their editors published: kept, and in force at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final, Self

from bot.corpus.overlay import Overlay, Scope
from bot.editorial.guild_settings import GuildSettings
from bot.editorial.rehearsal import Rehearsal
from bot.library import Library
from bot.newsroom.asking import Asking
from bot.newsroom.following import Following
from bot.newsroom.gaps import Gaps
from bot.newsroom.judging import Judging
from bot.newsroom.ledger import Ledger
from bot.newsroom.publishing import Publishing
from bot.newsroom.remembered import Remembered
from bot.newsroom.reporting import Reporting, gaps_of
from bot.newsroom.teaching import Teaching
from bot.newsroom.writing import Writing
from bot.store.audit import KEPT_DAYS, Deed, SqlAudit
from bot.store.changes import SqlChanges
from bot.store.database import Database
from bot.store.dismissals import SqlDismissals
from bot.store.feedback import SqlFeedback
from bot.store.guilds import NEVER_SET, ConflictError, SqlGuilds, StoredSettings
from bot.store.model import NewerSchemaError, StoreError
from bot.store.questions import SqlQuestions
from bot.store.revisions import NOTHING_PUBLISHED, Published, SqlRevisions

_log = logging.getLogger(__name__)

_AGAIN_S: Final = 15.0
_PREPARE_S: Final = 10.0
_TIDY_S: Final = 3600.0
_AFTER_A_FAULT: Final = timedelta(minutes=1)
_ASKED_AGAIN: Final = 400
"""Past questions that are tried on what editors are about to change: that takes seconds."""

_GUILDS_AT_ONCE: Final = 500
"""In one query for what has changed."""

AFTER_LEAVING: Final = timedelta(days=30)
"""So long a guild's settings and pages wait for the bot's return; what readers said does not."""

UNCONFIRMED: Final = timedelta(days=1)
"""So long a change waits for whoever must confirm it."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Newsroom:
    """The settings and the content of all guilds. Start and stop it around the bot.

    What it says comes from memory, at once. What changes something is first kept in the database
    and then in force: when it returns, every channel goes by it, and no crash undoes it. All of
    that raises `StoreError` when the database cannot be used, and `ConflictError` when somebody
    else was faster; then nothing has changed.
    """

    def __init__(
        self,
        database: Database,
        library: Library,
        *,
        remembered: Remembered | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.library = library
        self.audit = SqlAudit(database)
        self.revisions = SqlRevisions(database)
        self.guilds = SqlGuilds(database)
        self.judging = Judging(database)
        self.feedback = SqlFeedback(database)
        self.ledger = Ledger(database, now)
        self.questions = SqlQuestions(database)
        self.dismissals = SqlDismissals(database)
        self.asking = Asking(database)
        self.following = Following(database, self.ledger, now)
        self.teaching = Teaching(self)
        self.gaps = Gaps(self)
        self.reporting = Reporting(database, gaps_of(self))
        self.writing = Writing(self)
        self.publishing = Publishing(self)
        self.changes = SqlChanges(database)
        self.latest_change = 0
        """The number of the latest change that is in force here, whichever process made it."""
        self._files_wanted = self._files_read = 0
        """Numbers of wishes to read the files again."""
        self._waiting: frozenset[int] = frozenset()
        """Guilds that could not be served what they want."""
        self._again_at = now()
        """When what failed is tried again."""
        self._database = database
        self._remembered = remembered
        self._now = now
        self._settings: Mapping[int, StoredSettings] = MappingProxyType({})
        self._published: Mapping[int, Published] = MappingProxyType({})
        self._left: frozenset[int] = frozenset()
        self._changing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._is_loaded = False
        self.problem: str | None = None
        """Why the latest attempt at the database failed; none when all is well."""

    @property
    def now(self) -> datetime:
        """The time by which changes are dated."""
        return self._now()

    # ----------------------------------------------------------------- what is in force

    def settings_of(self, guild: int | None) -> GuildSettings:
        """Give the settings of a guild; those of direct messages are the defaults."""
        return self.seen(guild).settings

    def seen(self, guild: int | None) -> StoredSettings:
        """Give the settings with the number that `change` asks for."""
        return NEVER_SET if guild is None else self._settings.get(guild, NEVER_SET)

    def published(self, guild: int) -> Published:
        """Give what editors have put over the files, with the number that `publish` asks for."""
        return self._published.get(guild, NOTHING_PUBLISHED)

    def scope_of(self, guild: int, overlay: Overlay | None = None) -> Scope:
        """Say what a guild sees, or would see with another overlay."""
        briefings = self.settings_of(guild).briefings
        return Scope(self.published(guild).overlay if overlay is None else overlay, briefings)

    def is_in_force(self, guild: int) -> bool:
        """Say whether a guild is served what it wants, as far as is known: not a makeshift."""
        return self._is_loaded and guild not in self._waiting

    # ----------------------------------------------------------------- what changes it

    async def change(
        self, deed: Deed, settings: GuildSettings, *, seen: int | None = None
    ) -> StoredSettings:
        """Let a guild have other settings."""
        async with self._changing:
            known = self.seen(deed.guild)
            number = known.number if seen is None else seen
            try:
                stored = await self.guilds.change(deed, settings, seen=number, at=self.now)
            except ConflictError:
                await self._catch_up()
                raise
            await self._go_by({**self._settings, deed.guild: stored})
            if settings.briefings != known.settings.briefings:
                await self._serve(deed.guild)
        return stored

    async def rehearse(self, guild: int, overlay: Overlay, *words: str) -> Rehearsal:
        """Say how these words and a guild's past questions would fare, and change nothing."""
        asked = (*words, *await self.questions.frequent(guild, limit=_ASKED_AGAIN))
        scope = self.scope_of(guild, overlay)
        caution = self.settings_of(guild).caution(self.library.of(guild).answer_at)
        rehearsing = partial(self.library.rehearse, guild, scope, asked, caution=caution)
        return await asyncio.to_thread(rehearsing)

    async def publish(
        self,
        deed: Deed,
        overlay: Overlay,
        *,
        seen: int | None = None,
        proposal: int | None = None,
    ) -> Published:
        """Let an overlay stand over the files in a guild."""
        async with self._changing:
            number = self.published(deed.guild).number if seen is None else seen
            # Built before it is kept: what cannot be built is never published.
            await asyncio.to_thread(self.library.build, self.scope_of(deed.guild, overlay))
            try:
                published = await self.revisions.publish(
                    deed, overlay, seen=number, at=self.now, proposal=proposal
                )
            except ConflictError:
                await self._catch_up()
                raise
            self._published = MappingProxyType({**self._published, deed.guild: published})
            await self._serve(deed.guild)
        return published

    async def enter(self, guild: int) -> None:
        """Take note that the bot is in a guild, perhaps again."""
        await self.guilds.enter(guild)
        self._left -= {guild}

    async def leave(self, guild: int) -> None:
        """Take note that the bot has left a guild; what is its own waits for a while."""
        self.gaps.forget(guild)
        await self.guilds.leave(guild, self.now)
        self._left |= {guild}

    def has_left(self, guild: int) -> bool:
        """Say whether the bot is thought to have left a guild; it may have come back unseen."""
        return guild in self._left

    async def _serve(self, *guilds: int) -> None:
        scopes = {guild: self.scope_of(guild) for guild in guilds}
        await asyncio.to_thread(self.library.serve, scopes)

    # ----------------------------------------------------------------- what others change

    async def refresh(self) -> None:
        """Go by what other processes have changed since; one cheap query when nothing was.

        Raises `StoreError`, and then goes on with what it knows.
        """
        if not self._is_loaded:
            await self._try_to_load()
            return
        try:
            async with self._changing:
                await self._catch_up()
        except StoreError as error:
            self.problem = str(error)
            raise
        self.problem = None
        if self.now < self._again_at:
            return
        if self._files_wanted > self._files_read:
            await self._read_files()
        if self._waiting:
            await self._serve_others(*self._waiting)

    async def _read_files(self) -> None:
        """Do what another process asked for; what fails is tried again after a while."""
        wanted, self._again_at = self._files_wanted, self.now + _AFTER_A_FAULT
        report = await asyncio.to_thread(self.library.reload)
        self._files_read, self._again_at = max(wanted, self._files_read), self.now
        if report.is_applied:
            _log.info("Read the files again, as asked: %s → %s", report.before, report.after)
        else:
            _log.warning("Read the files again, as asked; they are refused: %s", report.refusal)

    async def have_files_read(self) -> None:
        """Have all other processes read their files again. Raises `StoreError`."""
        self._files_read = await self.changes.want_files_read()

    async def _catch_up(self) -> None:
        changes = await self.changes.since(self.latest_change)
        guilds = sorted(changes.guilds)
        for first in range(0, len(guilds), _GUILDS_AT_ONCE):
            await self._read_again(guilds[first : first + _GUILDS_AT_ONCE])
        self.latest_change = changes.number
        self._files_wanted = max(changes.files, self._files_wanted)

    async def _read_again(self, guilds: Sequence[int]) -> None:
        before = {guild: self.scope_of(guild) for guild in guilds}
        settings, published = await self.guilds.of(guilds), await self.revisions.latest(guilds)
        await self._go_by({**self._settings, **settings})
        self._published = MappingProxyType({**self._published, **published})
        changed = [guild for guild in guilds if self.scope_of(guild) != before[guild]]
        await self._serve_others(*changed)

    async def _serve_others(self, *guilds: int) -> None:
        """Serve what was not asked for here: what one guild wants keeps no other one from its own.

        Those that cannot be served see what they saw before, and wait for another try.
        """
        try:
            await self._serve(*guilds)
        except Exception:
            _log.exception("What %d guilds want is not served at once", len(guilds))
            failed = [guild for guild in guilds if not await self._is_served(guild)]
            self._again_at = self.now + _AFTER_A_FAULT
        else:
            failed = []
        self._waiting = self._waiting.difference(guilds).union(failed)

    async def _is_served(self, guild: int) -> bool:
        try:
            await self._serve(guild)
        except Exception:
            _log.exception("What guild %d wants cannot be served", guild)
            return False
        return True

    # ----------------------------------------------------------------- for those who run it

    async def __aenter__(self) -> Self:
        """Load what is in force; a database that is not there now is tried again.

        Raises `NewerSchemaError`.
        """
        await self._try_to_load()
        if not self._is_loaded:
            await self._recall()
        self._task = asyncio.create_task(self._run())
        self.ledger.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop, and let go of the database."""
        self.gaps.stop()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self.ledger.stop()
        await self._database.close()

    async def _try_to_load(self) -> None:
        try:
            async with asyncio.timeout(_PREPARE_S):
                await self._load()
        except NewerSchemaError:
            raise
        except Exception as error:  # whatever a database does, the bot starts
            self.problem = str(error) if isinstance(error, StoreError) else type(error).__name__
            _log.warning("Guilds' settings and pages cannot be loaded: %s", self.problem)

    async def _recall(self) -> None:
        """Go by what was last known of guilds: who wants no answers must get none meanwhile."""
        if self._remembered is None:
            return
        self._settings = await asyncio.to_thread(self._remembered.recall)
        # Whoever cannot be served is offered all briefings; the modes hold all the same.
        await self._serve_others(*self._settings)

    async def _go_by(self, settings: Mapping[int, StoredSettings]) -> None:
        """Let settings be in force that the database has."""
        self._settings = MappingProxyType(dict(settings))
        if self._remembered is not None:
            await asyncio.to_thread(self._remembered.keep, self._settings)

    async def _load(self) -> None:
        await self._database.prepare()
        async with self._changing:
            latest = await self.changes.latest()  # first: what changes meanwhile is read again
            settings, published = await self.guilds.all(), await self.revisions.latest()
            await self._go_by(settings)
            self._published = published
            self._left = await self.guilds.left()
            await self._serve_others(*{*settings, *published})
            self.latest_change, self._is_loaded, self.problem = latest, True, None

    async def _run(self) -> None:
        """Load what could not be loaded, then tidy up once in a while.

        Whatever fails waits for the next time.
        """
        while True:
            await asyncio.sleep(_TIDY_S if self._is_loaded else _AGAIN_S)
            try:
                await (self._tidy() if self._is_loaded else self._try_to_load())
            except NewerSchemaError as error:  # who answers already goes on with what it knows
                self.problem = str(error)
            except StoreError as error:
                _log.warning("Old entries stay in the database for now: %s", error)
            except Exception:
                _log.exception("Fault in the newsroom's upkeep")

    async def _tidy(self) -> None:
        await self.audit.expire(self.now - timedelta(days=KEPT_DAYS))
        await self.revisions.expire(self.now - UNCONFIRMED)
        if await self.guilds.purge(self.now - AFTER_LEAVING):
            async with self._changing:
                await self._go_by(await self.guilds.all())
        await self.ledger.tidy()
        await self.gaps.refresh()
