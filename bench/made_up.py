"""Made-up briefings and messages for the benches: common words, each story with its own."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import Final

import numpy as np

from bot.corpus.model import (
    Briefing,
    BriefingId,
    Corpus,
    FrontMatter,
    Page,
    PageKind,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
    Revision,
)
from bot.encodings.folder import REVISION, EncodingsFolder
from bot.encodings.segments import Segment, Selection, keys_of, sorted_once
from bot.encodings.store import EncodingsStore
from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoder
from bot.matching.token_space import INT8_STEPS, TokenSpace
from bot.matching.vectors import Int8Array, RowArray
from bot.weights_file import load_lexicon

QUESTIONS_PER_BRIEFING: Final = 20
OPENERS: Final = (
    "Why did",
    "How will",
    "When does",
    "What is",
    "Who pays for",
    "Could",
    "Where is",
)


@dataclass(frozen=True, slots=True)
class MadeUpQuestion:
    """A question and its answer."""

    label: str
    text: str


def made_up_stories(questions: int, rng: random.Random) -> Iterator[list[MadeUpQuestion]]:
    """Make so many questions, story by story."""
    words = [word for word in load_lexicon().words[200:20_000] if len(word) > 3]
    often = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for _ in range(questions // QUESTIONS_PER_BRIEFING):
        subject = rng.sample(words, 40)
        yield [_question(subject, words, often, rng) for _ in range(QUESTIONS_PER_BRIEFING)]


def _question(
    subject: Sequence[str], words: Sequence[str], often: Sequence[float], rng: random.Random
) -> MadeUpQuestion:
    """Ask with words that tell; answer with words as frequent as Zipf (1935) has them."""
    asked = " ".join([*rng.sample(subject, 3), *rng.sample(words, 2)])
    answer = ". ".join(
        " ".join([*rng.sample(subject, 4), *rng.choices(words, cum_weights=often, k=6)])
        for _ in range(2)
    )
    return MadeUpQuestion(f"{rng.choice(OPENERS)} the {asked}?", answer)


def write_encodings(
    texts: Sequence[str], folder: Path, encoder: Encoder, space: TokenSpace
) -> None:
    """Write a file of encodings for texts: each word has a vector by chance, a text their mean."""
    projection = space.projection()
    name = EncodingsStore(folder, encoder, projection).space
    keys, first, _ = sorted_once(keys_of(texts, name))
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(w, len(numbers)) for w in texts[at].split()] for at in first]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    words = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(lengths.sum()))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    size, token_size = space.matrix.shape
    dice = np.random.default_rng(len(texts))
    of_words = dice.standard_normal((len(numbers), size), dtype=np.float32)
    of_tokens = dice.standard_normal((len(numbers), token_size), dtype=np.float32)
    of_tokens *= INT8_STEPS / np.linalg.norm(of_tokens, axis=1, keepdims=True)
    segment = Segment(
        keys=keys,
        scales=np.full(len(keys), 1 / (_SPREAD * np.sqrt(size)), dtype=np.float32),
        starts=starts,
        sentences=_means(of_words, words, starts),
        tokens=np.clip(np.rint(of_tokens), -127, 127).astype(np.int8)[words],
    )
    EncodingsFolder(folder, name).add(Selection.find(keys, [segment]), REVISION)


_SPREAD: Final = 30.0
"""Steps of an int8 for each standard deviation of a vector's numbers."""

_TEXTS_AT_ONCE: Final = 20_000


def _means(of_words: FloatArray, words: RowArray, starts: RowArray) -> Int8Array:
    """Give each text the mean of its words' vectors, brought to one length, as int8."""
    found = np.empty((len(starts) - 1, of_words.shape[1]), dtype=np.int8)
    for first in range(0, len(found), _TEXTS_AT_ONCE):
        cuts = starts[first : first + _TEXTS_AT_ONCE + 1]
        sums = np.add.reduceat(of_words[words[cuts[0] : cuts[-1]]], cuts[:-1] - cuts[0], axis=0)
        sums /= np.linalg.norm(sums, axis=1, keepdims=True) / np.sqrt(sums.shape[1])
        found[first : first + len(sums)] = np.clip(np.rint(sums * _SPREAD), -127, 127)
    return found


def made_up_corpus(questions: int, rng: random.Random) -> Corpus:
    """Make briefings as if they had been read from pages."""
    stories = enumerate(made_up_stories(questions, rng))
    return Corpus(Revision("bench"), tuple(_briefing(number, story) for number, story in stories))


def _briefing(number: int, story: Sequence[MadeUpQuestion]) -> Briefing:
    name, file = BriefingId(f"story-{number}"), f"story-{number}.txt"
    passages = tuple(
        Passage(
            id=PassageId(f"s{number}.q{at}"),
            kind=PassageKind.QUESTION,
            label=question.label,
            text=question.text,
            provenance=Provenance(file, at * 3 + 1),
            briefing=name,
        )
        for at, question in enumerate(story)
    )
    page = Page(file, PageKind.QUESTIONS, str(name), True, FrontMatter(), passages, (), "")
    return Briefing(name, str(name), (page,))


def write_pages(questions: int, folder: Path, rng: random.Random) -> list[str]:
    """Write a folder of briefings, one page of questions each; give the questions."""
    labels: list[str] = []
    for number, story in enumerate(made_up_stories(questions, rng)):
        page = folder / f"story-{number}" / "questions.txt"
        page.parent.mkdir(parents=True)
        items = (f"-\n{question.label}\n{question.text}.\n" for question in story)
        page.write_text("".join(items), encoding="utf-8")
        labels += [question.label for question in story]
    return labels


def made_up_messages(labels: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Reword questions as readers do: words left out, added, misspelt."""
    return [_reworded(rng.choice(labels), rng) for _ in range(count)]


def _reworded(label: str, rng: random.Random) -> str:
    words = label.rstrip("?").lower().split()
    words.pop(rng.randrange(len(words)))
    at = rng.randrange(len(words))
    if rng.random() < 0.3 and len(words[at]) > 4:
        word = words[at]
        cut = rng.randrange(1, len(word) - 1)
        words[at] = word[:cut] + word[cut + 1 :]
    return " ".join([*words, *rng.sample(("please", "today", "exactly", "again"), 1)])
