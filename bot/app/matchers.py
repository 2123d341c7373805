"""Makes what matches: the encoder and what reads put to use, by weights that know them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from bot.corpus.model import Corpus
from bot.corpus.overlay import NOTHING_OVER, Overlay
from bot.dialogue.in_view import InView
from bot.dialogue.languages import Languages, Reader, no_reader
from bot.dialogue.responder import Responder
from bot.encoder import LoadedEncoder
from bot.encodings.memo import EncodingsMemo
from bot.encodings.store import EncodingsStore
from bot.language_file import load_languages
from bot.matching.go_deeper import resolve_go_deeper
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Matcher
from bot.matching.packed import Texts
from bot.matching.policy import ThresholdPolicy
from bot.matching.refusals import RefusingMatcher
from bot.matching.reranking import CrossEncoder, Reranker
from bot.matching.sense import Sensing
from bot.matching.taught import KnowingMatcher
from bot.matching.token_space import TokenSpace
from bot.matching.vectors import RowArray, TextVectors
from bot.matching.weights import NO_WEIGHTS, Weights
from bot.settings import Settings, SettingsError
from bot.weights_file import (
    WeightsError,
    load_in_view,
    load_rerank_weights,
    load_token_space,
    load_weights,
)

MESSAGES_KEPT: Final = 768
"""Messages whose encodings stay at hand, for all editions: one may be compared with all briefings,
with its story, and in fuller wordings; and those that editors have asked again before they publish
are the same each time. Some 40 KB each."""

ENCODINGS: Final = "encodings"
"""A folder within the state folder."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What a matcher is made with."""

    weights: Weights
    sensing: Sensing | None = None
    encodings: EncodingsStore | None = None
    reranker: Reranker | None = None

    @classmethod
    def of(
        cls,
        loaded: LoadedEncoder,
        weights: Weights,
        state_dir: Path | None = None,
        space: TokenSpace | None = None,
    ) -> Self:
        """Put together what an encoder needs, if there is one."""
        if loaded.encoder is None:
            return cls(weights)
        space = space or load_token_space()
        folder = None if state_dir is None else state_dir / ENCODINGS
        store = EncodingsStore(folder, loaded.encoder, space.projection())
        sensing = Sensing(loaded.encoder, space, store.vectors, store.again)
        return cls(weights, sensing, store)

    def vectors_in(self, file: str, rows: RowArray) -> TextVectors | None:
        """Find vectors in a file of encodings again."""
        return None if self.encodings is None else self.encodings.reopen(file, rows)


def weights_of(settings: Settings, loaded: LoadedEncoder) -> Weights:
    """Load the weights that the settings name, or else the shipped ones.

    Those of an encoder that cannot be loaded wait for it; until then words decide, as shipped.
    Raises `SettingsError` when they cannot be used.
    """
    own = settings.weights if loaded.problem is None else None
    try:
        return load_weights(own, encoder=_sha256(loaded))
    except WeightsError as error:
        mend = "leave this unset" if own is not None else "install the bot again"
        expected = f"weights for this program and its encoder ({error}); {_MAKE_WEIGHTS}, or {mend}"
        raise SettingsError("BOT_WEIGHTS", expected, "weights.json") from None


_MAKE_WEIGHTS: Final = "make them with `briefing-bot eval --calibrate --write FILE`"


def reranker_of(weights: Weights, cross_encoder: CrossEncoder | None) -> Reranker | None:
    """Put a cross-encoder to use, where it is known what its word counts."""
    if cross_encoder is None or not weights.encoder:
        return None
    counts = load_rerank_weights(encoder=weights.encoder, cross_encoder=cross_encoder.sha256)
    return None if counts is None else Reranker(cross_encoder, counts)


def remembering(loaded: LoadedEncoder) -> LoadedEncoder:
    """Let an encoder have what it encoded at hand; editions that share it share that too."""
    if loaded.encoder is None or isinstance(loaded.encoder, EncodingsMemo):
        return loaded
    return replace(loaded, encoder=EncodingsMemo(loaded.encoder, MESSAGES_KEPT))


def _sha256(loaded: LoadedEncoder) -> str:
    return "" if loaded.encoder is None else loaded.encoder.sha256


def sensing_of(loaded: LoadedEncoder, space: TokenSpace | None = None) -> Sensing | None:
    """Give what matching does with an encoder; its encodings are kept nowhere."""
    return Matching.of(remembering(loaded), NO_WEIGHTS, space=space).sensing


def build_responder(
    corpus: Corpus, sensing: Sensing | None = None, reader: CrossEncoder | None = None
) -> Responder:
    """Index a corpus; its go-deeper questions are resolved by the matcher itself.

    It goes by the weights that are shipped, and declines messages in other languages.
    """
    weights = load_weights(encoder="" if sensing is None else sensing.encoder.sha256)
    matching = Matching(weights, sensing, reranker=reranker_of(weights, reader))
    linked, index = linked_and_indexed(corpus, matching)
    languages = Languages.of(linked, load_languages(), no_reader)
    return responder_of(linked, index, matching, languages)


def linked_and_indexed(corpus: Corpus, matching: Matching) -> tuple[Corpus, Index]:
    """Resolve go-deeper questions, and index the corpus with them as further wordings."""
    weights, sensing = matching.weights, matching.sensing
    index = build_index(corpus, weights.lexicon, sensing)
    reranker = matching.reranker and matching.reranker.over(corpus.pages)
    linked = resolve_go_deeper(corpus, PassageMatcher(index, weights, sensing, reranker))
    if linked.answered_by:
        index = build_index(linked, weights.lexicon, sensing)
    return linked, index


def responder_of(
    corpus: Corpus,
    index: Index,
    matching: Matching,
    languages: Languages,
    overlay: Overlay = NOTHING_OVER,
    askable_names: Texts | None = None,
) -> Responder:
    """Make what answers from an indexed corpus, by what an overlay taught as well."""
    weights, sensing = matching.weights, matching.sensing
    reranker = matching.reranker and matching.reranker.over(corpus.pages)

    def of_story(story: Corpus) -> Matcher:
        matcher = PassageMatcher.build(story, weights, sensing and sensing.within(), reranker)
        return knowing_lessons(matcher, story, overlay)

    matcher = knowing_lessons(PassageMatcher(index, weights, sensing, reranker), corpus, overlay)
    policy, languages = ThresholdPolicy(weights), reading_lessons(languages, corpus, overlay)
    in_view = load_in_view(encoder=weights.encoder)
    weigher = None if in_view is None else InView(in_view)
    return Responder(corpus, matcher, policy, of_story, languages, askable_names, weigher)


def knowing_lessons(matcher: Matcher, corpus: Corpus, overlay: Overlay) -> Matcher:
    """Let a matcher know what editors taught, word for word, whatever the index makes of it."""
    known = KnowingMatcher.over(matcher, corpus, overlay.taught)
    return RefusingMatcher.over(known, overlay.not_meant)


def reading_lessons(languages: Languages, corpus: Corpus, overlay: Overlay) -> Languages:
    """Let what reads other languages know what editors taught, too."""
    if not (overlay.taught or overlay.not_meant):
        return languages

    def knowing(reader: Reader) -> Reader:
        return replace(reader, matcher=knowing_lessons(reader.matcher, corpus, overlay))

    return languages.reading_with(knowing)
