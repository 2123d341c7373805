"""How a message leans on what was said before, read off its words alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from bot.dialogue.reading.openers import OPENERS
from bot.text.content import content_words
from bot.text.normalise import fold, normalise
from bot.text.remembering import once_a_message
from bot.text.tokens import chat_words, words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

_SINGLE: Final = word_list("he him his himself she her hers herself")
_PERSONAL: Final = _SINGLE | word_list("they them their theirs its")
"""Words for a person, and possessives: what follows them is asked of somebody in view."""

_IMPERSONAL: Final = word_list("it this that these those there one ones")
_LONGEST_LEANING: Final = 14
"""Words; longer messages say themselves whom they mean."""

_ASKING: Final = word_list("what who whom whose when where why how which")
_VERBS: Final = word_list(
    "is are was were am be been do does did has have had can could will would should shall may"
    " might must happened happens happen tell explain show give"
)
_OPENER: Final = re.compile(
    rf"(?:(?:{OPENERS}|hm+|oh|thanks|and|or)[\s,.!]+)*"
    r"(?:and|or|but|what about|how about|what of|and what about|same for|same question for|"
    r"what if it is|whatabout|wbt|wbu|hbu|i meant|i mean|make that"
    r")\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_EDGES: Final = word_list("the a an in for of on at with by from to about then now instead also")

_LONGEST_SWAP: Final = 5
"""Words of what is asked about instead: "and the European Union?"."""

_EXPLETIVE: Final = re.compile(r"\b(?:is|are|was|were|will|would|could|can) (?:it|there)\b")
"""In "is it safe" and "are there": here the pronoun stands for nothing."""


def leans_back(text: str) -> bool:
    """Say whether a message speaks of somebody or something that only what went before names."""
    return personal_pronoun(text) is not None or bool(_IMPERSONAL.intersection(_read(text)))


def leans_beside(text: str, names: Collection[str]) -> bool:
    """Say whether a message leans back, but for what points at one of these words: "that ferry"."""
    read = _read(text)
    pointing = (word in _IMPERSONAL and after in names for word, after in pairwise((*read, "")))
    return leans_back(" ".join(w for w, is_out in zip(read, pointing, strict=True) if not is_out))


def fronted(text: str) -> str | None:
    """Give what a message names first, and then asks of: "the teachers, what happens to them"."""
    found = _FRONTED.match(" ".join(chat_words(normalise(text))))
    return None if found is None else found["name"]


_FRONTED: Final = re.compile(
    rf"(?:(?:{OPENERS}|and|oh|u[hm]+|h+m+|cool|great|nice|thanks) )*"
    r"(?:(?:what|how) about |as for )?"
    rf"the (?P<name>\w+(?: \w+)??) (?:{'|'.join(sorted(_ASKING | _VERBS))}) (?:.+ )?"
    r"(?:it|its|they|them|their|he|him|his|she|her)\b"
)


def personal_pronoun(text: str) -> int | None:
    """Give the place of the first word for a person, or a possessive, counted in words."""
    return next((at for at, word in enumerate(_read(text)) if word in _PERSONAL), None)


def speaks_of_one(text: str) -> bool:
    """Say whether a message speaks of one person; "they" may be anybody: "what do they need"."""
    return not _SINGLE.isdisjoint(_read(text))


def asks_who(text: str) -> bool:
    """Say whether a message asks who somebody in view is, and nothing else: "who's that guy"."""
    return _WHO.fullmatch(fold(text)) is not None


_WHO: Final = re.compile(
    r"(?:(?:and|ok|so|but|wait|sorry)[\s,]+)*(?:who|whos|who's|who'?re)(?: (?:is|was|are|were))?"
    r" (?:he|she|they|him|her|that|this|it|those|these)"
    r"(?: (?:guy|man|woman|person|lady|dude|people|anyway|again|exactly|even|then))*\W*"
)


def stands_for(text: str) -> re.Pattern[str] | None:
    """Give what a question must say for a message to be it, pronouns apart; none for fragments.

    "Who is helping them?" may stand for "Who is helping Greece?"; "what do other players say" for
    a question that begins so.
    """
    found = _AND.sub("", " ".join(chat_words(normalise(text)))).split()
    if len(found) > _LONGEST_LEANING:
        return None
    plain = [word for word in found if word not in _STANDING_IN]
    pronouns = len(found) - len(plain)
    if len(plain) < (_LEAST_WORDS if pronouns else _LEAST_ALONE) or not _asks(found):
        return None
    if pronouns > _MOST_PRONOUNS:
        return None
    parts = (_ANYTHING if word in _STANDING_IN else re.escape(word) for word in found)
    return re.compile(rf"(?:^|\band ){' '.join(parts)}\b")


_STANDING_IN: Final = word_list("he him his she her they them their it its this that these those")
_ANYTHING: Final = r"(?:\S+ ){0,3}\S+"
_LEAST_WORDS: Final = 3
_MOST_PRONOUNS: Final = 2
"""Each may stand for several words; with many of them, looking for a question would take long."""

_LEAST_ALONE: Final = 4
_AND: Final = re.compile(r"^(?:(?:and|so|but|ok|okay|then|also|or) )+")


def _asks(found: list[str]) -> bool:
    return bool(found) and found[0] in (_ASKING | _VERBS)


@once_a_message
def asks_instead(text: str) -> str | None:
    """Give what "and the EU?" or "what about Japan" asks about in place of the last subject."""
    opened = _OPENER.fullmatch(normalise(text).strip(" ?!."))
    if opened is None:
        return None
    rest = list(words(opened["rest"]))
    while rest and rest[0] in _EDGES:
        rest.pop(0)
    while rest and rest[-1] in _EDGES:
        rest.pop()
    if not 1 <= len(rest) <= _LONGEST_SWAP or not _is_noun_phrase(rest):
        return None
    return " ".join(rest)


def leans(text: str) -> bool:
    """Say whether a message leans back, or asks the same as before of something else.

    At its end even what may stand for nothing stands for something: "how far is it", "who pays the
    rest". And a bare "where?" asks of nothing else.
    """
    read = chat_words(normalise(text))
    ends_back = read[-1:] in (("it",), ("there",)) or read[-2:] == ("the", "rest")
    is_whole = not ends_back and bool(content_words(text))
    return not is_whole or leans_back(text) or asks_instead(text) is not None


def goes_on(text: str) -> bool:
    """Say whether a message asks on, by an "and" at the beginning of a sentence."""
    return _GOING_ON.search(normalise(text)) is not None


_GOING_ON: Final = re.compile(r"(?:^|[.!?…]\s+)(?:ok(?:ay)?[\s,]+)?and\b")


def turns_to(text: str) -> str | None:
    """Give what "what about the canal?" may turn to; "and Canada?" asks the same once more."""
    return asks_instead(text) if _ABOUT.search(fold(text)) else None


_ABOUT: Final = re.compile(r"\b(?:(?:what|how) (?:about|of)|whatabout|wbt|wbu|hbu)\b")


def adds_to_question(text: str) -> bool:
    """Say whether a message only says more of what was asked: "for the new village"."""
    read = normalise(text)
    return _ADDITION.match(read) is not None and len(words(read)) <= _LONGEST_ADDITION


_ADDITION: Final = re.compile(
    r"(?:(?:no|ok|well|i mean|i meant)[\s,]+)*(?:for|in|of|at|on|to|by|with|from|about|during|after"
    r"|before|since|per|against|near)\s+(?!(?:what|whom?|whose|which|when|where|how|now|example|sure|course)\b)"
)
_LONGEST_ADDITION: Final = 7


def _is_noun_phrase(found: list[str]) -> bool:
    return not (_ASKING | _VERBS | _PERSONAL).intersection(found) and not STOP_WORDS.issuperset(
        found
    )


def swapped(message: str, new: str, names: Collection[str]) -> Iterator[str]:
    """Give the message with each of its names replaced by the new one."""
    found = list(words(fold(message)))
    for start, end in _runs(found, names):
        yield " ".join((*found[:start], new, *found[end:]))


def _runs(found: list[str], names: Collection[str]) -> Iterator[tuple[int, int]]:
    start = None
    for at, word in enumerate((*found, "")):
        if word in names:
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def names_in(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Give the names that a text holds, each once, in its order."""
    return tuple(dict.fromkeys(word for word in words(fold(text)) if word in names))


def _read(text: str) -> tuple[str, ...]:
    """Give the words that may lean; none of a long message."""
    found = chat_words(_EXPLETIVE.sub(" ", normalise(text)))
    return found if len(found) <= _LONGEST_LEANING else ()
