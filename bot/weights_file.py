"""Loads the matcher's fitted weights and its English lexicon, and checks them on the way in."""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.matching.features import LEXICAL_FEATURES
from bot.matching.lexicon import Lexicon
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES
from bot.matching.multilingual.word_space import Probe, WordSpace
from bot.matching.regressions import OUTCOME
from bot.matching.reranking import ACCEPT, RANK, RerankWeights
from bot.matching.second_look import SECOND_LOOK, Columns
from bot.matching.sense_features import SENSE_FEATURES
from bot.matching.token_space import TokenSpace
from bot.matching.weights import InViewWeights, Weights

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class WeightsError(Exception):
    """The weights cannot be used. Its text says which file, and what is wrong with it."""


class _StoredRegressions(BaseModel):
    """What all files of weights have, and in_view.json nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    rank: dict[str, float]
    accept: dict[str, float]
    accept_bias: float
    encoder: str = ""
    provenance: dict[str, str] = {}


class _StoredWeights(_StoredRegressions):
    """The form of weights.json and of weights_lexical.json."""

    answer_at: Probability
    clarify_at: Probability
    token_space: str = ""

    @model_validator(mode="after")
    def _check(self) -> _StoredWeights:
        """Refuse weights of features that this program does not have, or has and lacks."""
        names = self.feature_names()
        again = () if Columns.among(names) is None else SECOND_LOOK
        for given, expected in (
            (self.rank, (*names, *again)),
            (self.accept, (*OUTCOME, *names)),
        ):
            if set(given) != set(expected):
                odd = sorted(set(given) ^ set(expected))
                raise ValueError(f"features do not agree with the program: {', '.join(odd)}")
        if self.clarify_at > self.answer_at:
            raise ValueError("clarify_at is above answer_at")
        return self

    def feature_names(self) -> tuple[str, ...]:
        """Name the features that the weights must be for."""
        features = (*LEXICAL_FEATURES, *(SENSE_FEATURES if self.encoder else ()))
        return tuple(feature.name for feature in features)


class _StoredRerankWeights(_StoredRegressions):
    """The form of reranking.json."""

    cross_encoder: str
    read_from: Probability
    read_to: Probability

    @model_validator(mode="after")
    def _check(self) -> _StoredRerankWeights:
        """Refuse weights of other features than this program has."""
        if (set(self.rank), set(self.accept)) != (set(RANK), set(ACCEPT)):
            raise ValueError("features do not agree with the program")
        return self


class _StoredMultilingualWeights(_StoredWeights):
    """The form of weights_multilingual.json."""

    def feature_names(self) -> tuple[str, ...]:
        """Name the features that the weights must be for."""
        return tuple(MULTILINGUAL_FEATURES)


WITH_ENCODER, LEXICAL = "weights.json", "weights_lexical.json"
MULTILINGUAL = "weights_multilingual.json"
IN_VIEW = "in_view.json"
RERANKING = "reranking.json"


def load_weights(path: Path | None = None, *, encoder: str = "") -> Weights:
    """Load weights from a file, or those that are shipped; the lexicon is always shipped.

    `encoder` is the sha256 of the encoder that matching will use, empty for none. Raises
    `WeightsError` when the file cannot be read, or does not fit this program and that encoder.
    """
    name = WITH_ENCODER if encoder else LEXICAL
    try:
        text = path.read_text(encoding="utf-8") if path is not None else _shipped_text(name)
        stored = _StoredWeights.model_validate(json.loads(text))
    except (OSError, ValueError, RecursionError) as error:
        raise WeightsError(f"{path or name}: {_reason(error)}") from error
    complaint = _misfit(stored, encoder)
    if complaint is not None:
        raise WeightsError(f"{path or name}: {complaint}")
    return _weights(stored)


def digest_of(weights: Weights) -> str:
    """Name all numbers of some weights."""
    numbers = (
        sorted(weights.rank.items()),
        sorted(weights.accept.items()),
        weights.accept_bias,
        weights.answer_at,
        weights.clarify_at,
    )
    return hashlib.sha256(json.dumps(numbers).encode()).hexdigest()


def load_multilingual_weights(*, encoder: str) -> Weights:
    """Load the shipped weights for other languages. Raises `WeightsError`."""
    try:
        text = _shipped_text(MULTILINGUAL)
        stored = _StoredMultilingualWeights.model_validate(json.loads(text))
    except (OSError, ValueError, RecursionError) as error:
        raise WeightsError(f"{MULTILINGUAL}: {_reason(error)}") from error
    if (stored.encoder, stored.token_space) != (encoder, load_word_space().digest):
        raise WeightsError(f"{MULTILINGUAL}: fitted with another encoder or word space")
    return _weights(stored)


@lru_cache(maxsize=2)
def load_in_view(*, encoder: str) -> InViewWeights | None:
    """Load the shipped weights for follow-ups, once; none for another encoder, or without one."""
    stored = _StoredRegressions.model_validate_json(_shipped_text(IN_VIEW))
    if stored.encoder != encoder:
        return None
    return InViewWeights(
        rank=MappingProxyType(stored.rank),
        accept=MappingProxyType(stored.accept),
        accept_bias=stored.accept_bias,
    )


@lru_cache(maxsize=2)
def load_rerank_weights(*, encoder: str, cross_encoder: str) -> RerankWeights | None:
    """Load the shipped weights for reading passages again, once; none for other encoders."""
    stored = _StoredRerankWeights.model_validate_json(_shipped_text(RERANKING))
    if (stored.encoder, stored.cross_encoder) != (encoder, cross_encoder):
        return None
    return RerankWeights(
        rank=MappingProxyType(stored.rank),
        accept=MappingProxyType(stored.accept),
        accept_bias=stored.accept_bias,
        read_from=stored.read_from,
        read_to=stored.read_to,
    )


def load_weights_to_improve(*, encoder: str = "") -> Weights:
    """Load the shipped weights as they are, even where features or the encoder changed since.

    While others are fitted they link go-deeper questions; a feature that they lack counts nothing.
    """
    text = _shipped_text(WITH_ENCODER if encoder else LEXICAL)
    return _weights(_StoredWeights.model_construct(**json.loads(text)))


def _reason(error: Exception) -> str:
    """Put what is wrong into one line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return ": ".join((*map(str, first["loc"]), first["msg"].removeprefix("Value error, ")))
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return f"not JSON: {error}"


def _misfit(stored: _StoredWeights, encoder: str) -> str | None:
    """Say why weights cannot be used with an encoder; none when they can."""
    if stored.encoder != encoder:
        fitted, used = (name[:12] or "none" for name in (stored.encoder, encoder))
        return f"fitted with another encoder: {fitted}, and in use is {used}"
    if encoder and stored.token_space not in ("", load_token_space().digest):
        return "fitted with another token space"
    return None


def _weights(stored: _StoredWeights) -> Weights:
    return Weights(
        rank=MappingProxyType(stored.rank),
        accept=MappingProxyType(stored.accept),
        accept_bias=stored.accept_bias,
        answer_at=stored.answer_at,
        clarify_at=stored.clarify_at,
        encoder=stored.encoder,
        provenance=MappingProxyType(stored.provenance),
        lexicon=load_lexicon(),
    )


@lru_cache(maxsize=8)
def load_token_space(file: Path | None = None) -> TokenSpace:
    """Load the space in which single words are compared, once; the shipped one by default."""
    shipped = resources.files("bot.matching") / "token_space.npz"
    packed = shipped.read_bytes() if file is None else file.read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        return TokenSpace(
            matrix=parts["matrix"].astype(np.float32),
            shift=parts["shift"].astype(np.float32),
            sentence_matrix=parts["sentence_matrix"].astype(np.float32),
            digest=hashlib.sha256(packed).hexdigest(),
        )


@lru_cache(maxsize=1)
def load_word_space() -> WordSpace:
    """Load the shipped space in which words of several languages are compared, once."""
    packed = (resources.files("bot.matching") / "word_space.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
        parts = {name: stored[name].astype(np.float32) for name in stored.files}
    tokens = TokenSpace(
        matrix=parts["matrix"],
        shift=parts["shift"],
        sentence_matrix=parts["sentence_matrix"],
        digest=hashlib.sha256(packed).hexdigest(),
    )
    rarity, naming, asking = (
        Probe(parts[f"{name}_weights"], parts[f"{name}_bias"])
        for name in ("rarity", "naming", "asking")
    )
    return WordSpace(tokens, rarity, naming, asking)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the shipped English words and their vectors, once."""
    packed = (resources.files("bot.matching") / "lexicon.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        words = _listed(parts["words"])
        vectors = parts["vectors"].astype(np.float32)
        near_starts = np.cumsum(np.append(0, parts["near_counts"].astype(np.int64)))
        near_words = parts["near_words"]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    further = (resources.files("bot.matching") / "spellings.npz").read_bytes()
    with np.load(io.BytesIO(further), allow_pickle=False) as parts:
        spellings = frozenset(_listed(parts["words"]))
    return Lexicon(words, vectors, near_starts, near_words, spellings, _load_stem_ranks())


def _load_stem_ranks() -> dict[str, int]:
    packed = (resources.files("bot.matching") / "stems.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        return dict(zip(_listed(parts["stems"]), parts["ranks"].tolist(), strict=True))


def _listed(packed: npt.NDArray[np.uint8]) -> list[str]:
    """Unpack words that are kept as one text."""
    return packed.tobytes().decode("ascii").split("\n")


def _shipped_text(name: str) -> str:
    return (resources.files("bot.matching") / name).read_text(encoding="utf-8")
