"""The composition root: the only module that constructs the parts of the bot."""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

import numpy
from threadpoolctl import threadpool_limits

from bot.corpus.build import build_corpus
from bot.corpus.file_names import GOLDEN_FILE
from bot.corpus.findings import Finding
from bot.corpus.lint import lint_dates
from bot.corpus.loader import fingerprint, load_folder
from bot.corpus.model import Corpus, Page, Passage
from bot.corpus.walk import NO_FOLDER
from bot.dialogue import wording
from bot.dialogue.follow_ups import resolve_go_deeper, unanswered
from bot.dialogue.responder import Responder
from bot.editions.store import EditionsFolder, Ready
from bot.encoder import EncoderProblem, LoadedEncoder, load_encoder
from bot.encodings.store import EncodingsStore
from bot.evaluation.golden import GoldenMessage, read_golden
from bot.evaluation.replay import ReloadReport, compare, replay
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.policy import ThresholdPolicy
from bot.matching.sense import Sensing
from bot.matching.vectors import RowArray, TextVectors
from bot.matching.weights import Weights
from bot.settings import Settings
from bot.weights_file import load_token_space, load_weights

_log = logging.getLogger(__name__)

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

    @property
    def corpus(self) -> Corpus:
        """What is served."""
        return self.responder.corpus

    @property
    def degraded(self) -> EncoderProblem | None:
        """Why matching does with less than it could; none when all is well."""
        return self.encoder.problem


def build_edition(
    settings: Settings,
    *,
    kept: Mapping[str, Page] = MappingProxyType({}),
    encoder: LoadedEncoder | None = None,
    on_progress: Progress | None = None,
) -> Edition:
    """Make everything that answering needs, from the content folder. Blocks; may take seconds.

    What was made of the same content before is in the state folder, and only looked up. Without
    an encoder that works, it is loaded as the settings say.
    """
    # Products this small gain nothing from a second thread, and wait for it when cores are busy.
    threadpool_limits(limits=1, user_api="blas")
    loaded = encoder if encoder and encoder.encoder else load_encoder(settings.encoder)
    matching = _Matching.of(loaded, settings.state_dir)
    folder, key = EditionsFolder(settings.state_dir / EDITIONS), _key(settings, matching)
    ready = _usable(folder, key, matching, kept)
    if ready is None:
        ready = _build(settings, matching, kept, on_progress)
        is_unchanged = not ready.leans_on(kept) and key == _key(settings, matching)
        is_on_disk = matching.encodings is None or ready.encodings is not None
        if is_unchanged and is_on_disk and folder.save(key, ready):
            ready = _usable(folder, key, matching, kept) or ready  # mapped, it needs less memory
    return _edition(ready, matching, loaded)


@dataclass(frozen=True, slots=True)
class _Matching:
    """What a matcher is made with."""

    weights: Weights
    sensing: Sensing | None = None
    encodings: EncodingsStore | None = None

    @classmethod
    def of(cls, loaded: LoadedEncoder, state_dir: Path | None) -> Self:
        """Load the weights that go with an encoder, or with none."""
        if loaded.encoder is None:
            return cls(load_weights())
        space = load_token_space()
        folder = None if state_dir is None else state_dir / ENCODINGS
        store = EncodingsStore(folder, loaded.encoder, space.projection())
        sensing = Sensing(loaded.encoder, space, store.vectors, store.again)
        return cls(load_weights(encoder=loaded.encoder.sha256), sensing, store)

    def matcher(self, index: Index) -> PassageMatcher:
        """Match against an index."""
        return PassageMatcher(index, self.weights, self.sensing)

    def vectors_in(self, file: str, rows: RowArray) -> TextVectors | None:
        """Find vectors in a file of encodings again."""
        return None if self.encodings is None else self.encodings.reopen(file, rows)


def _key(settings: Settings, matching: _Matching) -> str:
    """Name all that decides what `_build` gives, but for pages that were kept, and the time."""
    sensing = matching.sensing
    limits = settings.limits
    decides = {
        "content": fingerprint(settings.content_dir, limits=limits),
        "limits": asdict(limits),
        "program": program_digest(),
        "encoder": sensing and [sensing.encoder.sha256, sensing.space.digest],
    }
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:_KEY_DIGITS]


def _usable(
    folder: EditionsFolder, key: str, matching: _Matching, kept: Mapping[str, Page]
) -> Ready | None:
    with _without_collections():
        ready = folder.open(key, matching.weights.lexicon, matching.vectors_in)
    if ready is None or ready.leans_on(kept) or not ready.holds_at(datetime.now(UTC)):
        return None
    return ready


def _build(
    settings: Settings,
    matching: _Matching,
    kept: Mapping[str, Page],
    on_progress: Progress | None,
) -> Ready:
    """Read the content folder and index it."""
    loaded = load_folder(
        settings.content_dir, limits=settings.limits, kept=kept, on_progress=on_progress
    )
    now = datetime.now(UTC)
    built = build_corpus(loaded.pages, now=now)
    corpus, index = _linked(built.corpus, matching)
    dated = _due(built.corpus, now.date())
    findings = {*loaded.findings, *built.findings, *unanswered(corpus)} - dated
    return Ready(
        corpus=corpus,
        pages={page.file: page for page in loaded.pages},
        lost=loaded.lost,
        index=index,
        encodings=None if matching.encodings is None else matching.encodings.file,
        findings=tuple(sorted(findings)),
        golden=loaded.golden,
        built_at=now,
        valid_until=built.valid_until,
    )


def _edition(ready: Ready, matching: _Matching, encoder: LoadedEncoder) -> Edition:
    golden = [read_golden(text, file=f"{folder}/{GOLDEN_FILE}") for folder, text in ready.golden]
    findings = {
        *ready.findings,
        *_due(ready.corpus, datetime.now(UTC).date()),
        *(finding for read in golden for finding in read.findings),
    }
    return Edition(
        responder=_responder(ready.corpus, ready.index, matching),
        findings=tuple(sorted(findings)),
        golden=tuple(message for read in golden for message in read.messages),
        pages=ready.pages,
        valid_until=ready.valid_until,
        encoder=encoder,
    )


def _due(corpus: Corpus, today: date) -> set[Finding]:
    """Find what is to be said of pages because of the day."""
    return {found for page in corpus.pages for found in lint_dates(page, today)}


def build_responder(corpus: Corpus, sensing: Sensing | None = None) -> Responder:
    """Index a corpus; its go-deeper questions are resolved by the matcher itself."""
    weights = load_weights(encoder="" if sensing is None else sensing.encoder.sha256)
    matching = _Matching(weights, sensing)
    return _responder(*_linked(corpus, matching), matching)


def _linked(corpus: Corpus, matching: _Matching) -> tuple[Corpus, Index]:
    """Resolve go-deeper questions, and index the corpus with them as further wordings."""
    lexicon, sensing = matching.weights.lexicon, matching.sensing
    index = build_index(corpus, lexicon, sensing)
    linked = resolve_go_deeper(corpus, matching.matcher(index))
    if linked.answered_by:
        index = build_index(linked, lexicon, sensing)
    return linked, index


def _responder(corpus: Corpus, index: Index, matching: _Matching) -> Responder:
    weights, sensing = matching.weights, matching.sensing

    def of_story(story: Corpus) -> PassageMatcher:
        return PassageMatcher.build(story, weights, sensing and sensing.within())

    matcher, policy = matching.matcher(index), ThresholdPolicy(weights)
    return Responder(corpus, matcher, policy, build_matcher=of_story)


def sensing_of(loaded: LoadedEncoder, state_dir: Path | None = None) -> Sensing | None:
    """Give what matching does with an encoder; its encodings are kept in the state folder."""
    return _Matching.of(loaded, state_dir).sensing


@cache
def program_digest() -> str:
    """Hash the program: its code, its weights and its word lists, and what runs it."""
    digest = hashlib.sha256(f"{sys.version} {numpy.__version__} {sys.byteorder}".encode())
    root = Path(__file__).parent
    for file in sorted(f for f in root.rglob("*") if f.suffix in _OF_THE_PROGRAM):
        digest.update(f"{file.relative_to(root).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()


_OF_THE_PROGRAM: Final = frozenset({".py", ".json", ".npz"})
_KEY_DIGITS: Final = 32

ENCODINGS, EDITIONS = "encodings", "editions"
"""Folders within the state folder."""


class Library:
    """Holds the edition that is being served, and swaps in the next one.

    `check` and `reload` block for as long as building takes: call them in a thread. Readers of
    `current` never wait: a reload is one assignment.
    """

    def __init__(self, settings: Settings, first: Edition) -> None:
        self._settings = settings
        self._current = first
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
            passages = list(self._current.corpus.passages)
            self._current = after
            _settle()
            _let_go(passages)
            return replace(report, is_applied=True)

    def _build(self) -> Edition:
        if len(self._current.corpus.passages) >= _ELSEWHERE_FROM:
            _prepare_elsewhere(self._settings)
        return build_edition(
            self._settings, kept=self._current.pages, encoder=self._current.encoder
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


_ELSEWHERE_FROM: Final = 2_000
"""Passages from which content is built in another process; below, that takes longer."""


def prepare(settings_json: str) -> None:
    """Build an edition and keep it for whoever looks it up, gently: readers' answers come first.

    Meant for a process of its own: in a thread, building holds up whatever else runs.
    """
    if hasattr(os, "nice"):
        os.nice(_GENTLY)
    build_edition(Settings.model_validate_json(settings_json))


def _prepare_elsewhere(settings: Settings) -> None:
    """Let another process make the edition of the content; if that fails, it is made here."""
    told = settings.model_dump_json(exclude={"discord_token", "discord_token_file"})
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-P", "-c", _PREPARE, root]
    done = subprocess.run(command, input=told, text=True, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  (our own program)
    if done.returncode:
        _log.warning("Content could not be prepared in another process (%s)", done.returncode)


_PREPARE: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from bot.app import prepare
prepare(sys.stdin.read())
"""
_GENTLY: Final = 5


def _refusal(before: Edition, after: Edition) -> str | None:
    """Say why a new edition must not replace the present one; none when it may."""
    if any(finding.code == NO_FOLDER for finding in after.findings):
        return wording.RELOAD_NO_FOLDER
    if before.corpus.passages and not after.corpus.passages:
        return wording.RELOAD_EMPTY
    return None


@contextmanager
def _without_collections() -> Iterator[None]:
    """Put off garbage collection while very many objects are made that will stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _let_go(passages: list[Passage]) -> None:
    """Free what nobody else holds one by one, so that other threads get their turns in between.

    100,000 passages at once would keep the interpreter for a tenth of a second.
    """
    while passages:
        passages.pop()


def _settle() -> None:
    """Take the present objects out of garbage collection, which would look at each for nothing.

    At 2,000 questions a full collection takes some 20 ms, in the middle of somebody's answer.
    """
    gc.freeze()
