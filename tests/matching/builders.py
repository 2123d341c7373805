"""Matchers over small corpora, and candidates without a corpus."""

from __future__ import annotations

from functools import cache

from bot.corpus.model import (
    BriefingId,
    Corpus,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
)
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Candidate
from bot.weights_file import load_weights
from tests.builders import a_briefing, a_corpus, a_story

BRIDGE_QUESTIONS = {
    "Why was the bridge closed?": "Engineers found cracks in two of its four steel cables.",
    "When will the bridge open again?": "The city hopes for October 2026, after new cables came.",
}
BRIDGE_TOPICS = (
    "The Marrow Bridge is a road bridge in Tallen that was opened in 1931.",
    "Petra Hollis is an engineer who has led the city's works department since 2019.",
)


@cache
def harbour_and_bridge() -> Corpus:
    """Give two briefings that share nothing but their form."""
    bridge = a_story(
        file="bridge/story.txt",
        happened="The Marrow Bridge in Tallen was closed to all traffic on Sunday.",
        deeper=("What is wrong with the cables?",),
        common={"How Do Commuters Cross the River Now?": "Here are some common questions."},
        topics=BRIDGE_TOPICS,
    )
    return a_corpus(*a_briefing(), *a_briefing(BRIDGE_QUESTIONS, folder="bridge", story=bridge))


@cache
def a_matcher() -> PassageMatcher:
    """Give the shipped matcher over `harbour_and_bridge`."""
    return PassageMatcher.build(harbour_and_bridge(), load_weights())


def a_candidate(
    confidence: float,
    label: str = "Why?",
    *,
    kind: PassageKind = PassageKind.QUESTION,
    briefing: str = "harbour",
) -> Candidate:
    """Make a candidate that needs no corpus."""
    passage = Passage(
        id=PassageId(f"{briefing}.{label}"),
        kind=kind,
        label=label,
        text="Because.",
        provenance=Provenance(f"{briefing}/page.txt", 1),
        briefing=BriefingId(briefing),
    )
    return Candidate(passage, score=10 * confidence, confidence=confidence, wording=label)
