"""Dates and drafts in the front matter of uploaded pages: kept to the minute, in one server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.dialogue import publishing_wording as wording
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import CLOSED, CLOSED_ANSWER, PAGE, a_bridge_library
from tests.discord_app.clock import Clock, a_clock
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.discord_app.test_publishing import ADDED, ASKED, a_file, click, upload

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIT = "The lamp keeper did"
FILE = "lamps/lamps.txt"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return a_clock(monkeypatch, NOON - 90 * MINUTE)


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Any:
    del clock  # it must be there before the pages are read
    return a_bridge_library(tmp_path)


@dataclass(slots=True)
class Elsewhere:
    """Another server with the same bot, whose editors have uploaded nothing."""

    channel: Any
    moderator: Any

    async def asked(self, harbour: Harbour, words: str) -> str:
        await self.moderator.send(self.channel, f"{harbour.mention} {words}")
        return text_of(harbour.answers_in(self.channel)[-1])


@pytest.fixture
def elsewhere(harbour: Harbour) -> Elsewhere:
    guild = harbour.env.create_guild("Lighthouse")
    user = harbour.env.create_user("their-mod")
    allowed = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    return Elsewhere(guild.create_text_channel("news"), guild.add_member(user, roles=[allowed]))


async def publish(harbour: Harbour, front_matter: str) -> str:
    """Upload a page with some front matter and publish it; give what the preview said."""
    page = f"---\ntitle: Lamps\n{front_matter}\n---\n{ADDED}"
    shown = await upload(harbour, a_file(page, "lamps.txt"))
    done, is_hidden = text_of(await click(harbour, shown, wording.PUBLISH)), "Not shown"
    assert wording.published(1) in done
    assert (is_hidden in done) == (is_hidden in text_of(shown))
    return text_of(shown)


async def is_answered_at(harbour: Harbour, clock: Clock, instant: datetime) -> bool:
    """Say whether the page answers at an instant, once the bot has looked at the clock."""
    clock.now = instant
    await harbour.env.advance_time(2)
    return LIT in text_of(await harbour.ask(ASKED))


async def told(moderator: Any, channel: Any, command: str) -> str:
    return text_of(await moderator.slash(channel, command))


async def test_an_embargo_ends_at_its_minute(
    harbour: Harbour, clock: Clock, elsewhere: Elsewhere
) -> None:
    preview = await publish(harbour, "embargo: 2026-11-28T13:00+01:00")
    assert wording.hidden([FILE]) in preview
    assert not await is_answered_at(harbour, clock, NOON - MINUTE)
    assert await is_answered_at(harbour, clock, NOON)
    assert LIT not in await elsewhere.asked(harbour, ASKED)


async def test_a_page_expires_at_its_minute(
    harbour: Harbour, clock: Clock, elsewhere: Elsewhere
) -> None:
    preview = await publish(harbour, "expires: 2026-11-28T12:00Z")
    assert wording.hidden([FILE]) not in preview
    assert await is_answered_at(harbour, clock, NOON - MINUTE)
    assert LIT not in await elsewhere.asked(harbour, ASKED)
    assert not await is_answered_at(harbour, clock, NOON)
    assert CLOSED_ANSWER in text_of(await harbour.ask(CLOSED))
    assert CLOSED_ANSWER in await elsewhere.asked(harbour, CLOSED)


async def test_what_expires_with_a_restart_in_between_is_gone_as_well(
    harbour: Harbour, clock: Clock
) -> None:
    await publish(harbour, "expires: 2026-11-28T12:00Z")
    assert await is_answered_at(harbour, clock, NOON - MINUTE)
    await harbour.restart()
    assert not await is_answered_at(harbour, clock, NOON)


async def test_a_page_that_expires_while_the_moderator_looks_at_it_is_not_shown(
    harbour: Harbour, clock: Clock
) -> None:
    page = f"---\ntitle: Lamps\nexpires: 2026-11-28T12:00Z\n---\n{ADDED}"
    shown = await upload(harbour, a_file(page, "lamps.txt"))
    assert wording.hidden([FILE]) not in text_of(shown)
    clock.now = NOON
    assert wording.hidden([FILE]) in text_of(await click(harbour, shown, wording.PUBLISH))
    assert harbour.newsroom.published(harbour.guild.id).number == 1
    assert LIT not in text_of(await harbour.ask(ASKED))


async def test_the_last_page_of_all_expires_too(
    harbour: Harbour, clock: Clock, tmp_path: Path
) -> None:
    ends = BRIDGE_PAGE.replace("title:", "expires: 2026-11-28T12:00Z\ntitle:")
    (tmp_path / "content" / PAGE).write_text(ends, encoding="utf-8")
    await told(harbour.moderator, harbour.channel, "content reload")
    await publish(harbour, "expires: 2026-11-28T12:00Z")
    assert await is_answered_at(harbour, clock, NOON - MINUTE)
    assert not await is_answered_at(harbour, clock, NOON)
    assert CLOSED_ANSWER not in text_of(await harbour.ask(CLOSED))


async def test_a_draft_is_seen_by_no_reader_until_a_later_upload_makes_it_live(
    harbour: Harbour, clock: Clock, elsewhere: Elsewhere
) -> None:
    preview = await publish(harbour, "status: draft")
    assert wording.hidden([FILE]) in preview
    assert not await is_answered_at(harbour, clock, NOON + timedelta(days=400))
    assert "[draft]" in await told(harbour.moderator, harbour.channel, "content check")
    there = await told(elsewhere.moderator, elsewhere.channel, "content check")
    assert FILE not in there
    live = await upload(harbour, a_file(f"---\ntitle: Lamps\n---\n{ADDED}", "lamps.txt"))
    await click(harbour, live, wording.PUBLISH)
    assert LIT in text_of(await harbour.ask(ASKED))
    assert LIT not in await elsewhere.asked(harbour, ASKED)


@pytest.mark.parametrize("command", ["content check", "content status"])
async def test_a_review_is_due_from_the_day_after_and_for_this_servers_moderators_alone(
    harbour: Harbour, clock: Clock, elsewhere: Elsewhere, command: str
) -> None:
    await publish(harbour, "review_by: 2026-11-28")
    clock.now = datetime(2026, 11, 28, 23, 59, tzinfo=UTC)
    assert "[review-due]" not in await told(harbour.moderator, harbour.channel, command)
    clock.now += MINUTE
    here = await told(harbour.moderator, harbour.channel, command)
    assert "[review-due]" in here
    assert FILE in here
    there = await told(elsewhere.moderator, elsewhere.channel, command)
    assert FILE not in there
    assert LIT in text_of(await harbour.ask(ASKED)), "it answers on, with a word on its age"
