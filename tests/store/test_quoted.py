"""What was quoted, and where: on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.newsroom import ledger as module
from bot.newsroom.ledger import Ledger
from bot.store.database import Database
from bot.store.model import StoreError, hour_of
from bot.store.quotes import KEPT_HOURS, LATER, Quote, SqlQuotes
from bot.store.sql import SqlStore
from bot.store.wordings import QuotedText, SqlWordings
from tests.store.builders import NOW

AT = NOW.replace(microsecond=0)
TEXT = QuotedText(300, "lamps.storm", "0a1b2c3d", AT, "Two lamps – “and a mast”.")
QUOTE = Quote(1, 20, 300, hour_of(NOW), "lamps.storm", "0a1b2c3d", ("11111111", "22222222"))
NEW = "ffffffff"
SECOND = replace(
    QUOTE, passage="lamps.oil", digest="00000000", place=1, first=(QUOTE.passage, QUOTE.digest)
)
"""The second answer of the same message."""


async def outdated(database: Database) -> list[int]:
    found = await SqlQuotes(database).outdated(300, {"lamps.storm": NEW})
    return [quote.message for quote in found]


async def test_a_text_is_kept_from_when_it_was_quoted_first(database: Database) -> None:
    texts = SqlWordings(database)
    await texts.note([TEXT])
    await texts.note([replace(TEXT, at=AT.replace(year=2027)), replace(TEXT, digest=NEW)])
    assert await texts.find(300, "lamps.storm", "0a1b2c3d") == TEXT
    assert await texts.find(301, "lamps.storm", "0a1b2c3d") is None
    assert await texts.find(300, "lamps.storm", "00000000") is None


async def test_answers_with_other_words_are_found_the_newest_first(database: Database) -> None:
    quotes = SqlQuotes(database)
    others = (
        replace(QUOTE, message=2),
        replace(QUOTE, message=3, digest=NEW),
        replace(QUOTE, message=4, guild=301),
        replace(QUOTE, message=5, passage="lamps.why-lit"),
    )
    await quotes.note([QUOTE, *others])
    assert (await quotes.outdated(300, {"lamps.storm": NEW}))[-1] == QUOTE
    assert await outdated(database) == [2, 1]
    assert await quotes.outdated(300, {}) == ()
    await quotes.forget([1])
    assert await outdated(database) == [2]


async def test_what_an_answer_says_by_now_is_known(database: Database) -> None:
    quotes = SqlQuotes(database)
    await quotes.note([QUOTE])
    await quotes.corrected(QUOTE, ["33333333"])
    (known,) = await quotes.outdated(300, {"lamps.storm": NEW})
    assert known == replace(QUOTE, notes=("11111111", "22222222", "33333333"))


async def test_answers_that_were_amended_are_found_until_that_is_taken_back(
    database: Database,
) -> None:
    quotes = SqlQuotes(database)
    await quotes.note([QUOTE, SECOND, replace(QUOTE, message=2)])
    later = f"{LATER}33333333"
    await quotes.corrected(SECOND, [later])
    (amended,) = await quotes.amended(300)
    assert amended == replace(SECOND, notes=(*SECOND.notes, later))
    assert amended.later == {"33333333"}
    assert amended.shown == {*SECOND.notes, "33333333"}
    assert await quotes.amended(301) == ()
    await quotes.taken_back(amended, [later])
    assert await quotes.amended(300) == ()
    assert SECOND in await quotes.latest(300)


async def test_of_a_message_all_answers_are_found(database: Database) -> None:
    quotes = SqlQuotes(database)
    await quotes.note([QUOTE, SECOND, replace(QUOTE, message=2)])
    assert await quotes.outdated(300, {"lamps.oil": NEW}) == (SECOND,)
    assert await quotes.outdated(300, {"lamps.oil": SECOND.digest}) == ()
    assert await quotes.latest(300) == (replace(QUOTE, message=2), QUOTE, SECOND)
    assert await quotes.latest(301) == ()


async def test_what_one_of_the_answers_says_by_now_is_not_said_by_the_others(
    database: Database,
) -> None:
    quotes = SqlQuotes(database)
    third = replace(SECOND, place=2, passage="lamps.mast")
    await quotes.note([QUOTE, SECOND, third])
    await quotes.corrected(SECOND, ["33333333"])
    noted = replace(SECOND, notes=(*SECOND.notes, "33333333"))
    assert await quotes.latest(300) == (QUOTE, noted, third)


async def test_an_answer_that_an_edit_took_away_is_forgotten(database: Database) -> None:
    quotes = SqlQuotes(database)
    await quotes.note([QUOTE, SECOND])
    await quotes.note([QUOTE])
    assert await quotes.latest(300) == (QUOTE,)


async def test_answers_of_a_message_go_together(database: Database) -> None:
    quotes = SqlQuotes(database)
    both = {n: (replace(QUOTE, message=n), replace(SECOND, message=n)) for n in (1, 2, 3, 4)}
    old = [replace(quote, message=9, hour=QUOTE.hour - KEPT_HOURS - 1) for quote in both[1]]
    await quotes.note([*both[1], *both[2], *both[3], *both[4], *old])
    await quotes.forget([4])
    assert await quotes.latest(300) == (*old, *both[3], *both[2], *both[1])
    await quotes.tidy(QUOTE.hour, most=2)
    assert await quotes.latest(300) == (*both[3], *both[2])
    await SqlStore(database).forget_messages([3])
    assert await quotes.latest(300) == both[2]
    await SqlStore(database).forget_guild(300)
    assert await quotes.latest(300) == ()


async def test_an_answer_that_was_edited_quotes_what_it_says_now(database: Database) -> None:
    quotes = SqlQuotes(database)
    await quotes.note([QUOTE])
    await quotes.note([replace(QUOTE, digest=NEW)])
    assert await outdated(database) == []


async def test_the_ledger_keeps_the_newest_and_none_that_is_old(database: Database) -> None:
    quotes = SqlQuotes(database)
    await quotes.note([replace(QUOTE, message=n) for n in range(1, 11)])
    await quotes.note([replace(QUOTE, message=99, hour=QUOTE.hour - KEPT_HOURS - 1)])
    await quotes.tidy(QUOTE.hour)
    assert 99 not in await outdated(database)
    await quotes.tidy(QUOTE.hour, most=3)
    assert await outdated(database) == [10, 9, 8]


async def test_an_answer_that_is_deleted_is_forgotten_and_so_is_a_guild(
    database: Database,
) -> None:
    await SqlQuotes(database).note([QUOTE, replace(QUOTE, message=2)])
    await SqlStore(database).forget_messages([1])
    assert await outdated(database) == [2]
    await SqlStore(database).forget_guild(300)
    assert await outdated(database) == []


async def test_what_is_noted_is_written_together_and_texts_once(database: Database) -> None:
    ledger = Ledger(database, lambda: NOW)
    for number in range(1, 451):
        ledger.note_text(TEXT)
        ledger.note_quotes((replace(QUOTE, message=number),))
    await ledger.flush()
    assert len(await outdated(database)) == 450
    assert await ledger.texts.find(300, "lamps.storm", "0a1b2c3d") == TEXT


async def test_what_waits_is_written_when_the_database_is_there_again(address: str) -> None:
    database = Database(address)
    ledger = Ledger(database, lambda: NOW)
    ledger.note_quotes((QUOTE,))
    ledger.note_text(TEXT)
    with pytest.raises(StoreError):
        await ledger.flush()
    await database.prepare()
    await ledger.stop()
    assert await outdated(database) == [1]
    await database.close()


async def test_what_could_not_be_written_is_tried_again_whatever_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_GATHER_S", 0.0)
    monkeypatch.setattr(module, "_AGAIN_S", 0.0)
    ledger, is_written = Ledger(database, lambda: NOW), asyncio.Event()
    note, faults = ledger.quotes.note, [RuntimeError("a fault of ours"), StoreError("disk full")]

    async def noted(quotes: Sequence[Quote]) -> None:
        if faults:
            raise faults.pop(0)
        await note(quotes)
        is_written.set()

    monkeypatch.setattr(ledger.quotes, "note", noted)
    ledger.start()
    ledger.note_quotes((QUOTE,))
    async with asyncio.timeout(20):
        await is_written.wait()
    await ledger.stop()
    assert await outdated(database) == [1]
