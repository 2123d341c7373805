"""What is read off a message in any language that the multilingual encoder knows.

The encoder puts words of all its languages into one space. What was fitted there on English words
holds for those of the others too: how rare a word is, whether it is a name, and what kind of
answer a question asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoding
from bot.matching.sense import MessageSense
from bot.matching.token_space import TokenSpace, is_spoken

_LEAST_RARITY: Final = 0.05
"""Function words count this much, so that a message of nothing else still counts."""

_NAME_FROM: Final = 0.15
"""What the probe gives to words that are no names at all, in any language."""


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A linear map of vectors that was fitted to tell something of them."""

    weights: FloatArray
    """(dimension, outputs)"""
    bias: FloatArray
    """(outputs,)"""

    def read(self, rows: FloatArray) -> FloatArray:
        """Give what it tells of each row: (…, dimension) → (…, outputs)."""
        return np.asarray(rows @ self.weights + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class ForeignMessage:
    """A message, as far as it is compared: its n words, none of them punctuation."""

    sense: MessageSense
    naming: FloatArray
    """(n) How surely each word is a name, 0..1."""
    asks: FloatArray
    """(question types) How surely it asks for each kind of answer, 0..1."""


@dataclass(frozen=True, slots=True, eq=False)
class WordSpace:
    """The space in which words are compared, and probes for vectors of the encoder."""

    tokens: TokenSpace
    rarity: Probe
    """Of a word: 0 for the most frequent, 1 for what a large English lexicon hardly knows."""
    naming: Probe
    """Of a word: 1 for a name."""
    asking: Probe
    """Of a sentence, the mean of its words and the first one: 1 for its question type."""

    @property
    def digest(self) -> str:
        """Names all of it."""
        return self.tokens.digest

    def read(self, encoding: Encoding) -> ForeignMessage | None:
        """Read a message; none when it has no words."""
        spoken = [at for at, word in enumerate(encoding.words) if is_spoken(word)]
        if not spoken:
            return None
        words = encoding.tokens[spoken]
        whole = np.concatenate([encoding.sentence, words.mean(axis=0), words[0]])
        naming = np.clip(self.naming.read(words)[:, 0] - _NAME_FROM, 0.0, 1.0)
        sense = MessageSense(
            sentence=encoding.sentence,
            scan=encoding.sentence @ self.tokens.sentence_matrix,
            tokens=self.tokens.tokens(encoding),
            rarity=np.clip(self.rarity.read(words)[:, 0], _LEAST_RARITY, 1.0),
            names=naming > 0,
        )
        return ForeignMessage(sense, naming, np.clip(self.asking.read(whole), 0.0, 1.0))
