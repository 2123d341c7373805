"""Leaves out what stands around a message and asks nothing: a call to an assistant, hashtags."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.text.normalise import fold
from bot.text.word_lists import word_list

_CALL: Final = re.compile(
    r"\s*(?:(?:hey|hi|hello|ok|okay)[\s,]+(?P<called>alexa|siri|google|cortana|bixby|gemini|copilot"
    r"|chatgpt)|(?P<name>alexa|siri|cortana|bixby))\b[\s,:!.]+(?=\w)",
    re.IGNORECASE,
)
"""What people say before they dictate a question."""

_TAG: Final = re.compile(r"#([^\W\d_]\w*)")
_LAST_TAGS: Final = re.compile(r"(?:\s+#[^\W\d_]\w*)+\s*$")
_FIRST_TAGS: Final = re.compile(
    r"^\s*(?:#[^\W\d_]\w*[\s:,.!-]+)+(?=(?:what|who|whom|whose|when|where|why|how|which)\b)",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_LAST_WORD: Final = re.compile(r"(\w+)\W*$")
_GOVERNING: Final = word_list(
    """
    a an the this that of about in on for to with by from at behind before after during between
    against over under around near into through without called named like as than is are was were
    and or not no
    """
)
"""After these a hashtag is a word of its sentence: "what is #honeygate"."""


def without_edges(message: str, is_known: Callable[[str], bool]) -> str:
    """Leave out the name of an assistant before a message, and hashtags around it.

    Only words that `is_known` does not know: there may be a story of that assistant or hashtag.
    """
    call = _CALL.match(message)
    if call is not None and not is_known(fold(call["called"] or call["name"])):
        message = message[call.end() :]
    message = _FIRST_TAGS.sub(lambda found: _known_tags(found[0], is_known), message)
    last = _LAST_TAGS.search(message)
    if last is None or _governs(message[: last.start()]):
        return message
    return message[: last.start()] + _known_tags(last[0], is_known)


def _governs(before: str) -> bool:
    """Say whether the words before a hashtag need it, or are none."""
    word = _LAST_WORD.search(_TAG.sub("", before))
    is_ended = before.rstrip().endswith(("?", "!", "."))
    return word is None or (fold(word[1]) in _GOVERNING and not is_ended)


def _known_tags(tags: str, is_known: Callable[[str], bool]) -> str:
    kept = (
        tag[0]
        for tag in _TAG.finditer(tags)
        if all(is_known(fold(part)) for part in _PARTS.split(tag[1]) if part)
    )
    return " " + " ".join(kept)
