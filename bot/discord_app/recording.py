"""From a turn to what is kept of it, and back to the file that its reader gets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, assert_never

from bot.corpus.model import Passage
from bot.dialogue.model import Reply, ReplyKind, Turn
from bot.discord_app.render import quotes
from bot.editorial.text_diff import digest_of
from bot.matching.model import Abstain, Answer, Clarify, Decision
from bot.newsroom.correcting import mark_of
from bot.store.asks import Ask
from bot.store.feedback import Opinion
from bot.store.follows import Follow
from bot.store.model import Decided, ReaderHash, TurnRecord, hour_begins, hour_of, kept_words
from bot.store.quotes import Quote
from bot.store.wordings import QuotedText


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


def texts_quoted(reply: Reply, guild: int | None, *, now: datetime) -> Iterator[QuotedText]:
    """Give the words that a reply quotes, of each of its answers."""
    for _, answer, passage in _quoted(reply):
        yield QuotedText(guild or 0, passage.id, digest_of(answer.text), now, answer.text)


def quotes_of(
    reply: Reply, *, message: int, channel: int, guild: int, now: datetime
) -> Iterator[Quote]:
    """Tell what each answer of a posted reply quotes, the first one first.

    The message is known by it again: nothing is told of a reply that begins with anything else.
    """
    first: tuple[str, str] | None = None
    for place, answer, passage in _quoted(reply):
        if place and first is None:
            return
        digest = digest_of(answer.text)
        notes = (*map(digest_of, answer.notes), mark_of(passage.provenance.file))
        at = message, channel, guild, hour_of(now)
        yield Quote(*at, passage.id, digest, notes, place, first)
        first = first or (passage.id, digest)


def _quoted(reply: Reply) -> Iterator[tuple[int, Reply, Passage]]:
    for place, answer in enumerate((reply, *reply.also)):
        if quotes(answer) and answer.passage is not None:
            yield place, answer, answer.passage


def export_of(
    turns: Iterable[TurnRecord],
    asks: Iterable[Ask] = (),
    opinions: Iterable[Opinion] = (),
    follows: Iterable[Follow] = (),
) -> bytes:
    """Write a reader's own rows as JSON; ids are text, since many programs round large numbers."""
    rows = {
        "questions": [_row(turn) for turn in turns],
        "put_to_the_editors": [_row(ask) for ask in asks],
        "votes": [_said(opinion) for opinion in opinions],
        "followed_stories": [_followed(follow) for follow in follows],
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


def _followed(follow: Follow) -> dict[str, Any]:
    row = asdict(follow)
    hour = hour_begins(row.pop("since")).isoformat()
    return {"followed_since_the_hour_from": hour, **_readable(row)}


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
