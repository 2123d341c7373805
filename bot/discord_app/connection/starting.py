"""Lets our shards identify themselves, each in its turn, while Discord bears it."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import discord
import yarl
from discord.http import HTTPClient, Route

from bot.discord_app.sending import LINE_FAULTS
from bot.fleet.start_limit import APART_S, StartLimit
from bot.store.model import StoreError

if TYPE_CHECKING:
    from bot.fleet.worker import Worker

_log = logging.getLogger(__name__)

_FRESH_S: Final = 15.0
"""What Discord said of sessions is believed for so long."""

_LONGEST_NAP_S: Final = 60.0
_JITTER_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """What Discord says of its gateway."""

    gateway: yarl.URL
    shards: int
    limit: StartLimit
    at: float


class Starting:
    """Decides which shards are started, and when. With a worker, together with its fleet."""

    def __init__(
        self,
        worker: Worker | None = None,
        shards: int | None = None,
        on_told: Callable[[StartLimit], None] | None = None,
    ) -> None:
        """Tell `on_told` how many sessions are left for today, whenever Discord has said so."""
        self.is_waiting = False
        """Today's sessions are nearly used up, and the bot waits for tomorrow's."""
        self._worker = worker
        self._shards = shards
        self._told: Told | None = None
        self._on_told = on_told
        self._free_at: dict[int, float] = {}

    async def choose(self, http: HTTPClient) -> tuple[yarl.URL, int, tuple[int, ...]]:
        """Give Discord's gateway, the number of all shards, and the ids of ours.

        Waits while all of them are other processes'. Raises `DisagreementError` when that cannot
        be settled, and `GatewayNotFound`.
        """
        told = await self._ask(http)
        if self._worker is None:
            count = self._shards or told.shards
            return told.gateway, count, tuple(range(count))
        assignment = await self._worker.join(told.shards)
        return told.gateway, assignment.plan.shards, assignment.shards

    async def admit(self, http: HTTPClient, shard: int) -> None:
        """Wait until a shard may identify itself."""
        limit = await self._with_budget(http)
        bucket = limit.bucket_of(shard)
        while (wait_s := await self._take_turn(bucket)) > 0:  # noqa: ASYNC110  (a row, no event)
            await asyncio.sleep(wait_s + random.uniform(0, _JITTER_S))  # noqa: S311  (no secret)

    async def _with_budget(self, http: HTTPClient) -> StartLimit:
        limit = await self._limit(http)
        while limit.is_nearly_spent:
            if not self.is_waiting:
                counts = limit.remaining, limit.total, limit.reset_after_s
                _log.error("Only %s of %s sessions are left for %.0f s: waiting", *counts)
            self.is_waiting = True
            await asyncio.sleep(min(limit.reset_after_s, _LONGEST_NAP_S) + _JITTER_S)
            limit = await self._limit(http, is_old=True)
        self.is_waiting = False
        return limit

    async def _limit(self, http: HTTPClient, *, is_old: bool = False) -> StartLimit:
        """Ask how many sessions are left; while nobody answers, what was said last holds."""
        told = self._told
        if told is None or is_old or monotonic() - told.at > _FRESH_S:
            try:
                told = await self._ask(http)
            except (discord.GatewayNotFound, *LINE_FAULTS):
                if told is None:
                    raise
                _log.warning("Discord does not say how many sessions are left")
        return told.limit

    async def _ask(self, http: HTTPClient) -> Told:
        told = self._told = await _ask(http)
        if self._on_told is not None:
            self._on_told(told.limit)
        return told

    async def _take_turn(self, bucket: int) -> float:
        if self._worker is not None:
            try:
                return await self._worker.take_turn(bucket)
            except StoreError as error:
                _log.warning("Taking turns without the database: %s", error)
        left_s = self._free_at.get(bucket, 0.0) - monotonic()
        if left_s <= 0:
            self._free_at[bucket] = monotonic() + APART_S
        return max(left_s, 0.0)


async def _ask(http: HTTPClient) -> Told:
    try:
        told: dict[str, Any] = await http.request(Route("GET", "/gateway/bot"))
    except discord.HTTPException as error:
        raise discord.GatewayNotFound from error
    starts = told["session_start_limit"]
    limit = StartLimit(
        total=starts["total"],
        remaining=starts["remaining"],
        reset_after_s=starts["reset_after"] / 1000,
        max_concurrency=starts["max_concurrency"],
    )
    return Told(yarl.URL(told["url"]), told["shards"], limit, monotonic())
