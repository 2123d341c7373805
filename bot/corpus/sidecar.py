"""Wordings that editors taught, beside the pages of an exported folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.corpus.model import PassageId
from bot.corpus.overlay import NOTHING_OVER, Overlay, Scope, Wording

SIDECAR: Final = "_wordings.json"
"""Begins with `_`, so that it is no page."""

_MOST_BYTES: Final = 16 << 20


class WordingsError(Exception):
    """Wordings are there and cannot be read. Its text says why."""


def sidecar_of(overlay: Overlay) -> bytes | None:
    """Write the wordings of an overlay; none where it has none."""
    if not (overlay.taught or overlay.not_meant):
        return None
    told = {"taught": _rows(overlay.taught), "not_meant": _rows(overlay.not_meant)}
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def beside(folder: Path, scope: Scope) -> Scope:
    """Put what a scope says over the wordings beside the pages; unreadable ones are left out."""
    written = wordings_beside(folder)
    if written is NOTHING_OVER:
        return scope
    return replace(scope, overlay=written.with_all_of(scope.overlay))


def wordings_beside(folder: Path) -> Overlay:
    """Read the wordings beside the pages of a folder; what cannot be read says nothing."""
    try:
        return read_wordings(folder)
    except WordingsError:
        return NOTHING_OVER


def read_wordings(folder: Path) -> Overlay:
    """Read the wordings beside the pages of a folder, if there are any. Raises `WordingsError`."""
    file = folder / SIDECAR
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise WordingsError(f"has more than {_MOST_BYTES >> 20} MiB")
        told = json.loads(file.read_bytes())
        return Overlay(taught=_wordings(told["taught"]), not_meant=_wordings(told["not_meant"]))
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING_OVER
    except OSError as error:
        raise WordingsError(f"cannot be read ({error.strerror})") from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise WordingsError("is damaged") from None


def _rows(wordings: Iterable[Wording]) -> list[list[str]]:
    return [[wording.passage, wording.words] for wording in sorted(wordings)]


def _wordings(rows: Iterable[tuple[str, str]]) -> frozenset[Wording]:
    return frozenset(Wording(PassageId(str(passage)), str(words)) for passage, words in rows)
