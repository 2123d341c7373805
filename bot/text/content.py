"""Finds the words of a text that tell what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.text.normalise import fold
from bot.text.tokens import stems, words
from bot.text.words import ASKING_WORDS, STOP_WORDS


def content_words(text: str) -> tuple[str, ...]:
    """Give the words of a text that carry a subject: neither small words nor ways of asking."""
    return tuple(w for w in words(fold(text)) if w not in STOP_WORDS and w not in ASKING_WORDS)


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the stems of all words of some texts."""
    return frozenset(stem for text in texts for stem in stems(words(fold(text))))
