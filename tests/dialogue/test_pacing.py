"""Buckets: what is allowed at once and after a while, one hint, and bounded memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.pacing import CHANNEL, GUILD, READER, Allowance, Pace, Pacing

ANN, BOB, NEWS, TALK, HARBOUR = 1, 2, 10, 11, 100


def test_a_reader_may_ask_five_times_then_hears_it_once_and_then_nothing() -> None:
    pacing = Pacing()
    paces = [pacing.admit(ANN, NEWS, HARBOUR, now=0.0) for _ in range(8)]
    assert paces == [Pace.ANSWER] * 5 + [Pace.HINT] + [Pace.SILENCE] * 2
    assert pacing.admit(BOB, NEWS, HARBOUR, now=0.0) is Pace.ANSWER


def test_what_was_spent_comes_back_bit_by_bit_up_to_the_allowance() -> None:
    pacing = Pacing()
    for _ in range(5):
        pacing.admit(ANN, NEWS, None, now=0.0)
    assert pacing.admit(ANN, NEWS, None, now=5.9) is Pace.HINT
    assert pacing.admit(ANN, NEWS, None, now=6.1) is Pace.ANSWER
    assert pacing.admit(ANN, NEWS, None, now=6.1) is Pace.SILENCE
    later = [pacing.admit(ANN, NEWS, None, now=900.0) for _ in range(6)]
    assert later == [Pace.ANSWER] * 5 + [Pace.HINT]


@pytest.mark.parametrize(
    ("allowance", "channel_of", "guild"),
    [(CHANNEL, lambda _: NEWS, None), (GUILD, lambda reader: reader, HARBOUR)],
)
def test_many_readers_share_what_a_channel_and_a_guild_have(
    allowance: Allowance, channel_of: object, guild: int | None
) -> None:
    assert callable(channel_of)
    pacing, most = Pacing(), allowance.questions
    paces = [pacing.admit(n, channel_of(n), guild, now=0.0) for n in range(most + 3)]
    assert paces == [Pace.ANSWER] * most + [Pace.HINT] + [Pace.SILENCE] * 2


def test_a_refused_question_costs_nobody_anything() -> None:
    pacing = Pacing()
    for reader in range(10):
        pacing.admit(reader, NEWS, HARBOUR, now=0.0)
    for _ in range(20):
        assert pacing.admit(ANN, NEWS, HARBOUR, now=0.0) is not Pace.ANSWER
    assert pacing.admit(ANN, TALK, HARBOUR, now=0.0) is Pace.ANSWER


def test_a_hint_that_nobody_would_hear_stays_due() -> None:
    pacing = Pacing()
    for _ in range(5):
        pacing.admit(ANN, NEWS, None, now=0.0)
    assert pacing.admit(ANN, NEWS, None, now=0.0, may_hint=False) is Pace.SILENCE
    assert pacing.admit(ANN, NEWS, None, now=0.0) is Pace.HINT


QUESTIONS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(10, 12), st.floats(0.0, 20.0)), max_size=80
)


@given(QUESTIONS)
def test_nobody_is_answered_more_than_is_allowed_in_any_window(
    questions: list[tuple[int, int, float]],
) -> None:
    pacing, now = Pacing(), 0.0
    answered: list[tuple[float, int, int]] = []
    for reader, channel, later in questions:
        now += later
        if pacing.admit(reader, channel, HARBOUR, now=now) is Pace.ANSWER:
            answered.append((now, reader, channel))
    for end, _, _ in answered:
        window = [(r, c) for at, r, c in answered if end - READER.within_s < at <= end]
        for one in {1, 2, 3, 4}:
            # A full bucket, and what flows into it meanwhile.
            assert sum(r == one for r, _ in window) <= 2 * READER.questions
        for one in {10, 11, 12}:
            assert sum(c == one for _, c in window) <= 2 * CHANNEL.questions


@given(st.lists(st.integers(), max_size=60))
def test_memory_is_bounded_however_many_ask(readers: list[int]) -> None:
    pacing = Pacing(capacity=5)
    for reader in readers:
        pacing.admit(reader, reader, reader, now=0.0)
    for buckets in (pacing._of_readers, pacing._of_channels, pacing._of_guilds):
        assert len(buckets) <= 5
