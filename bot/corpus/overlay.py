"""What editors have changed over the files of the content folder, without touching them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, Self

from bot.corpus.model import (
    REVISION_DIGITS,
    Briefing,
    BriefingId,
    Corpus,
    Passage,
    PassageId,
    Revision,
)


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A reader's words, and the passage that they mean, or do not mean."""

    passage: PassageId
    words: str


@dataclass(frozen=True)
class Overlay:
    """What stands over the files: whole pages, and wordings for passages. Frozen, like pages.

    Equal when it says the same; hashed by its digest, for it may hold many pages.
    """

    pages: Mapping[str, bytes | None] = field(default_factory=lambda: MappingProxyType({}))
    """File, relative to the content folder → its bytes; none for a page that is taken away."""
    taught: frozenset[Wording] = frozenset()
    """Other wordings of questions, topics and sections."""
    not_meant: frozenset[Wording] = frozenset()
    """Wordings that must not reach a passage."""
    given_back: frozenset[str] = frozenset()
    """Files that are to be as the content folder has them again; only a change has any."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that it says, hexadecimal; empty when it says nothing."""
        if not (self.pages or self.taught or self.not_meant or self.given_back):
            return ""
        pages = {file: body and digest_of(body) for file, body in sorted(self.pages.items())}
        wordings = [
            [[wording.passage, wording.words] for wording in sorted(some)]
            for some in (self.taught, self.not_meant)
        ]
        given_back = [sorted(self.given_back)] if self.given_back else []
        return digest_of(json.dumps([pages, *wordings, *given_back]).encode())

    def __hash__(self) -> int:
        """Hash by what it says."""
        return hash(self.digest)

    def with_pages(self, pages: Mapping[str, bytes | None]) -> Self:
        """Put pages over the files, in place of those of the same name."""
        return replace(self, pages=MappingProxyType({**self.pages, **pages}))

    def without_pages(self, files: Collection[str]) -> Self:
        """Put nothing over these files any more."""
        pages = {file: body for file, body in self.pages.items() if file not in files}
        return replace(self, pages=MappingProxyType(pages))

    def with_all_of(self, other: Overlay) -> Self:
        """Put all that another overlay says over what this one says."""
        merged = self.without_pages(other.given_back).with_pages(other.pages)
        for wording in sorted(other.taught):
            merged = merged.teaching(wording)
        for wording in sorted(other.not_meant):
            merged = merged.refusing(wording)
        return merged

    def teaching(self, wording: Wording) -> Self:
        """Let words mean a passage."""
        return replace(self, taught=self.taught | {wording}, not_meant=self.not_meant - {wording})

    def refusing(self, wording: Wording) -> Self:
        """Let words not mean a passage."""
        return replace(self, taught=self.taught - {wording}, not_meant=self.not_meant | {wording})

    def forgetting(self, wording: Wording) -> Self:
        """Take back what was said of some words and a passage."""
        return replace(self, taught=self.taught - {wording}, not_meant=self.not_meant - {wording})


NOTHING_OVER: Final = Overlay()


@dataclass(frozen=True, slots=True)
class Covered:
    """A page of the content folder that a guild sees otherwise, or not at all."""

    file: str
    is_removed: bool


def covered(overlay: Overlay, folder: Mapping[str, str]) -> tuple[Covered, ...]:
    """Tell over which pages of the folder, given by file and digest, something else stands."""
    return tuple(
        Covered(file, body is None)
        for file, body in sorted(overlay.pages.items())
        if file in folder and (body is None or digest_of(body) != folder[file])
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the content that a guild sees, and what its editors put over it."""

    overlay: Overlay = NOTHING_OVER
    briefings: frozenset[BriefingId] | None = None
    """The briefings that are offered; none offers all."""

    @property
    def changes_wordings_alone(self) -> bool:
        """Whether the pages are those of the files, and wordings are added to them."""
        return bool(self.digest) and not self.overlay.pages and self.briefings is None

    @property
    def digest(self) -> str:
        """Tells scopes apart; empty for the whole content as the files have it."""
        if self.briefings is None:
            return self.overlay.digest
        return digest_of(json.dumps([self.overlay.digest, sorted(self.briefings)]).encode())


WHOLE: Final = Scope()


def digest_of(body: bytes) -> str:
    """Give the SHA-256 of some bytes, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def scoped(corpus: Corpus, scope: Scope) -> Corpus:
    """Give the corpus as a guild sees it; its pages must be those of the overlay already."""
    if not scope.digest:
        return corpus
    wordings: dict[PassageId, list[str]] = {}
    for wording in sorted(scope.overlay.taught):
        wordings.setdefault(wording.passage, []).append(wording.words)
    briefings = tuple(
        _taught(briefing, wordings)
        for briefing in corpus.briefings
        if scope.briefings is None or briefing.id in scope.briefings
    )
    told = f"{corpus.revision} {scope.digest}".encode()
    return Corpus(Revision(digest_of(told)[:REVISION_DIGITS]), briefings)


def _taught(briefing: Briefing, wordings: Mapping[PassageId, list[str]]) -> Briefing:
    if not any(passage.id in wordings for passage in briefing.passages):
        return briefing

    def with_wordings(passage: Passage) -> Passage:
        more = wordings.get(passage.id, ())
        aliases = tuple(dict.fromkeys((*passage.aliases, *more)))
        return replace(passage, aliases=aliases) if more else passage

    return replace(briefing, pages=tuple(page.with_each(with_wordings) for page in briefing.pages))
