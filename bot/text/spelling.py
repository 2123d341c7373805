"""Repairs typing errors against a list of words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LETTERS: Final = 4
"""Shorter words have too many neighbours to be repaired safely."""

MIN_SIMILARITY: Final = 0.66
"""Normalised edit similarity that a repair needs: 2 errors in 6 letters, 1 in 4."""

_MAX_LENGTH: Final = 24
_MAX_COMPLETIONS: Final = 6


LetterSets = npt.NDArray[np.uint32]
"""Words as sets of letters, a bit for each; rare letters share one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """Words of one length, the most frequent first."""

    words: tuple[str, ...]
    letters: LetterSets

    def near(self, typed: LetterSets, errors: int) -> list[str]:
        """Give the words that may be so many errors away.

        One error adds one letter and takes one away at most, so the sets of letters, which are
        compared far faster than the words, rule nearly all of them out.
        """
        added = np.bitwise_count(self.letters & ~typed)
        missing = np.bitwise_count(typed & ~self.letters)
        at = (np.maximum(added, missing) <= errors).nonzero()[0]
        return [self.words[place] for place in at.tolist()]


class Speller:
    """Finds the nearest word by optimal string alignment (a swap of neighbours is one error).

    Words are kept by length, so that a look-up compares a fraction of them.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(frequencies, key=lambda w: -frequencies[w]):
            if len(word) >= MIN_LETTERS - 1 and word.isalpha():
                by_length[len(word)].append(word)
        self._by_length = {
            length: _Shelf(tuple(listed), _letter_sets(listed))
            for length, listed in by_length.items()
        }
        self._sorted = sorted(word for listed in by_length.values() for word in listed)

    def repair(self, word: str) -> tuple[str, float] | None:
        """Give the nearest word and its similarity; none when nothing is near enough.

        The more frequent word wins a tie.
        """
        if not MIN_LETTERS <= len(word) <= _MAX_LENGTH or not word.isalpha():
            return None
        best: tuple[str, float] | None = None
        letters = _letter_sets([word])
        for length in self._lengths_near(len(word)):
            cutoff = MIN_SIMILARITY if best is None else min(best[1] + _ROUNDING, 1.0)
            found = process.extractOne(
                word,
                self._by_length[length].near(letters, _errors(max(length, len(word)))),
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


def _errors(length: int) -> int:
    """Give how many errors `MIN_SIMILARITY` allows, where the longer word has this length."""
    return int((1.0 - MIN_SIMILARITY) * length + _ROUNDING)


_ROUNDING: Final = 1e-6


def _letter_sets(words: Sequence[str]) -> LetterSets:
    """Give the sets of letters of words of one length."""
    joined = "".join(words).encode("utf-32-le", errors="surrogatepass")
    points = np.frombuffer(joined, dtype="<u4").reshape(len(words), -1)
    bits = np.uint32(1) << points % np.uint32(32)
    return np.asarray(np.bitwise_or.reduce(bits, axis=1), dtype=np.uint32)


def _is_plausible(typed: str, word: str) -> bool:
    """Hold people to their first letter, or to a swap of the first two."""
    return typed[0] == word[0] or set(typed[:2]) == set(word[:2])
