"""Reads messages that ask who or what somebody is by name, and words that may name something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

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


def bare_words(name: str) -> list[str]:
    """Give the words of a name without small ones, and without "story" behind it; often none."""
    found = [word for word in words(fold(name)) if word not in _BETWEEN]
    while len(found) > 1 and found[-1] in _STORY:
        found.pop()
    return found if len(found) <= _NAME_WORDS else []


def with_pronoun(text: str, subject: frozenset[str]) -> str | None:
    """Say "it" for the story's subject, given in stems: "where can I get the RSV vaccine" → get it.

    None where the message does not name it, or asks for nothing else.
    """
    found = words(fold(text))
    starts = [at for at, word in enumerate(found) if is_subject(word, subject)]
    if not starts:
        return None
    start = end = starts[0]
    while end < len(found) and is_subject(found[end], subject):
        end += 1
    while start and found[start - 1] in _ARTICLES:
        start -= 1
    rest = (*found[:start], *found[end:])
    is_named_again = any(is_subject(word, subject) for word in rest)
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
    while end < len(found) and is_subject(found[end], subject):
        end += 1
    return end if end > name else at


_PLACING: Final = word_list("about after at before by during for from in of on over to with")


def is_subject(word: str, subject: frozenset[str]) -> bool:
    """Say whether a word is of what a story is about, given in stems."""
    return word not in STOP_WORDS and not subject.isdisjoint(stems((word,)))


_ARTICLES: Final = word_list("the a an this that")
_STORY: Final = _GENERIC - {"news"}
_BETWEEN: Final = _ARTICLES | word_list("in of at on for to")
_NAME_WORDS: Final = 5


def is_time(text: str) -> bool:
    """Say whether words only name a time: "1783", "last November"."""
    own = [word for word in words(fold(text)) if word not in STOP_WORDS]
    return bool(own) and all(word.isdigit() or word in _TIMES for word in own)
