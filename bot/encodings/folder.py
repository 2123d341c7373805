"""The folder of encodings: which files there are, which can be used, and which may go."""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.encodings.files import read_segment, write_segment
from bot.encodings.segments import MISSING, Segment, Selection, find
from bot.whole_files import TEMPORARY, UnusableFileError

REVISION: Final = ".vectors"
"""A file with every text of one revision of some content."""

PART: Final = ".part"
"""A file with some texts of a revision that is being built."""

SET_ASIDE: Final = "set-aside.broken"
"""The last file that could not be used, for whoever wants to know why."""

_RELATED: Final = 0.5
"""Revisions that share this much are of the same content; one earlier one is kept."""

_ABANDONED_S: Final = 3_600.0
"""Whoever was writing a file that has not grown for so long was killed."""

_UNUSED_S: Final = 7 * 86_400.0
"""Vectors of other content, of another encoder, or of a build that was killed are kept so long."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EncodingsFolder:
    """The files of one encoder and one projection, beside those of others."""

    path: Path
    space: str
    """Names the encoder and the projection, in hexadecimal digits."""

    def open(self) -> dict[Path, Segment]:
        """Map every file that can be used, newest first; set aside what cannot."""
        try:
            names = sorted((file.name for file in self.path.iterdir()), reverse=True)
        except OSError:
            return {}
        ours = [name for name in names if name.startswith(self._prefix)]
        files = [self.path / name for name in ours if name.endswith((REVISION, PART))]
        opened = {file: self._open_one(file) for file in files}
        return {file: segment for file, segment in opened.items() if segment is not None}

    def reopen(self, name: str) -> Segment | None:
        """Map one file and note that it is in use; none when it is gone or damaged."""
        file = self.path / name
        segment = self._open_one(file)
        with suppress(OSError):
            os.utime(file)
        return segment

    def add(self, selection: Selection, kind: str) -> tuple[Path, Segment]:
        """Write a file and map it. Raises `OSError`."""
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / f"{self._prefix}{time.time_ns():016x}-{secrets.token_hex(4)}{kind}"
        write_segment(selection, file, self.space)
        try:
            return file, read_segment(file, self.space)
        except UnusableFileError as error:
            raise OSError(f"{file} is not what was written: {error}") from error

    def tidy(self, used: Path, opened: Mapping[Path, Segment]) -> None:
        """Remove what the file in use has made superfluous, and what was left behind."""
        with suppress(OSError):
            os.utime(used)
        shares = {
            file: _share(segment, opened[used]) for file, segment in opened.items() if file != used
        }
        earlier = [f for f, share in shares.items() if f.suffix == REVISION and share >= _RELATED]
        covered = [f for f, share in shares.items() if f.suffix == PART and share == 1]
        for file in {*earlier[1:], *covered, *self._left_behind()} - {used}:
            with suppress(OSError):  # in use on a system that minds, or removed by another process
                file.unlink()

    @property
    def _prefix(self) -> str:
        return f"{self.space[:16]}-"

    def _open_one(self, file: Path) -> Segment | None:
        try:
            return read_segment(file, self.space)
        except FileNotFoundError:  # another process has tidied up
            return None
        except OSError as error:
            _log.warning("%s cannot be read and is left out: %s", file, error)
        except UnusableFileError as error:
            _log.warning("%s is set aside and made anew: %s", file, error)
            with suppress(OSError):
                file.replace(self.path / SET_ASIDE)
        return None

    def _left_behind(self) -> list[Path]:
        """Give what killed programs began, and what nobody has used for long."""
        oldest = {TEMPORARY: _ABANDONED_S, PART: _UNUSED_S, REVISION: _UNUSED_S}
        now = time.time()
        found: list[Path] = []
        with suppress(OSError):
            for file in self.path.iterdir():
                age_s = now - file.stat().st_mtime
                if file.suffix in oldest and age_s > oldest[file.suffix]:
                    found.append(file)
        return found


def _share(segment: Segment, of: Segment) -> float:
    """Say which share of a segment's texts is in another one as well."""
    return float((find(segment.keys, of.keys) != MISSING).mean())
