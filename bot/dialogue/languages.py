"""What to say to a message in a language that no page is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from bot.corpus.model import Corpus
from bot.dialogue import wording
from bot.dialogue.compose import choices, told_apart
from bot.dialogue.model import Reply, ReplyKind, Turn, Utterance
from bot.matching.model import Abstain, Candidate
from bot.text.language import ENGLISH, LanguageModel, foreign_language, latin_words

_NEAREST: Final = 3
"""A decline ends in this many buttons: more would be a menu, not a guess."""

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that the pages of a corpus are in, and the names on them."""

    model: LanguageModel
    served: tuple[str, ...]
    """BCP 47 tags, English first."""
    names: frozenset[str]
    """Folded words that the pages write with a capital letter."""

    @classmethod
    def of(cls, corpus: Corpus, model: LanguageModel) -> Self:
        """Look at all pages of a corpus."""
        tags = {page.meta.lang for page in corpus.pages} or {ENGLISH}
        texts = (text for p in corpus.passages for text in (p.label, *p.aliases, p.text))
        capitalised = {w for text in texts for w in _WORD.findall(text) if not w.islower()}
        names = frozenset(word for name in capitalised for word in latin_words(name))
        return cls(model, tuple(sorted(tags, key=lambda tag: (tag != ENGLISH, tag))), names)

    def foreign(self, text: str) -> str | None:
        """Give the language of a message when it surely is none of the pages' languages."""
        return foreign_language(text, self.model, served=self.served, known=self.names)


def decline_foreign(
    corpus: Corpus,
    utterance: Utterance,
    candidates: Sequence[Candidate],
    served: Sequence[str],
) -> Turn:
    """Decline kindly, in simple words, and offer the closest questions all the same."""
    nearest = tuple(candidates[:_NEAREST])
    offered = choices((candidate.passage for candidate in nearest), limit=_NEAREST)
    reply = Reply(
        kind=ReplyKind.ABSTENTION,
        heading=wording.foreign_heading(served),
        text=wording.foreign(served, has_choices=bool(offered)),
        follow_ups=told_apart(corpus, offered),
    )
    return Turn(utterance, Abstain(nearest), tuple(candidates), reply)
