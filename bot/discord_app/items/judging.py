"""The moderators' view on the threshold: a picture, turns to judge, and one press to set it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import discord

from bot import charts
from bot.corpus.model import Passage
from bot.dialogue import judging_wording as wording
from bot.discord_app import custom_ids
from bot.discord_app.editing import Editor
from bot.discord_app.figures import file_of, gallery
from bot.discord_app.graphemes import shorten
from bot.discord_app.items.our_item import EditorsButton
from bot.discord_app.markdown import harmless, in_a_line
from bot.discord_app.render import Item, button, layout, render_offer
from bot.editorial.settings_wording import changes
from bot.editorial.tables import advice_told, threshold_table
from bot.editorial.threshold_curve import Recommended, ThresholdCurve
from bot.store.audit import Action, Deed
from bot.store.model import LONGEST_QUESTION, TurnRecord

_SHOWN: Final = 1_200
"""Characters of a passage that a moderator judges by."""

_QUESTION: Final = 2 * LONGEST_QUESTION
"""Room for all of it, with each of its marks shown as such."""

_LABEL: Final = 300


async def show_threshold(editor: Editor) -> None:
    """Show what each threshold would have given, with turns to judge. Raises `StoreError`."""
    edition = editor.desk.library.of(editor.guild)
    curve = await editor.newsroom.judging.curve(editor.guild, editor.settings, edition)
    if not curve.turns:
        await editor.tell(wording.NO_TURNS)
        return
    picture = await asyncio.to_thread(_picture, curve)
    await editor.show(layout(*_items(curve, picture)), *filter(None, [picture]))


def _items(curve: ThresholdCurve, picture: discord.File | None) -> Iterator[Item]:
    told = advice_told(curve.advice)
    table = "" if picture is not None else f"\n```\n{threshold_table(curve)}\n```"
    yield discord.ui.TextDisplay(f"### {wording.HEADING}\n{told}{table}")
    if picture is not None:
        yield gallery(picture)
    buttons = [button(wording.JUDGE, custom_ids.JUDGE_NEXT_ID)]
    if isinstance(curve.advice, Recommended):
        best = curve.advice.point.threshold
        buttons.append(button(wording.use(best), custom_ids.answer_at(_hundredths(best))))
    yield discord.ui.ActionRow(*buttons)


def _picture(curve: ThresholdCurve) -> discord.File | None:
    if not charts.is_available():
        return None
    return file_of(charts.draw_threshold(curve), wording.PICTURE_FILE)


class JudgeNextButton(EditorsButton, template=custom_ids.JUDGE_NEXT):
    """Shows a turn to judge."""

    async def edit(self, editor: Editor) -> None:
        """Show one that nobody has judged."""
        await editor.attempt(_show_next(editor))


class JudgeButton(EditorsButton, template=custom_ids.JUDGE):
    """Says of a turn that it is right or wrong, or leaves that open, and shows the next one."""

    async def edit(self, editor: Editor) -> None:
        """Keep the judgement."""
        message, verdict = int(self.match["message"]), self.match["verdict"]
        judging = editor.newsroom.judging

        async def judge() -> None:
            if verdict != "skip":
                await judging.judge(editor.guild, message, is_right=verdict == "right")
            await _show_next(editor, message)

        await editor.attempt(judge())


class AnswerAtButton(EditorsButton, template=custom_ids.ANSWER_AT):
    """Sets the threshold of the guild."""

    async def edit(self, editor: Editor) -> None:
        """Set it, for every channel at once."""
        threshold = int(self.match["hundredths"]) / 100
        seen = editor.newsroom.seen(editor.guild)
        wanted = replace(seen.settings, answer_at=threshold)
        told = changes(seen.settings, wanted)
        if told:
            deed = Deed(editor.guild, editor.id, Action.SETTINGS, told)
            change = editor.newsroom.change(deed, wanted, seen=seen.number)
            if await editor.attempt(change) is None:
                return
        await editor.tell(wording.threshold_set(threshold))


async def _show_next(editor: Editor, skipped: int | None = None) -> None:
    turn = await editor.newsroom.judging.next(editor.guild, skipped)
    if turn is None:
        await editor.tell(wording.ALL_JUDGED)
        return
    reached = turn.passage or turn.nearest or ""
    await editor.show(_render_turn(turn, editor.corpus.passage(reached)))


def _render_turn(turn: TurnRecord, passage: Passage | None) -> discord.ui.LayoutView:
    asked = wording.asked(in_a_line(turn.question, _QUESTION))
    if passage is None:
        shown = [asked, wording.PASSAGE_GONE]
    else:
        found = wording.would_say(in_a_line(passage.label, _LABEL), turn.confidence)
        shown = [asked, found, harmless(shorten(passage.text, _SHOWN)), f"**{wording.QUESTION}**"]
    verdicts = {"right": wording.RIGHT, "wrong": wording.WRONG, "skip": wording.SKIP}
    offers = {
        custom_ids.judge(verdict, turn.message): label
        for verdict, label in verdicts.items()
        if passage is not None or verdict == "skip"
    }
    return render_offer("\n".join(shown), offers)


def _hundredths(threshold: float) -> int:
    return min(max(round(threshold * 100), 1), 99)
