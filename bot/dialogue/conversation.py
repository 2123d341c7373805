"""What a reader asked and saw lately: what "2", "why?" or "and the EU?" refers to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.corpus.model import PassageId
from bot.dialogue.listening import most_of_one_story
from bot.dialogue.model import Reply, Turn, Utterance
from bot.dialogue.requests import asks_nothing
from bot.matching.model import Clarify

REMEMBERED: Final = 3
"""Messages that a follow-up can lean on; nobody leans further back."""


_CHARACTERS: Final = 300
"""What is kept of each; what matching compares letter by letter is no longer either."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The latest exchanges with one reader. A new message makes a new value."""

    about: PassageId | None = None
    """A passage of the story in view: the one shown last, or the best of those offered."""
    choices: tuple[PassageId, ...] = ()
    shown: PassageId | None = None
    """What the last reply showed; none when it asked back, declined or gave a list."""
    before: tuple[str, ...] = ()
    """The reader's own latest messages, oldest first."""
    last: Turn | None = None

    def utterance(self, text: str) -> Utterance:
        """Put a new message into the light of what was said and shown."""
        return Utterance(
            text, about=self.about, choices=self.choices, shown=self.shown, before=self.before
        )

    def after(self, turn: Turn) -> Conversation:
        """Give the conversation as it is once this turn is over."""
        now = self.seeing(turn.reply)
        text = turn.utterance.text
        if asks_nothing(text):
            is_new = now.shown is not None and now.shown != self.shown
            return replace(now, before=() if is_new else self.before, last=turn)
        before = (*self.before, text[:_CHARACTERS])[-REMEMBERED:]
        offered = _story_offered(turn) if turn.reply.passage is None else None
        return replace(now, about=offered or now.about, before=before, last=turn)

    def seeing(self, reply: Reply) -> Conversation:
        """Remember what a button or a command showed; a decline does not change the subject."""
        shown = (reply, *reply.also)[-1].passage
        choices = tuple(choice.passage for choice in reply.follow_ups)
        return Conversation(
            about=self.about if shown is None else shown.id,
            choices=choices or self.choices,
            shown=None if shown is None else shown.id,
        )


def _story_offered(turn: Turn) -> PassageId | None:
    """Give the best passage that was offered, if most of what was offered is of its story."""
    if not isinstance(turn.decision, Clarify):
        return None
    best = most_of_one_story(turn.decision.candidates)
    return None if best is None else best.passage.id
