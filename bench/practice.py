"""The practice stories under tests/data, and corpora of some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.app.matchers import build_responder, sensing_of
from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import Corpus, Page
from bot.cross_encoder import load_cross_encoder
from bot.dialogue.responder import Responder
from bot.encoder import LoadedEncoder, load_encoder
from bot.encodings.memo import EncodingsMemo
from bot.evaluation.material import Source, read_collection
from bot.matching.reranking import CrossEncoder
from bot.matching.sense import Sensing

PRACTICE = Path(__file__).parents[1] / "tests" / "data" / "practice"


@cache
def practice_source() -> Source:
    """Read all stories, each named by two digits, and the messages that were written for them."""
    pages = load_folder(PRACTICE / "content", limits=Limits()).pages
    text = (PRACTICE / "messages.jsonl").read_text(encoding="utf-8")
    return read_collection(pages, text, file="messages.jsonl").source


@cache
def shipped_sensing() -> Sensing | None:
    """Load the shipped encoder; it encodes each text once in this process."""
    loaded = load_encoder()
    if loaded.encoder is None:
        raise RuntimeError(str(loaded.problem))
    return sensing_of(LoadedEncoder(EncodingsMemo(loaded.encoder)))


@cache
def shipped_reader() -> CrossEncoder:
    """Load the shipped cross-encoder."""
    loaded = load_cross_encoder()
    if loaded.cross_encoder is None:
        raise RuntimeError(str(loaded.problem))
    return loaded.cross_encoder


def practice_responder(stories: Iterable[str]) -> Responder:
    """Make the bot that ships for some practice stories."""
    return build_responder(practice_corpus(stories), shipped_sensing(), shipped_reader())


def practice_corpus(stories: Iterable[str]) -> Corpus:
    """Build the corpus of some practice stories, as a folder of loose files."""
    return _corpus_of(practice_source().pages_of(stories))


def responder_of(folder: Path) -> Responder:
    """Make the bot that ships for a content folder."""
    corpus = _corpus_of(load_folder(folder, limits=Limits()).pages)
    return build_responder(corpus, shipped_sensing(), shipped_reader())


def _corpus_of(pages: Sequence[Page]) -> Corpus:
    return build_corpus(pages, now=datetime.now(UTC)).corpus
