"""What reads other languages is loaded when it is needed, once, and says how it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import encoder_multilingual
from bot.dialogue.model import OtherLanguages
from bot.encoder import EncoderProblem, LoadedEncoder
from bot.other_languages import FOLDER, LateEncoder, LateReader
from tests.matching.builders import harbour_and_bridge
from tests.matching.multilingual_builders import the_encoder


class Loader:
    """Counts how often it loads."""

    def __init__(self, loaded: LoadedEncoder) -> None:
        self.loaded = loaded
        self.times = 0

    def __call__(self) -> LoadedEncoder:
        self.times += 1
        return self.loaded


def test_the_encoder_is_loaded_once_and_late() -> None:
    loader = Loader(LoadedEncoder(the_encoder()))
    late = LateEncoder(is_wanted=True, load=loader)
    assert (late.status, loader.times) == (OtherLanguages.READ, 0)
    assert late.get() is late.get() is the_encoder()
    assert loader.times == 1


def test_switched_off_it_is_never_loaded() -> None:
    loader = Loader(LoadedEncoder(the_encoder()))
    late = LateEncoder(is_wanted=False, load=loader)
    assert late.get() is None
    assert (late.status, loader.times) == (OtherLanguages.OFF, 0)


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_multilingual, "_PACKAGE", "no_such_package")
    late = LateEncoder(is_wanted=True)
    assert (late.get(), late.status) == (None, OtherLanguages.NOT_INSTALLED)
    assert LateReader(late, harbour_and_bridge(), None)() is None


def test_a_broken_one_is_a_problem_once_it_was_tried() -> None:
    problem = EncoderProblem("weights.npz", "half", "whole", "install it again")
    late = LateEncoder(is_wanted=True, load=Loader(LoadedEncoder(problem=problem)))
    assert late.problem is None
    assert late.get() is None
    assert str(late.problem) == str(problem)
    assert late.status is OtherLanguages.BROKEN


def test_a_reader_is_built_once_and_keeps_its_vectors(tmp_path: Path) -> None:
    late = LateEncoder(is_wanted=True, load=Loader(LoadedEncoder(the_encoder())))
    reader = LateReader(late, harbour_and_bridge(), tmp_path)
    first = reader()
    assert first is not None
    assert reader() is first
    assert list((tmp_path / FOLDER).glob("*.vectors"))
    best = first.matcher.rank("¿por qué está cerrado el puente?")[0]
    assert best.passage.label == "Why was the bridge closed?"
    assert "en" in first.languages
