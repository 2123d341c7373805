"""Answers several questions of one message in one reply."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, takewhile
from typing import Final

from bot.corpus.model import Corpus, Passage, PassageId
from bot.dialogue import wording
from bot.dialogue.compose import choices, is_list, together, told_apart
from bot.dialogue.heard import Heard, certain
from bot.dialogue.hearing import Hearing
from bot.dialogue.model import Reply, Turn, Utterance
from bot.dialogue.naming import is_called
from bot.dialogue.parts_shown import PartsShown
from bot.dialogue.reading.names import names_asked
from bot.dialogue.reading.several import MAX_QUESTIONS, questions_in
from bot.dialogue.suggestions import Suggestions
from bot.dialogue.turns import Turns
from bot.matching.model import Answer, Clarify

_CLOSE: Final = 2
"""Passages that are offered for each question of several that is not sure of an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class EachQuestion:
    """Hears the questions of a message in turn, and puts together what answers them."""

    corpus: Corpus
    hearing: Hearing
    parts: PartsShown
    topics: Suggestions
    turns: Turns

    def answer(self, utterance: Utterance, whole: Heard, today: date) -> Turn | None:
        """Answer several questions of one message; none where it is one question after all.

        It is one when the whole of it is answered, and by none of the passages that answer its
        parts, unless those are many; and when it asks for several names, of which one is not a
        topic's. What answers the whole comes first where a part had to borrow it, for that part may
        be the question, and the rest a remark. What comes close to a part that is not sure is
        offered first.
        """
        questions = questions_in(utterance.text)
        names = () if questions else self._topics_asked(utterance.text)
        questions = questions or tuple(f"who is {name}" for name in names)
        if not questions or whole.is_word_for_word(utterance.text):
            return None
        first = questions[:MAX_QUESTIONS]
        heard_each = self.hearing.hear_each(utterance, first, whole)
        asked = {
            question: self._one_of_several(replace(utterance, text=question), heard, whole, today)
            for question, heard in zip(first, heard_each, strict=True)
        }
        if names and not all(map(_is_definition_of, asked.values(), names)):
            return None
        answered = {
            heard.decision.candidate.passage.id: heard
            for heard in asked.values()
            if isinstance(heard.decision, Answer)
        }
        is_otherwise = isinstance(whole.decision, Answer) and not _is_answered_by(whole, answered)
        if not answered or (is_otherwise and len(answered) < MAX_QUESTIONS):
            return None
        whole_first = sorted(answered.values(), key=lambda heard: heard.words != whole.words)
        turns = [self.turns.of_heard(utterance, heard, today) for heard in whole_first]
        reply = self._together(turns, asked, answered)
        if len(questions) > len(asked):
            reply = replace(reply, notes=(*reply.notes, wording.only_the_first(len(asked))))
        return replace(turns[0], reply=reply)

    def _together(
        self, turns: Sequence[Turn], asked: Mapping[str, Heard], answered: Container[PassageId]
    ) -> Reply:
        """Put answers together, and say of each other question that it is not answered."""
        close = {
            question: [*takewhile(lambda p: p.id not in answered, _asked_back(heard)[:_CLOSE])]
            for question, heard in asked.items()
        }
        offered = told_apart(self.corpus, choices(chain.from_iterable(close.values())))
        reply = together([turn.reply for turn in turns], offered_first=offered)
        unanswered = (
            wording.not_answered(question, is_close=bool(close[question]))
            for question, heard in asked.items()
            if not isinstance(heard.decision, Answer)
        )
        return replace(reply, notes=(*reply.notes, *unanswered))

    def _one_of_several(
        self, utterance: Utterance, heard: Heard, whole: Heard, today: date
    ) -> Heard:
        """Answer a question of a message with what it is near to and the whole is answered with.

        Or with the part of a story that it asks for.
        """
        if isinstance(heard.decision, Answer):
            return heard
        near = _asked_back(heard) or tuple(c.passage for c in heard.candidates[:1])
        if _is_answered_by(whole, {passage.id for passage in near}):
            return whole
        reply = self.parts.in_view(utterance, today) or self.parts.of_named(utterance, heard, today)
        part = None if reply is None else reply.passage
        if part is None or is_list(part):
            return heard
        return replace(heard, decision=Answer(certain(part)))

    def _topics_asked(self, text: str) -> tuple[str, ...]:
        """Give the names that a message asks for, where each is a topic's."""
        names = names_asked(text)
        are_topics = all(any(is_called(t, n) for t in self.topics.holding(n)) for n in names)
        return names if are_topics else ()


def _asked_back(heard: Heard) -> tuple[Passage, ...]:
    several = heard.decision.candidates if isinstance(heard.decision, Clarify) else ()
    return tuple(candidate.passage for candidate in several)


def _is_answered_by(heard: Heard, passages: Container[PassageId]) -> bool:
    return isinstance(heard.decision, Answer) and heard.decision.candidate.passage.id in passages


def _is_definition_of(heard: Heard, name: str) -> bool:
    return isinstance(heard.decision, Answer) and is_called(heard.decision.candidate.passage, name)
