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
_AND: Final = re.compile(r"\s*,\s*(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+")
_CAPITALISED: Final = re.compile(r"\b[^\W\d_a-z][\w'’-]*")
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


def names_asked(text: str) -> tuple[str, ...]:
    """Give the names in "who are Luca D'Amico and Ilse Brandt?", as `plain` does.

    There are two at least, or none.
    """
    asked = _WHO_IS.fullmatch(normalise(text)) if len(text) <= _LONGEST else None
    names = () if asked is None else tuple(map(plain, _AND.split(asked["name"])))
    return tuple(dict.fromkeys(names)) if len(names) > 1 and all(map(_may_be_name, names)) else ()


def _may_be_name(name: str) -> bool:
    found = name.split()
    return 1 <= len(found) <= _NAME_WORDS and STOP_WORDS.isdisjoint({*found} - _BETWEEN)


def plain(name: str) -> str:
    """Reduce a name to what readers type: no accents, apostrophes, hyphens or article."""
    bare = _NOT_WORDS.sub(" ", fold(name).replace("'", "").replace(".", "")).strip()
    return _ARTICLE.sub("", bare)


def is_called(topic: Passage, name: str) -> bool:
    """Say whether a topic has this name, in the form of `plain`, in so many letters."""
    if topic.kind is not PassageKind.TOPIC or not name:
        return False
    return any(plain(own) == name for own in (topic.label, *topic.aliases))


def holds_name_of(text: str, topic: Passage) -> bool:
    """Say whether words hold a whole name of a topic: "Hualien county" that of Hualien."""
    if topic.kind is not PassageKind.TOPIC:
        return False
    said = {*plain(text).split()}
    return any(said.issuperset(plain(name).split()) for name in (topic.label, *topic.aliases))


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
    bare = _bare(text)
    subject = subject_of(story)
    return len(bare) >= words_at_least and all(_is_subject(word, subject) for word in bare)


def story_titled(name: str, stories: Iterable[Briefing]) -> Briefing | None:
    """Give the only story that has all words of a name in its title: "the grain deal".

    A single word without "the" must be of a title that somebody wrote, or a name: "morning" may
    well be in a first sentence.
    """
    bare = _bare(name)
    if not 1 <= len(bare) <= _NAME_WORDS:
        return None
    begins = bare[0][:_BEGINNING]  # to look at few titles in full: no stem is shorter
    is_enough = len(bare) > 1 or words(fold(name))[0] == "the"
    found = (
        story
        for story in stories
        if begins in _folded(story.title)
        and is_name_of(name, story)
        and (is_enough or _is_written(story) or _writes_as_name(story.title, bare[0]))
    )
    story = next(found, None)
    return story if next(found, None) is None else None


def _bare(name: str) -> list[str]:
    found = [word for word in words(fold(name)) if word not in _BETWEEN]
    while len(found) > 1 and found[-1] in _STORY:
        found.pop()
    return found


def _is_written(story: Briefing) -> bool:
    return any(p.title == story.title and not p.is_title_derived for p in story.pages)


def _writes_as_name(title: str, word: str) -> bool:
    """Say whether a title has a word with a capital, at its beginning only with an "'s"."""
    found = (own for own in _CAPITALISED.finditer(title) if word in words(fold(own.group())))
    return any(own.start() or own.group().endswith(("'s", "’s")) for own in found)


def _folded(title: str) -> str:
    return title.lower() if title.isascii() else fold(title)


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
_STORY: Final = _GENERIC - {"news"}
_BETWEEN: Final = _ARTICLES | word_list("in of at on for to")
_NAME_WORDS: Final = 5
_BEGINNING: Final = 3


def is_time(text: str) -> bool:
    """Say whether words only name a time: "1783", "last November"."""
    own = [word for word in words(fold(text)) if word not in STOP_WORDS]
    return bool(own) and all(word.isdigit() or word in _TIMES for word in own)


def names_story(text: str, briefing: Briefing, heading: str) -> bool:
    """Say whether words can name a story, rather than something that one of its answers tells.

    What is asked about with "what happened on Heimaey" must be in the section that is asked for,
    in what has happened, in the title or among the topics.
    """
    asked = {w for w in (*stems(words(fold(text))), *plain(text).split()) if w not in STOP_WORDS}
    names = tuple(_names_of(briefing))
    sections = [p.text for p in briefing.passages if p.label in (heading, _NEWS)]
    named = {word for name in names for word in plain(name).split()}
    return not asked.isdisjoint(named | _stems((*names, *sections)))


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
