"""What the encoder learns from: messages, and the passages that they are compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.cli.material import read_sources
from bot.corpus.build import build_corpus
from bot.corpus.model import Corpus
from bot.evaluation.material import Asked, Setting, trials
from bot.matching.encoder import PIECES_AT_MOST
from bot.matching.indexing import build_index
from bot.matching.query import Understanding
from bot.matching.sense import Sensing
from bot.matching.token_space import is_spoken
from bot.matching.vectors import FloatArray
from bot.matching.views import views_of
from bot.settings import Settings
from bot.text.word_pieces import Vocabulary
from bot.weights_file import load_lexicon
from training.finetune import Cut, Example

COMPARED = 25
"""Passages that a message may be compared with: the nearest by the encoder as it was."""

WHOLE, WORDS = 15.0, 8.0
"""What a cosine of whole texts counts in that first look, and one of single words."""


def read_examples(settings: Settings, material: Sequence[Path], base: Sensing) -> list[Example]:
    """Read the labelled messages, each beside the passages of its group of stories.

    Those of content/, which is always read first, are kept for measuring.
    """
    found: list[Example] = []
    for source in read_sources(settings, material)[1:]:
        for group in source.groups:
            for trial in trials(source, group):
                if trial.setting is Setting.GROUP or len(source.groups[group]) == 1:
                    pages = source.pages_of(trial.stories)
                    corpus = build_corpus(pages, now=datetime.now(UTC)).corpus
                    found += _examples(corpus, group, trial.asked, base)
                    break
    return found


def cut(texts: Sequence[str], vocabulary: Vocabulary) -> dict[str, Cut]:
    """Cut texts into word pieces as the bot does."""
    return {text: _cut(vocabulary.pieces(text, PIECES_AT_MOST), vocabulary) for text in texts}


def _cut(pieces: Sequence[tuple[int, str]], vocabulary: Vocabulary) -> Cut:
    ids = (vocabulary.first, *(piece for piece, _ in pieces), vocabulary.last)
    return Cut(ids, tuple(at for at, (_, word) in enumerate(pieces, start=1) if is_spoken(word)))


def _examples(
    corpus: Corpus, group: str, asked: Sequence[Asked], base: Sensing
) -> Iterator[Example]:
    understanding = Understanding(build_index(corpus, load_lexicon()))
    views = [views_of(passage) for passage in corpus.passages]
    passages = [tuple(dict.fromkeys((*v.wordings, *v.sentences))) for v in views]
    encoded = [_encoded(texts, base) for texts in passages]
    for one in asked:
        message = one.labelled.message
        query = understanding.read(message.message)
        if not query.words:
            continue
        ((whole, words),) = _encoded([query.text], base)
        nearness = [
            np.array([WHOLE * float(w @ whole) + WORDS * _mean_best(words, t) for w, t in rows])
            for rows in encoded
        ]
        order = np.argsort([-float(near.max()) for near in nearness], kind="stable")
        right = [at for at, passage in enumerate(corpus.passages) if message.is_reached_by(passage)]
        yield Example(
            text=query.text,
            group=group,
            right=tuple(sorted(right, key=order.tolist().index)),
            order=tuple(order[:COMPARED].tolist()),
            passages=[
                [texts[at] for at in np.argsort(-near, kind="stable").tolist()]
                for texts, near in zip(passages, nearness, strict=True)
            ],
        )


def _encoded(texts: Sequence[str], base: Sensing) -> list[tuple[FloatArray, FloatArray]]:
    encodings = base.encoder.encode(texts)
    return [(encoding.sentence, base.space.tokens(encoding)) for encoding in encodings]


def _mean_best(words: FloatArray, others: FloatArray) -> float:
    return float((words @ others.T).max(axis=1).mean()) if len(words) and len(others) else 0.0
