"""What cross-encoders said of messages and passages, kept for one that is to learn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from training.material import Parts


def key_of(message: str, passage: Parts) -> int:
    """Name a message and a passage by their texts; labels alone recur in a group of stories."""
    told = "\n".join((message, passage.label, *passage.sentences))
    return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), "little")


def write_logits(file: Path, logits: Mapping[int, float]) -> None:
    """Write logits by key."""
    keys = np.fromiter(logits, dtype=np.uint64, count=len(logits))
    values = np.fromiter(logits.values(), dtype=np.float32, count=len(logits))
    np.savez_compressed(file, keys=keys, logits=values)


def read_logits(files: Sequence[Path]) -> dict[int, float]:
    """Read logits of several files; what more than one speaks of gets their mean."""
    said: dict[int, list[float]] = {}
    for file in files:
        with np.load(file, allow_pickle=False) as parts:
            for key, logit in zip(parts["keys"].tolist(), parts["logits"].tolist(), strict=True):
                said.setdefault(key, []).append(logit)
    return {key: sum(logits) / len(logits) for key, logits in said.items()}
