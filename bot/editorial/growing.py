"""Arrays that grow by doubling, so that what is added one by one costs little."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T", bound=np.generic)


def grown(array: npt.NDArray[T], rows: int, fill: Any) -> npt.NDArray[T]:
    """Give an array with room for so many rows, the new ones filled; itself if it has it."""
    if rows <= len(array):
        return array
    longer = np.full((max(rows, len(array) * 3 // 2), *array.shape[1:]), fill, array.dtype)
    longer[: len(array)] = array
    return longer
