"""Reads off the running parts what supervisors and operators want to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord_app.client import BriefingBot
from bot.discord_app.connection.starting import Starting
from bot.discord_app.vitals import Vitals
from bot.store.recorder import Recorder

if TYPE_CHECKING:
    from bot.fleet.worker import Worker
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Watch:
    """What runs, and how it is."""

    bot: BriefingBot
    library: Library
    recorder: Recorder
    newsroom: Newsroom
    starting: Starting
    worker: Worker | None

    def readiness(self) -> dict[str, bool]:
        """Say of each thing that answering depends on whether it is in order."""
        return {
            "content": bool(self.library.current.responder.corpus.passages),
            "shards": self.bot.is_connected or self._stands_by,
            "sessions": not self.starting.is_waiting,
            "not_draining": not self.bot.desk.is_draining,
        }

    @property
    def _stands_by(self) -> bool:
        """Every shard is another process's, and this one takes over when one of them ends."""
        return self.worker is not None and self.worker.is_standby

    def degraded(self) -> list[str]:
        """Name the parts that do with less than they could."""
        return [part for part, is_degraded in self._parts().items() if is_degraded]

    def vitals(self) -> Vitals:
        """Read everything that /metrics shows of the moment."""
        library, desk, corpus = self.library, self.bot.desk, self.library.current.corpus
        parts, shards = self._parts(), len(self.bot.shards)
        return Vitals(
            revision=corpus.revision,
            served_since=library.served_since.timestamp(),
            editions=library.editions,
            passages=len(corpus.passages),
            shards_connected=self.bot.connected,
            shards_waiting=shards - self.bot.connected,
            identifies_left=desk.metrics.identifies_left,
            busy=desk.busy,
            recorder_waiting=self.recorder.waiting,
            recorder_dropped=self.recorder.dropped,
            is_store_well=not parts["store"],
            is_ready=all(self.readiness().values()),
            parts=parts,
        )

    def _parts(self) -> dict[str, bool]:
        edition = self.library.current
        problems = self.recorder.problem, self.newsroom.problem, self.worker and self.worker.problem
        return {
            "encoder": edition.degraded is not None,
            "languages": edition.multilingual.problem is not None,
            "store": problems != (None, None, None),
        }
