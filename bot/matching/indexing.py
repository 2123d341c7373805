"""Builds the index: cuts every view of every passage into terms, and counts them."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.corpus.model import Corpus, Passage, PassageKind
from bot.matching.answer_kinds import AnswerKinds
from bot.matching.apart import Apart
from bot.matching.arrays import FloatArray, IntArray
from bot.matching.index import KINDS, Index, Postings, local_weight
from bot.matching.letters import Letters, signature
from bot.matching.lexicon import Lexicon
from bot.matching.meanings import Meanings
from bot.matching.names import NameBook, build_name_book, plain_words
from bot.matching.packed import Lookup, Starts, Texts
from bot.matching.runs import Runs, laid_out
from bot.matching.sense import Sensing
from bot.matching.vectors import TextVectors
from bot.matching.views import Views, go_deeper_wordings, views_of
from bot.text.normalise import fold
from bot.text.question_types import question_type
from bot.text.tokens import stem, words
from bot.text.words import STOP_WORDS

_K1: Final = 1.2
_B: Final = 0.4
_WORDING_WEIGHT: Final = 2.0
"""A word of the question counts as much as two of the answer; BM25F (Robertson 2004)."""

_RARITY_OF_NAMES: Final = 0.8
"""Names are not in a list of English words, and yet not as telling as an unknown word."""

_NO_TERM: Final = -1
"""Stands for a function word, which is no term."""


class _Growing:
    """The parts of an index while passages are added; flat, for there may be very many."""

    def __init__(self, names: NameBook) -> None:
        self.names = names
        self.term_ids: dict[str, int] = {}
        self.surfaces: list[str] = []
        self.known: Counter[str] = Counter()
        self.view_terms = array("i")
        self.view_starts = array("q", [0])
        self.first_views = array("i", [0])
        self.first_phrasings = array("i")
        self.first_sentences = array("i")
        self.bag_terms = array("i")
        self.bag_counts = array("f")
        self.bag_sizes = array("i")
        self.exact: list[str] = []
        self.wordings: list[str] = []
        self.wording_counts = array("i")
        self.signatures: list[str] = []
        self.types = array("b")
        self._ids: dict[str, int] = dict.fromkeys(STOP_WORDS, _NO_TERM)

    def add(self, views: Views, meant: Views) -> None:
        """Add a passage's views, in the order of the corpus, as they are and as they are meant."""
        bag: dict[int, float] = {}
        for wording, as_meant in zip(views.wordings, meant.wordings, strict=True):
            found = self._words(as_meant)
            typed = found if as_meant is wording else self.names.merge(plain_words(wording))
            self.exact.append(" ".join(typed))
            for term in self._view(found):
                bag[term] = _WORDING_WEIGHT
        self.first_phrasings.append(len(self.view_starts) - 1)
        for phrasing in views.phrasings:
            for term in self._view(self._words(phrasing)):
                bag.setdefault(term, 1.0)
        self.first_sentences.append(len(self.view_starts) - 1)
        for sentence in views.sentences:
            for term in self._view(self._words(sentence)):
                bag[term] = bag.get(term, 0.0) + 1.0
        self.first_views.append(len(self.view_starts) - 1)
        self.bag_terms.extend(bag)
        self.bag_counts.extend(bag.values())
        self.bag_sizes.append(len(bag))
        self.wordings.extend(views.wordings)
        self.wording_counts.append(len(views.wordings))
        spoken = [words(fold(wording)) for wording in meant.wordings]
        self.signatures.extend(map(signature, spoken))
        self.types.append(question_type(spoken[0]))

    def _words(self, text: str) -> list[str]:
        found = plain_words(text)
        self.known.update(found)
        return self.names.merge(found)

    def _view(self, found: Sequence[str]) -> list[int]:
        ids = [self._ids[word] if word in self._ids else self._id(word) for word in found]
        terms = [term for term in ids if term != _NO_TERM]
        self.view_terms.extend(terms)
        self.view_starts.append(len(self.view_terms))
        return terms

    def _id(self, word: str) -> int:
        """Give a new word the id of its stem, which may be known under another form."""
        term = word if word in self.names.places else stem(word)
        known = self.term_ids.get(term)
        if known is None:
            known = self.term_ids[term] = len(self.surfaces)
            self.surfaces.append(word)
        self._ids[word] = known
        return known


def build_index(corpus: Corpus, lexicon: Lexicon, sensing: Sensing | None = None) -> Index:
    """Index every passage of a corpus under all of its views; with an encoder, by meaning too."""
    passages = corpus.passages
    names = _names_of(passages)
    growing, text_vectors = _grow(corpus, names, lexicon, sensing)
    numbers = {briefing.id: at for at, briefing in enumerate(corpus.briefings)}
    briefings = np.array([numbers[p.briefing] for p in passages], dtype=np.int32)
    bag_terms = np.array(growing.bag_terms, dtype=np.int32)
    terms = len(growing.surfaces)
    frequencies = np.bincount(bag_terms, minlength=terms).astype(np.int32)
    ranges = _ranges(briefings, len(numbers))
    owners = np.repeat(briefings, growing.bag_sizes)
    local_keys, local_weights = _local(bag_terms, owners, terms, ranges)
    rarity = _rarity(growing.surfaces, lexicon, names)
    weights = rarity * local_weight(frequencies, len(passages))
    vectors = lexicon.vectors_of_surfaces(growing.surfaces)
    view_weights = _view_weights(growing, rarity, ranges, local_keys, local_weights)
    is_name = np.array(
        [s in names.proper or s in names.places for s in growing.surfaces], dtype=np.bool_
    )
    word_starts, word_terms = _terms_by_word(growing.surfaces, is_name, lexicon)
    return Index(
        passages=passages,
        names=names,
        lexicon=lexicon,
        term_ids=growing.term_ids,
        known_words=growing.known,
        weights=weights,
        vectors=vectors,
        word_starts=word_starts,
        word_terms=word_terms,
        is_name=is_name,
        rarity=rarity,
        view_terms=np.array(growing.view_terms, dtype=np.int32),
        view_weights=view_weights,
        view_totals=Runs(np.diff(growing.view_starts)).total(view_weights),
        view_vectors=_view_vectors(growing, view_weights, vectors),
        view_starts=np.array(growing.view_starts, dtype=np.int64),
        first_views=np.array(growing.first_views, dtype=np.int32),
        first_phrasings=np.array(growing.first_phrasings, dtype=np.int32),
        first_sentences=np.array(growing.first_sentences, dtype=np.int32),
        postings=_postings(growing, frequencies),
        kinds=np.array([KINDS.index(p.kind) for p in passages], dtype=np.int8),
        briefings=briefings,
        local_keys=local_keys,
        local_weights=local_weights,
        briefing_spread=_briefing_spread(local_keys, terms, len(numbers)),
        briefing_ranges=ranges,
        text_vectors=text_vectors,
        scan_vectors=_scan_vectors(growing, text_vectors, sensing),
        apart=_apart(growing, text_vectors),
        wording_vectors=_wording_vectors(growing, weights, vectors),
        question_types=np.array(growing.types, dtype=np.int8),
        answer_kinds=AnswerKinds(passages),
        positions=Lookup.of([passage.id for passage in passages], np.arange(len(passages))),
        wordings=Texts.of(growing.wordings),
        first_wordings=np.cumsum([0, *growing.wording_counts], dtype=np.int32),
        letters=Letters.build(growing.signatures),
        sections=_sections(passages),
        exact=Lookup.of(growing.exact, np.repeat(np.arange(len(passages)), growing.wording_counts)),
    )


def _grow(
    corpus: Corpus, names: NameBook, lexicon: Lexicon, sensing: Sensing | None
) -> tuple[_Growing, TextVectors | None]:
    """Add the views of all passages, and give them the vectors of what they mean."""
    growing = _Growing(names)
    leading = go_deeper_wordings(corpus)
    meanings = Meanings.of(corpus.passages, names, lexicon)
    texts: list[str] = []
    for passage in corpus.passages:
        views = views_of(passage, leading.get(passage.id, ()))
        meant = meanings.of_views(passage, views)
        growing.add(views, meant)
        if sensing is not None:
            texts += (*meant.wordings, *meant.phrasings, *meant.sentences)
    return growing, None if sensing is None else sensing.vectors_of(texts)


def _scan_vectors(
    growing: _Growing, vectors: TextVectors | None, sensing: Sensing | None
) -> FloatArray:
    """Give each passage the mean of its wordings and sentences, some passages at a time."""
    passages = len(growing.wording_counts)
    if vectors is None or sensing is None or passages > MOST_SCANNED:
        return np.zeros((passages, 0), dtype=np.float32)
    first = np.array(growing.first_views, dtype=np.int64)
    phrasings = np.array(growing.first_phrasings, dtype=np.int64)
    sentences = np.array(growing.first_sentences, dtype=np.int64)
    found = np.zeros((passages, sensing.space.sentence_matrix.shape[1]), dtype=np.float32)
    for begin in range(0, passages, _PASSAGES_AT_ONCE):
        end = min(begin + _PASSAGES_AT_ONCE, passages)
        parts = np.stack([first[begin:end], sentences[begin:end]], axis=1).ravel()
        ends = np.stack([phrasings[begin:end], first[begin + 1 : end + 1]], axis=1).ravel()
        rows = vectors.sentences_of(laid_out(parts, ends))
        sums = Runs((ends - parts).reshape(-1, 2).sum(axis=1)).total_rows(rows)
        sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        found[begin:end] = sums @ sensing.space.sentence_matrix
    return found


def _apart(growing: _Growing, vectors: TextVectors | None) -> Apart:
    """Learn from the views of a corpus what tells its passages apart."""
    if vectors is None:
        return Apart.none()
    first, phrasings = np.array(growing.first_views), np.array(growing.first_phrasings)
    return Apart.learnt(vectors, first, phrasings, np.array(growing.first_sentences))


MOST_SCANNED: Final = 200_000
"""Passages up to which all are looked at by meaning; beyond, this takes too long and too much."""

_PASSAGES_AT_ONCE: Final = 4_096


def _sections(passages: Sequence[Passage]) -> dict[str, IntArray]:
    found: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        if passage.is_headed:
            found.setdefault(passage.label, []).append(at)
    return {heading: np.array(at, dtype=np.int32) for heading, at in found.items()}


def _names_of(passages: Sequence[Passage]) -> NameBook:
    topics = (p for p in passages if p.kind is PassageKind.TOPIC)
    labels = [name for topic in topics for name in (topic.label, *topic.aliases)]
    texts = (p.text for p in passages if p.kind is not PassageKind.MENU)
    return build_name_book(texts, labels)


def _rarity(surfaces: Sequence[str], lexicon: Lexicon, names: NameBook) -> FloatArray:
    return np.array(
        [
            _RARITY_OF_NAMES
            if word in names.places or word in names.proper
            else lexicon.rarity(word)
            for word in surfaces
        ],
        dtype=np.float32,
    )


def _local(
    bag_terms: IntArray, owners: IntArray, terms: int, ranges: IntArray
) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """Weigh each briefing's terms within it; `owners` are the briefings of `bag_terms`."""
    keys, counts = np.unique(owners.astype(np.int64) * terms + bag_terms, return_counts=True)
    sizes = ranges[:, 1] - ranges[:, 0]
    return keys, local_weight(counts, sizes[keys // max(terms, 1)])


def _view_weights(
    growing: _Growing,
    rarity: FloatArray,
    ranges: IntArray,
    local_keys: npt.NDArray[np.int64],
    local_weights: FloatArray,
) -> FloatArray:
    """Weigh the terms of all views, one view after the other, within their own briefings."""
    terms = np.array(growing.view_terms, dtype=np.int32)
    starts = np.array(growing.view_starts, dtype=np.int64)
    firsts = np.array(growing.first_views, dtype=np.int32)
    lengths = starts[firsts[ranges[:, 1]]] - starts[firsts[ranges[:, 0]]]
    owners = np.repeat(np.arange(len(ranges), dtype=np.int64), lengths)
    at = np.searchsorted(local_keys, owners * len(rarity) + terms)
    return np.asarray(rarity[terms] * local_weights[at], dtype=np.float32)


def _view_vectors(
    growing: _Growing, weights: FloatArray, vectors: FloatArray
) -> npt.NDArray[np.float16]:
    """Sum the weighted vectors of each view's terms, some views at a time to spare memory."""
    starts = np.array(growing.view_starts, dtype=np.int64)
    terms = np.array(growing.view_terms, dtype=np.int32)
    found = np.zeros((len(starts) - 1, vectors.shape[1]), dtype=np.float16)
    for first in range(0, len(found), _VIEWS_AT_ONCE):
        cuts = starts[first : first + _VIEWS_AT_ONCE + 1]
        begin, end = int(cuts[0]), int(cuts[-1])
        if begin == end:
            continue
        rows = vectors.take(terms[begin:end], axis=0) * weights[begin:end, None]
        padded = np.concatenate([rows, np.zeros((1, rows.shape[1]), dtype=np.float32)])
        sums = np.add.reduceat(padded, cuts[:-1] - begin, axis=0)
        sums[cuts[1:] == cuts[:-1]] = 0.0
        lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        found[first : first + len(sums)] = sums / lengths
    return found


_VIEWS_AT_ONCE: Final = 20_000


def _terms_by_word(
    surfaces: Sequence[str], is_name: npt.NDArray[np.bool_], lexicon: Lexicon
) -> tuple[Starts, IntArray]:
    """Give, for each word of the lexicon, where its terms begin, and the terms."""
    rows = np.array([lexicon.row(surface) for surface in surfaces], dtype=np.int64)
    terms = np.flatnonzero((rows >= 0) & ~is_name)
    counts = np.bincount(rows[terms], minlength=len(lexicon.words))
    ordered = terms[np.argsort(rows[terms], kind="stable")]
    return np.concatenate([[0], np.cumsum(counts)]), ordered.astype(np.int32)


def _postings(growing: _Growing, frequencies: IntArray) -> Postings:
    """Turn bags into postings with their BM25 parts, by one sort over all of them."""
    passages = len(growing.bag_sizes)
    terms = np.array(growing.bag_terms, dtype=np.int32)
    counts = np.array(growing.bag_counts, dtype=np.float32)
    owners = np.repeat(np.arange(passages, dtype=np.int32), growing.bag_sizes)
    lengths = np.bincount(owners, weights=counts, minlength=passages).astype(np.float32)
    mean = float(lengths.mean()) if passages else 0.0
    norm = _K1 * (1 - _B + _B * lengths / max(mean, 1.0))
    idf = np.log1p((passages - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    parts = idf[terms] * counts * (_K1 + 1) / (counts + norm[owners])
    order = np.argsort(terms, kind="stable")
    ordered = np.asarray(parts[order], dtype=np.float32)
    return Postings(
        starts=np.concatenate([[0], np.cumsum(frequencies, dtype=np.int64)]),
        passages=owners[order],
        parts=ordered,
        highest=Runs(frequencies).largest(ordered),
    )


def _briefing_spread(local_keys: npt.NDArray[np.int64], terms: int, briefings: int) -> FloatArray:
    counts = np.bincount(local_keys % max(terms, 1), minlength=terms)
    total = max(briefings, 1)
    return np.asarray(np.log1p(total / np.maximum(counts, 1)) / math.log1p(total), np.float32)


def _ranges(briefings: IntArray, count: int) -> IntArray:
    """Passages are in the order of briefings, so that each has one range."""
    starts = np.searchsorted(briefings, np.arange(count), side="left")
    ends = np.searchsorted(briefings, np.arange(count), side="right")
    return np.stack([starts, ends], axis=1).astype(np.int32)


def _wording_vectors(growing: _Growing, weights: FloatArray, vectors: FloatArray) -> FloatArray:
    """Give the label's mean vector, weighted and of unit length, for each question or topic."""
    found = np.zeros((len(growing.types), vectors.shape[1]), dtype=np.float32)
    for at, first in enumerate(growing.first_views[:-1]):
        if growing.first_phrasings[at] == growing.first_sentences[at]:
            start, end = growing.view_starts[first], growing.view_starts[first + 1]
            terms = growing.view_terms[start:end]
            found[at] = weights[terms] @ vectors[terms]
    return np.asarray(
        found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), dtype=np.float32
    )
