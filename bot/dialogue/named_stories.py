"""Finds the story, or the topic, that a message only names: "the canal", "back to the canal"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.corpus.model import Briefing, Corpus, PassageKind
from bot.dialogue import browse
from bot.dialogue.compose import answer_reply
from bot.dialogue.heard import Heard, most_of_one_story
from bot.dialogue.hearing import Hearing
from bot.dialogue.listening import Listener
from bot.dialogue.model import Choice, Reply, Utterance
from bot.dialogue.naming import has_written_title, holds_head_of, is_called, is_name_of
from bot.dialogue.reading.leaning import asks_instead, turns_to
from bot.dialogue.reading.names import bare_words, plain
from bot.dialogue.reading.questions import reads_as_question
from bot.dialogue.reading.turning import (
    bare_subject,
    says_only,
    subject_named,
    turned_back,
    whole_asked,
)
from bot.dialogue.stories import StoryView
from bot.matching.model import Abstain, Answer, Clarify

_LONGEST: Final = 60
"""Characters of a message that may be but the name of a story."""


@dataclass(frozen=True, slots=True)
class NamedStories:
    """Shows what there is of a story to whoever names it and asks nothing of it.

    Two readings of "what about the canal?" meet here. `alone` takes the name for a title, and then
    the message turns to that story even where another one is in view; `turned_to` also takes it
    for a topic, or for words that come near to a story, once nothing answers the message.
    """

    corpus: Corpus
    hearing: Hearing

    @property
    def _listener(self) -> Listener:
        return self.hearing.listener

    def alone(self, utterance: Utterance, heard: Heard) -> Reply | None:
        """Show what there is of a story to whoever says its name and nothing else."""
        if heard.is_word_for_word(utterance.text):
            return None
        story = self._titled(utterance, heard) or self._nearest(utterance, heard)
        return None if story is None else browse.briefing_reply(self.corpus, story.id)

    def turned_to(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Show what a message only names: "back to the canal", "tell me about Goldcomb".

        What is answered stays answered, but for a single question where all of a story is asked
        for; and a story in view keeps the words that it uses.
        """
        name = subject_named(utterance.text) if len(utterance.text) <= _LONGEST else None
        if name is None:
            return None
        if isinstance(heard.decision, Clarify):
            return self._described(utterance.text, heard, today)
        if isinstance(heard.decision, Answer):
            answer = heard.decision.candidate.passage
            story = self._whole_story(utterance.text)
            if story is None or (answer.briefing, answer.kind) != (story.id, PassageKind.QUESTION):
                return None
            return browse.briefing_reply(self.corpus, story.id)
        return None if reads_as_question(name) else self._named(name, utterance, heard, today)

    def instead(self, utterance: Utterance) -> Choice | None:
        """Offer the story that "and Canada?" may turn to, where the story in view is silent."""
        instead = asks_instead(utterance.text)
        view = self._listener.stories.of(utterance.about)
        other = None if instead is None else self._listener.which.titled(instead)
        if instead is None or view is None or other is None or other.id == view.briefing.id:
            return None
        return browse.opening(other, self.corpus) if _may_leave(view, instead, other) else None

    def _named(self, name: str, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Show the topic or the story of a name, if the one in view has no better claim to it."""
        view = self._listener.stories.of(utterance.about)
        named = Utterance(name)
        is_heard = view is None and says_only(utterance.text, name)
        alone = heard if is_heard else self.hearing.hear(named)
        topic = next(
            (c.passage for c in alone.candidates if is_called(c.passage, plain(name))), None
        )
        if topic is not None:
            is_elsewhere = view is None or not view.speaks_of(name)
            return answer_reply(self.corpus, topic, today=today) if is_elsewhere else None
        turned = turned_back(utterance.text)
        if turned is not None and (other := self._listener.which.turned_to(turned, view)):
            return browse.briefing_reply(self.corpus, other.id)
        story = self._titled(named, alone) or self._nearest(named, alone)
        if story is None or not (
            view is None or view.briefing.id == story.id or _may_leave(view, name, story)
        ):
            return None
        return browse.briefing_reply(self.corpus, story.id)

    def _titled(self, utterance: Utterance, heard: Heard) -> Briefing | None:
        """Give the story whose title alone has the words of a message: "what about the canal?".

        What the story in view answers stays its answer, and the best topic goes before the story
        if the message says what it is.
        """
        if len(utterance.text) > _LONGEST:
            return None
        turning = turns_to(utterance.text)
        view = self._listener.stories.of(utterance.about)
        is_answer = isinstance(heard.decision, Answer)
        if is_answer and (turning or _is_of(heard, view)):
            return None
        instead = asks_instead(utterance.text) if is_answer else None
        name = turning or instead or bare_subject(utterance.text)
        story = self._listener.which.titled(name)
        if story is None or any(holds_head_of(name, c.passage) for c in heard.candidates[:1]):
            return None
        if view is None:
            return story
        if view.briefing.id == story.id:
            return None if turning else story
        return story if _may_leave(view, name, story) else None

    def _nearest(self, utterance: Utterance, heard: Heard) -> Briefing | None:
        """Give the story that has most of what comes near, if a message is words of its title."""
        best = most_of_one_story(heard.candidates)
        if best is None:
            return None
        is_declined = isinstance(heard.decision, Abstain)
        if best.passage.kind is PassageKind.TOPIC and not is_declined:
            return None
        story = self.corpus.briefing_of(best.passage)
        is_named = is_name_of(utterance.text, story, words_at_least=2 if is_declined else 1)
        return story if is_named else None

    def _described(self, text: str, heard: Heard, today: date) -> Reply | None:
        """Show the story, or the one topic, of which a message wants to hear in general.

        A message may also be but a topic's name, and "sorry" beside it.
        """
        story = self._whole_story(text)
        if story is not None:
            return browse.briefing_reply(self.corpus, story.id)
        bare = bare_subject(text) if asks_instead(text) is None else ""
        name = plain(whole_asked(text) or bare)
        named = [c.passage for c in heard.candidates if is_called(c.passage, name)]
        if len(named) != 1 or is_name_of(name, self.corpus.briefing_of(named[0])):
            return None
        return answer_reply(self.corpus, named[0], today=today)

    def _whole_story(self, text: str) -> Briefing | None:
        """Give the story that a message wants explained.

        A single word of the title may be what one of its questions is about: "tell me about the
        fire".
        """
        name = whole_asked(text)
        if name is None or len(bare_words(name)) < 2:
            return None
        return self._listener.which.titled(name)


def _is_of(heard: Heard, view: StoryView | None) -> bool:
    """Say whether the best of what was heard is of the story in view."""
    best = next(iter(heard.candidates), None)
    return view is not None and best is not None and best.passage.briefing == view.briefing.id


def _may_leave(view: StoryView, name: str, other: Briefing) -> bool:
    """Say whether a name may turn from the story in view to one that has it in its title.

    Words that the story in view uses are its own, unless somebody gave them to the other one.
    """
    return not view.speaks_of(name) or has_written_title(other)
