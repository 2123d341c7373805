"""Tells moderators how past questions and golden messages would fare with what they look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.dialogue import content_wording
from bot.discord_app.markdown import in_a_line
from bot.discord_app.reports import few
from bot.editorial.rehearsal import Rehearsal
from bot.evaluation.replay import Flip

_MOST: Final = 8
_LINE: Final = 200

_PART: Final = 60
"""Of a longer line each part is cut by itself: what becomes of the message is at its end."""


def rehearsed(rehearsal: Rehearsal, words: str | None) -> Iterator[str]:
    """Tell what would change: for these words, then for past questions, then what breaks."""
    flips = [flip for flip in rehearsal.flips if flip.message != words]
    if words is not None:
        yield _itself(rehearsal, words)
    yield content_wording.replayed(len(flips), rehearsal.asked - (words is not None))
    yield from _listed(flips)
    if rehearsal.golden:
        yield content_wording.golden(len(rehearsal.broken), rehearsal.golden)
        yield from _listed(rehearsal.broken)


def _itself(rehearsal: Rehearsal, words: str) -> str:
    """Tell of the words, which were asked as well."""
    flip = next((flip for flip in rehearsal.flips if flip.message == words), None)
    return in_a_line(content_wording.unmoved(words), _LINE) if flip is None else _line(flip)


def is_cut(rehearsal: Rehearsal) -> bool:
    """Say whether there is more than `rehearsed` shows."""
    told = (*rehearsal.flips, *rehearsal.broken)
    is_long = any(
        len(content_wording.flip(one.message, one.before, one.after)) > _LINE for one in told
    )
    return is_long or max(len(rehearsal.flips), len(rehearsal.broken)) > _MOST


def _listed(flips: Sequence[Flip]) -> list[str]:
    return few([f"- {_line(flip)}" for flip in flips], _MOST)


def _line(flip: Flip) -> str:
    parts = flip.message, flip.before, flip.after
    whole = content_wording.flip(*parts)
    if len(whole) <= _LINE:
        return in_a_line(whole, _LINE)
    message, before, after = (in_a_line(part, _PART) for part in parts)
    return content_wording.flip(message, before, after)
