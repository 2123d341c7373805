"""From a turn to what is kept of it, and back to the file that its reader gets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, assert_never

from bot.dialogue.model import ReplyKind, Turn
from bot.matching.model import Abstain, Answer, Clarify, Decision
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
        decided=_decided(turn.decision),
        confidence=turn.confidence,
        passage=None if turn.reply.passage is None else turn.reply.passage.id,
        nearest=_nearest(turn.decision),
        revision=revision,
        reader=reader,
        is_shadow=is_shadow,
    )


def export_of(turns: Iterable[TurnRecord], opinions: Iterable[Opinion] = ()) -> bytes:
    """Write a reader's own rows as JSON; ids are text, since many programs round large numbers."""
    kept = {"questions": [_row(turn) for turn in turns], "votes": [_said(one) for one in opinions]}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def _row(turn: TurnRecord) -> dict[str, Any]:
    row = asdict(turn)
    del row["reader"], row["hour"]
    return {"asked_in_the_hour_from": hour_begins(turn.hour).isoformat(), **row, **_ids(row)}


def _said(opinion: Opinion) -> dict[str, Any]:
    row = asdict(opinion.ballot)
    del row["reader"], row["voter"], row["hour"]
    said = {"vote": opinion.vote, "meant_instead": opinion.meant}
    hour = hour_begins(opinion.ballot.hour).isoformat()
    return {"said_in_the_hour_from": hour, **row, **_ids(row), **said}


def _ids(row: dict[str, Any]) -> dict[str, str | None]:
    return {name: row[name] and str(row[name]) for name in ("message", "channel", "guild")}


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
