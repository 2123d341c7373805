"""Loads the words by which other languages are recognised."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources

import numpy as np

from bot.text.language import LONGEST_WORD, LanguageModel


@lru_cache(maxsize=1)
def load_languages() -> LanguageModel:
    """Load the shipped table, once."""
    packed = (resources.files("bot.text") / "languages.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        languages = tuple(parts["languages"].tobytes().decode("ascii").split())
        words = np.array(parts["words"].tobytes().split(b"\n"), dtype=f"S{LONGEST_WORD}")
        evidence = parts["evidence"]
        frequent = np.unpackbits(parts["frequent"], axis=1, count=len(languages)).astype(bool)
    return LanguageModel(languages, words, evidence, frequent)
