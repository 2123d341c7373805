"""Finds what a message asks, by itself or in the light of what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bot.corpus.model import PassageId
from bot.dialogue.by_itself import ByItself
from bot.dialogue.by_rule import ByRule
from bot.dialogue.heard import Asker, Heard
from bot.dialogue.in_view import InView
from bot.dialogue.lean import Lean, plainly
from bot.dialogue.model import Utterance
from bot.dialogue.reading.leaning import leans, leans_back
from bot.dialogue.second_thoughts import SecondThoughts
from bot.dialogue.stories import Stories
from bot.dialogue.weighing import weigh
from bot.dialogue.which_story import WhichStory
from bot.matching.model import Abstain, Answer, Matcher, Policy


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """Ranks a message, then, if need be, what it may stand for; the policy decides each time."""

    matcher: Matcher
    policy: Policy
    stories: Stories
    in_view: InView | None = None
    """Weighs what a follow-up may mean; without it, it is read by rule."""
    which: WhichStory = field(init=False, repr=False)
    """Finds the story that words name."""
    _asker: Asker = field(init=False, repr=False)
    _by_itself: ByItself = field(init=False, repr=False)
    _thoughts: SecondThoughts = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Put together what it is made of."""
        set_once = object.__setattr__  # the one way into a frozen value while it is born
        asker = Asker(self.policy)
        which = WhichStory(asker, self.stories)
        set_once(self, "which", which)
        set_once(self, "_asker", asker)
        set_once(self, "_by_itself", ByItself(asker, self.stories, which))
        set_once(self, "_thoughts", SecondThoughts(self.matcher, self.stories))

    def hear(self, utterance: Utterance) -> Heard:
        """Decide what answers a message, from its own story unless it names another one.

        A message that can stand by itself is decided exactly as without a conversation. One
        that asks who or what somebody is, by name, gets the definition of that name.
        """
        return self._thoughts.on(utterance, self._hear(utterance))

    def _hear(self, utterance: Utterance) -> Heard:
        read = self._read(utterance)
        if isinstance(read, Heard):
            return read
        return weigh(read, self._asker, self.in_view) or ByRule(self._asker).hear(read)

    def has_to_weigh(self, utterance: Utterance) -> bool:
        """Say whether what was said and shown has to be weighed to understand a message."""
        return isinstance(self._read(utterance), Lean)

    def _read(self, utterance: Utterance) -> Heard | Lean:
        """Decide what is plain; give all else in the light of the story in view, to be weighed."""
        alone = self._asker.ask(utterance.text, self.matcher)
        view = self.stories.of(utterance.about)
        if view is None:
            return self._by_itself.hear(utterance, alone, None) or alone
        lean = Lean(utterance, alone, view, self.stories.corpus.passage(utterance.shown))
        return self._by_itself.hear(utterance, alone, lean) or plainly(lean) or lean

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
