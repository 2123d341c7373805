"""Cuts long texts into pieces: at paragraphs, then sentences, then words, never inside a mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import regex

from bot.discord_app.graphemes import boundaries
from bot.discord_app.markdown import continued
from bot.text.sentences import sentences

PAGE_CHARACTERS: Final = 1_800
"""About a phone's three screens, and it leaves room for everything around the text."""

_PARAGRAPH_END: Final = regex.compile(r"\n[^\S\n]*\n\s*")
_WORD_END: Final = regex.compile(r"\s+")

_MARK: Final = regex.compile(
    r"```[^`]{1,4000}```"
    r"|`[^`\n]{1,1000}`"
    r"|\[[^\[\]\n]{0,500}\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}\)"
    r"|<https?://[^\s<>]{1,1000}>"
    r"|\*{3}[^*\n]{1,1000}\*{3}"
    r"|\*\*(?:[^*\n]|\*(?!\*)){1,1000}\*\*"
    r"|__(?:[^_\n]|_(?!_)){1,1000}__"
    r"|~~[^~\n]{1,1000}~~"
    r"|\|\|[^|\n]{1,1000}\|\|"
    r"|(?<!\*)\*(?![\s*])[^*\n]{1,1000}\*(?!\*)"
    r"|(?<!\w)_[^_\n]{1,1000}_(?!\w)"
    r"|https?://[^\s<>]{1,1000}"
    r"|\\\S"
)
"""Pairs of Markdown marks with what they enclose, links, and escaped characters."""


@lru_cache(maxsize=64)
def split_text(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` characters; joined, they give it back.

    A piece ends at the end of a paragraph, else of a sentence, else of a word; a pair of
    Markdown marks is torn apart, or a word cut, only when it alone is longer than `limit`.
    """
    if len(text) <= limit:
        return (text,)
    cuts = _places_to_cut(text)
    pieces: list[str] = []
    start = 0
    while len(text) - start > limit:
        end = _best_cut(cuts, start, limit)
        pieces.append(text[start:end])
        start = end
    return (*pieces, text[start:])


def pages(text: str) -> tuple[str, ...]:
    """Cut a text into the pages of an answer, without the white space around each.

    A page that goes on in the middle of a line makes no heading, list or quotation of it.
    """
    shown: list[str] = []
    is_new_line = True
    for piece in split_text(text, PAGE_CHARACTERS - len("\\")):
        page = piece.strip()
        is_new_line |= "\n" in piece[: len(piece) - len(piece.lstrip())]
        if page:
            shown.append(page if is_new_line else continued(page))
            is_new_line = False
        is_new_line |= "\n" in piece[len(piece.rstrip()) :]
    return tuple(shown)


def _places_to_cut(text: str) -> tuple[list[int], ...]:
    """Give the ends of paragraphs, sentences, words, clusters; the last two kinds tear marks."""
    clusters = boundaries(text)
    words = [space.end() for space in _WORD_END.finditer(text)]
    inside = {n for mark in _MARK.finditer(text) for n in range(mark.start() + 1, mark.end())}
    untorn = set(clusters) - inside
    return (
        [end.end() for end in _PARAGRAPH_END.finditer(text) if end.end() in untorn],
        [end for end in _sentence_ends(text) if end in untorn],
        [end for end in words if end in untorn],
        sorted(untorn),
        sorted(set(words) & set(clusters)),
        clusters,
    )


def _sentence_ends(text: str) -> Iterable[int]:
    """Give the position after each sentence and the white space that follows it."""
    place = 0
    for sentence in sentences(text):
        place = text.index(sentence, place) + len(sentence)
        space = _WORD_END.match(text, place)
        yield space.end() if space else place


def _best_cut(cuts: tuple[list[int], ...], start: int, limit: int) -> int:
    """Find the last place of the best kind that leaves no page too short."""
    least_of_each = (limit // 2, limit // 3, 0, 0, 0, 0)
    for places, least in zip(cuts, least_of_each, strict=True):
        index = bisect_right(places, start + limit) - 1
        if index >= 0 and places[index] > start + least:
            return places[index]
    return start + limit
