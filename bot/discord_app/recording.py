"""From a turn to what is kept of it, and back to the file that its reader gets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, assert_never

from bot.dialogue.model import ReplyKind, Turn
from bot.matching.model import Abstain, Answer, Clarify, Decision
from bot.store.asks import Ask
from bot.store.feedback import Opinion
from bot.store.model import Decided, ReaderHash, TurnRecord, hour_begins, hour_of, kept_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands in Discord."""

    message: int
    """The question's own, or the answer's where the question is no message."""
    channel: int
    guild: int | None


def record_of(
    turn: Turn,
    place: Place,
    revision: str,
    *,
    now: datetime,
    reader: ReaderHash | None,
    is_shadow: bool = False,
) -> TurnRecord | None:
    """Give what is kept of a turn; none where the bot was only asked about itself."""
    if turn.reply.kind is ReplyKind.NOTICE:
        return None
    return TurnRecord(
        message=place.message,
        channel=None if place.guild is None else place.channel,
        guild=place.guild,
        hour=hour_of(now),
        question=kept_words(turn.utterance.text),
        decided=decided_of(turn.decision),
        confidence=turn.confidence,
        passage=None if turn.reply.passage is None else turn.reply.passage.id,
        nearest=_nearest(turn.decision),
        revision=revision,
        reader=reader,
        is_shadow=is_shadow,
    )


def export_of(
    turns: Iterable[TurnRecord], asks: Iterable[Ask] = (), opinions: Iterable[Opinion] = ()
) -> bytes:
    """Write a reader's own rows as JSON; ids are text, since many programs round large numbers."""
    rows = {
        "questions": [_row(turn) for turn in turns],
        "put_to_the_editors": [_row(ask) for ask in asks],
        "votes": [_said(opinion) for opinion in opinions],
    }
    everything = {name: listed for name, listed in rows.items() if listed}
    return json.dumps(everything, ensure_ascii=False, indent=1).encode()


def _row(kept: TurnRecord | Ask) -> dict[str, Any]:
    row = asdict(kept)
    hour = hour_begins(row.pop("hour")).isoformat()
    return {"asked_in_the_hour_from": hour, **_readable(row)}


def _said(opinion: Opinion) -> dict[str, Any]:
    row = asdict(opinion.ballot)
    hour = hour_begins(row.pop("hour")).isoformat()
    said = {"vote": opinion.vote, "meant_instead": opinion.meant}
    return {"said_in_the_hour_from": hour, **_readable(row), **said}


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what stands for the reader, and give ids as text."""
    kept = {name: value for name, value in row.items() if name not in _CODES}
    return kept | {name: value and str(value) for name, value in kept.items() if name in _IDS}


_CODES: Final = frozenset({"reader", "voter"})
_IDS: Final = frozenset({"message", "channel", "guild", "to_tell"})


def decided_of(decision: Decision) -> Decided:
    """Name a decision as it is kept."""
    match decision:
        case Answer():
            return Decided.ANSWER
        case Clarify():
            return Decided.CLARIFY
        case Abstain():
            return Decided.ABSTAIN
        case _:
            assert_never(decision)


def _nearest(decision: Decision) -> str | None:
    match decision:
        case Answer():
            return None
        case Clarify(near) | Abstain(near):
            return near[0].passage.id if near else None
        case _:
            assert_never(decision)
