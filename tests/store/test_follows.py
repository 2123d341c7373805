"""Who follows which story, kept, told of each version once, and erased: on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.store.database import Database
from bot.store.follows import Follow, SqlFollows
from bot.store.sql import SqlStore
from bot.store.tables import STORY_SNAPSHOTS

ANN, BOB = (1 << 62) + 7, (1 << 62) + 8
ANNS = Follow(300, "lamps", ANN, version=0, since=498_754, title="Lamps")
BOBS = replace(ANNS, to_tell=BOB, since=498_755)
FIRST = {"lamps.storm": "11111111"}
SECOND = {"lamps.storm": "22222222"}


@pytest.fixture
def follows(database: Database) -> SqlFollows:
    return SqlFollows(database)


async def snapshots(database: Database) -> int:
    """Count all snapshots that are kept."""
    async with database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(STORY_SNAPSHOTS)) or 0


async def test_whoever_begins_knows_what_the_story_says_then(follows: SqlFollows) -> None:
    begun = await follows.begin(ANNS, FIRST)
    assert begun == replace(ANNS, version=1)
    assert (await follows.begin(BOBS, FIRST)).version == 1
    assert (await follows.begin(replace(BOBS, to_tell=9), SECOND)).version == 2
    assert await follows.versions(300, "lamps") == {1: FIRST, 2: SECOND}
    assert await follows.of_reader(ANN) == (begun,)


async def test_who_follows_already_stays_at_what_they_know(follows: SqlFollows) -> None:
    begun = await follows.begin(ANNS, FIRST)
    await follows.begin(replace(ANNS, since=ANNS.since + 9), SECOND)
    assert await follows.of_reader(ANN) == (begun,)


async def test_a_reader_follows_stories_of_guilds_apart(follows: SqlFollows) -> None:
    for guild, story in ((300, "lamps"), (300, "bridge"), (301, "lamps")):
        await follows.begin(replace(ANNS, guild=guild, story=story), FIRST)
    assert {f.story for f in await follows.of_reader(ANN, 300)} == {"lamps", "bridge"}
    assert len(await follows.of_reader(ANN)) == 3
    assert await follows.guilds() == {300, 301}
    assert await follows.stories(300) == ("bridge", "lamps")
    assert await follows.of_reader(BOB) == ()


async def test_a_version_is_kept_once(follows: SqlFollows) -> None:
    await follows.begin(ANNS, FIRST)
    assert await follows.keep(300, "lamps", 2, SECOND)
    assert not await follows.keep(300, "lamps", 2, FIRST)
    assert await follows.versions(300, "lamps") == {1: FIRST, 2: SECOND}


async def test_of_a_guild_all_follows_end_and_of_no_other(database: Database) -> None:
    follows = SqlFollows(database)
    for guild, reader in ((1, 5), (1, 6), (2, 5)):
        await follows.begin(Follow(guild, "lamps", reader, 0, since=7, title="Lamps"), {"a": "b"})
    assert await follows.end_all(1) == 2
    assert await follows.guilds() == {2}
    assert await follows.versions(1, "lamps") == {}
    assert await follows.versions(2, "lamps") == {1: {"a": "b"}}


async def test_of_many_who_would_tell_a_reader_of_a_version_one_does(follows: SqlFollows) -> None:
    begun = await follows.begin(ANNS, FIRST)
    claims = await asyncio.gather(*(follows.claim(begun, 2) for _ in range(4)))
    assert sorted(claims) == [False, False, False, True]
    assert await follows.at(300, "lamps", {1}, limit=9) == ()
    assert await follows.at(300, "lamps", {2}, limit=9) == (replace(begun, version=2),)


async def test_a_claim_that_is_given_back_can_be_made_again_unless_the_reader_stopped(
    follows: SqlFollows,
) -> None:
    begun = await follows.begin(ANNS, FIRST)
    await follows.claim(begun, 2)
    await follows.give_back(begun, 2)
    assert await follows.claim(begun, 2)
    await follows.end(ANN, 300, "lamps")
    await follows.give_back(begun, 2)
    assert await follows.of_reader(ANN) == ()


async def test_of_a_story_that_is_gone_each_is_told_once(follows: SqlFollows) -> None:
    begun = await follows.begin(ANNS, FIRST)
    assert await follows.at(300, "lamps", limit=9) == (begun,)
    assert await follows.claim_end(begun)
    assert not await follows.claim_end(begun)
    assert await follows.of_reader(ANN) == ()


async def test_who_has_nothing_new_to_hear_is_passed_over(follows: SqlFollows) -> None:
    begun = [await follows.begin(replace(ANNS, to_tell=reader), FIRST) for reader in (1, 2, 3)]
    await follows.claim(begun[1], 2)
    await follows.claim(begun[2], 7)  # of which nothing is kept
    await follows.pass_over(300, "lamps", 3, without={1})
    assert [f.to_tell for f in await follows.at(300, "lamps", {1}, limit=9)] == [1]
    assert [f.to_tell for f in await follows.at(300, "lamps", {3}, limit=9)] == [2, 3]


async def test_those_who_began_first_come_first_and_no_more_than_asked_for(
    follows: SqlFollows,
) -> None:
    for reader in range(1, 6):
        await follows.begin(replace(ANNS, to_tell=reader, since=100 - reader), FIRST)
    assert [f.to_tell for f in await follows.at(300, "lamps", {1}, limit=3)] == [5, 4, 3]


async def test_what_nobody_needs_is_not_kept(follows: SqlFollows, database: Database) -> None:
    first, _ = await follows.begin(ANNS, FIRST), await follows.begin(BOBS, SECOND)
    await follows.keep(300, "lamps", 3, {})
    await follows.tidy(300, "lamps", 3)
    assert set(await follows.versions(300, "lamps")) == {1, 2, 3}
    await follows.claim(first, 3)
    await follows.tidy(300, "lamps", 3)
    assert set(await follows.versions(300, "lamps")) == {2, 3}
    assert await follows.end(ANN, 300, "lamps")
    assert await snapshots(database) == 2
    assert not await follows.end(ANN, 300, "lamps")
    assert await follows.end(BOB, 300, "lamps")
    assert await snapshots(database) == 0


async def test_a_reader_is_forgotten_everywhere_and_others_stay(follows: SqlFollows) -> None:
    for guild in (300, 301):
        await follows.begin(replace(ANNS, guild=guild), FIRST)
    await follows.begin(BOBS, FIRST)
    assert await follows.forget_reader(ANN) == 2
    assert await follows.of_reader(ANN) == ()
    assert len(await follows.of_reader(BOB)) == 1
    assert set(await follows.versions(300, "lamps")) == {1}
    assert await follows.versions(301, "lamps") == {}


async def test_a_guild_that_is_left_takes_its_follows_along_and_time_does_not(
    follows: SqlFollows, database: Database
) -> None:
    store = SqlStore(database)
    await follows.begin(ANNS, FIRST)
    await follows.begin(replace(ANNS, guild=301), FIRST)
    await store.expire(1 << 30)
    assert len(await follows.of_reader(ANN)) == 2
    await store.forget_guild(300)
    assert [f.guild for f in await follows.of_reader(ANN)] == [301]
    assert await snapshots(database) == 1
