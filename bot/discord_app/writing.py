"""Writing an answer in Discord: a form, and a draft with what it would change."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.corpus.model import Corpus
from bot.dialogue import answer_wording, wording
from bot.discord_app import limits
from bot.discord_app.editing import attempt, newsroom_for, tell
from bot.discord_app.errors import apologise
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import in_a_line, one_line
from bot.discord_app.moderators import send_report
from bot.discord_app.publishing import show
from bot.discord_app.reports import Report
from bot.discord_app.sending import LINE_FAULTS, Interaction, defer
from bot.discord_app.unwritten import reason_of
from bot.editorial.places import Place, named, places
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.writing import Draft, Unwritten
from bot.store.model import LONGEST_QUESTION

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

_log = logging.getLogger(__name__)

_ANSWER: Final = 4_000
"""What Discord takes in one field of a form."""

_TITLE: Final = 60
_NAMED: Final = 120
_OPEN_S: Final = 3600.0
"""So long a form may stay open; after a restart it is lost."""


async def open_form(interaction: Interaction, desk: Desk, guild: int, question: str) -> None:
    """Open the form, with the pages that are nearest to the question first."""
    corpus = desk.library.of(guild).corpus
    near = desk.responder_of(guild).suggest(question) if question else ()
    found = (corpus.passage(choice.passage) for choice in near)
    files = [passage.provenance.file for passage in found if passage is not None]
    offered = places(corpus, files)
    if not offered:
        await tell(interaction, wording.ANSWER_NO_PAGES)
        return
    await interaction.response.send_modal(AnswerForm(desk, question, offered))


def _value(place: Place) -> str:
    return f"{'page' if place.is_page else 'beside'}:{place.id}"


def _label(place: Place) -> str:
    return replace(place, title=shorten(one_line(place.title), _TITLE)).label


class AnswerForm(discord.ui.Modal):
    """Question, answer, and the page that they are for."""

    def __init__(self, desk: Desk, question: str, offered: Sequence[Place]) -> None:
        super().__init__(title=wording.ANSWER_FORM, timeout=_OPEN_S)
        self._desk = desk
        self.question: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="question", default=question[:LONGEST_QUESTION], max_length=LONGEST_QUESTION
        )
        self.answer: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="answer", style=discord.TextStyle.paragraph, max_length=_ANSWER
        )
        fitting = (place for place in offered if len(_value(place)) <= limits.OPTION_LABEL)
        self._offered = {_value(place): place for place in islice(fitting, limits.OPTIONS)}
        options = [
            discord.SelectOption(
                label=shorten(_label(place), limits.OPTION_LABEL), value=value, default=at == 0
            )
            for at, (value, place) in enumerate(self._offered.items())
        ]
        self.page: discord.ui.Select[Any] = discord.ui.Select(custom_id="page", options=options)
        self.name: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="name", required=False, max_length=limits.OPTION_LABEL
        )
        left_out = len(offered) - len(options)
        told = answer_wording.not_all(len(options), len(offered)) if left_out else None
        self._add(wording.ANSWER_QUESTION, self.question)
        self._add(wording.ANSWER_ANSWER, self.answer)
        self._add(wording.ANSWER_PAGE, self.page, told)
        if left_out:
            self._add(answer_wording.NAME, self.name, answer_wording.NAME_TOLD)

    def _add(self, label: str, component: discord.ui.Item[Any], told: str | None = None) -> None:
        self.add_item(discord.ui.Label(text=label, component=component, description=told))

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
        corpus, who = newsroom.library.of(guild).corpus, interaction.user.id
        place = self._place(corpus)
        if isinstance(place, str):
            await tell(interaction, place)
            return None
        if place.is_page:
            work = newsroom.writing.draft(guild, who, place.id, *written)
        else:
            briefing = corpus.briefing(place.id)
            if briefing is None:
                await tell(interaction, wording.ANSWER_NO_BRIEFING)
                return None
            work = newsroom.writing.draft_beside(guild, who, briefing, *written)
        kept = await attempt(interaction, work)
        if isinstance(kept, Unwritten):
            await tell(interaction, reason_of(kept))
            return None
        return kept

    def _place(self, corpus: Corpus) -> Place | str:
        """Give the place that was named, else the one that was picked; or say what is wrong."""
        name = self.name.value.strip()
        if not name:
            return self._offered[self.page.values[0]]
        found = named(name, places(corpus))
        if len(found) == 1:
            return found[0]
        labels = [in_a_line(place.label, _NAMED) for place in found]
        return answer_wording.which_place(in_a_line(name, _NAMED), labels)

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
