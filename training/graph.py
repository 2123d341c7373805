"""Writes the graph by which ONNX Runtime runs a network: `python -m training.graph WEIGHTS`.

WEIGHTS is an int8 file of an encoder as `training.bert` writes it, or of a cross-encoder as
`training.cross_encoder` does. Beside it, as `NAME.graph.onnx`, comes a graph of the same arithmetic
in ONNX Runtime's own operators (one for attention, one for each sum with its normalisation), some
150 nodes for twelve layers instead of 500 after all that the runtime finds by itself. The large
arrays stay where they are: the graph says at which byte of WEIGHTS each of them begins.

Only the layers are written anew. What comes before the first of them and after the last stays as it
was exported: nothing where the states of the last layer are the output, as with an encoder, and
where they are not, the head that reads them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper

from training.bert import HEADS

_EPSILON: Final = 1e-12
_RUNTIMES: Final = "com.microsoft"
_OPSET: Final = 17
_IR: Final = 8
_LARGE: Final = 1 << 14
"""Bytes from which on an array is not copied."""

_PRODUCT: Final = re.compile(r"layers\.(\d+)/(\w+)/MatMul")
"""How the product with a layer's matrix is named, whatever module the layer is in."""

_ATTENDING: Final = ("query", "key", "value")
_PARTS: Final = ("_quantized", "_scale", "_zero_point")


@dataclass(frozen=True, slots=True)
class _Layers:
    """What a file says of the layers of its network."""

    prefix: str
    """What stands before their names in those of arrays: where the network keeps them."""
    matrices: dict[tuple[int, str], str]
    """The name of each layer's matrices, without what says which of its arrays is meant."""
    begin: str
    end: str
    """The states that the first layer takes, and those that the last one gives."""

    @property
    def count(self) -> int:
        """How many there are."""
        return 1 + max(at for at, _ in self.matrices)

    def array(self, at: int, name: str) -> str:
        """Give the full name of an array of one of them."""
        return f"{self.prefix}layers.{at}.{name}"

    def nodes(self) -> Iterator[NodeProto]:
        """Give the nodes of all layers; each takes what the one before gave."""
        states = (self.begin, *(f"states.{at}" for at in range(1, self.count)), self.end)
        for at, (given, gives) in enumerate(pairwise(states)):
            yield from self._attention(at, given)
            yield self._product(at, "seen", "out")
            yield self._sum(at, (given, f"{at}/out"), "after_attention", f"{at}/middle")
            yield self._product(at, "middle", "inner")
            yield _own("Gelu", [f"{at}/inner"], f"{at}/bent")
            yield self._product(at, "bent", "outer")
            yield self._sum(at, (f"{at}/middle", f"{at}/outer"), "after_all", gives)

    def _attention(self, at: int, given: str) -> Iterator[NodeProto]:
        """Attend with query, key and value side by side, which the runtime joins as it loads."""
        matrices = [self.matrices[at, part] for part in _ATTENDING]
        joined = [f"{at}/joined{part}" for part in _PARTS]
        for part, axis, name in zip(_PARTS, (1, 0, 0), joined, strict=True):
            yield helper.make_node("Concat", [m + part for m in matrices], [name], axis=axis)
        biases = [self.array(at, f"{part}.bias") for part in _ATTENDING]
        yield helper.make_node("Concat", biases, [f"{at}/bias"], axis=0)
        quantised = [f"{at}/states{part}" for part in _PARTS]
        yield helper.make_node("DynamicQuantizeLinear", [given], quantised)
        matrix, scales, zeros = joined
        states, scale, zero = quantised
        inputs = [states, matrix, f"{at}/bias", scale, scales, "", zero, zeros]
        yield _own("QAttention", inputs, f"{at}/seen", num_heads=HEADS)

    def _product(self, at: int, given: str, part: str) -> NodeProto:
        arrays = [self.matrices[at, part] + suffix for suffix in _PARTS]
        inputs = [f"{at}/{given}", *arrays, self.array(at, f"{part}.bias")]
        return _own("DynamicQuantizeMatMul", inputs, f"{at}/{part}")

    def _sum(self, at: int, summands: Sequence[str], norm: str, gives: str) -> NodeProto:
        norms = [self.array(at, f"{norm}.{name}") for name in ("weight", "bias")]
        return _own("SkipLayerNormalization", [*summands, *norms], gives, epsilon=_EPSILON)


def graph_of(weights: Path) -> ModelProto:
    """Give the graph for a file of weights, which it names as its neighbour."""
    content = weights.read_bytes()
    whole = onnx.load_model_from_string(content).graph
    layers = _layers_of(whole.node)
    below = _leading_to({layers.begin}, whole.node)
    outputs = {item.name for item in whole.output}
    above = [
        n for n in _leading_to(outputs - {layers.end}, whole.node, layers.end) if n not in below
    ]
    nodes = [*below, *layers.nodes(), *above]
    wanted = {name for node in nodes for name in node.input}
    arrays = [
        _elsewhere(item, weights.name, content) if len(item.raw_data) >= _LARGE else item
        for item in whole.initializer
        if item.name in wanted
    ]
    graph = helper.make_graph(nodes, "encoder", whole.input, whole.output, arrays)
    domains = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIMES, 1)]
    return helper.make_model(graph, opset_imports=domains, ir_version=_IR)


def _layers_of(nodes: Sequence[NodeProto]) -> _Layers:
    matrices = {}
    norms = {n.input[1]: n.output[0] for n in nodes if n.op_type == "LayerNormalization"}
    for node in nodes:
        found = _PRODUCT.search(node.output[0])
        if node.op_type == "MatMulInteger" and found:
            matrices[int(found[1]), found[2]] = node.input[1].removesuffix(_PARTS[0])
    (first,) = (name for name in norms if name.endswith("after_embedding.weight"))
    prefix = first.removesuffix("after_embedding.weight")
    last = max(at for at, _ in matrices)
    end = norms[f"{prefix}layers.{last}.after_all.weight"]
    return _Layers(prefix, matrices, norms[first], end)


def _leading_to(
    names: set[str], nodes: Sequence[NodeProto], beginning: str | None = None
) -> list[NodeProto]:
    """Give the nodes that some states need, as they are, down to states that are there already."""
    wanted, kept = set(names), []
    for node in reversed(nodes):
        if beginning not in node.output and wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]


def _own(operator: str, inputs: Sequence[str], output: str, **attributes: float) -> NodeProto:
    return helper.make_node(operator, inputs, [output], domain=_RUNTIMES, **attributes)


def _elsewhere(item: TensorProto, file: str, content: bytes) -> TensorProto:
    """Say where an array stands in a file, instead of holding it."""
    begin, length = content.index(item.raw_data), len(item.raw_data)
    elsewhere = TensorProto(name=item.name, data_type=item.data_type, dims=item.dims)
    elsewhere.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", begin), ("length", length)):
        elsewhere.external_data.add(key=key, value=str(value))
    return elsewhere


def main() -> None:
    """Write a graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    weights: Path = parser.parse_args().weights
    file = weights.with_suffix(".graph.onnx")
    file.write_bytes(graph_of(weights).SerializeToString(deterministic=True))
    print(f"{file}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
