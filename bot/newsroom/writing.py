"""Writes answers to what was missed: drafts of pages that have one more question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from bot.corpus.adding import Added, Hindrance, NotAdded, new_page, with_question
from bot.corpus.model import Briefing, Passage
from bot.corpus.overlay import Overlay
from bot.corpus.reader import read_page
from bot.store.audit import Action, Deed
from bot.store.revisions import LONGEST_SUMMARY, Proposal

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

_Read = TypeVar("_Read")

NEW_PAGE: Final = "editors-questions.md"
"""Beside the other pages of a briefing."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that stands in its draft alone."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Why an answer does not become a draft, or an answer that was kept is not added."""

    file: str
    hindrance: Hindrance | None = None
    """None where the page is gone."""
    words: str = ""
    """See `NotAdded`."""
    waiting: Waiting | None = None
    """What was kept and goes on waiting."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that waits to be published."""

    number: int
    passage: Passage


class Writing:
    """Answers that editors write. What changes something raises as `Newsroom` does."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    async def draft(
        self, guild: int, moderator: int, file: str, question: str, answer: str
    ) -> Draft | Unwritten:
        """Keep a draft of a page of a guild that has this question too."""
        body = await self._body(guild, file)
        if body is None:
            return Unwritten(file)
        adding = partial(with_question, body, file=file, question=question, answer=answer)
        return await self._kept(guild, moderator, file, await self._read(adding))

    async def draft_beside(
        self, guild: int, moderator: int, briefing: Briefing, question: str, answer: str
    ) -> Draft | Unwritten:
        """Keep a draft of a new page of questions in a briefing; or of the one made so before."""
        folder = briefing.pages[0].file.rpartition("/")[0] if briefing.pages else ""
        file = f"{folder}/{NEW_PAGE}" if folder else f"{briefing.id}-{NEW_PAGE}"
        if await self._body(guild, file) is not None:
            return await self.draft(guild, moderator, file, question, answer)
        adding = partial(new_page, briefing.id, file=file, question=question, answer=answer)
        return await self._kept(guild, moderator, file, await self._read(adding))

    async def as_now(self, proposal: Proposal) -> Proposal | Unwritten:
        """Give a draft of an answer with its question added to the page as that is now.

        Every other proposal is given as it is.
        """
        if proposal.action is not Action.DRAFT or len(proposal.change.pages) != 1:
            return proposal
        ((file, kept),) = proposal.change.pages.items()
        drafted = None if kept is None else await self._read(partial(read_page, kept, file=file))
        passages = drafted.page.passages if drafted and drafted.page else ()
        fitting = [passage for passage in passages if _is_told(proposal, passage, file)]
        if len(fitting) != 1:
            return proposal
        question, answer = fitting[0].label, fitting[0].text
        waiting = Waiting(proposal.id, f"{question}\n\n{answer}\n")
        body = await self._body(proposal.guild, file)
        if body is None:
            return proposal if len(passages) == 1 else Unwritten(file, waiting=waiting)
        adding = partial(with_question, body, file=file, question=question, answer=answer)
        added = await self._read(adding)
        if isinstance(added, NotAdded):
            return Unwritten(file, added.hindrance, added.words, waiting)
        return replace(proposal, change=Overlay(MappingProxyType({file: added.body})))

    async def _body(self, guild: int, file: str) -> bytes | None:
        overlay = self._newsroom.published(guild).overlay
        if file in overlay.pages:
            return overlay.pages[file]
        return await asyncio.to_thread(self._newsroom.library.body, file)

    async def _read(self, read: Callable[..., _Read]) -> _Read:
        """Read a page within the limits, in a thread: some take long."""
        return await asyncio.to_thread(read, limits=self._newsroom.library.limits)

    async def _kept(
        self, guild: int, moderator: int, file: str, added: Added | NotAdded
    ) -> Draft | Unwritten:
        if isinstance(added, NotAdded):
            return Unwritten(file, added.hindrance, added.words)
        published = self._newsroom.published(guild)
        change = Overlay(MappingProxyType({file: added.body}))
        deed = Deed(guild, moderator, Action.DRAFT, _told(added.passage, file))
        number = await self._newsroom.revisions.propose(
            deed, change, base=published.number, at=self._newsroom.now, is_draft=True
        )
        return Draft(number, added.passage)


def _told(passage: Passage, file: str) -> str:
    return f"“{passage.label}” in {file}"


def _is_told(proposal: Proposal, passage: Passage, file: str) -> bool:
    """Say whether a draft is of this question, by what is kept of its summary."""
    return _told(passage, file)[:LONGEST_SUMMARY] == proposal.summary
