"""What editors publish, propose and roll back: on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from bot.corpus.model import PassageId
from bot.corpus.overlay import NOTHING_OVER, Overlay, Wording, digest_of
from bot.store.audit import Action, Deed, SqlAudit
from bot.store.database import Database
from bot.store.guilds import ConflictError
from bot.store.model import StoreError
from bot.store.revisions import Published, SqlRevisions
from bot.store.tables import BLOBS, REVISIONS
from tests.store.builders import NOW

PAGE = Overlay({"lamps/new.txt": b"-\nWhy?\nBecause.\n", "lamps/old.txt": None})
TAUGHT = PAGE.teaching(Wording(PassageId("lamps.why"), "how come"))


def a_deed(guild: int = 1, action: Action = Action.PUBLISH) -> Deed:
    return Deed(guild, 99, action, "new.txt")


@pytest.fixture
def revisions(database: Database) -> SqlRevisions:
    return SqlRevisions(database)


async def test_the_latest_of_each_guild_is_what_is_published(revisions: SqlRevisions) -> None:
    await revisions.publish(a_deed(), PAGE, seen=0, at=NOW)
    await revisions.publish(a_deed(), TAUGHT, seen=1, at=NOW)
    await revisions.publish(a_deed(2), PAGE, seen=0, at=NOW)
    assert await revisions.latest() == {1: Published(TAUGHT, 2), 2: Published(PAGE, 1)}


async def test_history_keeps_every_revision(revisions: SqlRevisions) -> None:
    for number, overlay in enumerate((PAGE, TAUGHT, NOTHING_OVER)):
        await revisions.publish(a_deed(), overlay, seen=number, at=NOW)
    rows = await revisions.history(1, limit=2)
    assert [(row.number, row.action, row.moderator) for row in rows] == [
        (3, Action.PUBLISH, 99),
        (2, Action.PUBLISH, 99),
    ]
    assert [row.number for row in await revisions.history(1, limit=9, before=2)] == [1]
    found = [await revisions.overlay_at(1, number) for number in range(5)]
    assert found == [NOTHING_OVER, PAGE, TAUGHT, NOTHING_OVER, None]
    assert await revisions.overlay_at(2, 1) is None


async def test_of_two_at_once_one_is_told_to_look_again(
    revisions: SqlRevisions, database: Database
) -> None:
    both = (revisions.publish(a_deed(), overlay, seen=0, at=NOW) for overlay in (PAGE, TAUGHT))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "Published"]
    assert (await revisions.latest())[1].number == 1
    assert len(await SqlAudit(database).latest(1, limit=9)) == 1


async def test_what_is_to_be_given_back_is_kept_with_its_proposal(
    revisions: SqlRevisions,
) -> None:
    change = Overlay({"lamps/new.txt": b"-\nWhy?\nSo.\n"}, given_back=frozenset({"lamps/old.txt"}))
    number = await revisions.propose(a_deed(), change, base=0, at=NOW)
    found = await revisions.proposal(1, number)
    assert found is not None
    assert found.change == change
    assert found.change.given_back == {"lamps/old.txt"}


async def test_a_proposal_is_gone_with_its_publication(revisions: SqlRevisions) -> None:
    number = await revisions.propose(a_deed(), PAGE, base=0, at=NOW)
    found = await revisions.proposal(1, number)
    assert found is not None
    assert (found.change, found.base, found.is_draft, found.moderator) == (PAGE, 0, False, 99)
    await revisions.publish(a_deed(), found.change, seen=0, at=NOW, proposal=number)
    assert await revisions.proposal(1, number) is None
    with pytest.raises(ConflictError):
        await revisions.publish(a_deed(), PAGE, seen=1, at=NOW, proposal=number)
    assert (await revisions.latest())[1].number == 1


async def test_a_proposal_is_its_guilds_alone(revisions: SqlRevisions) -> None:
    number = await revisions.propose(a_deed(), PAGE, base=0, at=NOW)
    assert await revisions.proposal(2, number) is None
    assert not await revisions.withdraw(2, number)
    with pytest.raises(ConflictError):
        await revisions.publish(a_deed(2), PAGE, seen=0, at=NOW, proposal=number)
    assert await revisions.withdraw(1, number)
    assert not await revisions.withdraw(1, number)


async def test_what_nobody_confirms_expires_and_drafts_wait(
    revisions: SqlRevisions, database: Database
) -> None:
    shown = await revisions.propose(a_deed(), PAGE, base=0, at=NOW)
    draft = await revisions.propose(a_deed(), TAUGHT, base=0, at=NOW, is_draft=True)
    await revisions.expire(NOW + timedelta(days=1))
    assert await revisions.proposal(1, shown) is None
    assert [proposal.id for proposal in await revisions.drafts(1)] == [draft]
    assert len(await SqlAudit(database).latest(1, limit=9)) == 1, "a draft is noted"


async def test_a_damaged_page_is_never_served(revisions: SqlRevisions, database: Database) -> None:
    await revisions.publish(a_deed(), PAGE, seen=0, at=NOW)
    await damage(database, guild=1)
    with pytest.raises(StoreError, match="damaged"):
        await revisions.overlay_at(1, 1)


async def test_where_the_latest_revision_is_damaged_the_one_before_it_is_served(
    revisions: SqlRevisions, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await revisions.publish(a_deed(), PAGE, seen=0, at=NOW)
    later = PAGE.with_pages({"lamps/later.txt": b"-\nWhen?\nLater.\n"})
    await revisions.publish(a_deed(), later, seen=1, at=NOW)
    await damage(database, guild=1, digest=digest_of(b"-\nWhen?\nLater.\n"))
    assert await revisions.latest() == {1: Published(PAGE, 2)}
    assert "Guild 1 is served an older revision than 2" in caplog.text
    await revisions.publish(a_deed(), TAUGHT, seen=2, at=NOW)
    assert await revisions.latest() == {1: Published(TAUGHT, 3)}


@pytest.mark.parametrize("body", [b"{}", b"\xff", b"[[[[", b'{"pages": {"a": 3}}'])
async def test_what_is_damaged_in_one_guild_harms_no_other(
    revisions: SqlRevisions, database: Database, body: bytes
) -> None:
    await revisions.publish(a_deed(1), PAGE, seen=0, at=NOW)
    await revisions.publish(a_deed(2), PAGE, seen=0, at=NOW)
    await damage(database, guild=1, body=body)
    async with database.writing() as connection:  # as if that had been published
        of_one = REVISIONS.c.guild == 1
        await connection.execute(
            insert(BLOBS).values(guild=1, digest=digest_of(body), body=body),
        )
        await connection.execute(update(REVISIONS).where(of_one).values(overlay=digest_of(body)))
    assert await revisions.latest() == {1: Published(NOTHING_OVER, 1), 2: Published(PAGE, 1)}


async def damage(
    database: Database, *, guild: int, digest: str | None = None, body: bytes = b"?"
) -> None:
    """Change what a guild's pages are, behind everybody's back."""
    which = BLOBS.c.guild == guild
    if digest is not None:
        which &= BLOBS.c.digest == digest
    async with database.writing() as connection:
        await connection.execute(update(BLOBS).where(which).values(body=body))
