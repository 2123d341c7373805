"""Ranks on public sets of questions: `python -m bench.public_sets FOLDER [--messages N]`.

FOLDER holds the sets as JSON Lines of `{"split", "text", "label"}`; none of them is part of this
project. `train_5` or `corpus` are the stored questions, `test` the messages, and splits with
`oos` messages that nothing answers. Each label becomes a passage: its first utterance is the
question, the others are its aliases, and there is no answer to compare with.

The logistic head is fitted on the stored questions of each set. It says what the encoder's vectors
would give to who could fit on five wordings a question; the bot has one, and fits nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from bench.figures_table import console, figures_table, threshold_line
from bench.rankers import FIRST, SHIPPED, WORDS_ALONE, Rankers, Ranking, measure
from bot.app.fitting import sensing_to_fit
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
from bot.evaluation.figures import Figures
from bot.evaluation.golden import GoldenMessage, Scope, Target
from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoder
from bot.settings import load_settings

SETS: Final = ("stackfaq", "banking77", "clinc150", "hwu64", "banking77-oos")
HOPED_FOR: Final = {"stackfaq": 0.93, "banking77": 0.83, "clinc150": 0.90, "hwu64": 0.81}
"""Top-1 that small encoders reach by the nearest utterance or, with five shots, a fitted head."""

STORED: Final = ("train_5", "corpus")
IN_SCOPE_OF: Final = {"banking77-oos": "banking77"}
"""Sets of which only what is out of scope is taken: their labels are out of step with the texts.
The other set has the same intents, and more."""

HEAD: Final = "logistic head on sentence vectors, fitted on this set"
FILE: Final = "questions.txt"


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set as this program sees it."""

    name: str
    utterances: Mapping[str, tuple[str, ...]]
    """Label → stored questions."""
    messages: tuple[GoldenMessage, ...]

    def sample(self, count: int) -> PublicSet:
        """Take so many messages of each style, always the same."""
        by_style: dict[str, list[GoldenMessage]] = defaultdict(list)
        for message in self.messages:
            by_style[message.style].append(message)
        dice = random.Random(1)
        kept = (dice.sample(found, min(count, len(found))) for found in by_style.values())
        return replace(self, messages=tuple(message for few in kept for message in few))

    def corpus(self) -> Corpus:
        """Make a page of questions of it."""
        briefing = BriefingId(self.name)
        passages = tuple(
            Passage(
                id=PassageId(f"q{at}"),
                kind=PassageKind.QUESTION,
                label=first,
                text="",
                provenance=Provenance(FILE, at + 1),
                briefing=briefing,
                aliases=tuple(others),
            )
            for at, (first, *others) in enumerate(self.utterances.values())
        )
        page = Page(FILE, PageKind.QUESTIONS, self.name, True, FrontMatter(), passages, (), "")
        return Corpus(Revision("bench"), (Briefing(briefing, self.name, (page,)),))


def read_set(name: str, text: str) -> PublicSet:
    """Read the rows of a set. What is out of scope but `id` (in the domain) is no near-miss."""
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    utterances: dict[str, list[str]] = {}
    for row in rows:
        if row["split"] in STORED:
            utterances.setdefault(row["label"], []).append(row["text"])
    messages = tuple(_message(row, utterances) for row in rows if row["split"] not in STORED)
    kept = {label: tuple(dict.fromkeys(found)) for label, found in utterances.items()}
    return PublicSet(name, kept, messages)


def with_scope_of(outside: PublicSet, inside: PublicSet) -> PublicSet:
    """Take the messages out of scope of one set, and all else, for its labels, of another."""
    kept = {label: inside.utterances[label] for label in outside.utterances}
    questions = {found[0] for found in kept.values()}
    messages = [m for m in outside.messages if m.scope is Scope.OUT]
    messages += [m for m in inside.messages if questions & {t.target for t in m.targets}]
    return PublicSet(outside.name, kept, tuple(messages))


def _message(row: Mapping[str, str], utterances: Mapping[str, Sequence[str]]) -> GoldenMessage:
    if "oos" in row["split"]:
        style = "near-miss" if row["split"].startswith("id-") else "other"
        return GoldenMessage(row["text"], Scope.OUT, style)
    target = Target(FILE, utterances[row["label"]][0])
    return GoldenMessage(row["text"], Scope.IN, "test", (target,))


# ------------------------------------------------------------------------- the fitted head


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A softmax regression from sentence vectors to passages."""

    matrix: FloatArray
    """(dimension + 1, passages); the last row is the bias."""

    def shares(self, sentence: FloatArray) -> FloatArray:
        """Give each passage its share, (passages,)."""
        scores = np.append(sentence, np.float32(1))[None, :] @ self.matrix
        return np.asarray(_softmax(scores)[0], dtype=np.float32)


def fit_head(sentences: FloatArray, owners: Sequence[int]) -> Head:
    """Fit by accelerated gradient steps (Nesterov 1983), with an L2 penalty.

    `sentences` is (utterances, dimension), of unit length; `owners` names the passage of each.
    """
    design = np.column_stack([sentences, np.ones(len(sentences))]).astype(np.float32)
    wanted = np.eye(max(owners) + 1, dtype=np.float32)[list(owners)]
    step = np.float32(1 / (np.linalg.norm(design, 2) ** 2 / 2 + PENALTY))
    weights = ahead = np.zeros((design.shape[1], wanted.shape[1]), dtype=np.float32)
    for number in range(STEPS):
        slope = design.T @ (_softmax(design @ ahead) - wanted) + PENALTY * ahead
        after = ahead - step * slope
        ahead = after + np.float32(number / (number + 3)) * (after - weights)
        weights = after
    return Head(np.asarray(weights, dtype=np.float32))


PENALTY: Final = np.float32(0.1)
"""Far less than the few utterances' likelihood; figures change little from 0.03 to 0.3."""

STEPS: Final = 400


def _softmax(scores: FloatArray) -> FloatArray:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class HeadRanker:
    """Ranks the passages of one set by a head that was fitted on its stored questions."""

    passages: tuple[Passage, ...]
    head: Head
    encoder: Encoder

    @classmethod
    def fitted(cls, passages: tuple[Passage, ...], encoder: Encoder) -> HeadRanker:
        """Fit on all wordings of the passages."""
        owned = [(w, at) for at, p in enumerate(passages) for w in (p.label, *p.aliases)]
        encoded = encoder.encode([wording for wording, _ in owned])
        sentences = np.array([encoding.sentence for encoding in encoded])
        return cls(passages, fit_head(sentences, [at for _, at in owned]), encoder)

    def rank(self, text: str) -> Ranking:
        """Rank the passages for a message."""
        (encoding,) = self.encoder.encode([text])
        shares = self.head.shares(encoding.sentence)
        order = np.argsort(-shares, kind="stable")[:FIRST].tolist()
        return Ranking(tuple(self.passages[at] for at in order), float(shares[order[0]]))


# ------------------------------------------------------------------------- the program


def measure_set(public: PublicSet, encoder_file: Path | None) -> dict[str, Figures]:
    """Rank the messages of a set in every way."""
    sensing = sensing_to_fit(load_settings(), encoder_file)
    rankers = Rankers.of(public.corpus(), sensing)
    has_shots = any(len(found) > 1 for found in public.utterances.values())
    if sensing is None or not has_shots:
        return measure(public.messages, rankers.rank)
    head = HeadRanker.fitted(rankers.index.passages, sensing.encoder)
    return measure(public.messages, lambda text: {**rankers.rank(text), HEAD: head.rank(text)})


def load_set(folder: Path, name: str) -> PublicSet:
    """Read a set from its file, or from two."""
    public = read_set(name, (folder / f"{name}.jsonl").read_text(encoding="utf-8"))
    other = IN_SCOPE_OF.get(name)
    return public if other is None else with_scope_of(public, load_set(folder, other))


def main() -> None:
    """Measure the sets that are asked for, and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, help="so many of each kind, instead of all")
    parser.add_argument("--only", choices=SETS, nargs="+", default=SETS)
    parser.add_argument("--encoder", type=Path, help="another ONNX file: its signals alone")
    given = parser.parse_args()
    for name in given.only:
        begin = time.perf_counter()
        public = load_set(given.folder, name)
        if given.messages is not None:
            public = public.sample(given.messages)
        found = measure_set(public, given.encoder)
        hoped = f"; hoped for: {HOPED_FOR[name]:.2f}" if name in HOPED_FOR else ""
        title = f"{name}: {len(public.utterances)} questions{hoped}"
        console.print(figures_table(title, found))
        for way in (SHIPPED, WORDS_ALONE):
            if way in found:
                console.print(threshold_line(way, found[way]))
        console.print(f"{time.perf_counter() - begin:.0f} s\n")


if __name__ == "__main__":
    main()
