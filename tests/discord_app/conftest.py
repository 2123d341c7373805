"""The bot in SimCord, with a guild, two readers and a moderator."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.corpus.limits import Limits
from bot.discord_app.client import BriefingBot
from bot.newsroom import sent_files
from bot.newsroom.newsroom import Newsroom
from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.keeping import Keeping
from bot.store.memory import MemoryStore
from bot.store.model import Store, TurnRecord
from bot.store.readers import ReaderKeys
from bot.store.recorder import Recorder
from bot.store.sql import SqlStore
from bot.uploads import ReadUpload, _as_told, _tell_of
from tests.discord_app.bridge import a_bridge_library
from tests.discord_app.builders import FakeLibrary
from tests.discord_app.discord_rules import broken_rules

SETTLE_S = 30.0
"""How long the bot may take to come to rest; on a busy machine that is more than SimCord's five."""

LOOK_S = 0.01


@dataclass(slots=True)
class Harbour:
    """One running SimCord environment with the people in it."""

    env: simcord.Env
    library: FakeLibrary
    store: Store
    recorder: Recorder
    newsroom: Newsroom
    state_dir: Path
    guild: Any
    channel: Any
    ann: Any
    bob: Any
    moderator: Any

    @property
    def bot(self) -> BriefingBot:
        """The bot that runs now."""
        assert isinstance(self.env.bot, BriefingBot)
        return self.env.bot

    @property
    def mention(self) -> str:
        """The bot's mention."""
        assert self.bot.user is not None
        return self.bot.user.mention

    @property
    def answers(self) -> list[discord.Message]:
        """The bot's public messages in the channel."""
        return self.answers_in(self.channel)

    def answers_in(self, channel: Any) -> list[discord.Message]:
        """Give the bot's public messages in a channel."""
        assert self.bot.user is not None
        return [m for m in channel.history() if m.author.id == self.bot.user.id]

    async def ask(self, words: str, *, reader: Any = None) -> discord.Message:
        """Ask by mention and give the bot's answer."""
        before = len(self.answers)
        await (reader or self.ann).send(self.channel, f"{self.mention} {words}")
        assert len(self.answers) == before + 1, "the bot did not answer once"
        return self.answers[-1]

    def bodies_of(self, ending: str) -> list[dict[str, Any]]:
        """Give the bodies of the bot's requests to paths that end like this."""
        requests = self.env.http_requests
        return [r.json for r in requests if r.path.endswith(ending) and r.json is not None]

    async def restart(self) -> None:
        """Restart the bot; the library and the state folder stay, all memory is lost."""
        await self.env.restart_bot(
            a_bot(self.library, self.state_dir, recorder=self.recorder, newsroom=self.newsroom)
        )

    async def kept_of(self, reader: Any) -> tuple[TurnRecord, ...]:
        """Give what is kept of a reader."""
        return await self.recorder.turns_of_reader(reader.id)

    async def kept(self) -> int:
        """Count all that is kept."""
        await self.recorder.flush()
        return await self.store.count()


def a_bot(
    library: Any,
    state_dir: Path,
    *,
    recorder: Recorder | None = None,
    newsroom: Newsroom | None = None,
    reads_unprompted: bool = False,
) -> BriefingBot:
    """Make the bot, on one shard as SimCord wants it."""
    return BriefingBot(
        library,
        state_dir=state_dir,
        recorder=recorder,
        newsroom=newsroom,
        reads_unprompted=reads_unprompted,
        shard_count=1,
    )


@pytest.fixture(autouse=True, scope="session")
def _rest_is_seen_soon() -> Iterator[None]:
    """Look more often whether a bot that waited for its database has come to rest.

    Twenty times a second, as SimCord does, is half of what these tests take.
    """
    with pytest.MonkeyPatch.context() as monkeypatch:
        defaults = simcord.Env._settle_internal.__kwdefaults__ or {}
        assert "idle" in defaults, "SimCord settles otherwise: is this still needed?"
        monkeypatch.setitem(defaults, "idle", LOOK_S)
        yield


@pytest.fixture(autouse=True)
def _uploads_are_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what is uploaded in this process: starting another takes longer than a test.

    Those marked `elsewhere`, and `tests/test_uploads.py`, go by the child itself.
    """
    if request.node.get_closest_marker("elsewhere") is None:
        monkeypatch.setattr(sent_files, "read_upload", read_here)


def read_here(raw: bytes, *, file: str, limits: Limits) -> ReadUpload:
    """Read a page in this process, which nothing protects from it; tells the same."""
    return _as_told(_tell_of(raw, file, limits))


def is_at_the_bridge(request: pytest.FixtureRequest) -> bool:
    """Say whether a test is marked to go by real pages and a real store."""
    return request.node.get_closest_marker("bridge") is not None


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return a_bridge_library(tmp_path) if is_at_the_bridge(request) else FakeLibrary()


@pytest.fixture
def reads_unprompted() -> bool:
    return False


@pytest.fixture
def keeping() -> Keeping:
    return Keeping(days=30, keys=ReaderKeys(b"0" * 32))


@pytest.fixture
def store(request: pytest.FixtureRequest, newsroom_file: Path) -> Store:
    if is_at_the_bridge(request):
        return SqlStore(Database(sqlite_address(newsroom_file)))
    return MemoryStore()


@pytest.fixture
async def recorder(store: Store, keeping: Keeping) -> AsyncIterator[Recorder]:
    """Run a recorder, as the composition root does: around the bot."""
    async with Recorder(store, keeping) as running:
        yield running


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database with all tables, to be copied: making the tables takes longer than a test."""
    file = tmp_path_factory.mktemp("database") / "empty.db"

    async def prepare() -> None:
        database = Database(sqlite_address(file))
        await database.prepare()
        await database.close()

    asyncio.run(prepare())
    return file


@pytest.fixture
def newsroom_file(tmp_path: Path, empty_database: Path) -> Path:
    """Give the file of the newsroom's database."""
    return Path(shutil.copy(empty_database, tmp_path / "newsroom.db"))


@pytest.fixture
async def newsroom(library: Any, newsroom_file: Path) -> AsyncIterator[Newsroom]:
    """Run a newsroom on a database of its own."""
    async with Newsroom(Database(sqlite_address(newsroom_file)), library) as running:
        yield running


@pytest.fixture
def simcord_bot(
    library: FakeLibrary,
    recorder: Recorder,
    newsroom: Newsroom,
    tmp_path: Path,
    reads_unprompted: bool,
) -> BriefingBot:
    return a_bot(
        library,
        tmp_path,
        recorder=recorder,
        newsroom=newsroom,
        reads_unprompted=reads_unprompted,
    )


@pytest.fixture
def harbour(
    simcord_env: simcord.Env,
    library: FakeLibrary,
    store: Store,
    recorder: Recorder,
    newsroom: Newsroom,
    tmp_path: Path,
) -> Iterator[Harbour]:
    """Run the bot; afterwards, hold every request that it made against Discord's rules."""
    simcord_env.settle_timeout = SETTLE_S
    guild = simcord_env.create_guild("Harbour")
    moderators = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_messages=True)
    )
    yield Harbour(
        env=simcord_env,
        library=library,
        store=store,
        recorder=recorder,
        newsroom=newsroom,
        state_dir=tmp_path,
        guild=guild,
        channel=guild.create_text_channel("news"),
        ann=guild.add_member(simcord_env.create_user("ann")),
        bob=guild.add_member(simcord_env.create_user("bob")),
        moderator=guild.add_member(simcord_env.create_user("mod"), roles=[moderators]),
    )
    for request in simcord_env.http_requests:
        if request.json is not None:
            broken = broken_rules(request.method, request.path, request.json)
            assert not broken, f"{request.method} {request.path}: {broken}"
