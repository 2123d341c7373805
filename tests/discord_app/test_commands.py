"""Slash commands and the message menu, in the running bot."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.corpus.model import PassageId
from bot.dialogue import discord_wording, following_wording, typed_commands, wording
from bot.discord_app import sending
from tests.discord_app.builders import PASSAGES, a_library_of, a_passage
from tests.discord_app.conftest import Harbour
from tests.discord_app.discord_rules import broken_rules
from tests.discord_app.reading import labels_of, text_of

CHAT_INPUT = discord.AppCommandType.chat_input


async def test_ask_answers_in_the_open_and_repeats_the_question(harbour: Harbour) -> None:
    asked = await harbour.ann.slash(harbour.channel, "ask", question="who pays for *lamp* oil?")
    assert not asked.ephemeral
    assert "Asked: who pays for \\*lamp\\* oil?" in text_of(asked)
    assert "The harbour guild does." in text_of(asked)


async def test_every_command_is_known_as_such_when_it_comes_as_a_message(harbour: Harbour) -> None:
    names = {command.name for command in harbour.bot.tree.get_commands(type=CHAT_INPUT)}
    assert names == typed_commands.COMMANDS, "put the command into bot/dialogue/typed_commands.py"
    assert "pick /privacy from the list" in text_of(await harbour.ask("/privacy"))
    await harbour.ann.send_dm("/help")
    assert wording.HELP_HEADING in text_of(harbour.ann.user.dm_channel.last_message)


async def test_of_a_command_that_comes_as_a_message_the_question_is_kept(harbour: Harbour) -> None:
    assert "So that boats find the pier." in text_of(
        await harbour.ask("/ask question: why are the lamps lit?")
    )
    (kept,) = await harbour.kept_of(harbour.ann)
    assert kept.question == "why are the lamps lit?"


async def test_ask_offers_the_closest_questions_while_typing(harbour: Harbour) -> None:
    offered = await harbour.ann.autocomplete(harbour.channel, "ask", "question", "storm break")
    assert offered[0]["name"] == "What did the storm break?"
    picked = offered[0]["value"]
    asked = await harbour.ann.slash(harbour.channel, "ask", question=picked)
    assert "Two lamps and a mast." in text_of(asked)


async def test_marks_of_discords_are_no_words_of_a_question(harbour: Harbour) -> None:
    marks = f"{harbour.bob.mention} <:lamp:123456789012345678> <t:1700000000:R> </teach list:12345>"
    question = f"{marks} why are the lamps lit?"
    asked = await harbour.ann.slash(harbour.channel, "ask", question=question)
    assert discord_wording.asked("why are the lamps lit?") in text_of(asked)
    assert "So that boats find the pier." in text_of(asked)
    offered = await harbour.ann.autocomplete(harbour.channel, "ask", "question", question)
    assert offered[0]["name"] == "Why are the lamps lit?"
    asked = await harbour.ann.slash(harbour.channel, "ask", question=harbour.mention)
    assert wording.HELP_HEADING in text_of(asked)


async def test_ask_offers_questions_before_anything_is_typed(harbour: Harbour) -> None:
    offered = await harbour.ann.autocomplete(harbour.channel, "ask", "question", "")
    assert [choice["name"] for choice in offered][:2] == [
        "Why are the lamps lit?",
        "Who pays for the lamp oil?",
    ]


async def test_a_suggestion_that_is_gone_gets_a_kind_reply(harbour: Harbour) -> None:
    asked = await harbour.ann.slash(harbour.channel, "ask", question="deeper:1:lamps.sunk")
    assert wording.GONE_HEADING in text_of(asked)


async def test_autocomplete_keeps_to_discords_limits(harbour: Harbour) -> None:
    many = [
        replace(
            PASSAGES[0],
            id=PassageId(f"lamps.q{n}"),
            label=f"Why is lamp {n} lit{' so brightly' * 20}?",
        )
        for n in range(60)
    ]
    harbour.library.current = a_library_of(many).current
    offered = await harbour.ann.autocomplete(harbour.channel, "ask", "question", "lamp")
    assert len(offered) == 25
    assert not broken_rules("POST", "/x", {"type": 8, "data": {"choices": offered}})
    assert all(choice["name"].endswith("…") for choice in offered)


async def test_why_works_on_an_answer_to_a_command_after_a_restart(harbour: Harbour) -> None:
    asked = await harbour.ann.slash(harbour.channel, "ask", question="who pays for lamp oil?")
    await harbour.restart()
    why = await harbour.bob.click(asked.response, label=wording.WHY)
    assert "Asked: who pays for lamp oil?" in text_of(why)


async def test_the_message_menu_answers_the_reader_alone(harbour: Harbour) -> None:
    message = await harbour.bob.send(harbour.channel, "no idea what did the storm break")
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert asked.ephemeral
    assert "Two lamps and a mast." in text_of(asked)
    assert "Asked: no idea what did the storm break" in text_of(asked)


async def test_the_message_menu_declines_a_message_without_text(harbour: Harbour) -> None:
    message = await harbour.bob.send(harbour.channel, attachments=[("lamp.txt", b"lamp")])
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert discord_wording.NOTHING_TO_ASK in text_of(asked)


async def test_the_message_menu_reads_what_a_message_forwards(harbour: Harbour) -> None:
    question = await harbour.bob.send(harbour.channel, "what did the storm break?")
    message = await harbour.ann.forward(question, harbour.channel)
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert "Asked: what did the storm break?" in text_of(asked)
    assert "Two lamps and a mast." in text_of(asked)


@pytest.mark.parametrize("link", ["", "https://example.org/storm", "<@1234567890> https://a.org"])
async def test_the_message_menu_reads_the_card_of_a_message_that_says_no_more(
    harbour: Harbour, link: str
) -> None:
    hook = harbour.guild.create_webhook(harbour.channel)
    cards = [discord.Embed(), discord.Embed(title="What did the storm", description="break?")]
    message = await hook.send(link, embeds=cards)
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert "Asked: What did the storm break?" in text_of(asked)
    assert "Two lamps and a mast." in text_of(asked)


async def test_the_message_menu_leaves_the_card_below_words_alone(harbour: Harbour) -> None:
    hook = harbour.guild.create_webhook(harbour.channel)
    card = discord.Embed(title="Why are the lamps lit?")
    message = await hook.send("what did the storm break?", embeds=[card])
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert "Asked: what did the storm break?" in text_of(asked)


async def test_the_message_menu_leaves_the_mention_out(harbour: Harbour) -> None:
    message = await harbour.bob.send(harbour.channel, f"{harbour.mention} what did the storm break")
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", message)
    assert "Asked: what did the storm break" in text_of(asked)


async def test_the_message_menu_points_to_the_buttons_of_its_own_answers(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    asked = await harbour.ann.context_menu(harbour.channel, "Ask the briefings", answer)
    assert discord_wording.OWN_MESSAGE in text_of(asked)


async def test_ask_without_words_gets_help_and_repeats_nothing(harbour: Harbour) -> None:
    asked = await harbour.ann.slash(harbour.channel, "ask", question="  ")
    assert wording.HELP_HEADING in text_of(asked)
    assert "Asked" not in text_of(asked)


@pytest.mark.parametrize(
    ("command", "option"), [("ask", "question"), ("topic", "name"), ("briefing", "title")]
)
async def test_discord_refuses_what_is_too_long_to_be_asked(
    harbour: Harbour, command: str, option: str
) -> None:
    with pytest.raises(Exception, match="must be at most"):
        await harbour.ann.slash(harbour.channel, command, **{option: "a" * 6_000})


async def test_commands_work_in_direct_messages(harbour: Harbour) -> None:
    await harbour.ann.send_dm("hello")
    asked = await harbour.ann.user.slash("ask", question="who pays for the oil?")
    assert not asked.ephemeral
    assert "The harbour guild does." in text_of(asked)
    assert "content status" not in harbour.ann.user.available_commands()


class TestBrowsing:
    """Menus, which answer the reader alone."""

    async def test_topics_lists_them_as_buttons(self, harbour: Harbour) -> None:
        shown = await harbour.ann.slash(harbour.channel, "topics")
        assert shown.ephemeral
        opened = await harbour.ann.click(shown.response, label="1 · Harbour Guild")
        assert "a body of boat owners" in text_of(opened)

    async def test_topic_shows_one_by_name(self, harbour: Harbour) -> None:
        shown = await harbour.ann.slash(harbour.channel, "topic", name="harbour guild")
        assert "a body of boat owners" in text_of(shown)

    async def test_topic_suggests_names(self, harbour: Harbour) -> None:
        offered = await harbour.ann.autocomplete(harbour.channel, "topic", "name", "guil")
        assert offered[0]["name"] == "Harbour Guild"
        shown = await harbour.ann.slash(harbour.channel, "topic", name=offered[0]["value"])
        assert "a body of boat owners" in text_of(shown)

    async def test_an_unknown_topic_is_declined(self, harbour: Harbour) -> None:
        shown = await harbour.ann.slash(harbour.channel, "topic", name="@everyone")
        assert "The briefings do not describe" in text_of(shown)
        assert "@everyone" not in text_of(shown)

    async def test_briefing_shows_its_sections_as_buttons(self, harbour: Harbour) -> None:
        offered = await harbour.ann.autocomplete(harbour.channel, "briefing", "title", "PIER")
        assert [choice["name"] for choice in offered] == ["Lamps on the pier"]
        title = offered[0]["value"]
        shown = await harbour.ann.slash(harbour.channel, "briefing", title=title)
        assert shown.ephemeral
        opened = await harbour.ann.click(shown.response, label="1 · What's happened")
        assert "six new lamps" in text_of(opened)

    async def test_latest_and_help_end_in_buttons(self, harbour: Harbour) -> None:
        for command, heading in (("latest", wording.LATEST_HEADING), ("help", "Ask the briefings")):
            shown = await harbour.ann.slash(harbour.channel, command)
            assert heading in text_of(shown)
            assert labels_of(shown) == ["1 · Lamps on the pier (as of 1 November 2026)"]

    async def test_a_briefing_of_many_parts_fits_one_message(self, harbour: Harbour) -> None:
        many = [
            a_passage(f"lamps.q{n}", f"Question {n} about {'many ' * 40}lamps?", "Yes.", line=n)
            for n in range(1, 81)
        ]
        harbour.library.current = a_library_of(many).current
        shown = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
        *parts, follow = labels_of(shown)
        assert (len(parts), follow) == (20, following_wording.FOLLOW)
        assert "60 more" in text_of(shown)


async def test_a_fault_in_a_command_reaches_the_reader_and_the_log(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_: object, **__: object) -> None:
        raise RuntimeError("the wick broke")

    monkeypatch.setattr(type(harbour.bot.desk), "ask", fall_over)
    shown = await harbour.ann.slash(harbour.channel, "ask", question="who pays?")
    reference = text_of(shown).rsplit(" ", 1)[-1].rstrip(".")
    assert shown.ephemeral
    assert f"Fault {reference}" in caplog.text
    assert len(harbour.env.errors) == 1


@pytest.mark.parametrize("code", [10008, 10003], ids=["message", "channel"])
async def test_whoever_takes_away_that_the_bot_is_thinking_hears_no_more_of_it(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    ask = type(harbour.bot.desk).ask

    async def slowly(*of: Any) -> Any:
        await asyncio.sleep(0.1)
        return await ask(*of)

    monkeypatch.setattr(sending, "_DEFER_AFTER_S", 0.0)
    monkeypatch.setattr(type(harbour.bot.desk), "ask", slowly)
    path = "/webhooks/*/*/messages/@original"
    harbour.env.inject_error("PATCH", path, status=404, code=code)
    shown = await harbour.ann.slash(harbour.channel, "ask", question="who pays?")
    assert shown.followups == []
    assert all(not text_of(message) for message in harbour.answers)
    assert "Too late to answer" in caplog.text
    assert "Fault" not in caplog.text
    assert len(harbour.env.errors) == 1


class TestOutdated:
    """A reader's Discord may know a command for a while that the bot has no more."""

    async def test_it_is_told_to_whoever_sends_it(self, harbour: Harbour) -> None:
        harbour.bot.tree.remove_command("topic")
        told = await harbour.ann.slash(harbour.channel, "topic", name="the guild")
        assert told.ephemeral
        assert text_of(told) == discord_wording.COMMAND_UNKNOWN
        assert len(harbour.env.errors) == 1

    async def test_nothing_is_said_to_whoever_types_yet(self, harbour: Harbour) -> None:
        harbour.bot.tree.remove_command("topic")
        assert not await harbour.ann.autocomplete(harbour.channel, "topic", "name", "the")
        assert not harbour.bodies_of("/callback")
        assert len(harbour.env.errors) == 1

    async def test_where_that_comes_too_late_it_is_only_logged(
        self, harbour: Harbour, caplog: pytest.LogCaptureFixture
    ) -> None:
        harbour.bot.tree.remove_command("topic")
        path = "/interactions/*/*/callback"
        harbour.env.inject_error("POST", path, status=404, code=10062)
        await harbour.ann.slash(harbour.channel, "topic", name="the guild")
        assert "Too late to answer" in caplog.text
        assert len(harbour.env.errors) == 1
