"""The registry: one for each bot, with room for every outcome."""

from __future__ import annotations

from bot.discord_app.metrics import Metrics
from bot.fleet.start_limit import StartLimit
from tests.discord_app.conftest import Harbour


def test_two_registries_know_nothing_of_each_other() -> None:
    one, other = Metrics(), Metrics()
    one.resumed()
    assert one.registry.get_sample_value("briefing_bot_resumes_total") == 1
    assert other.registry.get_sample_value("briefing_bot_resumes_total") == 0


def sessions(remaining: int, reset_after_s: float = 3600.0) -> StartLimit:
    """Say how many of a day's thousand sessions are left."""
    return StartLimit(1000, remaining, reset_after_s, max_concurrency=1)


def test_the_budget_of_sessions_shrinks_with_each_and_comes_back_when_told() -> None:
    metrics = Metrics()
    assert metrics.identifies_left is None
    metrics.allowed_identifies(sessions(2))
    for _ in range(3):
        metrics.identified()
    assert metrics.identifies_left == 0
    metrics.allowed_identifies(sessions(1000))
    assert metrics.identifies_left == 1000


def test_the_budget_of_sessions_is_whole_again_when_its_day_is_over() -> None:
    """A bot that stays connected for weeks hears no more of it, and wakes nobody."""
    now = 0.0
    metrics = Metrics(clock=lambda: now)
    metrics.allowed_identifies(sessions(60, reset_after_s=500.0))
    metrics.identified()
    now = 499.0
    assert metrics.identifies_left == 59
    now = 500.0
    assert metrics.identifies_left == 999


def test_scopes_of_rate_limits_that_discord_may_invent_make_no_new_series() -> None:
    metrics = Metrics()
    metrics.limited("user", 1.5)
    metrics.limited("123456789", 2.0)
    value = metrics.registry.get_sample_value
    assert value("briefing_bot_rate_limits_total", {"scope": "user"}) == 1
    assert value("briefing_bot_rate_limits_total", {"scope": "123456789"}) is None
    assert value("briefing_bot_rate_limits_total", {"scope": "address"}) == 1
    assert value("briefing_bot_rate_limit_wait_seconds_total") == 3.5


async def test_what_was_declined_is_counted_as_well(harbour: Harbour) -> None:
    await harbour.ask("what is the capital of France?")
    value = harbour.bot.desk.metrics.registry.get_sample_value
    counts = {
        kind: value("briefing_bot_decisions_total", {"decision": kind})
        for kind in ("answer", "clarify", "abstain")
    }
    assert counts == {"answer": 0, "clarify": 0, "abstain": 1}
