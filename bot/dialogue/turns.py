"""Composes turns: of a decision, or of a reply that nothing had to be matched for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from bot.corpus.model import Corpus, PassageId
from bot.dialogue import wording
from bot.dialogue.bearing import covers
from bot.dialogue.compose import MAX_FOLLOW_UPS, answer_reply, choices, present, told_apart
from bot.dialogue.declining import Declining
from bot.dialogue.heard import Heard, certain
from bot.dialogue.listening import Listener
from bot.dialogue.model import Reply, ReplyKind, Turn, Utterance
from bot.dialogue.reading.beyond import (
    is_of_the_bot,
    names_readers,
    rewords_what_is_shown,
    wants_a_call,
)
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """Makes a turn of a message and what came of it."""

    corpus: Corpus
    listener: Listener
    declining: Declining

    def of_reply(self, utterance: Utterance, reply: Reply) -> Turn:
        """Make a turn of a reply that nothing had to be matched for."""
        if reply.passage is not None:
            found = certain(reply.passage)
            return Turn(utterance, Answer(found), (found,), reply)
        offered = present(self.corpus, (choice.passage for choice in reply.follow_ups))
        if offered and reply.kind is not ReplyKind.NOTICE:
            several = tuple(certain(passage, among=len(offered)) for passage in offered)
            return Turn(utterance, Clarify(several), several, reply)
        return Turn(utterance, Abstain(()), (), reply)

    def of_heard(self, utterance: Utterance, heard: Heard, today: date) -> Turn:
        """Answer, ask back or decline, as was decided."""
        is_answer = isinstance(heard.decision, Answer)
        is_shown = utterance.shown is not None and not heard.is_word_for_word(utterance.text)
        is_reworded = rewords_what_is_shown(utterance.text) and not _tells_of_readers(
            heard, utterance.text
        )
        if (is_shown and is_reworded) or (not is_answer and is_of_the_bot(utterance.text)):
            heard = replace(heard, decision=Abstain(()))  # nothing is near to "make it shorter"
        reply = self._compose(utterance, heard.decision, heard.candidates, today)
        if not isinstance(heard.decision, Abstain) and wants_a_call(utterance.text):
            reply = replace(reply, notes=(*reply.notes, wording.NO_ALERTS))
        return Turn(
            utterance,
            heard.decision,
            heard.candidates,
            reply,
            turned_to=self._turned_in_vain(utterance, heard),
        )

    def _turned_in_vain(self, utterance: Utterance, heard: Heard) -> PassageId | None:
        """Give the nearest passage of the story that a declined message turns to by its title."""
        if not isinstance(heard.decision, Abstain) or not heard.candidates:
            return None
        best, view = heard.candidates[0].passage, self.listener.stories.of(utterance.about)
        is_turned = self.listener.which.is_turned_to(utterance.text, best, view)
        return best.id if is_turned else None

    def _compose(
        self,
        utterance: Utterance,
        decision: Decision,
        candidates: tuple[Candidate, ...],
        today: date,
    ) -> Reply:
        match decision:
            case Answer(candidate):
                shown = candidate.passage
                others = (c.passage for c in candidates if c.passage.id != shown.id)
                reply = answer_reply(self.corpus, shown, today=today, alternatives=others)
                if shown.id != utterance.shown:
                    return reply
                return replace(reply, notes=(*reply.notes, wording.SHOWN_BEFORE))
            case Clarify(several):
                offered = choices((c.passage for c in several), limit=MAX_FOLLOW_UPS + 1)
                is_one = len(offered) == 1
                return Reply(
                    kind=ReplyKind.CLARIFICATION,
                    heading=wording.CLARIFY_ONE_HEADING if is_one else wording.CLARIFY_HEADING,
                    text=wording.CLARIFY_ONE if is_one else wording.CLARIFY,
                    follow_ups=told_apart(self.corpus, offered),
                )
            case Abstain(nearest):
                return self.declining.decline(utterance, nearest)
            case _:
                assert_never(decision)


def _tells_of_readers(heard: Heard, text: str) -> bool:
    """Say whether "and for children?" is answered by what speaks of children."""
    return (
        isinstance(heard.decision, Answer)
        and names_readers(text)
        and covers(heard.decision.candidate.passage, text)
    )
