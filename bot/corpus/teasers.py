"""Teasers: texts that announce an answer instead of giving it."""

from __future__ import annotations

import re

from bot.corpus.teaser_wording import INVITES, LEAVES_OPEN, REPORTS, SPEAKS_OF_ITSELF
from bot.text.bullets import DASHES, DOTS
from bot.text.sentences import sentences

_QUOTED = re.compile(r"“[^”]{0,500}”|\"[^\"]{0,500}\"")
_ASKED_IN_BULLETS = re.compile(rf"(?:\n\s*[{DASHES}{DOTS}]\s*\S[^\n]*\?)+\s*\Z")
_MAX_TEASER = 900
"""Characters; nobody announces for longer."""


def is_teaser(text: str) -> bool:
    """Tell whether a text only introduces an answer that stands elsewhere.

    An answer tells something in its last sentence. A teaser closes by speaking of the page
    itself or to its reader, by leaving the matter open, or by asking in its turn. What others
    say and ask is told, and makes an answer; so does a list of questions below a text.
    """
    if len(text) > _MAX_TEASER:
        return False
    said = [_plain(sentence) for sentence in sentences(_ASKED_IN_BULLETS.sub("", text))]
    if not said:
        return False
    return _leaves_open(said[-1]) or any(_announces(sentence) for sentence in said[-2:])


def _leaves_open(sentence: str) -> bool:
    return LEAVES_OPEN.search(sentence.lower()) is not None and REPORTS.search(sentence) is None


def _announces(sentence: str) -> bool:
    said = sentence.lower()
    speaks = SPEAKS_OF_ITSELF.search(said) or (INVITES.search(said) if ":" not in said else None)
    return speaks is not None and REPORTS.search(sentence) is None


def _plain(sentence: str) -> str:
    """Leave out what others are quoted with, marks, and the looks of apostrophes."""
    bare = _QUOTED.sub("…", sentence).replace("’", "'").strip('*_ \t"”')
    return bare.rstrip(".!… ")
