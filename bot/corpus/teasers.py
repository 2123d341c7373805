"""Teasers: texts that announce an answer instead of giving it."""

from __future__ import annotations

import re

from bot.text.sentences import sentences

_TREAT = (
    r"(?:explor|explain|examin|answer|break|look|list|outlin|unpack|delv|div|describ|show|sum|"
    r"walk|consider|compar|discuss|address|gather|collect|trac|weigh|review|investigat|tell|sort|"
    r"cover|present|set out|take|turn|bring|shed)\w{0,4}"
)
"""What a text does with its subject when it speaks of itself."""

_TEXT = r"(?:article|guide|page|explainer|section|overview|primer|piece|summary|breakdown)"

_SPEAKS_OF_ITSELF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:^|[:;,–—]\s?)(?:here|below)(?:'s\b| is\b| are\b|,| we\b| you\b| you'll\b)",
        rf"^(?:here|below)\b.{{0,80}}\b{_TREAT}\b",
        rf"^(?:in (?:this|the following) {_TEXT}|what follows|the following)\b",
        rf"\b(?:this|our) {_TEXT}(?: \w+)? {_TREAT}\b",
        rf"\b(?:we|we'll|we've|we will|let's|let us)(?: \w+){{0,2}} {_TREAT}\b",
        r"\b(?:read on|keep reading|read more|scroll down|see below|more below)\b",
        r"^(?:learn|discover|find out|explore|get to know|take a (?:closer )?look|join us)\b",
        r"\bquestions and answers\b",
        r"^these (?:answers|questions)\b",
        r"^these are (?:the|some) (?:\w+ )?(?:answers|questions|points|facts|things|reasons)\b",
        rf"^our \w+ (?:\w+ )?{_TREAT}\b",
        r"\b(?:what|everything|all) (?:you|readers|people) (?:need|should|want|ought) to know\b",
    )
)
"""Looked for in the last two sentences: "Below, we explore…", "Here is what…", "Read on…"."""

_LEAVES_OPEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\?$",
        r"\b(?:left|leaves \w+|be|are|is|been) (?:now |all |still )?(?:wondering|curious|asking)\b",
        r"\b(?:many|people|readers|some|you)\b.{0,30}\b(?:wonder|ask|want to know|are curious)\b",
        r"^(?:this|these|that|it|such|all of this|which)\b.{0,80}"
        r"\b(?:rais|prompt|spark|pos|led to|leav|left)(?:e|es|ed|ing|s)?\b.{0,60}\bquestions?\b",
        r"\bleft with\b.{0,40}\bquestions\b",
        r"^understanding\b.{0,120}\b(?:can|helps?|is (?:crucial|essential|important|key|vital))\b",
        r"\bunderstanding (?:these|this|them)\b.{0,60}\b(?:can|helps?|is)\b",
    )
)
"""Looked for in the last sentence: "many are left wondering…", "This raises questions…"."""

_QUOTED = re.compile(r"“[^”]{0,500}”|\"[^\"]{0,500}\"")
_MAX_TEASER = 900
"""Characters; nobody announces for longer."""


def is_teaser(text: str) -> bool:
    """Tell whether a text only introduces an answer that stands elsewhere.

    An answer tells something in its last sentence. A teaser closes by speaking of the page
    itself, by leaving the matter open, or by asking in its turn.
    """
    if len(text) > _MAX_TEASER:
        return False
    said = [_plain(sentence) for sentence in sentences(text)]
    if not said:
        return False
    return any(pattern.search(said[-1]) for pattern in _LEAVES_OPEN) or any(
        pattern.search(sentence) for sentence in said[-2:] for pattern in _SPEAKS_OF_ITSELF
    )


def _plain(sentence: str) -> str:
    """Leave out what others are quoted with, marks, and the looks of apostrophes."""
    return _QUOTED.sub("…", sentence).replace("’", "'").strip('*_ \t"”')
