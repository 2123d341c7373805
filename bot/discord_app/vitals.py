"""How the bot is at the moment somebody asks for /metrics: connections, content, store, parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from bot import __version__
from bot.discord_app.metrics import PREFIX


@dataclass(frozen=True, slots=True)
class Vitals:
    """What is read off a running bot."""

    revision: str
    """Of the content that is served."""
    served_since: float
    """When it was loaded, in seconds since 1970."""
    editions: int
    """How many different contents are served: the files', and those of guilds."""
    passages: int
    shards_connected: int
    shards_waiting: int
    identifies_left: int | None
    busy: int
    """Readers who are being served."""
    recorder_waiting: int
    recorder_dropped: int
    is_store_well: bool
    is_ready: bool
    parts: Mapping[str, bool]
    """Each part that may do with less than it could, and whether it does."""


class VitalsCollector(Collector):
    """Turns what a function reads into metrics, each time they are asked for."""

    def __init__(self, read: Callable[[], Vitals]) -> None:
        self._read = read

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Read nothing before the first time that somebody asks."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        """Give the metrics of this moment."""
        now = self._read()
        yield _info("build", "The program.", {"version": __version__})
        yield _info("content", "The content that is served.", {"revision": now.revision})
        yield _gauge("content_loaded_timestamp_seconds", "When it was.", now.served_since)
        yield _gauge("editions", "Different contents that are served.", now.editions)
        yield _gauge("passages", "Questions with answers in the content.", now.passages)
        yield _states("shards", "state", now.shards_connected, now.shards_waiting)
        if now.identifies_left is not None:
            told = "Sessions that may still begin until the day's budget returns."
            yield _gauge("identifies_left", told, now.identifies_left)
        yield _gauge("busy_readers", "Readers who are being served.", now.busy)
        yield _gauge("recorder_waiting", "Turns that are not written yet.", now.recorder_waiting)
        yield _gauge("recorder_dropped", "Turns lost since the start.", now.recorder_dropped)
        yield _gauge("store_up", "Whether the database can be used.", now.is_store_well)
        yield _gauge("ready", "Whether /readyz says so.", now.is_ready)
        degraded = GaugeMetricFamily(
            f"{PREFIX}_degraded", "Whether a part does with less than it could.", labels=["part"]
        )
        for part, is_degraded in now.parts.items():
            degraded.add_metric([part], is_degraded)
        yield degraded


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{PREFIX}_{name}", told, value=value)


def _info(name: str, told: str, labels: Mapping[str, str]) -> InfoMetricFamily:
    return InfoMetricFamily(f"{PREFIX}_{name}", told, value=dict(labels))


def _states(name: str, label: str, connected: int, waiting: int) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", "Shards of this process.", labels=[label])
    family.add_metric(["connected"], connected)
    family.add_metric(["waiting"], waiting)
    return family
