"""Asks unanswered questions again, to see whether they are answered by now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.matching.model import Answer

_TRIED: Final = 5
"""Of a group's wordings, so many are asked again."""

_MOST_KNOWN: Final = 5_000
"""Questions of which it is known whether they are answered: some 1 MB."""


@dataclass(slots=True)
class Answered:
    """Which questions a responder answers, as far as it was asked."""

    responder: Responder | None = None
    known: dict[str, bool] = field(default_factory=dict)

    def by(self, responder: Responder) -> Answered:
        """Forget what was answered when somebody else answered."""
        if self.responder is not responder or len(self.known) > _MOST_KNOWN:
            self.responder, self.known = responder, {}
        return self


@dataclass(slots=True)
class AskAgain:
    """Asks questions again, each once, and only so many that nobody waits for long."""

    answered: Answered
    responder: Responder
    today: date
    left: int
    """So many more are asked, and those of a group that was begun."""

    def unanswered(self, questions: tuple[str, ...]) -> int | None:
        """Find the first of some wordings that is not answered by now."""
        tried = questions[:_TRIED]
        return next((at for at, words in enumerate(tried) if not self._is_answered(words)), None)

    def _is_answered(self, question: str) -> bool:
        known = self.answered.by(self.responder).known
        if question not in known:
            self.left -= 1
            known[question] = is_answered(self.responder, question, self.today)
        return known[question]


def is_answered(responder: Responder, question: str, today: date) -> bool:
    """Say whether a question is answered now."""
    return isinstance(responder.respond(Utterance(question), today=today).decision, Answer)
