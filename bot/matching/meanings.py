"""Reads aliases as they were meant: editors add what readers typed, typing errors included.

An alias that is misspelt would else teach its errors to the index: the word would be known from
then on, and no longer mended in any message. So an alias is read as a message is, by the words of
the pages themselves. What is typed word for word as the alias is still found as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.corpus.model import Passage, PassageKind
from bot.matching.lexicon import Lexicon
from bot.matching.mending import Mender
from bot.matching.names import NameBook, names_inside, plain_words
from bot.matching.views import Views
from bot.text.normalise import fold
from bot.text.tokens import chat_words
from bot.text.words import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the aliases of a corpus mean."""

    mender: Mender | None
    """None where no alias has anything to mend."""

    @classmethod
    def of(cls, passages: Sequence[Passage], names: NameBook, lexicon: Lexicon) -> Self:
        """Learn the words of the pages, if there is an alias that may have others."""
        aliases = (alias for passage in passages for alias in _mendable(passage))
        if all(_is_plain(alias, lexicon) for alias in aliases):
            return cls(None)
        known = Counter(word for text in _written(passages) for word in plain_words(text))
        return cls(Mender(known, names, lexicon))

    def of_views(self, passage: Passage, views: Views) -> Views:
        """Give a passage's views with its aliases as they were meant."""
        if self.mender is None:
            return views
        mendable = frozenset(_mendable(passage))
        meant = (self._read(one) if one in mendable else one for one in views.wordings)
        return replace(views, wordings=tuple(meant))

    def _read(self, alias: str) -> str:
        """Read an alias; it stays as it stands when there is nothing to mend."""
        if self.mender is None:
            return alias
        plain, named = plain_words(alias), names_inside(alias)
        typed = self.mender.typed(" ".join(plain))
        spoken = [
            word
            for one in typed
            for word in ((one,) if one in named else self.mender.mended((one,))[0])
        ]
        return alias if tuple(spoken) == plain else " ".join(spoken)


def _mendable(passage: Passage) -> tuple[str, ...]:
    """Give the aliases that are messages; those of topics are names."""
    return () if passage.kind is PassageKind.TOPIC else passage.aliases


def _written(passages: Sequence[Passage]) -> Iterator[str]:
    """Give what the pages themselves say."""
    for passage in passages:
        yield passage.label
        yield passage.text
        if passage.kind is PassageKind.TOPIC:
            yield from passage.aliases


def _is_plain(alias: str, lexicon: Lexicon) -> bool:
    """Say whether an alias is in plain English, so that nothing can be mended."""
    plain = plain_words(alias)
    return chat_words(fold(alias)) == plain and all(w in lexicon or w in STOP_WORDS for w in plain)
