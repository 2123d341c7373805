"""Whether a text breaks off in the middle of a sentence."""

from __future__ import annotations

import re

from bot.text.words import STOP_WORDS

_FINAL = ".!?。！？．:"
_CLOSING = "\"'”’»›)]}*_`"
_SENTENCE_END = re.compile(r"[.!?]\s")
_LIST_MARK = r"(?:[-–—*+•#]+|\d{1,3}[.)])"
_LAST_PIECE = re.compile(rf"\n[^\S\n]*\n|\n(?=[^\S\n]*{_LIST_MARK})")
_TRAILING_TAGS = re.compile(r"(?:\s{0,9}</?[a-zA-Z][a-zA-Z0-9]{0,9}\s?/?>){1,9}\Z")
_LEADING_MARK = re.compile(rf"{_LIST_MARK}\s+")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
_SHORT_PHRASE = 120
"""Characters; a text of one phrase, such as "Capital of France", may do without a full stop."""


def is_cut_off(text: str) -> bool:
    """Tell whether a text lacks the end of its last sentence.

    A text may end in a quotation, a bracket or an abbreviation, and a short phrase or an entry
    of a list needs no full stop at all. An ellipsis is a cut.
    """
    piece = _LAST_PIECE.split(_TRAILING_TAGS.sub("", text.strip()))[-1].strip()
    if piece.endswith("|"):  # the last row of a table
        return False
    mark = _LEADING_MARK.match(piece)
    is_entry = mark is not None
    piece = piece[mark.end() :] if mark else piece
    end = piece.rstrip(_CLOSING)
    if end.endswith(("…", "...")):
        return True
    if not end or end[-1] in _FINAL or (len(end) < len(piece) and piece[-1] not in "*_`'’"):
        return False
    if _SENTENCE_END.search(piece) or len(piece) > _SHORT_PHRASE or end[-1] in ",;–—-":
        return True
    last = end.split()[-1].casefold()
    return last in STOP_WORDS or (not is_entry and _VERB.search(piece) is not None)


def last_words(text: str, count: int = 4) -> str:
    """Give the last words of a text, to show where it breaks off."""
    return " ".join(text[-200:].split()[-count:])
