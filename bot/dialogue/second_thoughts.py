"""Looks at what a message was taken to ask once more, before anything is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.corpus.model import Passage, PassageId, PassageKind
from bot.dialogue.bearing import holds_all, is_form_of, is_namesake, is_spelt_like, kind_of_question
from bot.dialogue.denying import is_opposite
from bot.dialogue.heard import Heard, certain
from bot.dialogue.model import Utterance
from bot.dialogue.naming import is_called, is_person_called, names_story, topic_with_history
from bot.dialogue.reading.leaning import asks_instead, leans_back, stands_for
from bot.dialogue.reading.names import (
    asks_for_meaning,
    asks_for_word,
    asks_what_a_thing_is,
    initials,
    is_name_alone,
    name_asked,
    plain,
)
from bot.dialogue.reading.parts import part_wanted
from bot.dialogue.stories import Stories, is_of_person
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Matcher, Refusing
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.question_types import QuestionType
from bot.text.tokens import words
from bot.text.words import STOP_WORDS

_SPEAKING: Final = 3
"""Passages that are offered because they speak of somebody."""

_LEAST_BEGUN: Final = 2
"""Words that carry a subject, in what may be the beginning of a question."""


def _begun(text: str, heard: Heard) -> Heard:
    """Answer with the best question where a message is how it begins: "who wrote the letter"."""
    if not isinstance(heard.decision, Clarify) or leans_back(text):
        return heard
    wording = stands_for(text) if len(content_words(text)) >= _LEAST_BEGUN else None
    if wording is None:
        return heard
    best, *others = heard.decision.candidates
    if not _begins(best.passage, wording) or any(_begins(c.passage, wording) for c in others):
        return heard
    return replace(heard, decision=Answer(best))


def _is_mere_sound(text: str, found: Passage) -> bool:
    """Say whether a message is one or two letters, and no word or initials of what answers it.

    To a matcher that reads pieces of words, "ay" is near to anything.
    """
    letters = _LETTERS.fullmatch(text.strip(" ?!."))
    if letters is None or holds_all(found, text):
        return False
    names = (found.label, *found.aliases)
    spelt_out = rf"\b{letters[1].upper()}\w+ (?:of (?:the )?)?{letters[2].upper()}\w+"
    in_any_case = re.IGNORECASE if letters[0].isupper() else re.NOFLAG
    is_short_for = bool(letters[2]) and re.search(spelt_out, found.text, in_any_case) is not None
    return not is_short_for and letters[0].casefold() not in map(initials, names)


_LETTERS: Final = re.compile(r"([a-zA-Z])([a-zA-Z]?)")
"""Whoever writes them large means initials: "VP" may be of "the vice president"."""


def _begins(passage: Passage, wording: re.Pattern[str]) -> bool:
    return passage.kind is PassageKind.QUESTION and (
        wording.search(" ".join(words(fold(passage.label)))) is not None
    )


@dataclass(frozen=True, slots=True, eq=False)
class SecondThoughts:
    """Asks back where an answer may be about something else, and finds definitions by name."""

    matcher: Matcher
    stories: Stories

    def on(self, utterance: Utterance, heard: Heard) -> Heard:
        """Give what a message asks after all."""
        if isinstance(heard.decision, Answer):
            best, text = heard.decision.candidate, utterance.text
            if _is_mere_sound(text, best.passage):
                return replace(heard, decision=Abstain(()))
            if self._is_called_otherwise(best.passage, text):
                named = self._named_instead(best.passage, text)
                heard = replace(heard, decision=Answer(named) if named else Clarify((best,)))
            elif is_opposite(best, text) or (
                best.passage.is_headed and asks_what_a_thing_is(text)
            ):  # a section only speaks of the thing
                heard = replace(heard, decision=Clarify((best,)))
            else:
                heard = self._unless_of_another(utterance, heard, best)
        heard = _begun(utterance.text, heard)
        if not isinstance(heard.decision, Answer) or heard.decision.candidate.passage.is_headed:
            heard = self._spoken_of(utterance, self._defined(utterance, heard))
        return self._unless_refused(utterance, self._unless_shared(utterance, heard))

    def refuses(self, text: str, passage: PassageId) -> bool:
        """Say whether editors said that a message does not mean a passage."""
        return isinstance(self.matcher, Refusing) and self.matcher.refuses(text, passage)

    def _is_called_otherwise(self, passage: Passage, text: str) -> bool:
        """Say whether a message is but a name that a story knows, and not that of this topic.

        "KGB" does not ask for the president whose definition says that he served there. Who asks
        what or who that is may mean a topic whose definition has the name: "who is Lord Elgin". But
        "who is Kim Yo-jong" asks for somebody else than Kim Jong-un, and "what is a canton" for no
        village in one.
        """
        if passage.kind is not PassageKind.TOPIC:
            return False
        name = name_asked(text)
        asked = set(words(fold(name or asks_instead(text) or text))) - STOP_WORDS
        names = (passage.label, *passage.aliases)
        called = {*(w for own in names for w in words(fold(own))), *map(initials, names)}
        if name is not None and asks_for_word(text):
            return not any(is_spelt_like(word, own) for word in asked for own in called)
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

    def _named_instead(self, passage: Passage, text: str) -> Candidate | None:
        """Find the one topic beside a passage that has a bare name: "and Claire?"."""
        view = self.stories.of(passage.id)
        name = set(plain(asks_instead(text) or text).split())
        named = [
            topic
            for topic in (() if view is None else view.topics)
            if any(name.issubset(plain(own).split()) for own in (topic.label, *topic.aliases))
        ]
        return certain(named[0]) if len(named) == 1 else None

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

    def _defined(self, utterance: Utterance, heard: Heard) -> Heard:
        """Find the definition of the name that is asked for, in the story in view before others."""
        name = name_asked(utterance.text)
        if name is None:
            return heard
        ranked = (*heard.candidates, *self.matcher.rank(utterance.text))
        named = [c.passage for c in ranked if is_called(c.passage, name)]
        if asks_for_meaning(utterance.text):
            named = [topic for topic in named if not is_of_person(topic)]
        if not named:
            return heard
        view = self.stories.of(utterance.about)
        home = (topic for topic in named if view and topic.briefing == view.briefing.id)
        found = certain(next(home, named[0]))
        return replace(heard, decision=Answer(found), candidates=(found,))

    def _spoken_of(self, utterance: Utterance, heard: Heard) -> Heard:
        """Ask back with what speaks of somebody who is asked for by a full name, but not defined.

        "Who is Priya Nair?": the question that says who wrote the letter has her name.
        """
        name = name_asked(utterance.text) if is_name_alone(utterance.text) else None
        if name is None or " " not in name or not isinstance(heard.decision, Abstain):
            return heard
        called = re.compile(rf"\b{re.escape(name)}\b")
        ranked = {c.passage.id: c for c in (*heard.candidates, *self.matcher.rank(utterance.text))}
        speaking = tuple(c for c in ranked.values() if called.search(plain(c.passage.text)))
        if not speaking:
            return heard
        return replace(heard, decision=Clarify(speaking[:_SPEAKING]), candidates=speaking)

    def _unless_shared(self, utterance: Utterance, heard: Heard) -> Heard:
        """Ask which of several people is meant by a name that they share, unless one is in view."""
        name = name_asked(utterance.text)
        if name is None or " " in name or not isinstance(heard.decision, Answer):
            return heard
        found = heard.decision.candidate.passage
        if not is_of_person(found):
            return heard
        ranked = (candidate.passage for candidate in self.matcher.rank(utterance.text))
        bearers = {
            fold(p.label): p
            for p in (found, *ranked)
            if is_person_called(p, name) or is_called(p, name)
        }
        view = self.stories.of(utterance.about)
        home = [p for p in bearers.values() if view is not None and p.briefing == view.briefing.id]
        if fold(found.label) not in bearers or len(bearers) == 1 or len(home) == 1:
            return heard
        several = tuple(certain(person, among=len(bearers)) for person in bearers.values())
        return replace(heard, decision=Clarify(several), candidates=several)

    def _unless_refused(self, utterance: Utterance, heard: Heard) -> Heard:
        """Leave out what a message does not mean, with whatever else it was read as well."""
        if not isinstance(self.matcher, Refusing):
            return heard
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
