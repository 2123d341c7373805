"""What a reader saw last: what "2", or a question that leans on it, refers to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.model import PassageId
from bot.dialogue.model import Reply, Turn, Utterance


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last exchange with one reader. A new message makes a new value."""

    about: PassageId | None = None
    choices: tuple[PassageId, ...] = ()
    last: Turn | None = None

    def utterance(self, text: str) -> Utterance:
        """Put a new message into the light of what was shown last."""
        return Utterance(text, about=self.about, choices=self.choices)

    def after(self, turn: Turn) -> Conversation:
        """Give the conversation as it is once this turn is over."""
        shown = self.shown(turn.reply)
        return Conversation(shown.about, shown.choices, turn)

    def shown(self, reply: Reply) -> Conversation:
        """Remember what a reply showed; a decline does not change the subject."""
        about = reply.passage.id if reply.passage is not None else self.about
        choices = tuple(choice.passage for choice in reply.follow_ups)
        return Conversation(about, choices or self.choices, self.last)
