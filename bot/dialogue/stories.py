"""What is known of a single story, for messages that stay within the one in view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from typing import Final

from bot.corpus.model import Briefing, BriefingId, Corpus, Passage, PassageId, PassageKind
from bot.corpus.persons import is_person
from bot.matching.model import Candidate, Matcher
from bot.matching.names import CAPITAL_INSIDE
from bot.matching.recent import Recent
from bot.text.content import content_words, stems_of
from bot.text.normalise import fold
from bot.text.tokens import stems, words
from bot.text.words import STOP_WORDS

BuildMatcher = Callable[[Corpus], Matcher]

KEPT: Final = 32
"""Stories whose view is kept ready; readers ask about a few at a time."""

SMALL: Final = 300
"""Passages up to which a story gets a matcher of its own, which is built within milliseconds."""

_READ: Final = 1_000
"""Passages whose words are read for a view; beyond, a story speaks of everything anyway."""

_PLAIN: Final = re.compile(r"(?<![\w'’-])[a-z]\w+")
_SENTENCE_END: Final = re.compile(r"[.!…][\"'”’)\]]*\s*$")
"""Headings and titles, where every word has a capital, end in a question mark or in nothing."""

_PREDICATE: Final = re.compile(r"\b(?:is|was|are|were) .*", re.DOTALL)


@dataclass(frozen=True, eq=False)
class StoryView:
    """One story: a matcher for its passages alone, its words, and which of them are names."""

    briefing: Briefing
    build: Callable[[], Matcher] = field(repr=False)
    stems: frozenset[str]
    """The stems of all words that its passages use."""
    names: frozenset[str]
    """Folded words that it writes with a capital within sentences, and hardly ever without."""
    topics: tuple[Passage, ...]
    questions: tuple[tuple[str, Passage], ...]
    """The folded words of each question, and the question."""

    @cached_property
    def matcher(self) -> Matcher:
        """What ranks its passages alone, built when it is first asked: most views never are."""
        return self.build()

    def questions_like(self, wording: re.Pattern[str]) -> tuple[Passage, ...]:
        """Give the questions in which a wording occurs."""
        return tuple(question for label, question in self.questions if wording.search(label))

    def speaks_of(self, name: str) -> bool:
        """Say whether the story uses all words of a name, its title included."""
        asked = set(stems(content_words(name)))
        return not asked.difference(self.stems, subject_of(self.briefing))

    def topics_named(self, text: str) -> tuple[Passage, ...]:
        """Give the topics of which a text has the name, or a name's last word."""
        found = set(words(fold(text)))
        return tuple(topic for topic in self.topics if _is_named(topic, found))

    def persons_named(self, text: str) -> tuple[Passage, ...]:
        """Give those of them that are people."""
        return tuple(topic for topic in self.topics_named(text) if is_of_person(topic))


def name_words(topic: Passage) -> frozenset[str]:
    """Give those words of all names of a topic."""
    return frozenset(w for name in (topic.label, *topic.aliases) for w in content_words(name))


def names_of(story: Briefing) -> Iterator[str]:
    """Give what a story is called, and what it defines."""
    yield story.title
    yield from story.subjects
    yield str(story.id).replace("-", " ")
    for passage in story.passages:
        if passage.kind is PassageKind.TOPIC:
            yield from (passage.label, *passage.aliases)


def subject_of(story: Briefing) -> frozenset[str]:
    """Give what a story is about, in stems: the words of its title."""
    return frozenset(stems(content_words(story.title)))


def is_of_person(topic: Passage) -> bool:
    """Tell whether a topic's definition is of a person."""
    predicate = _PREDICATE.search(topic.text)
    said = predicate.group() if predicate else ""
    return is_person(topic.label, topic.text, (), said)


def _is_named(topic: Passage, found: set[str]) -> bool:
    for name in (topic.label, *topic.aliases):
        own = [w for w in words(fold(name)) if w not in STOP_WORDS]
        if own and found.issuperset(own):
            return True
        if len(own) > 1 and is_of_person(topic) and not found.isdisjoint(own[1:]):
            return True
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Stories:
    """Makes the view of a story when it is first needed, and keeps the latest ones."""

    corpus: Corpus
    matcher: Matcher
    """For the whole corpus."""
    build: BuildMatcher | None = None
    """Makes a matcher for a corpus of one story; without it, the whole corpus' is filtered."""
    _views: Recent[BriefingId, StoryView] = field(
        init=False, repr=False, default_factory=lambda: Recent(KEPT)
    )
    _called: Recent[BriefingId, frozenset[str]] = field(
        init=False, repr=False, default_factory=lambda: Recent(KEPT)
    )
    _titles: dict[str, list[int]] = field(init=False, repr=False, default_factory=dict)
    """By the stems of their titles, the places of the stories; made when it is first needed."""

    def titled(self, bare: Sequence[str]) -> Briefing | None:
        """Give the only story that has all these words in its title; none for small words."""
        if not bare or not STOP_WORDS.isdisjoint(bare):
            return None
        if not self._titles:
            self._titles.update(_by_word(self.corpus.briefings))
        found = set.intersection(*map(self._having, bare))
        return self.corpus.briefings[found.pop()] if len(found) == 1 else None

    def _having(self, word: str) -> set[int]:
        return {at for stem in stems((word,)) for at in self._titles.get(stem, ())}

    def of(self, passage: PassageId | None) -> StoryView | None:
        """Give the view of the story that a passage belongs to; none when it is gone."""
        found = self.corpus.passage(passage)
        if found is None:
            return None
        return self._views.get(found.briefing, lambda: self._make(found.briefing))

    def holding(self, passage: PassageId | None) -> Briefing | None:
        """Give the story that a passage belongs to; none when it is gone."""
        found = self.corpus.passage(passage)
        return None if found is None else self.corpus.briefing_of(found)

    def called(self, story: Briefing) -> frozenset[str]:
        """Give the stems of a story's names, and of all that it defines."""
        return self._called.get(story.id, lambda: stems_of(names_of(story)))

    def _make(self, briefing_id: BriefingId) -> StoryView:
        briefing = self.corpus.briefing(briefing_id)
        assert briefing is not None  # noqa: S101  (it is a passage's own)
        read = tuple(islice(briefing.passages, _READ))
        texts = [text for p in read for text in (p.label, p.text, *p.aliases)]
        return StoryView(
            briefing=briefing,
            build=self._builder(briefing),
            stems=stems_of(texts),
            names=_names(
                (p.text for p in read), (p.label for p in read if p.kind is PassageKind.TOPIC)
            ),
            topics=tuple(p for p in read if p.kind is PassageKind.TOPIC),
            questions=tuple((" ".join(words(fold(p.label))), p) for p in read if p.is_question),
        )

    def _builder(self, briefing: Briefing) -> Callable[[], Matcher]:
        """Say how a story's matcher is made. It knows nothing of this: see `Recent` for cycles."""
        whole = self.matcher
        if len(self.corpus.briefings) == 1:
            return lambda: whole
        is_small = len(tuple(islice(briefing.passages, SMALL + 1))) <= SMALL
        if self.build is None or not is_small:
            return lambda: Within(whole, briefing)
        alone = Corpus(self.corpus.revision, (briefing,), self.corpus.answered_by)
        return partial(self.build, alone)


def _by_word(stories: Iterable[Briefing]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, story in enumerate(stories):
        for stem in subject_of(story):
            found.setdefault(stem, []).append(at)
    return found


@dataclass(frozen=True, slots=True)
class Within:
    """A matcher that sees one story's passages only, where it is too large for one of its own."""

    matcher: Matcher
    briefing: Briefing

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Give the story's candidates among all, best first."""
        home = about or next((passage.id for passage in self.briefing.passages), None)
        ranked = self.matcher.rank(text, about=home, explain=explain)
        return tuple(c for c in ranked if c.passage.briefing == self.briefing.id)


def _names(texts: Iterable[str], labels: Iterable[str]) -> frozenset[str]:
    inside: dict[str, int] = {}
    plain: dict[str, int] = {}
    for line in (line for text in texts for line in text.splitlines()):
        for word in CAPITAL_INSIDE.findall(line) if _SENTENCE_END.search(line) else ():
            for part in words(fold(word)):
                inside[part] = inside.get(part, 0) + 1
        for word in _PLAIN.findall(line):
            plain[word] = plain.get(word, 0) + 1
    named = {word for label in labels for word in words(fold(label)) if word not in plain}
    seen = {word for word, times in inside.items() if times > plain.get(word, 0)}
    return frozenset((seen | named) - STOP_WORDS)
