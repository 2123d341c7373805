"""Ids of passages and briefings: short, readable, and stable while the rest of a page changes."""

from __future__ import annotations

import hashlib
import re

from bot.corpus.model import MAX_PASSAGE_ID, BriefingId, PassageId, PassageKind
from bot.text.folding import folded, slug

_VALID = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{MAX_PASSAGE_ID - 1}}}")
_EXPLICIT = re.compile(r"\s*\{#([^{}]{1,200})\}\s*$")
_HASH_DIGITS = 10
_MAX_READABLE = 40
"""Enough to recognise a question in a log, and short enough to leave room."""


def is_valid_id(text: str) -> bool:
    """Tell whether a text may serve as the id of a passage."""
    return _VALID.fullmatch(text) is not None


def split_explicit_id(text: str) -> tuple[str, str | None]:
    """Take `{#short-id}` off the end of a heading or a question; the id is not yet checked."""
    head, brace, _ = text.rpartition("{#")
    match = _EXPLICIT.match(text, len(head.rstrip())) if brace else None
    return (text[: match.start()], match[1]) if match else (text, None)


def derive_id(file: str, kind: PassageKind, label: str, *, nth: int = 1) -> PassageId:
    """Derive an id from the file and the words of the label.

    The hash makes it unique without looking at any other passage, so an id changes only when
    its own file or wording does. `nth` tells labels apart that a page holds more than once.
    """
    # A question keeps its id when its teaser becomes an answer.
    family = "question" if kind is PassageKind.TEASER else kind.value
    words = folded(label) or label
    identity = "\x1f".join((file, family, words, str(nth)))
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    return PassageId(f"{_readable(label) or family}.{digest}")


def briefing_id(name: str) -> BriefingId:
    """Derive a briefing's id from its folder, its front matter or its title."""
    readable = slug(name)
    if readable and len(readable) <= MAX_PASSAGE_ID:
        return BriefingId(readable)
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    return BriefingId(f"{_readable(name) or 'briefing'}-{digest}")


def _readable(text: str) -> str:
    """Give the first words of a slug, whole where that leaves most of it."""
    words = slug(text)
    if len(words) <= _MAX_READABLE:
        return words
    cut = words[: _MAX_READABLE + 1]
    return (cut[: cut.rfind("-")] if "-" in cut[_MAX_READABLE // 2 :] else cut[:-1]).strip("-")
