"""Clicks on the buttons of replies, in the running bot."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.dialogue import discord_wording, wording
from bot.discord_app.items import replies
from tests.discord_app.builders import LONG, PASSAGES, FakeEdition, a_library_of, a_responder
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of


async def a_forged_message(
    harbour: Harbour, *custom_ids: str, channel: Any = None
) -> discord.Message:
    """Send, as the bot, a message with buttons that the bot never makes."""
    channel = channel or harbour.channel
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
    for custom_id in custom_ids:
        row.add_item(discord.ui.Button(label=custom_id[:80], custom_id=custom_id))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(row)
    view.stop()
    await harbour.bot.get_partial_messageable(channel.id).send(view=view)
    return harbour.answers_in(channel)[-1]


async def test_go_deeper_shows_the_passage_to_the_one_who_clicked(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert shown.ephemeral
    assert "Two lamps and a mast." in text_of(shown)
    assert wording.REMOVE not in labels_of(shown)
    assert len(harbour.answers) == 1


async def test_a_click_in_direct_messages_is_answered_in_the_open(harbour: Harbour) -> None:
    await harbour.ann.send_dm("why are the lamps lit?")
    answer = harbour.ann.user.dm_channel.last_message
    shown = await harbour.ann.user.click(answer, label="1 · Who pays for the lamp oil?")
    assert not shown.ephemeral
    assert "The harbour guild does." in text_of(shown)


async def test_clicks_chain(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    first = await harbour.bob.click(answer, label="3 · What did the storm break?")
    second = await harbour.bob.click(first.response, label="1 · Why are the lamps lit?")
    assert "So that boats find the pier." in text_of(second)


async def test_buttons_work_after_a_restart(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.restart()
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert "Two lamps and a mast." in text_of(shown)
    why = await harbour.bob.click(answer, label=wording.WHY)
    assert "“Why are the lamps lit?”" in text_of(why)


async def test_buttons_outlive_the_ephemeral_replies_beside_them(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert harbour.bot.persistent_views == []
    await harbour.env.advance_time(
        1000
    )  # an ephemeral reply can be edited for a quarter of an hour
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert "Two lamps and a mast." in text_of(shown)


async def test_buttons_work_after_a_reload(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    harbour.library.current = FakeEdition(a_responder())
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert "Two lamps and a mast." in text_of(shown)


async def test_a_passage_that_is_gone_gets_a_kind_reply_with_the_closest(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    harbour.library.current = a_library_of(PASSAGES[:2]).current
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert wording.GONE_HEADING in text_of(shown)
    assert labels_of(shown)[0] == "1 · Why are the lamps lit?"


@pytest.mark.parametrize("action", ["deeper", "page:1:2", "other", "why"])
async def test_a_forged_passage_is_answered_kindly(harbour: Harbour, action: str) -> None:
    custom_id = f"{action}:1:../../etc" if ":" not in action else f"{action}:no.such-passage"
    forged = f"{action}:no.such-passage" if ":" in action else f"{action}:1:no.such-passage"
    message = await a_forged_message(harbour, forged, custom_id + "X")
    shown = await harbour.bob.click(message, custom_id=forged)
    assert shown.acknowledged
    assert shown.ephemeral


@pytest.mark.parametrize(
    "forged",
    [
        "deeper:1:UPPER",
        "deeper:2:lamps.storm",
        "deeper:1:lamps.storm:extra",
        "deeper:1:" + "a" * 65,
        "deeper:1:lamps.storm\n",
        "page:1:0:lamps.keepers",
        "page:1:-1:lamps.keepers",
        "page:1:99999:lamps.keepers",
        "remove:1:everybody",
        "remove:1:",
        "eval:1:lamps.storm",
    ],
)
async def test_an_id_that_no_button_knows_is_answered_kindly_and_once(
    harbour: Harbour, forged: str
) -> None:
    message = await a_forged_message(harbour, forged)
    shown = await harbour.bob.click(message, custom_id=forged)
    assert shown.ephemeral
    assert text_of(shown) == discord_wording.BUTTON_UNKNOWN
    assert len(harbour.bodies_of("/callback")) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_a_click_is_answered_though_the_first_attempt_fails(
    harbour: Harbour, status: int
) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    harbour.env.inject_error("POST", "/interactions/*/callback", status=status)
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert "Two lamps and a mast." in text_of(shown)
    assert len(harbour.bodies_of("/callback")) == 2


async def test_a_page_beyond_the_end_shows_the_last(harbour: Harbour) -> None:
    message = await a_forged_message(harbour, "page:1:999:lamps.keepers")
    shown = await harbour.bob.click(message, custom_id="page:1:999:lamps.keepers")
    assert "Keeper number 100" in text_of(shown)


async def test_a_long_answer_continues_on_a_button(harbour: Harbour) -> None:
    message: Any = await harbour.ask("who were the keepers?")
    read = []
    while True:
        page = next(line for line in text_of(message).splitlines() if line.startswith("Keeper"))
        read.append(page)
        onward = [label for label in labels_of(message) if label.startswith("Continue")]
        if not onward:
            break
        message = (await harbour.bob.click(message, label=onward[0])).response
    assert len(read) > 1
    assert " ".join(read) == LONG
    assert all(page.endswith(".") for page in read)


async def test_why_explains_the_match_and_the_source(harbour: Harbour) -> None:
    answer = await harbour.ask("so why are those lamps lit?")
    why = await harbour.bob.click(answer, label=wording.WHY)
    assert why.ephemeral
    assert "so why are those lamps lit?" in text_of(why)
    assert discord_wording.CANDIDATES in text_of(why)
    assert "Lamps on the pier · Questions and answers" in text_of(why)


async def test_why_without_the_question_explains_the_passage(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    answer = harbour.answers[-1]
    await harbour.restart()
    await harbour.ann.delete(question)
    why = await harbour.bob.click(answer, label=wording.WHY)
    assert "lamps/questions.md, line 5" in text_of(why)


async def test_why_explains_a_decline(harbour: Harbour) -> None:
    answer = await harbour.ask("is there cheese on the moon, and lamps?")
    why = await harbour.bob.click(answer, label=discord_wording.WHY_THIS)
    assert "too little" in text_of(why)


async def test_not_what_i_meant_offers_what_else_came_close(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit, storm?")
    other = await harbour.bob.click(answer, label=wording.NOT_WHAT_I_MEANT)
    assert other.ephemeral
    assert "1 · What did the storm break?" in labels_of(other)
    assert not any("lamps.why-lit" in custom_id for custom_id in ids_of(other)[:1])


async def test_not_what_i_meant_falls_back_to_the_briefing(harbour: Harbour) -> None:
    answer = await harbour.ask("who pays for the lamp oil?")
    harbour.env.inject_error("GET", "/channels/*/messages/*", status=404, code=10008, times=None)
    other = await harbour.bob.click(answer, label=wording.NOT_WHAT_I_MEANT)
    assert "1 · What's happened" in labels_of(other)


class TestRemove:
    """Only the asker and moderators take a reply away."""

    async def test_the_asker_can(self, harbour: Harbour) -> None:
        answer = await harbour.ask("who pays for the lamp oil?")
        await harbour.ann.click(answer, label=wording.REMOVE)
        assert harbour.answers == []

    async def test_a_moderator_can(self, harbour: Harbour) -> None:
        answer = await harbour.ask("who pays for the lamp oil?")
        await harbour.moderator.click(answer, label=wording.REMOVE)
        assert harbour.answers == []

    async def test_who_may_manage_messages_in_the_channel_can_there(self, harbour: Harbour) -> None:
        allowed = {harbour.ann: discord.PermissionOverwrite(manage_messages=True)}
        own = harbour.guild.create_text_channel("anns-corner", overwrites=allowed)
        asked = await harbour.bob.slash(own, "ask", question="who pays for the oil?")
        await harbour.ann.click(asked.response, label=wording.REMOVE)
        assert harbour.answers_in(own) == []

    async def test_another_reader_cannot(self, harbour: Harbour) -> None:
        answer = await harbour.ask("who pays for the lamp oil?")
        refused = await harbour.bob.click(answer, label=wording.REMOVE)
        assert refused.followups[0].ephemeral
        assert discord_wording.REMOVE_REFUSED in text_of(refused.followups[0])
        assert harbour.answers == [answer]

    async def test_the_asker_of_a_command_can_and_others_cannot(self, harbour: Harbour) -> None:
        asked = await harbour.ann.slash(harbour.channel, "ask", question="who pays for the oil?")
        await harbour.bob.click(asked.response, label=wording.REMOVE)
        assert len(harbour.answers) == 1
        await harbour.ann.click(asked.response, label=wording.REMOVE)
        assert harbour.answers == []

    async def test_an_id_in_the_button_proves_nothing(self, harbour: Harbour) -> None:
        await harbour.ann.send(harbour.channel, "who pays for the lamp oil?")
        question = harbour.channel.last_message
        forged = f"remove:1:{harbour.bob.id}"
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Remove", custom_id=forged)))
        view.stop()
        channel = harbour.bot.get_partial_messageable(harbour.channel.id)
        reference = discord.MessageReference.from_message(question)
        await channel.send(view=view, reference=reference)
        refused = await harbour.bob.click(harbour.answers[-1], label="Remove")
        assert discord_wording.REMOVE_REFUSED in text_of(refused.followups[0])

    async def test_an_id_under_a_commands_answer_proves_nothing_either(
        self, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forged = f"remove:1:{harbour.bob.id}"
        monkeypatch.setattr("bot.discord_app.custom_ids.remove", lambda _: forged)
        asked = await harbour.ann.slash(harbour.channel, "ask", question="who pays for the oil?")
        refused = await harbour.bob.click(asked.response, custom_id=forged)
        assert discord_wording.REMOVE_REFUSED in text_of(refused.followups[0])
        assert len(harbour.answers) == 1

    @pytest.mark.parametrize("code", [10008, 10003], ids=["message", "channel"])
    async def test_what_somebody_else_has_just_removed_is_removed(
        self, harbour: Harbour, caplog: pytest.LogCaptureFixture, code: int
    ) -> None:
        answer = await harbour.ask("who pays for the lamp oil?")
        harbour.env.inject_error("DELETE", "/webhooks/*/*/messages/*", status=404, code=code)
        pressed = await harbour.ann.click(answer, label=wording.REMOVE)
        assert pressed.followups == []
        assert "Fault" not in caplog.text

    async def test_in_a_thread_that_was_put_away_it_works_as_well(
        self, harbour: Harbour, caplog: pytest.LogCaptureFixture
    ) -> None:
        question = await harbour.ann.send(harbour.channel, "we talked of this")
        thread = harbour.env.backend.create_thread(
            harbour.channel.id, "lamps", harbour.ann.id, message_id=question.id
        )
        handle = ChannelHandle(harbour.env, harbour.guild, thread)
        await harbour.ann.send(handle, f"{harbour.mention} who pays for the lamp oil?")
        (answer,) = harbour.answers_in(handle)
        path = "/webhooks/*/*/messages/*"
        harbour.env.inject_error("DELETE", path, status=400, code=50083)
        await harbour.ann.click(answer, label=wording.REMOVE)
        assert harbour.answers_in(handle) == []
        assert "Fault" not in caplog.text

    async def test_what_discord_does_not_let_us_remove_is_owned_up_to(
        self, harbour: Harbour
    ) -> None:
        answer = await harbour.ask("who pays for the lamp oil?")
        harbour.env.inject_error("DELETE", "/webhooks/*/*/messages/*", status=404, code=10015)
        pressed = await harbour.ann.click(answer, label=wording.REMOVE)
        assert "something went wrong" in text_of(pressed.followups[0])

    async def test_it_works_in_direct_messages(self, harbour: Harbour) -> None:
        await harbour.ann.send_dm("why are the lamps lit?")
        channel = harbour.ann.user.dm_channel
        await harbour.ann.user.click(channel.last_message, label=wording.REMOVE)
        assert len(channel.history()) == 1


async def test_a_fault_in_a_click_reaches_the_reader_and_the_log(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall_over(*_: object) -> None:
        raise RuntimeError("the wick broke")

    answer = await harbour.ask("why are the lamps lit?")
    monkeypatch.setattr(replies.DeeperButton, "act", fall_over)
    shown = await harbour.bob.click(answer, label="3 · What did the storm break?")
    reference = text_of(shown).rsplit(" ", 1)[-1].rstrip(".")
    assert shown.ephemeral
    assert f"Fault {reference}" in caplog.text
    assert "the wick broke" in caplog.text


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (400, 40060), (401, 50027)])
async def test_a_click_that_comes_too_late_is_only_logged(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    harbour.env.inject_error("POST", "/interactions/*/callback", status=status, code=code)
    await harbour.bob.click(answer, label="3 · What did the storm break?")
    assert "Too late to answer" in caplog.text
    assert "Fault" not in caplog.text


async def test_slow_work_shows_that_the_bot_is_thinking(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slowly(*_: object) -> str:
        await asyncio.sleep(1.5)
        return "why are the lamps lit?"

    answer = await harbour.ask("why are the lamps lit?")
    monkeypatch.setattr(replies, "recover_words", slowly)
    why = await harbour.bob.click(answer, label=wording.WHY)
    deferred, *_ = harbour.bodies_of("/callback")
    assert deferred["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert "“Why are the lamps lit?”" in text_of(why)
