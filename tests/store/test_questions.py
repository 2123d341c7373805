"""What was asked in a guild, read back: on SQLite and PostgreSQL."""

from __future__ import annotations

from bot.store.asks import Ask, SqlAsks
from bot.store.database import Database
from bot.store.model import Decided
from bot.store.questions import SqlQuestions, Standing, mark_of
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


async def test_unanswered_turns_are_read_on_from_a_message(database: Database) -> None:
    turns = [a_record(at, decided=Decided.ABSTAIN, nearest="lamps.why-lit") for at in (1, 2, 3)]
    other = a_record(4, decided=Decided.CLARIFY, question="who?", reader=None, is_shadow=True)
    answered, elsewhere = a_record(5), a_record(6, decided=Decided.ABSTAIN, guild=301)
    await SqlStore(database).record([*turns, other, answered, elsewhere])
    questions = SqlQuestions(database)
    found = await questions.unanswered_after(300, 1, limit=2)
    assert [turn.message for turn in found] == [2, 3]
    assert found[0].nearest == "lamps.why-lit"
    (last,) = await questions.unanswered_after(300, 3, limit=9)
    assert (last.message, last.question, last.reader, last.is_answered) == (4, "who?", None, False)
    some = await questions.unanswered_at(300, [1, 4, 5, 6, 7])
    assert {turn.message for turn in some} == {1, 4}


async def test_the_standing_changes_with_every_turn_that_comes_goes_or_is_answered(
    database: Database,
) -> None:
    store, questions = SqlStore(database), SqlQuestions(database)
    huge = (1 << 62) + 7
    turns = [a_record(at, decided=Decided.ABSTAIN) for at in (1, 2, huge)]
    await store.record([*turns, a_record(4)])
    marks = await questions.marks(300)
    assert marks == {turn.message: mark_of(turn.message, turn.question) for turn in turns}
    first = await questions.standing(300)
    assert first == Standing(3, sum(marks.values()))
    await store.record([a_record(2, decided=Decided.ANSWER)])
    second = await questions.standing(300)
    await store.record([a_record(1, decided=Decided.ABSTAIN, question="why?")])
    third = await questions.standing(300)
    await store.forget_messages([huge])
    assert len({first, second, third, await questions.standing(300)}) == 4
    assert await questions.standing(299) == Standing(0, 0)


async def test_a_question_is_found_by_its_message_and_in_its_guild_alone(
    database: Database,
) -> None:
    await SqlStore(database).record([a_record(1, question="why?"), a_record(2, question="who?")])
    await SqlAsks(database).put(Ask(3, "v", 20, 300, 1, "when?"))
    questions = SqlQuestions(database)
    assert await questions.question_at(300, 1) == "why?"
    assert await questions.question_at(300, 3) == "when?"
    assert await questions.question_at(301, 1) is None
    assert await questions.message_asking(300, "who?", [1, 2]) == 2
    assert await questions.message_asking(300, "who?", [1]) is None
    assert await questions.message_asking(301, "who?", [1, 2]) is None
