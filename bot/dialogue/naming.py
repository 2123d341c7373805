"""Tells whether words name a topic or a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.corpus.model import Briefing, Passage, PassageKind
from bot.dialogue.reading.names import bare_words, is_subject, plain
from bot.dialogue.stories import is_of_person, names_of, subject_of
from bot.text.content import content_words, stems_of
from bot.text.normalise import fold
from bot.text.tokens import stems, words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")


def is_called(topic: Passage, name: str) -> bool:
    """Say whether a topic has this name, in the form of `plain`, in so many letters."""
    if topic.kind is not PassageKind.TOPIC or not name:
        return False
    return any(plain(own) == name for own in (topic.label, *topic.aliases))


def is_person_called(topic: Passage, name: str) -> bool:
    """Say whether a topic is a person who has this word, as `plain` gives it, in the name."""
    has_name = topic.kind is PassageKind.TOPIC and name in plain(topic.label).split()
    return has_name and is_of_person(topic)


def topic_called(name: str, story: Briefing) -> Passage | None:
    """Give the topic of a story that has a name which is not the story's own."""
    if is_name_of(name, story):
        return None
    return next((p for p in story.passages if is_called(p, plain(name))), None)


def topic_with_history(text: str, name: str, story: Briefing) -> Passage | None:
    """Give the topic whose history is asked for: that of a port is not that of its harbour's ice.

    None where the story itself has the name, or something else is asked, such as what the papers
    say about somebody.
    """
    return None if _HISTORY.search(fold(text)) is None else topic_called(name, story)


_HISTORY: Final = re.compile(
    r"\b(?:history|background|backstory|origins?) (?:of|on|to|about|for)\b"
)


def holds_head_of(text: str, topic: Passage) -> bool:
    """Say whether words hold the head of a topic's name, which says what it is.

    "Korea" is that of North Korea, and "Dame" that of Notre-Dame de Paris; but who says "Panama
    Canal" has not said what the Panama Canal Authority is.
    """
    if topic.kind is not PassageKind.TOPIC:
        return False
    said = {*plain(text).split()}
    return any(_head(plain(name).split()) in said for name in (topic.label, *topic.aliases))


def _head(name: Sequence[str]) -> str | None:
    """Give the last word before the first preposition."""
    end = next((at for at, word in enumerate(name) if at and word in _PREPOSITIONS), None)
    before = name[:end]
    return before[-1] if before else None


def is_name_of(text: str, story: Briefing, *, words_at_least: int = 1) -> bool:
    """Say whether a message is but so many words of a story's title: "the RSV vaccine"."""
    bare = bare_words(text)
    subject = subject_of(story)
    return len(bare) >= words_at_least and all(is_subject(word, subject) for word in bare)


def may_stand_alone(bare: Sequence[str], story: Briefing) -> bool:
    """Say whether words of a title, `bare_words`, are enough to know a story by.

    The title of a single one must be one that somebody wrote, for any word may be in a first
    sentence; or it is a name.
    """
    return len(bare) > 1 or has_written_title(story) or _writes_as_name(story.title, bare[0])


def has_written_title(story: Briefing) -> bool:
    """Say whether somebody gave a story its title; others are its first sentence."""
    return any(p.title == story.title and not p.is_title_derived for p in story.pages)


def title_words(text: str, story: Briefing) -> tuple[str, ...]:
    """Give the words of a message that a story has in its title, if somebody wrote that."""
    subject = subject_of(story) if has_written_title(story) else frozenset()
    return tuple(word for word in content_words(text) if is_subject(word, subject))


def _writes_as_name(title: str, word: str) -> bool:
    """Say whether a sentence has a word with a capital, at its beginning only with an "'s"."""
    found = list(_WORD.finditer(title))
    is_sentence = any(own.group().islower() and len(own.group()) > _SMALL for own in found)
    return is_sentence and any(
        own.group()[0].isupper() and (own.start() or own.group().endswith(("'s", "’s")))
        for own in found
        if word in words(fold(own.group()))
    )


_PREPOSITIONS: Final = STOP_WORDS | word_list("de du des di da del della von van der")
_SMALL: Final = 3
"""Letters of words that are small in headings as well, where all others have a capital."""


def names_story(text: str, briefing: Briefing, heading: str) -> bool:
    """Say whether words can name a story, rather than something that one of its answers tells.

    What is asked about with "what happened on Heimaey" must be in the section that is asked for,
    in what has happened, in the title or among the topics.
    """
    asked = {w for w in (*stems(words(fold(text))), *plain(text).split()) if w not in STOP_WORDS}
    names = tuple(names_of(briefing))
    sections = [p.text for p in briefing.passages if p.label in (heading, _NEWS)]
    named = {word for name in names for word in plain(name).split()}
    return not asked.isdisjoint(named | stems_of((*names, *sections)))


def has_in_its_name(story: Briefing, typed: str) -> bool:
    """Say whether letters are in a story's title, or in a word for what it is about."""
    wanted = fold(typed)
    return any(wanted in fold(name) for name in (story.title, *story.subjects))


_NEWS: Final = "What's happened"
