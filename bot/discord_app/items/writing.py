"""Writing an answer in Discord: a form, and a draft with what it would change."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import discord

from bot.corpus.model import Corpus
from bot.dialogue import answer_wording, teaching_wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.desk import Desk
from bot.discord_app.editing import Editor, admit_editor
from bot.discord_app.errors import apologise
from bot.discord_app.graphemes import shorten
from bot.discord_app.items.our_item import data_of
from bot.discord_app.items.publishing import show_change
from bot.discord_app.items.unwritten import reason_of
from bot.discord_app.markdown import in_a_line, one_line
from bot.discord_app.moderators import send_report
from bot.discord_app.render import Item
from bot.discord_app.reports import Report
from bot.discord_app.sending import LINE_FAULTS, Interaction, defer
from bot.editorial.places import Place, named, places
from bot.newsroom.writing import Draft, Unwritten
from bot.store.model import LONGEST_QUESTION

_log = logging.getLogger(__name__)

_ANSWER: Final = 4_000
"""What Discord takes in one field of a form."""

_TITLE: Final = 60
_NAMED: Final = 120
_PAGE, _BESIDE = "page:", "beside:"


async def open_form(editor: Editor, question: str) -> None:
    """Open the form, with the pages that are nearest to the question first."""
    desk, corpus = editor.desk, editor.corpus
    near = await desk.consult(editor.guild, lambda r: r.suggest(question)) if question else ()
    found = (corpus.passage(choice.passage) for choice in near)
    files = [passage.provenance.file for passage in found if passage is not None]
    offered = places(corpus, files)
    if not offered:
        await editor.tell(teaching_wording.ANSWER_NO_PAGES)
        return
    form = _form(editor.interaction.id, question, offered)
    await editor.interaction.response.send_modal(form)


def _value(place: Place) -> str:
    return f"{_PAGE if place.is_page else _BESIDE}{place.id}"


def _label(place: Place) -> str:
    return shorten(
        replace(place, title=shorten(one_line(place.title), _TITLE)).label, limits.MENU_OPTION
    )


def _form(opened_by: int, question: str, offered: Sequence[Place]) -> discord.ui.Modal:
    """Ask for question, answer, and the page that they are for.

    discord.py sends the form and then forgets it, so that it may stay open over a restart.
    """
    fitting = (place for place in offered if len(_value(place)) <= limits.MENU_OPTION)
    options = [
        discord.SelectOption(label=_label(place), value=_value(place), default=at == 0)
        for at, place in enumerate(islice(fitting, limits.MENU_OPTIONS))
    ]
    left_out = len(offered) - len(options)
    told = answer_wording.not_all(len(options), len(offered)) if left_out else None
    form = discord.ui.Modal(
        title=teaching_wording.ANSWER_FORM, custom_id=custom_ids.answer_form(opened_by)
    )
    form.add_item(_asked_for(teaching_wording.ANSWER_QUESTION, _question(question)))
    form.add_item(_asked_for(teaching_wording.ANSWER_ANSWER, _answer()))
    pages = discord.ui.Select[Any](custom_id="page", options=options, required=True)
    form.add_item(_asked_for(teaching_wording.ANSWER_PAGE, pages, told))
    if left_out:
        form.add_item(_asked_for(answer_wording.NAME, _name(), answer_wording.NAME_TOLD))
    form.stop()
    return form


def _asked_for(label: str, field: discord.ui.Item[Any], told: str | None = None) -> Item:
    return discord.ui.Label(text=label, component=field, description=told)


def _question(words: str) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id="question", default=words[:LONGEST_QUESTION], max_length=LONGEST_QUESTION
    )


def _answer() -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id="answer", style=discord.TextStyle.paragraph, max_length=_ANSWER
    )


def _name() -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(custom_id="name", required=False, max_length=limits.MENU_OPTION)


@dataclass(frozen=True, slots=True)
class _Written:
    """What somebody wrote into a form."""

    question: str
    answer: str
    page: str
    """The value that was picked; it may be of a page that is gone, or forged."""
    name: str


def _written_in(interaction: Interaction) -> _Written:
    labels = data_of(interaction).get("components", ())
    labelled = (label.get("component", {}) for label in labels)
    fields = {field.get("custom_id"): field for field in labelled}
    question, answer, name = (
        str(fields.get(one, {}).get("value") or "") for one in ("question", "answer", "name")
    )
    picked = [*map(str, fields.get("page", {}).get("values", ()))]
    return _Written(question, answer, picked[0] if picked else "", name.strip())


async def take_form(interaction: Interaction, desk: Desk) -> None:
    """Keep a draft, and show it; give back what was written if it is not kept. Never raises."""
    draft: Draft | None = None
    written = _written_in(interaction)
    with desk.serving():
        try:
            editor = await admit_editor(interaction, desk)
            if editor is not None:
                await defer(interaction, ephemeral=True, thinking=True)
                draft = await _keep(editor, written)
                if draft is not None:
                    await _show(editor, draft)
        except Exception as error:  # the one place where a form ends
            await apologise(interaction, error, "keeping a written answer")
        if draft is None:
            await _give_back(interaction, written)


async def _keep(editor: Editor, written: _Written) -> Draft | None:
    """Give the draft; where there is none, the moderator is told why."""
    writing, corpus = editor.newsroom.writing, editor.corpus
    words = written.question, written.answer
    place = _place(written, corpus)
    if isinstance(place, str):
        await editor.tell(place)
        return None
    if place.is_page:
        work = writing.draft(editor.guild, editor.id, place.id, *words)
    else:
        briefing = corpus.briefing(place.id)
        if briefing is None:
            await editor.tell(teaching_wording.ANSWER_NO_BRIEFING)
            return None
        work = writing.draft_beside(editor.guild, editor.id, briefing, *words)
    kept = await editor.attempt(work)
    if isinstance(kept, Unwritten):
        await editor.tell(reason_of(kept))
        return None
    return kept


def _place(written: _Written, corpus: Corpus) -> Place | str:
    """Give the place that was named, else the one that was picked; or say what is wrong."""
    if not written.name:
        is_page = written.page.startswith(_PAGE)
        return Place(written.page.removeprefix(_PAGE if is_page else _BESIDE), "", is_page)
    found = named(written.name, places(corpus))
    if len(found) == 1:
        return found[0]
    labels = [in_a_line(place.label, _NAMED) for place in found]
    return answer_wording.which_place(in_a_line(written.name, _NAMED), labels)


async def _give_back(interaction: Interaction, written: _Written) -> None:
    """Send what was written to its moderator alone. Never raises."""
    whole = f"{written.question}\n\n{written.answer}\n"
    report = Report(answer_wording.NOT_KEPT, whole)
    try:
        await send_report(interaction, report, answer_wording.FILE)
    except (discord.HTTPException, *LINE_FAULTS) as failure:
        _log.warning("Could not give back a written answer: %s", failure)


async def _show(editor: Editor, draft: Draft) -> None:
    look = editor.newsroom.publishing.look(editor.guild, draft.number, draft.passage.label)
    preview = await editor.attempt(look)
    if preview is not None:
        await show_change(editor, preview)
