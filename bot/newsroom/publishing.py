"""Publishing pages: what a change would do is shown first, kept, and then confirmed or let go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from bot.corpus.file_names import is_page_name
from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding, Severity
from bot.corpus.limits import Limits
from bot.corpus.model import Corpus, Page
from bot.corpus.overlay import NOTHING_OVER, Overlay, digest_of
from bot.corpus.taken_ids import taken_ids
from bot.dialogue import publishing_wording as wording
from bot.dialogue import teaching_wording
from bot.edition import Edition
from bot.editorial.page_diff import FieldDiff, PassageDiff, diff_fields, diff_passages
from bot.editorial.rehearsal import Rehearsal
from bot.editorial.seen import Stand, changed_since, seen_of
from bot.editorial.upload_names import Several, name_as_sent, namesake_of, placed, safe_name
from bot.newsroom.teaching import lessons_of
from bot.newsroom.writing import Unwritten
from bot.store.audit import Action, Deed, Entry
from bot.store.guilds import ConflictError
from bot.store.revisions import Proposal, Published, RevisionRow
from bot.uploads import ReadUpload, UploadError, read_upload

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

LARGEST_UPLOAD: Final = 1 << 20
"""Bytes of one uploaded page, whatever the folder may hold: a larger one is not fetched at all."""

MOST_BYTES: Final = 64 << 20
MOST_PAGES: Final = 5_000
"""What one guild's editors may put over the files."""

LONGEST_PASSAGE: Final = 50_000
"""Characters; a page of 20,000 lines without a heading took 90 seconds to index."""

MOST_PASSAGES: Final = 2_000
"""In one upload: each takes some 10 ms to index, most of it for two sentences' vectors."""

MOST_OF_A_GUILD: Final = 20_000
"""Passages of all pages of a guild's own; with more, each change would take minutes."""

TAKES_A_WHILE: Final = 200
"""Passages from which on whoever uploads is told to wait."""

Begins = Callable[[int], Awaitable[None]]
"""Told how many passages are going to be indexed, when that takes a while."""

ABOUT_CONTENT: Final = frozenset(Action) - {Action.SETTINGS}


class Reader(Protocol):
    """Reads one uploaded page. Raises `UploadError`."""

    def __call__(self, raw: bytes, *, file: str, limits: Limits) -> ReadUpload:
        """Read it."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as somebody sent it; without a body where it is too large to fetch."""

    name: str
    size: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do in a guild, and the proposal that waits."""

    summary: str
    seen: str
    """How things stood when it was looked at; see `bot.editorial.seen`."""
    proposal: int
    is_draft: bool
    diffs: tuple[PassageDiff, ...]
    findings: tuple[Finding, ...]
    rehearsal: Rehearsal
    words: str | None
    """What was tried beside past questions: what a written answer answers."""
    hidden: tuple[str, ...]
    """Files that their own front matter keeps from readers for now."""
    not_offered: Mapping[str, str]
    """Files of briefings that were not picked in the guild, each with the briefing's title."""
    given_back: tuple[str, ...]
    """Files that are as the content folder has them from then on."""
    left_below: tuple[str, ...]
    """Files that the folder has, too, and that go with the guild's own version of them."""
    namesakes: tuple[str, ...]
    """Pages that stay, though each is called as one that is new, but for its ending."""
    leaves_nothing: bool
    unlearnt: tuple[str, ...]
    """What is taught now and would be no longer: a rollback is about that, too."""
    learnt: tuple[str, ...]
    """What is not taught now and would be again."""
    fields: tuple[FieldDiff, ...]
    """What readers are told of pages themselves and would be told otherwise."""

    @property
    def is_blocked(self) -> bool:
        """Whether an error stands against it."""
        return has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Pages that cannot be published as they are; nothing was kept."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was done, in a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What is in force as a revision of this number."""

    number: int
    hidden: tuple[str, ...]
    """Files that readers do not see for all that; their time may have gone by meanwhile."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else has changed these files since it was looked at; it must be looked at again."""

    files: tuple[str, ...]


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether one of the findings is an error."""
    return any(found.severity is Severity.ERROR for found in findings)


class Publishing:
    """What moderators do with pages. Everything raises `StoreError` as the newsroom does."""

    def __init__(self, newsroom: Newsroom, *, read: Reader = read_upload) -> None:
        self._newsroom = newsroom
        self._read = read

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
        read = await self._read_all(guild, files, folder)
        if isinstance(read, Refused | Blocked):
            return read
        pages, findings, passages = read
        change = self._change_of(guild, pages)
        known = self._edition(guild).pages
        if not change.given_back and all(_has(known, *one) for one in change.pages.items()):
            return Refused(wording.NOTHING_TO_DO)
        if passages > MOST_PASSAGES:
            return Refused(wording.too_many_passages(passages, MOST_PASSAGES))
        if self._passages_beside(guild, pages) + passages > MOST_OF_A_GUILD:
            return Refused(wording.TOO_MUCH)
        if begins is not None and passages >= TAKES_A_WHILE:
            await begins(passages)
        told = wording.changes(tuple(change.pages), tuple(sorted(change.given_back)))
        return await self._propose(Deed(guild, moderator, Action.PUBLISH, told), change, findings)

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
        proposal = await self._waiting(guild, number)
        if not isinstance(proposal, Proposal):
            return proposal
        return await self._preview(proposal, words=words)

    async def _propose(
        self, deed: Deed, change: Overlay, findings: tuple[Finding, ...] = ()
    ) -> Preview | Blocked | Refused:
        newsroom = self._newsroom
        published = newsroom.published(deed.guild)
        if _is_too_much(_target(deed.action, change, published)):
            return Refused(wording.TOO_MUCH)
        number = await newsroom.revisions.propose(
            deed, change, base=published.number, at=newsroom.now
        )
        proposal = await newsroom.revisions.proposal(deed.guild, number)
        if proposal is None:
            return Refused(wording.PROPOSAL_GONE)
        preview = await self._preview(proposal, findings)
        if preview.is_blocked:
            await newsroom.revisions.withdraw(deed.guild, number)
            return Blocked(preview.findings)
        return preview

    async def _preview(
        self, proposal: Proposal, findings: Iterable[Finding] = (), words: str | None = None
    ) -> Preview:
        newsroom, guild = self._newsroom, proposal.guild
        published = newsroom.published(guild)
        overlay = _target(proposal.action, proposal.change, published)
        scope, before = newsroom.scope_of(guild, overlay), self._edition(guild)
        seen = seen_of(self._stand(proposal, published))
        rehearsal = await newsroom.rehearse(guild, overlay, *([] if words is None else [words]))
        touched, is_upload = _touched(proposal, published), proposal.action is Action.PUBLISH

        def is_left_below(file: str) -> bool:
            was, will_be = published.overlay.pages.get(file), overlay.pages[file]
            return was is not None and will_be is None and file in newsroom.library.current.pages

        def compare() -> Preview:
            after = newsroom.library.edition_of(scope)
            own = [file for file in touched if file in overlay.pages]
            told = {*findings, *_findings(before, after, own, newsroom.now)}
            return Preview(
                summary=proposal.summary,
                seen=seen,
                proposal=proposal.id,
                is_draft=proposal.is_draft,
                diffs=diff_passages(before.corpus, after.corpus),
                findings=_worst_first(told),
                rehearsal=rehearsal,
                words=words,
                hidden=tuple(file for file in touched if after.holds_back(file)),
                not_offered=newsroom.library.not_offered(scope, touched),
                given_back=tuple(sorted(proposal.change.given_back)),
                left_below=tuple(file for file in own if is_left_below(file)),
                namesakes=tuple(_namesakes(before.pages, own)) if is_upload else (),
                leaves_nothing=not after.corpus.passages,
                unlearnt=tuple(_lessons_told(before.corpus, published.overlay, but=overlay)),
                learnt=tuple(_lessons_told(after.corpus, overlay, but=published.overlay)),
                fields=tuple(_fields(before.pages, after.pages, touched)),
            )

        return await asyncio.to_thread(compare)

    # ----------------------------------------------------------------- what is done

    async def publish(
        self, guild: int, moderator: int, number: int, *, seen: str
    ) -> Done | Blocked | Meanwhile | Refused | Unwritten:
        """Let a proposal stand, provided that what it changes is as it was looked at."""
        newsroom = self._newsroom
        proposal = await self._waiting(guild, number)
        if not isinstance(proposal, Proposal):
            return proposal
        published = newsroom.published(guild)
        changed = changed_since(seen, self._stand(proposal, published))
        if changed is not None:
            return Meanwhile(() if proposal.action is Action.ROLLBACK else changed)
        overlay = _target(proposal.action, proposal.change, published)
        if _is_too_much(overlay):
            return Refused(wording.TOO_MUCH)
        touched = _touched(proposal, published)
        findings = await self._errors(guild, overlay, touched)
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
        return Done(done.number, tuple(filter(self._edition(guild).holds_back, touched)))

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

    async def _waiting(self, guild: int, number: int) -> Proposal | Refused | Unwritten:
        """Give a proposal; one of a written answer adds it to the page as that is now."""
        proposal = await self._newsroom.revisions.proposal(guild, number)
        if proposal is None:
            return Refused(wording.PROPOSAL_GONE)
        return await self._newsroom.writing.as_now(proposal)

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

    async def _read_all(
        self, guild: int, files: Sequence[Sent], folder: str | None
    ) -> tuple[Mapping[str, bytes], tuple[Finding, ...], int] | Blocked | Refused:
        """Read each file elsewhere; say which page it becomes, and how many passages all have."""
        known = self.files(guild)
        most = min(LARGEST_UPLOAD, self._newsroom.library.limits.page_bytes)
        pages: dict[str, bytes] = {}
        findings: list[Finding] = []
        passages = 0
        beside: str | None = None
        for sent in files:
            place = partial(placed, sent.name, known=known, folder=folder, beside=beside)
            refused = _name_if_refused(place(), sent.name)
            if sent.body is None or len(sent.body) > most:
                findings.append(_too_large(sent, refused, most))
                continue
            read = await self._read_one(sent.body, refused)
            if isinstance(read, Refused):
                return read
            named = place(briefing=read.briefing)
            if isinstance(named, Several):
                return Refused(wording.which_page(safe_name(sent.name), named.files))
            if named in pages:
                return Refused(wording.twice(named))
            pages[named] = sent.body
            shown = refused if has_errors(read.findings) else named
            findings += [replace(found, file=shown) for found in read.findings]
            passages += read.passages
            beside = beside or named.rpartition("/")[0] or None
        if has_errors(findings):
            return Blocked(_worst_first(findings))
        return MappingProxyType(pages), tuple(findings), passages

    async def _read_one(self, body: bytes, file: str) -> ReadUpload | Refused:
        limits = self._newsroom.library.limits
        try:
            read = await asyncio.to_thread(self._read, body, file=file, limits=limits)
        except UploadError:
            return Refused(wording.unreadable(file))
        return Refused(wording.too_long(file)) if read.longest > LONGEST_PASSAGE else read

    async def _errors(
        self, guild: int, overlay: Overlay, touched: Sequence[str]
    ) -> tuple[Finding, ...]:
        """Give the errors that stand against an overlay: it may have become wrong meanwhile."""
        newsroom, before = self._newsroom, self._edition(guild)
        scope = newsroom.scope_of(guild, overlay)

        def find() -> tuple[Finding, ...]:
            after = newsroom.library.edition_of(scope)
            own = [file for file in touched if file in overlay.pages]
            return _worst_first(_findings(before, after, own, newsroom.now))

        found = await asyncio.to_thread(find)
        return tuple(one for one in found if one.severity is Severity.ERROR)

    def _stand(self, proposal: Proposal, published: Published) -> Stand:
        """Say of each page that a proposal changes what readers see, and what they would see.

        A page may have been changed in the content folder, too. A rollback is about all that is
        published.
        """
        now, folder = self._edition(proposal.guild).pages, self._newsroom.library.current.pages
        then = _target(proposal.action, proposal.change, published).pages
        touched = _touched(proposal, published)

        def to_come(file: str) -> str | None:
            if file not in then:
                return _digest_in(folder, file)
            body = then[file]
            return None if body is None else digest_of(body)

        stand = {file: (_digest_in(now, file), to_come(file)) for file in touched}
        if proposal.action is Action.ROLLBACK:
            stand[""] = (str(published.number), None)
        return stand


def _target(action: Action, change: Overlay, published: Published) -> Overlay:
    """Give what would stand: a rollback holds all of it, everything else only what it changes."""
    return change if action is Action.ROLLBACK else published.overlay.with_all_of(change)


def _touched(proposal: Proposal, published: Published) -> tuple[str, ...]:
    change, now = proposal.change.pages, published.overlay.pages
    if proposal.action is not Action.ROLLBACK:
        return tuple(sorted({*change, *proposal.change.given_back}))
    missing = object()
    return tuple(
        file
        for file in sorted({*change, *now})
        if change.get(file, missing) != now.get(file, missing)
    )


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
        digest = _digest_in(after.pages, found.file)
        is_same = digest is not None and digest == _digest_in(before.pages, found.file)
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


def _has(pages: Mapping[str, Page], file: str, body: bytes | None) -> bool:
    return body is not None and _digest_in(pages, file) == digest_of(body)


def _digest_in(pages: Mapping[str, Page], file: str) -> str | None:
    page = pages.get(file)
    return None if page is None else page.digest


def _is_too_much(overlay: Overlay) -> bool:
    size = sum(len(body) for body in overlay.pages.values() if body is not None)
    return size > MOST_BYTES or len(overlay.pages) > MOST_PAGES


def _name_if_refused(place: str | Several, name: str) -> str:
    """Name a file that is not taken: as the page that it would be, or else as it was sent."""
    if isinstance(place, Several) or not is_page_name(name):
        return name_as_sent(name)
    return place


def _too_large(sent: Sent, file: str, most: int) -> Finding:
    size = max(sent.size, len(sent.body or b""))
    return replace(
        finding("file-too-large", file, size=size, limit=most), hint=wording.PAGE_TOO_LARGE
    )


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return tuple(sorted(set(findings), key=lambda one: (ranks[one.severity], one)))
