"""Limits on questions, in the running bot: one hint, then silence; and no answer twice in a row."""

from __future__ import annotations

import pytest

from bot.dialogue import discord_wording
from bot.dialogue.pacing import READER, Pacing
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of

QUESTION = "why are the lamps lit?"


class TestSwitchedOn:
    """As with BOT_RATE_LIMITS=on."""

    @pytest.fixture
    def limited(self, harbour: Harbour) -> Harbour:
        harbour.bot.desk.pacing = Pacing()
        return harbour

    async def spend(self, limited: Harbour, reader: object) -> None:
        for _ in range(READER.questions):
            assert "So that boats" in text_of(await limited.ask(QUESTION, reader=reader))

    @pytest.mark.parametrize("who", ["ann", "moderator"])
    async def test_whoever_asks_too_fast_is_told_once_and_then_left_alone(
        self, limited: Harbour, who: str
    ) -> None:
        reader = getattr(limited, who)
        await self.spend(limited, reader)
        assert text_of(await limited.ask(QUESTION, reader=reader)) == discord_wording.TOO_FAST
        said = len(limited.answers)
        for _ in range(3):
            await reader.send(limited.channel, f"{limited.mention} {QUESTION}")
        assert len(limited.answers) == said
        assert "So that boats" in text_of(await limited.ask(QUESTION, reader=limited.bob))

    async def test_the_hint_goes_when_the_question_does(self, limited: Harbour) -> None:
        await self.spend(limited, limited.ann)
        said = len(limited.answers)
        question = await limited.ann.send(limited.channel, f"{limited.mention} {QUESTION}")
        assert text_of(limited.answers[-1]) == discord_wording.TOO_FAST
        await limited.ann.delete(question)
        assert len(limited.answers) == said

    async def test_commands_count_as_well_and_are_always_answered(self, limited: Harbour) -> None:
        await self.spend(limited, limited.ann)
        for _ in range(2):
            told = await limited.ann.slash(limited.channel, "ask", question=QUESTION)
            assert told.ephemeral
            assert text_of(told) == discord_wording.TOO_FAST

    async def test_buttons_menus_and_suggestions_do_not_count(self, limited: Harbour) -> None:
        await self.spend(limited, limited.ann)
        answer = limited.answers[-1]
        shown = await limited.ann.click(answer, label="3 · What did the storm break?")
        assert "Two lamps and a mast." in text_of(shown)
        assert await limited.ann.autocomplete(limited.channel, "ask", "question", "lamps")
        assert discord_wording.TOO_FAST not in text_of(
            await limited.ann.slash(limited.channel, "topics")
        )

    async def test_an_edit_that_is_too_much_changes_nothing(self, limited: Harbour) -> None:
        question = await limited.ann.send(limited.channel, f"{limited.mention} {QUESTION}")
        for _ in range(READER.questions - 1):
            await limited.ask(QUESTION)
        await limited.ann.edit(question, f"{limited.mention} what did the storm break?")
        assert "So that boats" in text_of(limited.answers[0])

    @pytest.mark.parametrize("reads_unprompted", [True])
    async def test_who_did_not_call_the_bot_hears_no_hint(self, limited: Harbour) -> None:
        await self.spend(limited, limited.ann)
        limited.bot.desk.ask_channels = frozenset({limited.channel.id})
        said = len(limited.answers)
        await limited.ann.send(limited.channel, "what did the storm break?")
        assert len(limited.answers) == said


async def test_without_the_setting_nobody_is_held_back(harbour: Harbour) -> None:
    for _ in range(2 * READER.questions):
        assert "So that boats" in text_of(await harbour.ask(QUESTION))


@pytest.mark.parametrize("reads_unprompted", [True])
async def test_what_a_channel_has_just_read_is_not_said_again_unless_the_bot_is_called(
    harbour: Harbour,
) -> None:
    harbour.bot.desk.ask_channels = frozenset({harbour.channel.id})
    await harbour.ann.send(harbour.channel, QUESTION)
    await harbour.bob.send(harbour.channel, QUESTION)
    assert len(harbour.answers) == 1
    await harbour.bob.send(harbour.channel, "what did the storm break?")
    assert len(harbour.answers) == 2
    assert "So that boats" in text_of(await harbour.ask(QUESTION))
