"""Publishing pages: what a change would do is shown first, kept, and then confirmed or let go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.corpus.findings import Finding
from bot.corpus.model import Page
from bot.corpus.overlay import NOTHING_OVER, Overlay, digest_of
from bot.dialogue import publishing_wording as wording
from bot.edition import Edition
from bot.editorial.seen import changed_since
from bot.newsroom.previewing import Change, Previewing, digest_in, target_of
from bot.newsroom.sent_files import Sent, read_sent
from bot.newsroom.verdicts import Blocked, Done, Meanwhile, Preview, Refused
from bot.newsroom.writing import Unwritten
from bot.store.audit import Action, Deed, Entry
from bot.store.guilds import ConflictError
from bot.store.revisions import Proposal, RevisionRow

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

MOST_BYTES: Final = 64 << 20
MOST_PAGES: Final = 5_000
"""What one guild's editors may put over the files."""

MOST_PASSAGES: Final = 2_000
"""In one upload: each takes some 10 ms to index, most of it for two sentences' vectors."""

MOST_OF_A_GUILD: Final = 20_000
"""Passages of all pages of a guild's own; with more, each change would take minutes."""

TAKES_A_WHILE: Final = 200
"""Passages from which on whoever uploads is told to wait."""

Begins = Callable[[int], Awaitable[None]]
"""Told how many passages are going to be indexed, when that takes a while."""

ABOUT_CONTENT: Final = frozenset(Action) - {Action.SETTINGS}


class Publishing:
    """What moderators do with pages. Everything raises `StoreError` as the newsroom does."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._previewing = Previewing(newsroom)

    # ----------------------------------------------------------------- what is looked at first

    async def upload(
        self,
        guild: int,
        moderator: int,
        files: Sequence[Sent],
        folder: str | None = None,
        *,
        begins: Begins | None = None,
    ) -> Preview | Blocked | Refused:
        """Propose to put pages over the files."""
        limits = self._newsroom.library.limits
        sent = await read_sent(files, folder, known=self.files(guild), limits=limits)
        if isinstance(sent, Refused | Blocked):
            return sent
        change = self._change_of(guild, sent.pages)
        known = self._edition(guild).pages
        if not change.given_back and all(_has(known, *one) for one in change.pages.items()):
            return Refused(wording.NOTHING_TO_DO)
        if sent.passages > MOST_PASSAGES:
            return Refused(wording.too_many_passages(sent.passages, MOST_PASSAGES))
        if self._passages_beside(guild, sent.pages) + sent.passages > MOST_OF_A_GUILD:
            return Refused(wording.TOO_MUCH)
        if begins is not None and sent.passages >= TAKES_A_WHILE:
            await begins(sent.passages)
        told = wording.changes(tuple(change.pages), tuple(sorted(change.given_back)))
        deed = Deed(guild, moderator, Action.PUBLISH, told)
        return await self._propose(deed, change, sent.findings)

    async def remove(self, guild: int, moderator: int, file: str) -> Preview | Blocked | Refused:
        """Propose to take a page away."""
        if file not in self.files(guild):
            return Refused(wording.NO_SUCH_PAGE)
        change = NOTHING_OVER.with_pages({file: None})
        deed = Deed(guild, moderator, Action.PUBLISH, wording.removal(file))
        return await self._propose(deed, change)

    async def give_back(self, guild: int, moderator: int, file: str) -> Preview | Blocked | Refused:
        """Propose to let a page be as the content folder has it, whatever becomes of it there."""
        if file not in self._newsroom.published(guild).overlay.pages:
            is_there = file in self.files(guild)
            return Refused(wording.not_own(file) if is_there else wording.NO_SUCH_PAGE)
        if file not in self._newsroom.library.current.pages:
            return Refused(wording.not_in_folder(file))
        deed = Deed(guild, moderator, Action.PUBLISH, wording.changes((), (file,)))
        return await self._propose(deed, Overlay(given_back=frozenset({file})))

    async def roll_back(
        self, guild: int, moderator: int, number: int
    ) -> Preview | Blocked | Refused:
        """Propose to let stand what stood at a revision."""
        overlay = await self._newsroom.revisions.overlay_at(guild, number)
        if overlay is None:
            return Refused(wording.NO_SUCH_REVISION)
        if overlay == self._newsroom.published(guild).overlay:
            return Refused(wording.NOTHING_TO_DO)
        deed = Deed(guild, moderator, Action.ROLLBACK, wording.roll_back(number))
        return await self._propose(deed, overlay)

    async def look(
        self, guild: int, number: int, words: str | None = None
    ) -> Preview | Refused | Unwritten:
        """Say what a proposal would change now, for these words too."""
        change = await self._waiting(guild, number)
        if not isinstance(change, Change):
            return change
        return await self._previewing.preview(change, words=words)

    async def _propose(
        self, deed: Deed, change: Overlay, findings: tuple[Finding, ...] = ()
    ) -> Preview | Blocked | Refused:
        newsroom = self._newsroom
        published = newsroom.published(deed.guild)
        if _is_too_much(target_of(deed.action, change, published)):
            return Refused(wording.TOO_MUCH)
        number = await newsroom.revisions.propose(
            deed, change, base=published.number, at=newsroom.now
        )
        proposal = await newsroom.revisions.proposal(deed.guild, number)
        if proposal is None:
            return Refused(wording.PROPOSAL_GONE)
        published = newsroom.published(deed.guild)
        preview = await self._previewing.preview(Change(proposal, published), findings)
        if preview.is_blocked:
            await newsroom.revisions.withdraw(deed.guild, number)
            return Blocked(preview.findings)
        return preview

    # ----------------------------------------------------------------- what is done

    async def publish(
        self, guild: int, moderator: int, number: int, *, seen: str
    ) -> Done | Blocked | Meanwhile | Refused | Unwritten:
        """Let a proposal stand, provided that what it changes is as it was looked at."""
        newsroom = self._newsroom
        change = await self._waiting(guild, number)
        if not isinstance(change, Change):
            return change
        proposal, published = change.proposal, change.published
        changed = changed_since(seen, self._previewing.stand(change))
        if changed is not None:
            return Meanwhile(() if change.is_rollback else changed)
        overlay = change.overlay
        if _is_too_much(overlay):
            return Refused(wording.TOO_MUCH)
        findings = await self._previewing.errors(change)
        if findings:
            return Blocked(findings)
        action = Action.PUBLISH if proposal.action is Action.DRAFT else proposal.action
        deed = Deed(guild, moderator, action, proposal.summary)
        try:
            done = await newsroom.publish(deed, overlay, seen=published.number, proposal=number)
        except ConflictError:
            if await newsroom.revisions.proposal(guild, number) is None:
                return Refused(wording.PROPOSAL_GONE)
            return Meanwhile(())
        return Done(done.number, tuple(filter(self._edition(guild).holds_back, change.touched)))

    async def withdraw(self, guild: int, moderator: int, number: int) -> bool:
        """Let go of a proposal; say whether it was there. That a draft goes is noted."""
        newsroom = self._newsroom
        proposal = await newsroom.revisions.proposal(guild, number)
        if proposal is None or not await newsroom.revisions.withdraw(guild, number):
            return False
        if proposal.is_draft:
            detail = wording.discarded(proposal.summary)
            await newsroom.audit.note(Deed(guild, moderator, Action.DISMISS, detail), newsroom.now)
        return True

    async def download(
        self, guild: int, moderator: int, file: str | None
    ) -> Mapping[str, bytes] | Refused:
        """Give the bytes of one page, or of all that a guild sees; that is noted."""
        newsroom = self._newsroom
        if file is not None and file not in self.files(guild):
            return Refused(wording.NO_SUCH_PAGE)
        raw = await asyncio.to_thread(newsroom.library.raw_pages, guild, file)
        if file is not None and not raw:
            is_held_back = newsroom.library.is_held_back(guild, file)
            return Refused(wording.held_back(file) if is_held_back else wording.NO_SUCH_PAGE)
        if not raw:
            return Refused(wording.NO_PAGES)
        detail = wording.downloaded(len(raw), file)
        await newsroom.audit.note(Deed(guild, moderator, Action.DOWNLOAD, detail), newsroom.now)
        return raw

    # ----------------------------------------------------------------- what is told

    def covering(self, guild: int) -> tuple[str, ...]:
        """Give the files of the folder that a guild's editors have changed or taken away."""
        folder = self._newsroom.library.current.pages
        own = self._newsroom.published(guild).overlay.pages
        return tuple(sorted(file for file in own if file in folder))

    def files(self, guild: int) -> tuple[str, ...]:
        """Give the files of all pages of a guild, those too that no reader sees now, in order."""
        own = self._newsroom.published(guild).overlay.pages
        known = {*self._edition(guild).pages, *own}
        return tuple(sorted(file for file in known if own.get(file, b"") is not None))

    async def history(
        self, guild: int, *, limit: int, before: int | None = None
    ) -> tuple[RevisionRow, ...]:
        """Give a guild's revisions, the newest first."""
        return await self._newsroom.revisions.history(guild, limit=limit, before=before)

    async def drafts(self, guild: int, *, limit: int, after: int = 0) -> tuple[Proposal, ...]:
        """Give a guild's drafts after one, the oldest first."""
        return await self._newsroom.revisions.drafts(guild, after=after, limit=limit)

    async def log(self, guild: int, *, limit: int) -> tuple[Entry, ...]:
        """Give the latest deeds about content, the newest first."""
        return await self._newsroom.audit.latest(guild, limit=limit, actions=ABOUT_CONTENT)

    # ----------------------------------------------------------------- how

    async def _waiting(self, guild: int, number: int) -> Change | Refused | Unwritten:
        """Give a proposal; one of a written answer adds it to the page as that is now."""
        proposal = await self._newsroom.revisions.proposal(guild, number)
        if proposal is None:
            return Refused(wording.PROPOSAL_GONE)
        now = await self._newsroom.writing.as_now(proposal)
        return now if isinstance(now, Unwritten) else Change(now, self._newsroom.published(guild))

    def _edition(self, guild: int) -> Edition:
        return self._newsroom.library.of(guild)

    def _change_of(self, guild: int, pages: Mapping[str, bytes]) -> Overlay:
        """Say what uploaded pages change: those that are the folder's own stand over nothing."""
        folder, own = self._newsroom.library.current.pages, self._newsroom.published(guild).overlay
        same = {file for file, body in pages.items() if _has(folder, file, body)}
        changed = {file: body for file, body in pages.items() if file not in same}
        return Overlay(MappingProxyType(changed), given_back=frozenset(same & own.pages.keys()))

    def _passages_beside(self, guild: int, pages: Collection[str]) -> int:
        """Count the passages of a guild's own pages, but for these."""
        served = self._edition(guild).pages
        own = self._newsroom.published(guild).overlay.pages
        beside = (served.get(file) for file in own if file not in pages)
        return sum(len(page.passages) for page in beside if page is not None)


def _has(pages: Mapping[str, Page], file: str, body: bytes | None) -> bool:
    return body is not None and digest_in(pages, file) == digest_of(body)


def _is_too_much(overlay: Overlay) -> bool:
    size = sum(len(body) for body in overlay.pages.values() if body is not None)
    return size > MOST_BYTES or len(overlay.pages) > MOST_PAGES
