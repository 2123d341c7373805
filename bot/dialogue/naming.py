"""Reads messages that ask who or what somebody is by name, and words that name a story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.corpus.model import Briefing, Passage, PassageKind
from bot.dialogue.stories import content_words
from bot.matching.model import Candidate
from bot.text.normalise import fold, normalise
from bot.text.tokens import stems, words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

_LONGEST: Final = 120
"""Characters; names and the words around them are short."""

_WHO_IS: Final = re.compile(
    r"(?:(?:hi|hey|hello|ok|okay|so|and|but|sorry|wait|please|pls|bot|just|remind me)\b[\s,!.]*)*"
    r"(?:(?:can|could) you )?(?:(?:please )?(?:tell me|explain|remind me)(?: again)? )?"
    r"(?:who|what|whos|whats)\b(?:'s|'re| is| are| was| were)? (?P<name>.+?)"
    r"(?: (?:is|are|was|were|again|exactly|anyway|please|pls|then|even|btw|actually))*[\s?!.…]*"
)
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_ARTICLE: Final = re.compile(r"^(?:the|a|an) ")

_GENERIC: Final = word_list("story stories briefing page topic thing news one saga affair")
_TIMES: Final = word_list(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept oct nov dec spring summer autumn winter fall
    monday tuesday wednesday thursday friday saturday sunday day week weekend month year decade
    century today yesterday tomorrow last next past early late ago
    """
)


def name_asked(text: str) -> str | None:
    """Give the name in "who is Luca D'Amico again?", in the form of `plain`; none for others."""
    if len(text) > _LONGEST:
        return None
    asked = _WHO_IS.fullmatch(normalise(text))
    return plain(asked["name"]) if asked else None


def plain(name: str) -> str:
    """Reduce a name to what readers type: no accents, apostrophes, hyphens or article."""
    bare = _NOT_WORDS.sub(" ", fold(name).replace("'", "").replace(".", "")).strip()
    return _ARTICLE.sub("", bare)


def is_called(topic: Passage, name: str) -> bool:
    """Say whether a topic has this name, in the form of `plain`, in so many letters."""
    if topic.kind is not PassageKind.TOPIC or not name:
        return False
    return any(plain(own) == name for own in (topic.label, *topic.aliases))


def story_words(text: str) -> str:
    """Leave of some words those that name a story: "volcano" of "the volcano story"."""
    found = list(words(fold(text)))
    while found and found[0] in STOP_WORDS:
        found.pop(0)
    while found and found[-1] in STOP_WORDS | _GENERIC:
        found.pop()
    return " ".join(found)


def is_name_of(text: str, story: Briefing, *, words_at_least: int = 1) -> bool:
    """Say whether a message is but so many words of a story's title: "the RSV vaccine"."""
    bare = [word for word in words(fold(text)) if word not in _ARTICLES]
    subject = subject_of(story)
    return len(bare) >= words_at_least and all(_is_subject(word, subject) for word in bare)


def subject_of(story: Briefing) -> frozenset[str]:
    """Give what a story is about, in stems: the words of its title."""
    return frozenset(stems(content_words(story.title)))


def with_pronoun(text: str, subject: frozenset[str]) -> str | None:
    """Say "it" for the story's subject, given in stems: "where can I get the RSV vaccine" → get it.

    None where the message does not name it, or asks for nothing else.
    """
    found = words(fold(text))
    starts = [at for at, word in enumerate(found) if _is_subject(word, subject)]
    if not starts:
        return None
    start = end = starts[0]
    while end < len(found) and _is_subject(found[end], subject):
        end += 1
    while start and found[start - 1] in _ARTICLES:
        start -= 1
    rest = (*found[:start], *found[end:])
    is_named_again = any(_is_subject(word, subject) for word in rest)
    if is_named_again or not rest:
        return None
    return " ".join((*found[:start], "it", *found[end:]))


def _is_subject(word: str, subject: frozenset[str]) -> bool:
    return word not in STOP_WORDS and not subject.isdisjoint(stems((word,)))


_ARTICLES: Final = word_list("the a an this that")


def is_time(text: str) -> bool:
    """Say whether words only name a time: "1783", "last November"."""
    own = [word for word in words(fold(text)) if word not in STOP_WORDS]
    return bool(own) and all(word.isdigit() or word in _TIMES for word in own)


def names_story(text: str, briefing: Briefing, heading: str) -> bool:
    """Say whether words can name a story, rather than something that one of its answers tells.

    What is asked about with "what happened on Heimaey" must be in the section that is asked for,
    in what has happened, in the title or among the topics, if the story speaks of it at all.
    """
    asked = {stem for stem in stems(words(fold(text))) if stem not in STOP_WORDS}
    if asked.isdisjoint(_stems(f"{p.label} {p.text}" for p in briefing.passages)):
        return True
    sections = [p.text for p in briefing.passages if p.label in (heading, _NEWS)]
    return not asked.isdisjoint(_stems((*_names_of(briefing), *sections)))


def has_in_its_name(story: Briefing, typed: str) -> bool:
    """Say whether letters are in a story's title, or in a word for what it is about."""
    wanted = fold(typed)
    return any(wanted in fold(name) for name in (story.title, *story.subjects))


def _names_of(story: Briefing) -> Iterator[str]:
    yield story.title
    yield from story.subjects
    yield str(story.id).replace("-", " ")
    for passage in story.passages:
        if passage.kind is PassageKind.TOPIC:
            yield from (passage.label, *passage.aliases)


def is_near(candidate: Candidate, text: str, story: Briefing) -> bool:
    """Say whether a candidate is worth offering: by its confidence, or by a word in common.

    The word may be its own, or one of the names of its story.

    Abuse and idle talk are near to nothing, and a list of buttons would answer them oddly.
    """
    if candidate.confidence >= _NEAR:
        return True
    passage = candidate.passage
    said = (passage.label, passage.text, *passage.aliases, *_names_of(story))
    return not _stems(said).isdisjoint(stems(content_words(text)))


_NEAR: Final = 0.03
_NEWS: Final = "What's happened"


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in stems(words(fold(text))))
