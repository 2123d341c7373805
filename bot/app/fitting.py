"""Loads encoders and weights for fitting new weights with."""

from __future__ import annotations

from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.app.matchers import sensing_of
from bot.encoder import LoadedEncoder, load_encoder, load_unpinned_encoder
from bot.encodings.memo import EncodingsMemo
from bot.matching.multilingual.index import MultilingualSensing
from bot.matching.sense import Sensing
from bot.matching.weights import Weights
from bot.other_languages import LateEncoder, multilingual_sensing
from bot.settings import Settings, SettingsError
from bot.weights_file import load_token_space, load_weights_to_improve


def sensing_to_fit(settings: Settings, unpinned: Path | None = None) -> Sensing | None:
    """Load an encoder to fit weights with; none when it is switched off.

    It encodes each text once, in however many corpora that stands. `unpinned` is the ONNX file
    of another encoder; a file beside it that ends in `.npz` is its own token space. Raises
    `SettingsError` when there is none that works.
    """
    threadpool_limits(limits=1, user_api="blas")
    loaded = load_encoder(settings.encoder) if unpinned is None else load_unpinned_encoder(unpinned)
    if loaded.problem is not None:
        expected = f"an encoder that can be loaded, or --words-alone ({loaded.problem})"
        raise SettingsError("BOT_ENCODER", expected, "auto")
    if loaded.encoder is None:
        return None
    own = None if unpinned is None else unpinned.with_suffix(".npz")
    space = load_token_space(own if own is not None and own.exists() else None)
    return sensing_of(LoadedEncoder(EncodingsMemo(loaded.encoder)), space)


def multilingual_sensing_to_fit() -> MultilingualSensing:
    """Load the multilingual encoder to fit weights with. Raises `SettingsError` without it."""
    threadpool_limits(limits=1, user_api="blas")
    late = LateEncoder(is_wanted=True)
    encoder = late.get()
    if encoder is None:
        expected = f"the extra “multilingual” ({late.problem or 'it is not installed'})"
        raise SettingsError("BOT_LANGUAGES", expected, "auto")
    return multilingual_sensing(EncodingsMemo(encoder))


def weights_to_improve(sensing: Sensing | None) -> Weights:
    """Give the shipped weights, for linking questions while new ones are fitted."""
    return load_weights_to_improve(encoder="" if sensing is None else sensing.encoder.sha256)
