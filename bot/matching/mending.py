"""Reads words as they were meant: shorthand and codes spelt out, typing errors mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.matching.lexicon import Lexicon
from bot.matching.names import NameBook, country_codes
from bot.text.spelling import MIN_LETTERS, Speller
from bot.text.tokens import chat_words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

_PRONOUN_BEFORE: Final = word_list(
    "tell give let help show make affect affects for of to with like about between all both"
    " lets let's remind on at teach"
)
"""After these, "us" is the pronoun; elsewhere it is the country."""


class Mender:
    """Mends words by those that a corpus has, and by common English ones. Immutable."""

    def __init__(self, known: Mapping[str, int], names: NameBook, lexicon: Lexicon) -> None:
        """Take the words of a corpus with how often it has each, and its names."""
        self._known = known
        self._names = names
        self._lexicon = lexicon
        self._corpus_speller = Speller(known)
        self._english_speller = _english_speller(lexicon)
        self._rare_speller = _rare_speller(lexicon)

    def typed(self, folded: str) -> list[str]:
        """Give the words of a folded text, with the shorthand of chats spelt out."""
        return _with_country(list(chat_words(folded, self._known)))

    def mended(self, typed: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """Give the words that were meant, and each repair of a typing error; what exists stays."""
        found: list[str] = []
        repairs: list[tuple[str, str]] = []
        for word in typed:
            spoken = self._spelt_out(word)
            if spoken is None:
                mended = self._mend(word)
                spoken = (mended,)
                if mended != word:
                    repairs.append((word, mended))
            found.extend(spoken)
        return found, repairs

    def is_known(self, word: str) -> bool:
        """Say whether a word exists: in the corpus, or in English."""
        return self._stays(word) or word in self._lexicon.spellings

    def _stays(self, word: str) -> bool:
        """Say whether a word needs no mending; rare ones may be a misspelt word of the pages."""
        if word in self._known or word in STOP_WORDS or (word,) in self._names.merged:
            return True
        is_initials = word in self._names.short and self._lexicon.rarity(word) > _COMMON
        return word in self._lexicon and not is_initials

    def _spelt_out(self, word: str) -> Sequence[str] | None:
        """Give the words that a word stands for, maybe itself; none when it is not known."""
        code = self._country_of(word)
        if code is not None:
            return code.split("_")
        if self._is_clipped(word):
            return (word + "g",)
        if self._stays(word):
            return (word,)
        if self._is_possessive(word):
            return (word[:-1],)
        return self._names.short.get(word)

    def _country_of(self, word: str) -> str | None:
        """Give the country that a code stands for, unless the pages themselves write the code."""
        if word in self._names.proper or (word,) not in self._names.merged:
            return None
        return country_codes().get(word)

    def _is_clipped(self, word: str) -> bool:
        """Say whether a word is written as it is spoken: "goin" for the far commoner "going"."""
        if not word.endswith("in") or word in self._known:
            return False
        rarity = self._lexicon.rarity
        return len(word) > len("win") and rarity(word + "g") < rarity(word) - _FAR_COMMONER

    def _is_possessive(self, word: str) -> bool:
        """Say whether a word that does not exist is "Joe's" without its mark, or several of it."""
        is_long = word.endswith("s") and len(word) >= MIN_LETTERS
        return is_long and not self.is_known(word) and self._stays(word[:-1])

    def _mend(self, word: str) -> str:
        own = self._corpus_speller.repair(word)
        if word in self._lexicon.spellings:
            return word if own is None or own[1] < _SURE_REPAIR else own[0]
        clipped = self._corpus_speller.complete(word)
        if clipped is not None and (own is None or own[1] < _SURE_REPAIR):
            return clipped
        if own is not None and own[1] >= _SURE_REPAIR:
            return own[0]
        english = self._in_english(word)
        best = max((r for r in (own, english) if r is not None), key=lambda r: r[1], default=None)
        return word if best is None else best[0]

    def _in_english(self, word: str) -> tuple[str, float] | None:
        """Give the common word that must be meant, or a rarer one of which one letter is wrong."""
        english = self._english_speller.repair(word)
        if english is None or english[1] < _ONE_SLIP:
            rare = self._rare_speller.repair(word)
            if rare is not None and rare[1] >= _ONE_SLIP:
                return rare
        return english if english is not None and _is_sure(word, *english) else None


@lru_cache(maxsize=2)
def _english_speller(lexicon: Lexicon) -> Speller:
    """Repair to common English words; the same for every corpus, and for each of its stories."""
    return _speller_of(lexicon.words[:_REPAIRED_TO])


@lru_cache(maxsize=2)
def _rare_speller(lexicon: Lexicon) -> Speller:
    """Repair to rarer English words, of which only long ones are told from names."""
    rare = lexicon.words[_REPAIRED_TO:]
    return _speller_of([word for word in rare if len(word) >= _LONG])


def _speller_of(words: Sequence[str]) -> Speller:
    return Speller({word: len(words) - at for at, word in enumerate(words)})


def _is_sure(word: str, mended: str, similarity: float) -> bool:
    """Say whether a word of English must be meant: of short ones only when letters changed places.

    Any other four letters may be a name, or a word of our time.
    """
    is_short = len(word) == MIN_LETTERS
    return similarity >= _ENGLISH_REPAIR and not (is_short and sorted(word) != sorted(mended))


_REPAIRED_TO: Final = 12_000
"""Typing errors are repaired to common words; rare ones would attract real names."""

_LONG: Final = 9
"""Letters of a rarer word that a name does not come near to by chance: "vaccination"."""

_ONE_SLIP: Final = 0.88
"""The similarity of two such words that one letter sets apart."""

_SURE_REPAIR: Final = 0.8
"""From here on a word of the corpus is taken without asking the English list."""

_ENGLISH_REPAIR: Final = 0.75
"""Repairs to words that the corpus does not have need more: the typed word may be a name."""

_FAR_COMMONER: Final = 0.2
"""How much less rare a word is that must have been meant."""

_COMMON: Final = 0.55
"""Words more common than this are never initials of a name."""


def _with_country(typed: list[str]) -> list[str]:
    """Read "us" as the country where it cannot be the pronoun."""
    for at, word in enumerate(typed):
        if word == "us" and (at == 0 or typed[at - 1] not in _PRONOUN_BEFORE):
            typed[at : at + 1] = ["united", "states"]
    return typed
