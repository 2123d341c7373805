"""What a reader asked and saw lately: what "2", "why?" or "and the EU?" refers to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.corpus.model import PassageId
from bot.dialogue.bearing import covers
from bot.dialogue.heard import most_of_one_story
from bot.dialogue.model import Reply, ReplyKind, Seen, Turn, Utterance
from bot.dialogue.reading.correcting import respelt
from bot.dialogue.reading.wishes import Wish, asks_nothing, wish_of
from bot.dialogue.typed_commands import asked_in_command, typed_command
from bot.matching.model import Clarify

REMEMBERED: Final = 3
"""Messages that a follow-up can lean on; nobody leans further back."""


_CHARACTERS: Final = 300
"""What is kept of each; what matching compares letter by letter is no longer either."""

TRAIL: Final = 30
"""Replies that are kept in mind, for "go back", and so that "more" offers nothing twice."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The latest exchanges with one reader. A new message makes a new value."""

    about: PassageId | None = None
    """A passage of the story in view: the one shown last, or the best of those offered.

    A decline changes the story in view only for one that the message names.
    """
    choices: tuple[PassageId, ...] = ()
    shown: PassageId | None = None
    """What the last reply showed; none when it asked back, declined or gave a list."""
    before: tuple[str, ...] = ()
    """The reader's own latest messages, oldest first."""
    trail: tuple[Seen, ...] = ()
    """What the latest replies put before the reader, oldest first."""
    last: Turn | None = None

    def utterance(self, text: str) -> Utterance:
        """Put a new message into the light of what was said and shown."""
        return Utterance(
            text,
            about=self.about,
            choices=self.choices,
            shown=self.shown,
            before=self.before,
            trail=self.trail,
        )

    def after(self, turn: Turn) -> Conversation:
        """Give the conversation as it is once this turn is over."""
        text = asked_in_command(turn.utterance.text)
        if wish_of(text) is Wish.START:
            return replace(Conversation().seeing(turn.reply), last=turn)
        now = self._seeing(turn.reply, is_back=wish_of(text) is Wish.BACK)
        if asks_nothing(text) or typed_command(text) is not None:
            is_new = now.shown is not None and now.shown != self.shown
            return replace(now, before=() if is_new else self.before, last=turn)
        mended = respelt(text, self.before[-1]) if self.before else None
        before = (*self.before, (mended or text)[:_CHARACTERS])[-REMEMBERED:]
        offered = self._story_offered(turn) if turn.reply.passage is None else None
        about = offered or turn.turned_to or now.about
        return replace(now, about=about, before=before, last=turn)

    def _story_offered(self, turn: Turn) -> PassageId | None:
        """Give the best passage that was offered, if most of what was offered is of its story.

        A story in view is left only for a list of what another one has, or for a passage with
        words of the message: whoever means another one picks it.
        """
        if not isinstance(turn.decision, Clarify):
            return None
        best = most_of_one_story(turn.decision.candidates)
        if best is None:
            return None
        is_listed = turn.reply.kind is ReplyKind.MENU
        may_turn = self.about is None or is_listed or covers(best.passage, turn.utterance.text)
        return best.passage.id if may_turn else None

    def seeing(self, reply: Reply) -> Conversation:
        """Remember what a button or a command showed; a decline does not change the subject."""
        return self._seeing(reply, is_back=False)

    def _seeing(self, reply: Reply, *, is_back: bool) -> Conversation:
        passage = (reply, *reply.also)[-1].passage
        shown = None if passage is None else passage.id
        choices = tuple(choice.passage for choice in reply.follow_ups)
        return Conversation(
            about=shown or self.about,
            choices=choices or self.choices,
            shown=shown,
            trail=_onward(self.trail, Seen(shown, choices), is_back=is_back),
        )


def _onward(trail: tuple[Seen, ...], seen: Seen, *, is_back: bool) -> tuple[Seen, ...]:
    """Add what a reply puts before its reader, or take the last step back, if that was wanted."""
    if seen.shown is None and not seen.choices:
        return trail
    if trail and trail[-1].is_as(seen):
        return trail
    is_before = bool(trail[:-1]) and trail[-2].is_as(seen)
    return trail[:-1] if is_back and is_before else (*trail, seen)[-TRAIL:]
