"""Keeps who follows which story, and what each of them knows of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import ColumnElement, Table, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.tables import FOLLOWS, STORY_SNAPSHOTS

Snapshot = Mapping[str, str]
"""A passage's id → the digest of its words."""


@dataclass(frozen=True, slots=True)
class Follow:
    """A reader who wants to be told what is new in a story of a guild."""

    guild: int
    story: str
    to_tell: int
    """The reader's own id: nobody can be written to by a hash."""
    version: int
    """The snapshot that they know."""
    since: int
    """When they began: whole hours since 1970, UTC."""
    title: str
    """What the story was called then: it may be gone when they are told of it."""


class SqlFollows:
    """Follows in a database, with the snapshots that they lean on. All raises `StoreError`.

    A version is one snapshot of a story; whoever follows is at one of them. To be told of a later
    one is to be moved there, from the version at which they were: that succeeds once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, follow: Follow, now: Snapshot) -> Follow:
        """Let a reader follow from what the story says now; give the follow with its version.

        Whoever follows it already stays at what they know.
        """
        async with self._database.writing() as connection:
            kept = await self._versions(connection, follow.guild, follow.story)
            latest = max(kept, default=0)
            if latest == 0 or kept[latest] != now:
                latest += 1
                await self._keep(connection, follow.guild, follow.story, latest, now)
            begun = replace(follow, version=latest)
            insert = self._database.insert(FOLLOWS).values(asdict(begun)).on_conflict_do_nothing()
            await connection.execute(insert)
        return begun

    async def end(self, reader: int, guild: int, story: str) -> bool:
        """Let a reader follow a story no longer; say whether they did."""
        return bool(await self._end(_is_of(guild, story) & (FOLLOWS.c.to_tell == reader)))

    async def forget_reader(self, reader: int) -> int:
        """Let a reader follow nothing any more; give how many stories that were."""
        return await self._end(FOLLOWS.c.to_tell == reader)

    async def end_all(self, guild: int) -> int:
        """Let nobody follow anything of a guild any more; give how many follows that were."""
        return await self._end(FOLLOWS.c.guild == guild)

    async def of_reader(self, reader: int, guild: int | None = None) -> tuple[Follow, ...]:
        """Give what a reader follows, in a guild or everywhere, the oldest first."""
        follows = select(FOLLOWS).where(FOLLOWS.c.to_tell == reader)
        if guild is not None:
            follows = follows.where(FOLLOWS.c.guild == guild)
        rows = await self._database.rows(follows.order_by(FOLLOWS.c.since, FOLLOWS.c.story))
        return tuple(Follow(**row) for row in rows)

    # ----------------------------------------------------------------- telling them

    async def guilds(self) -> frozenset[int]:
        """Give the guilds in which somebody follows a story."""
        return frozenset(await self._database.column(select(FOLLOWS.c.guild).distinct()))

    async def stories(self, guild: int) -> tuple[str, ...]:
        """Give the stories of a guild that somebody follows."""
        stories = select(FOLLOWS.c.story).where(FOLLOWS.c.guild == guild).distinct()
        return tuple(await self._database.column(stories.order_by(FOLLOWS.c.story)))

    async def versions(self, guild: int, story: str) -> Mapping[int, Snapshot]:
        """Give what is kept of a story, by the numbers of its versions."""
        async with self._database.reading() as connection:
            return await self._versions(connection, guild, story)

    async def keep(self, guild: int, story: str, version: int, now: Snapshot) -> bool:
        """Keep another version; say whether nobody else has kept one of that number."""
        async with self._database.writing() as connection:
            return await self._keep(connection, guild, story, version, now)

    async def pass_over(
        self, guild: int, story: str, version: int, *, without: Collection[int]
    ) -> None:
        """Move all to a version in which is nothing new to them: who is at none of `without`."""
        is_meant = _is_of(guild, story) & FOLLOWS.c.version.not_in({version, *without})
        await self._database.change(update(FOLLOWS).where(is_meant).values(version=version))

    async def at(
        self, guild: int, story: str, versions: Collection[int] | None = None, *, limit: int
    ) -> tuple[Follow, ...]:
        """Give who is at one of these versions of a story, or at any; who began first comes first.

        No more than `limit` of them.
        """
        found = select(FOLLOWS).where(_is_of(guild, story))
        if versions is not None:
            found = found.where(FOLLOWS.c.version.in_(versions))
        ordered = found.order_by(FOLLOWS.c.since, FOLLOWS.c.to_tell).limit(limit)
        return tuple(Follow(**row) for row in await self._database.rows(ordered))

    async def claim(self, follow: Follow, version: int) -> bool:
        """Let nobody else tell this reader of a version; say whether that was still to be done."""
        claimed = update(FOLLOWS).where(_is_just(follow)).values(version=version)
        return bool(await self._database.change(claimed))

    async def claim_end(self, follow: Follow) -> bool:
        """Let nobody else tell this reader that a story is gone, which they follow no longer.

        Say whether that was still to be done.
        """
        return bool(await self._end(_is_just(follow)))

    async def give_back(self, follow: Follow, version: int) -> None:
        """Take the claim of a version back: the reader was not told after all."""
        claimed = _is_just(replace(follow, version=version))
        await self._database.change(update(FOLLOWS).where(claimed).values(version=follow.version))

    async def tidy(self, guild: int, story: str, version: int) -> None:
        """Erase the versions of a story at which nobody is, but for one."""
        needed = select(FOLLOWS.c.version).where(_is_of(guild, story))
        of_story = _is_of(guild, story, STORY_SNAPSHOTS)
        others = STORY_SNAPSHOTS.c.version.not_in(needed) & (STORY_SNAPSHOTS.c.version != version)
        await self._database.change(delete(STORY_SNAPSHOTS).where(of_story & others))

    # ----------------------------------------------------------------- within a transaction

    async def _versions(
        self, connection: AsyncConnection, guild: int, story: str
    ) -> Mapping[int, Snapshot]:
        kept = select(STORY_SNAPSHOTS).where(_is_of(guild, story, STORY_SNAPSHOTS))
        rows = (await connection.execute(kept)).mappings().all()
        return {row["version"]: json.loads(row["passages"]) for row in rows}

    async def _keep(
        self, connection: AsyncConnection, guild: int, story: str, version: int, now: Snapshot
    ) -> bool:
        row = {"guild": guild, "story": story, "version": version}
        body = json.dumps(dict(now), separators=(",", ":"))
        insert = self._database.insert(STORY_SNAPSHOTS).values(**row, passages=body)
        return bool((await connection.execute(insert.on_conflict_do_nothing())).rowcount)

    async def _end(self, is_meant: ColumnElement[bool]) -> int:
        """End follows; what a story said goes with the last one who followed it."""
        is_same = (FOLLOWS.c.guild == STORY_SNAPSHOTS.c.guild) & (
            FOLLOWS.c.story == STORY_SNAPSHOTS.c.story
        )
        is_followed = select(FOLLOWS.c.story).where(is_same).exists()
        async with self._database.writing() as connection:
            ended = (await connection.execute(delete(FOLLOWS).where(is_meant))).rowcount
            await connection.execute(delete(STORY_SNAPSHOTS).where(~is_followed))
        return ended


def _is_of(guild: int, story: str, table: Table = FOLLOWS) -> ColumnElement[bool]:
    return and_(table.c.guild == guild, table.c.story == story)


def _is_just(follow: Follow) -> ColumnElement[bool]:
    """Find a follow only as it was read."""
    is_at = FOLLOWS.c.version == follow.version
    return _is_of(follow.guild, follow.story) & (FOLLOWS.c.to_tell == follow.to_tell) & is_at
