"""Cuts a text into the word pieces of a BERT vocabulary.

The scheme is that of Devlin et al. 2019 for lower-cased text: clean, strip accents, split at
spaces and punctuation, then take the longest piece that fits from the left. Names of special
tokens have no meaning here: a reader's "[MASK]" is a word between brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

MAX_CHARACTERS: Final = 4_000
"""A longer text is cut before it is normalised, which is not linear in piles of marks."""

_MAX_WORD: Final = 100
"""A longer word is unknown as a whole, as it was when the vocabulary was made."""

_INNER: Final = "##"
_ASCII_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")
_ASCII_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_UNSEEN: Final = frozenset({"Cc", "Cf", "Co"})
"""Control, format and private characters. Not `Cn`, which differs between versions of Python."""

_IDEOGRAPHS: Final = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)
"""Chinese characters, each a word of its own."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word pieces by text; what stands inside a word begins with `##`."""

    ids: Mapping[str, int]
    unknown: int
    first: int
    """Stands before every text: [CLS]."""
    last: int
    """Stands after every text: [SEP]."""

    @classmethod
    def read(cls, text: str) -> Vocabulary:
        """Read one piece a line. Raises `KeyError` when a special one is missing."""
        ids = {piece: number for number, piece in enumerate(text.rstrip("\n").split("\n"))}
        return cls(ids=ids, unknown=ids["[UNK]"], first=ids["[CLS]"], last=ids["[SEP]"])

    def pieces(self, text: str, at_most: int) -> list[tuple[int, str]]:
        """Give a text's first word pieces, each its id and the whole word that it is part of.

        [CLS] and [SEP] are left out.
        """
        return list(islice(self._all_pieces(text), at_most))

    def _all_pieces(self, text: str) -> Iterator[tuple[int, str]]:
        for word in bert_words(text):
            for piece in self._pieces_of(word):
                yield piece, word

    def _pieces_of(self, word: str) -> list[int]:
        """Cut one word, greedily from the left; unknown as a whole when a part is."""
        if len(word) > _MAX_WORD:
            return [self.unknown]
        found: list[int] = []
        rest = word
        while rest:
            length, piece = self._longest(rest, _INNER if found else "")
            if not length:
                return [self.unknown]
            found.append(piece)
            rest = rest[length:]
        return found

    def _longest(self, rest: str, prefix: str) -> tuple[int, int]:
        """Give the length and the id of the longest piece that a text begins with; 0 if none."""
        for length in range(len(rest), 0, -1):
            piece = self.ids.get(prefix + rest[:length])
            if piece is not None:
                return length, piece
        return 0, self.unknown


def bert_words(text: str) -> list[str]:
    """Give a text's words in lower case and without accents; punctuation marks are words."""
    cut = text[:MAX_CHARACTERS]
    if cut.isascii():
        plain = _ASCII_CONTROL.sub("", cut).lower()
        return _ASCII_PUNCTUATION.sub(r" \g<0> ", plain).split()
    cleaned = "".join(map(_cleaned, cut))
    decomposed = unicodedata.normalize("NFD", cleaned)
    return "".join(map(_plain, decomposed)).split()


def _cleaned(character: str) -> str:
    """Drop what cannot be seen, unify spaces, set Chinese characters apart."""
    if character in "\t\n\r":
        return " "
    if character == "\ufffd" or unicodedata.category(character) in _UNSEEN:
        return ""
    if character.isspace():
        return " "
    return f" {character} " if _is_ideograph(character) else character


def _plain(character: str) -> str:
    """Drop accents, set punctuation apart, take the lower case letter by letter."""
    category = unicodedata.category(character)
    if category == "Mn":
        return ""
    if category.startswith("P") or _ASCII_PUNCTUATION.match(character):
        return f" {character} "
    return character.lower()


def _is_ideograph(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)
