"""Loads the matcher's fitted weights and its English lexicon, and checks them on the way in."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.matching.features import FEATURE_NAMES
from bot.matching.lexicon import Lexicon
from bot.matching.matcher import ACCEPT_FEATURES
from bot.matching.weights import Weights

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class WeightsError(Exception):
    """The weights cannot be used. Its text says which file, and what is wrong with it."""


class _StoredWeights(BaseModel):
    """The form of weights.json."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    rank: dict[str, float]
    accept: dict[str, float]
    accept_bias: float
    answer_at: Probability
    clarify_at: Probability
    provenance: dict[str, str] = {}

    @model_validator(mode="after")
    def _check(self) -> _StoredWeights:
        """Refuse weights of features that this program does not have, or has and lacks."""
        for given, expected in ((self.rank, FEATURE_NAMES), (self.accept, ACCEPT_FEATURES)):
            if set(given) != set(expected):
                odd = sorted(set(given) ^ set(expected))
                raise ValueError(f"features do not agree with the program: {', '.join(odd)}")
        if self.clarify_at > self.answer_at:
            raise ValueError("clarify_at is above answer_at")
        return self


def load_weights(path: Path | None = None) -> Weights:
    """Load weights from a file, or those that are shipped; the lexicon is always shipped.

    Raises `WeightsError` when the file cannot be read or does not fit this program.
    """
    try:
        text = path.read_text(encoding="utf-8") if path is not None else _shipped_text()
        stored = _StoredWeights.model_validate(json.loads(text))
    except (OSError, ValueError, ValidationError) as error:
        raise WeightsError(f"{path or 'weights.json'}: {error}") from error
    return Weights(
        rank=MappingProxyType(stored.rank),
        accept=MappingProxyType(stored.accept),
        accept_bias=stored.accept_bias,
        answer_at=stored.answer_at,
        clarify_at=stored.clarify_at,
        provenance=MappingProxyType(stored.provenance),
        lexicon=load_lexicon(),
    )


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the shipped English words and their vectors, once."""
    packed = (resources.files("bot.matching") / "lexicon.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        words = parts["words"].tobytes().decode("ascii").split("\n")
        vectors = parts["vectors"].astype(np.float32)
        near_starts = np.cumsum(np.append(0, parts["near_counts"].astype(np.int64)))
        near_words = parts["near_words"]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return Lexicon(words, vectors, near_starts, near_words)


def _shipped_text() -> str:
    return (resources.files("bot.matching") / "weights.json").read_text(encoding="utf-8")
