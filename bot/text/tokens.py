"""Cuts folded text into words, and words down to stems."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from bot.text.irregular import BASE_FORMS
from bot.text.word_lists import word_list
from bot.text.words import CONTRACTIONS, SHORTHAND

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")
_LAUGHTER: Final = re.compile(r"(?:(?:ha){2,}h?|(?:he){2,}h?|lo+l+|lma+o+|rofl)")


def words(folded: str) -> tuple[str, ...]:
    """Give the words of a folded text: contractions spelt out, possessives stripped.

    "what's north korea's goal" → what is north korea goal. Numbers lose their separators.
    """
    found: list[str] = []
    for word in _WORD.findall(folded):
        if word.isalpha() and word != "cannot":
            found.append(word)
        else:
            found.extend(_spelt_out(word))
    return tuple(found)


def chat_words(folded: str, known: Container[str] = ()) -> tuple[str, ...]:
    """Give the words of a reader's message, with the shorthand of chats spelt out as well.

    Shorthand of two letters and more stays when it is among the `known` words of the corpus.
    """
    if known:
        return tuple(_chatted(words(folded), known))
    return tuple(chain.from_iterable(map(_said_by, _WORD.findall(folded))))


def _chatted(written: Iterable[str], known: Container[str]) -> Iterator[str]:
    for word in written:
        if _LAUGHTER.fullmatch(word):
            continue
        if word in SHORTHAND and (len(word) == 1 or word not in known):
            yield from SHORTHAND[word]
        else:
            yield word


@lru_cache(maxsize=65_536)
def _said_by(token: str) -> tuple[str, ...]:
    """Give the words of a part of the text that `_WORD` has found."""
    return tuple(_chatted(words(token), ()))


@lru_cache(maxsize=65_536)
def _spelt_out(word: str) -> tuple[str, ...]:
    """Spell one word of the text out."""
    known = CONTRACTIONS.get(word)
    if known is not None:
        return known
    if word[0].isdigit():
        return (word.replace(",", ""),)
    if "'" not in word:
        return (word,)
    head, _, tail = word.partition("'")
    if tail == "s":
        return (head,)
    ending = _ENDINGS.get(tail)
    if ending is not None:
        return (head, ending)
    if word.endswith("n't"):
        return (word[:-3], "not")
    return tuple(part for part in word.split("'") if len(part) > 1) or (word.replace("'", ""),)


_ENDINGS: Final = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}


def stems(found: Iterable[str]) -> tuple[str, ...]:
    """Give the stem of each word, in order."""
    return tuple(map(stem, found))


@lru_cache(maxsize=131_072)
def stem(word: str) -> str:
    """Cut an English word to its stem by Porter's algorithm (1980), irregular forms first.

    "sent" and "sending" → send. Words of other scripts, with digits or of fewer than three
    letters stay as they are.
    """
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    return _Porter(BASE_FORMS.get(word, word)).stem()


class _Porter:
    """One word on its way through M. F. Porter's five steps (Program 14(3), 1980)."""

    def __init__(self, word: str) -> None:
        self.word = word

    def stem(self) -> str:
        """Walk through the five steps."""
        self._plural()
        self._past_and_progressive()
        if self.word.endswith("y") and _has_vowel(self.word[:-1]):
            self.word = self.word[:-1] + "i"
        self._replace(_STEP_2, 0)
        self._replace(_STEP_3, 0)
        self._drop_suffix()
        self._tidy()
        return self.word

    def _plural(self) -> None:
        for suffix, kept in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
            if self.word.endswith(suffix):
                self.word = self.word[: -len(suffix)] + kept
                return

    def _past_and_progressive(self) -> None:
        if self.word.endswith("eed"):
            if _measure(self.word[:-3]) > 0:
                self.word = self.word[:-1]
            return
        for suffix in ("ed", "ing"):
            base = self.word[: -len(suffix)]
            if self.word.endswith(suffix) and _has_vowel(base):
                self.word = _restored(base)
                return

    def _replace(self, table: dict[str, str], measure: int) -> None:
        for length in range(7, 2, -1):
            suffix = self.word[-length:]
            if suffix in table and len(suffix) == length:
                base = self.word[:-length]
                if _measure(base) > measure:
                    self.word = base + table[suffix]
                return

    def _drop_suffix(self) -> None:
        for length in range(5, 0, -1):
            suffix = self.word[-length:]
            base = self.word[:-length]
            if suffix == "ion" and base[-1:] not in ("s", "t"):
                continue
            if suffix in _STEP_4 and len(suffix) == length:
                if _measure(base) > 1:
                    self.word = base
                return

    def _tidy(self) -> None:
        if self.word.endswith("e"):
            base = self.word[:-1]
            measure = _measure(base)
            if measure > 1 or (measure == 1 and not _ends_short(base)):
                self.word = base
        if self.word.endswith("ll") and _measure(self.word) > 1:
            self.word = self.word[:-1]


def _restored(base: str) -> str:
    """Mend what -ed and -ing leave: hop(p)ing, fil(e)d, conflat(e)d."""
    if base.endswith(("at", "bl", "iz", "is")):
        return base + "e"
    if base[-1:] == base[-2:-1] and not _is_vowel(base, len(base) - 1):
        return base if base[-1] in "lsz" else base[:-1]
    if _measure(base) == 1 and _ends_short(base):
        return base + "e"
    return base


def _is_vowel(word: str, at: int) -> bool:
    letter = word[at]
    return letter in "aeiou" or (letter == "y" and at > 0 and not _is_vowel(word, at - 1))


def _has_vowel(word: str) -> bool:
    return any(_is_vowel(word, at) for at in range(len(word)))


def _measure(word: str) -> int:
    """Count Porter's m: how often a run of vowels is followed by consonants."""
    kinds = [_is_vowel(word, at) for at in range(len(word))]
    return sum(was_vowel and not is_vowel for was_vowel, is_vowel in pairwise(kinds))


def _ends_short(word: str) -> bool:
    """Say whether the word ends consonant, vowel, consonant, the last not w, x or y."""
    return (
        len(word) >= 3
        and not _is_vowel(word, len(word) - 3)
        and _is_vowel(word, len(word) - 2)
        and not _is_vowel(word, len(word) - 1)
        and word[-1] not in "wxy"
    )


_STEP_2: Final = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "isation": "ize", "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive",
    "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
    "logi": "log",
}  # fmt: skip
_STEP_3: Final = {
    "icate": "ic", "ative": "", "alize": "al", "alise": "al", "iciti": "ic", "ical": "ic",
    "ful": "", "ness": "",
}  # fmt: skip
_STEP_4: Final = word_list(
    "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize ise"
)
