"""The desk under load: the loop goes on, turns keep their order, too much is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from threading import Event

import pytest

from bot.corpus.model import PassageId
from bot.dialogue import discord_wording
from bot.dialogue.compose import answer_reply
from bot.dialogue.conversation import Conversation
from bot.dialogue.etiquette import Address
from bot.dialogue.model import Turn, Utterance
from bot.dialogue.responder import Responder
from bot.discord_app.answers import Answered, Posted
from bot.discord_app.asked import EDIT_WINDOW
from bot.discord_app.desk import Desk
from bot.discord_app.workers import BusyError, Workers
from bot.matching.model import Abstain, Candidate
from tests.discord_app.builders import (
    CORPUS,
    PASSAGES,
    AtLeastHalf,
    FakeEdition,
    FakeLibrary,
    WordsInCommon,
)
from tests.discord_app.clock import memories_go_by
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of

PATIENCE_S = 10.0
TODAY = date(2025, 7, 1)


@dataclass(slots=True)
class Held:
    """A matcher that works only once it is let go."""

    go: Event = field(default_factory=Event)
    begun: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Wait, then rank by words in common."""
        self.asked.append(text)
        self.begun.set()
        assert self.go.wait(PATIENCE_S), "the event loop waits for what it should let go"
        return WordsInCommon(CORPUS).rank(text, about=about, explain=explain)


@pytest.fixture
def held() -> Iterator[Held]:
    matcher = Held()
    yield matcher
    matcher.go.set()


@pytest.fixture
def library(held: Held) -> FakeLibrary:
    return FakeLibrary(FakeEdition(Responder(CORPUS, held, AtLeastHalf())))


def a_desk(library: FakeLibrary, *, most_waiting: int = 10) -> Desk:
    return Desk(library, workers=Workers(most_waiting=most_waiting))  # type: ignore[arg-type]


def suggested_for(typed: str, responder: Responder) -> list[str]:
    return [choice.passage for choice in responder.suggest(typed)]


async def begun(held: Held) -> None:
    """Wait until the matcher has been asked something."""
    await asyncio.to_thread(held.begun.wait, PATIENCE_S)


async def test_the_loop_goes_on_while_the_responder_works(library: FakeLibrary, held: Held) -> None:
    asking = asyncio.create_task(
        a_desk(library).ask(None, "why are the lamps lit?", Conversation())
    )
    await begun(held)
    held.go.set()
    assert (await asking).reply.text == "So that boats find the pier."


async def test_the_second_of_two_quick_messages_finds_the_subject_of_the_first(
    library: FakeLibrary, held: Held
) -> None:
    held.go.set()
    desk = Desk(library, workers=Workers(threads=2))  # type: ignore[arg-type]
    words = ("why are the lamps lit?", "1", "why are the lamps lit?", "3")
    turns = await asyncio.gather(*(desk.ask_next(None, 1, 2, text) for text in words))
    assert [turn.reply.heading for turn in turns] == [
        "Why are the lamps lit?",
        "Who pays for the lamp oil?",
        "Why are the lamps lit?",
        "What did the storm break?",
    ]


async def test_what_is_too_much_is_refused_and_later_taken_again(
    library: FakeLibrary, held: Held
) -> None:
    desk = a_desk(library, most_waiting=1)
    asking = [asyncio.create_task(desk.ask(None, "who pays?", Conversation())) for _ in range(2)]
    await begun(held)
    with pytest.raises(BusyError):
        await desk.ask(None, "who pays?", Conversation())
    held.go.set()
    await asyncio.gather(*asking)
    assert (await desk.open(None, "lamps.storm")).text == "Two lamps and a mast."


async def test_only_the_latest_of_what_a_reader_typed_is_worked_on(
    library: FakeLibrary, held: Held
) -> None:
    desk = a_desk(library)
    first = asyncio.create_task(desk.ask(None, "why?", Conversation()))
    await begun(held)
    typing = [
        asyncio.create_task(desk.while_typing(None, reader, partial(suggested_for, typed)))
        for reader, typed in ((1, "s"), (1, "sto"), (2, "oil"), (1, "storm break"))
    ]
    await asyncio.sleep(0)
    held.go.set()
    await first
    suggested = [found[:1] for found in await asyncio.gather(*typing)]
    assert suggested == [[], [], ["lamps.who-pays"], ["lamps.storm"]]
    assert held.asked[1:] == ["oil", "storm break"]


async def test_suggestions_are_left_out_in_a_rush(library: FakeLibrary, held: Held) -> None:
    desk = a_desk(library, most_waiting=0)
    asking = asyncio.create_task(desk.ask(None, "why?", Conversation()))
    await begun(held)
    assert await desk.while_typing(None, 1, partial(suggested_for, "storm")) == []
    held.go.set()
    await asking


class TestInARush:
    """The running bot, when no place is free."""

    @pytest.fixture
    def rush(self, harbour: Harbour, held: Held) -> Harbour:
        held.go.set()
        harbour.bot.desk.workers = Workers(threads=1, most_waiting=-1)
        return harbour

    async def test_a_message_is_declined_kindly(
        self, rush: Harbour, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert discord_wording.BUSY in text_of(await rush.ask("why are the lamps lit?"))
        assert "Fault" not in caplog.text

    async def test_so_is_a_command(self, rush: Harbour, caplog: pytest.LogCaptureFixture) -> None:
        shown = await rush.ann.slash(rush.channel, "ask", question="why are the lamps lit?")
        assert discord_wording.BUSY in text_of(shown)
        assert shown.ephemeral
        assert "Fault" not in caplog.text
        assert len(rush.env.errors) == 1

    async def test_nobody_hears_of_it_who_did_not_call_the_bot(self, rush: Harbour) -> None:
        rush.bot.desk.ask_channels = frozenset({rush.channel.id})
        await rush.ann.send(rush.channel, "why are the lamps lit?")
        assert rush.answers == []


async def test_quick_messages_in_a_channel_are_answered_in_turn(
    harbour: Harbour, held: Held
) -> None:
    held.go.set()
    first = f"{harbour.mention} why are the lamps lit?"
    harbour.env.backend.create_message(harbour.channel.id, harbour.ann.id, first)
    await harbour.ann.send(harbour.channel, f"{harbour.mention} 1")
    assert len(harbour.answers) == 2
    assert "The harbour guild does." in text_of(harbour.answers[-1])


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give what the desk takes for the time: the last of these."""
    told = [1_000.0]
    memories_go_by(monkeypatch, lambda: told[-1])
    return told


def test_a_channel_where_the_bot_may_not_speak_rests_for_ten_minutes(seconds: list[float]) -> None:
    desk = Desk(FakeLibrary())  # type: ignore[arg-type]
    desk.manners.rest(7)
    seconds.append(1_000.0 + 9 * 60 + 59)
    assert desk.manners.is_resting(7)
    assert desk.manners.resting() == (7,)
    seconds.append(1_000.0 + 10 * 60 + 1)
    assert not desk.manners.is_resting(7)


def test_a_channel_reads_the_same_at_most_every_thirty_seconds(seconds: list[float]) -> None:
    desk = Desk(FakeLibrary())  # type: ignore[arg-type]
    utterance = Utterance("why are the lamps lit?")
    turn = Turn(utterance, Abstain(()), (), answer_reply(CORPUS, PASSAGES[0], today=TODAY))
    desk.manners.say(7, turn)
    seconds.append(1_029.0)
    assert desk.manners.was_just_said(7, turn)
    assert not desk.manners.was_just_said(8, turn)
    seconds.append(1_031.0)
    assert not desk.manners.was_just_said(7, turn)


QUESTION, ANSWER, CHANNEL = 900, 901, 7
ANN, BOB = 1, 2


def answered(reader: int, *, question: int = QUESTION, answer: int = ANSWER) -> Desk:
    """Make a desk that has just answered a reader."""
    desk = Desk(FakeLibrary())  # type: ignore[arg-type]
    said = Answered(answer, CHANNEL, reader, "who pays?", Address.DIRECT, Conversation())
    desk.answers.keep(question, said)
    return desk


def test_the_words_of_an_answered_question_are_known_for_a_quarter_of_an_hour_only(
    seconds: list[float],
) -> None:
    desk = answered(ANN)
    assert timedelta(seconds=15 * 60) == EDIT_WINDOW
    seconds.append(1_000.0 + 15 * 60 - 1)
    assert desk.answers.to(QUESTION) is not None
    seconds.append(1_000.0 + 15 * 60)
    assert desk.answers.to(QUESTION) is None
    seconds.append(1_000.0 + 23 * 3600)
    assert desk.answers.posted(QUESTION) == Posted(ANSWER, CHANNEL)


async def test_words_are_let_go_of_though_nobody_asks_anything_any_more(
    harbour: Harbour, held: Held, seconds: list[float]
) -> None:
    held.go.set()
    await harbour.ask("why are the lamps lit?")
    desk = harbour.bot.desk
    seconds.append(1_000.0 + 15 * 60 - 1)
    await harbour.env.advance_time(60)
    assert (len(desk._subjects), len(desk.answers._answered)) == (1, 1)
    seconds.append(1_000.0 + 15 * 60)
    await harbour.env.advance_time(60)
    assert (len(desk._subjects), len(desk.answers._answered)) == (0, 0)


def test_erasing_leaves_of_a_reader_only_which_answer_goes_with_which_message() -> None:
    desk = answered(ANN)
    desk.show(ANN, CHANNEL, answer_reply(CORPUS, PASSAGES[0], today=TODAY))
    desk.forget_reader(BOB)
    assert desk.answers.to(QUESTION) is not None
    assert desk.subject(ANN, CHANNEL) != Conversation()
    desk.forget_reader(ANN)
    assert desk.answers.to(QUESTION) is None
    assert desk.subject(ANN, CHANNEL) == Conversation()
    assert desk.answers.posted(QUESTION) == Posted(ANSWER, CHANNEL)


def test_an_answer_that_somebody_removed_goes_with_no_message_any_more() -> None:
    desk = answered(ANN)
    desk.answers.drop_removed(QUESTION)
    assert desk.answers.posted(QUESTION) is not None
    desk.answers.drop_removed(ANSWER)
    assert desk.answers.posted(QUESTION) is None
    assert desk.answers.to(QUESTION) is None
