"""Keeps a process of the fleet up to date with what the others change, and tells how it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.discord_app.alongside import alongside
from bot.store.model import StoreError

if TYPE_CHECKING:
    from bot.discord_app.client import BriefingBot
    from bot.fleet.rows import Who
    from bot.fleet.worker import Worker
    from bot.newsroom.newsroom import Newsroom

_log = logging.getLogger(__name__)

_LOOK_S: Final = 1.0
"""A hint from the database comes sooner; one that is lost costs no more than this."""

_LISTEN_AGAIN_S: Final = 5.0


@asynccontextmanager
async def in_fleet(worker: Worker | None, bot: BriefingBot) -> AsyncIterator[None]:
    """Be one of the fleet meanwhile; without a worker, be the only one."""
    newsroom = bot.desk.newsroom
    if worker is None or newsroom is None:
        yield
        return

    def describe(who: Who) -> Who:
        revision = bot.desk.library.current.corpus.revision
        return replace(
            who, revision=revision, change=newsroom.latest_change, is_ready=bot.is_connected
        )

    worker.describe = describe
    hint = asyncio.Event()
    async with worker, alongside(_refresh(newsroom, hint)), alongside(_listen(worker, hint)):
        yield


async def _refresh(newsroom: Newsroom, hint: asyncio.Event) -> None:
    while True:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_S):
                await hint.wait()
        hint.clear()
        try:
            await newsroom.refresh()
        except StoreError:
            continue  # the newsroom has it as its problem
        except Exception:
            _log.exception("What others changed could not be taken over")


async def _listen(worker: Worker, hint: asyncio.Event) -> None:
    while True:
        with suppress(StoreError):
            async with worker.listening(hint.set) as broken:
                hint.set()
                await broken.wait()
        await asyncio.sleep(_LISTEN_AGAIN_S)
