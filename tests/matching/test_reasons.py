"""What the Why button says: only what is true of the passage, whatever the weights are."""

from __future__ import annotations

import pytest

from bot.matching.features import LEXICAL_FEATURES
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Contribution
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES
from bot.matching.reasons import AGAINST, FOR, true_reasons
from bot.matching.reranking import READ_ASIDE
from bot.matching.sense_features import SENSE_FEATURES
from bot.weights_file import load_weights
from tests.builders import a_corpus


def reasons_for(message: str, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ranked = PassageMatcher.build(a_corpus(), load_weights()).rank(message, explain=True)
    parts = next(c.contributions for c in ranked if c.passage.label == label)
    return true_reasons(FOR, parts), true_reasons(AGAINST, parts)


def test_every_reason_rests_on_a_feature_that_exists() -> None:
    names = {feature.name for feature in (*LEXICAL_FEATURES, *SENSE_FEATURES)}
    names |= {*MULTILINGUAL_FEATURES, READ_ASIDE}
    for reason in (*FOR, *AGAINST):
        assert reason.feature in names
        assert reason.given is None or reason.given in names


def test_no_sentence_is_said_for_and_against() -> None:
    assert not {reason.sentence for reason in FOR} & {reason.sentence for reason in AGAINST}


def test_the_same_question_has_only_good_reasons() -> None:
    speaks_for, speaks_against = reasons_for(
        "Who pays for the icebreaker?", "Who pays for the icebreaker?"
    )
    assert speaks_for[0] == "It is this question word for word."
    assert speaks_against == ()


def test_a_near_miss_is_told_what_is_missing() -> None:
    _, speaks_against = reasons_for("is lindholm bigger than trondheim", "Lindholm")
    assert "A telling word of yours does not occur in it." in speaks_against


@pytest.mark.parametrize("weight", [-3.0, 0.0, 3.0])
def test_the_sign_of_a_weight_changes_no_reason(weight: float) -> None:
    covered = [Contribution("cover", 0.9, weight)]
    assert true_reasons(FOR, covered) == ("It speaks of all that you asked about.",)
    assert true_reasons(AGAINST, covered) == ()
