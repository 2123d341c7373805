"""What can be observed about a message in another language and its candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.corpus.model import Passage
from bot.matching.arrays import FloatArray, IntArray
from bot.matching.multilingual.index import HEADINGS, MultilingualIndex
from bot.matching.multilingual.word_space import ForeignMessage
from bot.matching.runs import Runs, laid_out
from bot.matching.sense import MessageSense, Sense, compare

_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Phrased:
    """How near the wordings that ask for each candidate's heading are; 0 where it has none."""

    wording: FloatArray
    """(C) Cosine of the nearest as a whole."""
    telling: FloatArray
    """(C) What the best has of the message's words, by rarity."""
    harmony: FloatArray
    """(C) What they have of each other."""
    in_wordings: FloatArray
    """(n, C) Each of the message's words, in all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Foreign:
    """A message of n words, its C candidates, and how near they are."""

    index: MultilingualIndex
    message: ForeignMessage
    positions: IntArray
    """(C) The candidates."""
    sense: Sense
    phrased: Phrased
    in_story: FloatArray
    """(n, C) Each of the message's words, in all candidates of the same briefing."""
    numbers: FloatArray
    """(C) Which share of the message's numbers the passage has; 0 when there are none."""
    has_numbers: bool
    is_same_story: FloatArray
    """(C) Whether it is of the story in view."""

    @property
    def kinds(self) -> IntArray:
        """(C) Position in `KINDS`."""
        return self.index.kinds[self.positions]

    @property
    def briefings(self) -> IntArray:
        """(C) Position of the briefing in the corpus."""
        return self.index.briefings[self.positions]

    def weighed(self, in_words: FloatArray) -> FloatArray:
        """Give the mean over the message's words, weighed by rarity: (n, C) → (C)."""
        rarity = self.message.sense.rarity
        return np.asarray(rarity @ in_words / rarity.sum(), dtype=np.float32)


def gather_foreign(
    text: str,
    message: ForeignMessage,
    index: MultilingualIndex,
    positions: IntArray,
    briefing: int | None,
) -> Foreign:
    """Compare a message with its candidates; `briefing` is the story in view, if any."""
    begins, ends = index.first_views[positions], index.first_views[positions + 1]
    sentences = index.first_sentences[positions]
    none = np.zeros_like(begins)
    parts = Runs(np.stack([sentences - begins, none, ends - sentences], axis=1).ravel())
    sense = compare(message.sense, index.vectors, laid_out(begins, ends), parts)
    briefings = index.briefings[positions]
    numbers = set(_NUMBER.findall(text))
    return Foreign(
        index=index,
        message=message,
        positions=positions,
        sense=sense,
        phrased=_phrased(message.sense, index, index.headings[positions]),
        in_story=_in_stories(sense.in_views, briefings),
        numbers=_shares(numbers, [index.passages[at] for at in positions.tolist()]),
        has_numbers=bool(numbers),
        is_same_story=(briefings == briefing).astype(np.float32),
    )


def _phrased(message: MessageSense, index: MultilingualIndex, headings: IntArray) -> Phrased:
    """Compare with the phrasings of all headings, and give each candidate those of its own."""
    cuts = index.first_phrasings
    lengths = np.diff(cuts)
    none = np.zeros_like(lengths)
    parts = Runs(np.stack([lengths, none, none], axis=1).ravel())
    found = compare(message, index.vectors, laid_out(cuts[:-1], cuts[1:]), parts)
    measures = np.stack([found.wording, found.telling_in_wording, found.harmony])
    wording, telling, harmony = _own(measures, headings)
    return Phrased(wording, telling, harmony, _own(found.in_wordings, headings))


def _own(by_heading: FloatArray, headings: IntArray) -> FloatArray:
    """Give (…, headings) → (…, C), 0 for candidates without a heading."""
    padded = np.zeros((len(by_heading), len(HEADINGS) + 1), dtype=np.float32)
    padded[:, :-1] = by_heading
    return np.asarray(padded[:, headings], dtype=np.float32)


def _in_stories(in_views: FloatArray, briefings: IntArray) -> FloatArray:
    found = np.empty_like(in_views)
    for briefing in np.unique(briefings):
        own = briefings == briefing
        found[:, own] = in_views[:, own].max(axis=1, keepdims=True)
    return found


def _shares(numbers: set[str], passages: Sequence[Passage]) -> FloatArray:
    if not numbers:
        return np.zeros(len(passages), dtype=np.float32)
    texts = (" ".join((p.label, *p.aliases, p.text)) for p in passages)
    own = [len(numbers.intersection(_NUMBER.findall(text))) for text in texts]
    return np.array(own, dtype=np.float32) / np.float32(len(numbers))
