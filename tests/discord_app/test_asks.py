"""Asking the editors in the running bot: put to them, announced, and told of once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from simcord.builders import ChannelHandle

from bot.dialogue import privacy_wording, teaching_wording, unanswered_wording
from bot.discord_app.custom_ids import deeper
from bot.editorial.guild_settings import DEFAULTS, Mode
from bot.store.audit import Action, Deed
from bot.store.keeping import KEEP_NOTHING, Keeping
from bot.store.model import StoreError
from tests.discord_app.bridge import (
    CLOSED,
    CLOSED_ANSWER,
    passage_of,
)
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import labels_of, text_of
from tests.discord_app.test_guild_settings import given

pytestmark = pytest.mark.bridge

ODD = "wen r dey letting cars over again lol"


async def put(harbour: Harbour, reader: Any = None, words: str = ODD) -> Any:
    """Ask, be declined, and put it to the editors; give what the reader is told."""
    reader = reader or harbour.ann
    declined = await harbour.ask(words, reader=reader)
    return await reader.click(declined, label=unanswered_wording.ASK_EDITORS)


async def teach(harbour: Harbour) -> None:
    shown = await harbour.moderator.slash(
        harbour.channel, "teach wording", words=ODD, question=deeper(passage_of(harbour, CLOSED))
    )
    await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)


def private_messages(reader: Any) -> list[str]:
    channel = reader.user.dm_channel
    return [] if channel is None else [text_of(message) for message in channel.history()]


async def test_only_a_declined_question_can_be_put_to_the_editors(harbour: Harbour) -> None:
    assert unanswered_wording.ASK_EDITORS in labels_of(await harbour.ask(ODD))
    assert unanswered_wording.ASK_EDITORS not in labels_of(await harbour.ask(CLOSED))
    await harbour.ann.send_dm(ODD)
    assert unanswered_wording.ASK_EDITORS not in labels_of(harbour.ann.user.dm_channel.last_message)


async def test_who_has_left_the_server_hears_nothing_of_it(harbour: Harbour) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    path = f"/guilds/{harbour.guild.id}/members/{harbour.ann.id}"
    harbour.env.inject_error("GET", path, status=404, code=10007, times=None)
    before = len(harbour.answers)
    await teach(harbour)
    await harbour.env.advance_time(60)
    assert private_messages(harbour.ann) == []
    assert len(harbour.answers) == before
    assert await harbour.newsroom.asking.kept.waiting(harbour.guild.id) == ()


async def test_where_only_the_commands_were_added_nobody_is_promised_to_hear_of_it(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    declined = await harbour.ann.slash(harbour.channel, "ask", question=ODD)
    monkeypatch.setattr(type(harbour.bot), "get_guild", lambda *_: None)
    asked = await harbour.ann.click(declined.response, label=unanswered_wording.ASK_EDITORS)
    assert text_of(asked) == unanswered_wording.ASK_NOTED
    assert labels_of(asked) == []
    assert not await harbour.newsroom.asking.kept.waiting(harbour.guild.id)


async def test_who_wants_to_hear_is_told_once_when_it_is_answered(harbour: Harbour) -> None:
    asked = await put(harbour)
    assert asked.ephemeral
    assert unanswered_wording.ASK_PUT in text_of(asked)
    told = await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    assert unanswered_wording.ASK_WILL_TELL in text_of(told)
    await harbour.env.advance_time(60)
    assert private_messages(harbour.ann) == []
    await teach(harbour)
    await harbour.env.advance_time(60)
    (message,) = private_messages(harbour.ann)
    assert ODD in message
    assert CLOSED_ANSWER in message
    assert unanswered_wording.ASK_ANSWERED in message
    await harbour.restart()
    await harbour.env.advance_time(120)
    assert len(private_messages(harbour.ann)) == 1


async def test_two_who_wait_for_the_same_answer_are_sent_a_message_each(harbour: Harbour) -> None:
    declined = await harbour.ask(ODD)
    readers = (harbour.ann, harbour.bob)
    for reader in readers:
        asked = await reader.click(declined, label=unanswered_wording.ASK_EDITORS)
        await reader.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    await teach(harbour)
    await harbour.env.advance_time(60)
    paths = [f"/channels/{reader.user.dm_channel.id}/messages" for reader in readers]
    nonces = {body["nonce"] for path in paths for body in harbour.bodies_of(path)}
    assert len(nonces) == 2, "Discord gives back the message of the first, and sends no other"


async def test_who_does_not_want_to_hear_is_not_told_and_not_known(harbour: Harbour) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_NO_NEED)
    (ask,) = await harbour.newsroom.asking.kept.of_guild(harbour.guild.id)
    assert ask.to_tell is None
    await teach(harbour)
    await harbour.env.advance_time(60)
    assert private_messages(harbour.ann) == []


async def test_who_needs_no_message_after_all_gets_none_and_is_not_known(
    harbour: Harbour,
) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    told = await harbour.ann.click(asked.response, label=unanswered_wording.ASK_NO_NEED)
    assert unanswered_wording.ASK_NOTED in text_of(told)
    (ask,) = await harbour.newsroom.asking.kept.of_guild(harbour.guild.id)
    assert ask.to_tell is None
    await teach(harbour)
    await harbour.env.advance_time(60)
    assert private_messages(harbour.ann) == []


async def test_who_asks_to_hear_of_what_is_answered_by_then_is_told_at_once(
    harbour: Harbour,
) -> None:
    asked = await put(harbour)
    await teach(harbour)
    await harbour.env.advance_time(60)
    assert private_messages(harbour.ann) == []
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    await harbour.env.advance_time(60)
    (message,) = private_messages(harbour.ann)
    assert CLOSED_ANSWER in message


async def test_who_asks_to_hear_while_others_are_told_is_told_too(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = await put(harbour), await put(harbour, harbour.bob)
    await teach(harbour)
    await harbour.env.advance_time(60)
    asking = harbour.newsroom.asking
    bobs = next(m.id for m in harbour.channel.history() if m.author.id == harbour.bob.id)
    voter, waiting = harbour.recorder.keeping.voter(harbour.bob.id, bobs), asking.kept.waiting

    async def then_bob_presses(guild: int) -> Any:
        found = await waiting(guild)
        monkeypatch.setattr(asking.kept, "waiting", waiting)
        assert await asking.tell_me(guild, bobs, voter, harbour.bob.id)
        return found

    monkeypatch.setattr(asking.kept, "waiting", then_bob_presses)
    await harbour.ann.click(first.response, label=unanswered_wording.ASK_TELL_ME)
    await harbour.env.advance_time(90)
    for reader in (harbour.ann, harbour.bob):
        (message,) = private_messages(reader)
        assert CLOSED_ANSWER in message


async def test_who_waits_is_told_once_the_database_is_back(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await put(harbour)
    await teach(harbour)
    await harbour.env.advance_time(60)
    kept = harbour.newsroom.asking.kept

    async def fail() -> None:
        raise StoreError("locked")

    with monkeypatch.context() as away:
        away.setattr(kept, "guilds_waiting", fail)
        await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
        await harbour.env.advance_time(60)
    assert private_messages(harbour.ann) == []
    await harbour.env.advance_time(60)
    assert len(private_messages(harbour.ann)) == 1


async def test_a_question_that_fails_holds_up_no_other(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = harbour.bot.desk
    ask, asked = desk.ask, [await put(harbour, reader) for reader in (harbour.ann, harbour.bob)]
    await teach(harbour)
    await harbour.env.advance_time(60)
    failures = [RuntimeError("the wick broke")]

    async def fail_once(*about: Any) -> Any:
        if failures:
            raise failures.pop()
        return await ask(*about)

    monkeypatch.setattr(type(desk), "ask", lambda _, *about: fail_once(*about))
    for reader, offered in zip((harbour.ann, harbour.bob), asked, strict=True):
        await reader.click(offered.response, label=unanswered_wording.ASK_TELL_ME)
    await harbour.env.advance_time(60)
    told = private_messages(harbour.ann) + private_messages(harbour.bob)
    assert len(told) == 1
    assert "the wick broke" in caplog.text


async def test_whoever_stops_the_bot_waits_until_a_reader_is_told(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    await teach(harbour)
    desk, create_dm = harbour.bot.desk, harbour.bot.create_dm
    busy: list[int] = []

    async def watched(reader: Any) -> Any:
        busy.append(desk.busy)
        return await create_dm(reader)

    monkeypatch.setattr(harbour.bot, "create_dm", watched)
    await harbour.env.advance_time(60)
    assert busy == [1]
    assert desk.busy == 0


async def test_with_private_messages_closed_the_channel_is_told_without_a_mention(
    harbour: Harbour,
) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    await teach(harbour)
    harbour.env.inject_error("POST", "/users/@me/channels", status=403)
    before = len(harbour.answers)
    await harbour.env.advance_time(60)
    assert len(harbour.answers) == before + 1
    last = harbour.answers[-1]
    assert unanswered_wording.ASK_ANSWERED in text_of(last)
    assert last.reference is not None
    assert not last.mentions
    nonces = [body["nonce"] for body in harbour.bodies_of(f"/{harbour.channel.id}/messages")]
    assert len({*nonces}) == 2, "Discord gives back the decline, instead of posting another message"


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.SHADOW])
async def test_with_private_messages_closed_nothing_is_said_where_moderators_want_silence(
    harbour: Harbour, mode: Mode
) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    await given(harbour, DEFAULTS.with_mode(harbour.channel.id, mode))
    await teach(harbour)
    harbour.env.inject_error("POST", "/users/@me/channels", status=403)
    before = len(harbour.answers)
    await harbour.env.advance_time(60)
    assert len(harbour.answers) == before


@pytest.mark.parametrize("is_wanted", [True, False])
async def test_with_private_messages_closed_a_thread_that_was_put_away_goes_by_its_channel(
    harbour: Harbour, is_wanted: bool
) -> None:
    opened = await harbour.ann.send(harbour.channel, "we talked of this")
    thread = harbour.env.backend.create_thread(
        harbour.channel.id, "bridges", harbour.ann.id, message_id=opened.id
    )
    handle = ChannelHandle(harbour.env, harbour.guild, thread)
    await harbour.ann.send(handle, f"{harbour.mention} {ODD}")
    (declined,) = harbour.answers_in(handle)
    asked = await harbour.ann.click(declined, label=unanswered_wording.ASK_EDITORS)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    mode = None if is_wanted else Mode.OFF
    await given(harbour, DEFAULTS.with_mode(harbour.channel.id, mode))
    harbour.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await harbour.env.settle()
    assert harbour.bot.get_channel(thread.id) is None
    await teach(harbour)
    harbour.env.inject_error("POST", "/users/@me/channels", status=403)
    await harbour.env.advance_time(60)
    assert len(harbour.answers_in(handle)) == 1 + is_wanted


@pytest.mark.parametrize("path", ["/users/@me/channels", "/channels/*/messages"])
async def test_a_private_message_that_fails_for_a_moment_stays_private(
    harbour: Harbour, path: str
) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    await teach(harbour)
    harbour.env.inject_error("POST", path, status=503)
    before = len(harbour.answers)
    await harbour.env.advance_time(60)
    assert len(private_messages(harbour.ann)) == 1
    assert len(harbour.answers) == before


async def test_a_question_asked_by_the_command_can_be_put_too(harbour: Harbour) -> None:
    declined = await harbour.ann.slash(harbour.channel, "ask", question=ODD)
    await harbour.bob.click(declined.response, label=unanswered_wording.ASK_EDITORS)
    (ask,) = await harbour.newsroom.asking.kept.of_guild(harbour.guild.id)
    assert ask.question == ODD


async def test_editors_get_one_quiet_message_for_what_came(harbour: Harbour) -> None:
    editors = harbour.guild.create_text_channel("editors")
    settings = harbour.newsroom.settings_of(harbour.guild.id)
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.SETTINGS, "editors")
    await harbour.newsroom.change(deed, replace(settings, editors_channel=editors.id))
    await put(harbour)
    await put(harbour, harbour.bob)
    await harbour.env.advance_time(1300)
    (announced,) = harbour.answers_in(editors)
    assert "2 questions put to the editors" in text_of(announced)


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_editors_who_cannot_be_told_now_are_told_later_of_all_that_came(
    harbour: Harbour, status: int
) -> None:
    editors = harbour.guild.create_text_channel("editors")
    settings = harbour.newsroom.settings_of(harbour.guild.id)
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.SETTINGS, "editors")
    await harbour.newsroom.change(deed, replace(settings, editors_channel=editors.id))
    await put(harbour)
    harbour.env.inject_error("POST", f"/channels/{editors.id}/messages", status=status)
    await harbour.env.advance_time(700)
    assert harbour.answers_in(editors) == []
    await put(harbour, harbour.bob)
    await harbour.env.advance_time(700)
    (announced,) = harbour.answers_in(editors)
    assert "2 questions put to the editors" in text_of(announced)


async def test_what_was_put_to_the_editors_shows_in_unanswered(harbour: Harbour) -> None:
    await put(harbour)
    shown = await harbour.moderator.slash(harbour.channel, "unanswered")
    assert "One reader asked the editors" in text_of(shown)
    await teach(harbour)
    shown = await harbour.moderator.slash(harbour.channel, "unanswered")
    assert unanswered_wording.GAPS_NONE in text_of(shown)


async def test_privacy_exports_and_erases_it(harbour: Harbour) -> None:
    asked = await put(harbour)
    await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    told = await harbour.ann.slash(harbour.channel, "privacy")
    exported = await harbour.ann.click(told.response, label=privacy_wording.EXPORT)
    (file,) = exported.response.attachments
    kept = json.loads(await file.read())
    (row,) = kept["put_to_the_editors"]
    assert (row["question"], row["to_tell"]) == (ODD, str(harbour.ann.id))
    sure = await harbour.ann.click(told.response, label=privacy_wording.ERASE)
    erased = await harbour.ann.click(sure.response, label=privacy_wording.ERASE_NOW)
    assert privacy_wording.erased(2) in text_of(erased)
    assert await harbour.newsroom.asking.kept.of_guild(harbour.guild.id) == ()
    late = await harbour.ann.click(asked.response, label=unanswered_wording.ASK_TELL_ME)
    assert unanswered_wording.ASK_GONE in text_of(late)


async def test_deleting_the_question_takes_the_ask_back(harbour: Harbour) -> None:
    await put(harbour)
    question = next(m for m in harbour.channel.history() if m.author.id == harbour.ann.id)
    await harbour.ann.delete(question)
    await harbour.recorder.flush()
    assert await harbour.newsroom.asking.kept.of_guild(harbour.guild.id) == ()


async def test_a_question_that_is_gone_cannot_be_put_and_the_reader_hears_what_to_do(
    harbour: Harbour,
) -> None:
    declined = await harbour.ask("why is the moon round?")
    question = next(m for m in harbour.channel.history() if m.author.id == harbour.ann.id)
    await harbour.restart()  # so that the answer outlives its question
    await harbour.ann.delete(question)
    told = await harbour.bob.click(declined, label=unanswered_wording.ASK_EDITORS)
    assert (
        text_of(told.followups[0] if told.followups else told) == unanswered_wording.ASK_NO_QUESTION
    )


class TestKeepingNothing:
    """Where an operator keeps nothing, nothing can be put to the editors."""

    @pytest.fixture
    def keeping(self) -> Keeping:
        return KEEP_NOTHING

    async def test_it_is_not_offered(self, harbour: Harbour) -> None:
        assert unanswered_wording.ASK_EDITORS not in labels_of(await harbour.ask(ODD))
