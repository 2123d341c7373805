"""Interactions that a connection brings twice, as after a RESUME: each is done once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from bot.dialogue import wording
from bot.store.feedback import Vote
from tests.discord_app.conftest import Harbour
from tests.discord_app.test_voting import votes_of

INTERACTION = "INTERACTION_CREATE"


@pytest.fixture
def heard(harbour: Harbour) -> list[Any]:
    """Take note of the interactions that the bot hears."""
    found: list[Any] = []
    parsers = harbour.bot._connection.parsers
    parse = parsers[INTERACTION]

    def note(data: Any) -> None:
        found.append(deepcopy(data))
        parse(data)

    parsers[INTERACTION] = note
    return found


async def repeat_the_last(harbour: Harbour, heard: list[Any]) -> None:
    """Bring the last interaction once more."""
    harbour.bot._connection.parsers[INTERACTION](heard[-1])
    await harbour.env.settle()


async def test_a_vote_stays_given(harbour: Harbour, heard: list[Any]) -> None:
    answer = await harbour.ask("why are the lamps lit?")
    await harbour.bob.click(answer, label=wording.VOTE_FOR)
    await repeat_the_last(harbour, heard)
    assert await votes_of(harbour, harbour.bob) == [Vote.FOR]


async def test_a_command_is_used_once(
    harbour: Harbour, heard: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    await harbour.ann.slash(harbour.channel, "ask", question="why are the lamps lit?")
    await repeat_the_last(harbour, heard)
    assert len(harbour.bodies_of("/callback")) == 1
    assert "Too late" not in caplog.text
