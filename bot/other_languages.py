"""Loads what reads messages in other languages when it is first needed, or when it is told to.

Loading takes a second, and reading a large corpus for the first time takes minutes: nobody who asks
in English from a terminal should wait for that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.corpus.model import Corpus
from bot.dialogue.languages import Reader
from bot.dialogue.model import OtherLanguages
from bot.encoder import EncoderProblem, LoadedEncoder
from bot.encoder_multilingual import LANGUAGES, is_installed, load_multilingual_encoder
from bot.encodings.store import EncodingsStore
from bot.matching.encoder import Encoder
from bot.matching.multilingual.index import MultilingualSensing
from bot.matching.multilingual.matcher import MultilingualMatcher
from bot.matching.policy import ThresholdPolicy
from bot.weights_file import load_multilingual_weights, load_word_space

FOLDER: Final = "encodings-multilingual"
"""The folder within the state folder."""

_TAKEN_FOR: Final = frozenset({"ca"})
"""Short messages in Spanish may be taken for Catalan, of which the encoder knows as much."""


class LateEncoder:
    """The multilingual encoder, loaded once and when it is first asked for. Thread-safe."""

    def __init__(
        self, *, is_wanted: bool, load: Callable[[], LoadedEncoder] = load_multilingual_encoder
    ) -> None:
        self._is_wanted = is_wanted
        self._is_there = is_wanted and is_installed()
        self._load = load
        self._loaded: LoadedEncoder | None = None
        self._lock = threading.Lock()

    def get(self) -> Encoder | None:
        """Give the encoder; none when it is off, not installed or broken. Blocks at first."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load() if self._is_there else LoadedEncoder()
            return self._loaded.encoder

    @property
    def problem(self) -> EncoderProblem | None:
        """Why it cannot be used, once that was tried."""
        return None if self._loaded is None else self._loaded.problem

    @property
    def status(self) -> OtherLanguages:
        """Say whether other languages are read, as far as that is known."""
        if not self._is_wanted:
            return OtherLanguages.OFF
        if not self._is_there:
            return OtherLanguages.NOT_INSTALLED
        return OtherLanguages.READ if self.problem is None else OtherLanguages.BROKEN


class LateReader:
    """Builds the reader of one corpus when it is first called. Thread-safe."""

    def __init__(self, encoder: LateEncoder, corpus: Corpus, state_dir: Path | None) -> None:
        self._encoder = encoder
        self._corpus = corpus
        self._state_dir = state_dir
        self._is_built = False
        self._reader: Reader | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Reader | None:
        """Give the reader; none when there is no encoder. Blocks at first."""
        with self._lock:
            if not self._is_built:
                encoder = self._encoder.get()
                self._reader = None if encoder is None else self._build(encoder)
                self._is_built = True
            return self._reader

    def _build(self, encoder: Encoder) -> Reader:
        weights = load_multilingual_weights(encoder=encoder.sha256)
        sensing = multilingual_sensing(encoder, self._state_dir)
        matcher = MultilingualMatcher.build(self._corpus, weights, sensing)
        return Reader(matcher, ThresholdPolicy(weights), LANGUAGES | _TAKEN_FOR)


def multilingual_sensing(encoder: Encoder, state_dir: Path | None = None) -> MultilingualSensing:
    """Give what matching does with the encoder; its encodings are kept in the state folder."""
    space = load_word_space()
    folder = None if state_dir is None else state_dir / FOLDER
    store = EncodingsStore(folder, encoder, space.tokens.projection())
    return MultilingualSensing(encoder, space, store.vectors)
