"""The cross-encoder in PyTorch: read out of its int8 ONNX file, and written back into one.

It reads a message and a passage together, and says by one number whether the passage answers it
(Nogueira & Cho 2019, "Passage re-ranking with BERT").
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import onnx
import torch
from torch import Tensor, nn

from training.bert import LAYERS, SIZE, Bert, arrays_of, bert_in, unquantised, write_int8

ALL_LAYERS: Final = tuple(range(LAYERS))

_SHARE_OF_LOGITS: Final = 0.5
"""Logits for web pages reach ±11; where training begins, they are to be less sure of themselves."""


class CrossEncoder(nn.Module):
    """BERT for two texts at once, with a head on what it makes of [CLS]."""

    def __init__(self, bert: Bert) -> None:
        super().__init__()
        self.bert = bert
        self.pool, self.head = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 1)

    def forward(self, ids: Tensor, kinds: Tensor, is_text: Tensor | None = None) -> Tensor:
        """Give logits (texts); ids, kinds and `is_text` are (texts, pieces), see `Bert`."""
        return self.judged(self.bert(ids, is_text, kinds))

    def judged(self, states: Tensor) -> Tensor:
        """Give logits (texts) for the final states (texts, pieces, size)."""
        logits: Tensor = self.head(torch.tanh(self.pool(states[:, 0])))
        return logits[:, 0]


def read_cross_encoder(file: Path, layers: Sequence[int] = ALL_LAYERS) -> CrossEncoder:
    """Read ms-marco-MiniLM-L12-v2, or some of its layers, out of an ONNX file with int8 weights."""
    model = onnx.load(str(file))
    bert = bert_in(model, "bert.")
    bert.layers = nn.ModuleList(bert.layers[at] for at in layers)
    network = CrossEncoder(bert)
    stored = arrays_of(model)
    pool = unquantised(stored, "bert.pooler.dense.weight_quantized").T
    head = unquantised(stored, "classifier.weight_quantized").T * _SHARE_OF_LOGITS
    network.pool.weight.data = torch.tensor(pool.copy())
    network.pool.bias.data = torch.tensor(stored["bert.pooler.dense.bias"].copy())
    network.head.weight.data = torch.tensor(head.copy())
    network.head.bias.data = torch.tensor(stored["classifier.bias"] * _SHARE_OF_LOGITS)
    return network.eval()


def write_cross_onnx(network: CrossEncoder, file: Path) -> None:
    """Write a cross-encoder to an int8 ONNX file."""
    write_int8(network, file, ["input_ids", "token_type_ids"], "logit", {0: "texts"})
