"""What networks learn from: messages and passages of stories, and wordings of wishes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.cli.material import read_sources
from bot.corpus.build import build_corpus
from bot.corpus.model import Corpus, Passage
from bot.evaluation.material import Asked, Setting, trials
from bot.matching.arrays import FloatArray
from bot.matching.encoder import PIECES_AT_MOST
from bot.matching.indexing import build_index
from bot.matching.query import Understanding
from bot.matching.sense import Sensing
from bot.matching.token_space import is_spoken
from bot.matching.views import views_of
from bot.settings import Settings
from bot.text.sentences import sentences
from bot.text.word_pieces import Vocabulary
from bot.weights_file import load_lexicon
from training.finetune import Cut, Example

WORDINGS_FILE = "wordings.jsonl"
"""Short texts of one wish each: a JSON object a line, with `domain`, `matter` and `text`."""

LIKE = 5
"""Other wordings of a wish by which it is known, as few as somebody would write down."""

COMPARED = 25
"""Passages that a message may be compared with: the nearest by the encoder as it was."""

WHOLE, WORDS = 15.0, 8.0
"""What a cosine of whole texts counts in that first look, and one of single words."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A passage in the parts that an excerpt of it is made of."""

    label: str
    sentences: tuple[str, ...]
    vectors: FloatArray
    """(sentences, dimension)"""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A message, and the passages of its stories, the nearest by an encoder first."""

    text: str
    group: str
    vector: FloatArray
    """(dimension,)"""
    right: tuple[Parts, ...]
    wrong: tuple[Parts, ...]
    """At most 25 with those of the right ones that are as near."""


def read_examples(settings: Settings, material: Sequence[Path], base: Sensing) -> list[Example]:
    """Read the labelled messages, each beside the passages of its group of stories.

    Those of content/, which is always read first, are kept for measuring. A folder with wordings
    of wishes gives an example for each: its like are what is right, and other wishes are not.
    """
    found: list[Example] = []
    of_wishes = [folder for folder in material if (folder / WORDINGS_FILE).is_file()]
    for folder in of_wishes:
        found += _examples_of_wordings(folder / WORDINGS_FILE, base)
    of_stories = [folder for folder in material if folder not in of_wishes]
    for corpus, group, asked in _groups(settings, of_stories):
        found += _examples(corpus, group, asked, base)
    return found


def read_comparisons(
    settings: Settings, material: Sequence[Path], base: Sensing
) -> list[Comparison]:
    """Read the same of folders of stories, with the sentences of each passage in their order."""
    return [
        comparison
        for corpus, group, asked in _groups(settings, material)
        for comparison in _comparisons(corpus, group, asked, base)
    ]


def cut(texts: Sequence[str], vocabulary: Vocabulary) -> dict[str, Cut]:
    """Cut texts into word pieces as the bot does."""
    return {text: _cut(vocabulary.pieces(text, PIECES_AT_MOST), vocabulary) for text in texts}


def _cut(pieces: Sequence[tuple[int, str]], vocabulary: Vocabulary) -> Cut:
    ids = (vocabulary.first, *(piece for piece, _ in pieces), vocabulary.last)
    return Cut(ids, tuple(at for at, (_, word) in enumerate(pieces, start=1) if is_spoken(word)))


def _groups(
    settings: Settings, material: Iterable[Path]
) -> Iterator[tuple[Corpus, str, Sequence[Asked]]]:
    """Give the passages of each group of stories, its name, and what is asked of all of it."""
    for source in read_sources(settings, material)[1:]:
        for group in source.groups:
            for trial in trials(source, group):
                if trial.setting is Setting.GROUP or len(source.groups[group]) == 1:
                    pages = source.pages_of(trial.stories)
                    corpus = build_corpus(pages, now=datetime.now(UTC)).corpus
                    yield corpus, group, trial.asked
                    break


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """A message, and how near the passages of its stories are to it."""

    text: str
    vector: FloatArray
    nearness: Sequence[FloatArray]
    """Of each view of each passage."""
    right: tuple[int, ...]
    order: tuple[int, ...]
    """All passages, the nearest first; those that are right, too."""


def _ranked(
    corpus: Corpus, passages: Sequence[Sequence[str]], asked: Sequence[Asked], base: Sensing
) -> Iterator[_Ranked]:
    """Rank passages, given by their views, for each message that has words."""
    understanding = Understanding(build_index(corpus, load_lexicon()))
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
        order = np.argsort([-float(near.max()) for near in nearness], kind="stable").tolist()
        right = [at for at, passage in enumerate(corpus.passages) if message.is_reached_by(passage)]
        yield _Ranked(
            query.text, whole, nearness, tuple(sorted(right, key=order.index)), tuple(order)
        )


def _texts_of(corpus: Corpus) -> list[tuple[str, ...]]:
    """Give the views by which each passage is found: its wordings and its sentences."""
    views = [views_of(passage) for passage in corpus.passages]
    return [tuple(dict.fromkeys((*v.wordings, *v.sentences))) for v in views]


def _examples(
    corpus: Corpus, group: str, asked: Sequence[Asked], base: Sensing
) -> Iterator[Example]:
    passages = _texts_of(corpus)
    for ranked in _ranked(corpus, passages, asked, base):
        yield Example(
            text=ranked.text,
            group=group,
            right=ranked.right,
            order=ranked.order[:COMPARED],
            passages=[
                [texts[at] for at in np.argsort(-near, kind="stable").tolist()]
                for texts, near in zip(passages, ranked.nearness, strict=True)
            ],
        )


def _comparisons(
    corpus: Corpus, group: str, asked: Sequence[Asked], base: Sensing
) -> Iterator[Comparison]:
    parts = [_parts_of(passage, base) for passage in corpus.passages]
    for ranked in _ranked(corpus, _texts_of(corpus), asked, base):
        yield Comparison(
            text=ranked.text,
            group=group,
            vector=ranked.vector,
            right=tuple(parts[at] for at in ranked.right),
            wrong=tuple(parts[at] for at in ranked.order[:COMPARED] if at not in ranked.right),
        )


def _parts_of(passage: Passage, base: Sensing) -> Parts:
    of_text = sentences(passage.text)
    vectors = [encoding.sentence for encoding in base.encoder.encode(of_text)]
    return Parts(passage.label, of_text, np.stack(vectors))


def _examples_of_wordings(file: Path, base: Sensing) -> Iterator[Example]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    wishes: dict[tuple[str, str], list[int]] = {}
    for at, row in enumerate(rows):
        wishes.setdefault((row["domain"], row["matter"]), []).append(at)
    texts = [str(row["text"]) for row in rows]
    encoded = _encoded(texts, base)
    wholes = np.stack([whole for whole, _ in encoded])
    rng = random.Random(0)
    for right, wish in enumerate(wishes):
        for asked in wishes[wish]:
            shown = [
                rng.sample(like, min(LIKE, len(like)))
                for like in ([at for at in those if at != asked] for those in wishes.values())
            ]
            nearness = wholes @ wholes[asked]
            ordered = [sorted(those, key=lambda at: -float(nearness[at])) for those in shown]
            order = np.argsort([-float(nearness[those[0]]) for those in ordered], kind="stable")
            yield Example(
                text=texts[asked],
                group=file.parent.name,
                right=(right,),
                order=tuple(order[:COMPARED].tolist()),
                passages=[[texts[at] for at in those] for those in ordered],
                may_be_unanswered=False,
            )


def _encoded(texts: Sequence[str], base: Sensing) -> list[tuple[FloatArray, FloatArray]]:
    encodings = base.encoder.encode(texts)
    return [(encoding.sentence, base.space.tokens(encoding)) for encoding in encodings]


def _mean_best(words: FloatArray, others: FloatArray) -> float:
    return float((words @ others.T).max(axis=1).mean()) if len(words) and len(others) else 0.0
