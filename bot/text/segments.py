"""Tells the question in a long message from what is said beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_LONG: Final = 14
"""Words; shorter messages are taken whole."""

_ASKS: Final = (
    r"what|whats|what's|who|whos|who's|whose|whom|when|where|wheres|where's|why|how|hows|how's|"
    r"which|wich|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|"
    r"any idea|anyone know|tell me|explain|give me|show me|wat|wht|hw|y"
)
_LEAD_IN: Final = (
    r"(?:(?:so|and|but|ok|okay|well|right|now|then|also|anyway|wait|hang on|please|pls|hey|hi|"
    r"hello|all|quick one|what i wanted to ask is|i wonder|wondering|just curious|honestly)"
    r"[\s,:]+)*"
)
_CUT: Final = re.compile(
    rf"(?<=[.!?;…])\s+|(?<=[:,])\s+(?={_LEAD_IN}(?:{_ASKS})\b)|\s+[-–—]\s+|\.{{2,}}\s*"
)
_QUESTION: Final = re.compile(rf"{_LEAD_IN}(?:{_ASKS})\b|.*\?\W*$")
_CLAUSE: Final = re.compile(r"(?:who|whom|whose|which|where|when)\b[^?]*[.!…]\W*$")
"""Says more of what stands before its comma: "kim, who leads north korea, sent troops."."""

_BEFORE: Final = (
    r"(?:(?:and|but|ok|okay|well|then|also|anyway|wait|please|pls|yo|oh|u+m+|u+h+|h+m+|bro|dude|"
    r"sorry|guys|(?:hey|hi|hello)(?: (?:all|there|everyone))?)[\s,:.!]+(?:so[\s,]+)?)"
)
_LEADING: Final = re.compile(rf"^{_BEFORE}+(?=(?:{_ASKS})\b\W+\w)")
"""What is said before a question of two words or more; a bare "but why" leaves little else.

"So" by itself is left: it may say that the question follows from something."""

_TRAILING: Final = re.compile(
    rf"(?:{_ASKS})\b.*?\w(?P<end>(?:[\s,]+(?P<said>tho|though|pls|plz|please))+)[\s?!.]*$"
)
"""What colours a question at its end."""

_CLOSING: Final = re.compile(
    r"(?<=[.!?])\s+(?:(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot| in advance)?|thx|ty|"
    r"tysm|cheers|please|pls|just (?:asking|curious|wondering)|asking for a friend)\W*$"
)
"""What is said after a question and is no part of it."""


MANNER: Final = (
    r"(?:in (?:(?:just|only|very|more|an?|one|two|three|four|five|few|fewer|\d+|simple|simpler"
    r"|plain|easy|easier|short|other|own|your own|bullet) )+"
    r"(?:words?|sentences?|lines?|points?|terms|paragraphs?|english)"
    r"|(?:like|as if) i(?:'?m| am| was| were) (?:an? )?(?:\w+|\w+ years? old))"
)
"""A pattern for how something is to be told: "in two sentences", "like i'm five"."""

_MANNER_AT_END: Final = re.compile(rf"[\s,]+{MANNER}(?:[\s,]+(?:please|pls))?[\s?!.]*$")


def without_manner(folded: str) -> str:
    """Leave out at the end how something is to be told."""
    return _MANNER_AT_END.sub("", folded)


def without_closing(folded: str) -> str:
    """Leave out thanks, and the like, that follow what is said."""
    return _CLOSING.sub("", folded)


def bare_question(folded: str, is_known: Callable[[str], bool]) -> str:
    """Leave out what a question is opened or coloured with: "and what does she say tho".

    But for a last word that `is_known` knows: it may be of a name.
    """
    bare = _LEADING.sub("", folded, count=1)
    last = _TRAILING.match(bare)
    return bare if last is None or is_known(last["said"]) else bare[: last.start("end")]


def split_asides(folded: str) -> tuple[str, str]:
    """Give what is said beside the question, and the question; the first part may be empty.

    A message without a sentence that asks, or a short one, is all question.
    """
    if folded.count(" ") < _LONG:
        return "", folded
    segments = [segment for segment in _CUT.split(folded) if segment and segment.strip()]
    asking = [
        bool(_QUESTION.match(segment)) and not (before.endswith(",") and _CLAUSE.match(segment))
        for before, segment in zip(("", *segments), segments, strict=False)
    ]
    if all(asking) or not any(asking):
        return "", folded
    pairs = list(zip(segments, asking, strict=True))
    return (
        " ".join(segment for segment, asks in pairs if not asks),
        " ".join(segment for segment, asks in pairs if asks),
    )
