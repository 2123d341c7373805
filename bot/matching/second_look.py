"""A second look at the ranks of a message whose nearest questions have many wordings.

With several wordings a question, how a message is worded says more than the rest does, and more
than weights can say that were fitted on pages with few. So the first score counts for less there,
and credit for more, by two weights of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from bot.matching.lexicon import FloatArray

GATE: Final = "many_wordings"
CREDIT: Final = "credit"
"""The features that it reads."""

SECOND_LOOK: Final = ("many_wordings_score", "many_wordings_credit")
"""The names of its weights, in order."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the features that it reads stand among all features."""

    gate: int
    credit: int

    @classmethod
    def among(cls, names: Sequence[str]) -> Self | None:
        """Find them; none where there is no encoder, for then there is no credit."""
        if GATE not in names or CREDIT not in names:
            return None
        return cls(names.index(GATE), names.index(CREDIT))

    def values(self, features: FloatArray, scores: FloatArray) -> FloatArray:
        """Give what is added to each score, once its weight is known: (candidates, 2)."""
        gates = features[:, self.gate]
        return np.stack([gates * scores, gates * features[:, self.credit]], axis=1)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Two weights, and what they are multiplied with."""

    columns: Columns
    weights: FloatArray
    """(2)"""

    @classmethod
    def of(cls, names: Sequence[str], rank: Mapping[str, float]) -> Self | None:
        """Take the weights out of all that rank; none where nothing can be looked at."""
        columns = Columns.among(names)
        if columns is None:
            return None
        weights = np.array([rank.get(name, 0.0) for name in SECOND_LOOK], dtype=np.float32)
        return cls(columns, weights)

    def scores(self, features: FloatArray, scores: FloatArray) -> FloatArray:
        """Score the candidates again, (candidates)."""
        return scores + self.columns.values(features, scores) @ self.weights
