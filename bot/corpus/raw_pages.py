"""The bytes of pages, as the files have them and as editors put theirs over them."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.finding_codes import PageRefusedError
from bot.corpus.limits import Limits
from bot.corpus.loader import read_bytes
from bot.corpus.overlay import Overlay, digest_of
from bot.corpus.walk import walk


def digests_of(folder: Path, files: Collection[str], *, limits: Limits) -> Mapping[str, str]:
    """Give the digests of these files by file, of those that are pages and can be read."""
    digests: dict[str, str] = {}
    for one in walk(folder).pages if files else ():
        if one.file in files:
            with suppress(PageRefusedError):
                digests[one.file] = digest_of(read_bytes(one.path, limits.page_bytes))
    return digests


@dataclass(frozen=True, slots=True)
class RawFolder:
    """What a folder holds with an overlay over it. Everything is sorted by file."""

    bodies: Mapping[str, bytes]
    """The bytes of each page by its file, and of golden messages."""
    refused: tuple[str, ...]
    """Files of such names whose bytes cannot be had: too large, not ours to read."""
    closed_folders: tuple[str, ...]
    """Folders that cannot be listed, "" for the folder itself."""

    def may_hold(self, file: str) -> bool:
        """Tell whether a file may be there though its bytes cannot be had."""
        below = (folder for folder in self.closed_folders if folder)
        return (
            file in self.refused
            or "" in self.closed_folders
            or any(file.startswith(f"{folder}/") for folder in below)
        )


def raw_folder(
    folder: Path, overlay: Overlay, *, limits: Limits, among: Container[str] | None = None
) -> RawFolder:
    """Read the bytes of all pages and golden messages, and say which cannot be had.

    Of those `among` some files alone, where these are given.
    """

    def is_wanted(file: str) -> bool:
        return among is None or file in among

    found = walk(folder)
    raw: dict[str, bytes] = {}
    refused: list[str] = []
    for one in (*found.pages, *found.golden):
        if one.file in overlay.pages or not is_wanted(one.file):
            continue
        try:
            raw[one.file] = read_bytes(one.path, limits.page_bytes)
        except PageRefusedError:
            refused.append(one.file)
    own = ((file, body) for file, body in overlay.pages.items() if is_wanted(file))
    raw |= {file: body for file, body in own if body is not None}
    return RawFolder(
        dict(sorted(raw.items())), tuple(sorted(refused)), tuple(sorted(found.closed_folders))
    )
