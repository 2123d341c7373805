"""Questions in messages, in the running bot."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import Any

import discord
import pytest
from simcord.backend.models.message import AllowedMentions

from bot.dialogue import discord_wording, wording
from bot.editorial.text_diff import digest_of
from tests.discord_app.clock import memories_go_by
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of
from tests.fake_discord.payloads import a_message

QUESTION = "why are the lamps lit?"


async def test_a_mention_is_answered_with_the_passage_word_for_word(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    assert "So that boats find the pier." in text_of(answer)
    assert "### Why are the lamps lit?" in text_of(answer)
    assert "Lamps on the pier · Questions and answers · as of 1 November 2026" in text_of(answer)
    assert answer.reference is not None


async def test_a_mention_in_the_middle_or_at_the_end_works(harbour: Harbour) -> None:
    await harbour.ann.send(harbour.channel, f"so {harbour.mention}, who pays for the lamp oil?")
    await harbour.ann.send(harbour.channel, f"who pays for the lamp oil {harbour.mention}")
    assert [("guild does" in text_of(answer)) for answer in harbour.answers] == [True, True]


async def test_marks_of_discords_are_no_words_of_a_question(harbour: Harbour) -> None:
    marks = f"@here {harbour.bob.mention} <@&{harbour.guild.default_role.id}> <t:1700000000:R>"
    answer = await harbour.ask(f"{marks} why are the lamps lit? <a:lamp:123456789012345678>")
    assert "So that boats find the pier." in text_of(answer)
    assert "Ask the briefings" in text_of(await harbour.ask("<:lamp:123456789012345678>"))


@pytest.fixture
def our_role(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> str:
    """Mark a role as the one that Discord makes for a bot, which SimCord does not do."""
    role = harbour.guild.create_role("Briefing Bot")
    ours = property(lambda guild: guild.get_role(role.id))
    monkeypatch.setattr(discord.Guild, "self_role", ours)
    return f"<@&{role.id}>"


async def test_whoever_mentions_our_role_is_told_how_to_be_read(
    harbour: Harbour, our_role: str
) -> None:
    await harbour.ann.send(harbour.channel, f"{our_role} why are the lamps lit?")
    assert [text_of(answer) for answer in harbour.answers] == [discord_wording.ROLE_UNREADABLE]


@pytest.mark.parametrize("reads_unprompted", [True])
async def test_a_mention_of_our_role_is_answered_where_it_can_be_read(
    harbour: Harbour, our_role: str
) -> None:
    await harbour.ann.send(harbour.channel, f"{our_role} why are the lamps lit?")
    assert "So that boats find the pier." in text_of(harbour.answers[0])


@pytest.mark.parametrize("reads_unprompted", [True])
async def test_a_bare_call_answers_the_message_that_it_replies_to(harbour: Harbour) -> None:
    question = await harbour.bob.send(harbour.channel, "why are the lamps lit?")
    await harbour.ann.send(harbour.channel, harbour.mention, reply_to=question)
    assert "So that boats find the pier." in text_of(harbour.answers[0])
    assert await harbour.kept_of(harbour.ann) == ()


@pytest.mark.parametrize("reads_unprompted", [True])
class TestPointing:
    """A bare call asks what the message says that it replies to, whoever posted it."""

    async def test_at_a_post_of_a_webhook(self, harbour: Harbour) -> None:
        post = await harbour.guild.create_webhook(harbour.channel).send("why are the lamps lit?")
        await harbour.ann.send(harbour.channel, harbour.mention, reply_to=post)
        assert "So that boats find the pier." in text_of(harbour.answers[0])

    async def test_at_a_post_that_is_a_card(self, harbour: Harbour) -> None:
        card = discord.Embed(title="What did the storm break?", description="Two reports.")
        hook = harbour.guild.create_webhook(harbour.channel)
        for link in ("", "https://example.org/storm"):
            post = await hook.send(link, embeds=[card])
            await harbour.ann.send(harbour.channel, harbour.mention, reply_to=post)
            assert "Two lamps and a mast." in text_of(harbour.answers[-1])

    async def test_at_a_forwarded_message(self, harbour: Harbour) -> None:
        question = await harbour.bob.send(harbour.channel, "why are the lamps lit?")
        forwarded = await harbour.bob.forward(question, harbour.channel)
        await harbour.ann.send(harbour.channel, harbour.mention, reply_to=forwarded)
        assert "So that boats find the pier." in text_of(harbour.answers[0])

    async def test_at_our_own_answer_or_at_a_picture_gets_help(self, harbour: Harbour) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        picture = await harbour.bob.send(harbour.channel, attachments=[("lamp.png", b"0")])
        for message in (answer, picture):
            await harbour.ann.send(harbour.channel, harbour.mention, reply_to=message)
            assert wording.HELP_HEADING in text_of(harbour.answers[-1])


async def test_a_bare_call_on_what_cannot_be_read_is_told_of_the_menu_which_can(
    harbour: Harbour,
) -> None:
    question = await harbour.bob.send(harbour.channel, "why are the lamps lit?")
    told = await harbour.ann.send(harbour.channel, harbour.mention, reply_to=question)
    assert [text_of(answer) for answer in harbour.answers] == [
        discord_wording.POINTED_AT_UNREADABLE
    ]
    assert discord_wording.MENU_ASK in discord_wording.POINTED_AT_UNREADABLE
    asked = await harbour.ann.context_menu(harbour.channel, discord_wording.MENU_ASK, question)
    assert "So that boats find the pier." in text_of(asked)
    call = f"{harbour.mention} who pays for the lamp oil?"
    await harbour.ann.send(harbour.channel, call, reply_to=told)
    assert "The harbour guild does." in text_of(harbour.answers[-1])


async def test_a_direct_message_needs_no_mention(harbour: Harbour) -> None:
    await harbour.ann.send_dm("what did the storm break?")
    channel = harbour.ann.user.dm_channel
    assert "Two lamps and a mast." in text_of(channel.last_message)


async def test_a_reply_to_the_bot_asks_about_what_was_shown(harbour: Harbour) -> None:
    answer = await harbour.ask("who pays for the lamp oil?")
    await harbour.bob.send(harbour.channel, f"{harbour.mention} again?", reply_to=answer)
    assert "The harbour guild does." in text_of(harbour.answers[-1])


async def test_a_reply_to_a_source_is_of_what_the_source_is_of(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?", reader=harbour.ann)
    source = await harbour.ask("source?", reader=harbour.ann)
    await harbour.ann.send(harbour.channel, f"{harbour.mention} again", reply_to=source)
    assert "The harbour guild does." in text_of(harbour.answers[-1])


async def test_a_typed_number_opens_a_choice_of_the_replied_message(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.ask("who pays for the lamp oil?")
    await harbour.bob.send(harbour.channel, f"{harbour.mention} 3", reply_to=answer)
    assert "Two lamps and a mast." in text_of(harbour.answers[-1])


async def test_a_typed_number_leans_on_the_last_reply_to_that_reader(harbour: Harbour) -> None:
    await harbour.ask("why are the lamps lit?", reader=harbour.ann)
    await harbour.ask("what did the storm break?", reader=harbour.bob)
    answer = await harbour.ask("1", reader=harbour.ann)
    assert "The harbour guild does." in text_of(answer)


async def test_a_typed_number_leans_on_what_a_button_opened(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.ann.click(answer, label="1 · Who pays for the lamp oil?")
    assert "Two lamps and a mast." in text_of(await harbour.ask("2"))


async def test_a_pronoun_leans_on_the_message_before(harbour: Harbour) -> None:
    await harbour.ask("why are the lamps lit?")
    await harbour.ask("is there cheese on the moon?")
    assert "The harbour guild does." in text_of(await harbour.ask("who pays for their oil"))


async def test_readers_and_channels_have_their_own_conversations(harbour: Harbour) -> None:
    await harbour.ask("why are the lamps lit?", reader=harbour.ann)
    assert wording.ABSTAIN_HEADING in text_of(await harbour.ask("again?", reader=harbour.bob))
    elsewhere = harbour.guild.create_text_channel("talk")
    await harbour.ann.send(elsewhere, f"{harbour.mention} again?")
    (answer,) = harbour.answers_in(elsewhere)
    assert wording.ABSTAIN_HEADING in text_of(answer)
    assert "So that boats" in text_of(await harbour.ask("again?", reader=harbour.ann))


async def test_a_thread_goes_on_from_its_channel(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await answer.create_thread(name="More about lamps")
    (thread,) = harbour.channel.threads
    await harbour.ann.send(thread, f"{harbour.mention} again?")
    await harbour.bob.send(thread, f"{harbour.mention} again?")
    to_ann, to_bob = harbour.answers_in(thread)
    assert "So that boats" in text_of(to_ann)
    assert wording.ABSTAIN_HEADING in text_of(to_bob)


async def test_direct_messages_and_commands_are_remembered(harbour: Harbour) -> None:
    await harbour.ann.send_dm("what did the storm break?")
    await harbour.ann.send_dm("again?")
    assert "Two lamps and a mast." in text_of(harbour.ann.user.dm_channel.last_message)
    await harbour.ann.slash(harbour.channel, "ask", question="who pays for the lamp oil?")
    assert "The harbour guild does." in text_of(await harbour.ask("again?"))


async def test_an_edit_is_understood_as_the_message_was(harbour: Harbour) -> None:
    await harbour.ask("why are the lamps lit?")
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} agian")
    await harbour.ann.edit(question, f"{harbour.mention} again")
    assert "So that boats" in text_of(harbour.answers[-1])


async def test_two_questions_get_one_message_with_two_answers(harbour: Harbour) -> None:
    answer = await harbour.ask("Why are the lamps lit? And who pays for the lamp oil?")
    assert "So that boats find the pier." in text_of(answer)
    assert "The harbour guild does." in text_of(answer)
    assert "The harbour guild does." in text_of(await harbour.ask("again?"))


async def test_an_unanswered_question_ends_in_a_friendly_sentence(harbour: Harbour) -> None:
    answer = await harbour.ask("is there cheese on the moon, and lamps?")
    assert wording.ABSTAIN_NEAREST in text_of(answer)
    assert labels_of(answer)[0] == "1 · Why are the lamps lit?"


async def test_a_bare_mention_gets_help(harbour: Harbour) -> None:
    assert wording.HELP_HEADING in text_of(await harbour.ask(""))


async def test_thanks_in_a_reply_is_not_answered(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.ann.send(harbour.channel, "thanks a bunch", reply_to=answer)
    assert harbour.answers == [answer]


class TestRemarks:
    """What is said about an answer, and to others, gets no card."""

    @pytest.mark.parametrize(
        "words",
        [
            "this is so sad",
            "told you the lamps were lit, years ago",
            "cc @bob",
            "!play despacito",
            "+1",
            ".",
            "???",
            "<:lamp:123456789012345678>",
            "\N{THUMBS UP SIGN}",
        ],
    )
    async def test_in_a_reply_are_left_alone(self, harbour: Harbour, words: str) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.bob.send(harbour.channel, words, reply_to=answer)
        assert harbour.answers == [answer]

    @pytest.mark.parametrize(
        "words",
        [
            "help",
            "why did they do it",
            "and the eu",
            "is there cheese on Mars?",
            "list the masts",
            "/help",
        ],
    )
    async def test_whoever_asks_in_a_reply_hears_of_it(self, harbour: Harbour, words: str) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.bob.send(harbour.channel, words, reply_to=answer)
        assert len(harbour.answers) == 2

    async def test_pictures_and_stickers_are_left_alone(self, harbour: Harbour) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.bob.send(harbour.channel, reply_to=answer, attachments=[("lamp.png", b"0")])
        await a_reply(harbour, answer, stickers=[harbour.guild.create_sticker("lamp")])
        assert harbour.answers == [answer]

    @pytest.mark.parametrize("words", ["what do you think?", "told you, why are the lamps lit?"])
    async def test_a_reply_that_opens_with_somebody_is_for_them(
        self, harbour: Harbour, words: str
    ) -> None:
        answer = await harbour.ask("why are the lamps lit?")
        await harbour.ann.send(harbour.channel, f"{harbour.bob.mention} {words}", reply_to=answer)
        assert harbour.answers == [answer]
        both = f"{harbour.bob.mention} {harbour.mention} why are the lamps lit?"
        await harbour.ann.send(harbour.channel, both)
        assert "So that boats find the pier." in text_of(harbour.answers[-1])


async def a_reply(harbour: Harbour, to: discord.Message, words: str = "", **how: Any) -> None:
    """Let ann reply in a way that SimCord's actors have no word for."""
    backend = harbour.env.backend
    where = {"channel_id": str(harbour.channel.id), "message_id": str(to.id)}
    reference = backend.normalize_message_reference(harbour.channel.id, where)
    backend.create_message(harbour.channel.id, harbour.ann.id, words, reference=reference, **how)
    await harbour.env.settle()


SILENT = AllowedMentions(replied_user=False)


async def test_whoever_replies_without_ringing_is_told_once_how_to_be_read(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    for words in ("lol", "so true", "who pays for the lamp oil?"):
        await a_reply(harbour, answer, words, allowed_mentions=SILENT)
    assert [text_of(m) for m in harbour.answers[1:]] == [discord_wording.REPLY_UNREADABLE]
    tomorrow = monotonic() + 25 * 3600
    memories_go_by(monkeypatch, lambda: tomorrow)
    await a_reply(harbour, answer, "wow", allowed_mentions=SILENT)
    assert [text_of(m) for m in harbour.answers[1:]] == 2 * [discord_wording.REPLY_UNREADABLE]


@pytest.mark.parametrize("reads_unprompted", [True])
async def test_a_reply_without_ringing_is_answered_where_it_can_be_read(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await a_reply(harbour, answer, "who pays for the lamp oil?", allowed_mentions=SILENT)
    await a_reply(harbour, answer, "so true", allowed_mentions=SILENT)
    assert ["The harbour guild does." in text_of(m) for m in harbour.answers[1:]] == [True]


async def test_other_talk_bots_webhooks_and_itself_are_ignored(harbour: Harbour) -> None:
    robot = harbour.guild.add_member(harbour.env.create_user("robot", bot=True))
    hook = harbour.guild.create_webhook(harbour.channel)
    await harbour.ann.send(harbour.channel, "why are the lamps lit?")
    await robot.send(harbour.channel, f"{harbour.mention} why are the lamps lit?")
    await hook.send(f"{harbour.mention} why are the lamps lit?")
    ours = harbour.bot.get_partial_messageable(harbour.channel.id)
    await ours.send(f"{harbour.mention} why are the lamps lit?")
    await harbour.env.settle()
    assert [message.content for message in harbour.answers] == [
        f"{harbour.mention} why are the lamps lit?"
    ]


async def test_on_a_server_that_discord_has_not_told_us_of_nothing_is_said(
    harbour: Harbour,
) -> None:
    harbour.bot.dispatch("message", heard(harbour, QUESTION, guild=424242, channel=525252))
    await harbour.env.settle()
    assert harbour.bodies_of("/messages") == []


@pytest.mark.parametrize("reads_unprompted", [True])
async def test_whoever_shows_in_code_how_to_call_us_does_not(harbour: Harbour) -> None:
    shown = f"Ask it like this: `{harbour.mention} {QUESTION}`"
    here = heard(harbour, shown, guild=harbour.guild.id, channel=harbour.channel.id)
    harbour.bot.dispatch("message", here)
    await harbour.env.settle()
    assert harbour.answers == []


def heard(harbour: Harbour, content: str, *, guild: int, channel: int) -> discord.Message:
    """Read a message without mentions as discord.py does."""
    payload: Any = a_message(harbour.env.backend.snowflake(), content)
    payload |= {"guild_id": str(guild), "channel_id": str(channel)}
    state = harbour.bot._connection
    where: Any = state._get_guild_channel(payload)[0]
    return discord.Message(state=state, channel=where, data=payload)


async def test_one_message_gets_one_answer_when_discord_repeats_it(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    harbour.bot.dispatch("message", question)
    await harbour.env.settle()
    assert len(harbour.answers) == 1
    (sent,) = harbour.bodies_of("/messages")
    assert sent["nonce"] == str(question.id)
    assert sent["enforce_nonce"] is True


async def test_a_failing_server_is_asked_again_with_the_same_nonce(harbour: Harbour) -> None:
    harbour.env.inject_error("POST", "/channels/*/messages", status=503)
    await harbour.ask("why are the lamps lit?")
    first, second = harbour.bodies_of("/messages")
    assert first["nonce"] == second["nonce"]


async def test_deleting_the_question_removes_the_answer(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    await harbour.ann.delete(question)
    assert harbour.answers == []


async def test_deleting_the_question_removes_an_apology_as_well(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_: object, **__: object) -> None:
        raise RuntimeError("the wick broke")

    monkeypatch.setattr(type(harbour.bot.desk), "ask", fall_over)
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    assert "something went wrong" in text_of(harbour.answers[0])
    await harbour.ann.delete(question)
    assert harbour.answers == []


async def test_deleting_what_we_could_not_read_removes_what_we_said_to_it(
    harbour: Harbour, our_role: str
) -> None:
    question = await harbour.ann.send(harbour.channel, f"{our_role} why are the lamps lit?")
    assert text_of(harbour.answers[0]) == discord_wording.ROLE_UNREADABLE
    await harbour.ann.delete(question)
    assert harbour.answers == []


async def test_whoever_could_not_be_read_is_answered_once_the_words_are_there(
    harbour: Harbour,
) -> None:
    question = await harbour.bob.send(harbour.channel, QUESTION)
    call = await harbour.ann.send(harbour.channel, harbour.mention, reply_to=question)
    assert text_of(harbour.answers[0]) == discord_wording.POINTED_AT_UNREADABLE
    await harbour.ann.edit(call, f"{harbour.mention} {QUESTION}")
    (answer,) = harbour.answers
    assert "So that boats find the pier." in text_of(answer)


async def test_editing_the_question_soon_updates_the_answer(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    await harbour.ann.edit(question, f"{harbour.mention} what did the storm break?")
    assert len(harbour.answers) == 1
    assert "Two lamps and a mast." in text_of(harbour.answers[0])


async def test_a_mention_that_comes_with_an_edit_is_answered_once(harbour: Harbour) -> None:
    question = await harbour.ann.send(harbour.channel, QUESTION)
    assert harbour.answers == []
    for called in (harbour.mention, f"Hi {harbour.mention},"):
        await harbour.ann.edit(question, f"{called} {QUESTION}")
        (answer,) = harbour.answers
        assert "So that boats find the pier." in text_of(answer)


async def test_an_edit_of_what_somebody_wrote_before_the_start_calls_nobody(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = await harbour.ann.send(harbour.channel, QUESTION)
    asking: Any = harbour.bot.get_cog("Asking")
    monkeypatch.setattr(asking, "_began_at", discord.utils.utcnow() + timedelta(seconds=1))
    await harbour.ann.edit(question, f"{harbour.mention} {QUESTION}")
    assert harbour.answers == []


@pytest.mark.parametrize("by", ["asker", "moderator"])
async def test_an_answer_that_was_removed_follows_no_edit(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, by: str
) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    if by == "asker":
        await harbour.ann.click(harbour.answers[0], label=wording.REMOVE)
    else:
        await harbour.moderator.delete(harbour.answers[0])
    await harbour.ann.edit(question, f"{harbour.mention} what did the storm break?")
    assert harbour.answers == []
    assert "could not follow" not in caplog.text


async def test_an_answer_whose_removal_was_not_heard_is_let_go_of_at_the_first_edit(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    path = "/channels/*/messages/*"
    harbour.env.inject_error("PATCH", path, status=404, code=10008, times=None)
    for words in ("what did the storm break?", "why are the lamps lit?"):
        await harbour.ann.edit(question, f"{harbour.mention} {words}")
    assert sum(r.method == "PATCH" for r in harbour.env.http_requests) == 1
    assert {r.levelname for r in caplog.records if "could not follow" in r.message} <= {"INFO"}


async def test_a_channel_where_we_may_not_speak_rests(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    harbour.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    await harbour.ann.send(harbour.channel, f"{harbour.mention} why are the lamps lit?")
    assert len(harbour.bodies_of("/messages")) == 1
    assert f"Resting in channel {harbour.channel.id}" in caplog.text
    status = await harbour.moderator.slash(harbour.channel, "content status")
    assert f"channel {harbour.channel.id}" in text_of(status)


@pytest.mark.parametrize(
    ("status", "code", "is_resting"),
    [
        pytest.param(404, 10003, False, id="a channel that is gone"),
        pytest.param(404, 10004, False, id="a server that is gone"),
        pytest.param(400, 50083, False, id="an archived thread"),
        pytest.param(403, 160005, True, id="a locked thread"),
        pytest.param(400, 160006, True, id="a thread too many to be opened again"),
        pytest.param(400, 50024, True, id="a channel that takes no messages"),
    ],
)
async def test_a_place_where_nothing_can_be_said_any_more_is_no_fault(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, status: int, code: int, is_resting: bool
) -> None:
    caplog.set_level("INFO")
    harbour.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    assert harbour.answers == []
    (line,) = (record for record in caplog.records if str(code) in record.message)
    assert (line.levelname, line.exc_info) == ("INFO", None)
    assert harbour.bot.desk.manners.is_resting(harbour.channel.id) is is_resting


async def test_what_is_refused_in_front_of_discord_says_nothing_of_the_channel(
    harbour: Harbour,
) -> None:
    harbour.env.inject_error("POST", "/channels/*/messages", status=403)
    assert "something went wrong" in text_of(await harbour.ask(QUESTION))
    assert "So that boats find the pier." in text_of(await harbour.ask(QUESTION))


FILTERS = [(200000, discord_wording.BLOCKED), (240000, discord_wording.HARMFUL_LINK)]


@pytest.mark.parametrize(("code", "told"), FILTERS)
async def test_what_a_filter_of_messages_holds_back_is_told_with_the_way_to_mend_it(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, code: int, told: str
) -> None:
    harbour.env.inject_error("POST", "/channels/*/messages", status=400, code=code)
    assert text_of(await harbour.ask(QUESTION)) == told
    (line,) = (record for record in caplog.records if "Not let through" in record.message)
    assert (line.levelname, line.exc_info) == ("WARNING", None)
    assert not harbour.bot.desk.manners.is_resting(harbour.channel.id)
    assert "So that boats find the pier." in text_of(await harbour.ask(QUESTION))


@pytest.mark.parametrize(("code", "told"), FILTERS)
async def test_of_an_answer_to_a_command_that_a_filter_holds_back_its_reader_is_told(
    harbour: Harbour, code: int, told: str
) -> None:
    path = "/interactions/*/*/callback"
    harbour.env.inject_error("POST", path, status=400, code=code)
    said = await harbour.ann.slash(harbour.channel, "ask", question=QUESTION)
    assert text_of(said) == told
    assert said.ephemeral
    assert len(harbour.env.errors) == 1


async def test_a_fault_reaches_the_reader_with_the_reference_of_the_log(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_: object, **__: object) -> None:
        raise RuntimeError("the wick broke")

    monkeypatch.setattr(type(harbour.bot.desk), "ask", fall_over)
    answer = await harbour.ask("why are the lamps lit?")
    reference = text_of(answer).rsplit(" ", 1)[-1].rstrip(".")
    assert f"Fault {reference}" in caplog.text
    assert "the wick broke" in caplog.text
    assert "wick" not in text_of(answer)


async def test_no_privileged_intent_is_asked_for_without_ask_channels(harbour: Harbour) -> None:
    wanted = {name for name, is_wanted in harbour.bot.intents if is_wanted}
    assert wanted == {"guilds", "guild_messages", "dm_messages"}


@pytest.mark.parametrize("reads_unprompted", [True])
class TestAskChannels:
    """Channels that moderators set to be answered without a mention."""

    @pytest.fixture
    def ask(self, harbour: Harbour) -> Harbour:
        harbour.bot.desk.ask_channels = frozenset({harbour.channel.id})
        return harbour

    async def test_a_question_is_answered_when_the_bot_is_confident(self, ask: Harbour) -> None:
        await ask.ann.send(ask.channel, "why are the lamps lit?")
        assert "So that boats find the pier." in text_of(ask.answers[0])

    @pytest.mark.parametrize(
        "words",
        [
            "the lamps are lit, which is nice",
            "is there cheese on the moon, or lamps?",
            "lol",
            "https://example.org/?why=lamps",
        ],
    )
    async def test_anything_else_is_left_alone(self, ask: Harbour, words: str) -> None:
        await ask.ann.send(ask.channel, words)
        assert ask.answers == []

    async def test_what_is_said_to_somebody_else_is_left_alone(self, ask: Harbour) -> None:
        await ask.ann.send(ask.channel, f"{ask.bob.mention} why are the lamps lit?")
        remark = await ask.bob.send(ask.channel, "lamps are nice")
        await ask.ann.send(ask.channel, "why are the lamps lit?", reply_to=remark)
        assert ask.answers == []

    async def test_what_a_filter_holds_back_from_whoever_did_not_call_is_told_to_nobody(
        self, ask: Harbour
    ) -> None:
        ask.env.inject_error("POST", "/channels/*/messages", status=400, code=200000)
        await ask.ann.send(ask.channel, "why are the lamps lit?")
        assert ask.answers == []

    async def test_a_typed_number_works(self, ask: Harbour) -> None:
        await ask.ann.send(ask.channel, "why are the lamps lit?")
        await ask.ann.send(ask.channel, "3")
        assert "Two lamps and a mast." in text_of(ask.answers[-1])

    async def test_other_channels_still_need_a_mention(self, ask: Harbour) -> None:
        elsewhere = ask.guild.create_text_channel("elsewhere")
        await ask.ann.send(elsewhere, "why are the lamps lit?")
        assert ask.answers_in(elsewhere) == []

    async def test_an_edit_into_small_talk_takes_the_answer_back(self, ask: Harbour) -> None:
        question = await ask.ann.send(ask.channel, "why are the lamps lit?")
        await ask.ann.edit(question, "never mind the lamps")
        assert ask.answers == []


async def test_ids_fit_and_labels_are_numbered(harbour: Harbour) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    assert ids_of(answer) == [
        "deeper:1:lamps.who-pays",
        "deeper:1:lamps.keepers",
        "deeper:1:lamps.storm",
        "other:1:lamps.why-lit",
        f"why:1:{digest_of('So that boats find the pier.')}:lamps.why-lit",
        f"remove:1:{harbour.ann.id}",
        "vote:1:up:lamps.why-lit",
        "vote:1:down:lamps.why-lit",
    ]
    for number, label in enumerate(labels_of(answer)[:3], 1):
        assert label.startswith(f"{number} · ")
        assert f"{number}. {label.split(' · ', 1)[1]}" in text_of(answer)
