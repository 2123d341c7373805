"""Unanswered questions in Discord: pages of groups, and what editors can do about each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.corpus.model import Corpus
from bot.dialogue import unanswered_wording
from bot.discord_app import custom_ids
from bot.discord_app.editing import EditorsButton, attempt
from bot.discord_app.items import NEVER
from bot.discord_app.markdown import in_a_line
from bot.discord_app.moderators import tell_away
from bot.discord_app.render import render_list, render_offer
from bot.discord_app.sending import Interaction, respond, tell
from bot.discord_app.teaching import offer_passages, show_preview
from bot.discord_app.writing import open_form
from bot.newsroom.gaps import Page
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.open_gaps import Open
from bot.newsroom.teaching import lesson_on
from bot.store.model import StoreError, hour_begins

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

PAGE: Final = 5
"""Groups on one page: with a text, a row and four buttons each, 35 of Discord's 40 components."""

_QUESTION: Final = 200
_LABEL: Final = 150


async def show_gaps(
    interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int, people: int, start: int
) -> None:
    """Show a page of unanswered questions, from a place on."""

    async def work() -> Page:
        with suppress(StoreError):  # then the latest questions are not among them
            await desk.recorder.flush()
        responder = desk.responder_of(guild)
        return await newsroom.gaps.page(guild, start, PAGE, people=people, responder=responder)

    page = await attempt(interaction, work())
    if page is not None:
        view = render_list(_entries(page, desk.library.of(guild).corpus, people))
        await respond(interaction, view, ephemeral=True)


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

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Show it."""
        people, start = int(self.match["people"]), int(self.match["start"])
        await show_gaps(interaction, desk, newsroom, guild, people, start)


async def question_of(
    interaction: Interaction, newsroom: Newsroom, guild: int, message: int
) -> str | None:
    """Give what a button is about; where it is erased or not the guild's, say so and give none."""
    found = await attempt(interaction, _found(newsroom, guild, message))
    if found == "":
        await tell(interaction, unanswered_wording.GAP_GONE)
    return found or None


async def _found(newsroom: Newsroom, guild: int, message: int) -> str:
    return await newsroom.questions.question_at(guild, message) or ""


class QuestionButton(EditorsButton, template=NEVER):
    """A button about a question that was not answered."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Look the question up; it may be erased, or another guild's."""
        message = int(self.match["message"])
        question = await question_of(interaction, newsroom, guild, message)
        if question is not None:
            await self.about(question, interaction, desk, newsroom, guild)

    @abstractmethod
    async def about(
        self,
        question: str,
        interaction: Interaction,
        desk: Desk,
        newsroom: Newsroom,
        guild: int,
    ) -> None:
        """Do what the button is for."""


class GapTeachButton(QuestionButton, template=custom_ids.GAP_TEACH):
    """Teaches what a question means."""

    async def about(
        self,
        question: str,
        interaction: Interaction,
        desk: Desk,
        newsroom: Newsroom,
        guild: int,
    ) -> None:
        """Ask which passage answers it."""
        del newsroom, guild
        await offer_passages(interaction, desk, question)


class GapNotThisButton(QuestionButton, template=custom_ids.GAP_NOT_THIS):
    """Teaches what a question does not mean."""

    async def about(
        self,
        question: str,
        interaction: Interaction,
        desk: Desk,
        newsroom: Newsroom,
        guild: int,
    ) -> None:
        """Show what would change."""
        lesson = lesson_on(self.passage, question, is_meant=False)
        await show_preview(interaction, desk, newsroom, guild, lesson)


class GapWriteButton(EditorsButton, template=custom_ids.GAP_WRITE):
    """Opens a form in which to answer a question."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Open it, with the question in it; a form must be the first response."""
        message = int(self.match["message"])
        try:
            question = await newsroom.questions.question_at(guild, message)
        except StoreError as error:
            await tell_away(interaction, error)
            return
        if question is None:
            await tell(interaction, unanswered_wording.GAP_GONE)
        else:
            await open_form(interaction, desk, guild, question)


class GapDismissButton(QuestionButton, template=custom_ids.GAP_DISMISS):
    """Lets a question and its like show no more."""

    async def about(
        self,
        question: str,
        interaction: Interaction,
        desk: Desk,
        newsroom: Newsroom,
        guild: int,
    ) -> None:
        """Dismiss it, and offer to take that back."""
        del desk
        work = newsroom.gaps.dismiss(guild, interaction.user.id, question)
        dismissal = await attempt(interaction, work)
        if dismissal is not None:
            told = unanswered_wording.gap_dismissed(in_a_line(question, _QUESTION))
            offers = {custom_ids.gap_restore(dismissal): unanswered_wording.GAP_RESTORE}
            await respond(interaction, render_offer(told, offers), ephemeral=True)


class GapRestoreButton(EditorsButton, template=custom_ids.GAP_RESTORE):
    """Lets what was dismissed show again."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Take the dismissal back."""
        del desk
        work = newsroom.gaps.restore(guild, interaction.user.id, int(self.match["number"]))
        was_there = await attempt(interaction, work)
        if was_there is not None:
            told = (
                unanswered_wording.GAP_RESTORED
                if was_there
                else unanswered_wording.GAP_NOT_DISMISSED
            )
            await tell(interaction, told)


GAP_ITEMS: Final = (
    GapsButton,
    GapTeachButton,
    GapNotThisButton,
    GapWriteButton,
    GapDismissButton,
    GapRestoreButton,
)
"""Registered once, at start-up, with the buttons of replies."""
