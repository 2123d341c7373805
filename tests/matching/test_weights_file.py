"""Weights are checked on their way in."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.in_view import InView
from bot.matching.features import LEXICAL_FEATURES
from bot.matching.lexicon import stem_ranks_of
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES
from bot.matching.second_look import SECOND_LOOK
from bot.matching.sense_features import SENSE_FEATURES
from bot.weights_file import (
    WeightsError,
    load_in_view,
    load_lexicon,
    load_multilingual_weights,
    load_token_space,
    load_weights,
    load_weights_to_improve,
)
from tests.matching.multilingual_builders import the_encoder


def shipped() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(_shipped_text("weights_lexical.json"))
    return stored


def _shipped_text(name: str) -> str:
    return (resources.files("bot.matching") / name).read_text(encoding="utf-8")


def test_the_shipped_weights_fit_the_program() -> None:
    weights = load_weights()
    assert set(weights.rank) == {feature.name for feature in LEXICAL_FEATURES}
    assert 0 < weights.clarify_at < weights.answer_at < 1
    assert weights.provenance


def test_the_shipped_multilingual_weights_fit_the_program_and_the_encoder() -> None:
    weights = load_multilingual_weights(encoder=the_encoder().sha256)
    assert set(weights.rank) == set(MULTILINGUAL_FEATURES)
    assert 0 < weights.clarify_at < weights.answer_at < 1
    assert "--multilingual" in weights.provenance["fitted_by"]
    with pytest.raises(WeightsError, match="another encoder"):
        load_multilingual_weights(encoder="0" * 64)


def test_the_shipped_weights_for_follow_ups_fit_the_encoder_and_the_features() -> None:
    encoder = str(json.loads(_shipped_text("weights.json"))["encoder"])
    weights = load_in_view(encoder=encoder)
    assert weights is not None
    features = [feature.name for feature in (*LEXICAL_FEATURES, *SENSE_FEATURES)]
    assert InView(weights).suits(features)
    assert not InView(weights).suits(features[:-1])


def test_without_their_encoder_there_are_no_weights_for_follow_ups() -> None:
    assert load_in_view(encoder="") is None
    assert load_in_view(encoder="0" * 64) is None


def test_the_shipped_stems_are_those_of_the_lexicon() -> None:
    lexicon = load_lexicon()
    assert lexicon.stem_ranks == stem_ranks_of(lexicon.words), "Run `python -m bench.make_stems`."


def test_the_lexicon_knows_english() -> None:
    lexicon = load_lexicon()
    near, far = lexicon.vectors_of(["pricey", "expensive"]), lexicon.vectors_of(["pricey", "moon"])
    assert float(near[0] @ near[1]) > 0.6 > float(far[0] @ far[1])
    assert lexicon.rarity("the") < lexicon.rarity("expensive") < lexicon.rarity("qwxyz") == 1.0


def test_near_words_are_those_whose_vectors_are_near() -> None:
    lexicon = load_lexicon()
    near = lexicon.near("pricey")
    cosines = lexicon.vectors @ lexicon.vectors[lexicon.row("pricey")]
    assert {lexicon.row("pricey"), lexicon.row("expensive")} <= set(near)
    assert cosines[near].min() > 0.6
    assert lexicon.near("qwxyz") == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rank": {}}, "features do not agree"),
        ({"answer_at": 1.5}, "answer_at"),
        ({"answer_at": 0.1, "clarify_at": 0.2}, "clarify_at is above answer_at"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_wrong_weights_are_refused_with_a_reason(
    change: dict[str, Any], complaint: str, tmp_path: Path
) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(shipped() | change), encoding="utf-8")
    with pytest.raises(WeightsError, match=complaint):
        load_weights(path)


def test_weights_of_another_encoder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(shipped()), encoding="utf-8")
    with pytest.raises(WeightsError, match="fitted with another encoder: none, and in use is c0c0"):
        load_weights(path, encoder="c0" * 32)


def test_weights_of_another_token_space_are_refused(tmp_path: Path) -> None:
    features = {feature.name: 0.0 for feature in SENSE_FEATURES}
    stored = shipped()
    stored |= {
        "encoder": "c0" * 32,
        "token_space": "another",
        "rank": stored["rank"] | features | dict.fromkeys(SECOND_LOOK, 0.0),
        "accept": stored["accept"] | features,
    }
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(WeightsError, match="token space"):
        load_weights(path, encoder="c0" * 32)
    path.write_text(
        json.dumps(stored | {"token_space": load_token_space().digest}), encoding="utf-8"
    )
    assert load_weights(path, encoder="c0" * 32).encoder == "c0" * 32


@pytest.mark.parametrize("encoder", ["", "c0" * 32])
def test_weights_to_improve_need_not_fit(encoder: str) -> None:
    assert load_weights_to_improve(encoder=encoder).rank


def test_every_refusal_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    for content in ("{}", "[]", "{", "[" * 100_000, '{"rank": {"a": "b"}, "accept": 3}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(WeightsError) as caught:
            load_weights(path)
        assert len(str(caught.value).splitlines()) == 1


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"none\.json"):
        load_weights(tmp_path / "none.json")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"broken\.json"):
        load_weights(tmp_path / "broken.json")
