"""Who changed what in a guild: written with the change itself, or not at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import RowMapping, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.tables import AUDIT

LONGEST_DETAIL: Final = 300
"""Characters of what is told of a change."""

KEPT_DAYS: Final = 365
"""Moderators' own deeds are looked up longer than readers' words."""


class Action(StrEnum):
    """What a moderator has done."""

    SETTINGS = "settings"
    PUBLISH = "publish"
    ROLLBACK = "rollback"
    TEACH = "teach"
    NOT_THIS = "not this"
    UNDO = "undo"
    DRAFT = "draft"
    DISMISS = "dismiss"
    DOWNLOAD = "download"
    RELOAD = "reload"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a moderator does in a guild, to be noted with it."""

    guild: int
    moderator: int
    action: Action
    detail: str
    """A few words, for the other moderators of the guild."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed that was noted."""

    number: int
    deed: Deed
    at: datetime


async def note(connection: AsyncConnection, deed: Deed, at: datetime) -> None:
    """Note a deed in the transaction that does it."""
    detail = deed.detail[:LONGEST_DETAIL].replace("\0", "")
    values = {"guild": deed.guild, "moderator": deed.moderator, "action": deed.action.value}
    row = {**values, "detail": detail, "at": int(at.timestamp())}
    await connection.execute(insert(AUDIT).values(row))


class SqlAudit:
    """Reads what was noted, the newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, deed: Deed, at: datetime) -> None:
        """Note a deed that changes nothing in the database. Raises `StoreError`."""
        async with self._database.writing() as connection:
            await note(connection, deed, at)

    async def latest(
        self,
        guild: int,
        *,
        limit: int,
        before: int | None = None,
        actions: Collection[Action] | None = None,
    ) -> tuple[Entry, ...]:
        """Give a guild's latest entries, or those before a number. Raises `StoreError`.

        Of deeds of all kinds, or of these alone.
        """
        rows = select(AUDIT).where(AUDIT.c.guild == guild)
        if before is not None:
            rows = rows.where(AUDIT.c.id < before)
        if actions is not None:
            rows = rows.where(AUDIT.c.action.in_(sorted(action.value for action in actions)))
        latest = rows.order_by(AUDIT.c.id.desc()).limit(limit)
        return tuple(map(_entry, await self._database.rows(latest)))

    async def earliest(self, guild: int, *, limit: int, after: int) -> tuple[Entry, ...]:
        """Give the entries that follow a number, the newest first. Raises `StoreError`."""
        rows = select(AUDIT).where(AUDIT.c.guild == guild, AUDIT.c.id > after)
        found = await self._database.rows(rows.order_by(AUDIT.c.id).limit(limit))
        return tuple(map(_entry, reversed(found)))

    async def expire(self, before: datetime) -> None:
        """Erase what was noted before an instant. Raises `StoreError`."""
        await self._database.change(delete(AUDIT).where(AUDIT.c.at < int(before.timestamp())))


def _entry(row: RowMapping) -> Entry:
    action = Action(row["action"])
    deed = Deed(row["guild"], row["moderator"], action, row["detail"])
    return Entry(row["id"], deed, datetime.fromtimestamp(row["at"], UTC))
