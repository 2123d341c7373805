"""Reads messages that turn to a story, or ask for all of it: "back to the canal", "explain …"."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.reading.openers import OPENERS
from bot.text.normalise import normalise
from bot.text.segments import without_manner

_LEAD: Final = (
    rf"(?:(?:{OPENERS}|enough of (?:that|this|it)|can you|could you|would you)\b[\s,.!:-]+)*"
)
_WOULD: Final = r"i(?:'?d| would)"
_BACK: Final = (
    r"(?:(?:i (?:want|need) to |i'?d like to )?(?:(?:go|get|come) )?back to"
    r"|let(?:'?s| us) (?:talk|chat|speak|hear) about"
    r"|let(?:'?s| us) (?:go|get|move|turn|switch)(?: back| on| over)? to"
    r"|(?:go|switch|change|turn)(?: over| back| on)? to|mov(?:e|ing) on to)"
)
"""Turns to something in so many words."""

_TURNING: Final = (
    rf"(?:(?:what|how) about|{_BACK}|on to"
    r"|i (?:meant|mean)(?: about)?|i(?:'?m| am| was) (?:asking|talking) about|i asked about"
    rf"|{_WOULD} rather (?:hear|know|read|talk|learn)(?: more| something)? about)"
)
_WHOLE: Final = (
    r"(?:tell (?:me|us)(?: more| something| everything| all)? about|talk(?: to (?:me|us))? about"
    r"|explain(?: to (?:me|us))?|describe|brief (?:me|us) (?:on|about)"
    rf"|(?:i (?:want|need|like) to|i wanna|{_WOULD} (?:like|love) to) (?:know|hear|read|learn)"
    r"(?: more| something| everything| all)? about|i(?:'?m| am) (?:interested in|curious about)"
    r"|(?:do you have|have you got|do you know|is there) (?:anything|something|news|information"
    r"|info) (?:about|on)|(?:i (?:want|need) )?(?:some )?(?:anything|something|information|info)"
    r"(?: for (?:school|class|homework|work|(?:my|our|an?) (?:\w+ )?\w+))? (?:about|on))"
)
_END: Final = r"(?:[\s,]+(?:please|pls|now|then|instead|again|too|sorry))*[\s?!.]*"
_NAMED: Final = re.compile(rf"{_LEAD}(?:{_TURNING}\s|{_WHOLE}\s)?(?P<name>.+?){_END}")
_TURNED: Final = re.compile(rf"{_LEAD}{_BACK}\s(?P<name>.+?){_END}")
_WHOLE_OF: Final = re.compile(rf"{_LEAD}{_WHOLE}\s(?P<name>.+?){_END}")


def subject_named(text: str) -> str | None:
    """Give all that a message says beside "back to", "tell me about" or "ok now": perhaps a name.

    Whether it is one, the stories tell.
    """
    return _name(_NAMED, text)


def bare_subject(text: str) -> str:
    """Give what a message says behind "ok" and "no", where it asks to be told of nothing.

    Not a single word without an article: "well water", "wait times".
    """
    named = None if whole_asked(text) is not None else subject_named(text)
    return named if named is not None and " " in named else text


def says_only(text: str, name: str) -> bool:
    """Say whether a message has nothing beside the name that `subject_named` finds in it."""
    return normalise(text).rstrip(" ?!.") == name


def turned_back(text: str) -> str | None:
    """Give what a message turns to in so many words: "back to the heaters", "let's talk about"."""
    return _name(_TURNED, text)


def whole_asked(text: str) -> str | None:
    """Give what may be a story's name in "tell me about the canal" and "explain the canal"."""
    return _name(_WHOLE_OF, text)


def _name(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.fullmatch(without_manner(normalise(text)))
    return None if found is None else found["name"]
