"""Custom ids that nobody was given: every template with hostile values, for readers and moderators.

Whoever makes a request of their own can send any id; Discord only checks that it was on a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.editions import build_edition
from bot.corpus.overlay import Overlay
from bot.dialogue import content_wording, privacy_wording
from bot.discord_app import custom_ids
from bot.discord_app.items.our_item import OurButton
from bot.library import Library
from bot.settings import LanguagesChoice, Settings
from bot.store.audit import Action, Deed
from bot.store.judgements import SqlJudgements
from bot.store.sql import SqlStore
from tests.builders import BRIDGE_PAGE
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.store.builders import a_record

FOR_READERS: Final = frozenset(
    {
        *("deeper", "page", "other", "why", "changed", "remove", "export", "erase", "erase-now"),
        *("vote", "meant", "ask-editors", "tell-me", "no-need", "follow", "unfollow", "news"),
    }
)
"""The actions that every reader may use. Whatever is not named here turns readers away."""

PASSAGES: Final = ("-", "..", "no.such-passage", "lamps.keepers", "__proto__", "a" * 64)
NUMBERS: Final = ("0", "00", "99", "9999", "9223372036854775807", "9" * 19, "9" * 20)
CHANCES: Final = 3


def action_of(template: re.Pattern[str]) -> str:
    """Give the word that an id begins with."""
    return template.pattern.partition(":")[0]


@cache
def forged(template: re.Pattern[str]) -> tuple[str, ...]:
    """Give ids that a template takes: with every hostile value, and some made up by chance."""
    found: dict[str, None] = {}
    for value in (*PASSAGES, *NUMBERS):
        for made_up in by_chance(template):
            match = template.fullmatch(made_up)
            assert match is not None
            for group in match.groupdict():
                start, end = match.span(group)
                candidate = made_up[:start] + value + made_up[end:]
                if template.fullmatch(candidate):
                    found[candidate] = None
                    break
    return (*found, *by_chance(template))


@cache
def by_chance(template: re.Pattern[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}

    @settings(max_examples=CHANCES, database=None, derandomize=True, deadline=None)
    @given(st.from_regex(template, fullmatch=True, alphabet=st.characters(max_codepoint=127)))
    def gather(custom_id: str) -> None:
        found[custom_id] = None

    gather()
    return tuple(found)


async def click(harbour: Harbour, reader: Any, custom_id: str) -> Any:
    """Use what carries this id, a button or else a menu, on a message of the bot's."""
    is_button = carries(harbour, custom_id, OurButton)
    carrier: Any = discord.ui.Button(label="Press", custom_id=custom_id)
    if not is_button:
        options = [discord.SelectOption(label=value) for value in PASSAGES]
        carrier = discord.ui.Select(custom_id=custom_id, options=options)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.ActionRow(carrier))
    view.stop()
    channel = harbour.bot.get_partial_messageable(harbour.channel.id)
    message = await channel.send(view=view)
    if is_button:
        return await reader.click(message, custom_id=custom_id)
    return await reader.select(message, [PASSAGES[2]], custom_id=custom_id)


def carries(harbour: Harbour, custom_id: str, kind: type[object]) -> bool:
    """Say whether what hears an id is of a kind."""
    known = harbour.bot._connection._view_store._dynamic_items.items()
    found = [item for template, item in known if template.fullmatch(custom_id)]
    assert len(found) < 2, f"{custom_id} is heard by {found}, and all of them would act."
    assert found, (
        f"Nothing hears {custom_id}. Give its template a class, as in "
        "bot/discord_app/items/replies.py, and put that into ITEMS of bot/discord_app/items."
    )
    return issubclass(found[0], kind)


def said(shown: Any) -> str:
    """Give all that a click was answered with."""
    answers = [shown.response, *shown.followups]
    return "\n".join(text_of(answer) for answer in answers if answer is not None)


@pytest.mark.parametrize("template", custom_ids.TEMPLATES, ids=action_of)
async def test_a_forged_id_is_answered_and_breaks_nothing(
    harbour: Harbour, template: re.Pattern[str], caplog: pytest.LogCaptureFixture
) -> None:
    person = harbour.bob if action_of(template) in FOR_READERS else harbour.moderator
    for custom_id in forged(template):
        shown = await click(harbour, person, custom_id)
        assert shown.acknowledged, custom_id
        assert "Fault" not in caplog.text, custom_id


@pytest.mark.parametrize(
    "template",
    [template for template in custom_ids.TEMPLATES if action_of(template) not in FOR_READERS],
    ids=action_of,
)
async def test_no_id_gives_a_reader_what_is_for_moderators(
    harbour: Harbour, template: re.Pattern[str]
) -> None:
    for custom_id in forged(template)[::3]:
        told = said(await click(harbour, harbour.bob, custom_id))
        assert told == content_wording.MODERATORS_ONLY, (
            f"A reader who sends {custom_id} must be turned away by `admits`; if every reader may "
            "press this button, name it in FOR_READERS."
        )
    assert await harbour.newsroom.audit.latest(harbour.guild.id, limit=9) == ()
    assert harbour.newsroom.seen(harbour.guild.id).number == 0


async def test_a_forged_erasure_erases_what_is_ones_own(harbour: Harbour) -> None:
    await harbour.ask("why are the lamps lit?", reader=harbour.ann)
    await click(harbour, harbour.bob, custom_ids.ERASE_NOW_ID)
    assert len(await harbour.kept_of(harbour.ann)) == 1
    exported = await click(harbour, harbour.bob, custom_ids.EXPORT_ID)
    assert privacy_wording.NOTHING_KEPT in said(exported)


class TestAnotherGuild:
    """What the editors of one guild have made is no other guild's business."""

    @pytest.fixture
    def library(self, tmp_path_factory: pytest.TempPathFactory) -> Library:
        folder = tmp_path_factory.mktemp("library")
        (folder / "content" / "bridge").mkdir(parents=True)
        (folder / "content" / "bridge" / "questions.md").write_text(BRIDGE_PAGE, encoding="utf-8")
        read = Settings.model_construct(
            content_dir=folder / "content",
            state_dir=folder / "state",
            encoder="off",
            languages=LanguagesChoice.OFF,
        )
        return Library(read, build_edition(read))

    async def test_a_passage_of_theirs_is_shown_by_no_id(self, harbour: Harbour) -> None:
        theirs = harbour.guild.id + 1
        page = b"-\nWho guards the vault of Varde?\nNobody knows of the vault.\n"
        deed = Deed(theirs, 1, Action.PUBLISH, "vault.txt")
        await harbour.newsroom.publish(deed, Overlay({"bridge/vault.txt": page}))
        passages = harbour.newsroom.library.of(theirs).corpus.passages
        (passage,) = (p.id for p in passages if "vault" in p.label)
        for custom_id in (*ids_with(passage), custom_ids.news(theirs, passage)):
            told = said(await click(harbour, harbour.bob, custom_id))
            assert "Nobody knows" not in told
            assert "guards" not in told


async def test_a_turn_of_another_guild_is_neither_shown_nor_judged(harbour: Harbour) -> None:
    theirs = harbour.guild.id + 1
    database = harbour.newsroom._database
    turn = a_record(7, guild=theirs, question="who guards the vault?", passage="lamps.storm")
    await SqlStore(database).record([turn])
    for verdict in ("right", "wrong", "skip"):
        told = said(await click(harbour, harbour.moderator, custom_ids.judge(verdict, 7)))
        assert "vault" not in told
    assert await SqlJudgements(database).unjudged(theirs) == (7,)


def ids_with(passage: str) -> Iterator[str]:
    """Give every id that names a passage."""
    yield custom_ids.deeper(passage)
    yield custom_ids.page(1, passage)
    yield custom_ids.other(passage)
    yield custom_ids.why(passage)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of([st.from_regex(template, fullmatch=True) for template in custom_ids.TEMPLATES]))
def test_an_id_is_one_buttons_alone_and_fits(custom_id: str) -> None:
    heard_by = [template for template in custom_ids.TEMPLATES if template.fullmatch(custom_id)]
    assert len(heard_by) == 1
    assert len(custom_id) <= 100
    assert custom_id.isascii()


@given(st.text(max_size=120))
def test_most_that_is_typed_is_no_id(text: str) -> None:
    heard_by = [template for template in custom_ids.TEMPLATES if template.match(text)]
    assert len(heard_by) <= 1
