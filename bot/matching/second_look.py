"""A second look at the ranks of a message whose nearest questions have many wordings.

With several wordings a question, how a message is worded says more than the rest does, and all
wordings together say more than the nearest one. Weights that were fitted on pages with few
wordings cannot know that. So the first score and the nearest wording count for less there, and
credit for more, by weights of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from bot.matching.arrays import FloatArray

GATE: Final = "many_wordings"
"""The feature that says how much of this holds, 0..1."""

_READ: Final = ("apart_credit", "words_harmony", "apart_wordings")
"""The features that count anew: all wordings together and their mean, both by what tells the
passages of the corpus apart, and the nearest one word by word."""

_ITS_OWN: Final = ("apart_credit",)
"""Features that nothing else reads: in the first fit it brought nothing, and it is costly."""

SECOND_LOOK: Final = (f"{GATE}_score", *(f"{GATE}_{name}" for name in _READ))
"""The names of its weights, in order."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the features that it reads stand among all features."""

    gate: int
    read: tuple[int, ...]
    own: tuple[int, ...] = ()
    """Those that neither regression reads."""

    @classmethod
    def among(cls, names: Sequence[str]) -> Self | None:
        """Find them; none where there is no encoder, for then there is no credit."""
        if not {GATE, *_READ} <= set(names):
            return None
        read, own = (tuple(names.index(name) for name in some) for some in (_READ, _ITS_OWN))
        return cls(names.index(GATE), read, own)

    def values(self, features: FloatArray, scores: FloatArray) -> FloatArray:
        """Give what is added to each score, once its weight is known: (candidates, weights)."""
        gates = features[:, [self.gate]]
        return np.asarray(gates * np.column_stack([scores, features[:, self.read]]), np.float32)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Its weights, and what they are multiplied with."""

    columns: Columns
    weights: FloatArray
    """In the order of `SECOND_LOOK`."""

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
