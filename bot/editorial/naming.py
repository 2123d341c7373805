"""Reads words and names off a question, so that alike questions about others stay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.matching.lexicon import Lexicon
from bot.matching.names import NameBook, spell_united_states
from bot.text.normalise import normalise
from bot.text.tokens import chat_words, stem
from bot.text.words import ASKING_WORDS, STOP_WORDS

NamesOf = Callable[[Sequence[str]], Sequence[str]]
"""Gives the names among the words of a question, in order."""


def spoken_words(question: str) -> tuple[str, ...]:
    """Give the words of a question: folded, spelt out, without signs; none when it has none."""
    return chat_words(normalise(spell_united_states(question)))


def no_names(_: Sequence[str]) -> Sequence[str]:
    """Know no names."""
    return ()


def names_by(book: NameBook, lexicon: Lexicon) -> NamesOf:
    """Know the names of a corpus; a word that English does not have is taken for one too."""

    def names_of(words: Sequence[str]) -> Sequence[str]:
        telling = (w for w in book.merge(words) if w not in STOP_WORDS and w not in ASKING_WORDS)
        return [_as_term(w, book) for w in telling if book.is_name(w) or lexicon.rarity(w) >= 1.0]

    return names_of


def _as_term(word: str, book: NameBook) -> str:
    return word if word in book.places else stem(word)
