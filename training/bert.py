"""The encoder in PyTorch: read out of its int8 ONNX file, and written back into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

SIZE, HEADS, INNER, LAYERS = 384, 12, 1536, 12
WORDS, PLACES, KINDS = 30_522, 512, 2
_EPSILON = 1e-12

AXES: Final = {0: "texts", 1: "pieces"}
"""What an exported network does not fix the size of."""

Array = NDArray[np.float32]


class Layer(nn.Module):
    """One transformer layer of BERT (Devlin et al. 2019)."""

    dropout = 0.0
    """The share of what it computes that it leaves out while it is trained."""

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
            dropout_p=self.dropout if self.training else 0.0,
        )
        joined = seen.transpose(1, 2).reshape(texts, pieces, SIZE)
        states = self.after_attention(states + self._dropped(self.out(joined)))
        inner = functional.gelu(self.inner(states))
        mapped: Tensor = self.after_all(states + self._dropped(self.outer(inner)))
        return mapped

    def _dropped(self, states: Tensor) -> Tensor:
        if not (self.training and self.dropout):
            return states
        return functional.dropout(states, self.dropout)


class Bert(nn.Module):
    """The whole encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, SIZE), nn.Embedding(PLACES, SIZE)
        self.kinds = nn.Embedding(KINDS, SIZE)
        self.after_embedding = nn.LayerNorm(SIZE, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embedded(self, ids: Tensor, kinds: Tensor | None = None) -> Tensor:
        """Give the states below the first layer for ids (texts, pieces).

        `kinds` (texts, pieces) is 1 in the second of two texts that are read together.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        of_kinds = self.kinds.weight[0] if kinds is None else self.kinds(kinds)
        summed = self.words(ids) + self.places(places)[None] + of_kinds
        states: Tensor = self.after_embedding(summed)
        return states

    def forward(
        self, ids: Tensor, is_text: Tensor | None = None, kinds: Tensor | None = None
    ) -> Tensor:
        """Give the final states (texts, pieces, size)."""
        states = self.embedded(ids, kinds)
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
    return bert_in(onnx.load(str(file)))


def arrays_of(model: ModelProto) -> dict[str, Array]:
    """Give the arrays that a network holds, by name."""
    return {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}


def bert_in(model: ModelProto, prefix: str = "") -> Bert:
    """Find the encoder in a network with int8 weights; `prefix` begins the names of its arrays."""
    stored = arrays_of(model)
    products = {
        node.name: unquantised(stored, node.input[1])
        for node in model.graph.node
        if node.op_type == "MatMulInteger"
    }
    bert = Bert()
    for name in stored:
        if "embeddings" in name and name.endswith("_quantized"):
            _embedding_of(bert, unquantised(stored, name))
    _set(bert.after_embedding, stored, f"{prefix}embeddings.LayerNorm")
    for number, layer in enumerate(bert.layers):
        for part, path in _LINEAR.items():
            place = f"/encoder/layer.{number}/{path.replace('.', '/')}/"
            (weight,) = (array for name, array in products.items() if place in name)
            linear = getattr(layer, part)
            linear.weight.data = torch.tensor(weight.T.copy())
            bias = stored[f"{prefix}encoder.layer.{number}.{path}.bias"]
            linear.bias.data = torch.tensor(np.array(bias))
        for part, path in _NORM.items():
            _set(getattr(layer, part), stored, f"{prefix}encoder.layer.{number}.{path}")
    return bert.eval()


def write_onnx(bert: Bert, file: Path) -> None:
    """Write an encoder to an int8 ONNX file."""
    write_int8(bert, file, ["input_ids"], "last_hidden_state", AXES)


def write_int8(
    network: nn.Module, file: Path, inputs: Sequence[str], output: str, axes: Mapping[int, str]
) -> None:
    """Write an int8 ONNX file: weights by channel, activations as they come.

    All inputs are (texts, pieces) of whole numbers, the ids first; `axes` are those of the output.
    """
    whole = file.with_suffix(".float32.onnx")
    ids = torch.randint(1_000, 2_000, (1, 12))
    torch.onnx.export(
        network,
        (ids, *(torch.zeros_like(ids) for _ in inputs[1:])),
        str(whole),
        input_names=list(inputs),
        output_names=[output],
        dynamic_axes={**dict.fromkeys(inputs, AXES), output: axes},
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


def unquantised(stored: Mapping[str, Array], name: str) -> Array:
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
