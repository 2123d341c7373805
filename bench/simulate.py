"""What a bot of very many servers needs: `python -m bench.simulate`; prints tables.

Nothing runs here: what one message, one answer and one server cost was measured (bench/load.py
says how), what Discord allows stands in its documentation, and what readers do is assumed. All
of it can be given otherwise. How much is written where has a heavy tail: most servers are quiet,
and a few are as loud as thousands of them; a shard gets the servers that it gets, by chance. The
chance has a seed, so that the same numbers give the same tables.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from math import ceil
from pathlib import Path
from typing import Any, Final

import numpy as np

DAY_S: Final = 86_400
SIZES: Final = (1_000, 2_500, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the model goes by; each number can be given on the command line."""

    # What readers do: assumptions.
    messages: float = 300.0
    """A day on a server, on average over all."""
    tail: float = 2.0
    """Sigma of the log-normal law of that: half of the servers write a seventh of the average."""
    answers: float = 0.5
    """A day on a server, on average."""
    peak: float = 3.0
    """The busiest hour's messages and answers, for each that an average hour has."""
    burst: float = 20.0
    """The answers of a minute of breaking news, likewise."""
    with_settings: float = 0.2
    """Share of the servers whose moderators changed a setting."""
    with_pages: float = 0.002
    """Share of the servers whose editors published pages of their own."""
    # What was measured: seconds of a core, megabytes, rows.
    passing_us: float = 67.0
    """To hear a message that is not to the bot."""
    answer_ms: float = 9.0
    """To answer a message that is new to the encoder."""
    base_mb: float = 200.0
    """A process with its encoder and 2,000 questions."""
    guild_kb: float = 28.0
    """A server of 30 channels and 20 roles, in the process that has its shard."""
    settings_kb: float = 0.7
    """A server's settings, in every process."""
    edition_mb: float = 0.9
    """What a server with pages of its own is served, in every process, for 100 questions."""
    row_kb: float = 1.4
    """What PostgreSQL keeps of an answer, with its indexes."""
    keep_days: float = 30.0
    # What Discord allows.
    guilds_per_shard: int = 1_000
    rest_a_second: float = 50.0
    """Requests; from 150,000 servers on Discord may allow more, and seldom does."""
    max_concurrency: int = 16
    """Sessions that may begin at once; 1 for bots of less than 150,000 servers."""
    identify_s: float = 5.25
    # How it is run.
    shards_per_process: int = 16
    cores: int = 4
    host_gb: float = 16.0
    host_price: float = 40.0
    """A month, in any currency."""
    database_price: float = 60.0
    storage_price: float = 0.12
    """A gigabyte a month."""


LARGE_FROM: Final = 150_000
"""Servers, from which on Discord has its own rules for a bot."""

CONNECTIONS: Final = 7
"""To the database, of each process."""

CONNECTIONS_ALLOWED: Final = 100
"""By a PostgreSQL as it comes."""

BATCHES_A_SECOND: Final = 10.0
"""Of a process that answers all the time, of answers and of quotes each."""

HEARTBEATS_A_SECOND: Final = 2.0
"""A transaction and a query, of each process."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """What so many servers need."""

    guilds: int
    shards: int
    processes: int
    messages_a_second: float
    """In the busiest hour, all processes together."""
    busiest_core: float
    """Share of a core that the process with the loudest servers needs then."""
    process_mb: float
    shared_mb: float
    """Of it, what every process has of all servers."""
    identify_s: float
    starts_a_day: int
    rest_a_second: float
    """In the busiest hour."""
    burst_a_second: float
    transactions_a_second: float
    connections: int
    rows_a_day: float
    storage_gb: float
    hosts: int
    price: float


def fleet_for(guilds: int, world: World, seed: int = 1) -> Fleet:
    """Work out what so many servers need."""
    shards = ceil(guilds / world.guilds_per_shard)
    processes = ceil(shards / world.shards_per_process)
    is_large = guilds >= LARGE_FROM
    a_second = guilds * world.messages / DAY_S * world.peak
    answers = guilds * world.answers / DAY_S * world.peak
    shared_mb = guilds * (
        world.with_settings * world.settings_kb / 1024 + world.with_pages * world.edition_mb
    )
    own = min(guilds, world.shards_per_process * world.guilds_per_shard)
    process_mb = world.base_mb + own * world.guild_kb / 1024 + shared_mb
    loudest = _loudest(guilds, processes, world, seed)
    busiest = loudest * a_second * world.passing_us / 1e6 + (
        answers / processes * world.answer_ms / 1e3
    )
    storage_gb = guilds * world.answers * world.keep_days * world.row_kb / 1024**2
    hosts = max(
        ceil(processes * process_mb / 1024 / (world.host_gb * _USABLE)),
        ceil(processes * busiest / (world.cores * _USABLE)),
    )
    return Fleet(
        guilds=guilds,
        shards=shards,
        processes=processes,
        messages_a_second=a_second,
        busiest_core=busiest,
        process_mb=process_mb,
        shared_mb=shared_mb,
        identify_s=ceil(shards / (world.max_concurrency if is_large else 1)) * world.identify_s,
        starts_a_day=max(2_000, guilds * 5 // 1_000) if is_large else 1_000,
        rest_a_second=answers,
        burst_a_second=answers / world.peak * world.burst,
        transactions_a_second=processes
        * (HEARTBEATS_A_SECOND + 2 * min(answers / processes, BATCHES_A_SECOND)),
        connections=processes * CONNECTIONS,
        rows_a_day=guilds * world.answers * _ROWS_AN_ANSWER,
        storage_gb=storage_gb,
        hosts=hosts,
        price=hosts * world.host_price
        + (world.database_price if processes > 1 else 0.0)
        + storage_gb * world.storage_price,
    )


_USABLE: Final = 0.7
"""Of a host; the rest is for rolling restarts, reloads and whoever else is there."""

_ROWS_AN_ANSWER: Final = 2.0
"""The turn, and what it quoted."""


def _loudest(guilds: int, processes: int, world: World, seed: int) -> float:
    """Give the share of all messages that the process with the loudest servers hears."""
    heard = np.random.default_rng(seed).lognormal(0.0, world.tail, guilds)
    block = np.arange(guilds) % ceil(guilds / world.guilds_per_shard) // world.shards_per_process
    by_process = np.bincount(block, weights=heard, minlength=processes)
    return float(by_process.max() / heard.sum())


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that ends, and the number of servers at which it does."""

    name: str
    guilds: float
    remedy: str


def limits(world: World) -> list[Limit]:
    """Say what breaks first, and what then; the first to break comes first."""
    a_guild = world.answers / DAY_S
    shared = world.with_settings * world.settings_kb / 1024 + world.with_pages * world.edition_mb
    per_process = world.shards_per_process * world.guilds_per_shard
    own_mb = world.base_mb + per_process * world.guild_kb / 1024
    found = [
        Limit(
            "requests of a minute of breaking news reach Discord’s limit",
            world.rest_a_second / (a_guild * world.burst),
            "replies queue; slash commands do not count; ask Discord for more",
        ),
        Limit(
            "requests of the busiest hour reach Discord’s limit",
            world.rest_a_second / (a_guild * world.peak),
            "ask Discord for more, which it grants from 150,000 servers on",
        ),
        Limit(
            "PostgreSQL has no more connections, as it comes",
            CONNECTIONS_ALLOWED / CONNECTIONS * per_process,
            "raise max_connections, or more shards a process",
        ),
        Limit(
            "half of each process’s memory is for settings and pages of others’ servers",
            own_mb / shared,
            "let a process load only what its own servers want; that is not built",
        ),
    ]
    return sorted(found, key=lambda limit: limit.guilds)


ROWS: Final[tuple[tuple[str, Callable[[Fleet], str]], ...]] = (
    ("shards", lambda f: f"{f.shards:,}"),
    ("processes", lambda f: f"{f.processes:,}"),
    ("messages a second, busiest hour", lambda f: f"{f.messages_a_second:,.0f}"),
    ("busiest process, of a core", lambda f: f"{f.busiest_core:.1%}"),
    ("memory of a process", lambda f: f"{f.process_mb:,.0f} MB"),
    ("… of it for settings and pages of all servers", lambda f: f"{f.shared_mb:,.0f} MB"),
    ("all sessions begin within", lambda f: f"{f.identify_s / 60:.1f} min"),
    ("… which a day allows so many times", lambda f: f"{f.starts_a_day // f.shards:,}"),
    ("answers a second, busiest hour", lambda f: f"{f.rest_a_second:.2f}"),
    ("answers a second, breaking news", lambda f: f"{f.burst_a_second:.1f}"),
    ("PostgreSQL: transactions a second", lambda f: f"{f.transactions_a_second:,.0f}"),
    ("PostgreSQL: connections", lambda f: f"{f.connections:,}"),
    ("PostgreSQL: rows a day", lambda f: f"{f.rows_a_day:,.0f}"),
    ("PostgreSQL: storage", lambda f: f"{f.storage_gb:,.1f} GB"),
    ("hosts", lambda f: f"{f.hosts:,}"),
    ("cost a month", lambda f: f"{f.price:,.0f}"),
)


def table(fleets: Sequence[Fleet]) -> str:
    """Lay fleets side by side, as Markdown."""
    head = "| servers | " + " | ".join(f"{fleet.guilds:,}" for fleet in fleets) + " |"
    lines = [head, "|---" * (len(fleets) + 1) + "|"]
    for name, say in ROWS:
        lines.append(f"| {name} | " + " | ".join(say(fleet) for fleet in fleets) + " |")
    return "\n".join(lines)


def table_of_limits(world: World) -> str:
    """List what breaks, the first first, as Markdown."""
    lines = ["| from so many servers on | what breaks | what then |", "|---|---|---|"]
    for limit in limits(world):
        told = f"{_rounded(limit.guilds):,}"
        lines.append(f"| {told} | {limit.name} | {limit.remedy} |")
    return "\n".join(lines)


def _rounded(number: float) -> int:
    """Give two digits that count: the model knows no more."""
    return int(float(f"{number:.1e}"))


def draw(world: World, file: Path) -> None:
    """Draw what a process holds and what the fleet costs, against the number of servers."""
    import matplotlib
    from matplotlib.figure import Figure

    told: dict[Any, Any] = {"svg.hashsalt": "briefing-bot", "svg.fonttype": "none"}
    matplotlib.rcParams.update({**told, "font.size": 9})
    sizes = [int(size) for size in np.unique(np.logspace(3, 6, 31).astype(int))]
    fleets = [fleet_for(size, world) for size in sizes]
    figure = Figure(figsize=(7.2, 3.2), layout="constrained", facecolor="white")
    memory, cost = figure.subplots(1, 2)
    own = [(fleet.process_mb - fleet.shared_mb) / 1024 for fleet in fleets]
    shared = [fleet.shared_mb / 1024 for fleet in fleets]
    names = ("its own servers", "settings and pages of all servers")
    memory.stackplot(sizes, own, shared, labels=names, colors=("#56b4e9", "#d55e00"))
    memory.set_title("memory of a process, GB")
    memory.legend(loc="upper left", frameon=False)
    cost.plot(sizes, [fleet.price for fleet in fleets], color="#0072b2")
    cost.set_title("cost a month")
    cost.set_ylim(0)
    for axes in (memory, cost):
        axes.set_xscale("log")
        axes.set_xlim(sizes[0], sizes[-1])
        axes.xaxis.set_major_formatter(lambda size, _: f"{size:,.0f}")
        axes.set_xlabel("servers")
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path, help="an SVG file to draw")
    for field in fields(World):
        kind = type(field.default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    given = parser.parse_args(argv)
    world = replace(World(), **{field.name: getattr(given, field.name) for field in fields(World)})
    print(table([fleet_for(size, world, given.seed) for size in given.servers]))
    print()
    print(table_of_limits(world))
    if given.plot is not None:
        draw(world, given.plot)


if __name__ == "__main__":
    main()
