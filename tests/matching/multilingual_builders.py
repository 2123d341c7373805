"""The matcher for other languages over small corpora."""

from __future__ import annotations

from functools import cache

from bot.corpus.model import Corpus
from bot.encoder_multilingual import load_multilingual_encoder
from bot.encodings.memo import EncodingsMemo
from bot.matching.encoder import Encoder
from bot.matching.multilingual.index import MultilingualSensing
from bot.matching.multilingual.matcher import MultilingualMatcher
from bot.matching.weights import Weights
from bot.other_languages import multilingual_sensing
from bot.weights_file import load_multilingual_weights
from tests.matching.builders import harbour_and_bridge


@cache
def the_encoder() -> Encoder:
    """Load the encoder once for all tests."""
    loaded = load_multilingual_encoder()
    assert loaded.encoder is not None, f"run `make setup-dev`: {loaded.problem}"
    return EncodingsMemo(loaded.encoder)


@cache
def a_multilingual_sensing() -> MultilingualSensing:
    """Give the encoder with vectors that stay in memory."""
    return multilingual_sensing(the_encoder())


@cache
def multilingual_weights() -> Weights:
    """Load the shipped weights."""
    return load_multilingual_weights(encoder=the_encoder().sha256)


def a_multilingual_matcher_of(corpus: Corpus) -> MultilingualMatcher:
    """Give the shipped matcher over a corpus."""
    return MultilingualMatcher.build(corpus, multilingual_weights(), a_multilingual_sensing())


@cache
def a_multilingual_matcher() -> MultilingualMatcher:
    """Give the shipped matcher over `harbour_and_bridge`."""
    return a_multilingual_matcher_of(harbour_and_bridge())
