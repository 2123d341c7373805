"""The memo encodes a text once, and gives what the encoder gave."""

from __future__ import annotations

import numpy as np

from bot.encodings.memo import EncodingsMemo
from tests.encodings.builders import CountingEncoder


def test_a_text_is_encoded_once_however_often_it_is_asked_for() -> None:
    encoder = CountingEncoder()
    memo = EncodingsMemo(encoder)
    texts = ["ice", "many ships", "ice"]
    first, second = list(memo.encode(texts)), list(memo.encode(texts))
    assert encoder.given == ["ice", "many ships"]
    for given, again, expected in zip(first, second, CountingEncoder().encode(texts), strict=True):
        assert given is again
        np.testing.assert_array_equal(given.tokens, expected.tokens)


def test_it_goes_by_the_encoder_s_name() -> None:
    encoder = CountingEncoder()
    memo = EncodingsMemo(encoder)
    assert (memo.name, memo.sha256) == (encoder.name, encoder.sha256)


def test_recent_texts_are_at_hand_and_older_ones_are_encoded_again() -> None:
    encoder = CountingEncoder()
    recent = EncodingsMemo(encoder, capacity=2)
    first, again = list(recent.encode(["ice", "ice"]))
    assert first is again
    list(recent.encode(["ships", "harbour", "ice"]))
    assert encoder.given == ["ice", "ships", "harbour", "ice"]
    assert (recent.name, recent.sha256) == (encoder.name, encoder.sha256)
