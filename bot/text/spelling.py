"""Repairs typing errors against a list of words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LETTERS: Final = 4
"""Shorter words have too many neighbours to be repaired safely."""

MIN_SIMILARITY: Final = 0.66
"""Normalised edit similarity that a repair needs: 2 errors in 6 letters, 1 in 4."""

_MAX_LENGTH: Final = 24
_MAX_COMPLETIONS: Final = 6


class Speller:
    """Finds the nearest word by optimal string alignment (a swap of neighbours is one error).

    Words are kept by length, so that a look-up compares a fraction of them.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(frequencies, key=lambda w: -frequencies[w]):
            if len(word) >= MIN_LETTERS - 1 and word.isalpha():
                by_length[len(word)].append(word)
        self._by_length = dict(by_length)
        self._sorted = sorted(word for listed in by_length.values() for word in listed)

    def repair(self, word: str) -> tuple[str, float] | None:
        """Give the nearest word and its similarity; none when nothing is near enough.

        The more frequent word wins a tie.
        """
        if not MIN_LETTERS <= len(word) <= _MAX_LENGTH or not word.isalpha():
            return None
        best: tuple[str, float] | None = None
        for length in self._lengths_near(len(word)):
            cutoff = MIN_SIMILARITY if best is None else best[1] + 1e-6
            found = process.extractOne(
                word,
                self._by_length[length],
                scorer=OSA.normalized_similarity,
                score_cutoff=cutoff,
                processor=None,
            )
            if found is not None and _is_plausible(word, found[0]):
                best = (found[0], found[1])
        return best

    def complete(self, start: str) -> str | None:
        """Give the word that begins so, such as a clipped name; none when several words do.

        Forms of one word ("harbours") count as one.
        """
        if len(start) < MIN_LETTERS:
            return None
        at = bisect_left(self._sorted, start)
        found = self._sorted[at : at + _MAX_COMPLETIONS + 1]
        longer = [word for word in found if word.startswith(start) and len(word) > len(start) + 1]
        if not longer or len(longer) > _MAX_COMPLETIONS:
            return None
        shortest = min(longer, key=len)
        same = shortest[: max(len(start) + 2, len(shortest) - 2)]
        return shortest if all(word.startswith(same) for word in longer) else None

    def _lengths_near(self, length: int) -> Iterable[int]:
        slack = 1 if length <= MIN_LETTERS + 1 else 2
        near = [length, *(length + sign * d for d in range(1, slack + 1) for sign in (1, -1))]
        return (n for n in near if n in self._by_length)


def _is_plausible(typed: str, word: str) -> bool:
    """Hold people to their first letter, or to a swap of the first two."""
    return typed[0] == word[0] or set(typed[:2]) == set(word[:2])
