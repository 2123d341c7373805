"""The fits recover what made the data, and never see the story that they predict."""

from __future__ import annotations

import numpy as np

from bot.evaluation.calibrate import Example, fit_logistic, fit_rank, leaving_out

TRUE = np.array([2.0, -1.0, 0.5])


def ranked_by(weights: np.ndarray, count: int) -> list[Example]:
    """Draw examples whose right candidate is chosen by a softmax over these weights."""
    rng = np.random.default_rng(0)
    examples = []
    for number in range(count):
        features = rng.normal(size=(6, len(weights)))
        odds = np.exp(features @ weights)
        chosen = rng.choice(6, p=odds / odds.sum())
        examples.append(Example(features, np.arange(6) == chosen, story=str(number % 3)))
    return examples


def test_the_conditional_logit_recovers_its_weights() -> None:
    fitted = fit_rank(ranked_by(TRUE, 3000), penalty=0.1)
    assert np.allclose(fitted, TRUE, atol=0.15)


def test_where_a_fit_starts_does_not_change_where_it_ends() -> None:
    examples = ranked_by(TRUE, 300)
    near = fit_rank(examples, 1.0, start=np.array([1.0, 1.0, 1.0]))
    assert np.allclose(near, fit_rank(examples, 1.0), atol=1e-3)


def test_messages_without_a_right_candidate_say_nothing_about_ranks() -> None:
    told = ranked_by(TRUE, 300)
    silent = Example(np.ones((4, 3)), np.zeros(4, dtype=bool), story="0")
    assert np.allclose(fit_rank([*told, silent], 1.0), fit_rank(told, 1.0))


def test_several_right_candidates_share_the_credit() -> None:
    examples = [
        Example(np.array([[1.0], [1.0], [0.0]]), np.array([True, True, False]), story="a")
    ] * 50
    assert fit_rank(examples, penalty=1.0)[0] > 1.0


def test_a_perfectly_separable_fit_stays_finite() -> None:
    example = Example(np.array([[1.0], [-1.0]]), np.array([True, False]), story="a")
    assert 0 < fit_rank([example] * 100, penalty=0.01)[0] < 100


def test_the_logistic_regression_recovers_weights_and_bias() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=(8000, 3))
    chances = 1 / (1 + np.exp(-(values @ TRUE - 0.7)))
    outcomes = (rng.random(8000) < chances).astype(float)
    weights, bias = fit_logistic(values, outcomes, np.ones(8000), penalty=0.1)
    assert np.allclose(weights, TRUE, atol=0.15)
    assert abs(bias + 0.7) < 0.1


def test_a_message_counts_as_often_as_it_weighs() -> None:
    values = np.array([[0.0], [0.0]])
    _, bias = fit_logistic(values, np.array([1.0, 0.0]), np.array([3.0, 1.0]), penalty=1.0)
    assert np.isclose(1 / (1 + np.exp(-bias)), 0.75, atol=1e-3)


def test_no_story_is_predicted_by_a_fit_that_saw_it() -> None:
    stories = ["a", "b", "a", "c"]

    def fit_and_predict(fitted: list[int], held: list[int]) -> np.ndarray:
        assert not {stories[at] for at in fitted} & {stories[at] for at in held}
        return np.array(held, dtype=float)

    assert leaving_out(stories, fit_and_predict).tolist() == [0, 1, 2, 3]
