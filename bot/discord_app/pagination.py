"""Cuts long texts into pieces: at paragraphs, then sentences, then words, never inside a mark.

Code that is longer than a piece is cut between its lines, and marked as code in each of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import regex

from bot.discord_app.code import ShownCode, shown_code
from bot.discord_app.graphemes import boundaries
from bot.discord_app.markdown import continued
from bot.text.sentences import sentences

PAGE_CHARACTERS: Final = 1_800
"""About a phone's three screens, and it leaves room for everything around the text."""

_PARAGRAPH_END: Final = regex.compile(r"\n[^\S\n]*\n\s*")
_WORD_END: Final = regex.compile(r"\s+")

_LEAST: Final = {
    "ends of paragraphs": 1 / 2,
    "ends of sentences": 1 / 3,
    "ends of lines of code that is too long for one piece": 1 / 3,
    "ends of words": 0,
    "ends of clusters": 0,
    "ends of lines of code": 0,
    "ends of words inside a mark": 0,
    "ends of clusters inside a mark": 0,
}
"""Where to cut, the best places first, and how much of a piece must stand before them."""

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

_TABLE_ROW: Final = regex.compile(r"^[^\S\n]*\|(?!\|)[^\n]*(?<!\|)\|[^\S\n]*$", regex.MULTILINE)
"""Nobody can read the halves of one. A line that begins and ends with a spoiler is none."""


@lru_cache(maxsize=64)
def split_text(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` characters; joined, they give it back.

    A piece ends at the end of a paragraph, else of a sentence, else of a word; a pair of
    Markdown marks or a table's row is torn apart, or a word cut, only when it alone is longer
    than `limit`, and code then between two of its lines.
    """
    if len(text) <= limit:
        return (text,)
    cuts = _places_to_cut(text, limit)
    pieces: list[str] = []
    start = 0
    while len(text) - start > limit:
        end = _best_cut(cuts, start, limit)
        pieces.append(text[start:end])
        start = end
    return (*pieces, text[start:])


def pages(text: str) -> tuple[str, ...]:
    """Cut a text into the pages of an answer, without the white space around each.

    A page that goes on in the middle of a line makes no heading, list or quotation of it, and
    code that goes on on the next page is closed on this one.
    """
    shown: list[str] = []
    is_new_line = True
    place = 0
    blocks = shown_code(text)
    for piece in split_text(text, PAGE_CHARACTERS - len("\\") - _room_for_marks(blocks)):
        page = piece.strip()
        is_new_line |= "\n" in piece[: len(piece) - len(piece.lstrip())]
        if page:
            is_whole = is_new_line or _cut_at(blocks, place) is not None
            shown.append(_marked(piece, place, blocks) if is_whole else continued(page))
            is_new_line = False
        is_new_line |= "\n" in piece[len(piece.rstrip()) :]
        place += len(piece)
    return tuple(shown)


def beginning(text: str, limit: int) -> str:
    """Give as much of a text as fits into `limit` characters, code closed; all of it if it fits."""
    if len(text) <= limit:
        return text
    blocks = shown_code(text)
    return _marked(split_text(text, limit - _room_for_marks(blocks))[0], 0, blocks)


def _marked(piece: str, place: int, blocks: Sequence[ShownCode]) -> str:
    """Give a piece without the white space around it, with marks where code goes on."""
    before, after = _cut_at(blocks, place), _cut_at(blocks, place + len(piece))
    page = piece.strip() if before is None else piece.strip("\n").rstrip()
    if before is not None:
        page = f"{before.opening}\n{page}"
    return page if after is None else f"{page}\n{after.closing}"


def _cut_at(blocks: Sequence[ShownCode], place: int) -> ShownCode | None:
    at = bisect_left(blocks, place, key=lambda block: block.start)
    return blocks[at - 1] if at and place < blocks[at - 1].end else None


def _room_for_marks(blocks: Sequence[ShownCode]) -> int:
    return max((block.marks for block in blocks), default=0)


def _places_to_cut(text: str, limit: int) -> tuple[list[int], ...]:
    """Give places of each kind that `_LEAST` lists."""
    blocks = shown_code(text)
    fences = {
        place
        for block in blocks
        for place in (*range(block.start + 1, block.first + 1), *range(block.last, block.end))
    }
    clusters = [place for place in boundaries(text) if place not in fences]
    words = [space.end() for space in _WORD_END.finditer(text)]
    whole = (*_MARK.finditer(text), *_TABLE_ROW.finditer(text))
    inside = {n for mark in whole for n in range(mark.start() + 1, mark.end())}
    inside.update(n for block in blocks for n in range(block.start + 1, block.end))
    untorn = set(clusters) - inside
    within_long = {
        place
        for block in blocks
        if block.end - block.start > limit
        for place in range(block.first, block.last)
    }
    lines_of_code = [place for place in clusters if text[place - 1] == "\n" and place in inside]
    return (
        [end.end() for end in _PARAGRAPH_END.finditer(text) if end.end() in untorn],
        [end for end in _sentence_ends(text) if end in untorn],
        [place for place in lines_of_code if place in within_long],
        [end for end in words if end in untorn],
        sorted(untorn),
        lines_of_code,
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
    for places, share in zip(cuts, _LEAST.values(), strict=True):
        index = bisect_right(places, start + limit) - 1
        if index >= 0 and places[index] > start + limit * share:
            return places[index]
    return start + limit
