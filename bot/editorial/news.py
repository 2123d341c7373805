"""Tells what is new in a story to whoever knows an earlier version of it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.corpus.model import Briefing, Corpus, Passage, PassageKind
from bot.dialogue.compose import is_credit, shown_text
from bot.editorial.text_diff import digest_of

_POINTERS: Final = (PassageKind.TEASER, PassageKind.MENU)
"""They say nothing themselves: what they lead to is a passage of its own."""


@dataclass(frozen=True, slots=True)
class News:
    """What a story says that a reader of an earlier version does not know."""

    new: tuple[Passage, ...] = ()
    changed: tuple[tuple[Passage, str], ...] = ()
    """Each with the digest of the words that the reader knows."""
    gone: int = 0
    """How many passages that the reader knows are there no more, under whatever id."""

    @property
    def is_worth_telling(self) -> bool:
        """Say whether there is anything to read: that something went is no news by itself."""
        return bool(self.new or self.changed)


NO_NEWS: Final = News()


def snapshot_of(corpus: Corpus, story: str) -> Mapping[str, str] | None:
    """Give the digests of a story's words by their passages; none where there is no such story."""
    briefing = corpus.briefing(story)
    if briefing is None:
        return None
    return _digests(briefing)


def news_for(
    known: Mapping[str, str], briefing: Briefing, now: Mapping[str, str] | None = None
) -> News:
    """Tell what is new to a reader who knows a snapshot; the present one may be known as well.

    Words are new, wherever they stand: a passage that was moved or has another id by now is none.
    """
    now = _digests(briefing) if now is None else now
    words, left = frozenset(known.values()), frozenset(now.values())
    unknown = [p for p in briefing.passages if p.id in now and now[p.id] not in words]
    return News(
        new=tuple(p for p in unknown if p.id not in known),
        changed=tuple((p, known[p.id]) for p in unknown if p.id in known),
        gone=sum(name not in now and digest not in left for name, digest in known.items()),
    )


def _telling(briefing: Briefing) -> tuple[Passage, ...]:
    """Give the passages that tell something, in the order of the pages."""
    found = (p for p in briefing.passages if p.kind not in _POINTERS)
    return tuple(passage for passage in found if not is_credit(passage))


def _digests(briefing: Briefing) -> Mapping[str, str]:
    return {str(p.id): digest_of(shown_text(p)) for p in _telling(briefing)}
