"""How the moderators of a guild want the bot to be there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from bot.corpus.model import BriefingId


class Mode(StrEnum):
    """When the bot answers in a channel."""

    OFF = "off"
    """Never; commands and buttons are for whoever uses them, and work all the same."""
    MENTION = "mention"
    """When it is called: by its name, or as a reply to it."""
    ASK = "ask"
    """Also when a question reads as one for it, and it is sure of the answer."""
    SHADOW = "shadow"
    """Never aloud: what it would have said is noted for moderators."""


class Boldness(StrEnum):
    """How sure the bot must be to answer instead of asking back."""

    CAUTIOUS = "cautious"
    NORMAL = "normal"
    BOLD = "bold"


CAUTION: Final = MappingProxyType(
    {Boldness.CAUTIOUS: 0.75, Boldness.NORMAL: 0.0, Boldness.BOLD: -0.75}
)
"""In log-odds above the fitted threshold. What each gives on stories that were left out of the fit
stands in docs/editors.md, as editors see it; `briefing-bot eval --calibrate` says it anew."""


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """How one guild wants it. What nobody has set is as the operator has it."""

    mode: Mode | None = None
    """Where no channel's own mode says otherwise; none leaves that to the operator's settings."""
    modes: Mapping[int, Mode] = field(default_factory=lambda: MappingProxyType({}))
    """Channel, or category of channels → its own mode."""
    boldness: Boldness = Boldness.NORMAL
    answer_at: float | None = None
    """A threshold that moderators have chosen by what they saw, 0..1; it outranks `boldness`."""
    replies_in_thread: bool = False
    is_private: bool = False
    """/ask answers its reader alone."""
    moderator_roles: frozenset[int] = frozenset()
    """Roles that moderate the bot, beside those to whom Discord gives that power."""
    briefings: frozenset[BriefingId] | None = None
    """The briefings that are offered here; none offers all."""
    editors_channel: int | None = None
    """Where reports go."""
    sends_weekly_report: bool = False
    takes_votes: bool = True
    """Answers carry 👍 and 👎."""
    lets_follow: bool = True
    """Readers may follow stories, and are written to when something in one is new."""

    def caution(self, fitted: float) -> float:
        """Say how much surer than at the fitted threshold the bot must be, in log-odds."""
        is_chosen = self.answer_at is not None and 0.0 <= self.answer_at <= 1.0
        if self.answer_at is None or not is_chosen or not 0.0 < fitted < 1.0:
            return CAUTION[self.boldness]
        return _log_odds(self.answer_at) - _log_odds(fitted)

    def mode_in(self, places: Iterable[int]) -> Mode | None:
        """Give the mode of a channel, told with the thread and category around it, nearest first.

        None where only the operator's settings say something.
        """
        return next((self.modes[place] for place in places if place in self.modes), self.mode)

    def with_mode(self, channel: int, mode: Mode | None) -> Self:
        """Set the mode of a channel; none lets it be as the guild."""
        rest = {place: own for place, own in self.modes.items() if place != channel}
        return replace(
            self, modes=MappingProxyType(rest if mode is None else {**rest, channel: mode})
        )

    def without_channel(self, channel: int) -> Self:
        """Forget a channel that is gone."""
        kept = self.with_mode(channel, None)
        return replace(kept, editors_channel=None) if kept.editors_channel == channel else kept

    def without_role(self, role: int) -> Self:
        """Forget a role that is gone."""
        return replace(self, moderator_roles=self.moderator_roles - {role})


def _log_odds(probability: float) -> float:
    inner = min(max(probability, _NEVER), 1.0 - _NEVER)
    return math.log(inner / (1.0 - inner))


_NEVER: Final = 1e-3
"""Of confidence: nearer to 0 and 1 no message is told from another."""

DEFAULTS: Final = GuildSettings()
