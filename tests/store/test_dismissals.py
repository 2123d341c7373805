"""What editors want to see no more of: on SQLite and PostgreSQL."""

from __future__ import annotations

from bot.store.audit import Action, Deed, SqlAudit
from bot.store.database import Database
from bot.store.dismissals import SqlDismissals
from bot.store.model import hour_of
from bot.store.sql import SqlStore
from tests.store.builders import NOW


def a_deed(guild: int = 1) -> Deed:
    return Deed(guild, 99, Action.DISMISS, "why?")


async def test_a_dismissal_is_the_guilds_own_and_noted_and_taken_back(database: Database) -> None:
    dismissals = SqlDismissals(database)
    first = await dismissals.dismiss(a_deed(), "why?", NOW)
    await dismissals.dismiss(a_deed(), "who?", NOW)
    assert await dismissals.of(1) == ("who?", "why?")
    assert await dismissals.of(2) == ()
    assert not await dismissals.restore(a_deed(2), first, NOW)
    assert await dismissals.restore(a_deed(), first, NOW)
    assert not await dismissals.restore(a_deed(), first, NOW)
    assert await dismissals.of(1) == ("who?",)
    assert len(await SqlAudit(database).latest(1, limit=9)) == 3


async def test_what_is_dismissed_twice_is_back_when_it_is_restored_once(
    database: Database,
) -> None:
    dismissals = SqlDismissals(database)
    first = await dismissals.dismiss(a_deed(), "why?", NOW)
    assert await dismissals.dismiss(a_deed(), "why?", NOW) == first
    assert await dismissals.dismiss(a_deed(2), "why?", NOW) != first
    assert len(await SqlAudit(database).latest(1, limit=9)) == 1
    assert await dismissals.restore(a_deed(), first, NOW)
    assert await dismissals.of(1) == ()
    assert await dismissals.of(2) == ("why?",)


async def test_a_dismissal_expires_as_the_questions_do(database: Database) -> None:
    dismissals = SqlDismissals(database)
    await dismissals.dismiss(a_deed(), "why?", NOW)
    await SqlStore(database).expire(hour_of(NOW))
    assert await dismissals.of(1) == ("why?",)
    await SqlStore(database).expire(hour_of(NOW) + 1)
    assert await dismissals.of(1) == ()
