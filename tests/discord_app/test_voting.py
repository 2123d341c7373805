"""Votes on answers, and what was meant instead, in the running bot."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import discord_wording, privacy_wording, wording
from bot.discord_app import custom_ids
from bot.discord_app.shown import conversation_of
from bot.editorial.guild_settings import DEFAULTS
from bot.newsroom.newsroom import Newsroom
from bot.store.address import sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.feedback import Opinion, Vote
from bot.store.keeping import KEEP_NOTHING, Keeping
from bot.store.model import Store, StoreError
from bot.store.readers import ReaderKeys
from bot.store.sql import SqlStore
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of

UP, DOWN = wording.VOTE_FOR, wording.VOTE_AGAINST


async def said_by(harbour: Harbour, reader: Any) -> tuple[Opinion, ...]:
    """Give what is kept of a reader's opinions."""
    hashes = harbour.recorder.keeping.hashes_of(reader.id, datetime.now(UTC))
    return await harbour.newsroom.feedback.of_reader(hashes)


async def votes_of(harbour: Harbour, reader: Any) -> list[Vote | None]:
    """Give the votes of a reader."""
    return [opinion.vote for opinion in await said_by(harbour, reader)]


async def test_two_readers_vote_and_each_is_thanked_alone(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    thanked = await harbour.ann.click(answer, label=UP)
    assert thanked.ephemeral
    assert text_of(thanked) == discord_wording.VOTED_FOR
    assert text_of(await harbour.bob.click(answer, label=DOWN)) == discord_wording.VOTED_AGAINST
    assert await votes_of(harbour, harbour.ann) == [Vote.FOR]
    (opinion,) = await said_by(harbour, harbour.bob)
    assert (opinion.vote, opinion.ballot.passage) == (Vote.AGAINST, "lamps.why-lit")
    assert opinion.ballot.message == answer.id
    assert len(harbour.answers) == 1


async def test_a_second_press_changes_or_takes_back_also_after_a_restart(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.ann.click(answer, label=UP)
    await harbour.restart()
    await harbour.ann.click(answer, label=DOWN)
    assert await votes_of(harbour, harbour.ann) == [Vote.AGAINST]
    taken_back = await harbour.ann.click(answer, label=DOWN)
    assert text_of(taken_back) == discord_wording.VOTE_TAKEN_BACK
    assert await votes_of(harbour, harbour.ann) == []


async def test_answers_alone_carry_thumbs(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    assert labels_of(answer)[-2:] == [UP, DOWN]
    declined = await harbour.ask("is there cheese on the moon, and lamps?")
    assert UP not in labels_of(declined)
    opened = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert UP not in labels_of(opened)
    asked = await harbour.ann.slash(harbour.channel, "ask", question="who pays for the oil?")
    assert UP in labels_of(asked)


async def test_direct_messages_carry_none(harbour: Harbour) -> None:
    await harbour.ann.send_dm("why are the lamps lit?")
    assert UP not in labels_of(harbour.ann.user.dm_channel.last_message)


async def test_a_guild_can_do_without_and_old_thumbs_then_say_so(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    deed = Deed(harbour.guild.id, 1, Action.SETTINGS, "votes: off")
    await harbour.newsroom.change(deed, replace(DEFAULTS, takes_votes=False))
    assert text_of(await harbour.ann.click(answer, label=UP)) == discord_wording.NO_VOTES
    assert UP not in labels_of(await harbour.ask("why are the lamps lit?"))
    other = await harbour.ann.click(answer, label=wording.NOT_WHAT_I_MEANT)
    assert "What did the storm break?" in text_of(other)
    assert await said_by(harbour, harbour.ann) == ()


async def test_a_vote_that_cannot_be_kept_is_not_thanked_for(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("locked")

    answer = await harbour.ask("why are the lamps lit?")
    monkeypatch.setattr(harbour.newsroom.feedback, "vote", fail)
    monkeypatch.setattr(harbour.newsroom.feedback, "not_meant", fail)
    assert text_of(await harbour.ann.click(answer, label=UP)) == discord_wording.VOTE_LOST
    other = await harbour.ann.click(answer, label=wording.NOT_WHAT_I_MEANT)
    assert "What did the storm break?" in text_of(other)


def forging(monkeypatch: pytest.MonkeyPatch, harbour: Harbour, custom_id: str) -> None:
    """Have each click name an id of one's own, as requests that no Discord client makes may."""
    emit = harbour.env.backend.emit

    def forge(event: str, payload: Any, **named: Any) -> Any:
        if event == "INTERACTION_CREATE":
            payload["data"]["custom_id"] = custom_id
        return emit(event, payload, **named)

    monkeypatch.setattr(harbour.env.backend, "emit", forge)


SHOWN, NOT_SHOWN = "lamps.why-lit", "lamps.storm"


@pytest.mark.parametrize(
    ("custom_id", "votes"),
    [
        (custom_ids.vote_against(SHOWN), [Vote.AGAINST]),
        (custom_ids.vote_against(NOT_SHOWN), []),
        (custom_ids.vote_for(NOT_SHOWN), []),
        (custom_ids.vote_for("gone.from-here"), []),
    ],
)
async def test_a_vote_counts_for_what_stands_on_the_answer_and_for_nothing_else(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, custom_id: str, votes: list[Vote]
) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    assert harbour.library.current.corpus.passage(NOT_SHOWN) is not None
    forging(monkeypatch, harbour, custom_id)
    clicked = await harbour.bob.click(answer, label=UP)
    assert clicked.acknowledged is bool(votes)
    assert await votes_of(harbour, harbour.bob) == votes


async def test_what_was_meant_counts_only_where_it_was_offered(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    offered = await harbour.bob.click(answer, label=wording.NOT_WHAT_I_MEANT)
    listed = next(i for i in ids_of(offered) if i.startswith("meant:"))
    forging(monkeypatch, harbour, custom_ids.meant(answer.id, "lamps.forged"))
    await harbour.bob.click(offered.response, custom_id=listed)
    (opinion,) = await said_by(harbour, harbour.bob)
    assert opinion.meant == "-"


async def test_what_was_meant_instead_is_evidence_also_after_a_restart(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit, storm?")
    other = await harbour.bob.click(answer, label=wording.NOT_WHAT_I_MEANT)
    assert [one.meant for one in await said_by(harbour, harbour.bob)] == ["-"]
    await harbour.restart()
    shown = await harbour.bob.click(other.response, label="1 · What did the storm break?")
    assert "Two lamps and a mast." in text_of(shown)
    (opinion,) = await said_by(harbour, harbour.bob)
    assert opinion.meant == "lamps.storm"
    assert (opinion.vote, opinion.ballot.message) == (None, answer.id)
    assert opinion.ballot.passage == "lamps.why-lit"


async def test_what_may_be_meant_instead_can_be_picked_by_its_number_too(harbour: Harbour) -> None:
    await harbour.ann.send_dm("why are the lamps lit, storm?")
    channel = harbour.ann.user.dm_channel
    other = await harbour.ann.user.click(channel.last_message, label=wording.NOT_WHAT_I_MEANT)
    seen = conversation_of(ids_of(other))
    assert seen.choices[0] == "lamps.storm"
    await harbour.ann.send_dm("1")
    assert "Two lamps and a mast." in text_of(channel.last_message)


class TestOneDatabase:
    """As it is run: what readers ask and what they say stand in the same database."""

    @pytest.fixture
    def store(self, newsroom: Newsroom, tmp_path: Path) -> Store:
        return SqlStore(Database(sqlite_address(tmp_path / "newsroom.db")))

    async def test_a_reader_gets_and_erases_their_votes(self, harbour: Harbour) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.bob.click(answer, label=DOWN)
        await harbour.ann.click(answer, label=UP)
        told = await harbour.bob.slash(harbour.channel, "privacy")
        exported = await harbour.bob.click(told.response, label=privacy_wording.EXPORT)
        (file,) = exported.response.attachments
        (vote,) = json.loads(await file.read())["votes"]
        assert (vote["vote"], vote["message"]) == (-1, str(answer.id))
        assert not {"voter", "reader"} & set(vote)
        asked = await harbour.bob.click(told.response, label=privacy_wording.ERASE)
        await harbour.bob.click(asked.response, label=privacy_wording.ERASE_NOW)
        assert await said_by(harbour, harbour.bob) == ()
        assert await votes_of(harbour, harbour.ann) == [Vote.FOR]

    async def test_votes_go_with_their_answer(self, harbour: Harbour) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.bob.click(answer, label=UP)
        await harbour.ann.click(answer, label=wording.REMOVE)
        await harbour.recorder.flush()
        assert await said_by(harbour, harbour.bob) == ()


@pytest.mark.parametrize("keeping", [KEEP_NOTHING, Keeping(days=30)], ids=["nothing", "no secret"])
async def test_where_votes_cannot_be_kept_none_are_asked_for(harbour: Harbour) -> None:
    assert UP not in labels_of(await harbour.ask("why are the lamps lit?"))


class TestWithoutReaders:
    """BOT_READERS=none: a person still has one vote on an answer, and no vote names a reader."""

    @pytest.fixture
    def keeping(self) -> Keeping:
        return Keeping(days=30, keys=ReaderKeys(b"0" * 32), notes_readers=False)

    async def test_votes_say_nothing_of_their_reader(self, harbour: Harbour) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.ann.click(answer, label=UP)
        assert text_of(await harbour.ann.click(answer, label=UP)) == discord_wording.VOTE_TAKEN_BACK
        assert await said_by(harbour, harbour.ann) == ()
