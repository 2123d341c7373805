"""Moderators judge turns, see what each threshold would give, and set one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.dialogue import judging_wording as wording
from bot.dialogue.teaching_wording import EDITS_CONFLICT
from bot.discord_app.custom_ids import ANSWER_AT, JUDGE, JUDGE_NEXT_ID
from bot.editorial.guild_settings import DEFAULTS
from bot.store.audit import Deed
from bot.store.model import hour_of
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, text_of
from tests.store.builders import a_record

pytestmark = pytest.mark.bridge


async def opened(harbour: Harbour) -> Any:
    """Open the threshold's picture as a moderator."""
    return (await harbour.moderator.slash(harbour.channel, "settings threshold")).response


async def judge(harbour: Harbour, message: Any, verdict: str) -> Any:
    """Press one of the verdicts under a turn."""
    matches = (JUDGE.fullmatch(custom_id) for custom_id in ids_of(message))
    pressed = next(m.group() for m in matches if m is not None and m["verdict"] == verdict)
    return (await harbour.moderator.click(message, custom_id=pressed)).response


async def asked(harbour: Harbour, *questions: str) -> None:
    """Have questions asked and kept."""
    for question in questions:
        await harbour.ask(question)
    await harbour.recorder.flush()


async def test_before_anything_was_asked_there_is_nothing_to_judge(harbour: Harbour) -> None:
    assert text_of(await opened(harbour)) == wording.NO_TURNS


async def test_every_turn_is_judged_once_and_the_curve_knows(harbour: Harbour) -> None:
    await asked(harbour, "how long will the bridge stay closed?", "who pays for the repair?")
    shown = (await harbour.moderator.click(await opened(harbour), custom_id=JUDGE_NEXT_ID)).response
    assert wording.QUESTION in text_of(shown)
    after = await judge(harbour, shown, "right")
    assert text_of(after) != text_of(shown)
    last = await judge(harbour, after, "wrong")
    assert text_of(last) == wording.ALL_JUDGED
    guild = harbour.guild.id
    edition = harbour.library.of(guild)
    settings = harbour.newsroom.settings_of(guild)
    curve = await harbour.newsroom.judging.curve(guild, settings, edition)  # type: ignore[arg-type]
    assert (curve.judged, curve.turns) == (2, 2)
    assert (curve.points[0].precision.hits, curve.points[0].precision.n) == (1, 2)


async def test_a_skipped_turn_stays_open(harbour: Harbour) -> None:
    await asked(harbour, "how long will the bridge stay closed?", "who pays for the repair?")
    shown = (await harbour.moderator.click(await opened(harbour), custom_id=JUDGE_NEXT_ID)).response
    other = await judge(harbour, shown, "skip")
    again = await judge(harbour, other, "skip")
    assert text_of(again) == text_of(shown)


async def test_readers_words_are_no_link_and_no_mention_for_whoever_judges(
    harbour: Harbour,
) -> None:
    words = "# [bank.example](https://evil.example) <@1> how long will the bridge stay closed?"
    await harbour.store.record(
        [a_record(1, guild=harbour.guild.id, hour=hour_of(harbour.recorder.now), question=words)]
    )
    shown = (await harbour.moderator.click(await opened(harbour), custom_id=JUDGE_NEXT_ID)).response
    said = text_of(shown)
    assert "how long will the bridge stay closed?" in said
    assert "](" not in said
    assert "<@1>" not in said


async def recommended(harbour: Harbour) -> tuple[Any, re.Match[str]]:
    """Have so many turns judged that a threshold is recommended; give the picture, and its id."""
    guild, hour = harbour.guild.id, hour_of(harbour.recorder.now)
    await harbour.store.record(
        [a_record(n, guild=guild, hour=hour, confidence=0.5 + n / 200) for n in range(1, 81)]
    )
    for message in range(1, 81):
        assert await harbour.newsroom.judging.judge(guild, message, is_right=True)
    picture = await opened(harbour)
    return picture, next(m for i in ids_of(picture) if (m := ANSWER_AT.fullmatch(i)) is not None)


async def test_a_threshold_is_set_by_one_press_and_noted(harbour: Harbour) -> None:
    guild, newsroom = harbour.guild.id, harbour.newsroom
    picture, best = await recommended(harbour)
    shown = (await harbour.moderator.click(picture, custom_id=best.group())).response
    threshold = int(best["hundredths"]) / 100
    assert text_of(shown) == wording.threshold_set(threshold)
    assert newsroom.settings_of(guild).answer_at == threshold
    noted = await newsroom.audit.latest(guild, limit=1)
    assert noted[0].deed.moderator == harbour.moderator.id


async def test_a_threshold_undoes_nothing_that_somebody_else_is_setting(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, best = await recommended(harbour)
    change, theirs = harbour.newsroom.change, replace(DEFAULTS, takes_votes=False)

    async def second(deed: Deed, *settings: Any, **seen: Any) -> Any:
        await change(replace(deed, moderator=harbour.bob.id), theirs)
        return await change(deed, *settings, **seen)

    monkeypatch.setattr(harbour.newsroom, "change", second)
    shown = (await harbour.moderator.click(picture, custom_id=best.group())).response
    assert text_of(shown) == EDITS_CONFLICT
    assert harbour.newsroom.settings_of(harbour.guild.id) == theirs


async def test_turns_of_another_guild_are_not_judged_here(harbour: Harbour) -> None:
    await harbour.store.record([a_record(1, guild=harbour.guild.id + 1)])
    assert not await harbour.newsroom.judging.judge(harbour.guild.id, 1, is_right=True)
    assert text_of(await opened(harbour)) == wording.NO_TURNS
