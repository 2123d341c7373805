"""Names that hold a list: "the Department for Environment, Food and Rural Affairs"."""

from __future__ import annotations

import re

from bot.corpus.name_forms import ARTICLE, SMALL_WORDS

_BODIES = (
    "Department|Ministry|Minister|Secretary of State|Bureau|Office|Committee|Council|Commission"
    "|Agency|Institute|Cent(?:er|re)|Administration|Federation|Association|Union|Organi[sz]ation"
    "|Court|University|Society|Academy|Board|Authority|Faculty|School|Service|Directorate"
    "|Convention|Treaty|Agreement|Fund"
)
_BODY_OF = re.compile(
    rf"(?:The\s+)?(?:[A-Z][\w'’-]*\s+){{0,4}}(?:{_BODIES})\s+(?:of|for|on|against|in)\s"
)
_ENDS_IN_BODY = re.compile(rf"{_BODIES}|Act|Bill|Law|Code|Program(?:me)?")
_LAST = re.compile(r"(?:\A|\s)(?:and|&)\s+(?=[A-Z])")


def listed_name(head: str) -> str | None:
    """Give the name of a body or a law with which words begin, where it holds a list.

    A list has capitals throughout and an "and" before its last part. None for any other words, such
    as a name with an office behind it: "Meghan, Duchess of Sussex and Countess of Dumbarton".
    """
    parts = head.split(", ")
    last = next((at for at, part in enumerate(parts) if at and _LAST.search(part)), 0)
    listed = [part.strip() for part in parts[: last + 1]]
    if not last or not all(map(_is_proper, listed)):
        return None
    is_body = _BODY_OF.match(f"{parts[0]} ") is not None
    words = " ".join(listed[1:]).split()
    is_plain = not {"of", "for", "the", "on"} & set(words)
    if is_body or (is_plain and _ENDS_IN_BODY.fullmatch(words[-1])):
        return ", ".join(parts[: last + 1]).rstrip()
    return None


def _is_proper(part: str) -> bool:
    words = ARTICLE.sub("", part, count=1).split()
    return bool(words) and all(word[:1].isupper() or word in SMALL_WORDS for word in words)
