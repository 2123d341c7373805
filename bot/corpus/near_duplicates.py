"""Questions that stand in a corpus twice: nearly the same words, and nearly the same answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Passage, PassageKind
from bot.text.folding import folded
from bot.text.tokens import stem
from bot.text.words import STOP_WORDS

MIN_ANSWER = 90
"""Of 100 by the letters that must change (Indel): two or three words of a paragraph."""
MIN_QUESTION = 0.5
"""Share of the words with a meaning of their own that two questions have in common."""
SHORT_ANSWER = 12
"""Words; the same few words may answer two questions, so those must have the same words too."""

_RUN = 3
"""Words; texts that are nearly the same share most of their runs of three."""
_SKETCH = 8
"""Runs of a text that are compared: those of the smallest hashes (Broder 1997), so that two texts
choose the same ones. Of pairs with half of their runs in common, one in 256 shares none."""
_COMPARED = 4
"""Earlier texts with the same run that a text is compared with, however many there are."""
_NAME_OR_NUMBER = re.compile(
    r"(?<=[^.!?…:\s] )[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f][\w'’]*|\d+(?:[.,]\d+)*"
)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage in the forms that are compared."""

    passage: Passage
    answer: str
    words: tuple[str, ...]
    """Of the question and the answer."""

    @classmethod
    def of(cls, passage: Passage) -> _Text:
        answer = folded(passage.text)
        return cls(passage, answer, (*folded(passage.label).split(), *answer.split()))


def lint_near_duplicates(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Tell of each question that stood in the corpus before, in nearly the same words."""
    for first, second in near_duplicates(passages):
        where = second.provenance
        values = {"what": second.label, "other": first.label, "place": str(first.provenance)}
        yield finding("near-duplicate", where.file, where.line, **values)


def near_duplicates(passages: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    """Pair each question with the first one before it that it repeats.

    Answers that differ in a name or a number are not the same, however alike they are. Takes
    time in proportion to the length of all texts.
    """
    groups: dict[frozenset[str], list[_Text]] = defaultdict(list)
    for passage in passages:
        if passage.kind is PassageKind.QUESTION:
            groups[frozenset(_NAME_OR_NUMBER.findall(passage.text))].append(_Text.of(passage))
    order = {passage.id: at for at, passage in enumerate(passages)}
    found = [pair for group in groups.values() if len(group) > 1 for pair in _pairs(group)]
    return sorted(found, key=lambda pair: order[pair[1].id])


def _pairs(texts: Sequence[_Text]) -> Iterator[tuple[Passage, Passage]]:
    """Pair those of a group that are nearly the same."""
    candidates = _candidates(texts)
    scores = process.cpdist(
        [texts[one].answer for one, _ in candidates],
        [texts[other].answer for _, other in candidates],
        scorer=fuzz.ratio,
        score_cutoff=MIN_ANSWER,
    )
    told: set[int] = set()
    for (one, other), score in zip(candidates, scores, strict=True):
        if score and other not in told and _is_repeated(texts[one], texts[other]):
            told.add(other)
            yield texts[one].passage, texts[other].passage


def _candidates(texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """Pair texts that share a run of words, by place, the earlier one first."""
    holders: dict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for at, runs in enumerate(_sketches(texts)):
        for run in runs:
            before = holders[run]
            pairs.update((earlier, at) for earlier in before)
            if len(before) < _COMPARED:
                before.append(at)
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _sketches(texts: Sequence[_Text]) -> Iterator[list[int]]:
    """Give the smallest hashes among each text's runs of words."""
    for text in texts:
        codes: npt.NDArray[np.uint64] = np.fromiter(
            (crc32(word.encode()) for word in text.words), dtype=np.uint64, count=len(text.words)
        )
        runs = codes[: max(len(codes) - _RUN + 1, 1)].copy()
        for shift in range(1, min(_RUN, len(codes))):
            runs = runs * _SPREAD + codes[shift : shift + len(runs)]
        hashes = np.unique((runs ^ (runs >> np.uint64(29))) * _SPREAD)
        yield hashes[:_SKETCH].tolist()


def _is_repeated(one: _Text, other: _Text) -> bool:
    """Tell whether two passages with nearly the same answer ask nearly the same."""
    if one.passage.briefing == other.passage.briefing and _is_told_already(one, other):
        return False
    mine, theirs = _meaning(one.passage.label), _meaning(other.passage.label)
    if mine == theirs:
        return True
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    is_short = min(len(one.answer.split()), len(other.answer.split())) < SHORT_ANSWER
    return not is_short and shared >= MIN_QUESTION


def _is_told_already(one: _Text, other: _Text) -> bool:
    """Tell of `same-question-elsewhere`, which says that two answers differ."""
    return one.answer != other.answer and folded(one.passage.label) == folded(other.passage.label)


def _meaning(question: str) -> frozenset[str]:
    return frozenset(stem(word) for word in folded(question).split() if word not in STOP_WORDS)
