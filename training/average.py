"""Makes the encoder that ships of what one or several trainings have learnt.

    python -m training.average BASE OUT LEARNT... [--share SHARE]

BASE is the folder that training began with, and LEARNT are folders that `training.finetune` wrote
to. OUT is a folder for model.onnx and model.npz.

Weights that were trained from the same beginning may be averaged: with those of other trainings
(Wortsman et al. 2022, "Model soups") that finds more, and with those of the beginning it serves
other subjects better (the same, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from bot.matching.token_space import TokenSpace
from bot.weights_file import load_token_space
from training.bert import Bert, read_bert, write_onnx
from training.finetune import LEARNT_FILE

SHARE: Final = 0.8
"""What the trained weights count in the average with those that training began with."""

_OF_LAYERS: Final = "upper."


def average(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Give the mean of several states of the same names."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def mix(bert: Bert, learnt: Mapping[str, Tensor], share: float) -> None:
    """Move the layers of an encoder that have learnt, the upper ones, in place."""
    count = len({name.split(".")[1] for name in learnt if name.startswith(_OF_LAYERS)})
    layers = bert.layers[len(bert.layers) - count :]
    began = layers.state_dict()
    layers.load_state_dict(
        {name: share * learnt[_OF_LAYERS + name] + (1 - share) * began[name] for name in began}
    )


def write_space(file: Path, base: TokenSpace, learnt: Mapping[str, Tensor], share: float) -> None:
    """Write the projection of words, moved likewise, and that of whole texts as it was."""
    matrix, shift = torch.tensor(base.matrix), torch.tensor(base.shift)
    np.savez(
        file,
        matrix=_moved(matrix, learnt["projection.weight"].T, share),
        shift=_moved(shift, learnt["projection.bias"], share),
        sentence_matrix=base.sentence_matrix.astype(np.float16),
    )


def _moved(began: Tensor, learnt: Tensor, share: float) -> NDArray[np.float16]:
    return (share * learnt + (1 - share) * began).numpy().astype(np.float16)


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("learnt", type=Path, nargs="+")
    parser.add_argument("--share", type=float, default=SHARE)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    learnt = average([torch.load(folder / LEARNT_FILE) for folder in given.learnt])
    bert = read_bert(given.base / "model.onnx")
    mix(bert, learnt, given.share)
    write_onnx(bert, given.out / "model.onnx")
    base = load_token_space(given.base / "space.npz")
    write_space(given.out / "model.npz", base, learnt, given.share)


if __name__ == "__main__":
    main()
