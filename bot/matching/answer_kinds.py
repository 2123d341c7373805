"""Which kinds of answer the texts of passages hold: dates, numbers, names, places, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.corpus.model import Passage
from bot.text.question_types import Gives, gives


class AnswerKinds:
    """Reads a text when it is first asked about: reading all would slow every start and reload.

    Threads may share it; at worst two of them read the same text, and agree.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._found = np.full((len(Gives), len(passages)), _UNREAD, dtype=np.int8)

    def lacking(self, kind: Gives, positions: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Say which passages hold nothing of a kind in their texts."""
        found = self._found[kind]
        for position in positions[found[positions] == _UNREAD].tolist():
            found[position] = gives(kind, self._passages[position].text)
        return np.asarray(found[positions] == 0, dtype=np.bool_)


_UNREAD: Final = -1
