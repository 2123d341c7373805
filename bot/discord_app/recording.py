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
from bot.store.model import Decided, ReaderHash, TurnRecord, hour_begins, hour_of, kept_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands in Discord."""

    message: int
    """The question's own, or the answer's where the question is no message."""
    channel: int
    guild: int | None


def record_of(
    turn: Turn, place: Place, revision: str, *, now: datetime, reader: ReaderHash | None
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
        decided=_decided(turn.decision),
        confidence=turn.confidence,
        passage=None if turn.reply.passage is None else turn.reply.passage.id,
        nearest=_nearest(turn.decision),
        revision=revision,
        reader=reader,
    )


def export_of(turns: Iterable[TurnRecord], asks: Iterable[Ask] = ()) -> bytes:
    """Write a reader's own rows as JSON; ids are text, since many programs round large numbers."""
    rows = {"questions": [_row(turn) for turn in turns]}
    put = [_row(ask) for ask in asks]
    everything = {**rows, "put_to_the_editors": put} if put else rows
    return json.dumps(everything, ensure_ascii=False, indent=1).encode()


def _row(kept: TurnRecord | Ask) -> dict[str, Any]:
    row = asdict(kept)
    hour = row.pop("hour")
    del row["reader"]
    row.pop("voter", None)
    ids = {name: value and str(value) for name, value in row.items() if name in _IDS}
    return {"asked_in_the_hour_from": hour_begins(hour).isoformat(), **row, **ids}


_IDS: Final = frozenset({"message", "channel", "guild", "to_tell"})


def _decided(decision: Decision) -> Decided:
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
