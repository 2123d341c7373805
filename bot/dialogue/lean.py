"""A message in the light of the story in view, and what holds however it is understood there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.corpus.model import Passage, PassageKind
from bot.dialogue.bearing import (
    DEFINING,
    asks_what_is_shown,
    holds_all,
    is_named,
    is_office_holder,
    kind_of_question,
    speaks_of_instead,
)
from bot.dialogue.heard import Heard, certain
from bot.dialogue.model import Utterance
from bot.dialogue.reading.leaning import (
    asks_instead,
    asks_who,
    goes_on,
    leans,
    leans_back,
    personal_pronoun,
)
from bot.dialogue.stories import StoryView
from bot.matching.model import Answer, Clarify
from bot.text.content import content_words


@dataclass(frozen=True, slots=True, eq=False)
class Lean:
    """A message that may lean on what was said and shown."""

    utterance: Utterance
    alone: Heard
    """What comes of the message without all that."""
    view: StoryView
    """The story in view."""
    shown: Passage | None
    """What the reader has just been shown."""

    @property
    def text(self) -> str:
        """The message itself."""
        return self.utterance.text

    def said(self) -> Iterator[str]:
        """Give what was said last, in the order in which a pronoun refers to it."""
        yield from self.utterance.before[-1:]
        if self.shown is not None:
            yield self.shown.label
            yield self.shown.text

    def is_news(self, heard: Heard) -> bool:
        """Say whether a message is answered, and not by what its reader has just been shown.

        A question that names its subject may well be asked again.
        """
        if not isinstance(heard.decision, Answer):
            return False
        passage = heard.decision.candidate.passage
        if passage.kind is PassageKind.TOPIC and not self.wants_definition(passage):
            return False
        if not speaks_of_instead(passage, self.text):
            return False
        if passage.id != self.utterance.shown:
            return True
        return bool(content_words(self.text)) and not leans_back(self.text)

    def wants_definition(self, topic: Passage) -> bool:
        """Say whether a definition can be what a message asks for.

        "Is he married?" asks for more than who he is, "and Japan?" for what was asked before, and
        "what is the population there?" of a place in view, not of the country that it is in; but
        "who is its chief executive?" asks for a person.
        """
        text, before = self.text, self.utterance.before
        if personal_pronoun(text) is not None:
            return is_named(topic, text) or is_office_holder(topic, text)
        if leans_back(text):
            is_in_view = any(is_named(topic, said) for said in (text, *self.said()))
            return is_in_view or is_office_holder(topic, text)
        if asks_instead(text) is None or not before:
            return True
        was_definition = self.shown is not None and self.shown.kind is PassageKind.TOPIC
        return was_definition or kind_of_question(before[-1]) in DEFINING


def plainly(lean: Lean) -> Heard | None:
    """Find what leaves nothing to weigh: "who is that?", or "why?" after "was it delayed?"."""
    if asks_who(lean.text):
        return _who(lean)
    shown = lean.shown
    if shown is None or not asks_what_is_shown(lean.utterance, shown):
        return None
    return Heard(Answer(certain(shown)), (certain(shown),), shown.label, lean.view.matcher)


def elsewhere(lean: Lean) -> Heard | None:
    """Ask back what another story answers, unless the message leans on the one in view.

    "And who decides?" goes on with what was said, though it has no word that leans, unless the
    other story's passage has its words.
    """
    if not isinstance(lean.alone.decision, Answer) or leans(lean.text):
        return None
    other = lean.alone.decision.candidate
    if goes_on(lean.text) and not holds_all(other.passage, lean.text):
        return None
    is_other = other.passage.briefing != lean.view.briefing.id
    return replace(lean.alone, decision=Clarify((other,))) if is_other else None


def _who(lean: Lean) -> Heard | None:
    """Find whom a message asks about: the persons in view, named last first."""
    for text in lean.said():
        persons = [p for p in lean.view.persons_named(text) if p.id != lean.utterance.shown]
        if persons:
            candidates = tuple(certain(person) for person in persons)
            decision = Answer(candidates[0]) if len(candidates) == 1 else Clarify(candidates)
            return Heard(decision, candidates, lean.text, lean.view.matcher)
    return None
