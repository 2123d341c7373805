"""What moderators read of settings: every one is told, and all of it fits into Discord's menus."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from bot.corpus.model import BriefingId
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import DEFAULTS, Boldness, GuildSettings, Mode

OTHERS: dict[str, Any] = {
    "mode": Mode.OFF,
    "modes": {7: Mode.SHADOW},
    "boldness": Boldness.BOLD,
    "answer_at": 0.62,
    "replies_in_thread": True,
    "is_private": True,
    "moderator_roles": frozenset({5}),
    "briefings": frozenset({BriefingId("lamps")}),
    "editors_channel": 9,
    "sends_weekly_report": True,
    "takes_votes": False,
    "lets_follow": False,
}


@pytest.mark.parametrize("name", [field.name for field in fields(GuildSettings)])
def test_every_setting_that_changes_is_told_in_words_of_its_own(name: str) -> None:
    other = replace(DEFAULTS, **{name: OTHERS[name]})
    there, back = wording.changes(DEFAULTS, other), wording.changes(other, DEFAULTS)
    assert there
    assert back
    assert there != back
    assert ";" not in there


def test_what_is_the_same_is_not_told() -> None:
    changed = GuildSettings(**OTHERS)
    assert wording.changes(changed, changed) == ""


def test_roles_and_briefings_are_told_by_what_came_and_went() -> None:
    before = replace(DEFAULTS, moderator_roles=frozenset({1, 2}))
    after = replace(DEFAULTS, moderator_roles=frozenset({2, 3}))
    assert wording.changes(before, after) == "moderators: + <@&3>, − <@&1>"


def test_of_many_changes_the_first_are_named() -> None:
    many = replace(DEFAULTS, briefings=frozenset(BriefingId(f"b-{n:02}") for n in range(40)))
    told = wording.changes(DEFAULTS, many)
    assert told == "briefings: all → b-00, b-01, b-02, b-03, b-04 and 35 more"


@pytest.mark.parametrize("told", [*wording.MODES_TOLD.values(), *wording.BOLDNESS_TOLD.values()])
def test_what_stands_below_an_option_fits_there(told: str) -> None:
    assert len(told) <= 100


def test_every_mode_and_boldness_is_worded() -> None:
    assert set(wording.MODES) == set(wording.MODES_TOLD) == {None, *Mode}
    assert set(wording.BOLDNESS_TOLD) == set(Boldness)
