"""Cuts texts where a reader would: between what the eye takes for single characters."""

from __future__ import annotations

from typing import Final

import regex

ELLIPSIS: Final = "…"
_CLUSTER: Final = regex.compile(r"\X")


def boundaries(text: str) -> list[int]:
    """Give every position between two grapheme clusters, the end included, in order."""
    return [cluster.end() for cluster in _CLUSTER.finditer(text)]


def shorten(text: str, limit: int) -> str:
    """Cut to at most `limit` characters, ellipsis included, never inside a grapheme cluster."""
    if len(text) <= limit:
        return text
    end = 0
    for cluster in _CLUSTER.finditer(text):
        if cluster.end() > limit - len(ELLIPSIS):
            break
        end = cluster.end()
    return text[:end].rstrip() + ELLIPSIS
