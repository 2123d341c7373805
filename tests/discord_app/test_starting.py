"""When shards may identify themselves, and when requests may be sent."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
import yarl

from bot.discord_app import client
from bot.discord_app.connection import before_sending, starting
from bot.discord_app.connection.before_sending import Share, SilencedError, fence
from bot.discord_app.connection.pause import LONGEST_WAIT_S, PausedError
from bot.discord_app.connection.starting import Starting
from bot.fleet.plan import Plan
from bot.fleet.start_limit import APART_S
from bot.fleet.worker import Assignment, NotOursError
from bot.store.model import StoreError


class Time:
    """Goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Http:
    """Says what Discord says of its gateway."""

    def __init__(self) -> None:
        self.remaining = [1000]
        self.concurrency = 1
        self.is_away = False
        self.asked = 0

    async def request(self, _: object) -> dict[str, Any]:
        self.asked += 1
        if self.is_away:
            raise aiohttp.ClientError
        left = self.remaining.pop(0) if len(self.remaining) > 1 else self.remaining[0]
        limit = {"total": 1000, "remaining": left, "reset_after": 90_000}
        limit["max_concurrency"] = self.concurrency
        return {"url": "wss://gateway.test", "shards": 3, "session_start_limit": limit}


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Let the time be ours, in both modules."""
    time = Time()
    for module in (starting, before_sending):
        monkeypatch.setattr(module, "monotonic", time)
        monkeypatch.setattr(module, "asyncio", SimpleNamespace(sleep=time.sleep))
    return time


@pytest.fixture
def http() -> Any:
    return Http()


async def test_a_process_alone_has_all_shards(http: Any) -> None:
    gateway = yarl.URL("wss://gateway.test")
    assert await Starting().choose(http) == (gateway, 3, (0, 1, 2))
    assert await Starting(shards=2).choose(http) == (gateway, 2, (0, 1))


async def test_a_process_of_a_fleet_has_what_it_is_given(http: Any) -> None:
    async def join(recommended: int) -> Assignment:
        return Assignment(Plan(2 * recommended, 2), 1)

    worker: Any = SimpleNamespace(join=join)
    assert (await Starting(worker).choose(http))[1:] == (6, (2, 3))


async def test_shards_of_a_bucket_identify_themselves_five_seconds_apart(
    http: Any, time: Time
) -> None:
    alone = Starting()
    at = []
    for shard in range(3):
        await alone.admit(http, shard)
        at.append(time.now)
    assert all(later - earlier >= APART_S for earlier, later in pairwise(at))


async def test_shards_of_other_buckets_do_not_wait(http: Any, time: Time) -> None:
    http.concurrency = 16
    alone = Starting()
    for shard in range(16):
        await alone.admit(http, shard)
    assert time.now == 1000.0


async def test_with_few_sessions_left_it_waits_until_there_are_more(http: Any, time: Time) -> None:
    http.remaining = [30, 30, 1000]
    alone = Starting()
    await alone.admit(http, 0)
    assert http.asked == 3
    assert time.now >= 1000.0 + 90.0
    assert not alone.is_waiting


async def test_while_discord_does_not_answer_what_it_said_last_holds(http: Any, time: Time) -> None:
    alone = Starting()
    await alone.choose(http)
    http.is_away = True
    time.now += 3600
    await alone.admit(http, 0)
    assert http.asked == 2
    with pytest.raises((aiohttp.ClientError, discord.GatewayNotFound)):
        await Starting().admit(http, 0)


async def test_without_the_database_a_fleets_process_takes_turns_by_itself(
    http: Any, time: Time
) -> None:
    async def fail(_: int) -> float:
        raise StoreError("away")

    worker: Any = SimpleNamespace(take_turn=fail)
    alone = Starting(worker)
    for _ in range(2):
        await alone.admit(http, 0)
    assert time.now >= 1000.0 + APART_S


# ------------------------------------------------------------------------- requests


def a_request(path: str, scheme: str = "https") -> Any:
    return SimpleNamespace(url=yarl.URL(f"{scheme}://discord.test{path}"))


MESSAGES = a_request("/api/v10/channels/1/messages")


async def test_each_process_sends_its_share(time: Time) -> None:
    session: Any = None
    share = Share(lambda: 5)
    for _ in range(101):
        await share.hold(session, SimpleNamespace(), MESSAGES)
    assert 9.5 <= time.now - 1000.0 <= 10.0


async def test_answers_to_interactions_and_the_gateway_wait_for_nobody(time: Time) -> None:
    session: Any = None
    share = Share(lambda: 50)
    for path, scheme in (
        ("/api/v10/interactions/1/token/callback", "https"),
        ("/api/v10/webhooks/1/token/messages/@original", "https"),
        ("/", "wss"),
    ):
        for _ in range(100):
            await share.hold(session, SimpleNamespace(), a_request(path, scheme))
    assert time.now == 1000.0


async def test_what_would_wait_for_too_long_is_not_sent(time: Time) -> None:
    session: Any = None
    share = Share(lambda: 50)
    share._next_at = time.now + LONGEST_WAIT_S + 1
    with pytest.raises(PausedError):
        await share.hold(session, SimpleNamespace(), MESSAGES)


async def test_whoever_has_lost_its_shards_sends_nothing_more() -> None:
    async def refuse() -> None:
        raise NotOursError("lost")

    worker: Any = SimpleNamespace(may_send=refuse)
    session: Any = None
    for path in ("/api/v10/channels/1/messages", "/api/v10/interactions/1/token/callback"):
        with pytest.raises(SilencedError):
            await fence(worker)(session, SimpleNamespace(), a_request(path))
    await fence(worker)(session, SimpleNamespace(), a_request("/", "wss"))


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_shard_that_may_not_resume_waits_before_it_identifies_itself_anew(
    monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    slept, admitted = list[float](), list[int]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def admit(_: object, shard: int) -> None:
        admitted.append(shard)

    monkeypatch.setattr(client, "asyncio", SimpleNamespace(sleep=sleep))
    bot = SimpleNamespace(_starting=SimpleNamespace(admit=admit), _admitted=set(), http=None)
    await client.BriefingBot.before_identify_hook(bot, 3, initial=is_first)  # type: ignore[arg-type]
    assert admitted == [3]
    assert [1.0 <= seconds <= 5.0 for seconds in slept] == ([] if is_first else [True])
