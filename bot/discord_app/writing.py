"""Writing an answer in Discord: a form, and a draft with what it would change."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.corpus.model import Corpus
from bot.dialogue import answer_wording, wording
from bot.discord_app import limits
from bot.discord_app.editing import attempt, newsroom_for, tell
from bot.discord_app.errors import apologise
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import one_line
from bot.discord_app.moderators import send_report
from bot.discord_app.publishing import show
from bot.discord_app.reports import Report
from bot.discord_app.sending import LINE_FAULTS, Interaction, defer
from bot.discord_app.unwritten import reason_of
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.writing import Draft, Unwritten
from bot.store.model import LONGEST_QUESTION

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

_log = logging.getLogger(__name__)

_ANSWER: Final = 4_000
"""What Discord takes in one field of a form."""

_TITLE: Final = 60
_OPEN_S: Final = 3600.0
"""So long a form may stay open; after a restart it is lost."""

_PAGE: Final = "page:"
_BESIDE: Final = "beside:"


async def open_form(interaction: Interaction, desk: Desk, guild: int, question: str) -> None:
    """Open the form, with the pages that are nearest to the question first."""
    corpus = desk.library.of(guild).corpus
    near = desk.responder_of(guild).suggest(question) if question else ()
    found = (corpus.passage(choice.passage) for choice in near)
    places = [passage.provenance.file for passage in found if passage is not None]
    pages = dict(islice(_pages(corpus, places), limits.OPTIONS))
    if not pages:
        await tell(interaction, wording.ANSWER_NO_PAGES)
        return
    await interaction.response.send_modal(AnswerForm(desk, question, pages))


def _pages(corpus: Corpus, first: list[str]) -> Iterator[tuple[str, str]]:
    """Give pages to choose from, with their names; the page of each briefing's own questions too.

    Discord shows 25.
    """
    files = dict.fromkeys([*first, *(page.file for page in corpus.pages)])
    pages = [page for page in map(corpus.page, files) if page is not None]
    for page in pages[: limits.OPTIONS // 2]:
        yield _PAGE + page.file, wording.answer_page(_title(page.title), page.file)
    for briefing in corpus.briefings[: limits.OPTIONS // 2]:
        yield _BESIDE + briefing.id, wording.answer_new_page(_title(briefing.title))
    for page in pages[limits.OPTIONS // 2 :]:
        yield _PAGE + page.file, wording.answer_page(_title(page.title), page.file)


def _title(title: str) -> str:
    return shorten(one_line(title), _TITLE)


class AnswerForm(discord.ui.Modal):
    """Question, answer, and the page that they are for."""

    def __init__(self, desk: Desk, question: str, pages: dict[str, str]) -> None:
        super().__init__(title=wording.ANSWER_FORM, timeout=_OPEN_S)
        self._desk = desk
        self.question: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="question", default=question[:LONGEST_QUESTION], max_length=LONGEST_QUESTION
        )
        self.answer: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="answer", style=discord.TextStyle.paragraph, max_length=_ANSWER
        )
        options = [
            discord.SelectOption(
                label=shorten(label, limits.OPTION_LABEL), value=value, default=at == 0
            )
            for at, (value, label) in enumerate(pages.items())
            if len(value) <= limits.OPTION_LABEL
        ]
        self.page: discord.ui.Select[Any] = discord.ui.Select(custom_id="page", options=options)
        for label, component in (
            (wording.ANSWER_QUESTION, self.question),
            (wording.ANSWER_ANSWER, self.answer),
            (wording.ANSWER_PAGE, self.page),
        ):
            self.add_item(discord.ui.Label(text=label, component=component))

    async def on_submit(self, interaction: Interaction) -> None:
        """Keep a draft, and show it; give back what was written if it is not kept."""
        draft: Draft | None = None
        try:
            with self._desk.serving():
                found = await newsroom_for(interaction, self._desk)
                if found is not None and self.page.values:
                    await defer(interaction, ephemeral=True, thinking=True)
                    draft = await self._keep(interaction, *found)
                    if draft is not None:
                        await _show(interaction, *found, draft)
        except Exception as error:  # the one place where a form ends
            await apologise(interaction, error, "keeping a written answer")
        if draft is None:
            await self._give_back(interaction)

    async def _keep(self, interaction: Interaction, newsroom: Newsroom, guild: int) -> Draft | None:
        """Give the draft; where there is none, the moderator is told why."""
        written = self.question.value, self.answer.value
        place, who = self.page.values[0], interaction.user.id
        writing = newsroom.writing
        if place.startswith(_PAGE):
            work = writing.draft(guild, who, place.removeprefix(_PAGE), *written)
        else:
            corpus = newsroom.library.of(guild).corpus
            briefing = corpus.briefing(place.removeprefix(_BESIDE))
            if briefing is None:
                await tell(interaction, wording.ANSWER_NO_BRIEFING)
                return None
            work = writing.draft_beside(guild, who, briefing, *written)
        kept = await attempt(interaction, work)
        if isinstance(kept, Unwritten):
            await tell(interaction, reason_of(kept))
            return None
        return kept

    async def _give_back(self, interaction: Interaction) -> None:
        """Send what was written to its moderator alone. Never raises."""
        whole = f"{self.question.value}\n\n{self.answer.value}\n"
        report = Report(answer_wording.NOT_KEPT, whole)
        try:
            await send_report(interaction, report, answer_wording.FILE)
        except (discord.HTTPException, *LINE_FAULTS) as failure:
            _log.warning("Could not give back a written answer: %s", failure)


async def _show(interaction: Interaction, newsroom: Newsroom, guild: int, draft: Draft) -> None:
    look = newsroom.publishing.look(guild, draft.number, draft.passage.label)
    preview = await attempt(interaction, look)
    if preview is not None:
        await show(interaction, preview)
