"""Reads lists of words that are written as running text, so that they stay readable."""

from __future__ import annotations


def word_list(text: str) -> frozenset[str]:
    """Give the words of a text that are separated by white space."""
    return frozenset(text.split())
