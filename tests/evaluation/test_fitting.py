"""Weights are fitted on every story, and judged on those that the fit did not see."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bot.evaluation.fitting import (
    Case,
    Comparer,
    MultilingualComparer,
    Origin,
    figures_by_setting,
    fit,
    weights_json,
)
from bot.evaluation.golden import GoldenMessage, Scope, Target
from bot.evaluation.material import Asked, Labelled, Setting
from bot.evaluation.thresholds import Thresholds
from bot.matching.features import LEXICAL_FEATURES
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES
from bot.matching.regressions import OUTCOME
from bot.matching.second_look import Columns
from bot.weights_file import load_weights
from tests.matching.builders import harbour_and_bridge
from tests.matching.multilingual_builders import a_multilingual_sensing


@cache
def a_comparer() -> Comparer:
    return Comparer(harbour_and_bridge(), load_weights(), sensing=None)


def labelled(text: str, *targets: Target, group: str = "bridge") -> Labelled:
    scope = Scope.IN if targets else Scope.OUT
    return Labelled(
        GoldenMessage(text, scope, "formal" if targets else "near-miss", targets), group
    )


CABLES = Target("bridge/questions.txt", "Why was the bridge closed?")


def made_up(group: str, seed: int, *, is_in: bool = True) -> Case:
    """Make a case whose right candidate has the highest of one feature, and the others noise."""
    rng = np.random.default_rng(seed)
    features = rng.uniform(0, 0.4, size=(6, len(LEXICAL_FEATURES))).astype(np.float32)
    if is_in:
        features[2, 1] = 1.0
    return Case(
        labelled=labelled("in", CABLES, group=group) if is_in else labelled("out", group=group),
        setting=Setting.ALONE,
        weight=1.0,
        features=features,
        briefings=np.zeros(6, dtype=np.int32),
        is_right=(np.arange(6) == 2) & is_in,
        labels=tuple("abcdef"),
    )


@cache
def cases() -> tuple[Case, ...]:
    groups = enumerate("vwxyz")
    return tuple(
        made_up(group, 100 * at + number, is_in=number % 2 == 0)
        for at, group in groups
        for number in range(12)
    )


def test_a_foreign_message_is_compared_with_the_passages_and_knows_its_targets() -> None:
    sensing = a_multilingual_sensing()
    comparer = MultilingualComparer(harbour_and_bridge(), load_weights(), sensing)
    asked = Asked(labelled("¿por qué está cerrado el puente?", CABLES), weight=1.0)
    case = comparer.compare(asked, Setting.ALONE)
    assert case.features.shape == (len(case.labels), len(MULTILINGUAL_FEATURES))
    assert [label for label, hit in zip(case.labels, case.is_right, strict=True) if hit] == [
        CABLES.target
    ]
    assert comparer.compare(Asked(labelled("?!"), weight=1.0), Setting.ALONE).labels == ()


def test_multilingual_weights_name_their_features_and_their_encoder() -> None:
    sensing, size = a_multilingual_sensing(), len(MULTILINGUAL_FEATURES)
    fitted = replace(fit(cases()), rank=np.ones(size), accept=np.ones(size + len(OUTCOME)))
    stored = weights_json(fitted, Thresholds(0.6, 0.3), Origin(messages=60, groups=5), sensing)
    assert stored["rank"].keys() == MULTILINGUAL_FEATURES.keys()  # type: ignore[attr-defined]  # JSON
    assert (stored["encoder"], stored["token_space"]) == (
        sensing.encoder.sha256,
        sensing.space.digest,
    )


def test_a_message_is_compared_with_the_passages_and_knows_its_targets() -> None:
    asked = Asked(labelled("why is the bridge closed", CABLES), weight=0.5)
    case = a_comparer().compare(asked, Setting.GROUP)
    assert case.features.shape == (len(case.labels), len(LEXICAL_FEATURES))
    assert [label for label, hit in zip(case.labels, case.is_right, strict=True) if hit] == [
        CABLES.target
    ]
    assert (case.setting, case.weight) == (Setting.GROUP, 0.5)
    assert len(set(case.briefings.tolist())) == 2


def test_a_message_without_words_is_a_case_without_candidates() -> None:
    case = a_comparer().compare(Asked(labelled("?!"), 1.0), Setting.ALONE)
    assert case.labels == ()


def test_what_was_compared_with_nothing_is_declined_and_teaches_nothing() -> None:
    empty = a_comparer().compare(Asked(labelled("?!", CABLES, group="v"), 1.0), Setting.ALONE)
    alone, beside = fit(cases()), fit([empty, *cases()])
    assert np.array_equal(alone.rank, beside.rank)
    assert [v.confidence for v in beside.verdicts if v.message.message == "?!"] == [0.0]
    assert len(beside.verdicts) == len(alone.verdicts) + 1


def test_the_feature_that_tells_is_found_in_stories_that_the_fit_did_not_see() -> None:
    fitted = fit(cases())
    assert fitted.rank.argmax() == 1
    inside = [v for v in fitted.verdicts if v.is_in_scope]
    assert np.mean([v.is_right for v in inside]) > 0.9
    outside = [v.confidence for v in fitted.verdicts if not v.is_in_scope]
    assert np.mean([v.confidence for v in inside]) > np.mean(outside) + 0.3


def test_no_verdict_comes_from_a_fit_that_saw_its_group() -> None:
    """Labels that are turned round in one group cannot be learnt from the others."""
    turned = [replace(made_up("odd", n), is_right=np.arange(6) == 4) for n in range(6)]
    fitted = fit([*cases(), *turned])
    odd = fitted.verdicts[-len(turned) :]
    assert not any(verdict.is_right for verdict in odd)
    assert all(verdict.reached[0] == "c" for verdict in odd)


def test_progress_is_told_for_each_group() -> None:
    told: list[tuple[int, int]] = []
    fit(cases(), lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(1, 6)]


def test_figures_are_counted_for_each_setting_that_was_met() -> None:
    figures = figures_by_setting(fit(cases()), Thresholds(answer_at=0.5, clarify_at=0.2))
    assert set(figures) == {Setting.ALONE}
    assert figures[Setting.ALONE].top_1.n == 30
    assert figures[Setting.ALONE].rejected.n == 30


@pytest.mark.parametrize("left_out", [0, 3])
def test_what_is_stored_says_where_it_comes_from(left_out: int) -> None:
    origin = Origin(messages=60, groups=5, left_out_by_encoder=left_out)
    stored = weights_json(fit(cases()), Thresholds(0.6, 0.3), origin, sensing=None)
    names = [feature.name for feature in LEXICAL_FEATURES]
    assert (stored["encoder"], stored["token_space"]) == ("", "")
    assert (stored["answer_at"], stored["clarify_at"]) == (0.6, 0.3)
    assert list(stored["rank"]) == names  # type: ignore[call-overload]
    assert list(stored["accept"]) == [*OUTCOME, *names]  # type: ignore[call-overload]
    told = str(stored["provenance"])
    assert "briefing-bot eval --calibrate" in told
    assert "60 messages of 5 groups" in told
    assert ("3 of the groups by encoders" in told) == (left_out == 3)


MANY, CREDIT, HARMONY = 3, 4, 5
COLUMNS = Columns(gate=MANY, read=(CREDIT, HARMONY))


def of_many_wordings(group: str, seed: int) -> Case:
    """Make a case whose right candidate has the credit, but not what tells elsewhere."""
    case = made_up(group, seed)
    features = case.features.copy()
    features[:, 1], features[:, CREDIT] = 0.0, 0.0
    features[3, 1], features[2, CREDIT] = 0.6, 1.0
    features[:, MANY] = 1.0
    return replace(case, features=features)


def of_few_wordings(case: Case) -> Case:
    """Give the credit of a case to a wrong candidate, which is nearly as good by what tells."""
    features = case.features.copy()
    features[:, MANY], features[:, CREDIT] = 0.0, 0.0
    features[4, [1, CREDIT]] = 0.9, 1.0
    return replace(case, features=features)


def test_where_there_are_many_wordings_credit_is_looked_at_again() -> None:
    few = [of_few_wordings(case) for case in cases()]
    many = [of_many_wordings(group, seed) for group in "vwxyz" for seed in range(3)]
    fitted = fit([*few, *many], columns=COLUMNS)
    assert fitted.second_look[1] > 1.0
    right = [v.is_right for v in fitted.verdicts[-len(many) :]]
    assert np.mean(right) > 0.9


def test_what_only_the_second_look_reads_has_no_weight_elsewhere() -> None:
    many = [of_many_wordings(group, seed) for group in "vwxyz" for seed in range(3)]
    fitted = fit([*cases(), *many], columns=replace(COLUMNS, own=(CREDIT,)))
    elsewhere = fitted.rank[CREDIT], fitted.accept[len(OUTCOME) + CREDIT]
    assert elsewhere == pytest.approx((0.0, 0.0), abs=1e-9)
    assert fitted.second_look[1] > 0.5


def test_without_a_second_look_there_are_no_weights_for_it() -> None:
    assert len(fit(cases()).second_look) == 0


def test_listed_questions_set_no_thresholds() -> None:
    listed = [replace(case, setting=Setting.LISTED) for case in cases()]
    fitted = fit([*cases(), *listed])
    assert len(fitted.verdicts) == 2 * len(fitted.of_pages)
    assert all(verdict.setting is Setting.ALONE for verdict in fitted.of_pages)
