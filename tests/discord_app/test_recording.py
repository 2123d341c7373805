"""What is recorded of readers' questions, and what makes it go, in the running bot."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import privacy_wording
from bot.dialogue.model import Reply, ReplyKind, Turn, Utterance
from bot.discord_app.recording import Place, record_of
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision
from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.model import LONGEST_QUESTION, Decided, Store, hour_begins
from bot.store.sql import SqlStore
from tests.discord_app.builders import PASSAGES
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.store.builders import NOW
from tests.waiting import until

# ------------------------------------------------------------------------- from turn to record

BEST = Candidate(PASSAGES[0], 1.0, 0.8, "Why are the lamps lit?")
PLACE = Place(message=1, channel=2, guild=3)


def a_turn(decision: Decision, words: str = "why lamps?", kind: str = "answer") -> Turn:
    """Make a turn that shows a passage where it answers."""
    shown = BEST.passage if isinstance(decision, Answer) else None
    return Turn(Utterance(words), decision, (BEST,), Reply(ReplyKind(kind), "", "", shown))


@pytest.mark.parametrize(
    ("decision", "decided", "passage", "nearest"),
    [
        (Answer(BEST), Decided.ANSWER, "lamps.why-lit", None),
        (Clarify((BEST,)), Decided.CLARIFY, None, "lamps.why-lit"),
        (Abstain((BEST,)), Decided.ABSTAIN, None, "lamps.why-lit"),
        (Abstain(()), Decided.ABSTAIN, None, None),
    ],
)
def test_a_record_says_what_was_decided(
    decision: Decision, decided: Decided, passage: str | None, nearest: str | None
) -> None:
    record = record_of(a_turn(decision), PLACE, "0123", now=NOW, reader=None)
    assert record is not None
    assert (record.decided, record.passage, record.nearest) == (decided, passage, nearest)
    assert (record.message, record.channel, record.guild) == (1, 2, 3)
    assert (record.confidence, record.revision) == (0.8, "0123")


def test_a_record_knows_the_hour_and_not_the_minute() -> None:
    record = record_of(a_turn(Answer(BEST)), PLACE, "0123", now=NOW, reader=None)
    assert record is not None
    assert hour_begins(record.hour) == NOW.replace(minute=0, second=0)


def test_a_direct_message_has_no_channel_for_that_would_name_its_reader() -> None:
    record = record_of(a_turn(Answer(BEST)), Place(1, 2, None), "0123", now=NOW, reader=None)
    assert record is not None
    assert (record.channel, record.guild) == (None, None)


def test_words_about_the_bot_itself_are_no_question() -> None:
    turn = a_turn(Abstain(()), "thanks", kind="notice")
    assert record_of(turn, PLACE, "0123", now=NOW, reader=None) is None


@given(st.text(max_size=1_000))
def test_a_question_is_cut_at_300_characters(words: str) -> None:
    record = record_of(a_turn(Answer(BEST), words), PLACE, "0123", now=NOW, reader=None)
    assert record is not None
    assert len(record.question) <= LONGEST_QUESTION
    record.question.encode()
    if "<@" not in words and "\0" not in words:
        assert record.question == words[:300]


def test_whom_a_question_mentions_is_not_kept() -> None:
    turn = a_turn(Answer(BEST), "did <@123456789012345678> or <@!1> pay <@&99>?")
    record = record_of(turn, PLACE, "0123", now=NOW, reader=None)
    assert record is not None
    assert record.question == "did @… or @… pay @…?"


# ------------------------------------------------------------------------- in the running bot


async def test_a_question_is_recorded_after_its_reply(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?")
    (record,) = await harbour.kept_of(harbour.ann)
    question = next(m for m in harbour.channel.history() if m.author.id == harbour.ann.id)
    assert record.question == "who pays for the lamp oil?"
    assert (record.message, record.guild) == (question.id, harbour.guild.id)
    assert (record.decided, record.passage) == (Decided.ANSWER, "lamps.who-pays")
    assert record.revision == "0123456789ab"
    assert await harbour.kept_of(harbour.bob) == ()


async def test_what_was_declined_is_recorded_with_the_nearest(harbour: Harbour) -> None:
    await harbour.ask("which lamps survived beyond those terrible winters?")
    (record,) = await harbour.kept_of(harbour.ann)
    assert (record.decided, record.passage) == (Decided.ABSTAIN, None)
    assert record.nearest is not None


async def test_thanks_and_help_are_not_recorded(harbour: Harbour) -> None:
    await harbour.ask("help")
    await harbour.ask("thank you!")
    assert await harbour.kept() == 0


async def test_a_command_is_recorded_under_its_answer(harbour: Harbour) -> None:
    await harbour.ann.slash(harbour.channel, "ask", question="who pays for the lamp oil?")
    (record,) = await harbour.kept_of(harbour.ann)
    assert record.message == harbour.answers[-1].id
    await harbour.moderator.delete(harbour.answers[-1])
    assert await harbour.kept() == 0


async def test_the_message_menu_records_nothing_of_who_wrote_it(harbour: Harbour) -> None:
    message = await harbour.bob.send(harbour.channel, "who pays for the lamp oil?")
    await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert await harbour.kept() == 0


async def test_a_direct_message_is_recorded_without_a_place(harbour: Harbour) -> None:
    await harbour.ann.send_dm("who pays for the lamp oil?")
    (record,) = await harbour.kept_of(harbour.ann)
    assert (record.guild, record.channel) == (None, None)


async def test_a_deleted_question_goes(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    assert await harbour.kept() == 1
    await harbour.ann.delete(question)
    assert await harbour.kept() == 0


async def test_a_question_that_is_deleted_before_it_is_written_goes_too(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    await harbour.ann.delete(question)
    assert await harbour.kept() == 0


async def test_an_edit_replaces_what_was_recorded(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    await harbour.kept()
    await harbour.ann.edit(question, f"{harbour.mention} what did the storm break?")
    (record,) = await harbour.kept_of(harbour.ann)
    assert (record.question, record.passage) == ("what did the storm break?", "lamps.storm")


async def test_leaving_a_server_erases_what_was_asked_there(harbour: Harbour) -> None:
    other = harbour.env.create_guild("Other")
    await harbour.ask("who pays for the lamp oil?")
    await harbour.ann.send_dm("what did the storm break?")
    harbour.env.backend.remove_guild(other.id)
    await harbour.env.settle()
    assert await harbour.kept() == 2
    harbour.env.backend.remove_guild(harbour.guild.id)
    await harbour.env.settle()
    assert [r.guild for r in await harbour.kept_of(harbour.ann)] == [None]


async def test_a_server_that_is_only_unavailable_loses_nothing(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?")
    gone = {"id": str(harbour.guild.id), "unavailable": True}
    harbour.env.backend.emit("GUILD_DELETE", gone)
    await harbour.env.settle()
    assert await harbour.kept() == 1


async def test_a_deleted_channel_takes_what_was_asked_there(harbour: Harbour) -> None:
    other = harbour.guild.create_text_channel("other")
    await harbour.ask("who pays for the lamp oil?")
    await harbour.ann.send(other, f"{harbour.mention} what did the storm break?")
    assert await harbour.kept() == 2
    harbour.env.backend.delete_channel(other.id)
    await harbour.env.settle()
    (left,) = await harbour.kept_of(harbour.ann)
    assert left.channel == harbour.channel.id


async def test_a_deleted_thread_takes_what_was_asked_there(harbour: Harbour) -> None:
    answer = await harbour.ask("who pays for the lamp oil?")
    await answer.create_thread(name="More about lamps")
    (thread,) = harbour.channel.threads
    await harbour.ann.send(thread, f"{harbour.mention} what did the storm break?")
    assert await harbour.kept() == 2
    harbour.env.backend.delete_channel(thread.id)
    await harbour.env.settle()
    assert await harbour.kept() == 1


async def test_questions_that_are_swept_away_go(harbour: Harbour) -> None:
    ask = f"{harbour.mention} who pays for oil?"
    questions = [await harbour.ann.send(harbour.channel, ask) for _ in range(3)]
    assert await harbour.kept() == 3
    swept = {"ids": [str(q.id) for q in questions[:2]], "channel_id": str(harbour.channel.id)}
    harbour.env.backend.emit("MESSAGE_DELETE_BULK", swept | {"guild_id": str(harbour.guild.id)})
    await harbour.env.settle()
    assert await harbour.kept() == 1


async def test_no_words_of_a_reader_reach_the_log(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="bot")
    await harbour.ask("who pays for the lamp oil?")
    await harbour.kept()
    assert "oil" not in "".join(r.getMessage() for r in caplog.records if r.name[:3] == "bot")


class TestDatabaseInTrouble:
    """With a file that another program has locked, replies go on, and what is lost is counted."""

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "bot.db"

    @pytest.fixture
    def store(self, file: Path) -> Store:
        return SqlStore(Database(sqlite_address(file)))

    async def test_a_database_that_works_keeps_what_is_asked(self, harbour: Harbour) -> None:
        await harbour.ask("who pays for the lamp oil?")
        assert len(await harbour.kept_of(harbour.ann)) == 1

    async def test_replies_go_on_and_moderators_see_why(self, harbour: Harbour, file: Path) -> None:
        await harbour.recorder.flush()
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = await harbour.ask("who pays for the lamp oil?")
            assert "The harbour guild does." in text_of(answer)
            told = await harbour.ann.slash(harbour.channel, "privacy")
            refused = await harbour.ann.click(told.response, label=privacy_wording.EXPORT)
            assert privacy_wording.STORE_AWAY in text_of(refused)
            await until(lambda: harbour.recorder.problem is not None)
            status = await harbour.moderator.slash(harbour.channel, "content status")
            assert "Right now they cannot be written: 1 wait." in text_of(status)
            other.execute("ROLLBACK")
        assert len(await harbour.kept_of(harbour.ann)) == 1
