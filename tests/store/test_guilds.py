"""How guilds want it, who changed it, and what becomes of it: on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

import pytest

from bot.corpus.model import BriefingId
from bot.editorial.guild_settings import Boldness, GuildSettings, Mode
from bot.store.audit import Action, Deed, SqlAudit
from bot.store.database import Database
from bot.store.guilds import ConflictError, SqlGuilds
from tests.store.builders import NOW

SETTINGS = GuildSettings(
    mode=Mode.OFF,
    modes=MappingProxyType({7: Mode.ASK, (1 << 62): Mode.SHADOW}),
    boldness=Boldness.BOLD,
    answer_at=0.625,
    replies_in_thread=True,
    is_private=True,
    moderator_roles=frozenset({5, 6}),
    briefings=frozenset({BriefingId("lamps")}),
    editors_channel=8,
    sends_weekly_report=True,
    takes_votes=False,
    lets_follow=False,
)


def a_deed(guild: int = 1, detail: str = "mode: off") -> Deed:
    return Deed(guild, 99, Action.SETTINGS, detail)


async def test_settings_read_back_as_they_were(database: Database) -> None:
    guilds = SqlGuilds(database)
    await guilds.change(a_deed(), SETTINGS, seen=0, at=NOW)
    await guilds.change(a_deed(2), GuildSettings(), seen=0, at=NOW)
    found = await guilds.all()
    assert {guild: stored.settings for guild, stored in found.items()} == {
        1: SETTINGS,
        2: GuildSettings(),
    }


async def test_whoever_saw_an_older_version_changes_nothing(database: Database) -> None:
    guilds = SqlGuilds(database)
    first = await guilds.change(a_deed(), SETTINGS, seen=0, at=NOW)
    assert first.number == 1
    for seen in (0, 2):
        with pytest.raises(ConflictError):
            await guilds.change(a_deed(detail="late"), GuildSettings(), seen=seen, at=NOW)
    assert (await guilds.all())[1] == first
    assert [e.deed.detail for e in await SqlAudit(database).latest(1, limit=9)] == ["mode: off"]


async def test_what_was_done_is_told_newest_first_and_to_its_guild_alone(
    database: Database,
) -> None:
    guilds, audit = SqlGuilds(database), SqlAudit(database)
    for number in range(3):
        await guilds.change(a_deed(detail=f"change {number}"), SETTINGS, seen=number, at=NOW)
    await audit.note(a_deed(2, "elsewhere"), NOW)
    latest = await audit.latest(1, limit=2)
    assert [entry.deed.detail for entry in latest] == ["change 2", "change 1"]
    assert {(entry.deed.moderator, entry.at) for entry in latest} == {
        (99, NOW.replace(microsecond=0))
    }
    before = await audit.latest(1, limit=2, before=latest[-1].number)
    assert [entry.deed.detail for entry in before] == ["change 0"]
    after = await audit.earliest(1, limit=2, after=before[0].number)
    assert after == latest
    assert await audit.earliest(1, limit=1, after=before[0].number) == latest[1:]
    assert await audit.earliest(1, limit=2, after=latest[0].number) == ()


async def test_deeds_of_some_kinds_are_found_however_many_others_came_since(
    database: Database,
) -> None:
    audit = SqlAudit(database)
    for number in range(2):
        await audit.note(Deed(1, 99, Action.PUBLISH, f"page {number}"), NOW)
    for _ in range(30):
        await audit.note(a_deed(), NOW)
    await audit.note(Deed(2, 99, Action.PUBLISH, "elsewhere"), NOW)
    found = await audit.latest(1, limit=5, actions={Action.PUBLISH, Action.ROLLBACK})
    assert [entry.deed.detail for entry in found] == ["page 1", "page 0"]
    assert await audit.latest(1, limit=5, actions=()) == ()


async def test_old_deeds_are_forgotten(database: Database) -> None:
    audit = SqlAudit(database)
    await audit.note(a_deed(detail="old"), NOW - timedelta(days=2))
    await audit.note(a_deed(detail="new"), NOW)
    await audit.expire(NOW - timedelta(days=1))
    assert [entry.deed.detail for entry in await audit.latest(1, limit=9)] == ["new"]


async def test_a_guild_that_was_left_is_erased_after_a_while_unless_it_is_entered_again(
    database: Database,
) -> None:
    guilds = SqlGuilds(database)
    for guild in (1, 2, 3):
        await guilds.change(a_deed(guild), SETTINGS, seen=0, at=NOW)
    await guilds.leave(1, NOW)
    await guilds.leave(2, NOW)
    await guilds.enter(2)
    assert await guilds.purge(NOW - timedelta(seconds=1)) == 0
    assert await guilds.purge(NOW + timedelta(seconds=1)) == 1
    assert set(await guilds.all()) == {2, 3}
    assert await SqlAudit(database).latest(1, limit=9) == ()
