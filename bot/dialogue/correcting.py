"""Reads messages that correct what was asked: "not the mayor, the geologist"."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.naming import ARTICLE
from bot.dialogue.questions import reads_as_question
from bot.dialogue.stories import content_words
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
    rf"{_OH}i (?:meant|mean|was asking|asked)(?: about)?[\s,:]+(?P<asked>.+)"
)


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
