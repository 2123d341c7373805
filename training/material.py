"""What the encoder learns from: messages and passages of stories, and wordings of wishes."""

from __future__ import annotations

import json
import random
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

WORDINGS_FILE = "wordings.jsonl"
"""Short texts of one wish each: a JSON object a line, with `domain`, `matter` and `text`."""

LIKE = 5
"""Other wordings of a wish by which it is known, as few as somebody would write down."""

COMPARED = 25
"""Passages that a message may be compared with: the nearest by the encoder as it was."""

WHOLE, WORDS = 15.0, 8.0
"""What a cosine of whole texts counts in that first look, and one of single words."""


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
    for source in read_sources(settings, of_stories)[1:]:
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
