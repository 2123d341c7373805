"""Reads messages that correct what was asked: "not the mayor, the geologist"."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.fuzz import ratio

from bot.dialogue.reading.names import ARTICLE, name_asked
from bot.dialogue.reading.questions import reads_as_question
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.tokens import stems, words

_LONGEST: Final = 100
"""Characters; whoever writes more asks something of its own."""

_OH: Final = (
    r"(?:(?:no|nope|nah|sorry|oh|ok|okay|well|wait|hm+|oops|actually|bot|but|please)\b[\s,.!]*)*"
)
_MEANT: Final = (
    r"(?:(?:but(?: rather)?|rather|instead|i (?:meant|mean|was asking|asked|am asking)"
    r"|i'm asking|it'?s)\b[\s,:]*)?(?:about )?"
)
_NOT_THIS: Final = re.compile(
    rf"{_OH}(?:i (?:did not|didn't|do not|don't) mean|not)(?: about)? (?P<wrong>[^?,;.]+?)"
    rf"(?:\s*[,;.:-]+\s*{_MEANT}|\s+but (?:rather )?(?:about )?|\s+i (?:meant|mean) (?:about )?)"
    r"(?!\s|(?:and|or|nor|not)\b)(?P<meant>.+)"
)
_BUT_THAT: Final = re.compile(
    rf"{_OH}{_MEANT}(?P<meant>[^?]+?)\s*[,;]\s*(?:and )?not (?:about )?(?P<wrong>[^?,;]+?)[\s.!]*"
)
_ASKED: Final = re.compile(
    rf"{_OH}i (?:(?:meant|mean|wanted) to ask|meant|mean|was asking|asked)(?: about)?"
    r"[\s,:]+(?P<asked>.+)"
)

_RESPELT: Final = re.compile(r"\*\s*(?P<first>[^\W_][^*]*)|(?P<last>[^*]*[^\W_])\s*\*")
"""In "*dam" and "dam*"; with a star on either side it is only stressed."""

_MOST_RESPELT: Final = 3
_LIKE: Final = 60.0
"""Of a hundred, by which a word is like the one that it corrects: "teh" and "the" are 67."""


def respelt(text: str, last: str) -> str | None:
    """Give the last message as "*dam" corrects it; none where it corrects no word of it."""
    found = _RESPELT.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    meant = words(fold(found["first"] or found["last"])) if found else ()
    if not 1 <= len(meant) <= _MOST_RESPELT:
        return None
    said = list(words(fold(last)))
    for word in meant:
        likeness, at = max(((ratio(word, own), at) for at, own in enumerate(said)), default=(0, 0))
        if likeness < _LIKE:
            return None
        said[at] = word
    return " ".join(said)


def corrected(text: str, last: str, shown: str) -> tuple[str, ...]:
    """Give what a message may mean in place of what was said, the likeliest first; often nothing.

    "Not the mayor, the geologist" asks `last`, which asked for the mayor, of the geologist. What is
    not meant may also be a pronoun, or only in what was `shown`.
    """
    read = fold(text) if len(text) <= _LONGEST else ""
    found = _NOT_THIS.fullmatch(read) or _BUT_THAT.fullmatch(read)
    if found is None or not content_words(found["meant"]):
        again = _ASKED.fullmatch(read)
        return (again["asked"],) if again and reads_as_question(again["asked"]) else ()
    wrong, meant = found["wrong"], found["meant"].strip(" ?!.")
    if not _is_said(wrong, f"{last} {shown}"):
        return ()
    if reads_as_question(found["meant"]):
        return (meant,)
    instead = _swapped(fold(last), wrong, meant)
    return (*(() if instead is None else (instead,)), f"i meant {meant}")


def meant_alone(text: str, last: str) -> str | None:
    """Give what "no, I meant the price" asks by itself: of whom, where `last` asked who that is.

    None for other messages.
    """
    found = _ASKED.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    meant = found["asked"].strip(" ?!.") if found else ""
    if not content_words(meant) or reads_as_question(meant):
        return None
    if name_asked(last) is not None:
        return f"{'who' if 'who' in words(fold(last)) else 'what'} is {meant}"
    return meant


def _swapped(last: str, wrong: str, meant: str) -> str | None:
    """Give the last message with one thing in place of another, if it has that in so many words."""
    for said in dict.fromkeys((wrong, ARTICLE.sub("", wrong))):
        at = re.search(rf"\b{re.escape(said)}\b", last) if content_words(said) else None
        if at is not None:
            kept = meant if said == wrong else ARTICLE.sub("", meant)
            return f"{last[: at.start()]}{kept}{last[at.end() :]}"
    return None


def _is_said(wrong: str, said: str) -> bool:
    """Say whether what is not meant was spoken of, be it by a pronoun."""
    return set(stems(content_words(wrong))).issubset(stems(words(fold(said))))
