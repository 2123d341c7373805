"""Gives the vectors of texts, from disk where they were encoded before.

Files never change: whoever has one mapped may go on reading it, and a program that is killed
leaves whole files only. Several processes may use one folder; each finds what the others have
finished, and at worst two of them encode the same text.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.encodings.folder import PART, REVISION, EncodingsFolder
from bot.encodings.segments import (
    MISSING,
    KeyArray,
    Segment,
    Selection,
    find,
    keys_of,
    sorted_once,
)
from bot.matching.encoder import Encoder
from bot.matching.vectors import Projection, RowArray, TextVectors

Progress = Callable[[int, int], None]
"""Told how many of the texts that are new have been encoded, and how many those are."""

CHECKPOINT_TEXTS: Final = 2_000
"""So many are lost at most when a long build is killed: ten to twenty seconds of work."""

_LEAST_SHARE: Final = 0.5
"""When less than this of a file is needed, that is copied into a file of its own."""

_log = logging.getLogger(__name__)


class EncodingsStore:
    """Vectors of texts by one encoder and one projection. One caller at a time."""

    def __init__(self, folder: Path | None, encoder: Encoder, projection: Projection) -> None:
        """Keep files in a folder of its own; without one, everything stays in memory."""
        self._encoder = encoder
        self._project = projection.project
        self.space: Final = _space(encoder, projection)
        """Names the encoder and the projection."""
        self._folder = EncodingsFolder(folder, self.space) if folder is not None else None
        self._in_memory: list[Segment] = []
        """What could not be written."""
        self._latest: Segment | None = None
        self._file: Path | None = None

    @property
    def file(self) -> str | None:
        """The file with the vectors that were given last; none while they are in memory."""
        return None if self._file is None else self._file.name

    def vectors(self, texts: Sequence[str], on_progress: Progress | None = None) -> TextVectors:
        """Give the vectors of texts, in order; those that are new are encoded first. Blocks.

        When nothing can be written the vectors are in memory, and a warning says why.
        """
        if not texts:
            return TextVectors.none()
        keys, first, place = sorted_once(keys_of(texts, self.space))
        build = _Build(self._folder, list(self._in_memory))
        whole = build.whole(keys)
        if whole is None:
            missing = build.select(keys).missing
            for done in range(0, len(missing), CHECKPOINT_TEXTS):
                part = missing[done : done + CHECKPOINT_TEXTS]
                told = _Count(done, len(missing), on_progress)
                segment = self._encoded(keys[part], [texts[i] for i in first[part]], told)
                build.keep(segment, is_last=done + len(part) == len(missing))
            whole = build.finish(keys)
        build.tidy(whole)
        self._in_memory = build.in_memory
        self._latest = whole
        self._file = build.file_of(whole)
        return _text_vectors(whole, find(keys, whole.keys)[place])

    def reopen(self, file: str, rows: RowArray) -> TextVectors | None:
        """Give what `vectors` gave when this was its file; none when the file is gone."""
        whole = None if self._folder is None else self._folder.reopen(file)
        if whole is None or self._folder is None:
            return None
        self._latest, self._file = whole, self._folder.path / file
        return _text_vectors(whole, rows)

    def again(self, texts: Sequence[str]) -> TextVectors:
        """Give the vectors of texts that were asked for lately, without touching any file.

        What is new is encoded and not kept. Safe beside `vectors` in another thread.
        """
        keys, first, place = sorted_once(keys_of(texts, self.space))
        latest = self._latest
        if latest is not None and (find(keys, latest.keys) != MISSING).all():
            return _text_vectors(latest, find(keys, latest.keys)[place])
        new = self._encoded(keys, [texts[i] for i in first], _Count(0, len(keys), None))
        return _text_vectors(new, place)

    def _encoded(self, keys: KeyArray, texts: Sequence[str], told: _Count) -> Segment:
        stored = []
        for encoding in self._encoder.encode(texts):
            stored.append(self._project(encoding))
            told.one_more()
        return Segment.of(keys, stored)


@dataclass(slots=True)
class _Count:
    """Counts texts, and tells whoever wants to know."""

    done: int
    total: int
    on_progress: Progress | None

    def one_more(self) -> None:
        self.done += 1
        if self.on_progress is not None:
            self.on_progress(self.done, self.total)


@dataclass(slots=True)
class _Build:
    """What one call has to work with: files that are there, and what it adds to them."""

    folder: EncodingsFolder | None
    in_memory: list[Segment]
    opened: dict[Path, Segment] = field(init=False)

    def __post_init__(self) -> None:
        self.opened = self.folder.open() if self.folder is not None else {}

    def whole(self, keys: KeyArray) -> Segment | None:
        """Give a segment that has all texts, and not many besides."""
        for segment in (*self.opened.values(), *self.in_memory):
            is_fit = len(keys) <= len(segment) <= len(keys) / _LEAST_SHARE
            if is_fit and (find(keys, segment.keys) != MISSING).all():
                return segment
        return None

    def select(self, keys: KeyArray) -> Selection:
        """Find texts wherever they are."""
        return Selection.find(keys, (*self.opened.values(), *self.in_memory))

    def keep(self, segment: Segment, *, is_last: bool) -> None:
        """Keep what was encoded; on disk, unless the whole will be there in a moment."""
        if is_last or self._written(Selection.find(segment.keys, [segment]), PART) is None:
            self.in_memory.append(segment)

    def finish(self, keys: KeyArray) -> Segment:
        """Bring all texts together."""
        selection = self.select(keys)
        whole = self._written(selection, REVISION)
        if whole is not None:
            self.in_memory = []
            return whole
        self.in_memory = [selection.merged()]
        return self.in_memory[0]

    def file_of(self, used: Segment) -> Path | None:
        """Give the file that holds a segment; none when it is in memory."""
        return next((file for file, segment in self.opened.items() if segment is used), None)

    def tidy(self, used: Segment) -> None:
        """Remove files that are not needed beside the one in use."""
        file = self.file_of(used)
        if self.folder is not None and file is not None:
            self.folder.tidy(file, self.opened)

    def _written(self, selection: Selection, kind: str) -> Segment | None:
        """Write a file and map it; none, and a warning the first time, when that is impossible."""
        if self.folder is None:
            return None
        try:
            file, segment = self.folder.add(selection, kind)
        except OSError as error:
            _log.warning(
                "Encodings stay in memory: %s cannot be written to: %s", self.folder.path, error
            )
            self.folder = None
            return None
        self.opened = {file: segment, **self.opened}
        return segment


def _space(encoder: Encoder, projection: Projection) -> str:
    named = f"{encoder.sha256}\n{projection.digest}"
    return hashlib.sha256(named.encode()).hexdigest()


def _text_vectors(segment: Segment, rows: RowArray) -> TextVectors:
    return TextVectors(
        rows=rows,
        sentences=segment.sentences,
        scales=segment.scales,
        starts=segment.starts,
        tokens=segment.tokens,
        let_go=segment.let_go,
    )
