"""Corrections edited into answers that were posted, in the running bot."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from time import sleep
from typing import Any

import discord
import pytest

from bot.corpus.model import Corpus, Passage, PassageId, Revision
from bot.dialogue import discord_wording, wording
from bot.discord_app import custom_ids
from bot.discord_app.corrected import with_corrections
from bot.discord_app.markdown import in_a_line
from bot.editorial.guild_settings import DEFAULTS
from tests.discord_app.builders import CORPUS, PASSAGES, FakeEdition, a_page, a_responder
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of
from tests.discord_app.test_guild_settings import given

STORM = PASSAGES[3]
NOTE = "The storm broke three lamps, not two."


def publish(harbour: Harbour, text: str, *notes: str, revision: str = "aaaaaaaaaaaa") -> None:
    """Serve a page on which the storm's answer says something, with these corrections."""
    serve(harbour, *PASSAGES[:3], replace(STORM, text=text), notes=notes, revision=revision)


def serve(
    harbour: Harbour,
    *passages: Passage,
    notes: tuple[str, ...] = (NOTE,),
    revision: str = "aaaaaaaaaaaa",
) -> None:
    """Serve a page of these passages, with corrections."""
    page = a_page(*passages)
    page = replace(page, meta=replace(page.meta, corrections=notes))
    briefing = replace(CORPUS.briefings[0], pages=(CORPUS.briefings[0].pages[0], page))
    harbour.library.current = FakeEdition(a_responder(Corpus(Revision(revision), (briefing,))))


def edits(harbour: Harbour) -> list[dict[str, Any]]:
    """Give the bodies of all edits of messages in the channel."""
    requests = harbour.env.http_requests
    path = f"/channels/{harbour.channel.id}/messages/"
    return [r.json for r in requests if r.method == "PATCH" and path in r.path and r.json]


def today(harbour: Harbour) -> date:
    return harbour.bot.desk.today


async def look(harbour: Harbour, times: int = 1) -> None:
    """Let the bot look for corrections."""
    await harbour.env.advance_time(30.0 * times)


async def test_a_posted_answer_is_told_once_of_its_correction(harbour: Harbour) -> None:
    await harbour.ask("what did the storm break?")
    other = await harbour.ask("who pays for the lamp oil?")
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 4)
    answer = harbour.answers[0]
    said = text_of(answer)
    today = harbour.bot.desk.today
    assert f"{discord_wording.corrected_on(today, NOTE)}\n-# Lamps on the pier" in said
    assert "Two lamps and a mast." in said
    assert text_of(harbour.answers[1]) == text_of(other)
    (edit,) = edits(harbour)
    assert edit["allowed_mentions"]["parse"] == []
    told = await harbour.bob.click(answer, label=discord_wording.WHAT_HAS_CHANGED)
    assert "[gone: ~~Two~~] [new: **Three**] lamps and a mast." in text_of(told)
    assert wording.VOTE_FOR in labels_of(answer)


async def test_of_two_answers_in_a_message_the_second_is_told_of_its_correction(
    harbour: Harbour,
) -> None:
    await harbour.ask("who pays for the lamp oil? and what did the storm break?")
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour)
    await harbour.restart()
    await look(harbour, 3)
    (answer,) = harbour.answers
    corrected = discord_wording.corrected_on(harbour.bot.desk.today, NOTE)
    pays, storm, *_ = (part.split("\n") for part in text_of(answer).split("### ")[1:])
    assert corrected not in pays
    assert storm[:3] == [STORM.label, "Two lamps and a mast.", corrected]
    assert len(edits(harbour)) == 1
    told = await harbour.bob.click(answer, label=discord_wording.what_has_changed(2))
    assert "[gone: ~~Two~~] [new: **Three**] lamps and a mast." in text_of(told)


async def test_of_two_answers_on_a_page_both_are_told_of_what_changed_in_them(
    harbour: Harbour,
) -> None:
    await harbour.ask("who pays for the lamp oil? and what did the storm break?")
    pays = replace(PASSAGES[1], text="The town does.")
    serve(harbour, PASSAGES[0], pays, replace(STORM, text="Three lamps and a mast."))
    await look(harbour, 4)
    (answer,) = harbour.answers
    assert text_of(answer).count(NOTE) == 1
    labels = labels_of(answer)
    assert discord_wording.what_has_changed(1) in labels
    assert discord_wording.what_has_changed(2) in labels


async def test_in_a_thread_that_was_put_away_an_answer_is_corrected_and_it_stays_so(
    harbour: Harbour,
) -> None:
    await given(harbour, replace(DEFAULTS, replies_in_thread=True))
    await harbour.ann.send(harbour.channel, f"{harbour.mention} what did the storm break?")
    (thread,) = harbour.channel.threads
    harbour.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await harbour.env.settle()
    path = f"/channels/{thread.id}/messages/*"
    harbour.env.inject_error("PATCH", path, status=400, code=50083)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour)
    assert NOTE in text_of(harbour.answers_in(thread)[0])
    requests = [r for r in harbour.env.http_requests if r.path == f"/channels/{thread.id}"]
    states = [r.json.get("archived") for r in requests if r.method == "PATCH" and r.json]
    assert states == [False, True]


def publish_instead(harbour: Harbour, *passages: Passage, revision: str = "aaaaaaaaaaaa") -> None:
    """Serve a page with a correction that has other passages in place of the storm's."""
    serve(harbour, *PASSAGES[:3], *passages, revision=revision)


async def test_what_a_page_no_longer_has_is_told_in_posted_answers_once(harbour: Harbour) -> None:
    await harbour.ask("what did the storm break?")
    await harbour.ask("who pays for the lamp oil?")
    publish_instead(harbour)
    await look(harbour, 3)
    publish_instead(harbour, revision="bbbbbbbbbbbb")
    await harbour.restart()
    await look(harbour, 3)
    today = harbour.bot.desk.today
    for note in (NOTE, discord_wording.NO_LONGER_SAID):
        assert text_of(harbour.answers[0]).count(discord_wording.corrected_on(today, note)) == 1
        assert note not in text_of(harbour.answers[1])
    told = await harbour.bob.click(harbour.answers[0], label=discord_wording.WHAT_HAS_CHANGED)
    assert wording.GONE_HEADING in text_of(told)


@pytest.mark.parametrize(
    ("text", "is_told"), [(STORM.text, False), ("Three lamps and a mast.", True)]
)
async def test_a_question_that_is_worded_otherwise_is_corrected_if_its_answer_is(
    harbour: Harbour, text: str, *, is_told: bool
) -> None:
    await harbour.ask("what did the storm break?")
    renamed = replace(
        STORM, id=PassageId("lamps.gale"), label="What did the gale break?", text=text
    )
    publish_instead(harbour, renamed)
    await look(harbour, 3)
    assert (NOTE in text_of(harbour.answers[0])) is is_told


async def test_a_restart_neither_loses_nor_repeats_a_correction(harbour: Harbour) -> None:
    for _ in range(12):
        await harbour.ask("what did the storm break?")
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour)
    first = len(edits(harbour))
    assert 0 < first < 12
    await harbour.restart()
    await look(harbour, 4)
    assert len(edits(harbour)) == 12
    for answer in harbour.answers:
        assert text_of(answer).count(NOTE) == 1


async def test_an_answer_that_was_on_its_way_when_the_content_changed_is_corrected(
    harbour: Harbour,
) -> None:
    answer = await harbour.ask("what did the storm break?")
    ledger = harbour.newsroom.ledger
    await ledger.flush()
    (quote,) = await ledger.quotes.latest(harbour.guild.id)
    await ledger.quotes.forget([answer.id])  # as if it were not noted yet
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour)
    ledger.note_quotes((quote,))
    await look(harbour)
    assert NOTE in text_of(harbour.answers[0])


async def test_a_second_correction_is_told_as_well(harbour: Harbour) -> None:
    await harbour.ask("what did the storm break?")
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 2)
    publish(harbour, "Four lamps.", "There was no mast.", NOTE, revision="bbbbbbbbbbbb")
    await look(harbour, 2)
    (answer,) = harbour.answers
    assert text_of(answer).count(NOTE) == 1
    assert text_of(answer).count("There was no mast.") == 1
    assert labels_of(answer).count(discord_wording.WHAT_HAS_CHANGED) == 1


@pytest.mark.parametrize(
    ("text", "notes"),
    [("Three lamps.", ()), (STORM.text, (NOTE,))],
    ids=["brought up to date without a note", "a note on other words of the page"],
)
async def test_what_is_no_correction_of_the_answer_leaves_it_alone(
    harbour: Harbour, text: str, notes: tuple[str, ...]
) -> None:
    await harbour.ask("what did the storm break?")
    publish(harbour, text, *notes)
    await look(harbour, 2)
    assert edits(harbour) == []


async def test_an_answer_that_has_the_note_is_not_told_again_when_its_words_change_later(
    harbour: Harbour,
) -> None:
    publish(harbour, "Three lamps and a mast.", NOTE)
    answer = await harbour.ask("what did the storm break?")
    assert wording.correction(NOTE) in text_of(answer)
    publish(harbour, "Three lamps, all mended.", NOTE, revision="bbbbbbbbbbbb")
    await look(harbour, 2)
    assert edits(harbour) == []


async def corrected(harbour: Harbour, *notes: str) -> Any:
    """Ask of the storm, let the answer be corrected, and give it."""
    await harbour.ask("what did the storm break?")
    publish(harbour, "Three lamps and a mast.", *(notes or (NOTE,)))
    await look(harbour, 2)
    (answer,) = harbour.answers
    assert NOTE in text_of(answer)
    return answer


async def test_a_correction_that_is_taken_back_is_no_longer_told(harbour: Harbour) -> None:
    told = discord_wording.corrected_on(today(harbour), NOTE)
    asked = text_of(await corrected(harbour)).split(told)
    publish(harbour, STORM.text, revision="bbbbbbbbbbbb")
    await harbour.restart()
    await look(harbour, 4)
    (answer,) = harbour.answers
    assert text_of(answer) == discord_wording.taken_back_on(today(harbour)).join(asked)
    assert len(edits(harbour)) == 2
    shown = await harbour.bob.click(answer, label=discord_wording.WHAT_HAS_CHANGED)
    assert "is unchanged since" in text_of(shown)


async def test_a_correction_that_comes_back_is_told_again(harbour: Harbour) -> None:
    await corrected(harbour)
    day = today(harbour)
    for revision, text, notes in (
        ("b" * 12, STORM.text, ()),
        ("c" * 12, "Three lamps and a mast.", (NOTE,)),
        ("d" * 12, STORM.text, ()),
    ):
        publish(harbour, text, *notes, revision=revision)
        await look(harbour, 2)
        said = text_of(harbour.answers[0])
        assert said.count(discord_wording.corrected_on(day, NOTE)) == len(notes)
        assert said.count(discord_wording.taken_back_on(day)) == 1 - len(notes)


@pytest.mark.parametrize(
    ("text", "notes"),
    [("Three lamps and a mast.", ()), ("Four lamps.", ()), (STORM.text, (NOTE,))],
    ids=["the note was put away", "and the words have changed since", "the note stays"],
)
async def test_what_is_true_of_an_answer_still_stays_told(
    harbour: Harbour, text: str, notes: tuple[str, ...]
) -> None:
    before = text_of(await corrected(harbour))
    publish(harbour, text, *notes, revision="bbbbbbbbbbbb")
    await look(harbour, 3)
    assert text_of(harbour.answers[0]) == before
    assert len(edits(harbour)) == 1


async def test_of_two_corrections_the_one_that_is_left_stays(harbour: Harbour) -> None:
    other = "It broke a *bell*, too."
    await corrected(harbour, NOTE, other)
    publish(harbour, STORM.text, other, revision="bbbbbbbbbbbb")
    await look(harbour, 3)
    said, day = text_of(harbour.answers[0]), today(harbour)
    assert discord_wording.corrected_on(day, in_a_line(other, 99)) in said
    assert discord_wording.corrected_on(day, NOTE) not in said
    assert said.count(discord_wording.taken_back_on(day)) == 1


async def test_a_passage_that_comes_back_is_said_again(harbour: Harbour) -> None:
    await harbour.ask("what did the storm break?")
    publish_instead(harbour)
    await look(harbour, 2)
    publish(harbour, STORM.text, revision="bbbbbbbbbbbb")
    await look(harbour, 3)
    said = text_of(harbour.answers[0])
    assert discord_wording.NO_LONGER_SAID not in said
    assert NOTE not in said
    assert said.count(discord_wording.taken_back_on(today(harbour))) == 1


async def test_of_two_answers_only_the_one_that_holds_again_loses_its_correction(
    harbour: Harbour,
) -> None:
    await harbour.ask("who pays for the lamp oil? and what did the storm break?")
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 2)
    pays = replace(PASSAGES[1], text="The town does.")
    serve(harbour, PASSAGES[0], pays, STORM, notes=(), revision="bbbbbbbbbbbb")
    await look(harbour, 3)
    first, storm, *_ = text_of(harbour.answers[0]).split("### ")[1:]
    taken_back = discord_wording.taken_back_on(today(harbour))
    assert taken_back not in first
    assert taken_back in storm
    assert NOTE not in text_of(harbour.answers[0])


async def test_an_answer_that_had_its_note_from_the_start_is_left_alone(harbour: Harbour) -> None:
    publish(harbour, STORM.text, NOTE)
    await harbour.ask("what did the storm break?")
    publish(harbour, STORM.text, revision="bbbbbbbbbbbb")
    await look(harbour, 3)
    assert edits(harbour) == []


async def test_words_of_a_page_that_look_like_a_correction_stay(harbour: Harbour) -> None:
    words = discord_wording.corrected_on(date(2026, 11, 28), "Two lamps and a mast.")
    publish(harbour, words, revision="cccccccccccc")
    await corrected(harbour)
    publish(harbour, words, revision="bbbbbbbbbbbb")
    await look(harbour, 3)
    said = text_of(harbour.answers[0])
    assert f"### {STORM.label}\n{words}\n" in said
    assert discord_wording.taken_back_on(today(harbour)) in said
    assert NOTE not in said


@pytest.mark.parametrize(("method", "status"), [("GET", 403), ("PATCH", 403), ("GET", 404)])
async def test_what_is_refused_in_front_of_discord_is_tried_again(
    harbour: Harbour, method: str, status: int
) -> None:
    await harbour.ask("what did the storm break?")
    harbour.env.inject_error(method, "/channels/*/messages/*", status=status)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 3)
    assert NOTE in text_of(harbour.answers[0])


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50001)])
async def test_an_answer_that_cannot_be_edited_is_forgotten(
    harbour: Harbour, status: int, code: int
) -> None:
    await harbour.ask("what did the storm break?")
    harbour.env.inject_error("GET", "/channels/*/messages/*", status=status, code=code, times=None)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 3)

    def looks() -> int:
        sent = harbour.env.http_requests
        return sum(r.method == "GET" and "/messages/" in r.path for r in sent)

    assert (looks(), edits(harbour)) == (1, [])
    assert await harbour.newsroom.ledger.quotes.outdated(harbour.guild.id, {STORM.id: "0"}) == ()


async def test_what_fails_for_a_moment_is_tried_again(harbour: Harbour) -> None:
    await harbour.ask("what did the storm break?")
    harbour.env.inject_error("PATCH", "/channels/*/messages/*", status=400)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 3)
    assert NOTE in text_of(harbour.answers[0])


async def test_what_failed_before_the_last_correction_does_not_count_for_the_next(
    harbour: Harbour,
) -> None:
    await harbour.ask("what did the storm break?")
    for number, text in enumerate(("Three lamps and a mast.", "Three lamps, a mast and a bell.")):
        harbour.env.inject_error("PATCH", "/channels/*/messages/*", status=400, times=2)
        notes = (NOTE, "It broke a bell, too.")[: number + 1]
        publish(harbour, text, *notes, revision=f"{number}" * 12)
        await look(harbour, 5)
        assert notes[-1] in text_of(harbour.answers[0])


@pytest.mark.parametrize(("status", "code"), [(429, 30046), (500, 0), (503, 0)])
async def test_a_correction_waits_while_discord_takes_none(
    harbour: Harbour, status: int, code: int
) -> None:
    await harbour.ask("what did the storm break?")
    path = "/channels/*/messages/*"
    harbour.env.inject_error("PATCH", path, status=status, code=code, times=4)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 5)
    assert NOTE in text_of(harbour.answers[0])


async def test_an_answer_that_the_bot_cannot_handle_holds_up_no_other(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = await harbour.ask("what did the storm break?")
    other = harbour.env.create_guild("Other")
    channel = other.create_text_channel("news")
    await other.add_member(harbour.env.create_user("zed")).send(
        channel, f"{harbour.mention} what did the storm break?"
    )

    def odd(message: discord.Message, *about: Any) -> discord.ui.LayoutView | None:
        if message.id == first.id:
            raise ValueError("a message of an unknown kind")
        return with_corrections(message, *about)

    monkeypatch.setattr("bot.discord_app.cogs.corrections.with_corrections", odd)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 5)
    assert caplog.text.count("ValueError: a message of an unknown kind") == 3
    assert NOTE in text_of(harbour.answers_in(channel)[0])


async def test_a_guild_whose_answers_wait_holds_up_no_other(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_app.cogs.corrections._AT_ONCE", 1)
    await harbour.ask("what did the storm break?")
    other = harbour.env.create_guild("Other")
    channel = other.create_text_channel("news")
    await other.add_member(harbour.env.create_user("zed")).send(
        channel, f"{harbour.mention} what did the storm break?"
    )
    path = f"/channels/{harbour.channel.id}/messages/*"
    harbour.env.inject_error("PATCH", path, status=429, code=30046, times=100)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 3)
    assert NOTE in text_of(harbour.answers_in(channel)[0])
    assert NOTE not in text_of(harbour.answers[0])


async def test_an_answer_that_shows_something_else_by_now_is_left_alone(harbour: Harbour) -> None:
    question = await harbour.ann.send(
        harbour.channel, f"{harbour.mention} what did the storm break?"
    )
    await harbour.ann.edit(question, f"{harbour.mention} is there cheese on the moon, and lamps?")
    publish(harbour, "Three lamps and a mast.", NOTE)
    before = len(edits(harbour))
    await look(harbour, 2)
    assert len(edits(harbour)) == before


async def test_a_question_that_is_edited_meanwhile_keeps_its_new_answer(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await harbour.ann.send(harbour.channel, f"{harbour.mention} what did the storm break?")
    fetch, place = discord.PartialMessageable.fetch_message, (harbour.channel.id, asked.id)

    async def fetch_slowly(channel: discord.PartialMessageable, message: int) -> discord.Message:
        found = await fetch(channel, message)
        other = f"{harbour.mention} who pays for the lamp oil?"
        harbour.env.backend.edit_message(*place, {"content": other})
        await asyncio.to_thread(sleep, 0.2)  # the clock of the loop stands still
        return found

    monkeypatch.setattr(discord.PartialMessageable, "fetch_message", fetch_slowly)
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour)
    assert "The harbour guild does." in text_of(harbour.answers[0])
    assert "Two lamps and a mast." not in text_of(harbour.answers[0])


async def test_answers_in_direct_messages_are_not_remembered(harbour: Harbour) -> None:
    await harbour.ann.send_dm("what did the storm break?")
    await harbour.newsroom.ledger.flush()
    assert await harbour.newsroom.ledger.quotes.outdated(0, {STORM.id: "0"}) == ()


async def test_a_long_note_on_a_full_answer_fits(harbour: Harbour) -> None:
    publish(harbour, "Two lamps. " * 160, revision="cccccccccccc")
    await harbour.ask("what did the storm break?")
    publish(harbour, "Three lamps.", "word @everyone " * 300)
    await look(harbour, 2)
    (edit,) = edits(harbour)
    assert "@everyone" not in str(edit["components"])


async def test_of_several_notes_on_a_full_answer_the_first_are_told(harbour: Harbour) -> None:
    publish(harbour, "Two lamps. " * 400, revision="cccccccccccc")
    await harbour.ask("what did the storm break? and who were the keepers?")
    notes = [f"{word} " * 60 for word in ("mast", "oil", "pier", "guild", "keel")]
    publish(harbour, "Three lamps.", *notes)
    await look(harbour, 4)
    said = text_of(harbour.answers[0])
    assert "mast mast" in said
    assert "keel keel" not in said
    assert len(edits(harbour)) == 1


async def test_a_correction_that_stands_there_already_changes_nothing(harbour: Harbour) -> None:
    await harbour.ask("what did the storm break?")
    await harbour.newsroom.ledger.flush()
    (quote,) = await harbour.newsroom.ledger.quotes.outdated(harbour.guild.id, {STORM.id: "0"})
    publish(harbour, "Three lamps and a mast.", NOTE)
    await look(harbour, 2)
    (answer,) = harbour.answers
    assert isinstance(answer, discord.Message)
    assert custom_ids.changed(quote.digest, quote.passage) in ids_of(answer)
    assert with_corrections(answer, quote, [NOTE], harbour.bot.desk.today) is None
