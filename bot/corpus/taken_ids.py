"""Ids that changed pages would take from others: buttons that stand in channels lead by them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Page, PassageId, Status


def taken_ids(
    before: Mapping[str, Page],
    after: Mapping[str, Page],
    changed: Collection[str],
    *,
    now: datetime,
) -> Iterator[Finding]:
    """Find the ids that come to changed pages and that other pages have.

    Pages are given by file. A page that is no longer seen when the other one comes does not mind,
    nor does a draft.
    """
    coming: dict[PassageId, list[Page]] = {}
    for page in (after[file] for file in sorted(changed) if file in after):
        for new in _ids(page) - _ids(before.get(page.file)):
            coming.setdefault(new, []).append(page)
    if not coming:
        return
    standing = (page if file in changed else before.get(file, page) for file, page in after.items())
    for other, held in ((page, passage) for page in standing for passage in page.passages):
        for page in coming.get(held.id, ()):
            if page.file != other.file and _meet(page, other, now):
                line, where = _line(page, held.id), str(held.provenance)
                yield finding("repeated-id", page.file, line, what=held.id, other=where)


def _ids(page: Page | None) -> frozenset[PassageId]:
    return frozenset() if page is None else frozenset(p.id for p in page.passages)


def _line(page: Page, own_id: PassageId) -> int:
    return next(p.provenance.line for p in page.passages if p.id == own_id)


def _meet(one: Page, other: Page, now: datetime) -> bool:
    """Say whether readers see both pages at one time, now or later."""
    metas = one.meta, other.meta
    if any(meta.status is Status.DRAFT for meta in metas):
        return False
    begins = max(now, *(meta.embargo or now for meta in metas))
    return all(meta.expires is None or begins < meta.expires for meta in metas)
