"""The passages of a corpus as the multilingual encoder sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

import numpy as np

from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.matching.answer_kinds import AnswerKinds
from bot.matching.arrays import FloatArray, IntArray
from bot.matching.encoder import Encoder
from bot.matching.index import KINDS
from bot.matching.multilingual.word_space import WordSpace
from bot.matching.phrasings import PHRASINGS, phrasings_of
from bot.matching.runs import Places, Runs, laid_out
from bot.matching.token_space import unit
from bot.matching.vectors import TextVectors
from bot.matching.views import go_deeper_wordings, views_of
from bot.matching.word_scores import best
from bot.text.normalise import fold
from bot.text.question_types import question_type
from bot.text.tokens import words

SHORT: Final = 120
"""Passages of a corpus that is compared as a whole: some four briefings."""

_NEAREST: Final = 12
"""Passages that are compared because they, or their labels, are nearest as a whole."""

_STORIES: Final = 3
_OF_A_STORY: Final = 40
"""So many of the nearest stories are compared, and so much of each."""

_PASSAGES_AT_ONCE: Final = 4_096

HEADINGS: Final = tuple(PHRASINGS)
"""The headings that readers ask for by kind, in any language."""


@dataclass(frozen=True, slots=True, eq=False)
class MultilingualSensing:
    """The multilingual encoder, and what is made of its encodings."""

    encoder: Encoder
    space: WordSpace
    vectors_of: Callable[[Sequence[str]], TextVectors]
    """Gives the vectors of a corpus's texts, in order, and keeps them for the next start."""


@dataclass(frozen=True, slots=True, eq=False)
class MultilingualIndex:
    """N passages of B briefings under all of their views."""

    passages: Sequence[Passage]
    positions: Mapping[PassageId, int]
    vectors: TextVectors
    """Of all views, passage by passage, and then of the phrasings of each heading."""
    first_views: Places
    """(N + 1)"""
    first_sentences: Places
    """(N) Before it are wordings."""
    first_phrasings: Places
    """(headings + 1)"""
    headings: IntArray
    """(N) Position in `HEADINGS`; their number for passages under none of them."""
    kinds: IntArray
    """(N) Position in `KINDS`."""
    question_types: IntArray
    """(N) Of the label."""
    answer_kinds: AnswerKinds
    briefings: IntArray
    """(N) In order: each briefing has one range."""
    passage_scans: FloatArray
    """(N, scan dimension) The mean of a passage's views."""
    label_scans: FloatArray
    """(N, scan dimension)"""
    briefing_scans: FloatArray
    """(B, scan dimension) The mean of its passages."""

    def __len__(self) -> int:
        return len(self.passages)

    @classmethod
    def build(cls, corpus: Corpus, sensing: MultilingualSensing) -> Self:
        """Index a corpus. What was not encoded before is encoded first: some 3 ms a sentence."""
        passages = corpus.passages
        leading = go_deeper_wordings(corpus)
        texts: list[str] = []
        first_views, first_sentences = [0], []
        for passage in passages:
            views = views_of(passage, leading.get(passage.id, ()))
            texts += (*views.wordings, *_asked_by_name(passage))
            first_sentences.append(len(texts))
            texts += views.sentences
            first_views.append(len(texts))
        first_phrasings = [len(texts)]
        for heading in HEADINGS:
            texts += phrasings_of(heading)
            first_phrasings.append(len(texts))
        briefing_ids = {briefing.id: at for at, briefing in enumerate(corpus.briefings)}
        briefings = np.array([briefing_ids[p.briefing] for p in passages], dtype=np.int32)
        vectors = sensing.vectors_of(texts) if passages else TextVectors.none()
        firsts = np.array(first_views, dtype=np.int64)
        scan = sensing.space.tokens.sentence_matrix
        scans = _passage_scans(vectors, firsts, scan)
        return cls(
            passages=passages,
            positions=MappingProxyType({passage.id: at for at, passage in enumerate(passages)}),
            vectors=vectors,
            first_views=firsts,
            first_sentences=np.array(first_sentences, dtype=np.int64),
            first_phrasings=np.array(first_phrasings, dtype=np.int64),
            headings=np.array([_heading(passage) for passage in passages], dtype=np.int32),
            kinds=np.array([KINDS.index(p.kind) for p in passages], dtype=np.int32),
            question_types=np.array(
                [question_type(words(fold(p.label))) for p in passages], dtype=np.int32
            ),
            answer_kinds=AnswerKinds(passages),
            briefings=briefings,
            passage_scans=scans,
            label_scans=_label_scans(vectors, firsts[:-1], scan),
            briefing_scans=unit(_means(scans, briefings, len(briefing_ids))),
        )

    def candidates(self, scan: FloatArray, briefing: int | None) -> IntArray:
        """Choose the passages to compare with a message.

        All of a small corpus; else the nearest as a whole, those with the nearest labels, and the
        nearest of the nearest stories. `briefing` is the story in view, if any.
        """
        if len(self) <= SHORT:
            return np.arange(len(self), dtype=np.int32)
        near = self.passage_scans @ scan
        chosen = dict.fromkeys(best(near, _NEAREST))
        chosen.update(dict.fromkeys(best(self.label_scans @ scan, _NEAREST)))
        for story in self._stories(scan, briefing):
            start, end = np.searchsorted(self.briefings, [story, story + 1]).tolist()
            inside = best(near[start:end], _OF_A_STORY)
            chosen.update(dict.fromkeys(start + at for at in inside))
        return np.array(list(chosen), dtype=np.int32)

    def _stories(self, scan: FloatArray, briefing: int | None) -> Iterator[int]:
        if briefing is not None:
            yield briefing
        yield from best(self.briefing_scans @ scan, _STORIES)


def _asked_by_name(passage: Passage) -> Iterator[str]:
    """Give the questions that a topic answers, which its label does not show."""
    if passage.kind is PassageKind.TOPIC:
        for name in (passage.label, *passage.aliases):
            yield f"Who is {name}?"
            yield f"What is {name}?"


def _heading(passage: Passage) -> int:
    return (
        HEADINGS.index(passage.label) if passage.is_headed and passage.label in HEADINGS else _NONE
    )


_NONE: Final = len(HEADINGS)


def _passage_scans(vectors: TextVectors, firsts: Places, matrix: FloatArray) -> FloatArray:
    found = np.zeros((len(firsts) - 1, matrix.shape[1]), dtype=np.float32)
    for begin in range(0, len(found), _PASSAGES_AT_ONCE):
        cuts = firsts[begin : begin + _PASSAGES_AT_ONCE + 1]
        rows = vectors.sentences_of(laid_out(cuts[:1], cuts[-1:]))
        sums = Runs(np.diff(cuts)).total(np.ascontiguousarray(rows.T))
        found[begin : begin + len(cuts) - 1] = unit(sums.T) @ matrix
    return found


def _label_scans(vectors: TextVectors, labels: Places, matrix: FloatArray) -> FloatArray:
    found = np.zeros((len(labels), matrix.shape[1]), dtype=np.float32)
    for begin in range(0, len(found), _PASSAGES_AT_ONCE):
        part = labels[begin : begin + _PASSAGES_AT_ONCE]
        found[begin : begin + len(part)] = vectors.sentences_of(part) @ matrix
    return found


def _means(rows: FloatArray, owners: IntArray, count: int) -> FloatArray:
    found = np.zeros((count, rows.shape[1]), dtype=np.float32)
    np.add.at(found, owners, rows)
    return found
