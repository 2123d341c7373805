"""Tells whether a message, written to nobody in particular, asks something."""

from __future__ import annotations

import re
from typing import Final

_NOISE: Final = re.compile(
    r"https?://\S+|```.*?```|`[^`\n]*`|<[@#:a-z][^>\s]*>", re.DOTALL | re.IGNORECASE
)
"""Links, code, mentions and custom emoji: a question mark in them asks nothing."""

_QUESTION_MARK: Final = re.compile(r"[?？؟¿⁇⁈‽;՞፧](?!\w)|\w;\s*$")

_OPENING: Final = re.compile(
    r"(?:(?:hey|hi|hello|ok|okay|so|and|but|well|um|please|also|quick question|question)\b"
    r"[\s,:!.]*)*"
)
"""What people say before they get to it."""

_ASKS: Final = re.compile(
    r"(?:"
    r"(?:what|who|whom|whose|when|where|why|which|how)(?:['’]?(?:s|re|d|ve|ll))?\b"
    r"|(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may"
    r"|might|must|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t"
    r"|hasn['’]?t|haven['’]?t|can['’]?t|couldn['’]?t|won['’]?t|wouldn['’]?t|shouldn['’]?t)"
    r"\s+(?:\w+['’]?\w*)\s+\w+"
    r"|(?:any|got any)\s+(?:idea|ideas|news|update|updates|info|word)\b"
    r"|(?:tell|remind|fill)\s+(?:me|us)\b"
    r"|(?:explain|define|describe|summari[sz]e)\s+\w+"
    r"|(?:anyone|anybody|someone|somebody)\s+(?:know|knows|explain|remember|got)\b"
    r"|i(?:['’]?m|\s+am)?\s+(?:wonder|wondering|curious)\b"
    r"|(?:wondering|curious)\s+(?:if|whether|why|how|what|about)\b"
    r"|i\s+(?:don['’]?t|do\s+not|can['’]?t|cannot)\s+(?:get|understand|know|see)\s+"
    r"(?:why|how|what|who|when|where|whether|if)\b"
    r")"
)

_ANSWERS: Final = re.compile(
    r"(?:what|how)\s+(?:a|an|nice|lovely|great|sad|awful|terrible|horrible)\b|which\s+is\s+why\b"
    r"|(?:when|where|while|whoever|whatever|however)\b[^?]*,"
)
"""Exclamations and clauses that begin like questions."""

_LONGEST: Final = 2_000


def reads_as_question(text: str) -> bool:
    """Say whether a message asks something: by its question mark, or by how it begins.

    A rule of English grammar, not of any story; other languages are told by the question mark.
    """
    words = " ".join(_NOISE.sub(" ", text[:_LONGEST]).split())
    if not any(character.isalpha() for character in words):
        return False
    if _QUESTION_MARK.search(words):
        return True
    lower = words.casefold()
    opening = _OPENING.match(lower)
    rest = lower[opening.end() :] if opening else lower
    return bool(_ASKS.match(rest)) and not _ANSWERS.match(rest)
