"""/settings in the running bot: what is shown, what clicks change, and who may click."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.corpus.model import Briefing, BriefingId
from bot.dialogue import content_wording, teaching_wording
from bot.dialogue.judging_wording import NO_TURNS
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import DEFAULTS, Boldness, GuildSettings, Mode
from bot.newsroom.newsroom import Newsroom
from bot.store.audit import Action, Deed
from bot.store.model import StoreError
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import components_of, labels_of, text_of
from tests.discord_app.test_buttons import a_forged_message
from tests.discord_app.test_content import open_to_all

CHANNEL_SELECT = discord.ComponentType.channel_select.value
COMMANDS = ["settings show", "settings log", "settings threshold"]
EVERYTHING = GuildSettings(
    mode=Mode.SHADOW,
    boldness=Boldness.BOLD,
    replies_in_thread=True,
    is_private=True,
    sends_weekly_report=True,
    takes_votes=False,
    lets_follow=False,
)


def settings_of(harbour: Harbour) -> GuildSettings:
    return harbour.newsroom.settings_of(harbour.guild.id)


async def given(harbour: Harbour, settings: GuildSettings, guild: Any = None) -> None:
    """Let a guild have settings."""
    deed = Deed((guild or harbour.guild).id, harbour.moderator.id, Action.SETTINGS, "as given")
    await harbour.newsroom.change(deed, settings)


def a_member(harbour: Harbour, name: str, *roles: Any, guild: Any = None) -> Any:
    return (guild or harbour.guild).add_member(harbour.env.create_user(name), roles=list(roles))


def a_manager(harbour: Harbour) -> Any:
    """Make somebody who may manage the server."""
    allowed = discord.Permissions(manage_guild=True, manage_messages=True)
    return a_member(harbour, "captain", harbour.guild.create_role("Crew", permissions=allowed))


async def a_thread(harbour: Harbour) -> Any:
    """Open a thread in the channel."""
    answer = await harbour.ask("who pays for the lamp oil?")
    await answer.create_thread(name="lamps")
    (thread,) = harbour.channel.threads
    return thread


async def opened(harbour: Harbour, *labels: str, who: Any = None) -> Any:
    """Use /settings show, press buttons, and give the panel; it is one message all the time."""
    who = who or harbour.moderator
    shown = await who.slash(harbour.channel, "settings show")
    assert shown.ephemeral
    for label in labels:
        await who.click(shown.response, label=label)
    return shown.response


def menu_in(panel: Any, what: str) -> str:
    """Find the menu that changes something."""
    ids = [c["custom_id"] for c in components_of(panel) if "custom_id" in c]
    (found,) = (i for i in ids if i.startswith("settings-pick:") and i.split(":")[3] == what)
    return str(found)


async def pick(harbour: Harbour, panel: Any, what: str, *values: Any, who: Any = None) -> Any:
    """Pick from a menu of the panel."""
    menu = menu_in(panel, what)
    return await (who or harbour.moderator).select(panel, list(values), custom_id=menu)


async def log_of(harbour: Harbour) -> list[str]:
    entries = await harbour.newsroom.audit.latest(harbour.guild.id, limit=50)
    return [entry.deed.detail for entry in entries]


# ------------------------------------------------------------------ what is shown


async def test_all_settings_are_shown_each_with_its_own_button(harbour: Harbour) -> None:
    panel = await opened(harbour)
    assert "On this server: as at first, when called." in text_of(panel)
    assert "without being called" not in text_of(panel)
    assert wording.PRIVATE_TOLD[False] in text_of(panel)
    labels = labels_of(panel)
    assert len(labels) == len(set(labels)) == 11


async def test_what_is_set_is_shown(harbour: Harbour) -> None:
    await given(harbour, replace(EVERYTHING, answer_at=0.62))
    said = text_of(await opened(harbour))
    assert "On this server: in shadow." in said
    assert "I answer from 62% confidence on." in said
    assert wording.WEEKLY_NOWHERE in said
    assert wording.VOTES_TOLD[False] in said
    assert wording.FOLLOWS_TOLD[False] in said


@pytest.mark.parametrize(
    ("button", "page"),
    [
        (wording.ANSWERS_BUTTON, wording.PLACES_TOLD),
        (wording.BOLDNESS_BUTTON, wording.BOLDNESS_TOLD[Boldness.NORMAL]),
        (wording.MODERATORS_BUTTON, wording.MODERATORS_TOLD),
        (wording.BRIEFINGS_BUTTON, wording.BRIEFINGS_TOLD),
        (wording.EDITORS_BUTTON, wording.EDITORS_TOLD),
        (wording.RESET, wording.RESET_TOLD),
    ],
)
async def test_every_page_opens_in_place_and_leads_back(
    harbour: Harbour, button: str, page: str
) -> None:
    panel = await opened(harbour, button)
    assert page in text_of(panel)
    await harbour.moderator.click(panel, label=wording.BACK)
    assert wording.HEADING in text_of(panel)
    assert settings_of(harbour) == DEFAULTS


# ------------------------------------------------------------------ what clicks change


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("replies_in_thread", wording.THREADS_BUTTONS),
        ("is_private", wording.PRIVATE_BUTTONS),
        ("sends_weekly_report", wording.WEEKLY_BUTTONS),
        ("takes_votes", wording.VOTES_BUTTONS),
        ("lets_follow", wording.FOLLOWS_BUTTONS),
    ],
)
async def test_a_switch_is_pressed_and_pressed_back(
    harbour: Harbour, name: str, labels: dict[bool, str]
) -> None:
    was = getattr(DEFAULTS, name)
    panel = await opened(harbour, labels[was])
    changed: dict[str, Any] = {name: not was}
    assert settings_of(harbour) == replace(DEFAULTS, **changed)
    assert "Saved, and in force now: " in text_of(panel)
    await harbour.moderator.click(panel, label=labels[not was])
    assert settings_of(harbour) == DEFAULTS


async def test_the_mode_of_the_whole_server_is_picked(harbour: Harbour) -> None:
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    await pick(harbour, panel, "mode", Mode.MENTION)
    assert settings_of(harbour).mode is Mode.MENTION
    await pick(harbour, panel, "mode", "default")
    assert settings_of(harbour) == DEFAULTS


@pytest.mark.parametrize("kind", ["text", "category", "forum", "thread"])
async def test_a_channel_category_or_thread_gets_a_mode_of_its_own(
    harbour: Harbour, kind: str
) -> None:
    makers = {
        "text": harbour.guild.create_text_channel,
        "category": harbour.guild.create_category,
        "forum": harbour.guild.create_forum_channel,
    }
    place = await a_thread(harbour) if kind == "thread" else makers[kind]("deck")
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    await pick(harbour, panel, "place", place)
    assert settings_of(harbour) == DEFAULTS
    await pick(harbour, panel, "mode", Mode.OFF)
    assert settings_of(harbour).modes == {place.id: Mode.OFF}
    assert f"<#{place.id}>: never" in text_of(panel)
    await pick(harbour, panel, "mode", "default")
    assert settings_of(harbour) == DEFAULTS


async def test_every_kind_of_channel_in_which_people_write_can_be_picked(
    harbour: Harbour,
) -> None:
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    (menu,) = (c for c in components_of(panel) if c["type"] == CHANNEL_SELECT)
    assert "channel_types" not in menu, "Discord's file names no media channels: a list hides them"


async def test_of_many_places_the_first_are_listed_and_the_others_counted(
    harbour: Harbour,
) -> None:
    await given(harbour, replace(DEFAULTS, modes=dict.fromkeys(range(1000, 1300), Mode.OFF)))
    said = text_of(await opened(harbour, wording.ANSWERS_BUTTON))
    assert "300 places have their own setting." in said
    assert "… and 280 more" in said


async def test_a_place_that_is_gone_gets_no_mode(harbour: Harbour) -> None:
    pier = harbour.guild.create_text_channel("pier")
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    await pick(harbour, panel, "place", pier)
    harbour.env.backend.delete_channel(pier.id)
    await harbour.env.settle()
    await pick(harbour, panel, "mode", Mode.OFF)
    assert wording.PLACE_GONE in text_of(panel)
    assert settings_of(harbour) == DEFAULTS


async def test_boldness_is_picked_and_takes_the_place_of_a_threshold(harbour: Harbour) -> None:
    await given(harbour, replace(DEFAULTS, answer_at=0.9))
    panel = await opened(harbour, wording.BOLDNESS_BUTTON)
    assert wording.THRESHOLD_TOLD in text_of(panel)
    await pick(harbour, panel, "boldness", Boldness.CAUTIOUS)
    assert settings_of(harbour) == replace(DEFAULTS, boldness=Boldness.CAUTIOUS)
    assert "boldness: normal → cautious; threshold: 90% → none" in text_of(panel)


async def test_the_editors_channel_is_picked_and_taken_back(harbour: Harbour) -> None:
    hidden = {harbour.guild.default_role: discord.PermissionOverwrite(view_channel=False)}
    me = harbour.guild.me
    desk = harbour.guild.create_text_channel(
        "desk", overwrites={**hidden, me: discord.PermissionOverwrite(view_channel=True)}
    )
    panel = await opened(harbour, wording.EDITORS_BUTTON)
    await pick(harbour, panel, "editors", harbour.channel)
    assert wording.EDITORS_OPEN in text_of(panel)
    boss = a_manager(harbour)
    panel = await opened(harbour, wording.EDITORS_BUTTON, who=boss)
    await given(harbour, replace(DEFAULTS, editors_channel=desk.id))
    panel = await opened(harbour, wording.EDITORS_BUTTON)
    assert "⚠" not in text_of(panel)
    await harbour.moderator.click(panel, label=wording.NO_EDITORS)
    assert settings_of(harbour) == DEFAULTS


async def test_an_editors_channel_where_the_bot_may_not_write_is_told(harbour: Harbour) -> None:
    mute = {harbour.guild.me: discord.PermissionOverwrite(send_messages=False)}
    desk = harbour.guild.create_text_channel("desk", overwrites=mute)
    panel = await opened(harbour, wording.EDITORS_BUTTON)
    await pick(harbour, panel, "editors", desk)
    assert wording.EDITORS_SHUT in text_of(panel)
    assert settings_of(harbour).editors_channel == desk.id


async def test_an_editors_channel_that_is_gone_is_told(harbour: Harbour) -> None:
    gone = harbour.guild.id + 1  # deleted while the bot was away
    await given(harbour, replace(DEFAULTS, editors_channel=gone, sends_weekly_report=True))
    assert wording.EDITORS_GONE in text_of(await opened(harbour))
    panel = await opened(harbour, wording.EDITORS_BUTTON)
    assert wording.EDITORS_GONE in text_of(panel)
    await pick(harbour, panel, "editors", harbour.channel)
    assert wording.EDITORS_GONE not in text_of(panel)


async def test_channels_that_the_operator_chose_are_told_until_moderators_decide(
    harbour: Harbour,
) -> None:
    harbour.bot.desk.ask_channels = frozenset({harbour.channel.id, harbour.guild.id + 1})
    told = f"Also without being called, as whoever runs me has chosen: <#{harbour.channel.id}>."
    assert f"On this server: as at first, when called. {told}" in text_of(await opened(harbour))
    await given(harbour, DEFAULTS.with_mode(harbour.channel.id, Mode.MENTION))
    assert told not in text_of(await opened(harbour))
    await given(harbour, replace(DEFAULTS, mode=Mode.MENTION))
    assert "On this server: when called." in text_of(await opened(harbour))


async def test_what_is_picked_again_changes_nothing(harbour: Harbour) -> None:
    panel = await opened(harbour, wording.BOLDNESS_BUTTON)
    await pick(harbour, panel, "boldness", Boldness.NORMAL)
    assert wording.SAME in text_of(panel)
    assert await log_of(harbour) == []


async def test_everything_is_put_back_after_a_question(harbour: Harbour) -> None:
    await given(harbour, EVERYTHING)
    panel = await opened(harbour, wording.RESET)
    assert settings_of(harbour) == EVERYTHING
    await harbour.moderator.click(panel, label=wording.RESET_NOW)
    assert settings_of(harbour) == DEFAULTS
    assert "answers in threads: on → off" in (await log_of(harbour))[0]


class TestBriefings:
    """More of them than a menu of Discord's has room for."""

    @pytest.fixture
    def many(self, harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> list[BriefingId]:
        briefings = tuple(
            Briefing(BriefingId(f"story-{n:02}"), f"Story {n:02}", ()) for n in range(60)
        )
        monkeypatch.setattr(type(harbour.library), "briefings_of", lambda *_: briefings)
        return [briefing.id for briefing in briefings]

    async def test_one_is_taken_away_on_its_page_and_the_others_stay(
        self, harbour: Harbour, many: list[BriefingId]
    ) -> None:
        panel = await opened(harbour, wording.BRIEFINGS_BUTTON, wording.LATER)
        assert wording.page(2, 3) in text_of(panel)
        await pick(harbour, panel, "briefings", *many[26:50])
        assert settings_of(harbour).briefings == frozenset(many) - {many[25]}
        assert wording.page(2, 3) in text_of(panel)
        assert harbour.library.scopes[harbour.guild.id].briefings == frozenset(many) - {many[25]}

    async def test_ticking_the_last_one_again_offers_all(
        self, harbour: Harbour, many: list[BriefingId]
    ) -> None:
        await given(harbour, replace(DEFAULTS, briefings=frozenset(many[1:])))
        panel = await opened(harbour, wording.BRIEFINGS_BUTTON)
        await pick(harbour, panel, "briefings", *many[:25])
        assert settings_of(harbour) == DEFAULTS

    async def test_all_are_offered_by_a_button(
        self, harbour: Harbour, many: list[BriefingId]
    ) -> None:
        await given(harbour, replace(DEFAULTS, briefings=frozenset(many[:2])))
        await opened(harbour, wording.BRIEFINGS_BUTTON, wording.ALL_BRIEFINGS)
        assert settings_of(harbour) == DEFAULTS

    async def test_one_has_to_stay(self, harbour: Harbour, many: list[BriefingId]) -> None:
        await given(harbour, replace(DEFAULTS, briefings=frozenset(many[:2])))
        panel = await opened(harbour, wording.BRIEFINGS_BUTTON)
        await pick(harbour, panel, "briefings")
        assert wording.NO_BRIEFING_LEFT in text_of(panel)
        assert settings_of(harbour).briefings == frozenset(many[:2])

    async def test_where_there_are_none_it_says_so(
        self, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(type(harbour.library), "briefings_of", lambda *_: ())
        panel = await opened(harbour, wording.BRIEFINGS_BUTTON)
        assert wording.NO_BRIEFINGS in text_of(panel)


# ------------------------------------------------------------------ who may


class TestPermissions:
    """Looked at when the command is used, and again at every click."""

    async def test_readers_do_not_see_the_commands(self, harbour: Harbour) -> None:
        for command in COMMANDS:
            assert command not in harbour.ann.available_commands(harbour.channel)
            assert command in harbour.moderator.available_commands(harbour.channel)

    @pytest.mark.parametrize("command", COMMANDS)
    async def test_a_reader_who_is_shown_them_is_turned_away(
        self, harbour: Harbour, command: str
    ) -> None:
        open_to_all(harbour, "settings")
        refused = await harbour.ann.slash(harbour.channel, command)
        assert refused.ephemeral
        assert text_of(refused) == content_wording.MODERATORS_ONLY

    async def test_a_role_that_moderates_opens_them(self, harbour: Harbour) -> None:
        open_to_all(harbour, "settings")
        keepers = harbour.guild.create_role("Keepers")
        await given(harbour, replace(DEFAULTS, moderator_roles=frozenset({keepers.id})))
        keeper = a_member(harbour, "keeper", keepers)
        await opened(harbour, wording.PRIVATE_BUTTONS[False], who=keeper)
        assert settings_of(harbour).is_private

    @pytest.mark.parametrize("permission", ["manage_guild", "administrator"])
    async def test_those_who_run_the_server_may(self, harbour: Harbour, permission: str) -> None:
        open_to_all(harbour, "settings")
        role = harbour.guild.create_role(
            "Owners", permissions=discord.Permissions(**{permission: True})
        )
        owner = a_member(harbour, "owner", role)
        await opened(harbour, wording.PRIVATE_BUTTONS[False], who=owner)
        assert settings_of(harbour).is_private

    @pytest.mark.parametrize(
        ("opening", "press"),
        [
            ((), wording.ANSWERS_BUTTON),
            ((), wording.PRIVATE_BUTTONS[False]),
            ((wording.RESET,), wording.RESET_NOW),
        ],
    )
    async def test_who_no_longer_moderates_presses_in_vain(
        self, harbour: Harbour, opening: tuple[str, ...], press: str
    ) -> None:
        await given(harbour, replace(DEFAULTS, takes_votes=False))
        panel = await opened(harbour, *opening)
        demote(harbour)
        refused = await harbour.moderator.click(panel, label=press)
        assert text_of(refused) == content_wording.MODERATORS_ONLY
        assert settings_of(harbour) == replace(DEFAULTS, takes_votes=False)

    @pytest.mark.parametrize(
        ("button", "what", "value"),
        [
            (wording.ANSWERS_BUTTON, "mode", "off"),
            (wording.BOLDNESS_BUTTON, "boldness", "bold"),
        ],
    )
    async def test_who_no_longer_moderates_picks_in_vain(
        self, harbour: Harbour, button: str, what: str, value: str
    ) -> None:
        panel = await opened(harbour, button)
        demote(harbour)
        refused = await pick(harbour, panel, what, value)
        assert text_of(refused) == content_wording.MODERATORS_ONLY
        assert settings_of(harbour) == DEFAULTS

    async def test_the_moderator_of_another_server_changes_that_one_alone(
        self, harbour: Harbour
    ) -> None:
        other = harbour.env.create_guild("Other")
        role = other.create_role(
            "Moderators", permissions=discord.Permissions(manage_messages=True)
        )
        stranger = a_member(harbour, "stranger", role, guild=other)
        talk = other.create_text_channel("talk")
        await given(harbour, EVERYTHING)
        shown = await stranger.slash(talk, "settings show")
        assert wording.PRIVATE_TOLD[False] in text_of(shown)
        await stranger.click(shown.response, label=wording.PRIVATE_BUTTONS[False])
        assert harbour.newsroom.settings_of(other.id).is_private
        assert settings_of(harbour) == EVERYTHING
        log = await stranger.slash(talk, "settings log")
        assert "as given" not in text_of(log)
        assert "private /ask: off → on" in text_of(log)

    async def test_there_is_none_of_it_in_direct_messages(self, harbour: Harbour) -> None:
        with pytest.raises(Exception, match="settings"):
            await harbour.moderator.user.slash("settings show")

    @pytest.mark.parametrize(
        "custom_id", ["settings:1:modes:0", "settings-set:1:0:private-on", "audit:1:older:5"]
    )
    async def test_a_button_of_theirs_is_refused_in_direct_messages(
        self, harbour: Harbour, custom_id: str
    ) -> None:
        await harbour.moderator.send_dm("what did the storm break?")
        channel = harbour.moderator.user.dm_channel
        message = await a_forged_message(harbour, custom_id, channel=channel)
        refused = await harbour.moderator.user.click(message, custom_id=custom_id)
        assert text_of(refused) == content_wording.NOT_IN_DIRECT_MESSAGES

    @pytest.mark.parametrize(
        "custom_id",
        [
            "settings:1:home:0",
            "settings-set:1:0:defaults",
            "settings-pick:1:0:mode:0",
            "audit:1:newer:0",
        ],
    )
    async def test_a_forged_button_gives_a_reader_nothing(
        self, harbour: Harbour, custom_id: str
    ) -> None:
        message = await a_forged_message(harbour, custom_id)
        refused = await harbour.ann.click(message, custom_id=custom_id)
        assert refused.ephemeral
        assert text_of(refused) == content_wording.MODERATORS_ONLY


def demote(harbour: Harbour) -> None:
    """Take the moderator's role away."""
    backend = harbour.env.backend
    backend.edit_member(harbour.guild.id, harbour.moderator.id, {"role_ids": []})


class TestModeratorRoles:
    """Whoever names moderators gives power away, so that is for those who run the server."""

    async def test_a_manager_names_roles_and_they_moderate_at_once(self, harbour: Harbour) -> None:
        open_to_all(harbour, "content")
        keepers = harbour.guild.create_role("Keepers")
        keeper, manager = a_member(harbour, "keeper", keepers), a_manager(harbour)
        refused = await keeper.slash(harbour.channel, "content status")
        assert text_of(refused) == content_wording.MODERATORS_ONLY
        panel = await opened(harbour, wording.MODERATORS_BUTTON, who=manager)
        await pick(harbour, panel, "moderators", keepers, who=manager)
        assert f"moderators: + <@&{keepers.id}>" in text_of(panel)
        admitted = await keeper.slash(harbour.channel, "content status")
        assert content_wording.STATUS_HEADING in text_of(admitted)
        await pick(harbour, panel, "moderators", who=manager)
        assert settings_of(harbour) == DEFAULTS

    async def test_a_moderator_names_none(self, harbour: Harbour) -> None:
        keepers = harbour.guild.create_role("Keepers")
        panel = await opened(harbour, wording.MODERATORS_BUTTON)
        await pick(harbour, panel, "moderators", keepers)
        assert wording.SERVER_MANAGERS_ONLY in text_of(panel)
        assert settings_of(harbour) == DEFAULTS

    async def test_a_moderator_takes_no_power_away_by_putting_all_back(
        self, harbour: Harbour
    ) -> None:
        named = replace(DEFAULTS, moderator_roles=frozenset({4711}))
        await given(harbour, named)
        panel = await opened(harbour, wording.RESET, wording.RESET_NOW)
        assert wording.SERVER_MANAGERS_ONLY in text_of(panel)
        assert settings_of(harbour) == named

    async def test_everyone_is_no_moderator(self, harbour: Harbour) -> None:
        manager = a_manager(harbour)
        panel = await opened(harbour, wording.MODERATORS_BUTTON, who=manager)
        everyone = harbour.guild.default_role
        await pick(harbour, panel, "moderators", everyone, who=manager)
        assert wording.NOT_EVERYONE in text_of(panel)
        assert settings_of(harbour) == DEFAULTS

    async def test_roles_can_be_named_where_only_the_commands_were_added(
        self, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        manager, helpers = a_manager(harbour), harbour.guild.create_role("Helpers")
        panel = await opened(harbour, wording.MODERATORS_BUTTON, who=manager)
        monkeypatch.setattr(discord.Guild, "default_role", None)  # discord.py knows no roles there
        await pick(harbour, panel, "moderators", helpers, who=manager)
        assert settings_of(harbour).moderator_roles == {helpers.id}

    async def test_named_roles_moderate_where_only_the_commands_were_added(
        self, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_to_all(harbour, "content")
        helpers = harbour.guild.create_role("Helpers")
        helper = a_member(harbour, "helper", helpers)
        await given(harbour, replace(DEFAULTS, moderator_roles=frozenset({helpers.id})))
        monkeypatch.setattr(discord.Guild, "default_role", None)
        monkeypatch.setattr(discord.Guild, "get_role", lambda *_: None)
        admitted = await helper.slash(harbour.channel, "content status")
        assert content_wording.STATUS_HEADING in text_of(admitted)
        refused = await harbour.ann.slash(harbour.channel, "content status")
        assert text_of(refused) == content_wording.MODERATORS_ONLY


# ------------------------------------------------------------------ restarts, others, trouble


async def test_a_panel_works_after_a_restart(harbour: Harbour) -> None:
    panel = await opened(harbour)
    await harbour.restart()
    await harbour.moderator.click(panel, label=wording.BOLDNESS_BUTTON)
    await harbour.restart()
    await pick(harbour, panel, "boldness", Boldness.BOLD)
    await harbour.restart()
    assert settings_of(harbour).boldness is Boldness.BOLD
    assert "Bold: " in text_of(panel)


async def test_of_two_moderators_the_second_sees_what_the_first_did(harbour: Harbour) -> None:
    manager = a_manager(harbour)
    mine = await opened(harbour)
    theirs = await opened(harbour, wording.PRIVATE_BUTTONS[False], who=manager)
    await harbour.moderator.click(mine, label=wording.VOTES_BUTTONS[True])
    assert wording.STALE in text_of(mine)
    assert settings_of(harbour) == replace(DEFAULTS, is_private=True)
    await harbour.moderator.click(mine, label=wording.VOTES_BUTTONS[True])
    assert settings_of(harbour) == replace(DEFAULTS, is_private=True, takes_votes=False)
    await manager.click(theirs, label=wording.PRIVATE_BUTTONS[True])
    assert wording.STALE in text_of(theirs)


async def test_a_database_that_is_away_changes_nothing_and_is_told(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(harbour.newsroom.guilds, "change", fail)
    panel = await opened(harbour, wording.PRIVATE_BUTTONS[False])
    assert teaching_wording.EDITS_AWAY in text_of(panel)
    assert settings_of(harbour) == DEFAULTS
    assert wording.PRIVATE_TOLD[False] in text_of(panel)


async def test_a_slow_database_is_waited_for(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = harbour.newsroom.change

    async def take_long(*given: Any, **named: Any) -> Any:
        await asyncio.sleep(0.1)
        return await change(*given, **named)

    monkeypatch.setattr("bot.discord_app.sending._DEFER_AFTER_S", 0.01)
    monkeypatch.setattr(harbour.newsroom, "change", take_long)
    panel = await opened(harbour, wording.PRIVATE_BUTTONS[False])
    deferred = discord.InteractionResponseType.deferred_message_update.value
    assert harbour.bodies_of("/callback")[-1]["type"] == deferred
    assert wording.PRIVATE_TOLD[True] in text_of(panel)
    assert settings_of(harbour).is_private


async def test_settings_that_could_not_be_loaded_are_not_shown_as_if_they_were_set(
    harbour: Harbour,
) -> None:
    panel = await opened(harbour)
    harbour.newsroom.problem = "the file is gone"
    shown = await harbour.moderator.slash(harbour.channel, "settings show")
    assert text_of(shown) == teaching_wording.EDITS_AWAY
    clicked = await harbour.moderator.click(panel, label=wording.BOLDNESS_BUTTON)
    assert text_of(clicked) == teaching_wording.EDITS_AWAY


# ------------------------------------------------------------------ what Discord takes away


async def test_a_deleted_channel_takes_its_settings_with_it(harbour: Harbour) -> None:
    pier = harbour.guild.create_text_channel("pier")
    modes = {pier.id: Mode.OFF, harbour.channel.id: Mode.ASK}
    await given(harbour, replace(DEFAULTS, modes=modes, editors_channel=pier.id))
    harbour.env.backend.delete_channel(pier.id)
    await harbour.env.settle()
    assert settings_of(harbour) == replace(DEFAULTS, modes={harbour.channel.id: Mode.ASK})
    (told, _) = await log_of(harbour)
    assert f"editors' channel: <#{pier.id}> → none" in told


async def test_a_deleted_thread_and_a_deleted_role_go_too(harbour: Harbour) -> None:
    keepers = harbour.guild.create_role("Keepers")
    thread = await a_thread(harbour)
    kept = replace(DEFAULTS, is_private=True)
    roles = frozenset({keepers.id})
    await given(harbour, replace(kept, modes={thread.id: Mode.OFF}, moderator_roles=roles))
    harbour.env.backend.delete_channel(thread.id)
    harbour.env.backend.delete_role(harbour.guild.id, keepers.id)
    await harbour.env.settle()
    assert settings_of(harbour) == kept


async def test_what_was_deleted_unseen_is_told_and_forgotten_on_demand(harbour: Harbour) -> None:
    gone, other = harbour.guild.id + 1, harbour.guild.id + 2  # deleted while the bot was away
    modes = {harbour.channel.id: Mode.ASK, gone: Mode.OFF, other: Mode.SHADOW}
    await given(harbour, replace(DEFAULTS, modes=modes, is_private=True))
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    for place in (gone, other):
        assert wording.gone_place(place, modes[place]) in text_of(panel)
    assert wording.place_mode(harbour.channel.id, Mode.ASK) in text_of(panel)
    await harbour.moderator.click(panel, label=wording.FORGET_GONE)
    kept = {harbour.channel.id: Mode.ASK}
    assert settings_of(harbour) == replace(DEFAULTS, modes=kept, is_private=True)
    assert wording.FORGET_GONE not in labels_of(panel)
    assert wording.place_mode(harbour.channel.id, Mode.ASK) in text_of(panel)


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (403, 0), (404, 0), (500, 0), (429, 0)])
async def test_what_discord_does_not_show_is_not_taken_for_deleted(
    harbour: Harbour, status: int, code: int
) -> None:
    hidden, gone = harbour.guild.id + 1, harbour.guild.id + 2
    both = replace(DEFAULTS, modes={hidden: Mode.OFF, gone: Mode.OFF})
    path = f"/channels/{hidden}"
    await given(harbour, both)
    harbour.env.inject_error("GET", path, status=status, code=code, times=None)
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    assert wording.place_mode(hidden, Mode.OFF) in text_of(panel)
    await harbour.moderator.click(panel, label=wording.FORGET_GONE)
    assert settings_of(harbour) == replace(DEFAULTS, modes={hidden: Mode.OFF})


async def test_a_place_that_is_hidden_again_since_it_was_listed_keeps_its_setting(
    harbour: Harbour,
) -> None:
    gone = harbour.guild.id + 1
    await given(harbour, replace(DEFAULTS, modes={gone: Mode.OFF}))
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    harbour.env.inject_error("GET", f"/channels/{gone}", status=503, times=None)
    await harbour.moderator.click(panel, label=wording.FORGET_GONE)
    assert wording.SAME in text_of(panel)
    assert settings_of(harbour).modes == {gone: Mode.OFF}


async def test_a_thread_that_is_put_away_is_not_taken_for_deleted(harbour: Harbour) -> None:
    thread = await a_thread(harbour)
    await given(harbour, replace(DEFAULTS, modes={thread.id: Mode.OFF}))
    server = harbour.bot.get_guild(harbour.guild.id)
    assert server is not None
    server._threads.clear()
    panel = await opened(harbour, wording.ANSWERS_BUTTON)
    assert wording.place_mode(thread.id, Mode.OFF) in text_of(panel)
    assert wording.FORGET_GONE not in labels_of(panel)


async def test_what_no_setting_names_leaves_no_trace(harbour: Harbour) -> None:
    pier = harbour.guild.create_text_channel("pier")
    harbour.env.backend.delete_channel(pier.id)
    await harbour.env.settle()
    assert await log_of(harbour) == []


@pytest.mark.parametrize("is_well", [True, False])
async def test_a_guild_that_is_left_and_joined_again_is_told_to_the_newsroom(
    harbour: Harbour, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, is_well: bool
) -> None:
    calls: list[tuple[str, int]] = []

    def noting(what: str) -> Any:
        async def note(guild: int) -> None:
            calls.append((what, guild))
            if not is_well:
                raise StoreError("disk full")

        return note

    monkeypatch.setattr(newsroom, "leave", noting("leave"))
    monkeypatch.setattr(newsroom, "enter", noting("enter"))
    server = harbour.bot.guilds[0]
    harbour.bot.dispatch("guild_join", server)
    await harbour.env.settle()
    harbour.env.backend.remove_guild(server.id)
    await harbour.env.settle()
    assert calls == [("enter", server.id), ("leave", server.id)]


async def test_a_guild_that_was_joined_again_unseen_keeps_its_settings(harbour: Harbour) -> None:
    await given(harbour, EVERYTHING)
    await harbour.newsroom.leave(harbour.guild.id)
    await harbour.restart()
    cog: Any = harbour.bot.get_cog("Privacy")
    await cog.on_guild_available(harbour.bot.guilds[0])  # SimCord tells of joins only
    assert not harbour.newsroom.has_left(harbour.guild.id)
    await harbour.newsroom.guilds.purge(harbour.newsroom.now + timedelta(days=1))
    assert harbour.guild.id in await harbour.newsroom.guilds.all()


# ------------------------------------------------------------------ the threshold


async def test_without_turns_the_threshold_has_nothing_to_show(harbour: Harbour) -> None:
    shown = await harbour.moderator.slash(harbour.channel, "settings threshold")
    assert shown.ephemeral
    assert text_of(shown) == NO_TURNS


async def test_a_threshold_over_turns_that_cannot_be_read_says_so(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(harbour.newsroom.judging, "curve", fail)
    shown = await harbour.moderator.slash(harbour.channel, "settings threshold")
    assert text_of(shown) == teaching_wording.EDITS_AWAY


# ------------------------------------------------------------------ the log


async def test_a_change_is_in_the_log_with_who_when_and_what(harbour: Harbour) -> None:
    await opened(harbour, wording.PRIVATE_BUTTONS[False])
    log = await harbour.moderator.slash(harbour.channel, "settings log")
    assert log.ephemeral
    (line,) = [line for line in text_of(log).splitlines() if line.startswith("- ")]
    assert line.startswith("- <t:")
    assert line.endswith(f"<@{harbour.moderator.id}> · settings: private /ask: off → on")


async def test_the_log_is_turned_page_by_page_and_back(harbour: Harbour) -> None:
    for number in range(25):
        deed = Deed(harbour.guild.id, 7, Action.TEACH, f"wording {number}")
        await harbour.newsroom.audit.note(deed, harbour.newsroom.now)
    shown = await harbour.moderator.slash(harbour.channel, "settings log")
    log = shown.response

    def listed() -> list[int]:
        lines = text_of(log).splitlines()[1:]
        return [int(line.rsplit(" ", 1)[1]) for line in lines]

    assert (listed(), labels_of(log)) == ([*range(24, 14, -1)], [wording.OLDER])
    await harbour.restart()
    await harbour.moderator.click(log, label=wording.OLDER)
    assert (listed(), labels_of(log)) == ([*range(14, 4, -1)], [wording.NEWER, wording.OLDER])
    await harbour.moderator.click(log, label=wording.OLDER)
    assert (listed(), labels_of(log)) == ([*range(4, -1, -1)], [wording.NEWER])
    await harbour.moderator.click(log, label=wording.NEWER)
    assert (listed(), labels_of(log)) == ([*range(14, 4, -1)], [wording.NEWER, wording.OLDER])
    await harbour.moderator.click(log, label=wording.NEWER)
    assert (listed(), labels_of(log)) == ([*range(24, 14, -1)], [wording.OLDER])


async def test_the_longest_log_fits_and_mentions_nobody(harbour: Harbour) -> None:
    for _ in range(11):
        deed = Deed(harbour.guild.id, 2**63 - 1, Action.NOT_THIS, "@everyone **x** <@1> " * 30)
        await harbour.newsroom.audit.note(deed, harbour.newsroom.now)
    log = await harbour.moderator.slash(harbour.channel, "settings log")
    assert len(text_of(log)) <= 4_000
    assert "@everyone" not in text_of(log)


async def test_an_empty_log_says_so(harbour: Harbour) -> None:
    log = await harbour.moderator.slash(harbour.channel, "settings log")
    assert wording.LOG_EMPTY in text_of(log)


async def test_a_log_that_cannot_be_read_says_so(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(harbour.newsroom.audit, "latest", fail)
    log = await harbour.moderator.slash(harbour.channel, "settings log")
    assert text_of(log) == teaching_wording.EDITS_AWAY
