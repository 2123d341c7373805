"""Compares a message with candidates by a sentence encoder: as a whole, and word by word.

Word by word is the late interaction of Khattab & Zaharia 2020 (ColBERT): each word of the message
looks for the nearest word of a view, in the light of the words around both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np

from bot.matching.apart import PARTS, Apart, lengths_by, lengths_of_sums
from bot.matching.arrays import BoolArray, FloatArray
from bot.matching.credit import credit
from bot.matching.encoder import Encoder, Encoding
from bot.matching.lexicon import Lexicon
from bot.matching.runs import Places, Runs, laid_out
from bot.matching.token_space import INT8_STEPS, TokenSpace, is_spoken
from bot.matching.vectors import TextVectors
from bot.text.words import STOP_WORDS

_OF_FUNCTION_WORDS: Final = 0.05
"""What a function word counts where words are weighed by how rare they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Sensing:
    """An encoder, and what is made of its encodings."""

    encoder: Encoder
    space: TokenSpace
    vectors_of: Callable[[Sequence[str]], TextVectors]
    """Gives the vectors of a corpus's texts, in order, and keeps them for the next start."""
    again: Callable[[Sequence[str]], TextVectors]
    """Gives the vectors of some of those texts; keeps nothing, and may be called at any time."""

    def within(self) -> Sensing:
        """Give the same for a part of a corpus that was indexed before."""
        return replace(self, vectors_of=self.again)


@dataclass(frozen=True, slots=True, eq=False)
class MessageSense:
    """A message as the encoder sees it. `n` is the number of its word pieces."""

    sentence: FloatArray
    """(encoder dimension,)"""
    scan: FloatArray
    """(scan dimension,) The same, for a first look at all passages."""
    tokens: FloatArray
    """(n, token dimension)"""
    rarity: FloatArray
    """(n) How rare the word is in English, 0..1."""
    names: BoolArray
    """(n) Pieces of names."""

    @property
    def is_telling(self) -> BoolArray:
        """(n) All but function words."""
        return self.rarity > _OF_FUNCTION_WORDS

    @property
    def residual(self) -> BoolArray:
        """(n) What is left of the message without names and function words."""
        return self.is_telling & ~self.names


def message_sense(
    encoding: Encoding, space: TokenSpace, lexicon: Lexicon, is_name: Callable[[str], bool]
) -> MessageSense:
    """Bring a message's encoding into the space in which passages are kept."""
    spoken = [word for word in encoding.words if is_spoken(word)]
    rarity = [_OF_FUNCTION_WORDS if w in STOP_WORDS else lexicon.rarity(w) for w in spoken]
    return MessageSense(
        sentence=encoding.sentence,
        scan=encoding.sentence @ space.sentence_matrix,
        tokens=space.tokens(encoding),
        rarity=np.array(rarity, dtype=np.float32),
        names=np.array([is_name(word) for word in spoken], dtype=np.bool_),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """How near the candidates are to the message: cosines, (C) unless said otherwise."""

    message: MessageSense
    label: FloatArray
    """Message and label, each as a whole."""
    wording: FloatArray
    """Message and nearest wording."""
    sentence: FloatArray
    """Message and nearest sentence of the text."""
    passage: FloatArray
    """Message and the mean of all views."""
    wordings: FloatArray
    """Message and the mean of all wordings."""
    apart: FloatArray
    """Message and nearest view, by what tells the passages of the corpus apart."""
    apart_passage: FloatArray
    """Message and the mean of all views, by the same."""
    apart_wordings: FloatArray
    """Message and the mean of all wordings, by the same."""
    credit: FloatArray
    """The candidate's own part in how near the message is to the views of all candidates."""
    apart_credit: Callable[[], FloatArray]
    """The same, by what tells the passages of the corpus apart; costly, and seldom asked for."""
    words_in_wording: FloatArray
    """The mean over the message's words, in the wording that has them best."""
    telling_in_wording: FloatArray
    """The same, the words weighed by how rare they are."""
    wording_in_words: FloatArray
    """The mean over a wording's words, in the message."""
    harmony: FloatArray
    """The harmonic mean of what message and wording have of each other."""
    words_in_sentence: FloatArray
    telling_in_sentence: FloatArray
    in_wordings: FloatArray
    """(n, C) Each of the message's words, in all wordings."""
    in_views: FloatArray
    """(n, C) Each of the message's words, in all views."""


class _Row(IntEnum):
    """By what each view is compared with the message."""

    WHOLE = 0
    """Nearness in meaning, as a whole."""
    WORDS = 1
    """The mean over the message's words."""
    TELLING = 2
    """The same, the words weighed by how rare they are."""
    BACK = 3
    """The mean over the view's words, in the message."""
    HARMONY = 4
    """The harmonic mean of words and back."""
    APART = 5
    """Nearness by what tells the passages of the corpus apart."""


def compare(
    message: MessageSense,
    vectors: TextVectors,
    views: Places,
    parts: Runs,
    apart: Apart | None = None,
) -> Sense:
    """Compare a message with candidates whose views are given, laid end to end.

    `parts` cuts the views into wordings, phrasings and sentences, candidate by candidate. `apart`
    is what tells the passages of the corpus apart, of these candidates and views; without it all
    directions count alike.
    """
    sentences = vectors.sentences_of(views)
    products, lengths = _products(message, sentences, apart)
    wholes = products[0]
    told_apart = wholes if apart is None else _cosines(products[1], apart.lengths * lengths[1])
    near, by_view = _token_cosines(message, vectors, views)
    in_view = by_view.largest(near)
    mean = in_view.mean(axis=0) if len(in_view) else np.zeros(len(views), dtype=np.float32)
    telling = message.rarity @ in_view / max(float(message.rarity.sum()), _TINY)
    back = by_view.total(near.max(axis=0, initial=-1.0)) / np.maximum(by_view.lengths, 1)
    rows = {
        _Row.WHOLE: wholes,
        _Row.WORDS: mean,
        _Row.TELLING: telling,
        _Row.BACK: back,
        _Row.HARMONY: _harmony(mean, back),
        _Row.APART: told_apart,
    }
    measures = np.stack([rows[row] for row in _Row])
    wording, sentence = _wordings_and_sentences(parts.largest(measures))
    in_wordings, in_sentences = _wordings_and_sentences(parts.largest(in_view))
    vectors.let_go()
    sums = lengths_of_sums(sentences, parts) if apart is None else apart.sums
    plain, by_metric = _mean_cosines(products, lengths, sums, parts)
    counts = parts.lengths.reshape(-1, PARTS).sum(axis=1)
    return Sense(
        message=message,
        label=wholes[counts.cumsum() - counts],
        wording=wording[_Row.WHOLE],
        sentence=sentence[_Row.WHOLE],
        passage=plain[0],
        wordings=plain[1],
        apart=np.maximum(wording[_Row.APART], sentence[_Row.APART]),
        apart_passage=by_metric[0],
        apart_wordings=by_metric[1],
        credit=_credit(wholes, sentences, parts),
        apart_credit=lambda: _credit(
            told_apart, sentences, parts, None if apart is None else apart.metric
        ),
        words_in_wording=wording[_Row.WORDS],
        telling_in_wording=wording[_Row.TELLING],
        wording_in_words=wording[_Row.BACK],
        harmony=wording[_Row.HARMONY],
        words_in_sentence=sentence[_Row.WORDS],
        telling_in_sentence=sentence[_Row.TELLING],
        in_wordings=in_wordings,
        in_views=np.maximum(in_wordings, in_sentences),
    )


_TINY: Final = 1e-6
_PHRASINGS: Final = 1


def _products(
    message: MessageSense, sentences: FloatArray, apart: Apart | None
) -> tuple[FloatArray, FloatArray]:
    """Multiply message and views, plainly and by the metric: (2, V), and its own lengths, (2)."""
    if apart is None:
        wholes = sentences @ message.sentence
        return np.stack([wholes, wholes]), np.ones(2, dtype=np.float32)
    turned = apart.metric @ message.sentence
    asked = np.stack([message.sentence, turned])
    return asked @ sentences.T, lengths_by(message.sentence, asked)


def _mean_cosines(
    products: FloatArray, lengths: FloatArray, sums: FloatArray, parts: Runs
) -> FloatArray:
    """Compare with the mean of all views and that of wordings, plainly and by the metric.

    (2, 2, C), of `products` and `lengths` as `_products` gives them and the candidates' `sums`.
    """
    by_part = parts.total(products).reshape(2, -1, PARTS)
    by_passage = np.stack([by_part.sum(axis=2), by_part[:, :, 0]], axis=1)
    return _cosines(by_passage, sums.transpose(1, 2, 0) * lengths[:, None, None])


def _token_cosines(
    message: MessageSense, vectors: TextVectors, views: Places
) -> tuple[FloatArray, Runs]:
    """Compare each word with each word of the views, (n, words), and say how these are cut."""
    rows = vectors.rows[views]
    begins, ends = vectors.starts[rows], vectors.starts[rows + 1]
    tokens = vectors.tokens.take(laid_out(begins, ends), axis=0).astype(np.float32)
    near = tokens @ (message.tokens.T / np.float32(INT8_STEPS))
    return np.ascontiguousarray(near.T), Runs(ends - begins)


def _harmony(first: FloatArray, second: FloatArray) -> FloatArray:
    first, second = np.maximum(first, 0.0), np.maximum(second, 0.0)
    return np.asarray(2 * first * second / np.maximum(first + second, _TINY), dtype=np.float32)


def _wordings_and_sentences(by_part: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Take parts of candidates apart: (rows, C × parts) → twice (rows, C)."""
    cut = by_part.reshape(len(by_part), -1, PARTS)
    return cut[:, :, 0], cut[:, :, 2]


def _credit(
    wholes: FloatArray, sentences: FloatArray, parts: Runs, metric: FloatArray | None = None
) -> FloatArray:
    """Share the credit among candidates; general phrasings are nobody's own."""
    numbers = np.arange(len(parts.lengths))
    part = np.repeat(numbers % PARTS, parts.lengths)
    owners = np.repeat(numbers // PARTS, parts.lengths)
    own = part != _PHRASINGS
    return credit(wholes[own], sentences[own], owners[own], len(numbers) // PARTS, metric)


def _cosines(products: FloatArray, lengths: FloatArray) -> FloatArray:
    return np.asarray(products / np.maximum(lengths, _TINY), dtype=np.float32)
