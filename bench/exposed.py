"""What a running bot says of itself at /metrics, and the system of its process."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from urllib.request import urlopen

_SAMPLE: Final = re.compile(r"^([a-z_]+)(?:\{([^}]*)\})? ([^ ]+)(?: [0-9]+)?$")
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Exposed:
    """Samples by their names with labels, as they stand in Prometheus' text format."""

    samples: Mapping[str, float]

    @classmethod
    def read(cls, address: str) -> Self:
        """Ask a bot."""
        with urlopen(f"{address}/metrics") as response:
            return cls.parse(response.read().decode())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text format, without its comments."""
        samples: dict[str, float] = {}
        for line in text.splitlines():
            found = _SAMPLE.match(line)
            if found:
                labels = f"{{{found[2]}}}" if found[2] else ""
                samples[found[1] + labels] = float(found[3])
        return cls(samples)

    @classmethod
    def total(cls, several: Iterable[Self]) -> Self:
        """Add up what several bots say."""
        samples: Counter[str] = Counter()
        for one in several:
            samples.update(one.samples)
        return cls(samples)

    def since(self, before: Self) -> Self:
        """Give what was counted since then."""
        was = before.samples
        return type(self)({name: value - was.get(name, 0) for name, value in self.samples.items()})

    def count(self, name: str, **labels: str) -> float:
        """Give one counter, or the sum over all labels where none is named."""
        if labels:
            inner = ",".join(f'{key}="{value}"' for key, value in labels.items())
            return self.samples.get(f"briefing_bot_{name}{{{inner}}}", 0.0)
        whole = f"briefing_bot_{name}"
        return sum(v for k, v in self.samples.items() if k.partition("{")[0] == whole)

    def histogram(self, name: str) -> Spread:
        """Give a histogram."""
        whole = re.compile(rf'briefing_bot_{name}_bucket\{{le="([^"]+)"\}}')
        found = ((whole.fullmatch(key), value) for key, value in self.samples.items())
        buckets = sorted((float(match[1]), value) for match, value in found if match)
        return Spread(tuple(buckets))


@dataclass(frozen=True, slots=True)
class Spread:
    """A histogram: upper bounds, and how many observations are not above them."""

    buckets: tuple[tuple[float, float], ...]

    @property
    def n(self) -> int:
        """How many observations there are."""
        return int(self.buckets[-1][1]) if self.buckets else 0

    def share_within(self, bound: float) -> float:
        """Say which share of the observations is not above one of the bounds."""
        return dict(self.buckets)[bound] / self.n if self.n else float("nan")

    def bound_of(self, share: float) -> float:
        """Give the smallest bound that so large a share is not above."""
        wanted = share * self.n
        return next((bound for bound, count in self.buckets if count >= wanted), float("inf"))


@dataclass(frozen=True, slots=True)
class Resources:
    """What a process uses."""

    cpu_s: float
    rss_mb: float
    own_mb: float
    """Of it, what is the process's own; the rest are mapped files, which the system may drop."""
    handles: int
    threads: int

    @classmethod
    def of(cls, pid: int) -> Self:
        """Ask the system (Linux)."""
        folder = Path("/proc") / str(pid)
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        return cls(
            cpu_s=(int(fields[11]) + int(fields[12])) / _TICKS,
            rss_mb=_mb(status["VmRSS"]),
            own_mb=_mb(status["RssAnon"]),
            handles=len(list((folder / "fd").iterdir())),
            threads=int(status["Threads"]),
        )


def _mb(told: str) -> float:
    return int(told.split()[0]) / 1024


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Give the slope of the line that fits points best (least squares)."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value that so large a share of the values is not above; not a number for none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")
