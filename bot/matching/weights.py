"""The fitted numbers of the matcher, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from bot.matching.lexicon import EMPTY_LEXICON, Lexicon


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of both regressions by feature name, and the thresholds that go with them."""

    rank: Mapping[str, float]
    """Conditional logit over the candidates of a message."""
    accept: Mapping[str, float]
    """Logistic regression on the best candidate; it reads `OUTCOME` and then the features."""
    accept_bias: float
    answer_at: float
    """From this confidence on the bot answers."""
    clarify_at: float
    """From this confidence on it asks which one was meant."""
    encoder: str = ""
    """The sha256 of the encoder that they were fitted with; empty for words alone."""
    provenance: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lexicon: Lexicon = EMPTY_LEXICON


@dataclass(frozen=True, slots=True)
class InViewWeights:
    """What the readings of a follow-up are weighed by: two regressions, by feature name.

    Its confidences are at the scale of the thresholds that ship with the matcher.
    """

    rank: Mapping[str, float]
    accept: Mapping[str, float]
    accept_bias: float


NO_WEIGHTS: Final = Weights(
    rank=MappingProxyType({}),
    accept=MappingProxyType({}),
    accept_bias=0.0,
    answer_at=1,
    clarify_at=1,
)
"""Under which all candidates are alike: for gathering what weights are fitted on."""
