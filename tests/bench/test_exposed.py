"""Figures that are read off a bot, and what is made of them."""

from __future__ import annotations

import math
import os

import pytest
from prometheus_client import CollectorRegistry, Histogram, generate_latest

from bench.exposed import Exposed, Resources, quantile, slope
from bench.soak import Soaked

TEXT = """\
# HELP briefing_bot_messages_total Messages that were heard.
# TYPE briefing_bot_messages_total counter
briefing_bot_messages_total{addressed="nobody"} 12.0
briefing_bot_messages_total{addressed="direct"} 3.0
briefing_bot_busy_readers 1.0
process_open_fds 2.1e+01
"""


def test_reads_a_counter_by_its_label_and_as_a_whole() -> None:
    exposed = Exposed.parse(TEXT)
    assert exposed.count("messages_total", addressed="nobody") == 12
    assert exposed.count("messages_total") == 15
    assert exposed.count("messages_total", addressed="overheard") == 0


def test_tells_what_was_counted_since() -> None:
    before = Exposed.parse(TEXT)
    now = Exposed.parse(TEXT.replace("12.0", "20.0"))
    assert now.since(before).count("messages_total") == 8


def test_adds_up_several_bots() -> None:
    one = Exposed.parse(TEXT)
    assert Exposed.total([one, one]).count("messages_total", addressed="direct") == 6


def test_reads_a_histogram_as_prometheus_writes_it() -> None:
    registry = CollectorRegistry()
    histogram = Histogram(
        "briefing_bot_match_seconds", "x", buckets=(0.01, 0.05, 0.1), registry=registry
    )
    for seconds in (0.005, 0.02, 0.03, 3.0):
        histogram.observe(seconds)
    spread = Exposed.parse(generate_latest(registry).decode()).histogram("match_seconds")
    assert spread.n == 4
    assert spread.share_within(0.05) == pytest.approx(0.75)
    assert spread.bound_of(0.5) == pytest.approx(0.05)
    assert spread.bound_of(0.99) == math.inf


def test_nothing_observed_is_not_taken_for_something_good() -> None:
    assert not Exposed.parse(TEXT).histogram("match_seconds").share_within(0.05) >= 0


def test_quantiles_and_slopes() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert math.isnan(quantile([], 0.5))
    assert slope([(0, 1), (1, 3), (2, 5)]) == pytest.approx(2)


def test_looks_at_a_process() -> None:
    used = Resources.of(os.getpid())
    assert 0 < used.own_mb <= used.rss_mb
    assert used.handles > 0
    assert used.threads > 0


def _looks(own_mb: list[float], handles: int = 20, last_handles: int | None = None) -> Soaked:
    looks = [Resources(0.0, mb, mb, handles, 7) for mb in own_mb]
    if last_handles is not None:
        looks[-len(looks) // 4 :] = [
            Resources(0.0, look.rss_mb, look.own_mb, last_handles, 7)
            for look in looks[-len(looks) // 4 :]
        ]
    return Soaked([float(minute) for minute in range(len(looks))], looks)


def test_a_bot_that_fills_its_memories_at_first_is_flat() -> None:
    soaked = _looks([*range(200, 300, 10), *([300.0] * 30)])
    assert soaked.faults() == []
    assert soaked.mb_an_hour() == pytest.approx(0.0)


def test_a_bot_that_goes_on_growing_is_not() -> None:
    soaked = _looks([300.0 + minute for minute in range(40)])
    assert soaked.mb_an_hour() == pytest.approx(60)
    assert len(soaked.faults()) == 1


def test_handles_that_stay_open_are_told() -> None:
    (told,) = _looks([300.0] * 40, handles=20, last_handles=60).faults()
    assert "handles" in told
