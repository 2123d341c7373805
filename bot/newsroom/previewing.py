"""What a proposal would do, compared with what is published and served now."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.corpus.findings import Finding, Severity
from bot.corpus.model import Corpus, Page
from bot.corpus.overlay import Overlay, digest_of
from bot.corpus.taken_ids import taken_ids
from bot.dialogue import teaching_wording
from bot.edition import Edition
from bot.editorial.page_diff import FieldDiff, diff_fields, diff_passages
from bot.editorial.seen import Stand, seen_of
from bot.editorial.upload_names import namesake_of
from bot.newsroom.teaching import lessons_of
from bot.newsroom.verdicts import Preview, worst_first
from bot.store.audit import Action
from bot.store.revisions import Proposal, Published

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal beside what is published."""

    proposal: Proposal
    published: Published

    @property
    def guild(self) -> int:
        """Whose it is."""
        return self.proposal.guild

    @property
    def is_rollback(self) -> bool:
        """Whether it is about all that is published."""
        return self.proposal.action is Action.ROLLBACK

    @property
    def overlay(self) -> Overlay:
        """What would stand."""
        return target_of(self.proposal.action, self.proposal.change, self.published)

    @property
    def touched(self) -> tuple[str, ...]:
        """The files that it is about, in order."""
        change, now = self.proposal.change.pages, self.published.overlay.pages
        if not self.is_rollback:
            return tuple(sorted({*change, *self.proposal.change.given_back}))
        missing = object()
        return tuple(
            file
            for file in sorted({*change, *now})
            if change.get(file, missing) != now.get(file, missing)
        )

    @property
    def own(self) -> tuple[str, ...]:
        """Those of them that would be the guild's own, or taken away."""
        then = self.overlay.pages
        return tuple(file for file in self.touched if file in then)


class Previewing:
    """Says what changes would do. Everything raises `StoreError` as the newsroom does."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    async def preview(
        self, change: Change, findings: Iterable[Finding] = (), words: str | None = None
    ) -> Preview:
        """Say what a change would do, for these words too; `findings` are told beside it."""
        newsroom, proposal, overlay = self._newsroom, change.proposal, change.overlay
        scope = newsroom.scope_of(change.guild, overlay)
        before, seen = newsroom.library.of(change.guild), seen_of(self.stand(change))
        tried = () if words is None else (words,)
        rehearsal = await newsroom.rehearse(change.guild, overlay, *tried)
        touched, own, was = change.touched, change.own, change.published.overlay

        def compare() -> Preview:
            after = newsroom.library.edition_of(scope)
            told = {*findings, *_findings(before, after, own, newsroom.now)}
            is_upload = proposal.action is Action.PUBLISH
            return Preview(
                summary=proposal.summary,
                seen=seen,
                proposal=proposal.id,
                is_draft=proposal.is_draft,
                diffs=diff_passages(before.corpus, after.corpus),
                findings=worst_first(told),
                rehearsal=rehearsal,
                words=words,
                hidden=tuple(file for file in touched if after.holds_back(file)),
                not_offered=newsroom.library.not_offered(scope, touched),
                given_back=tuple(sorted(proposal.change.given_back)),
                left_below=tuple(_left_below(change, newsroom.library.current.pages)),
                namesakes=tuple(_namesakes(before.pages, own)) if is_upload else (),
                leaves_nothing=not after.corpus.passages,
                unlearnt=tuple(_lessons_told(before.corpus, was, but=overlay)),
                learnt=tuple(_lessons_told(after.corpus, overlay, but=was)),
                fields=tuple(_fields(before.pages, after.pages, touched)),
            )

        return await asyncio.to_thread(compare)

    async def errors(self, change: Change) -> tuple[Finding, ...]:
        """Give the errors that stand against a change: it may have become wrong meanwhile."""
        newsroom, before = self._newsroom, self._newsroom.library.of(change.guild)
        scope = newsroom.scope_of(change.guild, change.overlay)

        def find() -> tuple[Finding, ...]:
            after = newsroom.library.edition_of(scope)
            return worst_first(_findings(before, after, change.own, newsroom.now))

        found = await asyncio.to_thread(find)
        return tuple(one for one in found if one.severity is Severity.ERROR)

    def stand(self, change: Change) -> Stand:
        """Say of each page that a change is about what readers see, and what they would see.

        A page may have been changed in the content folder, too. A rollback is about all that is
        published.
        """
        library, then = self._newsroom.library, change.overlay.pages
        now, folder = library.of(change.guild).pages, library.current.pages

        def to_come(file: str) -> str | None:
            if file not in then:
                return digest_in(folder, file)
            body = then[file]
            return None if body is None else digest_of(body)

        stand = {file: (digest_in(now, file), to_come(file)) for file in change.touched}
        if change.is_rollback:
            stand[""] = (str(change.published.number), None)
        return stand


def target_of(action: Action, change: Overlay, published: Published) -> Overlay:
    """Give what would stand: a rollback holds all of it, everything else only what it changes."""
    return change if action is Action.ROLLBACK else published.overlay.with_all_of(change)


def digest_in(pages: Mapping[str, Page], file: str) -> str | None:
    """Give the digest of a page; none where there is none."""
    page = pages.get(file)
    return None if page is None else page.digest


def _left_below(change: Change, folder: Mapping[str, Page]) -> Iterator[str]:
    """Give the files that the folder has, too, and that go with the guild's own version of them."""
    was, then = change.published.overlay.pages, change.overlay.pages
    for file in change.own:
        if was.get(file) is not None and then[file] is None and file in folder:
            yield file


def _findings(
    before: Edition, after: Edition, own: Collection[str], now: datetime
) -> Iterator[Finding]:
    """Give what is to be said of editors' own pages, and of what these do to others.

    Whatever else is wrong with a page of the folder is for those to mend who write there.
    """
    yield from (found for found in after.findings if found.file in own)
    yield from taken_ids(before.pages, after.pages, own, now=now)
    yield from _done_to_others(before, after, own)


def _done_to_others(before: Edition, after: Edition, own: Collection[str]) -> Iterator[Finding]:
    """Give what is wrong with other pages, though they stay as they are: it is between the two.

    Of a question that stands on two pages only the second in order is told, for example; and a
    page that goes leaves questions elsewhere without an answer. That is no error of this page's.
    """
    for found in after.undated - before.undated:
        digest = digest_in(after.pages, found.file)
        is_same = digest is not None and digest == digest_in(before.pages, found.file)
        if is_same and found.file not in own and found.severity is not Severity.ERROR:
            yield found


def _namesakes(before: Mapping[str, Page], own: Iterable[str]) -> Iterator[str]:
    """Give the pages for which new ones may have been meant."""
    for file in own:
        other = None if file in before else namesake_of(file, before)
        if other is not None:
            yield other


def _fields(
    before: Mapping[str, Page], after: Mapping[str, Page], files: Iterable[str]
) -> Iterator[FieldDiff]:
    for file in files:
        if file in before and file in after:
            yield from diff_fields(before[file], after[file])


def _lessons_told(corpus: Corpus, overlay: Overlay, *, but: Overlay) -> Iterator[str]:
    """Tell what an overlay teaches and another one does not."""
    others = frozenset(lessons_of(but))
    for lesson in lessons_of(overlay):
        if lesson not in others:
            passage = corpus.passage(lesson.wording.passage)
            label = lesson.wording.passage if passage is None else passage.label
            yield teaching_wording.lesson(lesson.wording.words, label, is_meant=lesson.is_meant)
