"""What comes of a message in another language than English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

from bot.corpus.model import Briefing, Corpus, Passage
from bot.dialogue import wording
from bot.dialogue.compose import NEAREST, choices, told_apart
from bot.dialogue.heard import ForeignSpeech, Heard
from bot.dialogue.model import Reply, ReplyKind, Turn, Utterance
from bot.matching.model import Abstain, Answer, Candidate, Decision, Matcher, Policy
from bot.matching.recent import Recent
from bot.text.courtesies import asks_abroad, said_abroad
from bot.text.language import (
    ENGLISH,
    UNKNOWN,
    LanguageModel,
    foreign_language,
    latin_words,
    primary,
    reads_as_name,
)
from bot.text.ornaments import unadorned

_SOME_EVIDENCE: Final = 1.0
"""Of a language, where nothing in the pages answers: docs/decisions/0014 has the figures."""

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """What reads messages in some other languages, and decides what answers them."""

    matcher: Matcher
    policy: Policy
    languages: frozenset[str]
    """BCP 47 tags."""


def no_reader() -> Reader | None:
    """Give none: other languages are declined."""
    return None


@dataclass(slots=True)
class _Changed:
    """Gives a reader that is changed once, however often it is asked for. Thread-safe."""

    reader: Callable[[], Reader | None]
    change: Callable[[Reader], Reader]
    _of: Reader | None = None
    _changed: Reader | None = None

    def __call__(self) -> Reader | None:
        """Give it; at worst two threads change the same reader."""
        found = self.reader()
        if found is not None and found is not self._of:
            self._changed = self.change(found)
            self._of = found  # last: whoever finds it finds the other as well
        return None if found is None else self._changed


_REMEMBERED: Final = 512
"""Messages whose language is known, for those that are asked again and again."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that the pages of a corpus are in, the names on them, and who reads others."""

    model: LanguageModel
    served: tuple[str, ...]
    """BCP 47 tags, English first."""
    names: frozenset[str]
    """Folded words that the pages write with a capital letter."""
    english_names: frozenset[str] = frozenset()
    """Those of the pages in English, where there are other ones: "Warum" begins many a question."""
    reader: Callable[[], Reader | None] = no_reader
    """Gives the reader, which may have to be built first; none when there is none."""
    _recognised: Recent[str, str | None] = field(
        init=False, repr=False, compare=False, default_factory=lambda: Recent(_REMEMBERED)
    )

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        model: LanguageModel,
        reader: Callable[[], Reader | None] = no_reader,
        names: frozenset[str] | None = None,
    ) -> Self:
        """Look at all pages of a corpus, unless the names on them are known."""
        tags = {page.meta.lang for page in corpus.pages} or {ENGLISH}
        served = tuple(sorted(tags, key=lambda tag: (tag != ENGLISH, tag)))
        all_names = capitalised(corpus) if names is None else names
        english = all_names if served == (ENGLISH,) else _names_in_english(corpus)
        return cls(model, served, all_names, english, reader)

    def reading_with(self, change: Callable[[Reader], Reader]) -> Self:
        """Give the same languages with another reader, made of this one's once that is there."""
        return replace(self, reader=_Changed(self.reader, change))

    def foreign(self, text: str) -> str | None:
        """Give the language of a message when it surely is none of the pages' languages."""
        return self._recognised.get(text, lambda: self._surely_foreign(text))

    def _surely_foreign(self, text: str) -> str | None:
        said = unadorned(text)
        asked = asks_abroad(said)
        if asked is not None and not self._serves(asked):
            return asked
        if self.served == (ENGLISH,) and said_abroad(said) is not None:
            return self.perhaps_foreign(text) or UNKNOWN
        if reads_as_name(text):
            return None
        return foreign_language(text, self.model, served=self.served, known=self.names)

    def _serves(self, language: str) -> bool:
        return any(language == primary(tag) for tag in self.served)

    def read_at_home(self, text: str) -> str | None:
        """Give the language of a message when some pages are in it, and it is read.

        Not English, which is what all else reads best.
        """
        if self.served == (ENGLISH,):
            return None
        language = asks_abroad(unadorned(text)) or foreign_language(
            text, self.model, known=self.english_names
        )
        if language is None or not self._serves(language):
            return None
        return language if self.reads(language) else None

    def reads(self, language: str) -> bool:
        """Say whether there is somebody who reads a language; loads the reader."""
        reader = self.reader()
        return reader is not None and language in reader.languages

    def perhaps_foreign(self, text: str) -> str | None:
        """Give the language of a message that may well be none of the pages' languages."""
        return foreign_language(
            text, self.model, served=self.served, known=self.names, enough=_SOME_EVIDENCE
        )

    def hear(
        self, utterance: Utterance, language: str, plain: Heard, story: Briefing | None = None
    ) -> Heard:
        """Decide what answers a message in another language.

        `plain` is what its words say to those who know the pages' languages only: the nearest
        questions when nobody reads the message. `story` is the one in view: "warum?" asks of no
        other.
        """
        reader = self.reader()
        if reader is None or language not in reader.languages:
            nearest = Abstain(plain.candidates[:NEAREST])
            speech = ForeignSpeech(language, self.served, is_read=False)
            return replace(plain, decision=nearest, foreign=speech)
        candidates = reader.matcher.rank(utterance.text, about=utterance.about)
        if story is not None and asks_abroad(unadorned(utterance.text)) is not None:
            candidates = tuple(c for c in candidates if c.passage.briefing == story.id)
        decision = reader.policy.decide(candidates)
        speech = ForeignSpeech(language, self.served, is_read=True)
        return Heard(decision, candidates, utterance.text, reader.matcher, speech)


def capitalised(corpus: Corpus) -> frozenset[str]:
    """Give the folded words that a corpus writes with a capital letter."""
    return _capitalised(corpus.passages)


def _names_in_english(corpus: Corpus) -> frozenset[str]:
    pages = (page for page in corpus.pages if primary(page.meta.lang) == ENGLISH)
    return _capitalised(passage for page in pages for passage in page.passages)


def _capitalised(passages: Iterable[Passage]) -> frozenset[str]:
    """Cut at spaces first, so that each of a large corpus's words is looked at closely once."""
    texts = (text for p in passages for text in (p.label, *p.aliases, p.text))
    tokens: set[str] = set()
    for text in texts:
        tokens.update(text.split())
    words = {word for token in tokens if not token.islower() for word in _WORD.findall(token)}
    return frozenset(name for word in words if not word.islower() for name in latin_words(word))


def decline_foreign(
    corpus: Corpus,
    utterance: Utterance,
    candidates: Sequence[Candidate],
    served: Sequence[str],
) -> Turn:
    """Decline kindly, in simple words, and offer the closest questions all the same."""
    nearest = tuple(candidates[:NEAREST])
    offered = choices((candidate.passage for candidate in nearest), limit=NEAREST)
    reply = Reply(
        kind=ReplyKind.ABSTENTION,
        heading=wording.foreign_heading(served),
        text=wording.foreign(served, has_choices=bool(offered)),
        follow_ups=told_apart(corpus, offered),
    )
    return Turn(utterance, Abstain(nearest), tuple(candidates), reply)


def told_of_pages(corpus: Corpus, speech: ForeignSpeech, decision: Decision) -> tuple[str, ...]:
    """Say which language an answer is in, or the pages are in, if not that of the message."""
    if not isinstance(decision, Answer):
        is_told, told = not speech.is_at_home, wording.pages_in(speech.served)
    else:
        shown = corpus.page_of(decision.candidate.passage).meta.lang
        is_told, is_one = primary(shown) != speech.language, len(speech.served) == 1
        told = wording.answered_in(speech.served) if is_one else wording.page_in(shown)
    return (told,) if is_told else ()
