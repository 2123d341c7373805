"""What the stories that are served say, summed up once for as long as they are served."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import ref

from bot.corpus.model import Briefing, Corpus
from bot.editorial.news import snapshot_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a story says at one moment."""

    passages: Mapping[str, str]
    """A passage's id → the digest of its words."""
    mark: int
    """All of it in a number, which another process has otherwise."""


class Snapshots:
    """Sums a story up when somebody asks for it first, for all guilds that see the same one.

    What counts is the story itself, not what its revision is called; with the last edition in
    which it is served goes what is remembered of it.
    """

    def __init__(self) -> None:
        self._made: dict[int, tuple[ref[Briefing], Said]] = {}

    def __len__(self) -> int:
        """Count the stories that are remembered."""
        return len(self._made)

    async def of(self, corpus: Corpus, story: str) -> Said | None:
        """Say what a story says, none where it is gone; a large one is read beside the loop."""
        briefing = corpus.briefing(story)
        if briefing is None:
            return None
        place = id(briefing)
        known = self._made.get(place)
        if known is not None and known[0]() is briefing:
            return known[1]
        said = await asyncio.to_thread(_sum_up, corpus, briefing)
        self._made[place] = ref(briefing, lambda _: self._made.pop(place, None)), said
        return said


def _sum_up(corpus: Corpus, story: Briefing) -> Said:
    passages = snapshot_of(corpus, story.id) or {}
    return Said(passages, hash(frozenset(passages.items())))
