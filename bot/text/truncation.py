"""Whether a text breaks off in the middle of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.text.bullets import DASHES, DOTS
from bot.text.code_marks import code_blocks, holds_fence
from bot.text.sentences import sentences
from bot.text.word_lists import word_list

_STOPS: Final = ".!?।॥۔؟։።፧፨။།༎។៕᠃᠉‼⁇⁈⁉"
_FULL_WIDTH_STOPS: Final = "。！？．｡︒﹒﹖﹗"
_FINAL: Final = f"{_STOPS}{_FULL_WIDTH_STOPS}:："
_CLOSING: Final = "\"'”’»›)]}*_`」』）】》〉〕"
_NOTE_SIGNS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹†‡§"
"""They point to a note, behind the end of a sentence."""
_SENTENCE_END: Final = re.compile(rf"[{_STOPS}]\s")
_INITIAL: Final = re.compile(r"\b[^\W\d_]\.\s")
_LIST_MARK: Final = (
    rf"(?:[{DASHES}{DOTS}#]+|\d{{1,3}}[.)]|\(?[a-z]\)|\[\^?[\w-]{{1,20}}\]:?|[{_NOTE_SIGNS}]+)"
)
_LAST_PIECE: Final = re.compile(rf"\n[^\S\n]*\n|\n(?=[^\S\n]*{_LIST_MARK})")
_QUOTE_MARKS: Final = re.compile(r"^[^\S\n]*>[> \t]*", re.MULTILINE)
_TRAILING_TAGS: Final = re.compile(
    r"(?:\s{0,9}(?:<sup>[^<>\n]{1,20}</sup>|</?[a-zA-Z][a-zA-Z0-9]{0,9}\s?/?>)){1,9}\Z"
)
_LEADING_MARK: Final = re.compile(rf"{_LIST_MARK}\s+")
_SIGNATURE: Final = re.compile(rf"[{_STOPS}…][{re.escape(_CLOSING)}]*\s+[–—]{{1,2}}\s?(?=[^\W\d_])")
"""Between the words of somebody and the name behind them."""
_LABELLED: Final = re.compile(r"[^\W\d_][\w’' ]{0,24}:\s+\S")
"""A line such as "Source: The Lindholm Courier"."""
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S*[^\s,;]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:/\S*[^\s,;])?|[@#](?=\w*[^\W\d])\w+|\^[\w-]+|a?:\w{2,32}:\d+"
)
"""Also a name on a platform, a hashtag, an emoji of a server, and a mark that links lead to: no
full stop follows any."""
_AROUND_AN_ADDRESS: Final = "<>()[]*_`\"'“”"
_CODE_AT_END: Final = re.compile(r"`[^`\n]+`\Z")
_PICTURE_PARTS: Final = "\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\U000e007f"
_FIRST_PICTURE: Final = "\u2190"
"""Signs such as ° and © come before it."""
_WRITTEN_WITHOUT_STOPS: Final = re.compile("[\u0e00-\u0eff]")
"""Thai and Lao."""
_GREEK_QUESTION: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff];|\u037e")
_VERB: Final = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
_NEVER_LAST: Final = word_list(
    """
    a an the its their his my our your whose he she they we i
    is am are was were be been being has have had will would shall should can could may might
    must ought of in on at to from by for with about into onto over under between among through
    against as than and or nor but if because while until although though unless whether which
    whom when where why how very such
    """
)
"""Words that lead on to another one. "No", "them" and "now" may well be the last."""
_SEVERAL: Final = 2
"""Texts without a full stop that show a habit."""
_MAX_LISTED: Final = 60
"""Characters of a line that stands for itself; what is wrapped is longer, or begins small."""
_SHORT_PHRASE: Final = 120
"""Characters; a text of one phrase, such as "Capital of France", may do without a full stop."""


def is_cut_off(text: str, *, needs_stop: bool = True) -> bool:
    """Tell whether a text lacks the end of its last sentence.

    A text may end in a quotation, a bracket, an abbreviation, an address, an emoji, the sign of
    a note, code, or the name of who said it. A short phrase needs no full stop at all, nor does
    an entry of a list whose other entries have none, with bullets or without, nor any text where
    `needs_stop` is false: where those beside it have none. An ellipsis is a cut.
    """
    bare = _TRAILING_TAGS.sub("", _QUOTE_MARKS.sub("", text).strip()).rstrip()
    pieces = [piece.strip() for piece in _LAST_PIECE.split(bare)]
    piece, is_entry = _last_of(pieces)
    end = piece.rstrip(f"{_CLOSING}{_NOTE_SIGNS} ")
    if end.endswith(("…", "...")):
        return True
    if not end or _ends_by_itself(bare, piece) or _is_final(end):
        return False
    if len(end) < len(piece) and piece[-1] not in f"*_`'’{_NOTE_SIGNS}":
        return False
    if leads_on(end):
        return True
    if (is_entry and _do_without_stops(pieces[:-1])) or _is_listed(piece) or not needs_stop:
        return False
    said = _INITIAL.sub("", piece) if is_entry else piece
    if _holds_sentence_end(said) or len(piece) > _SHORT_PHRASE:
        return True
    return not is_entry and _VERB.search(piece) is not None


def leads_on(text: str) -> bool:
    """Tell a text whose last word or mark can only be followed by more: "on the long road to".

    With a capital the same word is a name: "until May", "hepatitis A".
    """
    words = text.split()
    return bool(words) and (text[-1] in ",;–—-" or words[-1] in _NEVER_LAST)


def _holds_sentence_end(text: str) -> bool:
    """Tell whether a sentence ends within a text; "9 a.m. EDT" and "Dr. Berg" end none."""
    marks = {match[0][0] for match in _SENTENCE_END.finditer(text)}
    return bool(marks - {"."}) or ("." in marks and len(sentences(" ".join(text.split()))) > 1)


def last_words(text: str) -> str:
    """Give the last words of a text, to show where it breaks off."""
    return " ".join(text[-200:].split()[-4:])


def ends_in_address(text: str) -> bool:
    """Tell whether the last word of a text is an address, which more characters would change."""
    words = text[-2_000:].split()[-1:]
    return any(_ADDRESS.match(word.strip(_AROUND_AN_ADDRESS)) for word in words)


def _last_of(pieces: Sequence[str]) -> tuple[str, bool]:
    """Give the words that must come to an end, and whether they are an entry or the like."""
    piece = pieces[-1]
    mark = _LEADING_MARK.match(piece)
    piece = piece[mark.end() :] if mark else piece
    for signature in _SIGNATURE.finditer(piece):
        if len(piece) - signature.end() <= _SHORT_PHRASE and "\n" not in piece[signature.end() :]:
            return piece[signature.end() :], True
    above, _, line = piece.rpartition("\n")
    if _is_final(above.rstrip(_CLOSING)) and _LABELLED.match(line) and len(line) <= _SHORT_PHRASE:
        return line, True
    return piece, mark is not None


def _ends_by_itself(text: str, piece: str) -> bool:
    """Tell the ends behind which nobody writes a full stop."""
    if piece.endswith("|") or _ends_in_code(text):  # the last row of a table
        return True
    if _ADDRESS.fullmatch(piece.split()[-1].strip(_AROUND_AN_ADDRESS)):
        return True
    return _is_picture(piece[-1]) or _WRITTEN_WITHOUT_STOPS.match(piece[-1]) is not None


def _ends_in_code(text: str) -> bool:
    lines = text.split("\n")
    blocks = code_blocks(lines) if holds_fence(text) else []
    return _CODE_AT_END.search(text) is not None or (bool(blocks) and blocks[-1].end == len(lines))


def _is_picture(char: str) -> bool:
    return char in _PICTURE_PARTS or (char >= _FIRST_PICTURE and unicodedata.category(char) == "So")


def _is_final(end: str) -> bool:
    return end.endswith(tuple(_FINAL)) or _GREEK_QUESTION.fullmatch(end[-2:]) is not None


def _do_without_stops(pieces: Sequence[str]) -> bool:
    """Tell whether at least half of the entries above have no full stop."""
    entries = [piece for piece in pieces if _LEADING_MARK.match(piece) and piece[0] != "#"]
    without = sum(not _is_final(entry.rstrip(_CLOSING)) for entry in entries)
    return bool(entries) and without * 2 >= len(entries)


def _is_listed(piece: str) -> bool:
    """Tell a list whose lines have neither bullets nor full stops from a text that was wrapped."""
    lines = [line.strip() for line in piece.split("\n")]
    without = sum(not _is_final(line.rstrip(_CLOSING)) for line in lines[:-1])
    is_wrapped = any(line[:1].islower() or len(line) > _MAX_LISTED for line in lines)
    return len(lines) > _SEVERAL and not is_wrapped and without * 2 >= len(lines) - 1


def end_in_stops(texts: Sequence[str]) -> bool:
    """Tell whether texts end in full stops, but for few of them; one alone shows no habit."""
    without = sum(not _is_final(text.rstrip().rstrip(_CLOSING)) for text in texts)
    return len(texts) < _SEVERAL or without * 2 <= len(texts)
