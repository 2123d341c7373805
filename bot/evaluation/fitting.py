"""Compares labelled messages with passages, and fits the matcher's weights to what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.corpus.model import Corpus, Passage
from bot.evaluation.calibrate import Array, Example, fit_logistic, fit_rank, leaving_out
from bot.evaluation.figures import Figures, summarise
from bot.evaluation.material import Asked, Labelled, Setting
from bot.evaluation.thresholds import (
    ASKED_BACK_AT_MOST,
    NEAR_AT_LEAST,
    REJECTED,
    Thresholds,
    Verdict,
    outcome,
)
from bot.matching.arrays import FloatArray
from bot.matching.features import feature_matrix
from bot.matching.go_deeper import resolve_go_deeper
from bot.matching.matcher import PassageMatcher, features_of
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES, multilingual_matrix
from bot.matching.multilingual.index import MultilingualSensing
from bot.matching.multilingual.matcher import MultilingualMatcher
from bot.matching.policy import is_tie
from bot.matching.regressions import OUTCOME, accept_values
from bot.matching.second_look import SECOND_LOOK, Columns, SecondLook
from bot.matching.sense import Sensing
from bot.matching.weights import NO_WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class Penalties:
    """L2 penalties of the two regressions."""

    rank: float = 1.0
    accept: float = 1.0


PENALTIES: Final = Penalties()
MULTILINGUAL_PENALTIES: Final = Penalties(rank=0.1, accept=0.3)
"""Chosen by leaving groups out; figures change little within a factor of three either way."""

BY_HAND: Final = {"same_story": (1.5, 0.5)}
"""Features that no message of the material shows: weights to rank and to accept by."""

COMMAND: Final = "briefing-bot eval --calibrate"
MULTILINGUAL_COMMAND: Final = f"{COMMAND} --multilingual"

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""


# ------------------------------------------------------------------------- comparing


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A message against the C passages of a corpus that it was compared with; none, or several."""

    labelled: Labelled
    setting: Setting
    weight: float
    features: FloatArray
    """(C, features)"""
    briefings: npt.NDArray[np.int32]
    """(C)"""
    is_right: npt.NDArray[np.bool_]
    """(C)"""
    labels: tuple[str, ...]
    """(C)"""


class Comparer:
    """A corpus as the matcher sees it, to compare messages with."""

    def __init__(self, corpus: Corpus, weights: Weights, sensing: Sensing | None) -> None:
        """Index the corpus. The weights only link its go-deeper questions."""
        linked = resolve_go_deeper(corpus, PassageMatcher.build(corpus, weights, sensing))
        self._passages = linked.passages
        self._matcher = PassageMatcher.build(linked, weights, sensing)
        self._features = features_of(sensing)

    def compare(self, asked: Asked, setting: Setting) -> Case:
        """Compare one message with the passages."""
        evidence = self._matcher.evidence(asked.labelled.message.message)
        if evidence is None:
            return Case(asked.labelled, setting, asked.weight, *_NOTHING)
        passages = [self._passages[at] for at in evidence.positions.tolist()]
        features = feature_matrix(evidence, self._features)
        return _case(asked, setting, passages, features, evidence.briefings)


class MultilingualComparer:
    """The same, for messages in other languages."""

    def __init__(self, corpus: Corpus, weights: Weights, sensing: MultilingualSensing) -> None:
        """Index the corpus. The weights link its go-deeper questions, by words alone."""
        self._corpus = resolve_go_deeper(corpus, PassageMatcher.build(corpus, weights))
        self._matcher = MultilingualMatcher.build(self._corpus, NO_WEIGHTS, sensing)

    def compare(self, asked: Asked, setting: Setting) -> Case:
        """Compare one message with the passages."""
        foreign = self._matcher.evidence(asked.labelled.message.message)
        if foreign is None:
            return Case(asked.labelled, setting, asked.weight, *_NOTHING)
        passages = [self._corpus.passages[at] for at in foreign.positions.tolist()]
        return _case(asked, setting, passages, multilingual_matrix(foreign), foreign.briefings)


def _case(
    asked: Asked,
    setting: Setting,
    passages: Sequence[Passage],
    features: FloatArray,
    briefings: npt.NDArray[np.int32],
) -> Case:
    message = asked.labelled.message
    return Case(
        labelled=asked.labelled,
        setting=setting,
        weight=asked.weight,
        features=features,
        briefings=briefings,
        is_right=np.array([message.is_reached_by(p) for p in passages], dtype=bool),
        labels=tuple(passage.label for passage in passages),
    )


_NOTHING: Final = (
    np.zeros((0, 0), dtype=np.float32),
    np.zeros(0, dtype=np.int32),
    np.zeros(0, dtype=np.bool_),
    (),
)


# ------------------------------------------------------------------------- fitting


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights fitted on everything, and what came of each case by fits that left its group out."""

    rank: Array
    second_look: Array
    """Of its weights; empty where the features have no credit to look at."""
    accept: Array
    bias: float
    verdicts: tuple[Verdict, ...]

    @property
    def of_pages(self) -> tuple[Verdict, ...]:
        """The verdicts that set thresholds: no page that is served lacks its answers."""
        return tuple(v for v in self.verdicts if v.setting is not Setting.LISTED)


def fit(
    cases: Sequence[Case],
    on_progress: Progress | None = None,
    penalties: Penalties = PENALTIES,
    columns: Columns | None = None,
) -> Fit:
    """Fit both regressions; the second reads scores of stories that the first did not see.

    So does the second look, which needs `columns`. A message that nothing was compared with has
    the confidence 0, and teaches nothing.
    """
    compared = [case for case in cases if case.labels]
    hidden = [] if columns is None else list(columns.own)
    rank = fit_rank(_examples(_of_pages(compared), hidden), penalties.rank)
    scores = _unseen_scores(compared, hidden, rank, penalties.rank, on_progress)
    looked = np.zeros(0)
    if columns is not None:
        looked, scores = _looked_again(compared, scores, columns)
    judged = zip(compared, scores, strict=True)
    values = np.array([_accept_values(case, found, hidden) for case, found in judged])
    right = np.array(
        [float(case.is_right[s.argmax()]) for case, s in zip(compared, scores, strict=True)]
    )
    sample = np.array([case.weight for case in compared])

    def predict(fitted: list[int], held: list[int]) -> Array:
        accept, bias = fit_logistic(values[fitted], right[fitted], sample[fitted], penalties.accept)
        chances: Array = 1 / (1 + np.exp(-(values[held] @ accept + bias)))
        return chances

    confidences = leaving_out([case.labelled.group for case in compared], predict)
    accept, bias = fit_logistic(values, right, sample, penalties.accept)
    verdicts = [_declined(case) for case in cases if not case.labels]
    verdicts += map(_verdict, compared, scores, confidences.tolist())
    return Fit(rank, looked, accept, bias, tuple(verdicts))


def _of_pages(cases: Sequence[Case]) -> list[Case]:
    """Leave out listed questions: what few wordings are worth is learnt where there are answers."""
    return [case for case in cases if case.setting is not Setting.LISTED]


def _examples(cases: Sequence[Case], hidden: list[int]) -> list[Example]:
    """Give the cases that say something about ranks, without what only the second look reads."""
    return [
        Example(_hiding(c.features, hidden), c.is_right, c.labelled.group, c.weight)
        for c in cases
        if c.is_right.any()
    ]


def _hiding(features: FloatArray, hidden: list[int]) -> Array:
    shown = features.astype(np.float64)
    shown[:, hidden] = 0.0
    return shown


def _unseen_scores(
    cases: Sequence[Case],
    hidden: list[int],
    start: Array,
    penalty: float,
    on_progress: Progress | None,
) -> list[FloatArray]:
    """Score each case's candidates by weights that were fitted without its group."""
    examples = _examples(_of_pages(cases), hidden)
    groups = list(dict.fromkeys(case.labelled.group for case in cases))
    scores: list[FloatArray] = [np.zeros(0, dtype=np.float32)] * len(cases)
    for number, group in enumerate(groups, start=1):
        seen = [example for example in examples if example.story != group]
        weights = fit_rank(seen, penalty, start).astype(np.float32)
        for at, case in enumerate(cases):
            if case.labelled.group == group:
                scores[at] = case.features @ weights
        if on_progress is not None:
            on_progress(number, len(groups))
    return scores


def _looked_again(
    cases: Sequence[Case], scores: Sequence[FloatArray], columns: Columns
) -> tuple[Array, list[FloatArray]]:
    """Fit the second look on all cases, and score each by one that was fitted without its group.

    `scores` are of fits that did not see the group either.
    """
    examples = [
        Example(
            np.column_stack([found, columns.values(case.features, found)]).astype(np.float64),
            case.is_right,
            case.labelled.group,
            case.weight,
        )
        for case, found in zip(cases, scores, strict=True)
        if case.is_right.any()
    ]
    whole = _second_weights(examples)
    groups = dict.fromkeys(case.labelled.group for case in cases)
    unseen = {group: _second_weights([e for e in examples if e.story != group]) for group in groups}
    looks = {g: SecondLook(columns, found.astype(np.float32)) for g, found in unseen.items()}
    again = [
        looks[case.labelled.group].scores(case.features, found)
        for case, found in zip(cases, scores, strict=True)
    ]
    return whole, again


def _second_weights(examples: Sequence[Example]) -> Array:
    """Fit them beside the first score, which keeps the weight 1; nothing where it tells nothing."""
    found = fit_rank(examples, SECOND_PENALTY) if examples else np.zeros(1 + len(SECOND_LOOK))
    if found[0] <= 0:
        return np.zeros(len(SECOND_LOOK))
    return np.asarray(found[1:] / found[0], dtype=np.float64)


SECOND_PENALTY: Final = 0.01
"""Few weights want no more from thousands of messages."""


def _accept_values(case: Case, scores: FloatArray, hidden: list[int]) -> Array:
    values = accept_values(case.briefings, case.features, scores).astype(np.float64)
    values[[len(OUTCOME) + at for at in hidden]] = 0.0
    return values


def _declined(case: Case) -> Verdict:
    return Verdict(
        case.labelled.message, case.setting, case.weight, confidence=0.0, group=case.labelled.group
    )


def _verdict(case: Case, scores: FloatArray, confidence: float) -> Verdict:
    best = np.argsort(-scores, kind="stable")[:3]
    return Verdict(
        message=case.labelled.message,
        setting=case.setting,
        weight=case.weight,
        confidence=confidence,
        reached=tuple(case.labels[at] for at in best.tolist()),
        is_right=bool(case.is_right[best[0]]),
        is_near=bool(case.is_right[best].any()),
        group=case.labelled.group,
        is_tied=len(best) > 1 and bool(is_tie(scores[best[0]], scores[best[1]])),
    )


def figures_by_setting(fitted: Fit, thresholds: Thresholds) -> dict[Setting, Figures]:
    """Count what would come of all messages, by how much there was besides their story."""
    return {
        setting: summarise([outcome(v, thresholds) for v in verdicts])
        for setting in Setting
        if (verdicts := [v for v in fitted.of_pages if v.setting is setting])
    }


# ------------------------------------------------------------------------- keeping


@dataclass(frozen=True, slots=True)
class Origin:
    """What was fitted on."""

    messages: int
    groups: int
    left_out_by_encoder: int = 0
    """Groups that were compared by an encoder which had not seen them in training."""


def weights_json(
    fitted: Fit,
    thresholds: Thresholds,
    origin: Origin,
    sensing: Sensing | MultilingualSensing | None,
) -> dict[str, object]:
    """Give the content of a file of weights; `sensing` is what the program will match with."""
    names = feature_names(sensing)
    rank = dict(zip(names, fitted.rank.round(4).tolist(), strict=True))
    if len(fitted.second_look):
        rank |= zip(SECOND_LOOK, fitted.second_look.round(4).tolist(), strict=True)
    accept = dict(zip((*OUTCOME, *names), fitted.accept.round(4).tolist(), strict=True))
    for name, (to_rank, to_accept) in BY_HAND.items():
        rank[name], accept[name] = to_rank, to_accept
    return {
        "provenance": _provenance(origin, isinstance(sensing, MultilingualSensing)),
        "encoder": "" if sensing is None else sensing.encoder.sha256,
        "token_space": "" if sensing is None else sensing.space.digest,
        "answer_at": thresholds.answer_at,
        "clarify_at": thresholds.clarify_at,
        "accept_bias": round(fitted.bias, 4),
        "rank": rank,
        "accept": accept,
    }


def feature_names(sensing: Sensing | MultilingualSensing | None) -> tuple[str, ...]:
    """Name the features of cases, in order; `sensing` is what the program will match with."""
    if isinstance(sensing, MultilingualSensing):
        return tuple(MULTILINGUAL_FEATURES)
    return tuple(feature.name for feature in features_of(sensing))


def _provenance(origin: Origin, is_multilingual: bool) -> dict[str, str]:
    """Say what the weights come from, without dates or folders."""
    penalties = MULTILINGUAL_PENALTIES if is_multilingual else PENALTIES
    told = {
        "fitted_by": MULTILINGUAL_COMMAND if is_multilingual else COMMAND,
        "material": f"{origin.messages} messages of {origin.groups} groups of stories",
        "method": f"conditional logit (L2 {penalties.rank}), then logistic regression "
        f"(L2 {penalties.accept}) on scores of groups that were left out",
        "answer_at": f"rejects {REJECTED:.0%} of near-misses of groups that were left out",
        "clarify_at": f"a target is among the first three for {NEAR_AT_LEAST:.0%} in scope who are "
        f"asked back; at most {ASKED_BACK_AT_MOST:.0%} out of scope are",
        "set_by_hand": ", ".join(BY_HAND),
    }
    if origin.left_out_by_encoder:
        told["encoders"] = (
            f"{origin.left_out_by_encoder} of the groups by encoders that had not seen them"
        )
    return told
