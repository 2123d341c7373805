"""What was asked in a guild, read back: on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

from bot.editorial.gaps import Asked
from bot.store.asks import Ask, SqlAsks
from bot.store.database import Database
from bot.store.model import Decided
from bot.store.questions import SqlQuestions
from bot.store.sql import SqlStore
from tests.store.builders import a_record


async def test_what_is_asked_most_comes_first_then_the_newest_and_each_question_once(
    database: Database,
) -> None:
    asked = ("who?", "why?", "where?", "why?", "when?")
    turns = [a_record(at, question=words, hour=at) for at, words in enumerate(asked, 1)]
    same_hour = a_record(6, question="Ärger?", hour=5)
    await SqlStore(database).record([*turns, same_hour])
    questions = SqlQuestions(database)
    found = await questions.frequent(300, limit=9)
    assert found[0] == "why?"
    assert set(found[1:3]) == {"when?", "Ärger?"}
    assert found[3:] == ("where?", "who?")
    assert await questions.frequent(300, limit=2) == found[:2]


async def test_the_past_questions_of_a_server_are_its_own_and_go_when_they_are_forgotten(
    database: Database,
) -> None:
    store, questions = SqlStore(database), SqlQuestions(database)
    elsewhere = [a_record(2, guild=301, question="who?"), a_record(3, guild=None, question="who?")]
    in_shadow = a_record(4, question="when?", is_shadow=True, decided=Decided.ABSTAIN)
    await store.record([a_record(1, question="why?"), *elsewhere, in_shadow])
    assert set(await questions.frequent(300, limit=9)) == {"why?", "when?"}
    assert await questions.frequent(302, limit=9) == ()
    await store.forget_messages([1])
    assert await questions.frequent(300, limit=9) == ("when?",)


async def test_unanswered_turns_are_read_by_their_hours(database: Database) -> None:
    first = a_record(1, decided=Decided.ABSTAIN, nearest="lamps.why-lit", hour=7)
    second = a_record(2, decided=Decided.CLARIFY, question="who?", reader=None, hour=8)
    shadow, later = replace(first, message=3, is_shadow=True), replace(first, message=4, hour=9)
    answered, elsewhere = a_record(5, hour=7), replace(first, message=6, guild=301)
    await SqlStore(database).record([first, second, shadow, later, answered, elsewhere])
    questions = SqlQuestions(database)
    found = sorted(await questions.unanswered(300, (7, 8)))
    assert [turn.message for turn in found] == [1, 2, 3]
    assert found[0] == Asked(1, first.question, 7, 0.75, "lamps.why-lit", first.reader)
    assert found[1] == Asked(2, "who?", 8, 0.75, None, None)


async def test_the_standing_of_an_hour_changes_with_all_that_changes_in_it(
    database: Database,
) -> None:
    store, questions = SqlStore(database), SqlQuestions(database)
    huge = (1 << 62) + 7
    turns = [a_record(at, decided=Decided.ABSTAIN, hour=7) for at in (1, 2, 3, huge)]
    other = a_record(5, decided=Decided.ABSTAIN, hour=8)
    await store.record([*turns, other, a_record(6, hour=9)])
    first = await questions.standings(300)
    assert {hour: found.count for hour, found in first.items()} == {7: 4, 8: 1}
    seen = [first[7]]
    changes = (
        replace(turns[1], decided=Decided.ANSWER),
        replace(turns[0], question="why?"),
        replace(turns[0], question="who?", confidence=0.5),
        replace(turns[2], hour=8),
    )
    for changed in changes:
        await store.record([changed])
        seen.append((await questions.standings(300))[7])
    await store.forget_messages([huge])
    found = await questions.standings(300)
    assert len({*seen, found[7]}) == len(changes) + 2
    assert found[8].count == 2
    assert await questions.standings(299) == {}


async def test_a_question_is_found_by_its_message_and_in_its_guild_alone(
    database: Database,
) -> None:
    await SqlStore(database).record([a_record(1, question="why?"), a_record(2, question="who?")])
    await SqlAsks(database).put(Ask(3, "v", 20, 300, 1, "when?"))
    questions = SqlQuestions(database)
    assert await questions.question_at(300, 1) == "why?"
    assert await questions.question_at(300, 3) == "when?"
    assert await questions.question_at(301, 1) is None
