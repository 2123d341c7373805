"""The composition root: the only module that constructs the parts of the bot."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from threadpoolctl import threadpool_limits

from bot.corpus.build import build_corpus
from bot.corpus.file_names import GOLDEN_FILE
from bot.corpus.findings import Finding
from bot.corpus.loader import load_folder
from bot.corpus.model import Corpus, Page
from bot.corpus.walk import NO_FOLDER
from bot.dialogue import wording
from bot.dialogue.follow_ups import resolve_go_deeper, unanswered
from bot.dialogue.languages import Languages, Reader, no_reader
from bot.dialogue.responder import Responder
from bot.encoder import EncoderProblem, LoadedEncoder, load_encoder, load_unpinned_encoder
from bot.encoder_multilingual import LANGUAGES
from bot.encodings.memo import EncodingsMemo, RecentEncodings
from bot.encodings.store import EncodingsStore
from bot.evaluation.golden import GoldenMessage, read_golden
from bot.evaluation.replay import ReloadReport, compare, replay
from bot.language_file import load_languages
from bot.matching.matcher import PassageMatcher
from bot.matching.multilingual_index import MultilingualSensing
from bot.matching.policy import ThresholdPolicy
from bot.matching.sense import Sensing
from bot.matching.token_space import TokenSpace
from bot.matching.weights import Weights
from bot.other_languages import LateEncoder, LateReader, multilingual_sensing
from bot.settings import LanguagesChoice, Settings, SettingsError
from bot.text.language import ENGLISH
from bot.weights_file import (
    WeightsError,
    load_token_space,
    load_weights,
    load_weights_to_improve,
)

Progress = Callable[[int, int], None]
"""Told how many of how many pages are read."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One revision of the content, ready to serve."""

    responder: Responder
    findings: tuple[Finding, ...]
    golden: tuple[GoldenMessage, ...]
    pages: Mapping[str, Page]
    """Every page that was read, drafts included: what a later, broken file falls back to."""
    valid_until: datetime | None
    """The next instant at which an embargo ends or a page expires."""
    encoder: LoadedEncoder
    multilingual: LateEncoder

    @property
    def corpus(self) -> Corpus:
        """What is served."""
        return self.responder.corpus

    @property
    def degraded(self) -> EncoderProblem | None:
        """Why matching does with less than it could; none when all is well."""
        return self.encoder.problem

    @property
    def told_of_languages(self) -> str:
        """Say whether other languages are read."""
        return wording.other_languages(self.multilingual.status, LANGUAGES - {ENGLISH})

    def read_languages(self) -> None:
        """Load what reads other languages, so that nobody who asks waits for it. Blocks."""
        if self.responder.languages is not None:
            self.responder.languages.reader()


def build_edition(
    settings: Settings,
    *,
    kept: Mapping[str, Page] = MappingProxyType({}),
    encoder: LoadedEncoder | None = None,
    multilingual: LateEncoder | None = None,
    on_progress: Progress | None = None,
) -> Edition:
    """Read the content folder and make everything that answering needs. Blocks; takes seconds.

    Without an encoder that works, it is loaded as the settings say; the multilingual one when
    the first message needs it. Raises `SettingsError` when
    the weights that they name cannot be used.
    """
    # Products this small gain nothing from a second thread, and wait for it when cores are busy.
    threadpool_limits(limits=1, user_api="blas")
    loaded = load_folder(
        settings.content_dir,
        limits=settings.limits,
        kept=kept,
        on_progress=on_progress,
    )
    now = datetime.now(UTC)
    built = build_corpus(loaded.pages, now=now)
    loaded_encoder = encoder if encoder and encoder.encoder else load_encoder(settings.encoder)
    weights = _weights(settings, loaded_encoder)
    sensing = sensing_of(loaded_encoder, settings.state_dir)
    if multilingual is None or multilingual.problem is not None:
        is_wanted = settings.languages is LanguagesChoice.AUTO
        multilingual = LateEncoder(is_wanted=is_wanted)
    late = partial(LateReader, multilingual, state_dir=settings.state_dir)
    responder = build_responder(built.corpus, sensing, weights, late)
    golden = [read_golden(text, file=f"{folder}/{GOLDEN_FILE}") for folder, text in loaded.golden]
    findings = (
        *loaded.findings,
        *built.findings,
        *unanswered(responder.corpus),
        *(finding for read in golden for finding in read.findings),
    )
    return Edition(
        responder=responder,
        findings=tuple(sorted(set(findings))),
        golden=tuple(message for read in golden for message in read.messages),
        pages={page.file: page for page in loaded.pages},
        valid_until=built.valid_until,
        encoder=loaded_encoder,
        multilingual=multilingual,
    )


def _weights(settings: Settings, loaded: LoadedEncoder) -> Weights:
    """Load the weights that the settings name, or else the shipped ones.

    Those of an encoder that cannot be loaded wait for it; until then words decide, as shipped.
    """
    own = settings.weights if loaded.problem is None else None
    try:
        return load_weights(own, encoder=_sha256(loaded))
    except WeightsError as error:
        mend = "leave this unset" if own is not None else "install the bot again"
        expected = f"weights for this program and its encoder ({error}); {_MAKE_WEIGHTS}, or {mend}"
        raise SettingsError("BOT_WEIGHTS", expected, "weights.json") from None


_MAKE_WEIGHTS: Final = "make them with `briefing-bot eval --calibrate --write FILE`"


def _sha256(loaded: LoadedEncoder) -> str:
    return "" if loaded.encoder is None else loaded.encoder.sha256


def build_responder(
    corpus: Corpus,
    sensing: Sensing | None = None,
    weights: Weights | None = None,
    late_reader: Callable[[Corpus], Callable[[], Reader | None]] = lambda _: no_reader,
) -> Responder:
    """Index a corpus; its go-deeper questions are resolved by the matcher itself.

    Without weights it takes those that are shipped; without `late_reader` it declines messages in
    other languages.
    """
    if weights is None:
        weights = load_weights(encoder="" if sensing is None else sensing.encoder.sha256)
    linked = resolve_go_deeper(corpus, PassageMatcher.build(corpus, weights, sensing))

    def of_story(story: Corpus) -> PassageMatcher:
        return PassageMatcher.build(story, weights, sensing and sensing.within())

    matcher = PassageMatcher.build(linked, weights, sensing)
    languages = Languages.of(linked, load_languages(), late_reader(linked))
    return Responder(linked, matcher, ThresholdPolicy(weights), of_story, languages)


def sensing_of(
    loaded: LoadedEncoder, state_dir: Path | None = None, space: TokenSpace | None = None
) -> Sensing | None:
    """Give what matching does with an encoder; its encodings are kept in the state folder."""
    if loaded.encoder is None:
        return None
    space = space or load_token_space()
    folder = None if state_dir is None else state_dir / ENCODINGS
    store = EncodingsStore(folder, loaded.encoder, space.projection())
    return Sensing(RecentEncodings(loaded.encoder), space, store.vectors, store.again)


ENCODINGS: Final = "encodings"
"""The folder within the state folder."""


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
    return sensing_of(LoadedEncoder(EncodingsMemo(loaded.encoder)), space=space)


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


class Library:
    """Holds the edition that is being served, and swaps in the next one.

    `check` and `reload` block for as long as building takes: call them in a thread. Readers of
    `current` never wait: a reload is one assignment.
    """

    def __init__(self, settings: Settings, first: Edition) -> None:
        self._settings = settings
        self._current = first
        self._reads_languages = False
        self._one_at_a_time = threading.Lock()
        _settle()

    @classmethod
    def open(cls, settings: Settings, *, on_progress: Progress | None = None) -> Library:
        """Read the content folder for the first time."""
        return cls(settings, build_edition(settings, on_progress=on_progress))

    @property
    def current(self) -> Edition:
        """The edition that answers from now on."""
        return self._current

    def read_languages(self) -> None:
        """Load what reads other languages now, and at each reload before it is served. Blocks."""
        self._reads_languages = True
        self._current.read_languages()
        _settle()

    def check(self) -> ReloadReport:
        """Say what a reload would change, and change nothing."""
        with self._one_at_a_time:
            return self._report(self._current, self._build())

    def reload(self) -> ReloadReport:
        """Read the content again and serve it, unless nothing in it can be served."""
        with self._one_at_a_time:
            after = self._build()
            report = self._report(self._current, after)
            if report.refusal is not None:
                return report
            if self._reads_languages:
                after.read_languages()
            self._current = after
            _settle()
            return replace(report, is_applied=True)

    def _build(self) -> Edition:
        return build_edition(
            self._settings,
            kept=self._current.pages,
            encoder=self._current.encoder,
            multilingual=self._current.multilingual,
        )

    def _report(self, before: Edition, after: Edition) -> ReloadReport:
        changes = compare(before.corpus, after.corpus)
        messages = [golden.message for golden in after.golden if not golden.after]
        flips = replay(messages, before.responder, after.responder, today=datetime.now(UTC).date())
        return ReloadReport(
            before=before.corpus.revision,
            after=after.corpus.revision,
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
            findings=after.findings,
            flips=flips,
            is_applied=False,
            refusal=_refusal(before, after),
        )


def _refusal(before: Edition, after: Edition) -> str | None:
    """Say why a new edition must not replace the present one; none when it may."""
    if any(finding.code == NO_FOLDER for finding in after.findings):
        return wording.RELOAD_NO_FOLDER
    if before.corpus.passages and not after.corpus.passages:
        return wording.RELOAD_EMPTY
    return None


def _settle() -> None:
    """Take the present objects out of garbage collection, which would look at each for nothing.

    At 2,000 questions a full collection takes some 20 ms, in the middle of somebody's answer.
    """
    gc.freeze()
