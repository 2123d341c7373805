"""What a message asks where its text does not: posts, forwards, polls, what it points at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.backend.models.message import Poll, PollAnswer
from simcord.builders import ChannelHandle

from bot.dialogue import discord_wording, unanswered_wording, wording
from bot.editorial.guild_settings import DEFAULTS, Mode
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import labels_of, text_of
from tests.discord_app.test_guild_settings import given

QUESTION = "why are the lamps lit?"
ANSWER = "So that boats find the pier."


async def posted(harbour: Harbour, channel: Any, author: Any, **what: Any) -> Any:
    """Let somebody send what people cannot write: a poll, or what a bot lays out."""
    harbour.env.backend.create_message(channel.id, author.id, **what)
    (message,) = channel.history()
    await harbour.env.settle()
    return message


async def a_poll(harbour: Harbour, channel: Any, author: Any) -> Any:
    answers = [PollAnswer(1, "For the boats"), PollAnswer(2, "For the looks")]
    poll = Poll(QUESTION, answers, expiry="2030-01-01T00:00:00+00:00")
    return await posted(harbour, channel, author, poll=poll)


async def a_layout(harbour: Harbour, channel: Any, author: Any) -> Any:
    card = discord.ui.Container[Any](discord.ui.TextDisplay(f"### {QUESTION}"))
    view = discord.ui.LayoutView(timeout=None).add_item(card)
    view.stop()
    flags = discord.MessageFlags(components_v2=True).value
    components = view.to_components()  # type: ignore[no-untyped-call]
    return await posted(harbour, channel, author, components=components, flags=flags)


class TestForwarded:
    """What somebody forwards to the bot is asked, and is not theirs."""

    async def test_a_question_is_answered_and_not_kept(self, harbour: Harbour) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        await harbour.ann.forward(question, harbour.ann.user.dm_channel)
        assert ANSWER in text_of(harbour.ann.user.dm_channel.last_message)
        assert await harbour.kept_of(harbour.ann) == ()

    async def test_what_a_bot_laid_out_is_answered_too(self, harbour: Harbour) -> None:
        robot = harbour.guild.add_member(harbour.env.create_user("robot", bot=True))
        card = await a_layout(harbour, harbour.channel, robot)
        await harbour.ann.forward(card, harbour.ann.user.dm_channel)
        assert ANSWER in text_of(harbour.ann.user.dm_channel.last_message)

    @pytest.mark.parametrize("words", [QUESTION, "is there cheese on the moon?"])
    async def test_what_we_said_ourselves_asks_nothing(self, harbour: Harbour, words: str) -> None:
        ours = await harbour.ask(words)
        await harbour.ann.forward(ours, harbour.ann.user.dm_channel)
        assert wording.HELP_HEADING in text_of(harbour.ann.user.dm_channel.last_message)

    async def test_why_goes_by_what_was_forwarded_and_not_by_what_became_of_it(
        self, harbour: Harbour
    ) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        private = harbour.ann.user.dm_channel
        await harbour.ann.forward(question, private)
        await harbour.bob.edit(question, "a secret")
        why = await harbour.ann.user.click(private.last_message, label=wording.WHY)
        assert discord_wording.asked(QUESTION) in text_of(why)
        fetched = [r.path for r in harbour.env.http_requests if r.method == "GET"]
        assert not any(str(harbour.channel.id) in path for path in fetched)

    @pytest.mark.parametrize("reads_unprompted", [True])
    async def test_into_a_channel_that_is_set_to_be_answered_is_left_alone(
        self, harbour: Harbour
    ) -> None:
        await given(harbour, replace(DEFAULTS, mode=Mode.ASK))
        pier = harbour.guild.create_text_channel("pier")
        question = await harbour.bob.send(pier, QUESTION)
        before = len(harbour.answers)
        await harbour.ann.forward(question, harbour.channel)
        assert len(harbour.answers) == before


async def test_a_poll_of_a_readers_own_is_answered_in_direct_messages(harbour: Harbour) -> None:
    await a_poll(harbour, harbour.ann.user.dm_channel, harbour.ann)
    assert ANSWER in text_of(harbour.ann.user.dm_channel.last_message)


@pytest.mark.parametrize("reads_unprompted", [True])
@pytest.mark.parametrize("post", [a_poll, a_layout])
async def test_polls_and_what_bots_lay_out_can_be_asked(
    harbour: Harbour, post: Callable[[Harbour, Any, Any], Awaitable[Any]]
) -> None:
    robot = harbour.guild.add_member(harbour.env.create_user("robot", bot=True))
    message = await post(harbour, harbour.channel, robot)
    asked = await harbour.ann.context_menu(harbour.channel, discord_wording.MENU_ASK, message)
    assert ANSWER in text_of(asked)
    await harbour.ann.send(harbour.channel, harbour.mention, reply_to=message)
    assert ANSWER in text_of(harbour.answers[-1])


@pytest.mark.parametrize("sign", ["^", "^^", "👆🏽", "☝️", "???"])
class TestSigns:
    """A call of mere signs points at the message that it replies to."""

    @pytest.mark.parametrize("reads_unprompted", [True])
    async def test_ask_what_that_says(self, harbour: Harbour, sign: str) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        await harbour.ann.send(harbour.channel, f"{harbour.mention} {sign}", reply_to=question)
        assert ANSWER in text_of(harbour.answers[0])
        assert await harbour.kept_of(harbour.ann) == ()

    @pytest.mark.parametrize("reads_unprompted", [True])
    async def test_once_that_is_gone_other_signs_leave_the_answer(
        self, harbour: Harbour, sign: str
    ) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        call = f"{harbour.mention} {sign}"
        pointing = await harbour.ann.send(harbour.channel, call, reply_to=question)
        await harbour.bob.delete(question)
        await harbour.ann.edit(pointing, f"{call}{sign}")
        assert ANSWER in text_of(harbour.answers[0])

    async def test_where_it_cannot_be_read_the_menu_is_told_of(
        self, harbour: Harbour, sign: str
    ) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        await harbour.ann.send(harbour.channel, f"{harbour.mention} {sign}", reply_to=question)
        assert text_of(harbour.answers[0]) == discord_wording.POINTED_AT_UNREADABLE


class TestHandingOver:
    """A call that wants another message answered asks what that one says."""

    @pytest.mark.parametrize("reads_unprompted", [True])
    async def test_asks_what_the_other_message_says(self, harbour: Harbour) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        call = f"{harbour.mention} can you answer this?"
        pointing = await harbour.ann.send(harbour.channel, call, reply_to=question)
        assert ANSWER in text_of(harbour.answers[0])
        why = await harbour.ann.click(harbour.answers[0], label=wording.WHY)
        assert QUESTION in text_of(why)
        assert await harbour.kept_of(harbour.ann) == ()
        await harbour.bob.delete(question)
        await harbour.ann.edit(pointing, f"{call} please")
        assert ANSWER in text_of(harbour.answers[0])

    async def test_where_that_cannot_be_read_the_menu_is_told_of(self, harbour: Harbour) -> None:
        question = await harbour.bob.send(harbour.channel, QUESTION)
        call = f"{harbour.mention} answer this please"
        await harbour.ann.send(harbour.channel, call, reply_to=question)
        assert text_of(harbour.answers[0]) == discord_wording.POINTED_AT_UNREADABLE


@pytest.mark.parametrize("reads_unprompted", [True])
class TestButtonsOfWhatWasPointedAt:
    """They go by the words that were answered, which stand two messages back."""

    async def test_why_explains_the_match(self, harbour: Harbour) -> None:
        question = await harbour.bob.send(harbour.channel, "what broke in the storm")
        await harbour.ann.send(harbour.channel, harbour.mention, reply_to=question)
        why = await harbour.ann.click(harbour.answers[0], label=wording.WHY)
        assert "what broke in the storm" in text_of(why)
        assert discord_wording.CANDIDATES in text_of(why)

    async def test_a_decline_offers_nothing_that_cannot_be_done(self, harbour: Harbour) -> None:
        question = await harbour.bob.send(harbour.channel, "why is the moon round?")
        await harbour.ann.send(harbour.channel, harbour.mention, reply_to=question)
        (answer,) = harbour.answers
        assert unanswered_wording.ASK_EDITORS not in labels_of(answer), (
            "what others wrote is not kept"
        )
        why = await harbour.ann.click(answer, label=discord_wording.WHY_THIS)
        assert "why is the moon round?" in text_of(why)


class TestPosts:
    """In forums, the title of a post often is the question."""

    async def opened(self, harbour: Harbour, title: str, text: str) -> Any:
        """Open a post; its first message has its id. Give it and that message."""
        backend = harbour.env.backend
        forum = harbour.guild.create_forum_channel("help")
        thread = backend.create_thread(forum.id, title, harbour.ann.id, broadcast=False)
        backend.announce_thread_create(thread)
        handle = ChannelHandle(harbour.env, harbour.guild, thread)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(backend, "snowflake", lambda: thread.id)
            backend.create_message(thread.id, harbour.ann.id, text)
        await harbour.env.settle()
        return handle, handle.history()[0]

    @pytest.mark.parametrize(
        "text",
        ["", "please!", "I looked everywhere and cannot find it.", "Can anyone answer this?"],
    )
    async def test_a_title_that_asks_is_answered_where_the_text_does_not(
        self, harbour: Harbour, text: str
    ) -> None:
        post, _ = await self.opened(harbour, QUESTION, f"{harbour.mention} {text}")
        (answer,) = harbour.answers_in(post)
        assert ANSWER in text_of(answer)
        (kept,) = await harbour.kept_of(harbour.ann)
        assert kept.question == QUESTION
        why = await harbour.ann.click(answer, label=wording.WHY)
        assert "with 100% confidence" in text_of(why)

    async def test_what_a_title_asked_is_known_after_the_post_was_put_away(
        self, harbour: Harbour
    ) -> None:
        text = f"{harbour.mention} I looked everywhere and cannot find it."
        post, _ = await self.opened(harbour, QUESTION, text)
        (answer,) = harbour.answers_in(post)
        harbour.env.backend.edit_channel(post.id, {}, thread_metadata={"archived": True})
        await harbour.env.settle()
        assert harbour.bot.get_channel(post.id) is None
        why = await harbour.ann.click(answer, label=wording.WHY)
        assert "with 100% confidence" in text_of(why)

    async def test_a_text_that_asks_goes_before_the_title(self, harbour: Harbour) -> None:
        text = f"{harbour.mention} who pays for the lamp oil?"
        post, _ = await self.opened(harbour, "Is this the right place?", text)
        assert "The harbour guild does." in text_of(harbour.answers_in(post)[0])

    async def test_whoever_calls_us_further_down_asks_the_title(self, harbour: Harbour) -> None:
        post, _ = await self.opened(harbour, QUESTION, "Anybody?")
        await harbour.bob.send(post, harbour.mention)
        (answer,) = harbour.answers_in(post)
        assert ANSWER in text_of(answer)
        assert await harbour.kept_of(harbour.bob) == ()

    async def test_a_title_that_asks_nothing_gets_a_caller_help(self, harbour: Harbour) -> None:
        post, _ = await self.opened(harbour, "The lamps on the pier", "Anybody?")
        await harbour.bob.send(post, harbour.mention)
        assert wording.HELP_HEADING in text_of(harbour.answers_in(post)[0])

    @pytest.mark.parametrize("reads_unprompted", [True])
    async def test_signs_and_pictures_further_down_ask_nothing(self, harbour: Harbour) -> None:
        post, _ = await self.opened(harbour, QUESTION, "Anybody?")
        await given(harbour, replace(DEFAULTS, mode=Mode.ASK))
        await harbour.bob.send(post, "???")
        await harbour.bob.send(post, attachments=[("lamp.png", b"0")])
        assert harbour.answers_in(post) == []

    async def test_in_a_thread_of_ours_a_bare_call_gets_help(self, harbour: Harbour) -> None:
        await given(harbour, replace(DEFAULTS, replies_in_thread=True))
        await harbour.ann.send(harbour.channel, f"{harbour.mention} {QUESTION}")
        (thread,) = harbour.channel.threads
        await harbour.ann.send(thread, harbour.mention)
        assert wording.HELP_HEADING in text_of(harbour.answers_in(thread)[-1])

    async def test_an_edit_of_the_text_leaves_the_answer_to_the_title(
        self, harbour: Harbour
    ) -> None:
        post, message = await self.opened(harbour, QUESTION, harbour.mention)
        edits = len([r for r in harbour.env.http_requests if r.method == "PATCH"])
        await harbour.ann.edit(message, f"{harbour.mention} thanks in advance")
        assert ANSWER in text_of(harbour.answers_in(post)[0])
        assert len([r for r in harbour.env.http_requests if r.method == "PATCH"]) == edits

    @pytest.mark.parametrize("reads_unprompted", [False, True])
    async def test_it_is_answered_without_a_call_where_moderators_want_that(
        self, harbour: Harbour
    ) -> None:
        await given(harbour, replace(DEFAULTS, mode=Mode.ASK))
        post, _ = await self.opened(harbour, QUESTION, "I looked everywhere.")
        assert ANSWER in text_of(harbour.answers_in(post)[0])
