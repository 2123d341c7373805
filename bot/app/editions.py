"""Makes editions of content: what is served, from the folder or from what was made of it before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from threadpoolctl import threadpool_limits

from bot.app.matchers import (
    Matching,
    knowing_lessons,
    linked_and_indexed,
    reading_lessons,
    remembering,
    reranker_of,
    responder_of,
    weights_of,
)
from bot.corpus.build import build_corpus
from bot.corpus.file_names import GOLDEN_FILE
from bot.corpus.loader import Progress, fingerprint, load_folder
from bot.corpus.model import Corpus, Page
from bot.corpus.overlaid import overlaid
from bot.corpus.overlay import WHOLE, Overlay, Scope, scoped
from bot.corpus.sidecar import beside
from bot.cross_encoder import LoadedCrossEncoder, load_cross_encoder
from bot.dialogue.browse import askable
from bot.dialogue.languages import Languages, capitalised
from bot.dialogue.suggestions import packed_names
from bot.edition import Edition, due
from bot.editions.pages import NO_ROWS, PageRows
from bot.editions.program import program_digest
from bot.editions.store import EditionsFolder, Ready
from bot.encoder import OFF, LoadedEncoder, load_encoder
from bot.evaluation.golden import read_golden
from bot.garbage import without_collections
from bot.language_file import load_languages
from bot.matching.go_deeper import unanswered
from bot.matching.model import Matcher
from bot.other_languages import LateEncoder, LateReader
from bot.settings import LanguagesChoice, RerankerChoice, Settings
from bot.weights_file import digest_of

_KEY_DIGITS: Final = 32

EDITIONS: Final = "editions"
"""A folder within the state folder."""

SCOPED: Final = "scoped"
"""Within the editions' folder: those in which editors of a guild have changed something."""

SCOPES_KEPT: Final = 200

_NO_PAGES: Final[Mapping[str, Page]] = MappingProxyType({})


def build_edition(
    settings: Settings,
    *,
    scope: Scope = WHOLE,
    before: Edition | None = None,
    key: str | None = None,
    on_progress: Progress | None = None,
) -> Edition:
    """Make everything that answering needs, from the content folder. Blocks; may take seconds.

    What was made of the same content before is in the state folder, and only looked up: under
    `key`, where `prepare` has just said so. The edition `before` lends its encoders, and pages
    that cannot be read now. Without an encoder that works, it is loaded as the settings say; the
    multilingual one when the first message needs it. Raises `SettingsError` when the weights that
    they name cannot be used.
    """
    scope = beside(settings.content_dir, scope)
    # Products this small gain nothing from a second thread, and wait for it when cores are busy.
    threadpool_limits(limits=1, user_api="blas")
    own = before.encoder if before is not None else None
    loaded = remembering(own if own and own.encoder else load_encoder(settings.encoder))
    reader = before.cross_encoder if before is not None else None
    if reader is None or reader.problem is not None:
        reader = load_cross_encoder(_reader_of(settings))
    matching = Matching.of(loaded, weights_of(settings, loaded), settings.state_dir)
    matching = replace(matching, reranker=reranker_of(matching.weights, reader.cross_encoder))
    multilingual = before.multilingual if before is not None else None
    if multilingual is None or multilingual.problem is not None:
        multilingual = LateEncoder(is_wanted=settings.languages is LanguagesChoice.AUTO)
    folder, key = _editions_of(settings, scope), key or _key(settings, matching, scope)
    kept, known = (before.pages, before.rows) if before is not None else (_NO_PAGES, NO_ROWS)
    ready = _usable(folder, key, matching, kept, known)
    if ready is None:
        ready = _build(settings, scope, matching, kept, on_progress)
        is_unchanged = not ready.leans_on(kept) and key == _key(settings, matching, scope)
        is_on_disk = matching.encodings is None or ready.encodings is not None
        if is_unchanged and is_on_disk and folder.save(key, ready):
            # Mapped, it needs less memory.
            ready = _usable(folder, key, matching, kept, known) or ready
    late_reader = LateReader(multilingual, ready.corpus, settings.state_dir)
    return _edition(key, ready, matching, late_reader, loaded, reader, multilingual, scope.overlay)


def build_first_edition(settings: Settings, *, on_progress: Progress | None = None) -> Edition:
    """Make what is served from a start on. Blocks.

    A page that cannot be read now is as it was when all that was served was whole, as if the bot
    had never stopped: see `note_served`. A folder that is not there is not served from memory.
    """
    edition = build_edition(settings, on_progress=on_progress)
    if not edition.lost or "" in edition.lost:
        return edition
    kept = _served_from(settings).served(_served_as(settings))
    return build_edition(settings, before=replace(edition, pages=kept)) if kept else edition


def note_served(settings: Settings, edition: Edition) -> None:
    """Keep what is served whole, for a start that finds broken pages. Blocks for a moment.

    Only the same program finds it again, with the same content folder and the same limits: what
    is refused for a new limit must not come back.
    """
    if not edition.lost:
        made = _editions_of(settings, beside(settings.content_dir, WHOLE)).file_of(edition.key)
        _served_from(settings).keep_served(_served_as(settings), made)


def over_shared(edition: Edition, overlay: Overlay) -> Edition:
    """Give an edition that knows the wordings of an overlay, and shares all else with another one.

    For content so large that an index for each guild would take too much time and memory.
    """
    responder, languages = edition.responder, edition.responder.languages

    def of_story(story: Corpus) -> Matcher:
        own = responder.build_matcher(story) if responder.build_matcher else responder.matcher
        return knowing_lessons(own, story, overlay)

    knowing = replace(
        responder,
        matcher=knowing_lessons(responder.matcher, edition.corpus, overlay),
        build_matcher=of_story,
        languages=languages and reading_lessons(languages, edition.corpus, overlay),
    )
    return edition.with_responder(knowing)


def prepare(settings_json: str) -> tuple[str, str]:
    """Build an edition, keep it for whoever looks it up; give its key, and the program's digest.

    Meant for a process of its own: in a thread, building holds up whatever else runs. Nobody asks
    it anything, so it loads nothing that reads.
    """
    settings = Settings.model_validate_json(settings_json)
    glancing = settings.model_copy(update={"reranker": RerankerChoice.OFF})
    return build_edition(glancing).key, program_digest()


def _served_from(settings: Settings) -> EditionsFolder:
    return EditionsFolder(settings.state_dir / EDITIONS)


def _served_as(settings: Settings) -> str:
    folder = str(settings.content_dir.resolve())
    decides = json.dumps([folder, asdict(settings.limits), program_digest()])
    return hashlib.sha256(decides.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_DIGITS]


def _editions_of(settings: Settings, scope: Scope) -> EditionsFolder:
    """Give the folder of the whole content's editions, or of those that guilds see."""
    folder = settings.state_dir / EDITIONS
    return (
        EditionsFolder(folder / SCOPED, keeps=SCOPES_KEPT)
        if scope.digest
        else EditionsFolder(folder)
    )


def _reader_of(settings: Settings) -> str:
    """Say which cross-encoder is wanted; what it counts is known beside the shipped weights."""
    is_wanted = settings.reranker is RerankerChoice.AUTO and settings.weights is None
    return settings.encoder if is_wanted else OFF


def _key(settings: Settings, matching: Matching, scope: Scope) -> str:
    """Name all that decides what `_build` gives, but for pages that were kept, and the time."""
    sensing = matching.sensing
    limits = settings.limits
    decides = {
        "content": fingerprint(settings.content_dir, limits=limits),
        "limits": asdict(limits),
        "program": program_digest(),
        "weights": digest_of(matching.weights),
        "encoder": sensing and [sensing.encoder.sha256, sensing.space.digest],
        "reader": matching.reranker and matching.reranker.cross_encoder.sha256,
        "scope": scope.digest,
    }
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:_KEY_DIGITS]


def _usable(
    folder: EditionsFolder,
    key: str,
    matching: Matching,
    kept: Mapping[str, Page],
    known: PageRows,
) -> Ready | None:
    with without_collections():
        ready = folder.open(key, matching.weights.lexicon, matching.vectors_in, known)
    if ready is None or ready.leans_on(kept) or not ready.holds_at(datetime.now(UTC)):
        return None
    return ready


def _build(
    settings: Settings,
    scope: Scope,
    matching: Matching,
    kept: Mapping[str, Page],
    on_progress: Progress | None,
) -> Ready:
    """Read the content folder, with what editors put over it, and index what a guild sees."""
    loaded = load_folder(
        settings.content_dir, limits=settings.limits, kept=kept, on_progress=on_progress
    )
    loaded = overlaid(loaded, scope.overlay, settings.limits)
    now = datetime.now(UTC)
    built = build_corpus(loaded.pages, now=now, first=scope.overlay.pages)
    corpus, index = linked_and_indexed(scoped(built.corpus, scope), matching)
    dated = due(built.corpus, now.date())
    findings = {*loaded.findings, *built.findings, *unanswered(corpus)} - dated
    return Ready(
        corpus=corpus,
        pages={page.file: page for page in loaded.pages},
        lost=loaded.lost,
        index=index,
        names=capitalised(corpus),
        encodings=None if matching.encodings is None else matching.encodings.file,
        findings=tuple(sorted(findings)),
        golden=loaded.golden,
        askable_names=packed_names(passage.label for passage in askable(corpus)),
        built_at=now,
        valid_until=built.valid_until,
    )


def _edition(
    key: str,
    ready: Ready,
    matching: Matching,
    late_reader: LateReader,
    encoder: LoadedEncoder,
    cross_encoder: LoadedCrossEncoder,
    multilingual: LateEncoder,
    overlay: Overlay,
) -> Edition:
    golden = [read_golden(text, file=f"{folder}/{GOLDEN_FILE}") for folder, text in ready.golden]
    undated = {*ready.findings, *(finding for read in golden for finding in read.findings)}
    languages = Languages.of(ready.corpus, load_languages(), late_reader, ready.names)
    return Edition(
        key=key,
        responder=responder_of(
            ready.corpus, ready.index, matching, languages, overlay, ready.askable_names
        ),
        undated=frozenset(undated),
        golden=tuple(message for read in golden for message in read.messages),
        pages=ready.pages,
        lost=ready.lost,
        rows=ready.rows,
        let_go=ready.let_go,
        valid_until=ready.valid_until,
        encoder=encoder,
        cross_encoder=cross_encoder,
        multilingual=multilingual,
    )
