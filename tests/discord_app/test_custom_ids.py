"""Custom ids: each is heard by one button or menu of ours, and Discord takes the longest."""

from __future__ import annotations

import pytest

from bot.discord_app import custom_ids, limits

LONGEST = 2**64 - 1
LONGEST_GUILD = 9 * 10**18 - 1
LONGEST_PASSAGE = "a" * 64
LONGEST_STORY = "a" * 64

MADE = [
    custom_ids.deeper(LONGEST_PASSAGE),
    custom_ids.page(9999, LONGEST_PASSAGE),
    custom_ids.other(LONGEST_PASSAGE),
    custom_ids.why(LONGEST_PASSAGE),
    custom_ids.why(custom_ids.NOTHING_SHOWN),
    custom_ids.remove(LONGEST),
    custom_ids.EXPORT_ID,
    custom_ids.ERASE_ID,
    custom_ids.ERASE_NOW_ID,
    *(
        custom_ids.settings_page(page, LONGEST)
        for page in ("home", "modes", "place", "boldness", "moderators", "briefings", "editors")
    ),
    *(
        custom_ids.settings_set(999_999_999, what)
        for what in (
            "threads-on",
            "votes-off",
            "follows-off",
            "all-briefings",
            "no-editors",
            "no-gone-places",
            "defaults",
        )
    ),
    *(
        custom_ids.settings_pick(999_999_999, what, LONGEST)
        for what in ("mode", "place", "boldness", "moderators", "briefings", "editors")
    ),
    custom_ids.audit("older", 10**18 - 1),
    custom_ids.gaps(50, 999_999),
    custom_ids.drafts(10**18 - 1),
    custom_ids.publish(10**18 - 1, "f" * 40),
    custom_ids.follow(LONGEST_STORY),
    custom_ids.unfollow(LONGEST_GUILD, LONGEST_STORY),
    custom_ids.news(LONGEST_GUILD, LONGEST_PASSAGE, since="f" * 8),
    custom_ids.news(LONGEST_GUILD, LONGEST_PASSAGE, page=999),
]


@pytest.mark.parametrize("custom_id", MADE)
def test_every_id_is_heard_once_and_fits(custom_id: str) -> None:
    heard = [t for t in custom_ids.TEMPLATES if t.fullmatch(custom_id)]
    assert len(heard) == 1
    assert len(custom_id) <= limits.CUSTOM_ID


@pytest.mark.parametrize(
    "custom_id",
    [
        "settings-pick:1:0:mode",
        "settings-pick:1:0:mode:x",
        "settings-set:1:-1:votes-on",
        "settings-set:1:0:votes-maybe",
        "settings:2:home:0",
        "settings:1:everything:0",
        "audit:1:sideways:5",
    ],
)
def test_what_is_not_ours_is_heard_by_none(custom_id: str) -> None:
    assert not any(template.fullmatch(custom_id) for template in custom_ids.TEMPLATES)
