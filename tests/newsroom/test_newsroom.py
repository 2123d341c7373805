"""The newsroom: what it says is in force is kept, and what is kept is in force after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.corpus.model import BriefingId, PassageId, Revision
from bot.corpus.overlay import NOTHING_OVER, WHOLE, Overlay, Scope, Wording
from bot.editorial.guild_settings import DEFAULTS, GuildSettings, Mode
from bot.evaluation.replay import ReloadReport
from bot.newsroom import newsroom as module
from bot.newsroom.newsroom import AFTER_LEAVING, Newsroom
from bot.newsroom.remembered import FILE, Remembered
from bot.store.address import sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.guilds import ConflictError
from bot.store.model import NewerSchemaError, StoreError
from tests.store.builders import NOW

PAGE = Overlay({"lamps/new.txt": b"-\nWhy?\nBecause.\n"})
OFF = GuildSettings(mode=Mode.OFF)


@dataclass(slots=True)
class Shelves:
    """Stands in for the library: remembers what it was told to build and to serve."""

    served: Mapping[int, Scope] = field(default_factory=dict)
    built: list[Scope] = field(default_factory=list)
    failure: Exception | None = None
    reloads: int = 0
    fails_to_reload: bool = False
    unservable: set[int] = field(default_factory=set)

    def reload(self) -> ReloadReport:
        self.reloads += 1
        if self.fails_to_reload:
            raise OSError("the disk is away")
        return ReloadReport(Revision("old"), Revision("new"), (), (), (), (), (), is_applied=True)

    def serve(self, scopes: Mapping[int, Scope]) -> None:
        if not self.unservable.isdisjoint(scopes):
            raise RuntimeError("it cannot be built")
        self.served = {**self.served, **scopes}

    def build(self, scope: Scope) -> None:
        if self.failure is not None:
            raise self.failure
        self.built.append(scope)


def a_deed(guild: int = 1, action: Action = Action.PUBLISH) -> Deed:
    return Deed(guild, 99, action, "a change")


@dataclass(slots=True)
class Clock:
    """Stands still until somebody moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def a_newsroom(file: Path, shelves: Shelves, clock: Clock | None = None) -> Newsroom:
    stand_in: Any = shelves
    database, remembered = Database(sqlite_address(file)), Remembered(file.parent)
    return Newsroom(database, stand_in, remembered=remembered, now=clock or Clock())


def take_away(file: Path) -> Path:
    """Put a folder in the place of a file, which no database opens."""
    away = file.rename(file.with_name("away.db"))
    file.mkdir()
    return away


def bring_back(away: Path, file: Path) -> None:
    """Put a file back into its place."""
    file.rmdir()
    away.rename(file)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
async def newsroom(file: Path, shelves: Shelves) -> AsyncIterator[Newsroom]:
    async with a_newsroom(file, shelves) as running:
        yield running


async def test_at_first_all_is_as_the_operator_has_it(newsroom: Newsroom) -> None:
    assert newsroom.settings_of(1) == newsroom.settings_of(None) == DEFAULTS
    assert newsroom.scope_of(1) == WHOLE
    assert newsroom.problem is None


async def test_what_was_changed_is_in_force_at_once_and_after_a_restart(
    newsroom: Newsroom, file: Path
) -> None:
    await newsroom.change(a_deed(), OFF)
    await newsroom.publish(a_deed(), PAGE)
    assert newsroom.settings_of(1) == OFF
    assert newsroom.published(1).number == 1
    later = Shelves()
    async with a_newsroom(file, later) as again:
        assert again.settings_of(1) == OFF
        assert again.published(1).overlay == PAGE
        assert again.settings_of(2) == DEFAULTS
    assert later.served == {1: Scope(PAGE)}


async def test_the_offered_briefings_are_served_with_what_is_published(
    newsroom: Newsroom, shelves: Shelves
) -> None:
    offered = frozenset({BriefingId("lamps")})
    await newsroom.publish(a_deed(), PAGE)
    await newsroom.change(a_deed(), replace(DEFAULTS, briefings=offered))
    assert shelves.served == {1: Scope(PAGE, offered)}


async def test_whoever_looked_at_an_older_state_is_told_and_nothing_changes(
    newsroom: Newsroom, shelves: Shelves
) -> None:
    await newsroom.publish(a_deed(), PAGE)
    with pytest.raises(ConflictError):
        await newsroom.publish(a_deed(), NOTHING_OVER, seen=0)
    with pytest.raises(ConflictError):
        await newsroom.change(a_deed(), OFF, seen=3)
    assert newsroom.published(1).overlay == PAGE
    assert newsroom.settings_of(1) == DEFAULTS
    assert shelves.served == {1: Scope(PAGE)}


async def test_of_many_wordings_taught_at_once_none_is_lost(newsroom: Newsroom) -> None:
    async def teach(number: int) -> None:
        while True:
            published = newsroom.published(1)
            wording = Wording(PassageId("lamps.why"), f"wording {number}")
            try:
                await newsroom.publish(
                    a_deed(), published.overlay.teaching(wording), seen=published.number
                )
            except ConflictError:
                continue
            return

    await asyncio.gather(*map(teach, range(8)))
    assert len(newsroom.published(1).overlay.taught) == 8
    assert newsroom.published(1).number == 8


async def test_what_cannot_be_built_is_not_published(newsroom: Newsroom, shelves: Shelves) -> None:
    shelves.failure = RuntimeError("no such index")
    with pytest.raises(RuntimeError):
        await newsroom.publish(a_deed(), PAGE)
    assert newsroom.published(1).number == 0
    assert await newsroom.revisions.history(1, limit=9) == ()


async def test_a_database_that_fails_changes_nothing(
    newsroom: Newsroom, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(newsroom.revisions, "publish", fail)
    monkeypatch.setattr(newsroom.guilds, "change", fail)
    with pytest.raises(StoreError):
        await newsroom.publish(a_deed(), PAGE)
    with pytest.raises(StoreError):
        await newsroom.change(a_deed(), OFF)
    assert newsroom.published(1).number == 0
    assert newsroom.settings_of(1) == DEFAULTS
    assert shelves.served == {}


async def test_a_database_that_is_away_at_the_start_is_tried_again(
    file: Path, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_newsroom(file, Shelves()) as before:
        await before.change(a_deed(), OFF)
    away = take_away(file)
    monkeypatch.setattr(module, "_AGAIN_S", 0.05)
    async with a_newsroom(file, shelves) as newsroom:
        assert newsroom.problem is not None
        bring_back(away, file)
        for _ in range(500):
            if newsroom.problem is None:
                break
            await asyncio.sleep(0.02)
        assert newsroom.problem is None
        assert newsroom.settings_of(1) == OFF


async def test_a_database_that_is_newer_when_it_comes_back_ends_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = a_newsroom(file, Shelves())
    prepare, faults = newsroom._database.prepare, [StoreError("away"), NewerSchemaError("newer")]
    problems: list[str | None] = []
    is_there = asyncio.Event()

    async def prepared() -> None:
        problems.append(newsroom.problem)
        if faults:
            raise faults.pop(0)
        await prepare()
        is_there.set()

    monkeypatch.setattr(newsroom._database, "prepare", prepared)
    monkeypatch.setattr(module, "_AGAIN_S", 0.01)
    async with newsroom, asyncio.timeout(20):
        await is_there.wait()
    assert problems == [None, "away", "newer"]


async def test_what_fails_while_tidying_up_is_logged_and_the_next_time_comes(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom, again = a_newsroom(file, Shelves()), asyncio.Event()
    faults = [RuntimeError("a fault of ours"), StoreError("disk full")]

    async def refresh() -> None:
        if faults:
            raise faults.pop(0)
        again.set()

    monkeypatch.setattr(newsroom.gaps, "refresh", refresh)
    monkeypatch.setattr(module, "_TIDY_S", 0.01)
    async with newsroom, asyncio.timeout(20):
        await again.wait()
    assert "a fault of ours" in caplog.text
    assert "Old entries stay in the database for now: disk full" in caplog.text


QUIET = {
    1: OFF,
    2: GuildSettings(mode=Mode.SHADOW),
    3: GuildSettings(modes={20: Mode.OFF}, moderator_roles=frozenset({7})),
    4: GuildSettings(briefings=frozenset({BriefingId("lamps")})),
}


async def test_while_the_database_is_away_guilds_are_as_they_were_last_known(
    file: Path, shelves: Shelves
) -> None:
    async with a_newsroom(file, Shelves()) as before:
        for guild, settings in QUIET.items():
            await before.change(a_deed(guild), DEFAULTS)
            await before.change(a_deed(guild), settings)
    away = take_away(file)
    async with a_newsroom(file, shelves) as newsroom:
        assert newsroom.problem is not None
        assert {guild: newsroom.settings_of(guild) for guild in QUIET} == QUIET
        assert newsroom.settings_of(5) == DEFAULTS
        assert {guild for guild, scope in shelves.served.items() if scope.digest} == {4}
        with pytest.raises(StoreError):
            await newsroom.change(a_deed(1), DEFAULTS)
        assert newsroom.settings_of(1) == OFF
        bring_back(away, file)
        await newsroom.refresh()
        assert newsroom.problem is None
        assert {guild: newsroom.settings_of(guild) for guild in QUIET} == QUIET


async def test_what_another_process_changed_is_last_known_too(file: Path) -> None:
    async with a_newsroom(file, Shelves()) as newsroom:
        async with a_newsroom(file, Shelves()) as other:
            await other.change(a_deed(), OFF)
        (file.parent / FILE).unlink()
        await newsroom.refresh()
        assert Remembered(file.parent).recall()[1].settings == OFF


async def test_the_database_counts_and_not_what_was_last_known(file: Path) -> None:
    async with a_newsroom(file, Shelves()) as newsroom:
        await newsroom.change(a_deed(), OFF)
    Remembered(file.parent).keep({})
    async with a_newsroom(file, Shelves()) as newsroom:
        assert newsroom.settings_of(1) == OFF


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[[1, 2]]", b"[[1, 2, 3]]", b"\xff", b"[" * 99_999]
)
async def test_a_damaged_copy_of_what_was_last_known_is_no_reason_to_stay_away(
    file: Path, damage: bytes
) -> None:
    async with a_newsroom(file, Shelves()) as before:
        await before.change(a_deed(), OFF)
    (file.parent / FILE).write_bytes(damage)
    take_away(file)
    async with a_newsroom(file, Shelves()) as newsroom:
        assert newsroom.problem is not None
        assert newsroom.settings_of(1) == DEFAULTS


async def test_a_copy_that_cannot_be_kept_keeps_no_change_from_being_in_force(
    file: Path, newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    (file.parent / FILE).unlink(missing_ok=True)
    (file.parent / FILE).mkdir()
    await newsroom.change(a_deed(), OFF)
    assert newsroom.settings_of(1) == OFF
    assert (await newsroom.guilds.all())[1].settings == OFF
    assert f"{FILE} is not up to date" in caplog.text


async def test_what_is_known_of_a_guild_goes_with_it(
    file: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom.change(a_deed(1), OFF)
    await newsroom.change(a_deed(2), OFF)
    await newsroom.guilds.leave(1, NOW - AFTER_LEAVING - timedelta(days=1))
    await newsroom._tidy()
    assert set(Remembered(file.parent).recall()) == {2}
    assert newsroom.settings_of(1) == DEFAULTS


async def test_a_guild_that_was_left_finds_its_settings_when_it_comes_back(
    newsroom: Newsroom, file: Path
) -> None:
    for guild in (1, 2):
        await newsroom.change(a_deed(guild), OFF)
        await newsroom.leave(guild)
    async with a_newsroom(file, Shelves()) as again:
        assert again.has_left(1)
        assert again.has_left(2)
        await again.enter(2)
        assert not again.has_left(2)
    await newsroom.guilds.purge(NOW - AFTER_LEAVING)
    assert set(await newsroom.guilds.all()) == {1, 2}
    await newsroom.guilds.purge(NOW + timedelta(seconds=1))
    assert set(await newsroom.guilds.all()) == {2}


async def test_what_another_process_changes_is_in_force_after_a_look(
    newsroom: Newsroom, shelves: Shelves, file: Path
) -> None:
    async with a_newsroom(file, Shelves()) as other:
        await other.change(a_deed(1), OFF)
        await other.publish(a_deed(2), PAGE)
        assert newsroom.settings_of(1) == DEFAULTS
        await newsroom.refresh()
        assert newsroom.settings_of(1) == OFF
        assert newsroom.published(2) == other.published(2)
        assert shelves.served == {2: Scope(PAGE)}
        assert newsroom.latest_change == other.latest_change + 2


async def test_after_a_conflict_a_moderator_sees_what_the_other_process_did(
    newsroom: Newsroom, file: Path
) -> None:
    async with a_newsroom(file, Shelves()) as other:
        await other.change(a_deed(), OFF)
        await other.publish(a_deed(), PAGE)
        with pytest.raises(ConflictError):
            await newsroom.change(a_deed(), DEFAULTS)
        assert newsroom.settings_of(1) == OFF
        assert newsroom.published(1).overlay == PAGE
        await newsroom.publish(a_deed(), NOTHING_OVER)


async def test_files_are_read_again_by_all_but_who_has_read_them(
    newsroom: Newsroom, shelves: Shelves, file: Path
) -> None:
    read = Shelves()
    async with a_newsroom(file, read) as other:
        await other.have_files_read()
        for _ in range(2):
            await newsroom.refresh()
            await other.refresh()
    assert (shelves.reloads, read.reloads) == (1, 0)


async def test_a_wish_to_read_the_files_again_outlives_a_fault(
    newsroom: Newsroom, file: Path
) -> None:
    clock, shelves = Clock(), Shelves(fails_to_reload=True)
    async with a_newsroom(file, shelves, clock) as other:
        await newsroom.have_files_read()
        with pytest.raises(OSError, match="the disk is away"):
            await other.refresh()
        await other.refresh()
        assert shelves.reloads == 1, "what fails is not tried again at once"
        shelves.fails_to_reload = False
        clock.now += timedelta(minutes=1)
        for _ in range(2):
            await other.refresh()
    assert shelves.reloads == 2


async def test_what_one_guild_wants_keeps_no_other_one_from_its_own(
    newsroom: Newsroom, file: Path
) -> None:
    clock, shelves = Clock(), Shelves(unservable={2})
    async with a_newsroom(file, shelves, clock) as other:
        for guild in (1, 2, 3):
            await newsroom.publish(a_deed(guild), PAGE)
        await other.refresh()
        assert set(shelves.served) == {1, 3}
        shelves.unservable.clear()
        await other.refresh()
        assert set(shelves.served) == {1, 3}, "what fails is not tried again at once"
        clock.now += timedelta(minutes=1)
        await other.refresh()
        assert shelves.served == dict.fromkeys((1, 2, 3), Scope(PAGE))


async def test_a_guild_that_cannot_be_served_keeps_no_other_one_waiting_at_the_start(
    newsroom: Newsroom, file: Path
) -> None:
    for guild in (1, 2, 3):
        await newsroom.publish(a_deed(guild), PAGE)
    shelves = Shelves(unservable={2})
    async with a_newsroom(file, shelves) as starting:
        assert set(shelves.served) == {1, 3}
        assert starting.problem is None
        assert starting.published(2) == newsroom.published(2)


async def test_a_look_at_a_database_that_is_away_changes_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom.change(a_deed(), OFF)

    async def fail(_: int) -> None:
        raise StoreError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(newsroom.changes, "since", fail)
        with pytest.raises(StoreError):
            await newsroom.refresh()
        assert newsroom.problem == "gone"
        assert newsroom.settings_of(1) == OFF
    await newsroom.refresh()
    assert newsroom.problem is None
