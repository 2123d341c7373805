"""Decides what a message asks by itself, or with earlier ones that nothing answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.corpus.model import Passage, PassageKind
from bot.dialogue.bearing import ENOUGH, covers, holds_name, is_defined, words_of_its_own
from bot.dialogue.heard import Asker, Heard, certain, most_of_one_story
from bot.dialogue.lean import Lean
from bot.dialogue.model import Utterance
from bot.dialogue.reading.leaning import (
    adds_to_question,
    asks_instead,
    fronted,
    leans_back,
    personal_pronoun,
    speaks_of_one,
    stands_for,
)
from bot.dialogue.reading.names import with_pronoun, without_subject
from bot.dialogue.stories import Stories, subject_of
from bot.dialogue.which_story import WhichStory
from bot.matching.model import Abstain, Answer, Clarify
from bot.matching.near_copies import is_near_copy, words_of
from bot.matching.policy import MAX_CHOICES
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.tokens import stem, words

_IT: Final = re.compile(r"\bits?\b")


@dataclass(frozen=True, slots=True, eq=False)
class ByItself:
    """Reads a message by itself, and with earlier ones that nothing answered."""

    asker: Asker
    stories: Stories
    which: WhichStory

    def hear(self, utterance: Utterance, alone: Heard, lean: Lean | None) -> Heard | None:
        """Decide what needs nothing of what was said before it; none for all else."""
        settled = self._added_to_question(utterance, alone) or self._of_its_subject(
            utterance, alone
        )
        if settled is not None:
            return settled
        if lean is None:
            return self._after_declines(utterance, alone)
        if _is_wording_of_its_answer(lean) or self._stands_alone(lean):
            return alone
        return _worded_alike(lean)

    def _added_to_question(self, utterance: Utterance, alone: Heard) -> Heard | None:
        """Read "for the new village" as the end of a question that was not answered before it."""
        is_open = utterance.on_screen is None and bool(utterance.before)
        if not is_open or not adds_to_question(utterance.text):
            return None
        heard = self.asker.ask(f"{utterance.before[-1]} {utterance.text}", self.stories.matcher)
        if isinstance(heard.decision, Abstain):
            return None
        if isinstance(alone.decision, Answer) and isinstance(heard.decision, Clarify):
            return None
        return heard if covers(heard.candidates[0].passage, utterance.text) else None

    def _of_its_subject(self, utterance: Utterance, alone: Heard) -> Heard | None:
        """Find what a message asks of a story that it names by its title.

        On the page about a cathedral, "How long did the fire at the cathedral burn?" stands as "How
        long did the fire burn?", and on that of a vaccine "Where can I get it?" without its name.
        """
        best = most_of_one_story(alone.candidates)
        if best is None or isinstance(alone.decision, Answer):
            return None
        subject = subject_of(self.stories.corpus.briefing_of(best.passage))
        return self._without_subject(utterance.text, subject, best.passage) or self._with_pronoun(
            utterance.text, subject, best.passage, alone
        )

    def _without_subject(self, text: str, subject: frozenset[str], best: Passage) -> Heard | None:
        """Hear a message without the name of its story, if the same passage answers it."""
        bare = without_subject(text, subject)
        if bare is None or not best.is_question or not covers(best, bare):
            return None
        view = self.stories.of(best.id)
        heard = None if view is None else self.asker.ask_surely(bare, view.matcher)
        if heard is None or not isinstance(heard.decision, Answer):
            return None
        return heard if heard.decision.candidate.passage.id == best.id else None

    def _with_pronoun(
        self, text: str, subject: frozenset[str], best: Passage, alone: Heard
    ) -> Heard | None:
        """Hear a message with "it" for its story; ask back what is unsure, in place of nothing.

        Where nothing is near to the message itself, only a question that says "it" too, and much
        else of it, is meant: others are as near to what nothing answers.
        """
        said = with_pronoun(text, subject)
        view = None if said is None else self.stories.of(best.id)
        if said is None or view is None:
            return None
        is_lost = isinstance(alone.decision, Abstain)
        saying_so = {q.id for q in view.questions_like(_IT) if is_lost and _is_half_of(q, said)}
        if is_lost and not saying_so:
            return None
        heard = self.asker.ask_surely(said, view.matcher)
        if isinstance(heard.decision, Abstain):
            return None
        passage = heard.candidates[0].passage
        if not passage.is_question or (is_lost and passage.id not in saying_so):
            return None
        if isinstance(heard.decision, Answer) and covers(passage, said):
            return heard
        if not is_lost:
            return None
        asked = (
            heard.candidates[:1]
            if isinstance(heard.decision, Answer)
            else heard.decision.candidates
        )
        return replace(heard, decision=Clarify(asked))

    def _after_declines(self, utterance: Utterance, alone: Heard) -> Heard:
        """Add earlier messages, which nothing answered, to one that nothing answers either.

        A bare "why?" or "what is it?" is no better answered, for nothing says of what it asks; nor
        is "when did she quit?", for whom that may mean, those messages say.
        """
        text, is_answer = utterance.text, isinstance(alone.decision, Answer)
        is_of_somebody = bool(utterance.before) and speaks_of_one(text)
        is_bare = is_answer and (is_of_somebody or _asks_of_nothing(text, alone))
        if is_answer and not is_bare and not leans_back(text):
            return alone
        for message in reversed(utterance.before):
            if leans_back(text) and leans_back(message):  # it does not say of whom either
                continue
            heard = self.asker.ask(f"{message} {utterance.text}", self.stories.matcher)
            if not isinstance(heard.decision, Answer):
                continue
            if covers(heard.decision.candidate.passage, utterance.text):
                return heard
        return (
            replace(alone, decision=Clarify(alone.candidates[:MAX_CHOICES])) if is_bare else alone
        )

    def _stands_alone(self, lean: Lean) -> bool:
        """Say whether a message needs nothing of what was said before it."""
        alone, text = lean.alone, lean.text
        if not alone.candidates:
            return False
        best = alone.candidates[0].passage
        if best.briefing == lean.view.briefing.id:
            return personal_pronoun(text) is None and lean.is_news(alone)
        other = self.stories.of(best.id)
        strange = words_of_its_own(text, lean.view)
        own = [w for w in strange if other is not None and stem(w) in other.stems]
        is_named = holds_name(own, other) or self.which.is_turned_to(text, best, lean.view)
        if isinstance(alone.decision, Answer):
            is_told = bool(own) and len(strange) >= ENOUGH
            return is_told or is_named or is_defined(best, text) or _names_first(text, best, lean)
        is_instead = asks_instead(text) is not None
        return not is_instead and (len(own) >= ENOUGH or is_named)


def _is_half_of(question: Passage, said: str) -> bool:
    """Say whether a question has half of the words of a message, the small ones as well."""
    asked = set(words(fold(said)))
    return 2 * len(asked.intersection(words(fold(question.label)))) >= len(asked)


def _is_wording_of_its_answer(lean: Lean) -> bool:
    """Say whether a message is a wording of what answers it in its own story, pronouns and all."""
    if not isinstance(lean.alone.decision, Answer):
        return False
    found = lean.alone.decision.candidate
    is_own = found.passage.briefing == lean.view.briefing.id
    return is_own and is_near_copy(words_of(lean.text), words_of(found.wording))


def _names_first(text: str, best: Passage, lean: Lean) -> bool:
    """Say whether a message first names what a passage has, and the story in view does not use."""
    name = fronted(text)
    return name is not None and not lean.view.speaks_of(name) and covers(best, name)


def _asks_of_nothing(text: str, alone: Heard) -> bool:
    """Say whether a message has no word for what it asks of, and is not what its answer is called.

    A name may be a small word, too: "US", "who is May".
    """
    if content_words(text) or alone.is_word_for_word(text):
        return False
    best = alone.candidates[0].passage
    called = {word for name in (best.label, *best.aliases) for word in words(fold(name))}
    return best.kind is not PassageKind.TOPIC or called.isdisjoint(words(fold(text)))


def _worded_alike(lean: Lean) -> Heard | None:
    """Find the one question of the story that a message is, but for its pronouns or its end."""
    wording = stands_for(lean.text)
    alike = () if wording is None else lean.view.questions_like(wording)
    alike = tuple(question for question in alike if question.id != lean.utterance.shown)
    if len(alike) != 1:
        return None
    found = certain(alike[0])
    return Heard(Answer(found), (found,), alike[0].label, lean.view.matcher)
