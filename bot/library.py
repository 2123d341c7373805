"""What is being served: the whole content, and what the editors of guilds have made of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Final

from bot.app.editions import build_edition, build_first_edition, note_served, over_shared
from bot.corpus.build import build_corpus, let_out
from bot.corpus.limits import Limits
from bot.corpus.loader import Progress
from bot.corpus.model import Briefing
from bot.corpus.overlay import NOTHING_OVER, WHOLE, Covered, Scope, covered
from bot.corpus.raw_pages import digests_of, raw_folder
from bot.corpus.walk import NO_FOLDER
from bot.dialogue import content_wording
from bot.edition import Edition
from bot.editorial.rehearsal import Rehearsal, rehearse
from bot.elsewhere import prepare_elsewhere
from bot.evaluation.replay import ReloadReport, compare, replay
from bot.garbage import give_back, let_go, settle
from bot.settings import Settings

_ELSEWHERE_FROM: Final = 2_000
"""Passages from which content is built in another process; below, that takes longer."""

_SHARED_FROM: Final = 20_000
"""Passages from which a guild that only teaches wordings gets no index of its own: to build one
takes more than two seconds, and hundreds of megabytes."""

_TRIALS: Final = 4
"""Editions that were rehearsed and may be served next."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All that is served at one moment."""

    whole: Edition
    scopes: Mapping[int, Scope]
    editions: Mapping[Scope, Edition]

    def of(self, guild: int | None) -> Edition:
        scope = None if guild is None else self.scopes.get(guild)
        return self.whole if scope is None else self.editions.get(scope, self.whole)

    @property
    def all(self) -> tuple[Edition, ...]:
        return (self.whole, *self.editions.values())


class Library:
    """Holds the editions that are being served, and swaps in the next ones.

    What builds blocks for as long as that takes: call it in a thread. Readers of `current` and
    `of` never wait: whatever changes, changes in one assignment.
    """

    def __init__(self, settings: Settings, first: Edition) -> None:
        self._settings = settings
        self._shelf = _Shelf(first, MappingProxyType({}), MappingProxyType({}))
        self._trials: OrderedDict[Scope, Edition] = OrderedDict()
        self._reads_languages = False
        self._served_since = datetime.now(UTC)
        self._one_at_a_time = threading.Lock()
        self._one_rehearsal_at_a_time = threading.Lock()
        note_served(settings, first)
        settle()
        give_back()

    @classmethod
    def open(cls, settings: Settings, *, on_progress: Progress | None = None) -> Library:
        """Read the content folder for the first time."""
        return cls(settings, build_first_edition(settings, on_progress=on_progress))

    # ----------------------------------------------------------------- for those who answer

    @property
    def current(self) -> Edition:
        """The whole content, as the files have it: for direct messages, and by default."""
        return self._shelf.whole

    def of(self, guild: int | None) -> Edition:
        """Give what is served in a guild."""
        return self._shelf.of(guild)

    @property
    def served_since(self) -> datetime:
        """When the whole content that is served was loaded."""
        return self._served_since

    @property
    def editions(self) -> int:
        """How many editions are served."""
        return len(self._shelf.all)

    def scope_of(self, guild: int) -> Scope:
        """Say what a guild sees."""
        return self._shelf.scopes.get(guild, WHOLE)

    def briefings_of(self, guild: int) -> tuple[Briefing, ...]:
        """Give all that could be offered in a guild, by title. Blocks."""
        pages = self.of(guild).pages.values()
        found = build_corpus(pages, now=datetime.now(UTC)).corpus.briefings
        return tuple(sorted(found, key=lambda briefing: (briefing.title.casefold(), briefing.id)))

    def not_offered(self, scope: Scope, files: Container[str]) -> Mapping[str, str]:
        """Tell which of these files no reader sees because of the briefings that a scope offers.

        Each with the title of its briefing; whether its front matter holds it back, too, makes no
        difference. Blocks.
        """
        if scope.briefings is None:
            return MappingProxyType({})
        pages = self.edition_of(scope).pages.values()
        let = (let_out(page) if page.file in files else page for page in pages)
        found = build_corpus(let, now=datetime.now(UTC)).corpus.briefings
        others = (briefing for briefing in found if briefing.id not in scope.briefings)
        titles = {page.file: briefing.title for briefing in others for page in briefing.pages}
        return MappingProxyType({file: titles[file] for file in titles if file in files})

    @property
    def limits(self) -> Limits:
        """What a page may hold."""
        return self._settings.limits

    def covered(self, guild: int | None) -> tuple[Covered, ...]:
        """Tell which pages of the folder, as it was last read, a guild sees otherwise."""
        pages = self._shelf.whole.pages
        overlay = NOTHING_OVER if guild is None else self.scope_of(guild).overlay
        there = {file: pages[file].digest for file in overlay.pages if file in pages}
        return covered(overlay, there)

    def body(self, file: str) -> bytes | None:
        """Give a page as the content folder has it; none where it has no such page. Blocks."""
        if file not in self._shelf.whole.pages:
            return None
        try:
            return (self._settings.content_dir / file).read_bytes()
        except OSError:
            return None

    @property
    def valid_until(self) -> datetime | None:
        """The next instant at which an embargo ends or a page expires, in any guild."""
        instants = (edition.valid_until for edition in self._shelf.all)
        return min((instant for instant in instants if instant is not None), default=None)

    # ----------------------------------------------------------------- for those who change it

    def read_languages(self) -> None:
        """Load what reads other languages now, and at each reload before it is served. Blocks."""
        self._reads_languages = True
        for edition in self._shelf.all:
            edition.read_languages()
        settle()

    def give_back(self) -> None:
        """Give the system what answers left in memory: what was freed, and what was only mapped."""
        for edition in self._shelf.all:
            edition.let_go()
        give_back()

    def check(self, guild: int | None = None) -> ReloadReport:
        """Say what a reload would change in a guild, and change nothing. Blocks."""
        with self._one_at_a_time:
            scope = WHOLE if guild is None else self.scope_of(guild)
            whole = self._build(WHOLE) if self._is_shared(scope) else None
            report = _report(self.of(guild), self._build(scope, whole))
            folder, limits = self._settings.content_dir, self._settings.limits
            now = digests_of(folder, scope.overlay.pages, limits=limits)
            return replace(report, covered=covered(scope.overlay, now))

    def reload(self, guild: int | None = None) -> ReloadReport:
        """Read the content again and serve it to all, unless nothing in it can be served.

        Blocks. The report is of what a guild sees.
        """
        with self._one_at_a_time:
            report = replace(self._reload(guild), covered=self.covered(guild))
            give_back()
            return report

    def build(self, scope: Scope) -> None:
        """Make the edition of a scope, so that it can be rehearsed or served at once. Blocks."""
        with self._one_at_a_time:
            self._trial(scope)

    def edition_of(self, scope: Scope) -> Edition:
        """Give the edition of a scope, which stays at hand for a while. Blocks.

        However long it takes to build, nobody else who changes something waits for it.
        """
        with self._one_at_a_time:
            whole = self._shelf.whole
            if self._at_hand(scope) is not None:
                return self._trial(scope)
        with self._one_rehearsal_at_a_time:
            edition = self._build(scope, whole)
        with self._one_at_a_time:
            if whole is self._shelf.whole and self._at_hand(scope) is None:
                self._keep(scope, edition)
            return self._trial(scope)

    def raw_pages(self, guild: int, file: str | None = None) -> Mapping[str, bytes]:
        """Give the bytes of the pages that a guild sees, and of its editors' own. Blocks.

        Or of one page alone, which may be of a briefing that is not offered. What the files hold
        back from readers is the operator's, and is left out.
        """
        overlay = self.scope_of(guild).overlay
        if file is None:
            given = {*(page.file for page in self.of(guild).corpus.pages), *overlay.pages}
        else:
            is_given = file in overlay.pages or not self.is_held_back(guild, file)
            given = {file} if is_given else set()
        folder, limits = self._settings.content_dir, self._settings.limits
        return raw_folder(folder, overlay, limits=limits, among=given).bodies

    def is_held_back(self, guild: int, file: str) -> bool:
        """Say whether a page of a guild is a draft, under embargo or over."""
        return self.of(guild).holds_back(file)

    def rehearse(
        self, guild: int, scope: Scope, asked: Iterable[str] = (), *, caution: float = 0.0
    ) -> Rehearsal:
        """Say how questions and golden messages would fare in a guild in another scope. Blocks.

        They are asked with the guild's caution, in log-odds. The edition stays at hand for a
        while, so that serving it takes no time.
        """
        before, after = self.of(guild), self.edition_of(scope)
        return rehearse(
            partial(before.decide, caution=caution),
            partial(after.decide, caution=caution),
            asked=asked,
            golden=after.golden,
        )

    def serve(self, scopes: Mapping[int, Scope]) -> None:
        """Let guilds see these scopes from now on, all at once. Blocks.

        What would leave a guild without anything is served all the same: its editors wanted it.
        """
        with self._one_at_a_time:
            shelf = self._shelf
            wanted = {**shelf.scopes, **scopes}
            wanted = {guild: scope for guild, scope in wanted.items() if scope.digest}
            editions = {
                scope: shelf.editions.get(scope) or self._trial(scope)
                for scope in dict.fromkeys(wanted.values())
            }
            served = _Shelf(shelf.whole, MappingProxyType(wanted), MappingProxyType(editions))
            self._serve(served)

    def _reload(self, guild: int | None) -> ReloadReport:
        before = self._shelf
        whole = self._build(WHOLE)
        if _refusal(before.whole, whole) is not None:
            return _report(before.whole, whole)
        self._trials.clear()
        editions = {scope: self._kept_or_new(scope, whole) for scope in before.editions}
        self._serve(replace(before, whole=whole, editions=MappingProxyType(editions)))
        report = _report(before.of(guild), self.of(guild))
        return report if report.refusal is not None else replace(report, is_applied=True)

    def _kept_or_new(self, scope: Scope, whole: Edition) -> Edition:
        """Build a scope again; where that leaves nothing to serve, keep what is served."""
        before, after = self._shelf.editions[scope], self._build(scope, whole)
        return after if _refusal(before, after) is None else before

    def _trial(self, scope: Scope) -> Edition:
        if not scope.digest:
            return self._shelf.whole
        edition = self._at_hand(scope) or self._build(scope)
        self._keep(scope, edition)
        return edition

    def _at_hand(self, scope: Scope) -> Edition | None:
        """Give an edition that was made and holds now."""
        if not scope.digest:
            return self._shelf.whole
        now = datetime.now(UTC)
        made = (self._shelf.editions.get(scope), self._trials.get(scope))
        return next((one for one in made if one is not None and one.holds_at(now)), None)

    def _keep(self, scope: Scope, edition: Edition) -> None:
        self._trials[scope] = edition
        self._trials.move_to_end(scope)
        while len(self._trials) > _TRIALS:
            self._trials.popitem(last=False)

    def _serve(self, shelf: _Shelf) -> None:
        if self._reads_languages:
            for edition in shelf.all:
                edition.read_languages()
        kept = set(map(id, (*shelf.all, *self._trials.values())))
        gone = [edition for edition in self._shelf.all if id(edition) not in kept]
        passages = [passage for edition in gone for passage in edition.corpus.passages]
        del gone
        is_new = shelf.whole is not self._shelf.whole
        self._shelf = shelf
        if is_new:
            self._served_since = datetime.now(UTC)
            note_served(self._settings, shelf.whole)
        settle()
        let_go(passages)

    def _is_shared(self, scope: Scope) -> bool:
        """Say whether a scope has no index of its own, for want of time and memory."""
        return (
            scope.changes_wordings_alone and len(self._shelf.whole.corpus.passages) >= _SHARED_FROM
        )

    def _build(self, scope: Scope, whole: Edition | None = None) -> Edition:
        """Build a scope, upon the whole content that is served or will be."""
        whole = whole or self._shelf.whole
        if self._is_shared(scope):
            return over_shared(whole, scope.overlay)
        is_large = not scope.digest and len(whole.corpus.passages) >= _ELSEWHERE_FROM
        key = prepare_elsewhere(self._settings) if is_large else None
        return build_edition(self._settings, scope=scope, before=whole, key=key)


def _report(before: Edition, after: Edition) -> ReloadReport:
    changes = compare(before.corpus, after.corpus)
    return ReloadReport(
        before=before.corpus.revision,
        after=after.corpus.revision,
        added=changes.added,
        changed=changes.changed,
        removed=changes.removed,
        findings=after.findings,
        flips=replay(_asked_alone(after), before.decide, after.decide),
        is_applied=False,
        refusal=_refusal(before, after),
    )


def _asked_alone(edition: Edition) -> Iterator[str]:
    """Give the golden messages that need nothing of what was said before them."""
    return (golden.message for golden in edition.golden if not golden.after)


def _refusal(before: Edition, after: Edition) -> str | None:
    """Say why a new edition must not replace the present one; none when it may.

    Once a date has come it always may: what is over is not served for want of anything better.
    """
    if not before.holds_at(datetime.now(UTC)):
        return None
    if any(finding.code == NO_FOLDER for finding in after.findings):
        return content_wording.RELOAD_NO_FOLDER
    if before.corpus.passages and not after.corpus.passages and not _has_expired(after):
        return content_wording.RELOAD_EMPTY
    return None


def _has_expired(edition: Edition) -> bool:
    """Say whether a page is over: its author wants it shown no longer, even if nothing is left."""
    ends, now = (page.meta.expires for page in edition.pages.values()), datetime.now(UTC)
    return any(end is not None and end <= now for end in ends)
