"""Following a story in the running bot: begun, told of what is new and of nothing else, ended."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from bot.corpus.model import Briefing, BriefingId, Corpus, Passage, PassageId, Revision
from bot.corpus.overlay import Overlay
from bot.dialogue import discord_wording, following_wording, privacy_wording, wording
from bot.discord_app import custom_ids
from bot.discord_app.cogs.telling_news import TellingNews
from bot.discord_app.items.follows import follow
from bot.discord_app.items.news import render_news
from bot.editorial.guild_settings import DEFAULTS
from bot.newsroom.following import MOST_FOLLOWED
from bot.store.audit import Action, Deed
from bot.store.follows import Follow
from bot.store.keeping import KEEP_NOTHING, Keeping
from bot.store.model import StoreError
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import PAGE
from tests.discord_app.builders import (
    BRIEFING,
    CORPUS,
    LONG,
    PASSAGES,
    FakeEdition,
    a_page,
    a_passage,
    a_responder,
)
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of

STORM = PASSAGES[3]
MAST = a_passage("lamps.mast", "Was the mast mended?", "It was, by the guild.", line=14)
STILL = 100.0
"""Seconds after which the bot has surely seen a change and waited for others."""


@pytest.fixture(autouse=True)
def _a_short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a minute be long enough: simulated time takes time as well."""
    monkeypatch.setattr("bot.newsroom.following.STILL_S", 60.0)


def serve(harbour: Harbour, *passages: Passage, revision: str = "aaaaaaaaaaaa") -> None:
    """Serve the lamps' story with these questions; without any, only another story."""
    (lamps,) = CORPUS.briefings
    if passages:
        story = replace(lamps, pages=(lamps.pages[0], a_page(*passages)))
    else:
        story = Briefing(BriefingId("pier"), "The pier", ())
    corpus = Corpus(Revision(revision), (story,))
    harbour.library.current = FakeEdition(a_responder(corpus))


async def begin(harbour: Harbour, reader: Any = None) -> Any:
    """Follow the story, and give what the reader is told on the server."""
    return await (reader or harbour.ann).slash(harbour.channel, "follow", story=BRIEFING)


def private(reader: Any) -> list[Any]:
    """Give the messages that a reader got directly, but for the one that began it."""
    channel = reader.user.dm_channel
    return [] if channel is None else list(channel.history())[1:]


async def followed(harbour: Harbour, reader: Any = None) -> tuple[Follow, ...]:
    return await harbour.newsroom.following.kept.of_reader((reader or harbour.ann).id)


# ------------------------------------------------------------------ beginning


async def test_who_follows_is_written_to_and_told_what_will_come(harbour: Harbour) -> None:
    told = await begin(harbour)
    assert told.ephemeral
    assert following_wording.begun("Lamps on the pier") in text_of(told)
    assert labels_of(told) == [following_wording.STOP]
    (first,) = harbour.ann.user.dm_channel.history()
    assert following_wording.begun_in_private("Lamps on the pier", "Harbour") in text_of(first)
    (follow,) = await followed(harbour)
    assert (follow.guild, follow.story) == (harbour.guild.id, BRIEFING)


async def test_the_view_of_a_story_offers_to_follow_it(harbour: Harbour) -> None:
    shown = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
    await harbour.restart()
    await harbour.ann.click(shown.response, label=following_wording.FOLLOW)
    assert len(await followed(harbour)) == 1


async def test_a_story_that_a_reader_only_names_is_offered_to_all(harbour: Harbour) -> None:
    shown = await harbour.ask("/briefing lamps")
    await harbour.bob.click(shown, label=following_wording.FOLLOW)
    assert len(await followed(harbour, harbour.bob)) == 1


async def test_an_answer_and_a_direct_message_offer_nothing_to_follow(harbour: Harbour) -> None:
    assert following_wording.FOLLOW not in labels_of(await harbour.ask("why are the lamps lit?"))
    shown = await harbour.ann.user.slash("briefing", title="lamps")
    assert following_wording.FOLLOW not in labels_of(shown)


async def test_stories_are_listed_while_typing(harbour: Harbour) -> None:
    listed = await harbour.ann.autocomplete(harbour.channel, "follow", "story", "pier")
    assert [choice["value"] for choice in listed] == [BRIEFING]


async def test_to_follow_again_changes_nothing(harbour: Harbour) -> None:
    await begin(harbour)
    told = await begin(harbour)
    assert following_wording.already("Lamps on the pier") in text_of(told)
    assert private(harbour.ann) == []


async def test_two_quick_presses_begin_it_once(harbour: Harbour) -> None:
    written: list[object] = []

    async def write(**message: object) -> Any:
        written.append(message)
        await asyncio.sleep(0.01)

    async def say(**message: object) -> Any:
        return SimpleNamespace(message_id=1)

    def a_press() -> Any:
        response = SimpleNamespace(is_done=lambda: False, send_message=say)
        reader, guild = SimpleNamespace(id=harbour.ann.id, send=write), harbour.guild.id
        told = {"response": response, "extras": {}, "client": harbour.bot}
        return SimpleNamespace(id=1, user=reader, guild_id=guild, **told)

    (story,) = CORPUS.briefings
    presses = (follow(a_press(), harbour.bot.desk, story) for _ in range(2))
    await asyncio.gather(*presses)
    assert len(written) == 1
    assert len(await followed(harbour)) == 1


@pytest.mark.parametrize("code", [50007, 50278])
async def test_who_takes_no_direct_messages_is_told_how_and_not_noted(
    harbour: Harbour, code: int
) -> None:
    harbour.env.inject_error("POST", "/channels/*/messages", status=403, code=code)
    told = await begin(harbour)
    assert text_of(told) == following_wording.CLOSED
    assert await followed(harbour) == ()


async def test_who_cannot_be_written_to_just_now_is_not_noted(harbour: Harbour) -> None:
    harbour.env.inject_error("POST", "/channels/*/messages", status=500, times=3)
    told = await begin(harbour)
    assert text_of(told) == following_wording.NOT_NOW
    assert await followed(harbour) == ()


@pytest.mark.parametrize("verb", ["of_reader", "begin"])
async def test_while_the_database_is_away_nothing_is_promised(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("locked")

    monkeypatch.setattr(harbour.newsroom.following.kept, verb, fail)
    told = await begin(harbour)
    assert text_of(told) == privacy_wording.STORE_AWAY
    channel = harbour.ann.user.dm_channel
    assert channel is None or list(channel.history()) == []


async def test_a_story_that_is_called_otherwise_is_offered_by_its_title(harbour: Harbour) -> None:
    told = await harbour.ann.slash(harbour.channel, "follow", story="the *moon*")
    assert "There is no briefing called" in text_of(told)
    assert labels_of(told) == ["Lamps on the pier"]
    await harbour.ann.click(told.response, label="Lamps on the pier")
    assert len(await followed(harbour)) == 1


async def test_where_only_the_commands_were_added_no_story_is_followed(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
    assert following_wording.FOLLOW in labels_of(shown)
    monkeypatch.setattr(type(harbour.bot), "get_guild", lambda *_: None)
    shown = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
    assert following_wording.FOLLOW not in labels_of(shown)
    assert text_of(await begin(harbour)) == following_wording.NO_MEMBER
    assert await followed(harbour) == ()


async def test_no_more_stories_than_can_be_listed(harbour: Harbour) -> None:
    kept = harbour.newsroom.following.kept
    for number in range(MOST_FOLLOWED):
        follow = Follow(
            harbour.guild.id, f"s{number}", harbour.ann.id, 0, number, f"Story {number}"
        )
        await kept.begin(follow, {})
    told = await begin(harbour)
    assert text_of(told) == following_wording.too_many(MOST_FOLLOWED)
    listed = await harbour.ann.slash(harbour.channel, "follow")
    assert len(labels_of(listed)) == MOST_FOLLOWED
    await harbour.ann.click(listed.response, label=following_wording.stop("Story 7"))
    assert len(await followed(harbour)) == MOST_FOLLOWED - 1


async def test_without_a_story_it_lists_what_is_followed_or_how_to_begin(harbour: Harbour) -> None:
    told = await harbour.ann.slash(harbour.channel, "follow")
    assert text_of(told) == following_wording.NONE_FOLLOWED
    await begin(harbour)
    for listed in (
        await harbour.ann.slash(harbour.channel, "follow"),
        await harbour.ann.user.slash("follow"),
    ):
        assert "- Lamps on the pier" in text_of(listed)
        assert labels_of(listed) == [following_wording.stop("Lamps on the pier")]


async def test_in_a_direct_message_it_says_where_stories_are_followed(harbour: Harbour) -> None:
    told = await harbour.ann.user.slash("follow", story=BRIEFING)
    assert text_of(told) == following_wording.NOT_HERE


async def test_in_a_direct_message_stories_of_several_servers_are_told_apart(
    harbour: Harbour,
) -> None:
    other = harbour.env.create_guild("Other")
    channel = other.create_text_channel("news")
    await begin(harbour)
    await other.add_member(harbour.ann.user).slash(channel, "follow", story=BRIEFING)
    told = await harbour.ann.user.slash("follow")
    names = ["Lamps on the pier · Harbour", "Lamps on the pier · Other"]
    assert labels_of(told) == [following_wording.stop(name) for name in names]
    assert all(f"- {name}" in text_of(told) for name in names)
    here = await harbour.ann.slash(harbour.channel, "follow")
    assert labels_of(here) == [following_wording.stop("Lamps on the pier")]


# ------------------------------------------------------------------ what is new


async def test_a_follower_is_told_what_is_new_and_nothing_else(harbour: Harbour) -> None:
    await begin(harbour)
    changed = replace(STORM, text="Three lamps and a mast.")
    serve(harbour, *PASSAGES[:3], changed, MAST)
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    text = text_of(news)
    assert "### New in Lamps on the pier\n-# Harbour · as of 1 November 2026" in text
    assert f"**New**\n1. {MAST.label}\n**Changed**\n2. {STORM.label}" in text
    assert PASSAGES[0].label not in text
    assert labels_of(news) == [f"1 · {MAST.label}", f"2 · {STORM.label}", following_wording.STOP]
    await harbour.restart()
    await harbour.env.advance_time(STILL)
    assert len(private(harbour.ann)) == 1


async def test_what_is_new_opens_where_it_is_told(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    await harbour.restart()
    opened = await harbour.ann.user.click(news, label=f"1 · {MAST.label}")
    assert MAST.text in text_of(opened)
    further = [custom_id for custom_id in ids_of(opened) if not custom_id.startswith("news:1:")]
    assert further == [], "where no guild is, other buttons lead elsewhere"
    deeper = await harbour.ann.user.click(opened.response, custom_id=ids_of(opened)[0])
    assert "So that boats find the pier." in text_of(deeper)


async def test_of_what_has_changed_a_follower_reads_the_words_that_did(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES[:3], replace(STORM, text="Three lamps and a mast."))
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    opened = await harbour.ann.user.click(news, label=f"1 · {STORM.label}")
    assert "[gone: ~~Two~~] [new: **Three**] lamps and a mast." in text_of(opened)
    whole = await harbour.ann.user.click(opened.response, label=discord_wording.AS_IT_IS_NOW)
    assert "### What did the storm break?\nThree lamps and a mast." in text_of(whole)


async def test_a_long_passage_can_be_read_to_its_end(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES, replace(MAST, text=f"{LONG} The mast is new."))
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    opened = await harbour.ann.user.click(news, label=f"1 · {MAST.label}")
    for number in (2, 3):
        label = discord_wording.continue_to(number, 3)
        opened = await harbour.ann.user.click(opened.response, label=label)
    assert "The mast is new." in text_of(opened)


async def news_of_two(harbour: Harbour) -> Any:
    """Let Ann be told of a passage that is new and of one that has changed."""
    await begin(harbour)
    serve(harbour, *PASSAGES[:3], replace(STORM, text="Three lamps and a mast."), MAST)
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    return news


async def type_privately(harbour: Harbour, words: str, reply_to: Any = None) -> Any:
    """Let Ann write to the bot directly, and give the bot's one answer."""
    channel = harbour.ann.user.dm_channel
    before = len(harbour.answers_in(channel))
    named = reply_to and {"channel_id": str(channel.id), "message_id": str(reply_to.id)}
    reference = harbour.env.backend.normalize_message_reference(channel.id, named)
    await harbour.ann.user.send_dm(words, reference=reference)
    answers = harbour.answers_in(channel)
    assert len(answers) == before + 1
    return answers[-1]


@pytest.mark.parametrize("words", ["2", "no. 2 please", "the last one"])
async def test_a_typed_number_opens_what_its_button_does(harbour: Harbour, words: str) -> None:
    news = await news_of_two(harbour)
    await harbour.restart()
    pressed = await harbour.ann.user.click(news, label=f"2 · {STORM.label}")
    assert "[gone: ~~Two~~] [new: **Three**] lamps and a mast." in text_of(pressed)
    assert text_of(await type_privately(harbour, words, reply_to=news)) == text_of(pressed)


async def test_a_typed_number_needs_no_reply_while_the_news_are_the_list_last_shown(
    harbour: Harbour,
) -> None:
    await news_of_two(harbour)
    await harbour.restart()
    changed = await type_privately(harbour, "2")
    assert "[new: **Three**] lamps and a mast." in text_of(changed), "this lists nothing itself"
    opened = await type_privately(harbour, "1")
    assert MAST.text in text_of(opened)
    deeper = await type_privately(harbour, "2")
    assert text_of(deeper).startswith(f"### {labels_of(opened)[1].removeprefix('2 · ')}\n")


async def test_a_typed_number_after_an_answer_picks_from_the_answer(harbour: Harbour) -> None:
    await news_of_two(harbour)
    lit = await type_privately(harbour, "the lamps")
    assert labels_of(lit)[1].startswith("2 · ")
    picked = await type_privately(harbour, "2")
    assert text_of(picked).startswith(f"### {labels_of(lit)[1].removeprefix('2 · ')}\n")


@pytest.mark.parametrize("words", ["3", "1 and 2", "12"])
async def test_a_number_that_is_not_one_of_the_news_is_answered_kindly(
    harbour: Harbour, words: str
) -> None:
    news = await news_of_two(harbour)
    told = await type_privately(harbour, words, reply_to=news)
    assert text_of(told) == following_wording.one_number(2)


async def test_typed_numbers_open_for_followers_alone(harbour: Harbour) -> None:
    news = await news_of_two(harbour)
    await harbour.newsroom.following.kept.end(harbour.ann.id, harbour.guild.id, BRIEFING)
    told = await type_privately(harbour, "1", reply_to=news)
    assert text_of(told) == following_wording.NOT_SHOWN


async def test_a_typed_number_is_answered_while_the_database_or_the_channel_cannot_be_read(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = await news_of_two(harbour)

    async def fail(*_: object) -> None:
        raise StoreError("locked")

    monkeypatch.setattr(harbour.newsroom.following.kept, "of_reader", fail)
    told = await type_privately(harbour, "1", reply_to=news)
    assert text_of(told) == privacy_wording.STORE_AWAY
    path = f"/channels/{harbour.ann.user.dm_channel.id}/messages"
    harbour.env.inject_error("GET", path, status=403, code=50001)
    assert wording.NO_SUCH_CHOICE_HEADING in text_of(await type_privately(harbour, "1"))


async def test_what_a_typed_number_opened_goes_when_the_number_does(harbour: Harbour) -> None:
    news = await news_of_two(harbour)
    opened = await type_privately(harbour, "1", reply_to=news)
    (typed,) = (m for m in harbour.ann.user.dm_channel.history() if m.content == "1")
    posted = harbour.bot.desk.answers.posted(typed.id)
    assert posted is not None
    assert posted.message == opened.id


async def test_changes_that_come_soon_after_each_other_come_together(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(45)
    serve(harbour, *PASSAGES[:3], MAST, revision="bbbbbbbbbbbb")
    await harbour.env.advance_time(45)
    assert private(harbour.ann) == []
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    assert following_wording.taken_out(1) in text_of(news)


async def test_a_page_that_says_the_same_otherwise_is_no_news(harbour: Harbour) -> None:
    await begin(harbour)
    renamed = replace(STORM, id=PassageId("lamps.gale"), label="What did the gale break?")
    serve(harbour, PASSAGES[2], *PASSAGES[:2], renamed)
    await harbour.env.advance_time(STILL)
    assert private(harbour.ann) == []


async def test_of_very_many_passages_the_first_are_told_and_others_counted(
    harbour: Harbour,
) -> None:
    await begin(harbour)
    many = [a_passage(f"lamps.n{n}", f"What of *mast* {n}?", f"Mast {n}.") for n in range(14)]
    serve(harbour, *PASSAGES, *many)
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    assert "10. What of \\*mast\\* 9?" in text_of(news)
    assert "-# … and 4 more" in text_of(news)
    assert len(labels_of(news)) == 11


async def test_of_a_story_that_is_gone_a_follower_hears_once(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour)
    await harbour.env.advance_time(2 * STILL)
    (news,) = private(harbour.ann)
    assert text_of(news) == following_wording.story_gone("Lamps on the pier", "Harbour")
    assert await followed(harbour) == ()


async def test_one_whose_messages_are_closed_by_then_follows_no_more_and_others_hear(
    harbour: Harbour,
) -> None:
    await begin(harbour, harbour.ann)
    await begin(harbour, harbour.bob)
    closed = f"/channels/{harbour.ann.user.dm_channel.id}/messages"
    harbour.env.inject_error("POST", closed, status=403, code=50007)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    assert await followed(harbour, harbour.ann) == ()
    assert len(private(harbour.bob)) == 1
    assert private(harbour.ann) == []


async def test_one_who_has_left_the_server_hears_nothing_of_it(harbour: Harbour) -> None:
    await begin(harbour)
    path = f"/guilds/{harbour.guild.id}/members/{harbour.ann.id}"
    harbour.env.inject_error("GET", path, status=404, code=10007)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    assert await followed(harbour) == ()
    assert private(harbour.ann) == []


@pytest.mark.parametrize("status", [500, 503])
async def test_a_fault_of_discords_leaves_it_for_another_look(
    harbour: Harbour, status: int
) -> None:
    await begin(harbour)
    path = f"/channels/{harbour.ann.user.dm_channel.id}/messages"
    serve(harbour, *PASSAGES, MAST)
    harbour.env.inject_error("POST", path, status=status, times=8)
    await harbour.env.advance_time(3 * STILL)
    assert len(private(harbour.ann)) == 1
    bodies = [body for body in harbour.bodies_of(path) if "New in" in json.dumps(body)]
    assert len({body["nonce"] for body in bodies}) == 1, "Discord would show it twice"


@pytest.mark.parametrize("code", [40003, 20026])
async def test_where_discord_thinks_it_too_many_at_once_all_others_wait_and_nobody_is_lost(
    harbour: Harbour, code: int
) -> None:
    readers = (harbour.ann, harbour.bob)
    for reader in readers:
        await begin(harbour, reader)
    paths = [f"/channels/{reader.user.dm_channel.id}/messages" for reader in readers]
    for path in paths:
        harbour.env.inject_error("POST", path, status=403, code=code, times=None)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(4 * STILL)
    told = [body for path in paths for body in harbour.bodies_of(path)[1:]]
    assert len(told) == 1, "each further one would be held against the bot"
    harbour.env.backend.faults.clear()
    await harbour.env.advance_time(700)
    assert [len(private(reader)) for reader in readers] == [1, 1]


async def test_each_follower_is_sent_a_message_of_their_own(harbour: Harbour) -> None:
    readers = (harbour.ann, harbour.bob)
    for reader in readers:
        await begin(harbour, reader)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    paths = [f"/channels/{reader.user.dm_channel.id}/messages" for reader in readers]
    nonces = {harbour.bodies_of(path)[-1]["nonce"] for path in paths}
    assert len(nonces) == 2, "Discord gives back the message of the first, and sends no other"


async def test_of_who_could_not_be_told_and_follows_no_more_nothing_is_remembered(
    harbour: Harbour,
) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES, MAST)
    path = f"/channels/{harbour.ann.user.dm_channel.id}/messages"
    harbour.env.inject_error("POST", path, status=400, times=1)
    cog = harbour.bot.get_cog("TellingNews")
    assert isinstance(cog, TellingNews)
    for _ in range(20):
        await harbour.env.advance_time(10)
        if cog._failed:
            break
    assert len(cog._failed) == 1
    await harbour.newsroom.following.kept.forget_reader(harbour.ann.id)
    await harbour.env.advance_time(STILL)
    assert not cog._failed
    assert private(harbour.ann) == []


async def test_what_discord_never_takes_is_not_sent_for_ever(harbour: Harbour) -> None:
    await begin(harbour)
    path = f"/channels/{harbour.ann.user.dm_channel.id}/messages"
    serve(harbour, *PASSAGES, MAST)
    harbour.env.inject_error("POST", path, status=400, times=None)
    await harbour.env.advance_time(2 * STILL)
    assert len(harbour.bodies_of(path)) == 1 + 3
    assert len(await followed(harbour)) == 1


async def test_what_one_reader_meets_with_holds_up_no_other(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(harbour, harbour.ann)
    await begin(harbour, harbour.bob)
    faults = [RuntimeError("the wick broke")]

    def fail_once(*about: Any) -> Any:
        if faults:
            raise faults.pop()
        return render_news(*about)

    monkeypatch.setattr("bot.discord_app.cogs.telling_news.render_news", fail_once)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    assert len(private(harbour.ann) + private(harbour.bob)) == 1
    assert "the wick broke" in caplog.text


async def test_a_bot_that_ends_begins_to_tell_nobody(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES, MAST)
    harbour.bot.desk.is_draining = True
    await harbour.env.advance_time(STILL)
    assert private(harbour.ann) == []


async def test_while_a_guild_is_served_a_makeshift_nothing_is_gone(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(harbour)
    monkeypatch.setattr(harbour.newsroom, "_waiting", frozenset({harbour.guild.id}))
    serve(harbour)
    await harbour.env.advance_time(2 * STILL)
    assert len(await followed(harbour)) == 1
    assert private(harbour.ann) == []


async def test_many_are_told_in_several_looks(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_app.cogs.telling_news._AT_ONCE", 1)
    await begin(harbour, harbour.ann)
    await begin(harbour, harbour.bob)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(2 * STILL)
    assert [len(private(reader)) for reader in (harbour.ann, harbour.bob)] == [1, 1]


@pytest.mark.bridge
async def test_what_a_servers_editors_publish_is_news_there_and_nowhere_else(
    harbour: Harbour,
) -> None:
    other = harbour.env.create_guild("Other")
    elsewhere = other.create_text_channel("news")
    zed = other.add_member(harbour.env.create_user("zed"))
    await harbour.ann.slash(harbour.channel, "follow", story="bridge")
    await zed.slash(elsewhere, "follow", story="bridge")
    page = f"{BRIDGE_PAGE.rstrip()}\n-\nWho owns the tolls?\nThe ferrymen of Odde own them.\n"
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.PUBLISH, PAGE)
    await harbour.newsroom.publish(deed, Overlay({PAGE: page.encode()}))
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    assert labels_of(news) == ["1 · Who owns the tolls?", following_wording.STOP]
    opened = await harbour.ann.user.click(news, label="1 · Who owns the tolls?")
    assert "The ferrymen of Odde own them." in text_of(opened)
    assert private(zed) == []


# ------------------------------------------------------------------ where moderators want none


async def let_follow(harbour: Harbour, *, is_let: bool) -> None:
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.SETTINGS, "follows")
    await harbour.newsroom.change(deed, replace(DEFAULTS, lets_follow=is_let))


async def test_where_moderators_want_none_nobody_begins_to_follow(harbour: Harbour) -> None:
    earlier = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
    await let_follow(harbour, is_let=False)
    options: tuple[dict[str, str], ...] = ({"story": BRIEFING}, {"story": "the moon"}, {})
    for typed in options:
        told = await harbour.ann.slash(harbour.channel, "follow", **typed)
        assert text_of(told) == following_wording.NOT_LET
    pressed = await harbour.ann.click(earlier.response, label=following_wording.FOLLOW)
    assert text_of(pressed) == following_wording.NOT_LET
    assert await followed(harbour) == ()
    channel = harbour.ann.user.dm_channel
    assert channel is None or list(channel.history()) == []
    later = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
    for shown in (later, await harbour.ask("/briefing lamps")):
        assert following_wording.FOLLOW not in labels_of(shown)


async def test_what_one_server_switches_off_is_on_elsewhere(harbour: Harbour) -> None:
    other = harbour.env.create_guild("Other")
    channel = other.create_text_channel("news")
    await let_follow(harbour, is_let=False)
    await other.add_member(harbour.ann.user).slash(channel, "follow", story=BRIEFING)
    assert [follow.guild for follow in await followed(harbour)] == [other.id]


async def test_who_follows_hears_nothing_while_it_is_off_and_all_of_it_afterwards(
    harbour: Harbour,
) -> None:
    await begin(harbour)
    await let_follow(harbour, is_let=False)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    assert private(harbour.ann) == []
    listed = await harbour.ann.slash(harbour.channel, "follow")
    assert following_wording.NOT_LET in text_of(listed)
    assert labels_of(listed) == [following_wording.stop("Lamps on the pier")]
    await let_follow(harbour, is_let=True)
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    assert MAST.label in text_of(news)


async def test_a_switch_in_the_middle_of_telling_counts_for_the_next_follower(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(harbour, harbour.ann)
    await begin(harbour, harbour.bob)

    def switch_off(*about: Any) -> Any:
        monkeypatch.setattr(harbour.newsroom, "settings_of", lambda _: switched_off)
        return render_news(*about)

    switched_off = replace(DEFAULTS, lets_follow=False)
    monkeypatch.setattr("bot.discord_app.cogs.telling_news.render_news", switch_off)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    assert len(private(harbour.ann) + private(harbour.bob)) == 1


# ------------------------------------------------------------------ ending


async def test_who_stops_hears_nothing_more(harbour: Harbour) -> None:
    told = await begin(harbour)
    await harbour.restart()
    stopped = await harbour.ann.click(told.response, label=following_wording.STOP)
    assert text_of(stopped) == following_wording.ended("Lamps on the pier")
    assert await followed(harbour) == ()
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    assert private(harbour.ann) == []
    again = await harbour.ann.click(told.response, label=following_wording.STOP)
    assert text_of(again) == following_wording.NOT_FOLLOWED


async def test_it_is_stopped_in_a_direct_message_too(harbour: Harbour) -> None:
    await begin(harbour)
    (first,) = harbour.ann.user.dm_channel.history()
    await harbour.ann.user.click(first, label=following_wording.STOP)
    assert await followed(harbour) == ()


async def test_nobody_stops_it_for_another(harbour: Harbour) -> None:
    await begin(harbour, harbour.ann)
    told = await begin(harbour, harbour.bob)
    await harbour.bob.click(told.response, label=following_wording.STOP)
    assert len(await followed(harbour, harbour.ann)) == 1


async def test_what_was_told_opens_for_followers_alone(harbour: Harbour) -> None:
    await begin(harbour)
    serve(harbour, *PASSAGES, MAST)
    await harbour.env.advance_time(STILL)
    (news,) = private(harbour.ann)
    assert custom_ids.news(harbour.guild.id, MAST.id) in ids_of(news)
    await harbour.newsroom.following.kept.end(harbour.ann.id, harbour.guild.id, BRIEFING)
    told = await harbour.ann.user.click(news, label=f"1 · {MAST.label}")
    assert text_of(told) == following_wording.NOT_SHOWN


async def test_privacy_exports_and_erases_it(harbour: Harbour) -> None:
    await begin(harbour)
    told = await harbour.ann.slash(harbour.channel, "privacy")
    exported = await harbour.ann.click(told.response, label=privacy_wording.EXPORT)
    assert privacy_wording.exported(0, 0, 1) in text_of(exported)
    (file,) = exported.response.attachments
    (row,) = json.loads(await file.read())["followed_stories"]
    assert (row["to_tell"], row["guild"]) == (str(harbour.ann.id), str(harbour.guild.id))
    assert (row["story"], row["title"]) == (BRIEFING, "Lamps on the pier")
    sure = await harbour.ann.click(told.response, label=privacy_wording.ERASE)
    erased = await harbour.ann.click(sure.response, label=privacy_wording.ERASE_NOW)
    assert privacy_wording.erased(0, 1) in text_of(erased)
    assert await followed(harbour) == ()


GONE_UNSEEN = [(404, 10004, True), (403, 50001, True), (403, 0, False), (404, 0, False)]


@pytest.mark.parametrize(("status", "code", "is_over"), [*GONE_UNSEEN, (503, 0, False)])
async def test_a_server_that_the_bot_left_unseen_is_followed_no_more_once_discord_says_so(
    harbour: Harbour, status: int, code: int, *, is_over: bool
) -> None:
    await begin(harbour)
    left = harbour.guild.id + 1
    follow = Follow(left, BRIEFING, harbour.ann.id, 0, since=1, title="Lamps on the pier")
    await harbour.newsroom.following.kept.begin(follow, {"lamps.storm": "0" * 8})
    harbour.env.inject_error("GET", f"/guilds/{left}", status=status, code=code, times=None)
    await harbour.env.advance_time(1300)
    guilds = {follow.guild for follow in await followed(harbour)}
    assert guilds == ({harbour.guild.id} if is_over else {harbour.guild.id, left})


async def test_of_a_server_of_another_process_nothing_is_asked(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(harbour.bot), "shards", {})
    left = harbour.guild.id + 1
    follow = Follow(left, BRIEFING, harbour.ann.id, 0, since=1, title="Lamps on the pier")
    await harbour.newsroom.following.kept.begin(follow, {})
    await harbour.env.advance_time(1300)
    assert f"/guilds/{left}" not in [request.path for request in harbour.env.http_requests]
    assert len(await followed(harbour)) == 1


@pytest.mark.bridge
async def test_a_server_that_the_bot_leaves_is_followed_no_more(harbour: Harbour) -> None:
    await harbour.ann.slash(harbour.channel, "follow", story="bridge")
    assert len(await followed(harbour)) == 1
    harbour.recorder.forget_guild(harbour.guild.id)
    await harbour.recorder.flush()
    assert await followed(harbour) == ()


class TestKeepingNothing:
    """Where an operator keeps nothing, nothing can be followed."""

    @pytest.fixture
    def keeping(self) -> Keeping:
        return KEEP_NOTHING

    async def test_it_says_so(self, harbour: Harbour) -> None:
        for told in (await begin(harbour), await harbour.ann.slash(harbour.channel, "follow")):
            assert text_of(told) == following_wording.NOTHING_KEPT
        shown = await harbour.ann.slash(harbour.channel, "briefing", title="lamps")
        assert following_wording.FOLLOW not in labels_of(shown)
