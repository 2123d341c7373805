"""Finds what a message asks, by itself or in the light of what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bot.corpus.model import Briefing, Passage, PassageId, PassageKind
from bot.dialogue.bearing import ENOUGH, covers, holds_name, is_defined, words_of_its_own
from bot.dialogue.by_rule import ByRule
from bot.dialogue.heard import Asker, Heard, certain, most_of_one_story
from bot.dialogue.in_view import InView
from bot.dialogue.lean import Lean, plainly
from bot.dialogue.leaning import (
    adds_to_question,
    asks_instead,
    fronted,
    leans,
    leans_back,
    leans_beside,
    personal_pronoun,
    speaks_of_one,
    stands_for,
)
from bot.dialogue.model import Utterance
from bot.dialogue.naming import (
    bare_words,
    is_time,
    may_stand_alone,
    story_words,
    title_words,
    with_pronoun,
    without_subject,
)
from bot.dialogue.second_thoughts import SecondThoughts
from bot.dialogue.stories import Stories, StoryView, content_words, subject_of
from bot.dialogue.weighing import weigh
from bot.matching.model import Abstain, Answer, Clarify, Matcher, Policy
from bot.matching.near_copies import is_near_copy, words_of
from bot.matching.policy import MAX_CHOICES
from bot.text.normalise import fold
from bot.text.tokens import stem, words

_IT: Final = re.compile(r"\bits?\b")


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """Ranks a message, then, if need be, what it may stand for; the policy decides each time."""

    matcher: Matcher
    policy: Policy
    stories: Stories
    in_view: InView | None = None
    """Weighs what a follow-up may mean; without it, it is read by rule."""
    _asker: Asker = field(init=False, repr=False)
    _thoughts: SecondThoughts = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Put together what it is made of."""
        set_once = object.__setattr__  # the one way into a frozen value while it is born
        set_once(self, "_asker", Asker(self.policy))
        set_once(self, "_thoughts", SecondThoughts(self.matcher, self.stories))

    def hear(self, utterance: Utterance) -> Heard:
        """Decide what answers a message, from its own story unless it names another one.

        A message that can stand by itself is decided exactly as without a conversation. One
        that asks who or what somebody is, by name, gets the definition of that name.
        """
        return self._thoughts.on(utterance, self._hear(utterance))

    def _hear(self, utterance: Utterance) -> Heard:
        alone = self._asker.ask(utterance.text, self.matcher)
        lean = self._lean(utterance, alone)
        heard = self._by_itself(utterance, alone, lean)
        if heard is not None or lean is None:
            return heard or alone
        return (
            plainly(lean)
            or weigh(lean, self._asker, self.in_view)
            or ByRule(self._asker).hear(lean)
        )

    def has_to_weigh(self, utterance: Utterance) -> bool:
        """Say whether what was said and shown has to be weighed to understand a message."""
        alone = self._asker.ask(utterance.text, self.matcher)
        lean = self._lean(utterance, alone)
        if lean is None or self._by_itself(utterance, alone, lean) is not None:
            return False
        return plainly(lean) is None

    def about(self, utterance: Utterance) -> Passage | None:
        """Give the passage that the reader had in view, while it is still there."""
        return self.stories.corpus.passage(utterance.about)

    def story_in_view(self, utterance: Utterance) -> Briefing | None:
        """Give the story of that passage."""
        about = self.about(utterance)
        return None if about is None else self.stories.corpus.briefing_of(about)

    def shown(self, utterance: Utterance) -> Passage | None:
        """Give what the reader has just been shown, while it is still there."""
        return self.stories.corpus.passage(utterance.shown)

    def refuses(self, text: str, passage: PassageId) -> bool:
        """Say whether editors said that a message does not mean a passage."""
        return self._thoughts.refuses(text, passage)

    def hear_each(self, utterance: Utterance, questions: Iterable[str]) -> Iterator[Heard]:
        """Hear questions, one at least, in turn: each may lean on the answer before it, if any.

        The first may lean on what answers a later one, where nothing was in view and nothing
        answers it by itself: "How many did he save? And who is Oksanen?".
        """
        asked = tuple(questions)
        first, *others = self._hear_in_turn(utterance, asked)
        answers = (h.decision.candidate for h in others if isinstance(h.decision, Answer))
        later = next(answers, None) if utterance.about is None and leans_back(asked[0]) else None
        if later is not None and not isinstance(first.decision, Answer):
            first = self.hear(replace(utterance, text=asked[0], about=later.passage.id))
        yield first
        yield from others

    def _hear_in_turn(self, utterance: Utterance, questions: Iterable[str]) -> Iterator[Heard]:
        is_lost, first = False, utterance
        for question in questions:
            heard = self.hear(replace(utterance, text=question))
            is_unanswered = not isinstance(heard.decision, Answer)
            if utterance is not first and is_unanswered and not leans(question):
                heard = self.hear(replace(first, text=question))
            if is_lost and leans_back(question):
                heard = replace(heard, decision=Abstain(()))
            yield heard
            utterance = replace(utterance, before=(*utterance.before, question))
            if isinstance(heard.decision, Answer):
                answer = heard.decision.candidate.passage.id
                is_lost, utterance = False, replace(utterance, about=answer, shown=answer)
            elif not leans_back(question):
                is_lost, utterance = True, replace(utterance, shown=None)

    def story_titled(self, name: str) -> Briefing | None:
        """Give the only story that has all words of a name in its title: "the grain deal"."""
        bare = bare_words(name)
        story = None if is_time(name) else self.stories.titled(bare)
        return story if story is not None and may_stand_alone(bare, story) else None

    def story_with_title_word(self, name: str, view: StoryView | None) -> Briefing | None:
        """Give the only story that has a name's words in its title, if the one in view has none.

        For where it is sure that a story is named: any word may be in a title that is derived.
        """
        if is_time(name) or (view is not None and view.speaks_of(name)):
            return None
        return self.stories.titled(bare_words(name))

    def story_turned_to(self, name: str, view: StoryView | None) -> Briefing | None:
        """Give the story that words name, where the one in view does not use them."""
        if view is not None and view.speaks_of(name):
            return None
        return self.story_with_title_word(name, view) or self.story_named(name)

    def story_named(self, text: str) -> Briefing | None:
        """Give the story that some words name, if what they come near to is of one story."""
        for name in dict.fromkeys((text, story_words(text) or text)):
            heard = self._asker.ask(name, self.matcher)
            if isinstance(heard.decision, Abstain):
                continue
            best = most_of_one_story(heard.candidates)
            return None if best is None else self.stories.corpus.briefing_of(best.passage)
        return None

    def turns_to_story(self, text: str, best: Passage, view: StoryView | None) -> bool:
        """Say whether a message has a word of a title that the story in view does not use.

        `best` is what comes nearest to it, in the story of that title. "Who pays for it?" speaks of
        what is in view, whatever story "pays" is in the title of.
        """
        if view is not None and best.briefing == view.briefing.id:
            return False
        named = title_words(text, self.stories.corpus.briefing_of(best))
        is_fronted = not set(named).isdisjoint((fronted(text) or "").split())
        if view is not None and not is_fronted and leans_beside(text, named):
            return False
        return any(view is None or not view.speaks_of(word) for word in named)

    def _lean(self, utterance: Utterance, alone: Heard) -> Lean | None:
        """Put a message into the light of the story in view, if there is one."""
        view = self.stories.of(utterance.about)
        return None if view is None else Lean(utterance, alone, view, self.shown(utterance))

    def _by_itself(self, utterance: Utterance, alone: Heard, lean: Lean | None) -> Heard | None:
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
        heard = self._asker.ask(f"{utterance.before[-1]} {utterance.text}", self.matcher)
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
        heard = None if view is None else self._asker.ask_surely(bare, view.matcher)
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
        said, view = with_pronoun(text, subject), self.stories.of(best.id)
        if said is None or view is None:
            return None
        is_lost = isinstance(alone.decision, Abstain)
        saying_so = {q.id for q in view.questions_like(_IT) if is_lost and _is_half_of(q, said)}
        if is_lost and not saying_so:
            return None
        heard = self._asker.ask_surely(said, view.matcher)
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
            heard = self._asker.ask(f"{message} {utterance.text}", self.matcher)
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
        is_named = holds_name(own, other) or self.turns_to_story(text, best, lean.view)
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
