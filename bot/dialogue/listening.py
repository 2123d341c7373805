"""Finds what a message asks, by itself or in the light of what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from bot.corpus.model import Briefing, Passage, PassageId, PassageKind
from bot.dialogue.bearing import (
    DEFINING,
    ENOUGH,
    TELLING,
    asks_what_is_shown,
    covers,
    holds_name,
    is_defined,
    is_form_of,
    is_incomplete,
    is_named,
    is_namesake,
    is_office_holder,
    kind_of_question,
    speaks_of_instead,
    words_beside_a_heading,
    words_of_its_own,
)
from bot.dialogue.denying import is_opposite
from bot.dialogue.in_view import InView, situation
from bot.dialogue.leaning import (
    asks_instead,
    asks_who,
    leans_back,
    names_in,
    personal_pronoun,
    stands_for,
    swapped,
)
from bot.dialogue.model import Utterance
from bot.dialogue.naming import (
    bare_words,
    initials,
    is_called,
    is_name_alone,
    is_person_called,
    is_time,
    may_stand_alone,
    name_asked,
    names_story,
    story_words,
    topic_with_history,
    with_pronoun,
)
from bot.dialogue.parts import part_wanted
from bot.dialogue.stories import (
    Stories,
    StoryView,
    content_words,
    is_of_person,
    is_question,
    subject_of,
)
from bot.matching.model import (
    Abstain,
    Answer,
    Candidate,
    Clarify,
    Comparing,
    Decision,
    Matcher,
    Policy,
    Refusing,
)
from bot.matching.near_copies import is_near_copy, words_of
from bot.matching.policy import HEADED, shifted
from bot.matching.regressions import MAX_CANDIDATES
from bot.text.normalise import fold
from bot.text.question_types import QuestionType
from bot.text.tokens import stem, words
from bot.text.words import STOP_WORDS

_WORDINGS: Final = 6
"""Fuller wordings that are tried; each costs as much as a message."""

_CERTAIN: Final = 1.0

_SECOND_CHANCE: Final = -1.0
"""Log-odds that a message loses where it is not asked of everything and in its own words, but in
other ones, or of the story in view because it leans on it. Without it, of 56 follow-ups to the
practice stories that nothing answers, 5 are answered and 50 declined; with it, 2 and 52."""

_WITHIN_SHOWN: Final = -0.3
"""The same where what is found has just been shown: nothing else of the story is nearer."""


@dataclass(frozen=True, slots=True)
class ForeignSpeech:
    """The language of a message that no page is in."""

    language: str
    served: tuple[str, ...]
    """What the pages are in: BCP 47 tags, English first."""
    is_read: bool
    """Whether the message was understood; what is not can only be declined."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a message was taken to ask, and what came of it."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    words: str
    """The message, or the fuller wording that it stands for."""
    matcher: Matcher
    """Which one ranked the candidates."""
    foreign: ForeignSpeech | None = None
    """Set when the message is in a language that no page is in."""


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """Ranks a message, then, if need be, what it may stand for; the policy decides each time."""

    matcher: Matcher
    policy: Policy
    stories: Stories
    in_view: InView | None = None
    """Weighs what a follow-up may mean; without it, it is read by rule."""

    def hear(self, utterance: Utterance) -> Heard:
        """Decide what answers a message, from its own story unless it names another one.

        A message that can stand by itself is decided exactly as without a conversation. One
        that asks who or what somebody is, by name, gets the definition of that name.
        """
        heard = self._hear(utterance)
        if isinstance(heard.decision, Answer):
            best = heard.decision.candidate
            text = utterance.text
            if self._is_called_otherwise(best.passage, text) or is_opposite(best, text):
                heard = replace(heard, decision=Clarify((best,)))
            else:
                heard = self._unless_of_another(utterance, heard, best)
        if not isinstance(heard.decision, Answer) or (
            heard.decision.candidate.passage.kind in HEADED
        ):
            heard = self._defined(utterance, heard)
        return self._unless_refused(utterance, self._unless_shared(utterance, heard))

    def refuses(self, text: str, passage: PassageId) -> bool:
        """Say whether editors said that a message does not mean a passage."""
        return isinstance(self.matcher, Refusing) and self.matcher.refuses(text, passage)

    def _unless_refused(self, utterance: Utterance, heard: Heard) -> Heard:
        """Leave out what a message does not mean, with whatever else it was read as well."""
        rest = tuple(c for c in heard.candidates if not self.refuses(utterance.text, c.passage.id))
        if len(rest) == len(heard.candidates):
            return heard
        left: tuple[Candidate, ...] = ()
        match heard.decision:
            case Answer(candidate) if candidate in rest:
                return replace(heard, candidates=rest)
            case Clarify(several):
                left = tuple(candidate for candidate in several if candidate in rest)
        return replace(heard, decision=Clarify(left) if left else Abstain(rest), candidates=rest)

    def _unless_shared(self, utterance: Utterance, heard: Heard) -> Heard:
        """Ask which of several people is meant by a name that they share, unless one is in view."""
        name = name_asked(utterance.text)
        if name is None or " " in name or not isinstance(heard.decision, Answer):
            return heard
        found = heard.decision.candidate.passage
        ranked = (candidate.passage for candidate in self.matcher.rank(utterance.text))
        bearers = {fold(p.label): p for p in (found, *ranked) if is_person_called(p, name)}
        view = self.stories.of(utterance.about)
        home = [p for p in bearers.values() if view is not None and p.briefing == view.briefing.id]
        if fold(found.label) not in bearers or len(bearers) == 1 or len(home) == 1:
            return heard
        several = tuple(certain(person, among=len(bearers)) for person in bearers.values())
        return replace(heard, decision=Clarify(several), candidates=several)

    def _is_called_otherwise(self, passage: Passage, text: str) -> bool:
        """Say whether a message is but a name that a story knows, and not that of this topic.

        "KGB" does not ask for the president whose definition says that he served there. Who asks
        what or who that is may mean a topic whose definition has the name: "who is Lord Elgin". But
        "who is Kim Yo-jong" asks for somebody else than Kim Jong-un.
        """
        if passage.kind is not PassageKind.TOPIC:
            return False
        name = name_asked(text)
        asked = set(words(fold(name or asks_instead(text) or text))) - STOP_WORDS
        names = (passage.label, *passage.aliases)
        called = {*(w for own in names for w in words(fold(own))), *map(initials, names)}
        if name is not None or kind_of_question(text) is not QuestionType.OTHER:
            called.update(words(fold(passage.text)))
        rest = {word for word in asked if not any(is_form_of(word, own) for own in called)}
        is_partly_called = rest < asked
        if not rest or (is_partly_called and not (is_name_alone(text) and is_of_person(passage))):
            return False
        view = self.stories.of(passage.id)
        if view is None:
            return False
        return is_namesake(rest, called, view) if is_partly_called else asked <= view.names

    def _unless_of_another(self, utterance: Utterance, heard: Heard, best: Candidate) -> Heard:
        """Ask back where a section is asked for, of something that its story only mentions.

        "History of Barclays" is not the history of a club that owes money to that bank.
        """
        part = part_wanted(utterance.text)
        if part is None or part.about is None or part.heading != best.passage.label:
            return heard
        story = self.stories.corpus.briefing_of(best.passage)
        if not names_story(part.about, story, part.heading):
            return replace(heard, decision=Clarify((best,)))
        topic = topic_with_history(utterance.text, part.about, story)
        if topic is not None:
            return replace(heard, decision=Clarify((best, certain(topic))))
        return heard

    def _hear(self, utterance: Utterance) -> Heard:
        alone = self._ask(utterance.text, self.matcher)
        heard = self._by_itself(utterance, alone)
        view = self.stories.of(utterance.about)
        if heard is not None or view is None:
            return heard or alone
        return (
            self._surely(utterance, view)
            or self._weighed(utterance, alone, view)
            or self._by_rule(utterance, alone, view)
        )

    def _surely(self, utterance: Utterance, view: StoryView) -> Heard | None:
        """Find what leaves nothing to weigh: "who is that?", or "why?" after "was it delayed?"."""
        if asks_who(utterance.text):
            return self._who(utterance, view)
        shown = self.shown(utterance)
        if shown is None or not asks_what_is_shown(utterance, shown):
            return None
        return Heard(Answer(certain(shown)), (certain(shown),), shown.label, view.matcher)

    def leans(self, utterance: Utterance) -> bool:
        """Say whether what was said and shown has to be weighed to understand a message."""
        alone, view = self._ask(utterance.text, self.matcher), self.stories.of(utterance.about)
        if view is None or self._by_itself(utterance, alone) is not None:
            return False
        return self._surely(utterance, view) is None

    def _by_itself(self, utterance: Utterance, alone: Heard) -> Heard | None:
        """Decide what needs nothing of what was said before it; none for all else."""
        of_subject = self._of_its_subject(utterance, alone)
        if of_subject is not None:
            return of_subject
        view = self.stories.of(utterance.about)
        if view is None:
            return self._after_declines(utterance, alone)
        if _is_wording_of(alone, utterance.text, view) or self._stands_alone(
            utterance, alone, view
        ):
            return alone
        return self._worded_alike(utterance, view)

    def _weighed(self, utterance: Utterance, alone: Heard, view: StoryView) -> Heard | None:
        """Weigh all that a message may mean in the story in view; none without weights for it."""
        if self.in_view is None or not isinstance(view.matcher, Comparing):
            return None
        if not self.in_view.suits(view.matcher.feature_names):
            return None
        now = situation(utterance, view, view.matcher, self.shown(utterance))
        if now is None:
            return None
        candidates, read_as = self.in_view.judge(now)
        decision = self.policy.decide(candidates)
        heard = Heard(decision, candidates[:MAX_CANDIDATES], read_as, view.matcher)
        if isinstance(decision, Answer):
            return heard
        return (
            self._elsewhere(utterance, alone, view)
            or _near_alone(utterance, alone, heard, view)
            or _without_shown(heard, utterance)
        )

    def _by_rule(self, utterance: Utterance, alone: Heard, view: StoryView) -> Heard:
        """Try one reading of a message after the other: for matchers without weights to weigh."""
        home = self._ask_surely(utterance.text, view.matcher)
        if personal_pronoun(utterance.text) is None and self._is_at_home(home, utterance, view):
            return home
        fuller = self._fuller(utterance, home, view)
        if fuller is not None:
            return fuller
        if self._is_at_home(home, utterance, view):
            return home
        return self._within_shown(utterance, view) or self._unresolved(utterance, alone, home, view)

    def _within_shown(self, utterance: Utterance, view: StoryView) -> Heard | None:
        """Find a detail in the passage that the reader has just been shown: "how old was she?"."""
        is_bare = STOP_WORDS.issuperset(words(fold(utterance.text)))
        if utterance.shown is None or is_bare or asks_instead(utterance.text) is not None:
            return None
        heard = self._ask(utterance.text, view.matcher, handicap=_WITHIN_SHOWN)
        match heard.decision:
            case Answer(candidate) if candidate.passage.id == utterance.shown:
                return heard
            case _:
                return None

    def _of_its_subject(self, utterance: Utterance, alone: Heard) -> Heard | None:
        """Find what a message asks of a story that it names by its title.

        "Where can I get the RSV vaccine" is on the page of that vaccine as "Where can I get it?".
        """
        best = most_of_one_story(alone.candidates)
        if best is None or isinstance(alone.decision, Answer):
            return None
        story = self.stories.corpus.briefing_of(best.passage)
        text = with_pronoun(utterance.text, subject_of(story))
        view = None if text is None else self.stories.of(best.passage.id)
        if text is None or view is None:
            return None
        heard = self._ask_surely(text, view.matcher)
        if isinstance(heard.decision, Abstain):
            return None
        passage = heard.candidates[0].passage
        if passage.kind in (*HEADED, PassageKind.TOPIC):
            return None
        if isinstance(heard.decision, Answer) and covers(passage, text):
            return heard
        if not isinstance(alone.decision, Abstain):
            return None
        asked = (
            heard.candidates[:1]
            if isinstance(heard.decision, Answer)
            else heard.decision.candidates
        )
        return replace(heard, decision=Clarify(asked))

    def hear_each(self, utterance: Utterance, questions: Iterable[str]) -> Iterator[Heard]:
        """Hear questions one after the other: each may lean on the answer before it, if any."""
        is_lost, first = False, utterance
        for question in questions:
            heard = self.hear(replace(utterance, text=question))
            leans = leans_back(question) or asks_instead(question) is not None
            if utterance is not first and not isinstance(heard.decision, Answer) and not leans:
                heard = self.hear(replace(first, text=question))
            if is_lost and leans_back(question):
                heard = replace(heard, decision=Abstain(()))
            yield heard
            utterance = replace(utterance, before=(*utterance.before, question), shown=None)
            if isinstance(heard.decision, Answer):
                utterance = replace(utterance, about=heard.decision.candidate.passage.id)
            else:
                is_lost = True

    def story_titled(self, name: str) -> Briefing | None:
        """Give the only story that has all words of a name in its title: "the grain deal"."""
        bare = bare_words(name)
        story = None if is_time(name) else self.stories.titled(bare)
        return story if story is not None and may_stand_alone(bare, story) else None

    def story_named(self, text: str) -> Briefing | None:
        """Give the story that some words name, if what they come near to is of one story."""
        for name in dict.fromkeys((text, story_words(text) or text)):
            heard = self._ask(name, self.matcher)
            if isinstance(heard.decision, Abstain):
                continue
            best = most_of_one_story(heard.candidates)
            return None if best is None else self.stories.corpus.briefing_of(best.passage)
        return None

    def _defined(self, utterance: Utterance, heard: Heard) -> Heard:
        """Find the definition of the name that is asked for, in the story in view before others."""
        name = name_asked(utterance.text)
        if name is None:
            return heard
        ranked = (*heard.candidates, *self._ask(utterance.text, self.matcher).candidates)
        named = [c.passage for c in ranked if is_called(c.passage, name)]
        if not named:
            return heard
        view = self.stories.of(utterance.about)
        home = (topic for topic in named if view and topic.briefing == view.briefing.id)
        found = certain(next(home, named[0]))
        return replace(heard, decision=Answer(found), candidates=(found,))

    def _ask(self, text: str, matcher: Matcher, *, handicap: float = 0.0) -> Heard:
        """Ask for what answers best; `handicap` is in log-odds, and below 0 to be surer of it."""
        candidates = matcher.rank(text)
        if handicap:
            candidates = tuple(
                replace(candidate, confidence=shifted(candidate.confidence, handicap))
                for candidate in candidates
            )
        return Heard(self.policy.decide(candidates), candidates, text, matcher)

    def _ask_surely(self, text: str, matcher: Matcher) -> Heard:
        """Ask a story what a message may mean in it, and be surer than usual of what is found."""
        return self._ask(text, matcher, handicap=_SECOND_CHANCE)

    def _after_declines(self, utterance: Utterance, alone: Heard) -> Heard:
        """Add earlier messages, which nothing answered, to one that nothing answers either."""
        if isinstance(alone.decision, Answer) and not leans_back(utterance.text):
            return alone
        for message in reversed(utterance.before):
            heard = self._ask(f"{message} {utterance.text}", self.matcher)
            if not isinstance(heard.decision, Answer):
                continue
            if covers(heard.decision.candidate.passage, utterance.text):
                return heard
        return alone

    def _stands_alone(self, utterance: Utterance, alone: Heard, view: StoryView) -> bool:
        """Say whether a message needs nothing of what was said before it."""
        if not alone.candidates:
            return False
        best = alone.candidates[0].passage
        if best.briefing == view.briefing.id:
            is_personal = personal_pronoun(utterance.text) is not None
            return not is_personal and self._is_news(alone, utterance)
        other = self.stories.of(best.id)
        strange = words_of_its_own(utterance.text, view)
        own = [w for w in strange if other is not None and stem(w) in other.stems]
        if isinstance(alone.decision, Answer):
            is_told = bool(own) and len(strange) >= ENOUGH
            return is_told or holds_name(own, other) or is_defined(best, utterance.text)
        is_instead = asks_instead(utterance.text) is not None
        return not is_instead and (len(own) >= ENOUGH or holds_name(own, other))

    def _is_news(self, heard: Heard, utterance: Utterance) -> bool:
        """Say whether a message is answered, and not by what its reader has just been shown.

        A question that names its subject may well be asked again.
        """
        if not isinstance(heard.decision, Answer):
            return False
        passage = heard.decision.candidate.passage
        if passage.kind is PassageKind.TOPIC and not self._wants_definition(utterance, passage):
            return False
        if not speaks_of_instead(passage, utterance.text):
            return False
        if passage.id != utterance.shown:
            return True
        return bool(content_words(utterance.text)) and not leans_back(utterance.text)

    def _is_at_home(self, home: Heard, utterance: Utterance, view: StoryView) -> bool:
        """Say whether the story in view answers a message, by itself and to the point.

        "What's happened to my chair" is not about the story, though it asks what happened.
        """
        if not isinstance(home.decision, Answer) or not self._is_news(home, utterance):
            return False
        is_headed = home.decision.candidate.passage.kind in HEADED
        return not (is_headed and words_beside_a_heading(utterance.text, view))

    def _worded_alike(self, utterance: Utterance, view: StoryView) -> Heard | None:
        """Find the one question of the story that a message is, but for its pronouns or its end."""
        wording = stands_for(utterance.text)
        alike = () if wording is None else view.questions_like(wording)
        alike = tuple(question for question in alike if question.id != utterance.shown)
        if len(alike) != 1:
            return None
        found = certain(alike[0])
        return Heard(Answer(found), (found,), alike[0].label, view.matcher)

    def _wants_definition(self, utterance: Utterance, topic: Passage) -> bool:
        """Say whether a definition can be what a message asks for.

        "Is he married?" asks for more than who he is, "and Japan?" for what was asked before, and
        "what is the population there?" of a place in view, not of the country that it is in; but
        "who is its chief executive?" asks for a person.
        """
        if personal_pronoun(utterance.text) is not None:
            return is_named(topic, utterance.text) or is_office_holder(topic, utterance.text)
        if leans_back(utterance.text):
            said = (utterance.text, *self._said(utterance))
            is_in_view = any(is_named(topic, text) for text in said)
            return is_in_view or is_office_holder(topic, utterance.text)
        if asks_instead(utterance.text) is None or not utterance.before:
            return True
        shown = self.shown(utterance)
        was_definition = shown is not None and shown.kind is PassageKind.TOPIC
        return was_definition or kind_of_question(utterance.before[-1]) in DEFINING

    def _fuller(self, utterance: Utterance, home: Heard, view: StoryView) -> Heard | None:
        """Try the wordings that a message may stand for; the first that is answered counts."""
        if asks_who(utterance.text) or not is_incomplete(utterance.text, view):
            return None
        wordings = dict.fromkeys(self._wordings(utterance, view))
        for text in islice(wordings, _WORDINGS):
            heard = self._ask(text, view.matcher)
            if self._is_meant(heard, utterance, home, view):
                return heard
        return None

    def _is_meant(self, heard: Heard, utterance: Utterance, home: Heard, view: StoryView) -> bool:
        """Say whether a fuller wording is answered by what the message itself asks for.

        What was carried over must not answer alone: not with what was shown, nor with the
        definition of somebody whom only the earlier message named.
        """
        if not isinstance(heard.decision, Answer):
            return False
        passage = heard.decision.candidate.passage
        if passage.kind is PassageKind.TOPIC and not (
            is_named(passage, utterance.text) and self._wants_definition(utterance, passage)
        ):
            return False
        if passage.kind in HEADED:
            is_nearest = passage.id in {candidate.passage.id for candidate in home.candidates[:1]}
            return is_nearest and not words_beside_a_heading(utterance.text, view)
        return passage.id != utterance.shown and covers(passage, utterance.text)

    def _who(self, utterance: Utterance, view: StoryView) -> Heard | None:
        """Find whom a message asks about: the persons in view, named last first."""
        for text in self._said(utterance):
            persons = [p for p in view.persons_named(text) if p.id != utterance.shown]
            if persons:
                candidates = tuple(certain(person) for person in persons)
                sure = len(candidates) == 1
                decision = Answer(candidates[0]) if sure else Clarify(candidates)
                return Heard(decision, candidates, utterance.text, view.matcher)
        return None

    def _said(self, utterance: Utterance) -> Iterator[str]:
        """Give what was said last, in the order in which a pronoun refers to it."""
        yield from utterance.before[-1:]
        shown = self.shown(utterance)
        if shown is not None:
            yield shown.label
            yield shown.text

    def shown(self, utterance: Utterance) -> Passage | None:
        """Give what the reader has just been shown, while it is still there."""
        return None if utterance.shown is None else self.stories.corpus.passage(utterance.shown)

    def _wordings(self, utterance: Utterance, view: StoryView) -> Iterator[str]:
        """Give fuller wordings: another subject, the names in view, the last message as well."""
        text, last, shown = utterance.text, utterance.before[-1:], self.shown(utterance)
        asked = [*last, *([shown.label] if shown is not None and is_question(shown) else [])]
        instead = asks_instead(text)
        if instead is not None:
            for message in asked:
                yield from swapped(message, instead, view.names)
            yield instead
        named = " ".join(dict.fromkeys(n for m in asked for n in names_in(m, view.names)))
        if shown is not None and shown.kind is PassageKind.TOPIC and not is_named(shown, named):
            named = f"{shown.label} {named}"
        if named:
            yield f"{named} {text}"
        for message in asked:
            yield f"{' '.join(content_words(message))} {text}"
        for message in asked:
            yield f"{message} {text}"
        title = names_in(view.briefing.title, view.names)
        yield f"{' '.join(title[:3])} {text}"

    def _unresolved(
        self, utterance: Utterance, alone: Heard, home: Heard, view: StoryView
    ) -> Heard:
        """Ask back or decline: what leans on one story is not answered from another."""
        elsewhere = self._elsewhere(utterance, alone, view)
        if elsewhere is not None:
            return elsewhere
        rest = tuple(c for c in home.candidates if c.passage.id != utterance.shown)
        if personal_pronoun(utterance.text) is not None:  # of somebody who is known: no other one
            rest = tuple(c for c in rest if c.passage.kind is not PassageKind.TOPIC)
        is_instead = isinstance(home.decision, Answer) and asks_instead(utterance.text) is not None
        if is_instead and rest and covers(rest[0].passage, utterance.text):
            return replace(home, decision=Clarify(rest[:1]), candidates=rest)
        if not content_words(utterance.text):
            rest = self._same_kind(utterance, view) or rest
        decision = self.policy.decide(rest)
        is_near = isinstance(home.decision, Clarify) and isinstance(decision, Clarify)
        if is_near and covers(rest[0].passage, utterance.text):
            return replace(home, decision=decision, candidates=rest)
        return replace(home, decision=Abstain(rest), candidates=rest)

    def _elsewhere(self, utterance: Utterance, alone: Heard, view: StoryView) -> Heard | None:
        """Ask back what another story answers, unless the message leans on the one in view."""
        leans = leans_back(utterance.text) or asks_instead(utterance.text) is not None
        if not isinstance(alone.decision, Answer) or leans:
            return None
        other = alone.decision.candidate
        is_other = other.passage.briefing != view.briefing.id
        return replace(alone, decision=Clarify((other,))) if is_other else None

    def _same_kind(self, utterance: Utterance, view: StoryView) -> tuple[Candidate, ...]:
        """Give what a bare "why?" may ask in this story: its questions of that kind."""
        kind = kind_of_question(utterance.text)
        asked = [
            question
            for label, question in view.questions
            if kind in TELLING
            and question.id != utterance.shown
            and kind_of_question(label) is kind
        ]
        return tuple(Candidate(question, 0.0, 0.0, question.label) for question in asked)


def _is_wording_of(alone: Heard, text: str, view: StoryView) -> bool:
    """Say whether a message is a wording of what answers it in its own story, pronouns and all."""
    if not isinstance(alone.decision, Answer):
        return False
    found = alone.decision.candidate
    is_own = found.passage.briefing == view.briefing.id
    return is_own and is_near_copy(words_of(text), words_of(found.wording))


def _near_alone(
    utterance: Utterance, alone: Heard, weighed: Heard, view: StoryView
) -> Heard | None:
    """Ask back as without a conversation, where that finds nothing: "how much water was it again?".

    Not where a message leans on what was said, so that its own words are the lesser part of it.
    """
    if not isinstance(alone.decision, Clarify) or not isinstance(weighed.decision, Abstain):
        return None
    best, text = alone.candidates[0].passage, utterance.text
    if best.briefing != view.briefing.id or best.id == utterance.shown:
        return None
    leans = leans_back(text) or asks_instead(text) is not None
    return None if leans or personal_pronoun(text) is not None else alone


def _without_shown(heard: Heard, utterance: Utterance) -> Heard:
    """Ask back or decline, without a choice that the reader has just been shown.

    Where that came nearest, and nearly near enough, a decline says so: it stays the first.
    """
    rest = tuple(c for c in heard.candidates if c.passage.id != utterance.shown)
    if not isinstance(heard.decision, Clarify):
        return replace(heard, decision=Abstain(rest), candidates=rest)
    if rest[:1] != heard.candidates[:1]:
        return replace(heard, decision=Abstain(heard.candidates))
    choices = tuple(c for c in heard.decision.candidates if c in rest)
    return replace(heard, decision=Clarify(choices), candidates=rest)


def most_of_one_story(candidates: Sequence[Candidate]) -> Candidate | None:
    """Give the best candidate, if its story has most of the confidence there is."""
    best = next(iter(candidates), None)
    if best is None:
        return None
    own = sum(c.confidence for c in candidates if c.passage.briefing == best.passage.briefing)
    return best if 2 * own > sum(c.confidence for c in candidates) else None


def certain(passage: Passage, *, among: int = 1) -> Candidate:
    """Give a passage that was asked for beyond doubt, or one of several, as a candidate."""
    return Candidate(passage, score=0.0, confidence=_CERTAIN / among, wording=passage.label)
