"""Which spellings say the same words, while anybody asks with them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.editorial.growing import grown
from bot.editorial.numbering import Numbering
from bot.editorial.reading import spoken_words
from bot.editorial.stars import IdArray

NO_WORDS: Final = -1


class Wordings:
    """Questions as they were written, and texts: what several spellings have in common."""

    def __init__(self) -> None:
        self.spellings = Numbering()
        self.texts = Numbering()
        self.ties = np.zeros(0, dtype=np.int64)
        """Of each text a number that depends on its words alone, and tells it from others."""
        self._text_of = np.zeros(0, dtype=np.int64)

    def take(self, questions: Sequence[str]) -> IdArray:
        """Count questions once more each; give the numbers of their spellings."""
        numbers, new = self.spellings.take(questions)
        self._text_of = grown(self._text_of, self.spellings.size, NO_WORDS)
        spoken = [spoken_words(self.spellings.names[number]) for number in new]
        said = [number for number, words in zip(new, spoken, strict=True) if words]
        self._text_of[new] = NO_WORDS
        self._text_of[said] = self._take_texts([words for words in spoken if words])
        return numbers

    def release(self, numbers: IdArray) -> IdArray:
        """Count spellings once less each; give the texts that are gone."""
        texts = self._text_of[self.spellings.release(numbers)]
        return self.texts.release(texts[texts != NO_WORDS])

    def texts_of(self, spellings: IdArray) -> IdArray:
        """Give the text of each spelling, `NO_WORDS` where it has none."""
        return self._text_of[spellings]

    def _take_texts(self, words: Sequence[str]) -> IdArray:
        numbers, new = self.texts.take(words)
        self.ties = grown(self.ties, self.texts.size, 0)
        self.ties[new] = [_tie(self.texts.names[number]) for number in new]
        return numbers


def _tie(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
