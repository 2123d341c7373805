"""Unanswered questions in Discord: pages of groups, and what editors can do about each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Final

from bot.corpus.model import Corpus
from bot.dialogue import unanswered_wording
from bot.discord_app import custom_ids
from bot.discord_app.editing import Editor
from bot.discord_app.items.our_item import NEVER, EditorsButton
from bot.discord_app.items.teaching import offer_passages, show_preview
from bot.discord_app.items.writing import open_form
from bot.discord_app.markdown import in_a_line
from bot.discord_app.moderators import tell_away
from bot.discord_app.render import render_list, render_offer
from bot.newsroom.gaps import Page
from bot.newsroom.open_gaps import Open
from bot.newsroom.teaching import lesson_on
from bot.store.model import StoreError, hour_begins

PAGE: Final = 5
"""Groups on one page: with a text, a row and four buttons each, 35 of Discord's 40 components."""

_QUESTION: Final = 200
_LABEL: Final = 150


async def show_gaps(editor: Editor, people: int, start: int) -> None:
    """Show a page of unanswered questions, from a place on."""
    gaps, responder = editor.newsroom.gaps, editor.desk.responder_of(editor.guild)
    work = gaps.page(editor.guild, start, PAGE, people=people, responder=responder)
    page = await editor.attempt(editor.after_recording(work))
    if page is not None:
        await editor.show(render_list(_entries(page, editor.corpus, people)))


def _entries(
    page: Page, corpus: Corpus, people: int
) -> Iterator[tuple[str | None, Mapping[str, str]]]:
    is_first, is_last = page.previous is None, page.next is None
    yield (
        unanswered_wording.gaps_heading(
            len(page.shown), page.pending, is_first=is_first, is_last=is_last
        ),
        {},
    )
    for found in page.shown:
        yield _told(found, corpus), _offers(found, corpus)
    turns = (
        (page.previous, unanswered_wording.GAPS_LESS),
        (page.next, unanswered_wording.GAPS_MORE),
    )
    offers = {custom_ids.gaps(people, at): label for at, label in turns if at is not None}
    if offers:
        yield None, offers


def _told(found: Open, corpus: Corpus) -> str:
    gap = found.gap
    first, last = (int(hour_begins(h).timestamp()) for h in (gap.first_hour, gap.last_hour))
    question = in_a_line(found.question, _QUESTION)
    lines = [unanswered_wording.gap(question, gap.turns, gap.people, first, last)]
    passage = corpus.passage(gap.nearest)
    if passage is not None:
        lines.append(
            unanswered_wording.gap_nearest(in_a_line(passage.label, _LABEL), gap.confidence)
        )
    if found.asks:
        lines.append(unanswered_wording.gap_asks(found.asks))
    return "\n".join(lines)


def _offers(found: Open, corpus: Corpus) -> Mapping[str, str]:
    nearest = found.gap.nearest
    offers = {custom_ids.gap_teach(found.message): unanswered_wording.GAP_TEACH}
    if nearest is not None and corpus.passage(nearest) is not None:
        offers[custom_ids.gap_not_this(found.message, nearest)] = unanswered_wording.GAP_NOT_THIS
    return {
        **offers,
        custom_ids.gap_write(found.message): unanswered_wording.GAP_WRITE,
        custom_ids.gap_dismiss(found.message): unanswered_wording.GAP_DISMISS,
    }


class GapsButton(EditorsButton, template=custom_ids.GAPS):
    """Turns to another page."""

    async def edit(self, editor: Editor) -> None:
        """Show it."""
        await show_gaps(editor, int(self.match["people"]), int(self.match["start"]))


class QuestionButton(EditorsButton, template=NEVER):
    """A button about a question that was not answered."""

    async def edit(self, editor: Editor) -> None:
        """Look the question up; it may be erased, or another guild's."""
        question = await editor.attempt(self._question(editor))
        if question == "":
            await editor.tell(unanswered_wording.GAP_GONE)
        elif question is not None:
            await self.about(editor, question)

    async def _question(self, editor: Editor) -> str:
        questions, message = editor.newsroom.questions, int(self.match["message"])
        return await questions.question_at(editor.guild, message) or ""

    @abstractmethod
    async def about(self, editor: Editor, question: str) -> None:
        """Do what the button is for."""


class GapTeachButton(QuestionButton, template=custom_ids.GAP_TEACH):
    """Teaches what a question means."""

    async def about(self, editor: Editor, question: str) -> None:
        """Ask which passage answers it."""
        await offer_passages(editor, question)


class GapNotThisButton(QuestionButton, template=custom_ids.GAP_NOT_THIS):
    """Teaches what a question does not mean."""

    async def about(self, editor: Editor, question: str) -> None:
        """Show what would change."""
        await show_preview(editor, lesson_on(self.passage, question, is_meant=False))


class GapWriteButton(EditorsButton, template=custom_ids.GAP_WRITE):
    """Opens a form in which to answer a question."""

    async def edit(self, editor: Editor) -> None:
        """Open it, with the question in it; a form must be the first response."""
        message = int(self.match["message"])
        try:
            question = await editor.newsroom.questions.question_at(editor.guild, message)
        except StoreError as error:
            await tell_away(editor.interaction, error)
            return
        if question is None:
            await editor.tell(unanswered_wording.GAP_GONE)
        else:
            await open_form(editor, question)


class GapDismissButton(QuestionButton, template=custom_ids.GAP_DISMISS):
    """Lets a question and its like show no more."""

    async def about(self, editor: Editor, question: str) -> None:
        """Dismiss it, and offer to take that back."""
        work = editor.newsroom.gaps.dismiss(editor.guild, editor.id, question)
        dismissal = await editor.attempt(work)
        if dismissal is not None:
            told = unanswered_wording.gap_dismissed(in_a_line(question, _QUESTION))
            offers = {custom_ids.gap_restore(dismissal): unanswered_wording.GAP_RESTORE}
            await editor.show(render_offer(told, offers))


class GapRestoreButton(EditorsButton, template=custom_ids.GAP_RESTORE):
    """Lets what was dismissed show again."""

    async def edit(self, editor: Editor) -> None:
        """Take the dismissal back."""
        gaps, number = editor.newsroom.gaps, int(self.match["number"])
        was_there = await editor.attempt(gaps.restore(editor.guild, editor.id, number))
        if was_there is not None:
            done, gone = unanswered_wording.GAP_RESTORED, unanswered_wording.GAP_NOT_DISMISSED
            await editor.tell(done if was_there else gone)
