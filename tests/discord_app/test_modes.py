"""What the settings of a guild change in the next message: modes, threads, private answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from time import monotonic
from typing import Any

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.dialogue import discord_wording, setup_wording
from bot.dialogue import wording as spoken
from bot.dialogue.responder import Responder
from bot.discord_app import limits
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import CAUTION, DEFAULTS, Boldness, Mode
from bot.store.audit import Action, Deed
from bot.store.model import Decided
from tests.discord_app.builders import FakeEdition
from tests.discord_app.clock import memories_go_by
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import labels_of, text_of
from tests.discord_app.test_guild_settings import given, opened, pick, settings_of
from tests.discord_app.test_setup import checked

QUESTION = "who pays for the lamp oil?"
ANSWER = "The harbour guild does."


async def set_mode(harbour: Harbour, mode: Mode, place: Any = None) -> None:
    """Let moderators pick when the bot answers, in one place or on the whole server."""
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    if place is not None:
        await pick(harbour, panel, "place", place)
    await pick(harbour, panel, "mode", mode)


async def said(harbour: Harbour, words: str, channel: Any = None, **how: Any) -> list[str]:
    """Write a message and give what the bot says to it."""
    channel = channel or harbour.channel
    before = len(harbour.answers_in(channel))
    await harbour.ann.send(channel, words, **how)
    answers = harbour.answers_in(channel)[before:]
    return [text_of(m) for m in answers if m.type is not discord.MessageType.thread_created]


def without_managing_threads(harbour: Harbour) -> Any:
    """Make a channel in which the bot may open threads and not manage them."""
    assert harbour.guild.me is not None
    denied = discord.PermissionOverwrite(manage_threads=False)
    return harbour.guild.create_text_channel("pier", overwrites={harbour.guild.me: denied})


def is_archived(harbour: Harbour, thread: Any) -> bool:
    """Say whether a thread is put away."""
    kept = harbour.env.backend.get_channel(thread.id).thread_metadata
    return kept is not None and kept.archived


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.SHADOW])
class TestSilencedMeanwhile:
    """Answers from before the bot was switched off: nothing new is said in them."""

    CORRECTED = "what did the storm break?"

    async def test_an_edit_is_not_followed_until_the_bot_speaks_again(
        self, harbour: Harbour, mode: Mode
    ) -> None:
        question = await harbour.ann.send(harbour.channel, f"{harbour.mention} {QUESTION}")
        await set_mode(harbour, mode)
        await harbour.ann.edit(question, f"{harbour.mention} {self.CORRECTED}")
        assert ANSWER in text_of(harbour.answers[0])
        await set_mode(harbour, Mode.MENTION)
        await harbour.ann.edit(question, f"{harbour.mention} so {self.CORRECTED}")
        assert "Two lamps and a mast." in text_of(harbour.answers[0])

    async def test_it_holds_for_the_nearest_place(self, harbour: Harbour, mode: Mode) -> None:
        question = await harbour.ann.send(harbour.channel, f"{harbour.mention} {QUESTION}")
        await set_mode(harbour, mode)
        await set_mode(harbour, Mode.MENTION, harbour.channel)
        await harbour.ann.edit(question, f"{harbour.mention} {self.CORRECTED}")
        assert "Two lamps and a mast." in text_of(harbour.answers[0])

    async def test_deleting_the_question_removes_the_answer_all_the_same(
        self, harbour: Harbour, mode: Mode
    ) -> None:
        question = await harbour.ann.send(harbour.channel, f"{harbour.mention} {QUESTION}")
        await set_mode(harbour, mode)
        await harbour.ann.delete(question)
        assert harbour.answers == []

    async def test_direct_messages_follow_edits_as_ever(self, harbour: Harbour, mode: Mode) -> None:
        question = await harbour.ann.send_dm(QUESTION)
        await set_mode(harbour, mode)
        await harbour.ann.user.edit(question, self.CORRECTED)
        assert "Two lamps" in text_of(harbour.ann.user.dm_channel.last_message)


class TestOff:
    """No message is answered; commands go on."""

    async def test_not_even_a_call_is_answered(self, harbour: Harbour) -> None:
        answer = await harbour.ask(QUESTION)
        await set_mode(harbour, Mode.OFF)
        assert await said(harbour, f"{harbour.mention} {QUESTION}") == []
        again = f"{harbour.mention} again?"
        assert await said(harbour, again, reply_to=answer) == []
        asked = await harbour.ann.slash(harbour.channel, "ask", question=QUESTION)
        assert ANSWER in text_of(asked)

    async def test_direct_messages_are_answered_all_the_same(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.OFF)
        await harbour.ann.send_dm(QUESTION)
        assert ANSWER in text_of(harbour.ann.user.dm_channel.last_message)

    async def test_nothing_is_recorded(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.OFF)
        await said(harbour, f"{harbour.mention} {QUESTION}")
        assert await harbour.kept() == 0

    async def test_another_server_does_not_notice(self, harbour: Harbour) -> None:
        other = harbour.env.create_guild("Other")
        deed = Deed(other.id, 7, Action.SETTINGS, "off")
        await harbour.newsroom.change(deed, replace(DEFAULTS, mode=Mode.OFF))
        assert len(await said(harbour, f"{harbour.mention} {QUESTION}")) == 1

    async def test_it_stays_off_after_a_restart(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.OFF)
        await harbour.restart()
        assert await said(harbour, f"{harbour.mention} {QUESTION}") == []


async def test_a_thread_goes_before_its_channel_that_before_its_category_and_that_before_the_server(
    harbour: Harbour,
) -> None:
    deck = harbour.guild.create_category("deck")
    pier = harbour.guild.create_text_channel("pier", category=deck)
    call = f"{harbour.mention} {QUESTION}"
    await harbour.ann.send(pier, call)
    await harbour.answers_in(pier)[0].create_thread(name="lamps")
    (thread,) = pier.threads

    async def answered(*places: Any) -> list[bool]:
        return [bool(await said(harbour, call, place)) for place in places]

    everywhere = thread, pier, harbour.channel
    await set_mode(harbour, Mode.OFF)
    assert await answered(*everywhere) == [False, False, False]
    await set_mode(harbour, Mode.MENTION, deck)
    assert await answered(*everywhere) == [True, True, False]
    await set_mode(harbour, Mode.OFF, pier)
    assert await answered(*everywhere) == [False, False, False]
    await set_mode(harbour, Mode.MENTION, thread)
    assert await answered(*everywhere) == [True, False, False]


@pytest.mark.parametrize("reads_unprompted", [True])
class TestAsk:
    """Answers without being called, if the bot is sure."""

    async def test_a_question_is_answered_and_small_talk_is_not(self, harbour: Harbour) -> None:
        assert await said(harbour, QUESTION) == []
        await set_mode(harbour, Mode.ASK, harbour.channel)
        (answer,) = await said(harbour, QUESTION)
        assert ANSWER in answer
        assert await said(harbour, "the lamps are lit, which is nice") == []
        elsewhere = harbour.guild.create_text_channel("elsewhere")
        assert await said(harbour, QUESTION, elsewhere) == []

    async def test_the_guild_has_the_last_word_over_the_operator(self, harbour: Harbour) -> None:
        harbour.bot.desk.ask_channels = frozenset({harbour.channel.id})
        assert len(await said(harbour, QUESTION)) == 1
        await set_mode(harbour, Mode.MENTION)
        assert await said(harbour, QUESTION) == []
        assert len(await said(harbour, f"{harbour.mention} {QUESTION}")) == 1

    async def test_a_home_channel_goes_by_what_is_set_there(self, harbour: Harbour) -> None:
        harbour.bot.desk.home_channels = frozenset({harbour.channel.id})
        assert len(await said(harbour, "the lamps are lit, which is nice")) == 1
        await set_mode(harbour, Mode.OFF, harbour.channel)
        assert await said(harbour, QUESTION) == []

    async def test_the_panel_has_nothing_to_warn_of(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.ASK)
        assert wording.NEEDS_CONTENT not in text_of(await opened(harbour))


class TestWithoutTheIntent:
    """What a mode cannot do, the panel and /setup check say, with the way to mend it."""

    @pytest.mark.parametrize("mode", [Mode.ASK, Mode.SHADOW])
    async def test_the_panel_says_so(self, harbour: Harbour, mode: Mode) -> None:
        assert wording.NEEDS_CONTENT not in text_of(await opened(harbour))
        await set_mode(harbour, mode, harbour.channel)
        assert wording.NEEDS_CONTENT in text_of(await opened(harbour))

    async def test_going_on_in_a_thread_needs_a_call_and_the_panel_says_so(
        self, harbour: Harbour
    ) -> None:
        panel = await opened(harbour, wording.THREADS_BUTTONS[False])
        assert wording.THREADS_CALLED in text_of(panel)
        await said(harbour, f"{harbour.mention} {QUESTION}")
        (thread,) = harbour.channel.threads
        assert await said(harbour, "what did the storm break?", thread) == []
        call = f"{harbour.mention} what did the storm break?"
        assert len(await said(harbour, call, thread)) == 1

    async def test_setup_check_names_the_channels(self, harbour: Harbour) -> None:
        deck = harbour.guild.create_category("deck")
        pier = harbour.guild.create_text_channel("pier", category=deck)
        await set_mode(harbour, Mode.ASK, deck)
        await set_mode(harbour, Mode.SHADOW, harbour.channel)
        told = text_of(await checked(harbour))
        assert f"In the ask channel {pier.mention}, the Message Content Intent is missing." in told
        assert f"In {harbour.channel.mention}, the Message Content Intent is missing." in told
        assert "in a category" not in told

    async def test_a_call_is_answered_all_the_same(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.ASK)
        assert len(await said(harbour, f"{harbour.mention} {QUESTION}")) == 1
        assert await said(harbour, QUESTION) == []


async def test_setup_check_asks_for_nothing_where_the_bot_is_off(harbour: Harbour) -> None:
    assert harbour.guild.me is not None
    mute = {harbour.guild.me: discord.PermissionOverwrite(send_messages=False)}
    pier = harbour.guild.create_text_channel("pier", overwrites=mute)
    await set_mode(harbour, Mode.OFF, pier)
    told = [setup_wording.all_is_well(1), setup_wording.off_in(f"<#{pier.id}>")]
    assert text_of(await checked(harbour)).splitlines() == told
    await given(harbour, replace(settings_of(harbour), editors_channel=pier.id))
    assert "“Send Messages” is missing." in text_of(await checked(harbour))


@pytest.mark.parametrize("reads_unprompted", [True])
class TestShadow:
    """Nothing is said; what would be said is recorded."""

    async def test_nothing_is_said_and_all_is_noted(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.SHADOW)
        assert await said(harbour, f"{harbour.mention} {QUESTION}") == []
        assert await said(harbour, "what did the storm break?") == []
        called, overheard = await harbour.kept_of(harbour.ann)
        assert (called.is_shadow, called.decided, called.passage) == (
            True,
            Decided.ANSWER,
            "lamps.who-pays",
        )
        assert (overheard.is_shadow, overheard.passage) == (True, "lamps.storm")
        assert overheard.confidence > 0.5

    async def test_what_would_be_too_unsure_is_noted_with_the_nearest(
        self, harbour: Harbour
    ) -> None:
        await set_mode(harbour, Mode.SHADOW)
        await said(harbour, "which lamps survived beyond those terrible winters?")
        (record,) = await harbour.kept_of(harbour.ann)
        assert (record.decided, record.passage) == (Decided.ABSTAIN, None)
        assert record.nearest is not None
        assert 0 < record.confidence < 0.5

    @pytest.mark.parametrize(
        "words", ["the lamps are lit, which is nice", "is there cheese on Mars?", "thanks"]
    )
    async def test_small_talk_and_what_nothing_is_near_to_is_not_kept(
        self, harbour: Harbour, words: str
    ) -> None:
        await set_mode(harbour, Mode.SHADOW)
        await said(harbour, words)
        assert await harbour.kept() == 0

    async def test_what_is_answered_aloud_is_no_shadow(self, harbour: Harbour) -> None:
        await harbour.ask(QUESTION)
        (record,) = await harbour.kept_of(harbour.ann)
        assert not record.is_shadow

    async def test_a_correction_replaces_what_was_noted(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.SHADOW)
        message = await harbour.ann.send(harbour.channel, QUESTION)
        await harbour.kept()
        await harbour.ann.edit(message, "what did the storm break?")
        (record,) = await harbour.kept_of(harbour.ann)
        assert (record.question, record.is_shadow) == ("what did the storm break?", True)
        await harbour.ann.edit(message, "never mind")
        assert await harbour.kept() == 0
        assert harbour.answers == []

    async def test_a_deleted_message_takes_what_was_noted_with_it(self, harbour: Harbour) -> None:
        await set_mode(harbour, Mode.SHADOW)
        message = await harbour.ann.send(harbour.channel, QUESTION)
        assert await harbour.kept() == 1
        await harbour.ann.delete(message)
        assert await harbour.kept() == 0

    async def test_a_fault_is_not_told_to_readers(
        self, harbour: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def fall_over(*_: object) -> None:
            raise RuntimeError("the wick broke")

        await set_mode(harbour, Mode.SHADOW)
        monkeypatch.setattr(type(harbour.bot.desk), "ask", fall_over)
        assert await said(harbour, f"{harbour.mention} {QUESTION}") == []
        assert "the wick broke" in caplog.text

    async def test_readers_have_seen_nothing_that_a_command_could_lean_on(
        self, harbour: Harbour
    ) -> None:
        await set_mode(harbour, Mode.SHADOW)
        await said(harbour, QUESTION)
        assert harbour.bot.desk.subject(harbour.ann.id, harbour.channel.id).about is None


@pytest.mark.parametrize("reads_unprompted", [True])
class TestThreads:
    """Answers go into a thread on the question."""

    @pytest.fixture
    async def threaded(self, harbour: Harbour) -> Harbour:
        await opened(harbour, wording.THREADS_BUTTONS[False])
        return harbour

    async def test_a_thread_is_opened_and_repeats_the_question(self, threaded: Harbour) -> None:
        assert await said(threaded, f"{threaded.mention} {QUESTION}") == []
        (thread,) = threaded.channel.threads
        (answer,) = threaded.answers_in(thread)
        assert thread.name == QUESTION
        assert ANSWER in text_of(answer)
        assert discord_wording.asked(QUESTION) in text_of(answer)
        (record,) = await threaded.kept_of(threaded.ann)
        assert record.channel == threaded.channel.id

    @pytest.mark.parametrize("after", [" \u202e\n", " lamps" * 50], ids=["bidi", "long"])
    async def test_its_name_is_one_line_that_fits_whatever_was_asked(
        self, threaded: Harbour, after: str
    ) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}{after}{QUESTION}")
        (thread,) = threaded.channel.threads
        assert thread.name.startswith(QUESTION)
        assert thread.name.isprintable()
        assert len(thread.name) <= limits.THREAD_NAME

    async def test_an_answer_in_it_is_shown_once_however_often_it_is_sent(
        self, threaded: Harbour
    ) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        (body,) = threaded.bodies_of(f"/channels/{thread.id}/messages")
        assert (body["nonce"], body["enforce_nonce"]) == (str(question.id), True)

    async def test_going_on_in_it_needs_no_call(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        (answer,) = await said(threaded, "what did the storm break?", thread)
        assert "Two lamps and a mast." in answer
        assert len(await said(threaded, "again?", thread)) == 1
        (declined,) = await said(threaded, "is there cheese on Mars?", thread)
        assert spoken.ABSTAIN_HEADING in declined
        assert await said(threaded, "thanks", thread) == []
        assert await said(threaded, "well, how nice of them", thread) == []
        assert await said(threaded, f"{threaded.bob.mention} {QUESTION}", thread) == []

    async def test_two_who_talk_in_it_are_left_alone(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        (answer,) = threaded.answers_in(thread)
        talk = [
            (threaded.bob, "are you coming tonight?"),
            (threaded.ann, "yes"),
            (threaded.bob, "when shall we meet?"),
            (threaded.ann, "8"),
            (threaded.bob, "can you bring beer?"),
            (threaded.ann, "ok. why?"),
        ]
        for reader, words in talk:
            await reader.send(thread, words)
        assert threaded.answers_in(thread) == [answer]

    async def test_who_joins_in_is_answered_where_the_bot_is_sure(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        await threaded.bob.send(thread, "what did the storm break?")
        assert "Two lamps and a mast." in text_of(threaded.answers_in(thread)[-1])
        await threaded.bob.send(thread, "is there cheese on Mars?")
        assert spoken.ABSTAIN_HEADING in text_of(threaded.answers_in(thread)[-1])

    async def test_whoever_asked_is_heard_again_once_the_talk_is_over(
        self, threaded: Harbour, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        await threaded.bob.send(thread, "nice")
        assert await said(threaded, "is there cheese on Mars?", thread) == []
        (declined,) = await said(threaded, "are the lamps haunted, then?", thread)
        assert spoken.ABSTAIN_HEADING in declined
        await threaded.bob.send(thread, "oh well")
        later = monotonic() + 6 * 60
        memories_go_by(monkeypatch, lambda: later)
        assert len(await said(threaded, "is there cheese on Mars?", thread)) == 1

    async def test_a_call_makes_the_bot_go_on_with_the_caller(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        await threaded.bob.send(thread, f"{threaded.mention} what did the storm break?")
        await threaded.bob.send(thread, "is there cheese on Mars?")
        assert spoken.ABSTAIN_HEADING in text_of(threaded.answers_in(thread)[-1])
        assert await said(threaded, "is there cheese on Venus?", thread) == []

    @pytest.mark.parametrize("words", ["thanks", "hi", "", "\N{SLIGHTLY SMILING FACE}"])
    async def test_thanks_and_help_open_none(self, threaded: Harbour, words: str) -> None:
        assert len(await said(threaded, f"{threaded.mention} {words}")) == 1
        assert threaded.channel.threads == []

    async def test_a_thread_of_somebody_elses_still_needs_a_call(self, threaded: Harbour) -> None:
        message = await threaded.ann.send(threaded.channel, "lamps, anybody")
        backend = threaded.env.backend
        made = backend.create_thread(
            threaded.channel.id, "lamps", threaded.ann.id, message_id=message.id
        )
        await threaded.env.settle()
        (thread,) = (t for t in threaded.channel.threads if t.id == made.id)
        assert await said(threaded, QUESTION, thread) == []

    async def test_an_edit_is_followed_there(self, threaded: Harbour) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        await threaded.ann.edit(question, f"{threaded.mention} what did the storm break?")
        (thread,) = threaded.channel.threads
        (answer,) = threaded.answers_in(thread)
        assert "Two lamps and a mast." in text_of(answer)
        assert discord_wording.asked("what did the storm break?") in text_of(answer)

    async def test_a_deletion_is_followed_there(self, threaded: Harbour) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        await threaded.ann.delete(question)
        assert threaded.answers_in(thread) == []
        assert await threaded.kept() == 0

    async def test_its_name_follows_an_edit(self, threaded: Harbour) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        await threaded.ann.edit(question, f"{threaded.mention} what did the storm break?")
        (thread,) = threaded.channel.threads
        assert thread.name == "what did the storm break?"

    async def test_what_was_hidden_is_repeated_hidden(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} ||the butler|| {QUESTION}")
        (thread,) = threaded.channel.threads
        (answer,) = threaded.answers_in(thread)
        assert discord_wording.asked(f"||the butler|| {QUESTION}") in text_of(answer)

    @pytest.mark.parametrize(
        "aside", ["||says Jane Doe||", "https://example.org/a?token=b", "||two\nlines||"]
    )
    async def test_its_name_tells_nothing_that_was_hidden_and_no_address(
        self, threaded: Harbour, aside: str
    ) -> None:
        await said(threaded, f"{threaded.mention} {aside} {QUESTION}")
        await said(threaded, f"{threaded.mention} {aside}")
        assert [thread.name for thread in threaded.channel.threads] == [
            QUESTION,
            spoken.HELP_HEADING,
        ]

    async def test_it_goes_with_the_question_where_nobody_else_has_written(
        self, threaded: Harbour
    ) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        await threaded.ann.delete(question)
        assert threaded.channel.threads == []

    async def test_it_goes_when_the_question_becomes_small_talk(self, threaded: Harbour) -> None:
        await set_mode(threaded, Mode.ASK)
        question = await threaded.ann.send(threaded.channel, QUESTION)
        assert len(threaded.channel.threads) == 1
        await threaded.ann.edit(question, "never mind the lamps")
        assert threaded.channel.threads == []

    @pytest.mark.parametrize("how", ["restart", "remove"])
    async def test_it_goes_with_the_question_though_its_answer_is_not_known_any_more(
        self, threaded: Harbour, how: str
    ) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        if how == "restart":
            await threaded.restart()
        else:
            await threaded.ann.click(threaded.answers_in(thread)[0], label=spoken.REMOVE)
        await threaded.ann.delete(question)
        assert threaded.channel.threads == []

    async def test_where_the_bot_may_not_delete_it_it_is_put_away_under_another_name(
        self, threaded: Harbour
    ) -> None:
        pier = without_managing_threads(threaded)
        question = await threaded.ann.send(pier, f"{threaded.mention} {QUESTION}")
        await threaded.ann.delete(question)
        (thread,) = pier.threads
        assert (thread.name, is_archived(threaded, thread)) == (spoken.THREAD_WITHDRAWN, True)
        assert threaded.answers_in(thread) == []

    @pytest.mark.parametrize("who", ["ann", "bob", "bob by a command"])
    async def test_a_thread_in_which_others_wrote_stays_under_another_name(
        self, threaded: Harbour, who: str
    ) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        if who == "bob by a command":
            await threaded.bob.slash(thread, "ask", question="what did the storm break?")
        else:
            await getattr(threaded, who).send(thread, "how nice of them")
        await threaded.ann.delete(question)
        (thread,) = threaded.channel.threads
        assert (thread.name, is_archived(threaded, thread)) == (spoken.THREAD_WITHDRAWN, False)
        assert not any(ANSWER in text_of(answer) for answer in threaded.answers_in(thread))
        assert len(thread.history()) == 1

    async def test_a_thread_in_which_the_bot_may_not_read_others_stays_as_well(
        self, threaded: Harbour, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def empty(*_: object, **__: object) -> AsyncIterator[discord.Message]:
            shown: list[discord.Message] = []  # as by Discord then, where SimCord refuses
            for message in shown:
                yield message

        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        await threaded.bob.send(thread, "how nice of them")
        monkeypatch.setattr(discord.Thread, "history", empty)
        denied = discord.Permissions(read_message_history=True).value
        overwrites = [Overwrite(threaded.guild.id, OverwriteType.ROLE, deny=denied)]
        threaded.env.backend.edit_channel(threaded.channel.id, {}, overwrites=overwrites)
        await threaded.env.settle()
        await threaded.ann.delete(question)
        (thread,) = threaded.channel.threads
        assert len(thread.history()) == 1
        assert threaded.answers_in(thread) == []

    async def test_one_that_was_put_away_is_so_again(self, threaded: Harbour) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        await threaded.bob.send(thread, "how nice of them")
        threaded.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
        await threaded.env.settle()
        await threaded.ann.delete(question)
        (thread,) = threaded.channel.threads
        assert (thread.name, is_archived(threaded, thread)) == (spoken.THREAD_WITHDRAWN, True)
        assert threaded.answers_in(thread) == []

    async def test_somebody_elses_thread_on_the_question_keeps_its_name(
        self, threaded: Harbour
    ) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        guild = threaded.bot.get_guild(threaded.guild.id)
        opened_by_bob = None if guild is None else guild.get_thread(question.id)
        assert opened_by_bob is not None
        opened_by_bob.owner_id = threaded.bob.id
        await threaded.ann.edit(question, f"{threaded.mention} what did the storm break?")
        await threaded.ann.delete(question)
        (thread,) = threaded.channel.threads
        assert thread.name == QUESTION
        assert threaded.answers_in(thread) == []

    async def test_where_discord_lets_no_thread_be_changed_the_answer_goes_all_the_same(
        self, threaded: Harbour, caplog: pytest.LogCaptureFixture
    ) -> None:
        question = await threaded.ann.send(threaded.channel, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        for method in ("PATCH", "DELETE"):
            path = f"/channels/{thread.id}"
            threaded.env.inject_error(method, path, status=403, code=50013, times=None)
        await threaded.ann.delete(question)
        assert threaded.answers_in(thread) == []
        assert not [record for record in caplog.records if record.levelname == "ERROR"]

    async def test_why_and_remove_work_in_it(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        (answer,) = threaded.answers_in(thread)
        why = await threaded.bob.click(answer, label=spoken.WHY)
        assert discord_wording.CANDIDATES in text_of(why)
        await threaded.ann.click(answer, label=spoken.REMOVE)
        assert threaded.answers_in(thread) == []

    @pytest.mark.parametrize("denied", ["create_public_threads", "send_messages_in_threads"])
    async def test_where_discord_allows_none_a_reply_takes_its_place(
        self, threaded: Harbour, denied: str
    ) -> None:
        assert threaded.guild.me is not None
        overwrites = {threaded.guild.me: discord.PermissionOverwrite(**{denied: False})}
        pier = threaded.guild.create_text_channel("pier", overwrites=overwrites)
        (answer,) = await said(threaded, f"{threaded.mention} {QUESTION}", pier)
        assert ANSWER in answer
        assert pier.threads == []

    @pytest.mark.parametrize(("status", "code"), [(403, 50013), (400, 200000), (404, 10008)])
    async def test_where_discord_refuses_one_a_reply_takes_its_place(
        self, threaded: Harbour, status: int, code: int
    ) -> None:
        path = "/channels/*/messages/*/threads"
        threaded.env.inject_error("POST", path, status=status, code=code)
        (answer,) = await said(threaded, f"{threaded.mention} {QUESTION}")
        assert ANSWER in answer

    @pytest.mark.parametrize("may_manage", [True, False])
    async def test_a_thread_in_which_discord_lets_nothing_be_said_is_not_left_behind(
        self, threaded: Harbour, *, may_manage: bool
    ) -> None:
        role = threaded.guild.me.top_role
        allowed = role.permissions
        allowed.update(manage_threads=may_manage)
        threaded.env.backend.edit_role(threaded.guild.id, role.id, {"permissions": allowed.value})
        await threaded.env.settle()
        path = "/channels/*/messages"
        threaded.env.inject_error("POST", path, status=400, code=200000)
        (answer,) = await said(threaded, f"{threaded.mention} {QUESTION}")
        assert ANSWER in answer
        threads = threaded.channel.threads
        assert threads == [] if may_manage else is_archived(threaded, threads[0])

    async def test_a_thread_that_is_there_already_is_used(self, threaded: Harbour) -> None:
        path = "/channels/*/messages/*/threads"
        threaded.env.inject_error("POST", path, status=503)
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        assert len(threaded.answers_in(thread)) == 1

    async def test_in_threads_and_posts_the_answer_is_a_reply(self, threaded: Harbour) -> None:
        await said(threaded, f"{threaded.mention} {QUESTION}")
        (thread,) = threaded.channel.threads
        assert len(await said(threaded, f"{threaded.mention} {QUESTION}", thread)) == 1

    async def test_setup_check_misses_the_permission(self, threaded: Harbour) -> None:
        assert threaded.guild.me is not None
        denied = discord.PermissionOverwrite(create_public_threads=False)
        pier = threaded.guild.create_text_channel("pier", overwrites={threaded.guild.me: denied})
        told = text_of(await checked(threaded))
        assert f"In {pier.mention}, “Create Public Threads” is missing." in told
        assert "My answers are to go into threads" in told


class TestPrivate:
    """/ask answers its reader alone."""

    async def test_an_answer_is_seen_by_nobody_else(self, harbour: Harbour) -> None:
        asked = await harbour.ann.slash(harbour.channel, "ask", question=QUESTION)
        assert not asked.ephemeral
        await opened(harbour, wording.PRIVATE_BUTTONS[False])
        asked = await harbour.ann.slash(harbour.channel, "ask", question=QUESTION)
        assert asked.ephemeral
        assert ANSWER in text_of(asked)
        assert spoken.REMOVE not in labels_of(asked)

    async def test_a_picked_question_is_opened_so_as_well(self, harbour: Harbour) -> None:
        await opened(harbour, wording.PRIVATE_BUTTONS[False])
        picked = "deeper:1:lamps.who-pays"
        asked = await harbour.ann.slash(harbour.channel, "ask", question=picked)
        assert asked.ephemeral
        assert ANSWER in text_of(asked)


async def test_the_next_message_is_answered_as_boldly_as_was_picked(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    cautions: list[float] = []

    def noting(edition: FakeEdition, caution: float) -> Responder:
        cautions.append(caution)
        return edition.responder

    monkeypatch.setattr(FakeEdition, "responder_of", noting)
    await harbour.ask(QUESTION)
    panel = await opened(harbour, wording.BOLDNESS_BUTTON)
    await pick(harbour, panel, "boldness", Boldness.BOLD)
    await harbour.ask(QUESTION)
    assert cautions == [CAUTION[Boldness.NORMAL], CAUTION[Boldness.BOLD]]
