"""What moderators judge of turns, and what each threshold would have given on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.editorial.guild_settings import Boldness, GuildSettings
from bot.editorial.judging import next_to_judge
from bot.editorial.threshold_curve import Judged, ThresholdCurve, draw_curve
from bot.matching.policy import shifted
from bot.store.database import Database
from bot.store.judgements import SqlJudgements
from bot.store.model import TurnRecord

if TYPE_CHECKING:
    from bot.edition import Edition


class Judging:
    """Shows moderators turns of their guild, and what follows from their judgements.

    Everything raises `StoreError` when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._judgements = SqlJudgements(database)

    async def next(self, guild: int, skipped: int | None = None) -> TurnRecord | None:
        """Give a turn that nobody has judged; none when all are."""
        message = next_to_judge(await self._judgements.unjudged(guild), skipped)
        return None if message is None else await self._judgements.turn(guild, message)

    async def judge(self, guild: int, message: int, *, is_right: bool) -> bool:
        """Keep a judgement; false where the guild has no such turn any more."""
        turn = await self._judgements.turn(guild, message)
        if turn is not None:
            await self._judgements.judge(turn, is_right=is_right)
        return turn is not None

    async def curve(self, guild: int, settings: GuildSettings, edition: Edition) -> ThresholdCurve:
        """Say what each threshold would have given on the newest turns of a guild."""
        turns = await self._judgements.all(guild)
        fitted = edition.answer_at
        return draw_curve(
            [Judged(t.confidence, t.is_right) for t in turns if t.is_right is not None],
            [turn.confidence for turn in turns if turn.is_right is None],
            levels={
                how.value: shifted(fitted, GuildSettings(boldness=how).caution(fitted))
                for how in Boldness
            },
            present=shifted(fitted, settings.caution(fitted)),
        )
