"""The folder of ready editions: a file for each content that was served lately.

What decides an edition is hashed into the name of its file: the bytes of the content, the
limits, the program, its weights, the encoder. So nothing that differs is ever taken for it.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.corpus.findings import Finding
from bot.corpus.model import Briefing, BriefingId, Corpus, Page, PassageId, Revision
from bot.editions.files import Array, Json, Stored, read_arrays, write_arrays
from bot.editions.index_arrays import arrays_of, index_of, rows_of, told_of
from bot.editions.pages import NO_ROWS, PageRows, finding_of, finding_row, page_row
from bot.matching.index import Index
from bot.matching.lexicon import Lexicon
from bot.matching.packed import Texts
from bot.matching.vectors import TextVectors, do_nothing
from bot.whole_files import TEMPORARY, UnusableFileError, give_second_name

VectorsIn = Callable[[str, Array], TextVectors | None]
"""Gives the vectors that stand at these rows of a file of encodings; none when it is gone."""

EDITION: Final = ".edition"

SERVED: Final = "served-"
"""Begins the second name of an edition that was served."""

KEPT: Final = 3
"""Files: this revision and the one before it, and whatever was linted in between."""

_ABANDONED_S: Final = 3_600.0
"""Whoever was writing a file that has not grown for so long was killed."""

_FORGOTTEN_S: Final = 90 * 86_400.0
"""What was served by a program, or from a folder, that has not started for so long."""

_PAGES, _NAMES, _ASKABLE = "pages", "names", "askable"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """All of an edition that takes long to make, and does not change with the day."""

    corpus: Corpus
    pages: Mapping[str, Page]
    """Every page that was read, drafts included, by file."""
    lost: tuple[str, ...]
    """Files that were refused and folders that could not be listed, "" for all of the content."""
    index: Index
    names: frozenset[str]
    """Folded words that the pages write with a capital letter."""
    encodings: str | None
    """The file with the vectors of its texts; none without an encoder."""
    findings: tuple[Finding, ...]
    """But for those that come up on a certain day."""
    golden: tuple[tuple[str, str], ...]
    askable_names: Texts
    """What the responder looks through while a reader is typing."""
    built_at: datetime
    valid_until: datetime | None
    rows: PageRows = NO_ROWS
    """What its pages were made of; nothing where it was not read from a file."""
    let_go: Callable[[], None] = do_nothing
    """Lets what was read of its file so far leave the memory; nothing is lost by it."""

    def holds_at(self, now: datetime) -> bool:
        """Say whether the same pages may be seen as when it was built."""
        return self.built_at <= now and (self.valid_until is None or now < self.valid_until)

    def leans_on(self, kept: Mapping[str, Page]) -> bool:
        """Say whether it would be another one where these pages had been served before."""
        return any(
            not lost or file == lost or file.startswith(f"{lost}/")
            for lost in self.lost
            for file in kept
        )


@dataclass(frozen=True, slots=True)
class EditionsFolder:
    """Ready editions on disk. Several processes may use one folder."""

    path: Path
    keeps: int = KEPT

    def open(
        self, key: str, lexicon: Lexicon, vectors_in: VectorsIn, known: PageRows = NO_ROWS
    ) -> Ready | None:
        """Map the edition of this key; none when there is none that can be used.

        Pages that are `known`, from an edition that was read before, are not made again.
        """
        file = self.file_of(key)
        try:
            stored = read_arrays(file)
            if stored.told["key"] != key:
                raise UnusableFileError("it is of another name")
            ready = _ready(stored, lexicon, vectors_in, known)
            stored.let_go()
            os.utime(file)
        except FileNotFoundError:
            return None
        except (OSError, UnusableFileError, ValueError, KeyError, TypeError) as error:
            _log.warning("%s cannot be used and is made anew: %s", file, error)
            return None
        return ready

    def save(self, key: str, ready: Ready) -> bool:
        """Keep an edition for the next start; false, and a warning, where that is impossible."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            told, arrays = _stored(key, ready)
            write_arrays(self.file_of(key), told, arrays)
            self._tidy()
        except OSError as error:
            _log.warning("%s cannot be written to, so a restart takes longer: %s", self.path, error)
            return False
        return True

    def file_of(self, key: str) -> Path:
        """Name the file of an edition, which need not be there."""
        return self.path / f"{key}{EDITION}"

    def keep_served(self, name: str, edition: Path) -> None:
        """Keep a second name for an edition that is on disk: pages may be taken from it later."""
        try:
            give_second_name(edition, self.path / f"{SERVED}{name}")
        except FileNotFoundError:
            return  # it could not be stored, which has been said
        except OSError as error:
            _log.warning("%s cannot be kept for a start with broken pages: %s", edition, error)

    def served(self, name: str) -> Mapping[str, Page]:
        """Give the pages of the edition that was kept under a name, by file."""
        file = self.path / f"{SERVED}{name}"
        try:
            texts = _packed_texts(_PAGES, read_arrays(file).arrays)
            pages = NO_ROWS.reading(texts.pieces()).pages
        except FileNotFoundError:
            return MappingProxyType({})
        except (OSError, UnusableFileError, ValueError, KeyError, TypeError) as error:
            _log.warning("%s cannot be used: %s", file, error)
            return MappingProxyType({})
        return MappingProxyType({page.file: page for page in pages})

    def _tidy(self) -> None:
        """Remove what was not used lately, and what killed programs began."""
        ages = {file: time.time() - file.stat().st_mtime for file in self.path.iterdir()}
        editions = sorted((f for f in ages if f.suffix == EDITION), key=ages.__getitem__)
        begun = [f for f in ages if f.suffix == TEMPORARY and ages[f] > _ABANDONED_S]
        old = [f for f in ages if f.name.startswith(SERVED) and ages[f] > _FORGOTTEN_S]
        for file in (*editions[self.keeps :], *begun, *old):
            with suppress(OSError):  # in use on a system that minds, or removed by another process
                file.unlink()


def _stored(key: str, ready: Ready) -> tuple[Json, dict[str, Array]]:
    corpus = ready.corpus
    served = {page.file for page in corpus.pages}
    pages = (*corpus.pages, *(page for file, page in ready.pages.items() if file not in served))
    rows = Texts.of(json.dumps(page_row(page)) for page in pages)
    told: Json = {
        "key": key,
        "revision": corpus.revision,
        "briefings": [[b.id, b.title, len(b.pages)] for b in corpus.briefings],
        "answered_by": [[*where, target] for where, target in corpus.answered_by.items()],
        "lost": ready.lost,
        "encodings": ready.encodings,
        "findings": [finding_row(found) for found in ready.findings],
        "golden": ready.golden,
        "built_at": ready.built_at.isoformat(),
        "valid_until": ready.valid_until and ready.valid_until.isoformat(),
        "index": told_of(ready.index),
    }
    texts = {_PAGES: rows, _NAMES: Texts.of(sorted(ready.names)), _ASKABLE: ready.askable_names}
    arrays = arrays_of(ready.index)
    for name, packed in texts.items():
        arrays |= _packed(name, packed)
    return told, arrays


def _ready(stored: Stored, lexicon: Lexicon, vectors_in: VectorsIn, known: PageRows) -> Ready:
    """Put an edition together again. Raises what its parts raise when they do not fit."""
    told, arrays = stored.told, stored.arrays
    rows = known.reading(_packed_texts(_PAGES, arrays).pieces())
    pages = rows.pages
    corpus = _corpus(told, pages)
    vectors, at = None, rows_of(arrays)
    if at is not None:
        vectors = vectors_in(told["encodings"], at)
        if vectors is None:
            raise UnusableFileError("the encodings of its texts are gone")
    return Ready(
        corpus=corpus,
        pages={page.file: page for page in pages},
        lost=tuple(told["lost"]),
        index=replace(
            index_of(arrays, told["index"], corpus.passages, lexicon, vectors),
            let_go=stored.after_use,
        ),
        names=frozenset(_packed_texts(_NAMES, arrays).all()),
        encodings=told["encodings"],
        findings=tuple(map(finding_of, told["findings"])),
        golden=tuple((folder, text) for folder, text in told["golden"]),
        askable_names=_packed_texts(_ASKABLE, arrays),
        built_at=datetime.fromisoformat(told["built_at"]),
        valid_until=told["valid_until"] and datetime.fromisoformat(told["valid_until"]),
        rows=rows,
        let_go=stored.let_go,
    )


def _packed(name: str, texts: Texts) -> dict[str, Array]:
    return {f"{name}.letters": texts.letters, f"{name}.starts": texts.starts}


def _packed_texts(name: str, arrays: Mapping[str, Array]) -> Texts:
    return Texts(arrays[f"{name}.letters"], arrays[f"{name}.starts"])


def _corpus(told: Json, pages: Iterable[Page]) -> Corpus:
    """Deal the pages out to their briefings; those that are left over are not served."""
    rest = iter(pages)
    briefings = tuple(
        Briefing(BriefingId(own_id), title, tuple(islice(rest, count)))
        for own_id, title, count in told["briefings"]
    )
    answered_by = {(file, line): PassageId(to) for file, line, to in told["answered_by"]}
    return Corpus(Revision(told["revision"]), briefings, MappingProxyType(answered_by))
