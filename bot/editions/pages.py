"""Pages, passages and findings as JSON values, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from bot.corpus.findings import Finding, Severity
from bot.corpus.model import (
    BriefingId,
    FrontMatter,
    GoDeeper,
    Mark,
    Page,
    PageKind,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
    Status,
    Subheading,
)

Row = list[Any]

_DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class PageRows:
    """Pages by what they were made of, so that what stays the same is made once.

    Of a large corpus a reload changes a few pages. The others are the very objects that are being
    served, which saves their time and, while both editions are there, their memory.
    """

    by_digest: Mapping[bytes, Page]
    """In the order of the rows."""

    @property
    def pages(self) -> list[Page]:
        """Give the pages, in order."""
        return list(self.by_digest.values())

    def reading(self, rows: Iterable[bytes]) -> PageRows:
        """Read rows of JSON, no two of them alike; what is known is taken from here.

        Raises `ValueError` or `TypeError` when one is no page.
        """
        found: dict[bytes, Page] = {}
        for row in rows:
            digest = hashlib.blake2b(row, digest_size=_DIGEST_BYTES).digest()
            found[digest] = self.by_digest.get(digest) or page_of(json.loads(row))
        return PageRows(MappingProxyType(found))


NO_ROWS: Final = PageRows(MappingProxyType({}))


def page_row(page: Page) -> Row:
    """Give a page with all that stands on it."""
    return [
        page.file,
        page.kind,
        page.title,
        page.is_title_derived,
        _meta_row(page.meta),
        [_passage_row(passage) for passage in page.passages],
        [[q.label, q.provenance.line, q.aliases] for q in page.go_deeper],
        page.digest,
        [[mark.line, mark.column, mark.words] for mark in page.time_words],
        [[mark.line, mark.column, mark.words] for mark in page.inner_links],
    ]


def page_of(row: Row) -> Page:
    """Give the page of a row. Raises `ValueError` or `TypeError` when it is none."""
    file, kind, title, is_derived, meta, passages, deeper, digest, times, links = row
    return Page(
        file,
        PageKind(kind),
        title,
        is_derived,
        _meta_of(meta),
        tuple([_passage_of(passage, file) for passage in passages]),
        tuple(
            GoDeeper(label, Provenance(file, line), tuple(aliases))
            for label, line, aliases in deeper
        ),
        digest,
        tuple(Mark(*mark) for mark in times),
        tuple(Mark(*mark) for mark in links),
    )


def _passage_row(passage: Passage) -> Row:
    return [
        passage.id,
        passage.kind,
        passage.label,
        passage.text,
        passage.provenance.line,
        passage.briefing,
        passage.section,
        passage.aliases,
        [[part.label, part.line, part.bullets] for part in passage.subheadings],
        passage.is_truncated,
        passage.announces,
        passage.text_line,
    ]


_PASSAGE_KINDS: Final[Mapping[str, PassageKind]] = {kind.value: kind for kind in PassageKind}


def _passage_of(row: Row, file: str) -> Passage:
    own_id, kind, label, text, line, briefing, section, aliases, *others = row
    parts, is_cut, announces, text_line = others
    return Passage(
        PassageId(own_id),
        _PASSAGE_KINDS[kind],
        label,
        text,
        Provenance(file, line),
        BriefingId(briefing),
        section,
        tuple(aliases),
        tuple([Subheading(name, at, tuple(bullets)) for name, at, bullets in parts]),
        is_cut,
        announces,
        text_line,
    )


def _aliases_of(value: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(others) for name, others in value.items()})


_NOT_PLAIN: Final[Mapping[str, Callable[[Any], object]]] = {
    "kind": PageKind,
    "status": Status,
    "as_of": date.fromisoformat,
    "updated": date.fromisoformat,
    "review_by": date.fromisoformat,
    "expires": datetime.fromisoformat,
    "embargo": datetime.fromisoformat,
    "sources": tuple,
    "topics": tuple,
    "corrections": tuple,
    "aliases": _aliases_of,
}
"""Fields of front matter that are no text, number or truth value, and how they are read."""

_PLAIN_META: Final = FrontMatter()


def _meta_row(meta: FrontMatter) -> dict[str, Any]:
    """Give what front matter says beyond the defaults."""
    said = {field.name: getattr(meta, field.name) for field in fields(meta)}
    return {
        name: _plain(value) for name, value in said.items() if value != getattr(_PLAIN_META, name)
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value


def _meta_of(row: Mapping[str, Any]) -> FrontMatter:
    if not row:
        return _PLAIN_META
    said: dict[str, Any] = {
        name: _NOT_PLAIN[name](value) if name in _NOT_PLAIN else value
        for name, value in row.items()
    }
    return FrontMatter(**said)


def finding_row(found: Finding) -> Row:
    """Give a finding."""
    return [getattr(found, field.name) for field in fields(found)]


def finding_of(row: Row) -> Finding:
    """Give the finding of a row. Raises `ValueError` or `TypeError` when it is none."""
    file, line, column, code, severity, message, hint = row
    return Finding(file, line, column, code, Severity(severity), message, hint)
