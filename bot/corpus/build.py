"""Builds the corpus: pages that may be seen, grouped into briefings, with unique ids."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.corpus.announcements import announce
from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.grouping import group_pages
from bot.corpus.ids import derive_id
from bot.corpus.lint import lint_briefing, lint_corpus, lint_dates
from bot.corpus.model import (
    REVISION_DIGITS,
    Briefing,
    BriefingId,
    Corpus,
    Page,
    PageKind,
    Passage,
    PassageId,
    PassageKind,
    Revision,
    Status,
)

_DEFINITIONS = (PassageKind.MENU, PassageKind.TOPIC)


@dataclass(frozen=True, slots=True)
class BuiltCorpus:
    """A corpus, what is to be said of it, and until when it holds."""

    corpus: Corpus
    findings: tuple[Finding, ...]
    valid_until: datetime | None
    """The next instant at which an embargo ends or a page expires."""


def build_corpus(
    pages: Iterable[Page], *, now: datetime, first: Collection[str] = ()
) -> BuiltCorpus:
    """Build the corpus that readers may see at `now`, which knows its time zone.

    Of pages that claim one id the file that is named among the `first` has it; else the first one
    in order.
    """
    ordered = sorted(pages, key=lambda page: page.file)
    visible, findings = _visible(ordered, now)
    grouped = group_pages(visible)
    findings += grouped.findings
    briefings = []
    for briefing, members in _members(visible, grouped.briefings).items():
        announced, notes = announce(members)
        findings += notes
        findings += lint_briefing(members)
        briefings.append(Briefing(briefing, _title(members), _placed(announced, briefing)))
    unique, notes = _with_unique_ids(briefings, first)
    findings += notes
    for page in visible:
        findings += lint_dates(page, now.date())
    corpus = Corpus(revision=_revision(visible), briefings=unique)
    findings += lint_corpus(corpus)
    return BuiltCorpus(corpus, tuple(sorted(findings)), _valid_until(ordered, now))


def _visible(pages: Iterable[Page], now: datetime) -> tuple[list[Page], list[Finding]]:
    """Leave out drafts, and pages whose time has not come or is over."""
    visible: list[Page] = []
    findings: list[Finding] = []
    for page in pages:
        held_back = hold_back(page, now)
        if held_back is None:
            visible.append(page)
        else:
            findings.append(held_back)
    return visible, findings


def let_out(page: Page) -> Page:
    """Give a page as it is when nothing of its own keeps it from readers."""
    return replace(page, meta=replace(page.meta, status=Status.LIVE, embargo=None, expires=None))


def hold_back(page: Page, now: datetime) -> Finding | None:
    """Say why a page's own front matter keeps it from readers at `now`; none where it does not."""
    meta = page.meta
    if meta.status is Status.DRAFT:
        return finding("draft", page.file)
    if meta.embargo and meta.expires and meta.expires <= meta.embargo:
        instants = {"what": _instant(meta.expires), "other": _instant(meta.embargo)}
        return finding("never-served", page.file, **instants)
    if meta.embargo and now < meta.embargo:
        return finding("embargoed", page.file, what=_instant(meta.embargo))
    if meta.expires and now >= meta.expires:
        return finding("expired", page.file, what=_instant(meta.expires))
    return None


def _instant(instant: datetime) -> str:
    return instant.isoformat(sep=" ", timespec="minutes")


def _valid_until(pages: Iterable[Page], now: datetime) -> datetime | None:
    """Find when the set of visible pages changes next."""
    instants = (
        instant
        for page in pages
        if page.meta.status is Status.LIVE
        for instant in (page.meta.embargo, page.meta.expires)
    )
    return min((instant for instant in instants if instant and instant > now), default=None)


def _members(
    pages: Iterable[Page], briefings: dict[str, BriefingId]
) -> dict[BriefingId, list[Page]]:
    """Gather the pages of each briefing, stories first."""
    members: dict[BriefingId, list[Page]] = {}
    for page in pages:
        members.setdefault(briefings[page.file], []).append(page)
    for group in members.values():
        group.sort(key=lambda page: (page.kind is not PageKind.STORY, page.file))
    return members


def _title(pages: Sequence[Page]) -> str:
    """Take the title that an editor gave, the story's first; else the first derived one.

    Pages that only define names come last: they do not say what the briefing is about.
    """

    def rank(page: Page) -> tuple[bool, bool]:
        only_defines = not any(p.kind not in _DEFINITIONS for p in page.passages)
        return page.is_title_derived, only_defines

    return min(pages, key=rank).title


def _placed(pages: Sequence[Page], briefing: BriefingId) -> tuple[Page, ...]:
    """Tell the passages of pages which briefing they belong to."""
    return tuple(page.with_each(lambda one: replace(one, briefing=briefing)) for page in pages)


def _with_unique_ids(
    briefings: Sequence[Briefing], first: Collection[str]
) -> tuple[tuple[Briefing, ...], list[Finding]]:
    """Give a derived id to each passage whose id another file took before."""
    taken: dict[PassageId, Passage] = {}
    for page in (page for briefing in briefings for page in briefing.pages if page.file in first):
        for passage in page.passages:
            taken.setdefault(passage.id, passage)
    findings: list[Finding] = []

    def unique(passage: Passage) -> Passage:
        first = taken.setdefault(passage.id, passage)
        if first is passage:
            return passage
        place = passage.provenance
        values = {"what": passage.id, "other": str(first.provenance)}
        findings.append(finding("repeated-id", place.file, place.line, **values))
        nth = 1
        while (own := derive_id(place.file, passage.kind, passage.label, nth=nth)) in taken:
            nth += 1
        renamed = replace(passage, id=own)
        taken[own] = renamed
        return renamed

    built = tuple(
        replace(briefing, pages=tuple(page.with_each(unique) for page in briefing.pages))
        for briefing in briefings
    )
    return built, findings


def _revision(pages: Iterable[Page]) -> Revision:
    """Hash what readers may see."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(f"{page.file}\x00{page.digest}\x00".encode("utf-8", "surrogatepass"))
    return Revision(digest.hexdigest()[:REVISION_DIGITS])
