"""Writes the graph by which ONNX Runtime runs the encoder: `python -m training.graph WEIGHTS`.

WEIGHTS is an int8 file as `training.bert` writes it. Beside it, as `NAME.graph.onnx`, comes a graph
of the same arithmetic in ONNX Runtime's own operators (one for attention, one for each sum with its
normalisation), some 150 nodes instead of 500 after all that the runtime finds by itself. The large
arrays stay where they are: the graph says at which byte of WEIGHTS each of them begins.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper

from training.bert import HEADS, LAYERS

_EPSILON: Final = 1e-12
_RUNTIMES: Final = "com.microsoft"
_OPSET: Final = 17
_IR: Final = 8
_LARGE: Final = 1 << 14
"""Bytes from which on an array is not copied."""

_EMBEDDED: Final = "/after_embedding/LayerNormalization_output_0"
_ATTENDING: Final = ("query", "key", "value")
_PARTS: Final = ("_quantized", "_scale", "_zero_point")


def graph_of(weights: Path) -> ModelProto:
    """Give the graph for a file of weights, which it names as its neighbour."""
    content = weights.read_bytes()
    whole = onnx.load_model_from_string(content).graph
    inputs = _matrices(whole.node)
    nodes = [*_embedding(whole.node), *_layers(inputs)]
    wanted = {name for node in nodes for name in node.input}
    arrays = [
        _elsewhere(item, weights.name, content) if len(item.raw_data) >= _LARGE else item
        for item in whole.initializer
        if item.name in wanted
    ]
    graph = helper.make_graph(nodes, "encoder", whole.input, whole.output, arrays)
    domains = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIMES, 1)]
    return helper.make_model(graph, opset_imports=domains, ir_version=_IR)


def _matrices(nodes: Sequence[NodeProto]) -> dict[tuple[int, str], str]:
    """Find the name of each layer's matrices, without what says which of its arrays is meant."""
    found = {}
    for node in nodes:
        if node.op_type == "MatMulInteger":
            layer, part = node.output[0].strip("/").removeprefix("layers.").split("/")[:2]
            found[int(layer), part] = node.input[1].removesuffix(_PARTS[0])
    return found


def _embedding(nodes: Sequence[NodeProto]) -> list[NodeProto]:
    """Give what the first normalisation needs, as it is."""
    wanted, kept = {_EMBEDDED}, []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]


def _layers(matrices: dict[tuple[int, str], str]) -> Iterator[NodeProto]:
    """Give the nodes of all layers; each takes what the one before gave."""
    states = (_EMBEDDED, *(f"states.{at}" for at in range(1, LAYERS)), "last_hidden_state")
    for at, (given, gives) in enumerate(pairwise(states)):
        yield from _attention(at, given, [matrices[at, part] for part in _ATTENDING])
        yield _product(at, "seen", "out", matrices[at, "out"])
        yield _sum(at, (given, f"{at}/out"), "after_attention", f"{at}/middle")
        yield _product(at, "middle", "inner", matrices[at, "inner"])
        yield _own("Gelu", [f"{at}/inner"], f"{at}/bent")
        yield _product(at, "bent", "outer", matrices[at, "outer"])
        yield _sum(at, (f"{at}/middle", f"{at}/outer"), "after_all", gives)


def _attention(at: int, given: str, matrices: Sequence[str]) -> Iterator[NodeProto]:
    """Attend with query, key and value side by side, which the runtime joins when it loads them."""
    joined = [f"{at}/joined{part}" for part in _PARTS]
    for part, axis, name in zip(_PARTS, (1, 0, 0), joined, strict=True):
        yield helper.make_node("Concat", [m + part for m in matrices], [name], axis=axis)
    biases = [f"layers.{at}.{part}.bias" for part in _ATTENDING]
    yield helper.make_node("Concat", biases, [f"{at}/bias"], axis=0)
    quantised = [f"{at}/states{part}" for part in _PARTS]
    yield helper.make_node("DynamicQuantizeLinear", [given], quantised)
    matrix, scales, zeros = joined
    states, scale, zero = quantised
    inputs = [states, matrix, f"{at}/bias", scale, scales, "", zero, zeros]
    yield _own("QAttention", inputs, f"{at}/seen", num_heads=HEADS)


def _product(at: int, given: str, part: str, matrix: str) -> NodeProto:
    arrays = [matrix + suffix for suffix in _PARTS]
    inputs = [f"{at}/{given}", *arrays, f"layers.{at}.{part}.bias"]
    return _own("DynamicQuantizeMatMul", inputs, f"{at}/{part}")


def _sum(at: int, summands: Sequence[str], norm: str, gives: str) -> NodeProto:
    norms = [f"layers.{at}.{norm}.{name}" for name in ("weight", "bias")]
    return _own("SkipLayerNormalization", [*summands, *norms], gives, epsilon=_EPSILON)


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
