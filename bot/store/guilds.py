"""How guilds want it, kept: one row a guild, changed by whoever saw its latest version."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import RowMapping, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.editorial.guild_settings import DEFAULTS, GuildSettings
from bot.store.audit import Deed, note
from bot.store.changes import mark
from bot.store.database import Database
from bot.store.model import StoreError
from bot.store.tables import DEPARTURES, GUILD_SETTINGS, OF_GUILDS

_log = logging.getLogger(__name__)

_SETTINGS: Final = TypeAdapter(GuildSettings)


class ConflictError(StoreError):
    """Somebody else has changed the same thing meanwhile; look at it again."""


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """The settings of a guild as they were stored."""

    settings: GuildSettings = DEFAULTS
    number: int = 0
    """How many changes there were; 0 where nobody has set anything."""


NEVER_SET: Final = StoredSettings()


class SqlGuilds:
    """Guilds in a database. Every change is noted with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Mapping[int, StoredSettings]:
        """Give the settings of every guild that has some. Raises `StoreError`."""
        return await self._those(select(GUILD_SETTINGS))

    async def of(self, guilds: Collection[int]) -> Mapping[int, StoredSettings]:
        """Give the settings of these guilds, as far as they have some. Raises `StoreError`."""
        return await self._those(select(GUILD_SETTINGS).where(GUILD_SETTINGS.c.guild.in_(guilds)))

    async def _those(self, question: Select[Any]) -> Mapping[int, StoredSettings]:
        found = await self._database.rows(question)
        return MappingProxyType({row["guild"]: _stored(row) for row in found})

    async def change(
        self, deed: Deed, settings: GuildSettings, *, seen: int, at: datetime
    ) -> StoredSettings:
        """Keep a guild's new settings, if the latest change is still the one that was seen.

        Raises `ConflictError` where it is not, and `StoreError`.
        """
        new = StoredSettings(settings, seen + 1)
        async with self._database.writing() as connection:
            if not await self._replace(connection, deed.guild, new):
                raise ConflictError("the settings were changed meanwhile")
            await note(connection, deed, at)
            await mark(connection, deed.guild)
        return new

    async def _replace(self, connection: AsyncConnection, guild: int, new: StoredSettings) -> bool:
        values = {"guild": guild, "number": new.number, "body": body_of(new.settings)}
        if new.number == 1:
            insert = self._database.insert(GUILD_SETTINGS).values(values)
            statement = insert.on_conflict_do_nothing()
        else:
            of_guild = GUILD_SETTINGS.c.guild == guild
            is_latest = GUILD_SETTINGS.c.number == new.number - 1
            statement = update(GUILD_SETTINGS).where(of_guild, is_latest).values(values)
        return bool((await connection.execute(statement)).rowcount)

    async def leave(self, guild: int, at: datetime) -> None:
        """Note that the bot has left a guild. Raises `StoreError`."""
        row = {"guild": guild, "left_at": int(at.timestamp())}
        async with self._database.writing() as connection:
            await connection.execute(self._database.upsert(DEPARTURES), [row])

    async def enter(self, guild: int) -> None:
        """Note that the bot is in a guild, after all. Raises `StoreError`."""
        await self._database.change(delete(DEPARTURES).where(DEPARTURES.c.guild == guild))

    async def left(self) -> frozenset[int]:
        """Give the guilds that the bot has left. Raises `StoreError`."""
        return frozenset(await self._database.column(select(DEPARTURES.c.guild)))

    async def purge(self, left_before: datetime) -> int:
        """Erase all of the guilds that were left so long ago, and give how many they were.

        Raises `StoreError`.
        """
        async with self._database.writing() as connection:
            gone = select(DEPARTURES.c.guild)
            gone = gone.where(DEPARTURES.c.left_at < int(left_before.timestamp()))
            guilds = (await connection.scalars(gone)).all()
            for table in OF_GUILDS if guilds else ():
                await connection.execute(delete(table).where(table.c.guild.in_(guilds)))
        return len(guilds)


def body_of(settings: GuildSettings) -> str:
    """Write settings as they are kept."""
    return _SETTINGS.dump_json(replace(settings, modes=dict(settings.modes))).decode()


def stored_settings(guild: int, number: int, body: str) -> StoredSettings:
    """Read settings; those that a newer or broken version wrote count as the defaults."""
    try:
        settings = _SETTINGS.validate_json(body)
    except ValidationError as error:
        _log.warning("The settings of guild %s cannot be read: %s", guild, error.title)
        settings = DEFAULTS
    return StoredSettings(settings, number)


def _stored(row: RowMapping) -> StoredSettings:
    return stored_settings(row["guild"], row["number"], row["body"])
