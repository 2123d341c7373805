"""“Has this changed?” on answers, in the running bot."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.dialogue import discord_wording, wording
from bot.discord_app.items import changing
from bot.store.model import StoreError
from tests.discord_app.builders import PASSAGES, a_library_of
from tests.discord_app.conftest import Harbour
from tests.discord_app.discord_rules import broken_rules
from tests.discord_app.reading import ids_of, labels_of, text_of

OLD = PASSAGES[3]
LABEL = OLD.label


def now_says(harbour: Harbour, text: str) -> None:
    """Let the page say something else of the storm."""
    changed = replace(OLD, text=text)
    harbour.library.current = a_library_of([*PASSAGES[:3], changed]).current


async def has_changed(harbour: Harbour, answer: Any) -> Any:
    """Go from an answer to why, and ask there whether it has changed."""
    why = await harbour.bob.click(answer, label=wording.WHY)
    return await harbour.bob.click(why.response, label=discord_wording.HAS_THIS_CHANGED)


async def test_an_old_answer_that_still_holds_says_since_when(harbour: Harbour) -> None:
    answer = await harbour.ask(LABEL)
    await harbour.newsroom.ledger.flush()
    await harbour.restart()
    told = await has_changed(harbour, answer)
    assert told.ephemeral
    today = datetime.now(UTC).date()
    assert text_of(told) == discord_wording.unchanged(LABEL, today)


async def test_what_was_added_and_removed_is_shown(harbour: Harbour) -> None:
    answer = await harbour.ask(LABEL)
    await harbour.newsroom.ledger.flush()
    now_says(harbour, "Three lamps and a mast. Nobody was hurt.")
    await harbour.restart()
    told = await has_changed(harbour, answer)
    assert (
        "- [gone: ~~Two~~] [new: **Three**] lamps and a mast. [new: **Nobody was hurt.**]"
        in text_of(told)
    )
    opened = await harbour.bob.click(told.response, label=discord_wording.AS_IT_IS_NOW)
    assert "Nobody was hurt." in text_of(opened)


async def test_while_long_texts_are_compared_the_bot_is_thinking(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slowly(*_: object) -> str:
        await asyncio.sleep(1.5)
        return "All of it."

    answer = await harbour.ask(LABEL)
    now_says(harbour, "Three lamps and a mast.")
    monkeypatch.setattr(changing, "asyncio", SimpleNamespace(to_thread=slowly))
    told = await has_changed(harbour, answer)
    deferred = harbour.bodies_of("/callback")[-1]
    assert deferred["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert "All of it." in text_of(told)


async def test_marks_in_a_page_show_as_such(harbour: Harbour) -> None:
    answer = await harbour.ask(LABEL)
    await harbour.newsroom.ledger.flush()
    now_says(harbour, "Two lamps and a **mast** ~~@everyone [a](https://b.c).")
    said = text_of(await has_changed(harbour, answer))
    assert "@everyone" not in said
    assert r"\*\*mast\*\*" in said


async def test_many_changes_are_cut_to_what_discord_takes(harbour: Harbour) -> None:
    now_says(harbour, "".join(f"Sentence {n} tells of lamp {n}. " * 2 for n in range(800)))
    answer = await harbour.ask(LABEL)
    await harbour.newsroom.ledger.flush()
    now_says(harbour, "".join(f"Other {n} tells of lamp {n}. Sentence {n}. " for n in range(800)))
    told = await has_changed(harbour, answer)
    assert discord_wording.CHANGED_HEADING in text_of(told)
    body = harbour.bodies_of("/callback")[-1]
    assert not broken_rules("POST", "/interactions/1/a/callback", body)


async def test_words_that_were_not_kept_are_owned_up_to(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("locked")

    answer = await harbour.ask(LABEL)
    now_says(harbour, "Three lamps.")
    monkeypatch.setattr(harbour.newsroom.ledger.texts, "find", fail)
    assert discord_wording.CHANGED_SOMEHOW in text_of(await has_changed(harbour, answer))


async def test_other_line_breaks_are_no_other_words(harbour: Harbour) -> None:
    answer = await harbour.ask(LABEL)
    await harbour.newsroom.ledger.flush()
    now_says(harbour, "Two lamps\nand a  mast.".replace("\n", " "))
    assert discord_wording.CHANGED_IN_LAYOUT in text_of(await has_changed(harbour, answer))


async def test_a_passage_that_is_gone_gets_the_closest(harbour: Harbour) -> None:
    answer = await harbour.ask(LABEL)
    why = await harbour.bob.click(answer, label=wording.WHY)
    harbour.library.current = a_library_of(PASSAGES[:2]).current
    told = await harbour.bob.click(why.response, label=discord_wording.HAS_THIS_CHANGED)
    assert wording.GONE_HEADING in text_of(told)
    assert labels_of(told), "the closest passages are offered"


async def test_it_works_in_direct_messages(harbour: Harbour) -> None:
    await harbour.ann.send_dm(LABEL)
    answer = harbour.ann.user.dm_channel.last_message
    why = await harbour.ann.user.click(answer, label=wording.WHY)
    told = await harbour.ann.user.click(why.response, label=discord_wording.HAS_THIS_CHANGED)
    assert "is unchanged since" in text_of(told)


async def test_only_what_quotes_a_page_can_change(harbour: Harbour) -> None:
    declined = await harbour.ask("is there cheese on the moon, and lamps?")
    why = await harbour.bob.click(declined, label=discord_wording.WHY_THIS)
    assert discord_wording.HAS_THIS_CHANGED not in labels_of(why)


async def test_an_answer_from_before_the_button_is_explained_as_ever(harbour: Harbour) -> None:
    answer = await harbour.ask(LABEL)
    (remembers,) = (one for one in ids_of(answer) if one.startswith("why:"))
    view = discord.ui.LayoutView(timeout=None)
    old = f"why:1:{remembers.rsplit(':', 1)[-1]}"
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Why?", custom_id=old)))
    view.stop()
    await harbour.bot.get_partial_messageable(harbour.channel.id).send(view=view)
    why = await harbour.bob.click(harbour.answers[-1], custom_id=old)
    assert LABEL in text_of(why)
    assert discord_wording.HAS_THIS_CHANGED not in labels_of(why)
