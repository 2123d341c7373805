"""How a guild wants it: modes by channel, and how sure to be."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from bot.editorial.guild_settings import DEFAULTS, Boldness, GuildSettings, Mode
from bot.matching.policy import shifted

THREAD, CHANNEL, CATEGORY = 1, 2, 3


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        ({}, Mode.MENTION),
        ({CATEGORY: Mode.OFF}, Mode.OFF),
        ({CATEGORY: Mode.OFF, CHANNEL: Mode.ASK}, Mode.ASK),
        ({CHANNEL: Mode.ASK, THREAD: Mode.SHADOW}, Mode.SHADOW),
    ],
)
def test_the_nearest_place_decides(modes: dict[int, Mode], expected: Mode) -> None:
    settings = GuildSettings(mode=Mode.MENTION, modes=MappingProxyType(modes))
    assert settings.mode_in((THREAD, CHANNEL, CATEGORY)) is expected


def test_a_channel_that_is_gone_leaves_nothing_behind() -> None:
    settings = GuildSettings(editors_channel=CHANNEL).with_mode(CHANNEL, Mode.ASK)
    assert settings.without_channel(CHANNEL) == DEFAULTS
    assert settings.without_channel(THREAD) == settings


def test_a_role_that_is_gone_moderates_no_more() -> None:
    settings = GuildSettings(moderator_roles=frozenset({5, 6}))
    assert settings.without_role(5) == GuildSettings(moderator_roles=frozenset({6}))
    assert settings.without_role(7) == settings


@pytest.mark.parametrize("fitted", [0.29, 0.557, 0.724])
def test_a_chosen_threshold_is_the_one_that_counts(fitted: float) -> None:
    settings = GuildSettings(boldness=Boldness.BOLD, answer_at=0.8)
    assert shifted(fitted, settings.caution(fitted)) == pytest.approx(0.8)


def test_bolder_answers_sooner() -> None:
    at = [shifted(0.557, GuildSettings(boldness=how).caution(0.557)) for how in Boldness]
    cautious, normal, bold = at
    assert cautious > normal == 0.557 > bold
