"""The composition root: the only module that constructs the parts of the bot."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self
from uuid import uuid4

from threadpoolctl import threadpool_limits

from bot import __version__
from bot.corpus.build import build_corpus
from bot.corpus.file_names import GOLDEN_FILE, printable
from bot.corpus.loader import Progress, fingerprint, load_folder
from bot.corpus.model import Corpus, Page
from bot.corpus.overlaid import overlaid
from bot.corpus.overlay import NOTHING_OVER, WHOLE, Overlay, Scope, scoped
from bot.corpus.sidecar import beside
from bot.cross_encoder import LoadedCrossEncoder, load_cross_encoder
from bot.dialogue.browse import askable
from bot.dialogue.follow_ups import resolve_go_deeper, unanswered
from bot.dialogue.in_view import InView
from bot.dialogue.languages import Languages, Reader, capitalised, no_reader
from bot.dialogue.responder import Responder
from bot.dialogue.suggestions import packed_names
from bot.edition import Edition, due
from bot.editions.pages import NO_ROWS, PageRows
from bot.editions.program import program_digest
from bot.editions.store import EditionsFolder, Ready
from bot.encoder import OFF, LoadedEncoder, load_encoder, load_unpinned_encoder
from bot.encodings.memo import EncodingsMemo
from bot.encodings.store import EncodingsStore
from bot.evaluation.golden import read_golden
from bot.garbage import without_collections
from bot.language_file import load_languages
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Matcher
from bot.matching.multilingual_index import MultilingualSensing
from bot.matching.packed import Texts
from bot.matching.policy import ThresholdPolicy
from bot.matching.refusals import RefusingMatcher
from bot.matching.reranking import CrossEncoder, Reranker
from bot.matching.sense import Sensing
from bot.matching.taught import KnowingMatcher
from bot.matching.token_space import TokenSpace
from bot.matching.vectors import RowArray, TextVectors
from bot.matching.weights import NO_WEIGHTS, Weights
from bot.other_languages import LateEncoder, LateReader, multilingual_sensing
from bot.settings import (
    LanguagesChoice,
    ReadersChoice,
    RerankerChoice,
    Settings,
    SettingsError,
)
from bot.store.address import (
    DATABASE_FILE,
    POSTGRES,
    database_address,
    sqlite_address,
    sqlite_file,
)
from bot.weights_file import (
    WeightsError,
    digest_of,
    load_in_view,
    load_rerank_weights,
    load_token_space,
    load_weights,
    load_weights_to_improve,
)

if TYPE_CHECKING:
    from bot.fleet.rows import SqlFleet
    from bot.fleet.worker import Worker
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom
    from bot.store.database import Database
    from bot.store.keeping import Keeping
    from bot.store.readers import ReaderKeys
    from bot.store.recorder import Recorder
    from bot.store.revisions import RevisionRow, SqlRevisions

_log = logging.getLogger(__name__)


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
    loaded = _remembering(own if own and own.encoder else load_encoder(settings.encoder))
    reader = before.cross_encoder if before is not None else None
    if reader is None or reader.problem is not None:
        reader = load_cross_encoder(_reader_of(settings))
    matching = _Matching.of(loaded, _weights(settings, loaded), settings.state_dir)
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


def _served_from(settings: Settings) -> EditionsFolder:
    return EditionsFolder(settings.state_dir / EDITIONS)


def _served_as(settings: Settings) -> str:
    folder = str(settings.content_dir.resolve())
    decides = json.dumps([folder, asdict(settings.limits), program_digest()])
    return hashlib.sha256(decides.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_DIGITS]


_NO_PAGES: Final[Mapping[str, Page]] = MappingProxyType({})


def over_shared(edition: Edition, overlay: Overlay) -> Edition:
    """Give an edition that knows the wordings of an overlay, and shares all else with another one.

    For content so large that an index for each guild would take too much time and memory.
    """
    responder = edition.responder

    def of_story(story: Corpus) -> Matcher:
        own = responder.build_matcher(story) if responder.build_matcher else responder.matcher
        return _knowing(own, story, overlay)

    knowing = replace(
        responder,
        matcher=_knowing(responder.matcher, edition.corpus, overlay),
        build_matcher=of_story,
        languages=responder.languages and _reading(responder.languages, edition.corpus, overlay),
    )
    return edition.with_responder(knowing)


def _editions_of(settings: Settings, scope: Scope) -> EditionsFolder:
    """Give the folder of the whole content's editions, or of those that guilds see."""
    folder = settings.state_dir / EDITIONS
    return (
        EditionsFolder(folder / SCOPED, keeps=SCOPES_KEPT)
        if scope.digest
        else EditionsFolder(folder)
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


def _reader_of(settings: Settings) -> str:
    """Say which cross-encoder is wanted; what it counts is known beside the shipped weights."""
    is_wanted = settings.reranker is RerankerChoice.AUTO and settings.weights is None
    return settings.encoder if is_wanted else OFF


def reranker_of(weights: Weights, cross_encoder: CrossEncoder | None) -> Reranker | None:
    """Put a cross-encoder to use, where it is known what its word counts."""
    if cross_encoder is None or not weights.encoder:
        return None
    counts = load_rerank_weights(encoder=weights.encoder, cross_encoder=cross_encoder.sha256)
    return None if counts is None else Reranker(cross_encoder, counts)


def _remembering(loaded: LoadedEncoder) -> LoadedEncoder:
    """Let an encoder have what it encoded at hand; editions that share it share that too."""
    if loaded.encoder is None or isinstance(loaded.encoder, EncodingsMemo):
        return loaded
    return replace(loaded, encoder=EncodingsMemo(loaded.encoder, MESSAGES_KEPT))


def _sha256(loaded: LoadedEncoder) -> str:
    return "" if loaded.encoder is None else loaded.encoder.sha256


@dataclass(frozen=True, slots=True)
class _Matching:
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


def _key(settings: Settings, matching: _Matching, scope: Scope) -> str:
    """Name all that decides what `_build` gives, but for pages that were kept, and the time."""
    sensing = matching.sensing
    limits = settings.limits
    decides = {
        "content": fingerprint(settings.content_dir, limits=limits),
        "limits": asdict(limits),
        "program": program_digest(),
        "weights": digest_of(matching.weights),
        "encoder": sensing and [sensing.encoder.sha256, sensing.space.digest],
        "scope": scope.digest,
    }
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:_KEY_DIGITS]


def _usable(
    folder: EditionsFolder,
    key: str,
    matching: _Matching,
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
    matching: _Matching,
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
    corpus, index = _linked(scoped(built.corpus, scope), matching)
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
    matching: _Matching,
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
        responder=_responder(
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


def build_responder(
    corpus: Corpus, sensing: Sensing | None = None, reader: CrossEncoder | None = None
) -> Responder:
    """Index a corpus; its go-deeper questions are resolved by the matcher itself.

    It goes by the weights that are shipped, and declines messages in other languages.
    """
    weights = load_weights(encoder="" if sensing is None else sensing.encoder.sha256)
    matching = _Matching(weights, sensing, reranker=reranker_of(weights, reader))
    linked, index = _linked(corpus, matching)
    languages = Languages.of(linked, load_languages(), no_reader)
    return _responder(linked, index, matching, languages)


def _linked(corpus: Corpus, matching: _Matching) -> tuple[Corpus, Index]:
    """Resolve go-deeper questions, and index the corpus with them as further wordings."""
    weights, sensing = matching.weights, matching.sensing
    index = build_index(corpus, weights.lexicon, sensing)
    linked = resolve_go_deeper(corpus, PassageMatcher(index, weights, sensing))
    if linked.answered_by:
        index = build_index(linked, weights.lexicon, sensing)
    return linked, index


def _responder(
    corpus: Corpus,
    index: Index,
    matching: _Matching,
    languages: Languages,
    overlay: Overlay = NOTHING_OVER,
    askable_names: Texts | None = None,
) -> Responder:
    weights, sensing = matching.weights, matching.sensing
    reranker = matching.reranker and matching.reranker.over(corpus.pages)

    def of_story(story: Corpus) -> Matcher:
        matcher = PassageMatcher.build(story, weights, sensing and sensing.within(), reranker)
        return _knowing(matcher, story, overlay)

    matcher = _knowing(PassageMatcher(index, weights, sensing, reranker), corpus, overlay)
    policy, languages = ThresholdPolicy(weights), _reading(languages, corpus, overlay)
    in_view = load_in_view(encoder=weights.encoder)
    weigher = None if in_view is None else InView(in_view)
    return Responder(corpus, matcher, policy, of_story, languages, askable_names, weigher)


def _knowing(matcher: Matcher, corpus: Corpus, overlay: Overlay) -> Matcher:
    """Let a matcher know what editors taught, word for word, whatever the index makes of it."""
    known = KnowingMatcher.over(matcher, corpus, overlay.taught)
    return RefusingMatcher.over(known, overlay.not_meant)


def _reading(languages: Languages, corpus: Corpus, overlay: Overlay) -> Languages:
    """Let what reads other languages know what editors taught, too."""
    if not (overlay.taught or overlay.not_meant):
        return languages

    def knowing(reader: Reader) -> Reader:
        return replace(reader, matcher=_knowing(reader.matcher, corpus, overlay))

    return languages.reading_with(knowing)


def sensing_of(loaded: LoadedEncoder, space: TokenSpace | None = None) -> Sensing | None:
    """Give what matching does with an encoder; its encodings are kept nowhere."""
    return _Matching.of(_remembering(loaded), NO_WEIGHTS, space=space).sensing


def build_recorder(settings: Settings) -> Recorder:
    """Make what records turns, as the settings say; it touches the database once it is started.

    Raises `SettingsError` when a database is named for which the driver is missing.
    """
    from bot.store.recorder import Recorder  # not for those who only ask or lint

    has_file = settings.database_url is not None or _database_file(settings).exists()
    if settings.keep_days == 0 and not has_file:
        return Recorder.of_nothing()
    from bot.store.sql import SqlStore

    return Recorder(SqlStore(build_database(settings)), _keeping(settings, settings.state_dir))


def build_newsroom(settings: Settings, library: Library) -> Newsroom:
    """Make what knows how guilds want it; it touches the database once it is started.

    Raises `SettingsError` as `build_recorder` does.
    """
    from bot.newsroom.newsroom import Newsroom
    from bot.newsroom.remembered import Remembered

    remembered = Remembered(settings.state_dir)
    return Newsroom(build_database(settings), library, remembered=remembered)


async def read_overlays(settings: Settings) -> Mapping[int, Overlay]:
    """Give what the editors of each guild have put over the files, without the bot.

    Raises `StoreError`, and `SettingsError` as `build_recorder` does.
    """
    file = database_file(settings)
    if file is not None and not file.exists():
        return {}
    async with _revisions(settings) as revisions:
        latest = await revisions.latest()
    return {guild: published.overlay for guild, published in latest.items()}


async def overlay_of(settings: Settings, guild: int) -> Overlay | None:
    """Give what a guild's editors have published; none where nobody has. Raises `StoreError`."""
    async with _revisions(settings) as revisions:
        published = (await revisions.latest([guild])).get(guild)
    return None if published is None else published.overlay


async def history_of(settings: Settings, guild: int, limit: int = 1_000) -> Sequence[RevisionRow]:
    """Give a guild's revisions, the newest first. Raises `StoreError`."""
    async with _revisions(settings) as revisions:
        return await revisions.history(guild, limit=limit)


@asynccontextmanager
async def _revisions(settings: Settings) -> AsyncIterator[SqlRevisions]:
    """Open what editors published, only to read it; an SQLite file must be there."""
    from bot.store.migrating import wants_upgrade
    from bot.store.model import StoreError
    from bot.store.revisions import SqlRevisions

    database = _open_there(_address(settings), "BOT_DATABASE_URL", _AN_ADDRESS)
    try:
        steps = await database.missing_steps()
        try:
            yield SqlRevisions(database)
        except StoreError:
            if steps:
                raise StoreError(wants_upgrade("it")) from None
            raise
    finally:
        await database.close()


def database_file(settings: Settings) -> Path | None:
    """Give the SQLite file in which everything is kept; none where that is a PostgreSQL."""
    if settings.database_url is None:
        return _database_file(settings)
    return sqlite_file(settings.database_url.get_secret_value())


def build_worker(settings: Settings) -> Worker | None:
    """Make what lets this process be one of many; none with SQLite, where it is the only one.

    Raises `SettingsError` as `build_recorder` does.
    """
    if not _names_postgres(settings):
        return None
    from bot.fleet.plan import Wish
    from bot.fleet.rows import SqlFleet, Who
    from bot.fleet.worker import Worker
    from bot.store.readers import check_value

    keys = _reader_keys(settings.state_dir) if settings.keep_days else None
    notes_readers = settings.readers is ReadersChoice.HASHED
    readers = check_value(keys.secret) if keys is not None and notes_readers else None
    who = Who(uuid4().hex, socket.gethostname(), os.getpid(), __version__)
    wish = Wish(settings.shards, settings.worker_shards)
    return Worker(SqlFleet(build_database(settings)), who, wish, readers)


def build_fleet(settings: Settings) -> SqlFleet:
    """Make what knows all processes of the bot. Raises `SettingsError` where there is one only."""
    if not _names_postgres(settings):
        expected = "a PostgreSQL’s address; with SQLite there is one process, and no fleet"
        example = "postgresql://bot:password@localhost/briefings"
        raise SettingsError("BOT_DATABASE_URL", expected, example)
    from bot.fleet.rows import SqlFleet

    return SqlFleet(build_database(settings))


def open_database(given: str) -> Database:
    """Open a database by its address or, an SQLite one that is there, by its file.

    Raises `SettingsError` for what is neither, and when a driver is missing.
    """
    return _open(_address_of(given))


def open_source(given: str) -> Database:
    """Open a database as `open_database` does, to read it alone; one that is not there is none."""
    return _open_there(_address_of(given), "database", _A_FILE)


def _address_of(given: str) -> str:
    if "://" not in given:
        file = Path(given).expanduser().resolve()
        if not file.is_file():
            raise SettingsError("database", _THERE, _A_FILE)
        return sqlite_address(file)
    try:
        return database_address(given)
    except ValueError as error:
        raise SettingsError("database", str(error), _A_FILE) from None


def _open_there(address: str, name: str, example: str) -> Database:
    file = sqlite_file(address)
    if file is not None and not file.is_file():
        raise SettingsError(name, f"{_THERE} ({printable(str(file))} is none)", example)
    return _open(address, reads_only=True)


_THERE: Final = "an SQLite file that exists, or a database’s address"
_A_FILE: Final = ".state/bot.db"
_AN_ADDRESS: Final = "sqlite:////var/lib/briefing-bot/bot.db"


def _names_postgres(settings: Settings) -> bool:
    named = settings.database_url
    return named is not None and named.get_secret_value().startswith(POSTGRES)


def build_database(settings: Settings) -> Database:
    """Make what connects to the database. Raises as `build_recorder` does.

    Recorder, newsroom and worker have one each, of two connections at most: a lease is renewed in
    time though moderators have all of theirs at work, and readers' questions wait for neither.
    """
    return _open(_address(settings))


def _address(settings: Settings) -> str:
    named = settings.database_url
    return sqlite_address(_database_file(settings)) if named is None else named.get_secret_value()


def _open(address: str, *, reads_only: bool = False) -> Database:
    if address.startswith(POSTGRES) and find_spec("asyncpg") is None:
        expected = "the extra “postgres” (pip install 'briefing-bot[postgres]'), or an SQLite file"
        raise SettingsError("BOT_DATABASE_URL", expected, _AN_ADDRESS)
    from bot.store.database import Database  # SQLAlchemy takes 0.2 s to import

    return Database(address, reads_only=reads_only)


def _database_file(settings: Settings) -> Path:
    return settings.state_dir / DATABASE_FILE


def _keeping(settings: Settings, folder: Path) -> Keeping:
    from bot.store.keeping import Keeping

    notes_readers = settings.readers is ReadersChoice.HASHED
    return Keeping(settings.keep_days, _reader_keys(folder), notes_readers=notes_readers)


def _reader_keys(folder: Path) -> ReaderKeys | None:
    """Load the secret behind readers' hashes; without it, rows say nothing of their readers."""
    from bot.store.readers import ReaderKeys, SecretError, load_secret

    try:
        return ReaderKeys(load_secret(folder))
    except SecretError as error:
        _log.warning("Questions are recorded without their readers: %s", error)
        return None


_KEY_DIGITS: Final = 32

MESSAGES_KEPT: Final = 768
"""Messages whose encodings stay at hand, for all editions: one may be compared with all briefings,
with its story, and in fuller wordings; and those that editors have asked again before they publish
are the same each time. Some 40 KB each."""

ENCODINGS, EDITIONS = "encodings", "editions"
"""Folders within the state folder."""

SCOPED: Final = "scoped"
"""Within the editions' folder: those in which editors of a guild have changed something."""

SCOPES_KEPT: Final = 200


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
    return sensing_of(LoadedEncoder(EncodingsMemo(loaded.encoder)), space)


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


def prepare(settings_json: str) -> tuple[str, str]:
    """Build an edition, keep it for whoever looks it up; give its key, and the program's digest.

    Meant for a process of its own: in a thread, building holds up whatever else runs. Nobody asks
    it anything, so it loads nothing that reads.
    """
    settings = Settings.model_validate_json(settings_json)
    glancing = settings.model_copy(update={"reranker": RerankerChoice.OFF})
    return build_edition(glancing).key, program_digest()
