"""One contract for every matcher: order, bounds, purity, and calm in front of any text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from inspect import unwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.model import Corpus, Revision
from bot.corpus.overlay import Wording
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Matcher
from bot.matching.refusals import RefusingMatcher
from bot.matching.regressions import MAX_CANDIDATES
from bot.matching.taught import KnowingMatcher
from bot.weights_file import load_weights
from tests.matching.builders import a_matcher, harbour_and_bridge
from tests.matching.multilingual_builders import a_multilingual_matcher


@cache
def a_knowing_matcher() -> Matcher:
    built = PassageMatcher.build(harbour_and_bridge(), load_weights())
    taught = Wording(harbour_and_bridge().passages[0].id, "is it worth it")
    return KnowingMatcher.over(built, harbour_and_bridge(), [taught])


@cache
def a_refusing_matcher() -> Matcher:
    built = PassageMatcher.build(harbour_and_bridge(), load_weights())
    refused = Wording(harbour_and_bridge().passages[0].id, "why is the harbour frozen")
    return RefusingMatcher.over(built, [refused])


MATCHERS: tuple[Callable[[], Matcher], ...] = (
    a_matcher,
    a_multilingual_matcher,
    a_knowing_matcher,
    a_refusing_matcher,
)
MESSAGES = ("why is the harbour frozen", "bridge", "what's happened", "hello", "is it?")
HOSTILE = (
    "",
    " \n\t",
    "?" * 600,
    "\x00\ud800\uffff",
    "h" + "\u0336\u0321\u035c" * 1400,
    "why " * 3000,
    "a" * 10_000_000,
    "‮".join("harbour"),
    "👍👍",
    "-" * 512,
    "(" * 300 + "[" * 200,
    "1 2 3 4.5.6,7",
)


@pytest.fixture(params=MATCHERS, ids=lambda build: build.__name__)
def matcher(request: pytest.FixtureRequest) -> Matcher:
    built: Matcher = request.param()
    return built


@pytest.fixture
def another(request: pytest.FixtureRequest, matcher: Matcher) -> Matcher:
    """Build the same matcher anew: it has ranked nothing that it could give again."""
    built: Matcher = unwrap(request.node.callspec.params["matcher"])()
    assert built is not matcher
    return built


@pytest.mark.parametrize("message", MESSAGES)
def test_candidates_come_best_first_and_few(matcher: Matcher, message: str) -> None:
    ranked = matcher.rank(message)
    confidences = [candidate.confidence for candidate in ranked]
    assert len(ranked) <= MAX_CANDIDATES
    assert confidences == sorted(confidences, reverse=True)
    assert all(0.0 <= confidence <= 1.0 for confidence in confidences)
    assert len({candidate.passage.id for candidate in ranked}) == len(ranked)


@pytest.mark.parametrize("message", [m for m in MESSAGES if m != "what's happened"])
def test_what_is_compared_is_what_is_ranked(message: str) -> None:
    matcher = a_matcher()
    compared, ranked = matcher.compare(message), matcher.rank(message)
    if compared is None:
        assert ranked == ()
        return
    scores = {p.id: float(s) for p, s in zip(compared.passages, compared.scores, strict=True)}
    assert {c.passage.id for c in ranked} <= set(scores)
    assert compared.features.shape == (len(scores), len(matcher.feature_names))
    assert compared.confidence == ranked[0].confidence
    assert scores[ranked[0].passage.id] == max(scores.values())


@pytest.mark.parametrize("message", MESSAGES)
def test_the_same_message_ranks_the_same_whatever_was_ranked_before(
    matcher: Matcher, another: Matcher, message: str
) -> None:
    for earlier in MESSAGES:
        matcher.rank(earlier)
    assert matcher.rank(message) == another.rank(message)
    assert matcher.rank(message, explain=True) == matcher.rank(message, explain=True)


@pytest.mark.parametrize("message", MESSAGES)
def test_what_was_ranked_before_does_not_hide_where_the_reader_is(
    matcher: Matcher, message: str
) -> None:
    """Candidates are kept for a while: what they depend on must be told apart."""
    for briefing in harbour_and_bridge().briefings:
        about = next(briefing.passages).id
        kept, anew = (matcher.rank(message, about=about, explain=e) for e in (False, True))
        assert [c.score for c in kept] == [c.score for c in anew]


@pytest.mark.parametrize("message", MESSAGES)
def test_an_explanation_changes_no_confidence(matcher: Matcher, message: str) -> None:
    plain, explained = matcher.rank(message), matcher.rank(message, explain=True)
    assert [c.confidence for c in plain] == [c.confidence for c in explained]
    assert not any(c.contributions for c in plain)
    assert all(c.contributions for c in explained)


@pytest.mark.parametrize("message", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_ranked_or_not_but_never_raises(matcher: Matcher, message: str) -> None:
    assert all(candidate.confidence < 0.9 for candidate in matcher.rank(message))


@settings(max_examples=200, deadline=None)
@given(message=st.text(max_size=600))
def test_any_text_can_be_ranked(message: str) -> None:
    for build in MATCHERS:
        assert len(build().rank(message)) <= MAX_CANDIDATES


def test_an_unknown_passage_may_be_spoken_about(matcher: Matcher) -> None:
    gone = harbour_and_bridge().passages[0].id
    assert matcher.rank("bridge", about=gone)
    assert matcher.rank("bridge", about=type(gone)("gone.0000000000"))


def test_nothing_matches_in_an_empty_corpus() -> None:
    empty = PassageMatcher.build(Corpus(Revision("0"), ()), load_weights())
    assert empty.rank("why is the harbour frozen") == ()


def test_what_was_read_of_the_index_may_leave_the_memory_after_each_message() -> None:
    read: list[str] = []
    index = build_index(harbour_and_bridge(), load_weights().lexicon)
    kept = replace(index, let_go=lambda: read.append("let go"))
    matcher = PassageMatcher(kept, load_weights())
    matcher.rank("why was the bridge closed")
    matcher.compare("when will it open")
    assert read == ["let go"] * 2
