"""Passages are read beside a message where the first look leaves doubt, and only there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pytest

from bench.practice import shipped_sensing
from bot.corpus.model import Corpus, Page, PassageKind
from bot.matching.arrays import FloatArray
from bot.matching.evidence import Evidence
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.regressions import CLEAR_LEAD, sigmoid
from bot.matching.reranking import (
    ACCEPT,
    RANK,
    REACH,
    READ,
    READ_ASIDE,
    Reranker,
    RerankWeights,
    accept_values,
    reranked,
)
from bot.matching.sense import Sensing
from bot.matching.weights import Weights
from bot.weights_file import load_weights
from tests.builders import a_corpus
from tests.matching.builders import BRIDGE_QUESTIONS, harbour_and_bridge

DOUBTFUL = "what is behind the ice in the harbour"
"""The first look finds the right question, and a section that is nearly as good."""

FROZEN, BEHIND = "Why is the harbour of Lindholm frozen?", "What's behind the headline?"
PAYS = "Who pays for the icebreaker?"
YES, NO = 4.0, -5.0


@dataclass(frozen=True)
class Asked:
    """What a cross-encoder was given of a passage."""

    message: str
    label: str
    sentences: tuple[str, ...]
    nearness: FloatArray


@dataclass(frozen=True)
class SayingReader:
    """A cross-encoder that says what it is told to of each label, and notes what it was asked."""

    says: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = NO
    asked: list[Asked] = field(default_factory=list)
    sha256: str = "5a" * 32

    def logit(
        self, message: str, label: str, sentences: Sequence[str], nearness: FloatArray
    ) -> float:
        self.asked.append(Asked(message, label, tuple(sentences), nearness))
        return self.says.get(label, self.otherwise)

    @property
    def labels(self) -> list[str]:
        return [asked.label for asked in self.asked]


BY_READING = RerankWeights(
    rank={"score": 1.0, "logit": 1.0},
    accept={name: float(name == "logit") for name in ACCEPT},
    accept_bias=0.0,
    read_from=0.0,
    read_to=1.0,
)
"""Whatever may be read is read, and what is said of the best one is how sure it is."""


# ------------------------------------------------------------------------- the corpus


@cache
def sensing() -> Sensing:
    found = shipped_sensing()
    assert found is not None
    return found


@cache
def weights() -> Weights:
    return load_weights(encoder=sensing().encoder.sha256)


@cache
def shipped_index() -> Index:
    return build_index(harbour_and_bridge(), weights().lexicon, sensing())


@cache
def first_look() -> PassageMatcher:
    """Give the matcher that reads nothing."""
    return PassageMatcher(shipped_index(), weights(), sensing())


def a_matcher(
    reader: SayingReader, counts: RerankWeights = BY_READING, index: Index | None = None
) -> PassageMatcher:
    """Give the shipped matcher over `harbour_and_bridge`, with a reader."""
    found = shipped_index() if index is None else index
    return PassageMatcher(found, weights(), sensing(), Reranker(reader, counts))


def with_aliases(aliases: Mapping[str, tuple[str, ...]]) -> Corpus:
    """Give `harbour_and_bridge` with editors' wordings for some labels."""

    def taught(page: Page) -> Page:
        passages = (replace(p, aliases=aliases.get(p.label, p.aliases)) for p in page.passages)
        return replace(page, passages=tuple(passages))

    return a_corpus(*map(taught, harbour_and_bridge().pages))


# ------------------------------------------------------------------------- scores anew


def scored(*values: float) -> FloatArray:
    return np.array(values, dtype=np.float32)


UNREAD = math.nan


def test_what_was_read_is_scored_by_both() -> None:
    again = reranked(scored(5, 4), scored(-2, 1), {"score": 2.0, "logit": 3.0})
    assert again.tolist() == pytest.approx([4.0, 11.0])


def test_what_was_not_read_stays_behind_in_its_order() -> None:
    scores, logits = scored(1, 5, 2, 4, 0), scored(UNREAD, -8, UNREAD, -6, UNREAD)
    again = reranked(scores, logits, {"score": 1.0, "logit": 1.0})
    assert np.argsort(-again).tolist() == [3, 1, 2, 0, 4]
    assert again[np.isnan(logits)].max() < again[~np.isnan(logits)].min()


def test_what_was_not_read_keeps_its_distance_where_reading_rejects_all() -> None:
    again = reranked(scored(5, 4, 2), scored(-8, -8, UNREAD), {"score": 1.0, "logit": 1.0})
    assert again.tolist() == pytest.approx([-3.0, -4.0, -6.0])


def test_what_was_not_read_gains_nothing_where_reading_praises_all() -> None:
    again = reranked(scored(5, 4, 2), scored(6, 6, UNREAD), {"score": 1.0, "logit": 1.0})
    assert again.tolist() == pytest.approx([11.0, 10.0, 2.0])


# ------------------------------------------------------------------------- what tells


def told(
    scores: FloatArray, again: FloatArray, logits: FloatArray, confidence: float = 0.5
) -> dict[str, float]:
    return accept_values(np.zeros(len(scores), dtype=np.bool_), scores, again, logits, confidence)


def test_what_tells_goes_by_the_names_of_the_weights() -> None:
    values = told(scored(3, 2, 1), scored(4, 2, 1), scored(1, 0, UNREAD))
    assert tuple(values) == ACCEPT
    assert set(RANK) == {"score", "logit"}


def test_where_the_best_stays_the_best() -> None:
    values = told(scored(3, 2.5, 1), scored(4, 2, 1), scored(1, -0.5, UNREAD), sigmoid(0.7))
    assert values == pytest.approx(
        {
            "confidence": 0.7,
            "logit": 1.0,
            "lead": 2.0,
            "first_lead": 0.5,
            "rival": -0.5,
            "moved": 0.0,
            "heading": 0.0,
        }
    )


def test_where_another_one_becomes_the_best() -> None:
    values = told(scored(3, 2.5, 1), scored(-1, 4.5, -2), scored(-4, 2, UNREAD))
    assert values["moved"] == 1.0
    assert values["logit"] == 2.0
    assert values["rival"] == -4.0
    assert values["lead"] == 5.5
    assert values["first_lead"] == -0.5


def test_the_rival_is_what_was_read_most_kindly_and_not_what_comes_second() -> None:
    values = told(scored(9, 8, 2), scored(10, 7, 4), scored(1, -1, 2))
    assert values["rival"] == 2.0


def test_a_lead_says_nothing_more_beyond_a_clear_one() -> None:
    values = told(scored(20, 2, 1), scored(30, 2, 1), scored(5, UNREAD, UNREAD))
    assert values["lead"] == values["first_lead"] == CLEAR_LEAD


def test_one_that_stands_alone_leads_clearly_and_has_a_rival_that_says_nothing() -> None:
    values = told(scored(1), scored(2), scored(1))
    assert values["lead"] == values["first_lead"] == CLEAR_LEAD
    unread = told(scored(3, 1), scored(4, 1), scored(1, UNREAD))
    assert values["rival"] == unread["rival"] < NO


def test_a_section_that_is_best_is_told() -> None:
    sections = np.array([False, True])
    for again, heading in ((scored(2, 1), 0.0), (scored(1, 2), 1.0)):
        values = accept_values(sections, scored(2, 1), again, scored(1, 1), 0.5)
        assert values["heading"] == heading


# ------------------------------------------------------------------------- what is read


def test_a_confident_first_look_is_not_read() -> None:
    plain = first_look().rank(DOUBTFUL)
    reader = SayingReader()
    below = replace(BY_READING, read_to=plain[0].confidence - 0.01)
    assert a_matcher(reader, below).rank(DOUBTFUL) == plain
    assert not reader.asked


def test_a_hopeless_first_look_is_not_read() -> None:
    plain = first_look().rank(DOUBTFUL)
    reader = SayingReader()
    above = replace(BY_READING, read_from=plain[0].confidence + 0.01)
    assert a_matcher(reader, above).rank(DOUBTFUL) == plain
    assert not reader.asked


def test_a_doubtful_first_look_is_read_with_what_lies_near() -> None:
    reader = SayingReader()
    a_matcher(reader).rank(DOUBTFUL)
    assert reader.labels == [FROZEN, BEHIND]
    first = reader.asked[0]
    assert first.message == DOUBTFUL
    assert first.sentences == ("A week of calm and frost let the ice grow.",)
    assert first.nearness.shape == (1,)


def test_each_sentence_is_given_with_how_near_it_is_to_the_message() -> None:
    reader = SayingReader()
    a_matcher(reader).rank("who funds the ice breaking ship")
    (asked,) = reader.asked
    assert asked.sentences == ("The port does.", "It takes a fee from every ship.")
    (message, *sentences) = sensing().encoder.encode([asked.message, *asked.sentences])
    expected = [float(message.sentence @ told.sentence) for told in sentences]
    assert asked.nearness.tolist() == pytest.approx(expected, abs=0.02)


def test_what_reading_rejects_loses_its_confidence() -> None:
    (before, *_), (after, *_) = (
        matcher.rank(DOUBTFUL) for matcher in (first_look(), a_matcher(SayingReader()))
    )
    assert after.passage == before.passage
    assert after.confidence == pytest.approx(sigmoid(NO))
    assert after.confidence < 0.01 < before.confidence


def test_what_reading_confirms_gains_confidence() -> None:
    reader = SayingReader({FROZEN: YES})
    assert a_matcher(reader).rank(DOUBTFUL)[0].confidence == pytest.approx(sigmoid(YES))


def test_the_second_becomes_the_best_when_reading_says_so() -> None:
    before = first_look().rank(DOUBTFUL)
    after = a_matcher(SayingReader({BEHIND: YES})).rank(DOUBTFUL)
    assert after[0].passage == before[1].passage
    assert after[1].passage == before[0].passage
    assert [c.passage for c in after[2:]] == [c.passage for c in before[2:]]
    assert after[0].confidence == pytest.approx(sigmoid(YES))


def test_below_a_certain_no_reading_says_nothing_more() -> None:
    sure, surer = (a_matcher(SayingReader(otherwise=no)).rank(DOUBTFUL) for no in (-9.0, -90.0))
    assert sure == surer


def test_the_bias_and_the_first_look_count_as_the_weights_say() -> None:
    kept = replace(
        BY_READING,
        accept={name: float(name == "confidence") for name in ACCEPT},
        accept_bias=-1.0,
    )
    before = first_look().rank(DOUBTFUL)[0].confidence
    after = a_matcher(SayingReader(), kept).rank(DOUBTFUL)[0].confidence
    assert math.log(after / (1 - after)) == pytest.approx(math.log(before / (1 - before)) - 1)


@pytest.mark.parametrize("message", [FROZEN, FROZEN.lower().rstrip("?"), *BRIDGE_QUESTIONS])
def test_a_message_asked_word_for_word_is_never_read(message: str) -> None:
    reader = SayingReader()
    assert a_matcher(reader).rank(message) == first_look().rank(message)
    assert not reader.asked


@pytest.mark.parametrize("message", ["what's happened", "what do the papers say", "go deeper"])
def test_a_section_that_is_asked_for_by_its_heading_is_never_read(message: str) -> None:
    reader = SayingReader()
    assert a_matcher(reader).rank(message) == first_look().rank(message)
    assert not reader.asked


def test_where_a_menu_is_best_reading_changes_nothing() -> None:
    message = "what are the questions"
    assert first_look().rank(message)[0].passage.kind is PassageKind.MENU
    assert a_matcher(SayingReader()).rank(message) == first_look().rank(message)


def test_menus_among_the_best_are_not_read() -> None:
    message = "what about ships"
    near = next(c for c in first_look().rank(message) if c.passage.kind is PassageKind.MENU)
    reader = SayingReader()
    ranked = a_matcher(reader).rank(message, explain=True)
    assert near.passage.label not in reader.labels
    assert reader.labels
    (menu,) = (c for c in ranked if c.passage == near.passage)
    assert READ_ASIDE not in {part.feature for part in menu.contributions}


def test_some_passages_are_read_however_sure_the_first_look_is() -> None:
    best, other = (
        c.passage for c in first_look().rank(FROZEN) if c.passage.label in (FROZEN, BEHIND)
    )
    reader = SayingReader({best.label: YES})
    said = a_matcher(reader).read_together(FROZEN, (best.id, other.id))
    assert said == {best.id: YES, other.id: NO}
    assert sorted(reader.labels) == sorted((best.label, other.label))


def test_a_matcher_without_a_reader_reads_nothing() -> None:
    best = first_look().rank(FROZEN)[0].passage
    assert first_look().read_together(FROZEN, (best.id,)) == {}


def test_without_candidates_nothing_is_read() -> None:
    reader = SayingReader()
    assert a_matcher(reader).rank("") == first_look().rank("")
    assert not reader.asked


def test_where_the_reader_is_nothing_is_read() -> None:
    """Follow-ups lean on what was said before, which no pair tells."""
    reader = SayingReader()
    about = harbour_and_bridge().passages[0].id
    assert a_matcher(reader).rank(DOUBTFUL, about=about) == first_look().rank(DOUBTFUL, about=about)
    assert not reader.asked


def test_without_a_sentence_encoder_nothing_is_read() -> None:
    reader, by_words = SayingReader(), load_weights()
    built = PassageMatcher.build(
        harbour_and_bridge(), by_words, reranker=Reranker(reader, BY_READING)
    )
    assert built.rank(DOUBTFUL)
    assert not reader.asked


# ------------------------------------------------------------------------- under what wording

ALIAS = "Which purse is the ice clearance from?"
BY_ALIAS = "which purse is that ice clearance from then"


@cache
def taught_index() -> Index:
    corpus = with_aliases({PAYS: (ALIAS,), "Petra Hollis": ("The chief of bridge works",)})
    return build_index(corpus, weights().lexicon, sensing())


def test_an_editor_s_alias_that_matched_best_is_what_it_is_read_under() -> None:
    reader = SayingReader({ALIAS: YES})
    best = a_matcher(reader, index=taught_index()).rank(BY_ALIAS)[0]
    assert (best.passage.label, best.wording) == (PAYS, ALIAS)
    assert ALIAS in reader.labels
    assert PAYS not in reader.labels


def test_a_question_that_matched_by_its_label_is_read_under_it() -> None:
    reader = SayingReader()
    a_matcher(reader, index=taught_index()).rank("who pays for that icebreaker now")
    assert reader.labels[0] == PAYS
    assert ALIAS not in reader.labels


def test_a_topic_is_read_under_its_name_whatever_it_was_called() -> None:
    reader = SayingReader()
    matcher = a_matcher(reader, index=taught_index())
    ranked = matcher.rank("who is now the chief of the bridge works then")
    assert ranked[0].wording == "The chief of bridge works"
    assert reader.labels[0] == "Petra Hollis"


# ------------------------------------------------------------------------- how much is read


def looked_at(message: str) -> tuple[Evidence, FloatArray]:
    """Give a message's evidence, and scores so low that only what a test lifts is read."""
    looked = first_look().look(message)
    assert looked is not None
    return looked[0], np.full(len(looked[0].positions), -50.0, dtype=np.float32)


def readable(evidence: Evidence) -> list[int]:
    """Give the places of the candidates that can be read."""
    kinds = [evidence.index.passages[int(at)].kind for at in evidence.positions]
    return [at for at, kind in enumerate(kinds) if kind is not PassageKind.MENU]


@pytest.mark.parametrize(
    ("behind", "read"),
    [
        ((0, 0.1, 0.2, 0.3, 0.4), READ),
        ((0, 0.1, REACH + 0.1), 2),
        ((0, REACH - 0.1, REACH + 0.1), 2),
        ((0, REACH + 0.1, REACH + 0.2), 1),
        ((0,), 1),
    ],
)
def test_few_are_read_and_none_that_lies_too_far_behind(
    behind: tuple[float, ...], read: int
) -> None:
    evidence, scores = looked_at(DOUBTFUL)
    places = readable(evidence)[: len(behind)]
    for at, distance in zip(places, behind, strict=True):
        scores[at] = 10 - distance
    reader = SayingReader()
    reading = Reranker(reader, BY_READING).read(evidence, scores, 0.5)
    assert reading is not None
    assert len(reader.asked) == read
    assert np.flatnonzero(~np.isnan(reading.logits)).tolist() == places[:read]


@pytest.mark.parametrize(
    ("confidence", "is_read"), [(0.19, False), (0.2, True), (0.5, True), (0.8, True), (0.81, False)]
)
def test_reading_has_bounds_that_belong_to_it(confidence: float, is_read: bool) -> None:
    evidence, scores = looked_at(DOUBTFUL)
    scores[readable(evidence)[0]] = 1
    counts = replace(BY_READING, read_from=0.2, read_to=0.8)
    reading = Reranker(SayingReader(), counts).read(evidence, scores, confidence)
    assert (reading is not None) is is_read


# ------------------------------------------------------------------------- explained


def read_part(matcher: PassageMatcher, label: str) -> list[tuple[float, float]]:
    """Give value and weight of what reading said, in the explanation of a candidate."""
    ranked = matcher.rank(DOUBTFUL, explain=True)
    (found,) = (c for c in ranked if c.passage.label == label)
    return [(p.value, p.weight) for p in found.contributions if p.feature == "read"]


def test_an_explanation_shows_what_reading_said() -> None:
    twice = replace(BY_READING, rank={"score": 1.0, "logit": 2.0})
    matcher = a_matcher(SayingReader({FROZEN: YES}), twice)
    assert READ_ASIDE == "read"
    assert read_part(matcher, FROZEN) == [(YES, 2.0)]
    assert read_part(matcher, "How many ships are stuck in the ice?") == []


@pytest.mark.parametrize("build", [first_look, lambda: a_matcher(SayingReader({BEHIND: YES}))])
def test_an_explanation_changes_nothing(build: Callable[[], PassageMatcher]) -> None:
    matcher = build()
    plain, explained = matcher.rank(DOUBTFUL), matcher.rank(DOUBTFUL, explain=True)
    assert [(c.passage, c.score, c.confidence) for c in plain] == [
        (c.passage, c.score, c.confidence) for c in explained
    ]
    assert not any(c.contributions for c in plain)


def test_what_was_read_is_kept_with_the_candidates() -> None:
    reader = SayingReader()
    matcher = a_matcher(reader)
    assert matcher.rank(DOUBTFUL) == matcher.rank(DOUBTFUL)
    assert len(reader.asked) == 2


# ------------------------------------------------------------------------- other languages


@pytest.mark.parametrize(("lang", "is_read"), [("en", True), ("en-GB", True), ("de", False)])
def test_pages_in_other_languages_are_not_read(lang: str, is_read: bool) -> None:
    reader = SayingReader()
    pages = (replace(p, meta=replace(p.meta, lang=lang)) for p in harbour_and_bridge().pages)
    reranker = Reranker(reader, BY_READING).over(pages)
    PassageMatcher(shipped_index(), weights(), sensing(), reranker).rank(DOUBTFUL)
    assert bool(reader.asked) is is_read
