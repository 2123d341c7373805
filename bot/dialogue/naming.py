"""Reads messages that ask who or what somebody is by name, and words that name a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.corpus.model import Briefing, Passage, PassageKind
from bot.dialogue.stories import content_words, is_of_person, names_of, stems_of, subject_of
from bot.matching.model import Candidate
from bot.text.normalise import fold, normalise
from bot.text.tokens import stems, words
from bot.text.word_lists import word_list
from bot.text.words import MONTHS, STOP_WORDS, WEEKDAYS

_LONGEST: Final = 120
"""Characters; names and the words around them are short."""

_WHO_IS: Final = re.compile(
    r"(?:(?:hi|hey|hello|ok|okay|so|and|but|sorry|wait|please|pls|bot|just|remind me)\b[\s,!.]*)*"
    r"(?:(?:can|could) you )?(?:(?:please )?(?:tell me|explain|remind me)(?: again)? )?"
    r"(?:who|what|whos|whats)\b(?:'s|'re| is| are| was| were)? "
    r"(?:(?:this|that) (?P<known>.+) (?:guy|man|woman|lady|person|dude|fellow)|(?P<name>.+?))"
    r"(?: (?:is|are|was|were|again|exactly|anyway|please|pls|then|even|btw|actually))*[\s?!.…]*"
)
_MEANS: Final = re.compile(
    r"what(?: does| do|'s| is|s|s is) (?:the )?(?:word |term )?"
    r"(.+?) (?:stand for|mean|short for|an? (?:abbreviation|acronym) (?:for|of))"
    r"(?: again)?[\s?!.…]*|(.+?) (?:stands for|is short for|means) what[\s?!.…]*"
    r"|(?:.* )?(?:definitions?|meaning|full (?:form|name)) of (.+?)[\s?!.…]*"
    r"|(?:(?:please|can you|could you) )*define (?:the )?(?:word |term )?(.+?)[\s?!.…]*"
)
"""“What does WHO stand for?”"""

_AFTER_ALL: Final = re.compile(
    r"\bwho(?:'s|s| is| was| are| were) (.+?)(?: again| please| pls)?[\s?!.…]*$"
)
"""Whatever was said before it; only a name that a topic has is then taken for one."""

_WHO: Final = word_list("who whos who's")
_AND: Final = re.compile(r"\s*,\s*(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_NOT_WORDS: Final = re.compile(r"[\W_]+")
ARTICLE: Final = re.compile(r"^(?:the|a|an) ")

_GENERIC: Final = word_list("story stories briefing page topic thing news one saga affair")
_TIMES: Final = (
    MONTHS
    | WEEKDAYS
    | word_list("jan feb mar apr jun jul aug sept oct nov dec spring summer autumn winter fall")
    | word_list("day week weekend month year decade century today yesterday tomorrow last next")
    | word_list("past early late ago")
)


def name_asked(text: str) -> str | None:
    """Give the name in "who is Luca D'Amico again?", in the form of `plain`; none for others."""
    asked = _asked(text)
    return None if asked is None else plain(asked)


def is_name_alone(text: str) -> bool:
    """Say whether a message asks who somebody is, by what may be a whole name: "who is Jo Bell"."""
    name = name_asked(text)
    return name is not None and _may_be_name(name) and not _WHO.isdisjoint(words(fold(text)))


def names_asked(text: str) -> tuple[str, ...]:
    """Give the names in "who are Luca D'Amico and Ilse Brandt?": two at least, or none.

    "Compare the two" asks for what the pages say of each.
    """
    names = tuple(dict.fromkeys(map(plain, _AND.split(_beside(text) or _asked(text) or ""))))
    return names if len(names) > 1 and all(map(_may_be_name, names)) else ()


def _asked(text: str) -> str | None:
    """Give what stands for a name in a question for a definition."""
    read = normalise(text) if len(text) <= _LONGEST else ""
    asked = _MEANS.fullmatch(read) or _WHO_IS.fullmatch(read)
    if asked is None and not _INDIFFERENT.search(read):
        asked = _AFTER_ALL.search(read)
    return asked[asked.lastindex] if asked and asked.lastindex else None


def _beside(text: str) -> str:
    """Give what is to be told of or compared, joined by "and"; nothing in other messages."""
    found = _BESIDE.fullmatch(normalise(text)) if len(text) <= _LONGEST else None
    if found is None:
        return ""
    return _TO.sub(" and ", found["names"]) if found["compares"] else found["names"]


_BESIDE: Final = re.compile(
    r"(?:(?:ok|okay|so|and|now|please|pls|can you|could you)\b[\s,]*)*"
    r"(?:(?P<compares>compare)|(?:what(?:'s| is) )?the differences? between|differences? between"
    r"|tell (?:me|us)(?: more)? about)"
    r" (?P<names>.+?)(?:[\s,]+(?:please|pls))*[\s?!.…]*"
)
_TO: Final = re.compile(r" (?:to|with|versus|vs\.?) ")


def asks_for_meaning(text: str) -> bool:
    """Say whether a message asks what something means; what somebody means is another question."""
    return _MEANING.search(fold(text)) is not None


def asks_for_word(text: str) -> bool:
    """Say whether a message asks what a word means: "what is a canton", "define canton"."""
    return asks_for_meaning(text) or asks_what_a_thing_is(text)


def asks_what_a_thing_is(text: str) -> bool:
    """Say whether a message asks what a thing is: "what is a canton", "define canton"."""
    return _DEFINING.search(fold(text)) is not None


_MEANING: Final = re.compile(r"\b(?:mean|means|meaning)\b")
_DEFINING: Final = re.compile(r"\bdefine\b|\bdefinitions? of\b|\bwhat(?:'?s| is) an? ")
_INDIFFERENT: Final = re.compile(r"\bdo(?:es)?(?: not|n'?t) (?:care|mind|matter)\b|\bwho cares\b")


def _may_be_name(name: str) -> bool:
    found = name.split()
    return 1 <= len(found) <= _NAME_WORDS and STOP_WORDS.isdisjoint({*found} - _BETWEEN)


def plain(name: str) -> str:
    """Reduce a name to what readers type: no accents, apostrophes, hyphens or article."""
    bare = _NOT_WORDS.sub(" ", fold(name).replace("'", "").replace(".", "")).strip()
    return ARTICLE.sub("", bare)


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


def initials(name: str) -> str:
    """Give the first letters of a name's words but for small ones: "eu"."""
    return "".join(word[0] for word in plain(name).split() if word not in STOP_WORDS)


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
    bare = bare_words(text)
    subject = subject_of(story)
    return len(bare) >= words_at_least and all(_is_subject(word, subject) for word in bare)


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
    return tuple(word for word in content_words(text) if _is_subject(word, subject))


def bare_words(name: str) -> list[str]:
    """Give the words of a name without small ones, and without "story" behind it; often none."""
    found = [word for word in words(fold(name)) if word not in _BETWEEN]
    while len(found) > 1 and found[-1] in _STORY:
        found.pop()
    return found if len(found) <= _NAME_WORDS else []


def _writes_as_name(title: str, word: str) -> bool:
    """Say whether a sentence has a word with a capital, at its beginning only with an "'s"."""
    found = list(_WORD.finditer(title))
    is_sentence = any(own.group().islower() and len(own.group()) > _SMALL for own in found)
    return is_sentence and any(
        own.group()[0].isupper() and (own.start() or own.group().endswith(("'s", "’s")))
        for own in found
        if word in words(fold(own.group()))
    )


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


def without_subject(text: str, subject: frozenset[str]) -> str | None:
    """Leave out where a message says of which story it asks: "how long did the fire at the … burn".

    The subject is given in stems. None where no phrase with a preposition is made of its words, or
    where nothing else is asked for.
    """
    found = words(fold(text))
    kept: list[str] = []
    at = 0
    while at < len(found):
        end = _phrase_end(found, at, subject)
        if end == at:
            kept.append(found[at])
        at = max(end, at + 1)
    asks_something = not STOP_WORDS.issuperset(kept)
    return " ".join(kept) if len(kept) < len(found) and asks_something else None


def _phrase_end(found: Sequence[str], at: int, subject: frozenset[str]) -> int:
    """Give where "at the cathedral" ends that begins here; here, where none does."""
    if found[at] not in _PLACING:
        return at
    name = at + 1
    while name < len(found) and found[name] in _ARTICLES:
        name += 1
    end = name
    while end < len(found) and _is_subject(found[end], subject):
        end += 1
    return end if end > name else at


_PLACING: Final = word_list("about after at before by during for from in of on over to with")


def _is_subject(word: str, subject: frozenset[str]) -> bool:
    return word not in STOP_WORDS and not subject.isdisjoint(stems((word,)))


_ARTICLES: Final = word_list("the a an this that")
_STORY: Final = _GENERIC - {"news"}
_BETWEEN: Final = _ARTICLES | word_list("in of at on for to")
_PREPOSITIONS: Final = STOP_WORDS | word_list("de du des di da del della von van der")
_NAME_WORDS: Final = 5
_SMALL: Final = 3
"""Letters of words that are small in headings as well, where all others have a capital."""


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
    names = tuple(names_of(briefing))
    sections = [p.text for p in briefing.passages if p.label in (heading, _NEWS)]
    named = {word for name in names for word in plain(name).split()}
    return not asked.isdisjoint(named | stems_of((*names, *sections)))


def has_in_its_name(story: Briefing, typed: str) -> bool:
    """Say whether letters are in a story's title, or in a word for what it is about."""
    wanted = fold(typed)
    return any(wanted in fold(name) for name in (story.title, *story.subjects))


def is_near(candidate: Candidate, text: str, called: frozenset[str]) -> bool:
    """Say whether a candidate is worth offering: by its confidence, or by a word in common.

    The word may be its own, or one of the names of its story, of which `called` are the stems.

    Abuse and idle talk are near to nothing, and a list of buttons would answer them oddly.
    """
    if candidate.confidence >= _NEAR:
        return True
    passage, asked = candidate.passage, frozenset(stems(content_words(text)))
    own = (passage.label, *passage.aliases, passage.text)
    return not asked.isdisjoint(called) or not asked.isdisjoint(stems_of(own))


_NEAR: Final = 0.03
_NEWS: Final = "What's happened"
