"""Reads a follow-up by rule, one wording after the other: for matchers that nothing can weigh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from bot.corpus.model import PassageKind
from bot.dialogue.bearing import (
    TELLING,
    covers,
    is_incomplete,
    is_named,
    kind_of_question,
    words_beside_a_heading,
)
from bot.dialogue.heard import Asker, Heard
from bot.dialogue.lean import Lean, elsewhere
from bot.dialogue.reading.leaning import (
    asks_instead,
    asks_who,
    names_in,
    personal_pronoun,
    swapped,
)
from bot.matching.model import Abstain, Answer, Candidate, Clarify
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.tokens import words
from bot.text.words import STOP_WORDS

_WORDINGS: Final = 6
"""Fuller wordings that are tried; each costs as much as a message."""

_WITHIN_SHOWN: Final = -0.3
"""Log-odds that a message loses where what is found has just been shown: nothing else of the story
is nearer."""


@dataclass(frozen=True, slots=True, eq=False)
class ByRule:
    """Tries one reading of a message after the other."""

    asker: Asker

    def hear(self, lean: Lean) -> Heard:
        """Decide by the first reading that is answered; ask back or decline where none is."""
        home = self.asker.ask_surely(lean.text, lean.view.matcher)
        if personal_pronoun(lean.text) is None and _is_at_home(home, lean):
            return home
        fuller = self._fuller(home, lean)
        if fuller is not None:
            return fuller
        if _is_at_home(home, lean):
            return home
        return self._within_shown(lean) or self._unresolved(home, lean)

    def _within_shown(self, lean: Lean) -> Heard | None:
        """Find a detail in the passage that the reader has just been shown: "how old was she?"."""
        is_bare = STOP_WORDS.issuperset(words(fold(lean.text)))
        if lean.utterance.shown is None or is_bare or asks_instead(lean.text) is not None:
            return None
        heard = self.asker.ask(lean.text, lean.view.matcher, handicap=_WITHIN_SHOWN)
        match heard.decision:
            case Answer(candidate) if candidate.passage.id == lean.utterance.shown:
                return heard
            case _:
                return None

    def _fuller(self, home: Heard, lean: Lean) -> Heard | None:
        """Try the wordings that a message may stand for; the first that is answered counts."""
        if asks_who(lean.text) or not is_incomplete(lean.text, lean.view):
            return None
        wordings = dict.fromkeys(_wordings(lean))
        for text in islice(wordings, _WORDINGS):
            heard = self.asker.ask(text, lean.view.matcher)
            if _is_meant(heard, home, lean):
                return heard
        return None

    def _unresolved(self, home: Heard, lean: Lean) -> Heard:
        """Ask back or decline: what leans on one story is not answered from another."""
        other = elsewhere(lean)
        if other is not None:
            return other
        rest = tuple(c for c in home.candidates if c.passage.id != lean.utterance.shown)
        if personal_pronoun(lean.text) is not None:  # of somebody who is known: no other one
            rest = tuple(c for c in rest if c.passage.kind is not PassageKind.TOPIC)
        is_instead = isinstance(home.decision, Answer) and asks_instead(lean.text) is not None
        if is_instead and rest and covers(rest[0].passage, lean.text):
            return replace(home, decision=Clarify(rest[:1]), candidates=rest)
        if not content_words(lean.text):
            rest = _same_kind(lean) or rest
        decision = self.asker.policy.decide(rest)
        is_near = isinstance(home.decision, Clarify) and isinstance(decision, Clarify)
        if is_near and covers(rest[0].passage, lean.text):
            return replace(home, decision=decision, candidates=rest)
        return replace(home, decision=Abstain(rest), candidates=rest)


def _is_at_home(home: Heard, lean: Lean) -> bool:
    """Say whether the story in view answers a message, by itself and to the point.

    "What's happened to my chair" is not about the story, though it asks what happened.
    """
    if not isinstance(home.decision, Answer) or not lean.is_news(home):
        return False
    is_headed = home.decision.candidate.passage.is_headed
    return not (is_headed and words_beside_a_heading(lean.text, lean.view))


def _is_meant(heard: Heard, home: Heard, lean: Lean) -> bool:
    """Say whether a fuller wording is answered by what the message itself asks for.

    What was carried over must not answer alone: not with what was shown, nor with the
    definition of somebody whom only the earlier message named.
    """
    if not isinstance(heard.decision, Answer):
        return False
    passage = heard.decision.candidate.passage
    if passage.kind is PassageKind.TOPIC and not (
        is_named(passage, lean.text) and lean.wants_definition(passage)
    ):
        return False
    if passage.is_headed:
        is_nearest = passage.id in {candidate.passage.id for candidate in home.candidates[:1]}
        return is_nearest and not words_beside_a_heading(lean.text, lean.view)
    return passage.id != lean.utterance.shown and covers(passage, lean.text)


def _wordings(lean: Lean) -> Iterator[str]:
    """Give fuller wordings: another subject, the names in view, the last message as well."""
    text, shown, names = lean.text, lean.shown, lean.view.names
    last = lean.utterance.before[-1:]
    asked = [*last, *([shown.label] if shown is not None and shown.is_question else [])]
    instead = asks_instead(text)
    if instead is not None:
        for message in asked:
            yield from swapped(message, instead, names)
        yield instead
    named = " ".join(dict.fromkeys(n for m in asked for n in names_in(m, names)))
    if shown is not None and shown.kind is PassageKind.TOPIC and not is_named(shown, named):
        named = f"{shown.label} {named}"
    if named:
        yield f"{named} {text}"
    for message in asked:
        yield f"{' '.join(content_words(message))} {text}"
    for message in asked:
        yield f"{message} {text}"
    title = names_in(lean.view.briefing.title, names)
    yield f"{' '.join(title[:3])} {text}"


def _same_kind(lean: Lean) -> tuple[Candidate, ...]:
    """Give what a bare "why?" may ask in this story: its questions of that kind."""
    kind = kind_of_question(lean.text)
    asked = [
        question
        for label, question in lean.view.questions
        if kind in TELLING
        and question.id != lean.utterance.shown
        and kind_of_question(label) is kind
    ]
    return tuple(Candidate(question, 0.0, 0.0, question.label) for question in asked)
