"""What changed since one looked last: numbered in the order in which it came to be."""

from __future__ import annotations

import asyncio

import pytest

from bot.corpus.overlay import Overlay
from bot.editorial.guild_settings import GuildSettings
from bot.store.audit import Action, Deed
from bot.store.changes import Changes, SqlChanges
from bot.store.database import Database
from bot.store.guilds import ConflictError, SqlGuilds
from bot.store.revisions import SqlRevisions
from tests.store.builders import NOW

PAGE = Overlay({"lamps/new.txt": b"-\nWhy?\nBecause.\n"})


def a_deed(guild: int) -> Deed:
    return Deed(guild, 99, Action.PUBLISH, "a change")


async def test_nothing_has_changed_at_first(database: Database) -> None:
    changes = SqlChanges(database)
    assert await changes.latest() == 0
    assert await changes.since(0) == Changes(frozenset(), 0, 0)


async def test_settings_pages_and_files_are_told_once(database: Database) -> None:
    changes = SqlChanges(database)
    await SqlGuilds(database).change(a_deed(1), GuildSettings(), seen=0, at=NOW)
    await SqlRevisions(database).publish(a_deed(2), PAGE, seen=0, at=NOW)
    wish = await changes.want_files_read()
    assert await changes.since(0) == Changes(frozenset({1, 2}), wish, 3)
    assert await changes.latest() == 3
    assert await changes.since(3) == Changes(frozenset(), 0, 3)
    await SqlGuilds(database).change(a_deed(1), GuildSettings(), seen=1, at=NOW)
    assert await changes.since(3) == Changes(frozenset({1}), 0, 4)


async def test_what_did_not_happen_is_not_told(database: Database) -> None:
    with pytest.raises(ConflictError):
        await SqlGuilds(database).change(a_deed(1), GuildSettings(), seen=7, at=NOW)
    with pytest.raises(ConflictError):
        await SqlRevisions(database).publish(a_deed(1), PAGE, seen=7, at=NOW)
    assert await SqlChanges(database).latest() == 0


async def test_of_many_changes_at_once_no_look_misses_one(address: str) -> None:
    databases = [Database(address) for _ in range(3)]
    await databases[0].prepare()
    guilds = range(1, 21)

    async def change(guild: int) -> None:
        database = databases[guild % 2]
        await SqlGuilds(database).change(a_deed(guild), GuildSettings(), seen=0, at=NOW)

    changing = asyncio.gather(*map(change, guilds))
    told: list[int] = []
    number = 0
    while not changing.done() or number < await SqlChanges(databases[2]).latest():
        changes = await SqlChanges(databases[2]).since(number)
        told += sorted(changes.guilds)
        number = changes.number
    await changing
    assert sorted(told) == list(guilds)
    for database in databases:
        await database.close()
