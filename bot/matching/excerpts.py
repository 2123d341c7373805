"""Cuts a passage to what a cross-encoder reads of it beside a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray

EXCERPT_PIECES: Final = 64
"""Word pieces of an excerpt: time grows with them, and few answers are longer."""

LABEL_PIECES: Final = 32
"""Of these, what the question or the heading may take."""


def excerpt(
    label: Sequence[int],
    sentences: Sequence[Sequence[int]],
    nearness: FloatArray,
    pieces: int = EXCERPT_PIECES,
) -> list[int]:
    """Give the label and, in the order of the text, the sentences that fit, as word pieces.

    `nearness`, (sentences), says how near each is to the message: where not all of them fit, the
    nearest come first. At least one is taken, and cut.
    """
    cut = list(label[:LABEL_PIECES])
    left = pieces - len(cut)
    if sum(map(len, sentences)) > left:
        sentences = [sentences[at] for at in _nearest(sentences, nearness, left)]
    return [*cut, *(piece for sentence in sentences for piece in sentence)][:pieces]


def _nearest(sentences: Sequence[Sequence[int]], nearness: FloatArray, left: int) -> list[int]:
    """Choose sentences, the nearest first, as long as they fit; give them in their order."""
    chosen: list[int] = []
    for at in np.argsort(-nearness, kind="stable").tolist():
        if len(sentences[at]) <= left or not any(sentences[before] for before in chosen):
            chosen.append(at)
            left -= len(sentences[at])
    return sorted(chosen)
