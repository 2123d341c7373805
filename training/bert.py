"""The encoder in PyTorch: read out of its int8 ONNX file, and written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

SIZE, HEADS, INNER, LAYERS = 384, 12, 1536, 12
WORDS, PLACES, KINDS = 30_522, 512, 2
_EPSILON = 1e-12

Array = NDArray[np.float32]


class Layer(nn.Module):
    """One transformer layer of BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.inner, self.outer = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.after_attention = nn.LayerNorm(SIZE, eps=_EPSILON)
        self.after_all = nn.LayerNorm(SIZE, eps=_EPSILON)

    def forward(self, states: Tensor, is_text: Tensor) -> Tensor:
        """Map states (texts, pieces, size); `is_text` (texts, pieces) is False in the padding."""
        texts, pieces, _ = states.shape

        def heads(of: nn.Linear) -> Tensor:
            rows: Tensor = of(states).view(texts, pieces, HEADS, -1).transpose(1, 2)
            return rows

        seen = functional.scaled_dot_product_attention(
            heads(self.query),
            heads(self.key),
            heads(self.value),
            attn_mask=is_text[:, None, None, :],
        )
        joined = seen.transpose(1, 2).reshape(texts, pieces, SIZE)
        states = self.after_attention(states + self.out(joined))
        inner = functional.gelu(self.inner(states))
        mapped: Tensor = self.after_all(states + self.outer(inner))
        return mapped


class Bert(nn.Module):
    """The whole encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, SIZE), nn.Embedding(PLACES, SIZE)
        self.kinds = nn.Embedding(KINDS, SIZE)
        self.after_embedding = nn.LayerNorm(SIZE, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embedded(self, ids: Tensor) -> Tensor:
        """Give the states below the first layer for ids (texts, pieces)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = self.words(ids) + self.places(places)[None] + self.kinds.weight[0]
        states: Tensor = self.after_embedding(summed)
        return states

    def forward(self, ids: Tensor, is_text: Tensor | None = None) -> Tensor:
        """Give the final states (texts, pieces, size)."""
        states = self.embedded(ids)
        mask = torch.ones_like(ids, dtype=torch.bool) if is_text is None else is_text
        for layer in self.layers:
            states = layer(states, mask)
        return states


_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "inner": "intermediate.dense",
    "outer": "output.dense",
}
_NORM = {"after_attention": "attention.output.LayerNorm", "after_all": "output.LayerNorm"}


def read_bert(file: Path) -> Bert:
    """Read bge-small-en-v1.5 out of an ONNX file with int8 weights."""
    graph = onnx.load(str(file)).graph
    stored = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    products = {
        node.name: _full(stored, node.input[1])
        for node in graph.node
        if node.op_type == "MatMulInteger"
    }
    bert = Bert()
    for name in stored:
        if "embeddings" in name and name.endswith("_quantized"):
            _embedding_of(bert, _full(stored, name))
    _set(bert.after_embedding, stored, "embeddings.LayerNorm")
    for number, layer in enumerate(bert.layers):
        for part, path in _LINEAR.items():
            place = f"/encoder/layer.{number}/{path.replace('.', '/')}/"
            (weight,) = (array for name, array in products.items() if place in name)
            linear = getattr(layer, part)
            linear.weight.data = torch.tensor(weight.T.copy())
            bias = stored[f"encoder.layer.{number}.{path}.bias"]
            linear.bias.data = torch.tensor(np.array(bias))
        for part, path in _NORM.items():
            _set(getattr(layer, part), stored, f"encoder.layer.{number}.{path}")
    return bert.eval()


def write_onnx(bert: Bert, file: Path) -> None:
    """Write an int8 ONNX file: weights by channel, activations as they come."""
    whole = file.with_suffix(".float32.onnx")
    axes = {0: "texts", 1: "pieces"}
    torch.onnx.export(
        bert,
        (torch.randint(1_000, 2_000, (1, 12)),),
        str(whole),
        input_names=["input_ids"],
        output_names=["last_hidden_state"],
        dynamic_axes={"input_ids": axes, "last_hidden_state": axes},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(whole),
        str(file),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()


def _full(stored: Mapping[str, Array], name: str) -> Array:
    """Turn int8 weights back into numbers."""
    base = name.removesuffix("_quantized")
    zero = stored[f"{base}_zero_point"].astype(np.float32)
    scaled = (stored[name].astype(np.float32) - zero) * stored[f"{base}_scale"]
    return np.asarray(scaled, dtype=np.float32)


def _embedding_of(bert: Bert, rows: Array) -> None:
    table = {WORDS: bert.words, PLACES: bert.places, KINDS: bert.kinds}[len(rows)]
    table.weight.data = torch.tensor(rows)


def _set(norm: nn.Module, stored: Mapping[str, Array], path: str) -> None:
    norm.weight.data = torch.tensor(np.array(stored[f"{path}.weight"]))
    norm.bias.data = torch.tensor(np.array(stored[f"{path}.bias"]))
