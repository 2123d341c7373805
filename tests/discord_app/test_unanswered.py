"""/unanswered in the running bot, with real pages and a database."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue import content_wording, teaching_wording, unanswered_wording
from bot.store.audit import Action
from tests.discord_app.bridge import (
    CLOSED,
    PAYS,
    PAYS_ANSWER,
    passage_of,
)
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of
from tests.discord_app.test_content import open_to_all

pytestmark = pytest.mark.bridge

ODD = "wen r dey letting cars over again lol"


async def asked_by_two(harbour: Harbour, words: str = ODD) -> None:
    await harbour.ask(words)
    await harbour.ask(words.upper() + "?", reader=harbour.bob)


async def unanswered(harbour: Harbour, **options: Any) -> Any:
    return await harbour.moderator.slash(harbour.channel, "unanswered", **options)


async def test_what_two_people_asked_is_shown_to_the_moderator_alone(harbour: Harbour) -> None:
    await asked_by_two(harbour)
    await harbour.ask("where can i buy a cake")
    shown = await unanswered(harbour)
    assert shown.ephemeral
    assert "asked 2 times by 2 people" in text_of(shown)
    assert "cake" not in text_of(shown)
    assert "cake" in text_of(await unanswered(harbour, people=1))


async def test_readers_words_are_shown_with_all_their_marks_as_such(harbour: Harbour) -> None:
    await asked_by_two(harbour, f"{ODD} [bank.example](https://evil.example) <@1> \u202ex")
    said = text_of(await unanswered(harbour))
    assert "asked 2 times by 2 people" in said
    assert "](" not in said
    assert "<@1>" not in said
    assert "\u202e" not in said


async def test_nothing_missed_is_said_so(harbour: Harbour) -> None:
    await harbour.ask(CLOSED)
    assert unanswered_wording.GAPS_NONE in text_of(await unanswered(harbour))


async def test_a_group_is_taught_and_shows_no_more(harbour: Harbour) -> None:
    await asked_by_two(harbour, "who coughs up for that repair thing, dunno")
    shown = await unanswered(harbour)
    offered = await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_TEACH)
    previewed = await harbour.moderator.select(offered.response, [passage_of(harbour, PAYS)])
    await harbour.moderator.click(previewed.response, label=teaching_wording.LESSON_PUBLISH)
    answer = await harbour.ask("who coughs up for that repair thing, dunno")
    assert PAYS_ANSWER in text_of(answer)
    assert unanswered_wording.GAPS_NONE in text_of(await unanswered(harbour))


async def test_the_nearest_passage_can_be_refused(harbour: Harbour) -> None:
    await asked_by_two(harbour, "who pays for my lunch")
    shown = await unanswered(harbour)
    assert f"Closest: {PAYS}" in text_of(shown)
    previewed = await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_NOT_THIS)
    await harbour.moderator.click(previewed.response, label=teaching_wording.LESSON_PUBLISH)
    declined = await harbour.ask("who pays for my lunch")
    assert not any(PAYS in label for label in labels_of(declined))


async def test_a_group_is_dismissed_and_shown_again(harbour: Harbour) -> None:
    await asked_by_two(harbour)
    shown = await unanswered(harbour)
    dismissed = await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_DISMISS)
    assert unanswered_wording.GAPS_NONE in text_of(await unanswered(harbour))
    await harbour.moderator.click(dismissed.response, label=unanswered_wording.GAP_RESTORE)
    assert "asked 2 times" in text_of(await unanswered(harbour))
    late = await harbour.moderator.click(dismissed.response, label=unanswered_wording.GAP_RESTORE)
    assert unanswered_wording.GAP_NOT_DISMISSED in text_of(late)
    entries = await harbour.newsroom.audit.latest(harbour.guild.id, limit=9)
    assert [entry.deed.action for entry in entries] == [Action.UNDO, Action.DISMISS]


async def test_a_group_that_two_moderators_dismiss_is_shown_again_by_either(
    harbour: Harbour,
) -> None:
    await asked_by_two(harbour)
    shown = await unanswered(harbour)
    await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_DISMISS)
    again = await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_DISMISS)
    await harbour.moderator.click(again.response, label=unanswered_wording.GAP_RESTORE)
    assert "asked 2 times" in text_of(await unanswered(harbour))


async def test_pages_turn(harbour: Harbour) -> None:
    for word in ("anchor", "barley", "copper", "dragon", "engine", "falcon"):
        await asked_by_two(harbour, f"{word} {word}ing")
    first = await unanswered(harbour)
    second = await harbour.moderator.click(first.response, label=unanswered_wording.GAPS_MORE)
    assert len([i for i in ids_of(first) if i.startswith("gap-dismiss:")]) == 5
    assert len([i for i in ids_of(second) if i.startswith("gap-dismiss:")]) == 1
    back = await harbour.moderator.click(second.response, label=unanswered_wording.GAPS_LESS)
    assert text_of(back).splitlines()[1:] == text_of(first).splitlines()[1:]


async def test_what_was_erased_cannot_be_taught(harbour: Harbour) -> None:
    await asked_by_two(harbour)
    shown = await unanswered(harbour)
    for message in harbour.channel.history():
        if message.author.id == harbour.ann.id:
            await harbour.ann.delete(message)
        if message.author.id == harbour.bob.id:
            await harbour.bob.delete(message)
    await harbour.recorder.flush()
    gone = await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_TEACH)
    assert unanswered_wording.GAP_GONE in text_of(gone)
    assert unanswered_wording.GAPS_NONE in text_of(await unanswered(harbour))


async def test_readers_see_nothing_of_it(harbour: Harbour) -> None:
    assert "unanswered" not in harbour.ann.available_commands(harbour.channel)
    open_to_all(harbour, "unanswered")
    refused = await harbour.ann.slash(harbour.channel, "unanswered")
    assert content_wording.MODERATORS_ONLY in text_of(refused)


async def test_another_guilds_moderator_sees_nothing_of_it(harbour: Harbour) -> None:
    await asked_by_two(harbour)
    shown = await unanswered(harbour)
    (custom_id,) = (i for i in ids_of(shown) if i.startswith("gap-teach:"))
    question = await harbour.newsroom.questions.question_at(
        harbour.guild.id, int(custom_id.rsplit(":", 1)[1])
    )
    assert question is not None
    elsewhere = harbour.env.create_guild("Elsewhere")
    assert (
        await harbour.newsroom.questions.question_at(elsewhere.id, int(custom_id.rsplit(":", 1)[1]))
        is None
    )
