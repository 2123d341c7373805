"""What a follow-up means in the story in view, with several readings of it weighed as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.model import Corpus, PassageId
from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.in_view import InView, Situation, accept_names, rank_names, situation
from bot.dialogue.model import ReplyKind, Turn, Utterance
from bot.dialogue.responder import Responder
from bot.dialogue.stories import Stories
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Compared
from bot.matching.policy import ThresholdPolicy
from bot.matching.weights import InViewWeights, Weights
from bot.text.normalise import fold
from tests.builders import a_briefing, a_corpus, a_story
from tests.dialogue.fakes import WordMatcher

TODAY = date(2025, 7, 1)
FEATURES = ("cover",)

FERRY = {
    "Why did the ferry Aurora sink?": "The captain, who was 61, steered it onto a rock.",
    "Who is helping Lindholm now?": "Divers from Sweden, who know the Aurora.",
    "When did the ferry Aurora sink?": "At dawn.",
}
DAM = {"Why did the dam Gorska break?": "It was never repaired."}


@dataclass(frozen=True, slots=True)
class Telling:
    """Compares by the words that a passage's label and text have of a message."""

    corpus: Corpus
    texts: list[str] = field(default_factory=list)
    """What it was asked to compare."""

    @property
    def feature_names(self) -> tuple[str, ...]:
        return FEATURES

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        return WordMatcher(self.corpus).rank(text)

    def compare(self, text: str) -> Compared | None:
        self.texts.append(text)
        asked = set(fold(text).strip("?").split())
        if not asked:
            return None
        passages = self.corpus.passages
        said = [set(fold(f"{p.label} {p.text}").replace("?", "").split()) for p in passages]
        covers = np.array([len(asked & own) / len(asked) for own in said], dtype=np.float32)
        return Compared(passages, covers * 8, float(covers.max()) * 0.9, covers[:, None])


def a_world() -> Corpus:
    return a_corpus(
        *a_briefing(FERRY, folder="ferry", story=a_story(file="ferry/story.txt")),
        *a_briefing(DAM, folder="dam", story=a_story(file="dam/story.txt")),
    )


def weighing(rank: Mapping[str, float], bias: float) -> InView:
    """Make what ranks by a few features, and is as sure as it is told to be."""
    return InView(
        InViewWeights(
            rank={name: rank.get(name, 0.0) for name in rank_names(FEATURES)},
            accept=dict.fromkeys(accept_names(FEATURES), 0.0),
            accept_bias=bias,
        )
    )


SURE, HALF_SURE, UNSURE = 3.0, 0.0, -3.0
POLICY = ThresholdPolicy(Weights({}, {}, 0.0, answer_at=0.7, clarify_at=0.4))
BY_ALL = {"own": 4.0, "after_shown": 4.0}


def responding(in_view: InView) -> Responder:
    corpus = a_world()
    return Responder(corpus, Telling(corpus), POLICY, Telling, in_view=in_view)


def ask(responder: Responder, text: str, *, after: str = "Why did the ferry Aurora sink?") -> Turn:
    shown = next(p for p in responder.corpus.passages if p.label == after)
    conversation = Conversation(about=shown.id, shown=shown.id, before=("what sank the ferry",))
    return responder.respond(conversation.utterance(text), today=TODAY)


def in_situation(text: str, *before: str) -> tuple[Situation, Telling]:
    corpus = a_world()
    shown = next(p for p in corpus.passages if p.label == "Why did the ferry Aurora sink?")
    view = Stories(corpus, Telling(corpus), Telling).of(shown.id)
    assert view is not None
    assert isinstance(view.matcher, Telling)
    utterance = Utterance(text, about=shown.id, shown=shown.id, before=before)
    now = situation(utterance, view, view.matcher, shown)
    assert now is not None
    return now, view.matcher


# -------------------------------------------------------------------------------- readings


def test_a_message_is_read_by_itself_and_after_what_was_asked_and_shown() -> None:
    now, matcher = in_situation("how old was he", "who sank the ferry")
    assert matcher.texts == [
        "how old was he",
        "who sank the ferry how old was he",
        "ferry aurora sink how old was he",
    ]
    assert len(now.passages) == len(matcher.corpus.passages)


def test_another_subject_takes_the_place_of_the_last_one() -> None:
    now, _ = in_situation("and Gorska?", "why did the Aurora sink")
    assert now.readings["swapped"].text == "why did the ferry gorska sink"


def test_what_a_reading_does_not_compare_lies_far_behind_what_it_does() -> None:
    now, _ = in_situation("divers", "who sank the ferry")
    for reading in now.readings.values():
        assert reading.scores.max() == 0
        assert reading.scores.min() >= -3
        assert len(reading.scores) == len(now.passages)


def test_a_reading_that_finds_nothing_is_left_out() -> None:
    now, _ = in_situation("?", "who sank the ferry")
    assert "own" not in now.readings
    assert len(weighing(BY_ALL, SURE).judge(now)[0]) == len(now.passages)


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3))
def test_whatever_is_typed_is_judged(text: str, before: list[str]) -> None:
    now, _ = in_situation(text, *before)
    candidates, read_as = weighing({**BY_ALL, "shown": 0.5}, HALF_SURE).judge(now)
    confidences = [candidate.confidence for candidate in candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < confidences[0] < 1
    assert read_as in {reading.text for reading in now.readings.values()}


# ------------------------------------------------------------------------------- decisions


def test_a_detail_of_what_was_shown_is_answered_by_it_again_and_the_reply_says_so() -> None:
    turn = ask(responding(weighing({**BY_ALL, "shown": 4.0}, SURE)), "how old was he")
    assert isinstance(turn.decision, Answer)
    assert turn.reply.heading == "Why did the ferry Aurora sink?"
    assert wording.SHOWN_BEFORE in turn.reply.notes


def test_another_passage_of_the_story_is_found_by_what_was_shown() -> None:
    turn = ask(responding(weighing({**BY_ALL, "shown": -8.0}, SURE)), "and when?")
    assert turn.reply.heading == "When did the ferry Aurora sink?"
    assert wording.SHOWN_BEFORE not in turn.reply.notes


def test_what_is_less_sure_is_asked_back_without_what_was_shown() -> None:
    turn = ask(responding(weighing({**BY_ALL, "shown": -8.0}, HALF_SURE)), "and when?")
    assert isinstance(turn.decision, Clarify)
    offered = [choice.label for choice in turn.reply.follow_ups]
    assert "When did the ferry Aurora sink?" in offered
    assert "Why did the ferry Aurora sink?" not in offered


def test_a_decline_says_when_nothing_comes_closer_than_what_was_shown() -> None:
    turn = ask(responding(weighing({**BY_ALL, "shown": 8.0}, HALF_SURE)), "how old was he")
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.kind is ReplyKind.ABSTENTION
    assert turn.reply.text.startswith(wording.ABSTAIN_SHOWN)
    labels = [choice.label for choice in turn.reply.follow_ups]
    assert "Why did the ferry Aurora sink?" not in labels


def test_what_nothing_is_near_to_is_declined_plainly() -> None:
    turn = ask(responding(weighing({**BY_ALL, "shown": 8.0}, UNSURE)), "is he married")
    assert isinstance(turn.decision, Abstain)
    assert wording.ABSTAIN_SHOWN not in turn.reply.text


def test_what_is_asked_back_by_itself_is_asked_back_again_in_its_story() -> None:
    responder, asked = responding(weighing(BY_ALL, UNSURE)), "who helps Lindholm now with bread"
    alone = responder.respond(Utterance(asked), today=TODAY)
    again = ask(responder, asked)
    assert isinstance(alone.decision, Clarify)
    assert again.decision == alone.decision


def test_what_leans_on_the_story_is_not_asked_back_for_its_own_words() -> None:
    turn = ask(responding(weighing(BY_ALL, UNSURE)), "and who helps him in Lindholm now with bread")
    assert isinstance(turn.decision, Abstain)


def test_a_bare_question_is_not_asked_back_for_its_own_words() -> None:
    turn = ask(responding(weighing(BY_ALL, UNSURE)), "and who?")
    assert isinstance(turn.decision, Abstain)


def test_weights_for_other_features_are_not_used() -> None:
    other = InView(InViewWeights(rank={"own": 1.0}, accept={}, accept_bias=SURE))
    assert not other.suits(FEATURES)
    turn = ask(responding(other), "is he married")
    assert isinstance(turn.decision, Abstain)


def test_why_says_how_sure_the_weighing_is() -> None:
    responder = responding(weighing({**BY_ALL, "shown": -8.0}, SURE))
    turn = ask(responder, "and when?")
    assert isinstance(turn.decision, Answer)
    found = turn.decision.candidate
    why = responder.explain(turn.utterance, found.passage.id)
    assert f"{found.confidence:.0%}" in why.summary


@pytest.mark.parametrize("text", ["and when?", "how old was he"])
def test_the_same_message_is_always_judged_alike(text: str) -> None:
    responder = responding(weighing(BY_ALL, SURE))
    assert ask(responder, text).reply == ask(responder, text).reply
