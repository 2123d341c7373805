"""For moderators: /teach, and the message menus "Teach the bot" and "Not an answer to this"."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.dialogue import teaching_wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.choosing import offered_ids
from bot.discord_app.desk import Desk
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.editing import admit_editor, for_editor
from bot.discord_app.items.our_item import custom_id_of
from bot.discord_app.items.teaching import (
    has_several_answers,
    offer_passages,
    show_lessons,
    show_preview,
    teachable,
)
from bot.discord_app.items.writing import open_form, take_form
from bot.discord_app.message_text import is_ours, without_mention, words_of
from bot.discord_app.moderators import for_moderators, is_moderator
from bot.discord_app.recovery import words_answered_by
from bot.discord_app.sending import Interaction
from bot.discord_app.shown import conversation_of, ids_of
from bot.newsroom.teaching import lesson_on

Words = app_commands.Range[str, 1, limits.QUESTION]
Picked = app_commands.Range[str, 1, limits.AUTOCOMPLETE_CHOICE]


@for_moderators
class Teaching(
    DeskCog,
    commands.GroupCog,
    group_name="teach",
    group_description=teaching_wording.COMMAND_TEACH,
):
    """Wordings that editors teach. Who may do so is checked here as well as by Discord."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._menus = tuple(
            for_moderators(app_commands.ContextMenu(name=name, callback=callback))
            for name, callback in (
                (teaching_wording.MENU_TEACH, self._teach_message),
                (teaching_wording.MENU_NOT_THIS, self._refuse_answer),
            )
        )

    async def cog_load(self) -> None:
        """Add the message menus, which no cog can declare."""
        for menu in self._menus:
            self._client.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the message menus away again."""
        for menu in self._menus:
            self._client.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command(name="wording", description=teaching_wording.COMMAND_TEACH_WORDING)
    @app_commands.describe(
        words=teaching_wording.OPTION_WORDING, question=teaching_wording.OPTION_MEANT
    )
    async def teach_wording(self, interaction: Interaction, words: Words, question: Picked) -> None:
        """Show what would change if words meant a passage."""
        await self._preview(interaction, words, question, is_meant=True)

    @app_commands.command(name="not-this", description=teaching_wording.COMMAND_TEACH_NOT_THIS)
    @app_commands.describe(
        words=teaching_wording.OPTION_WORDING, passage=teaching_wording.OPTION_NOT_MEANT
    )
    async def not_this(self, interaction: Interaction, words: Words, passage: Picked) -> None:
        """Show what would change if words did not mean a passage."""
        await self._preview(interaction, words, passage, is_meant=False)

    @app_commands.command(name="list", description=teaching_wording.COMMAND_TEACH_LIST)
    async def list_taught(self, interaction: Interaction) -> None:
        """Show what was taught, to be undone."""
        await for_editor(interaction, self._desk, show_lessons)

    @app_commands.command(name="answer", description=teaching_wording.COMMAND_TEACH_ANSWER)
    @app_commands.describe(question=teaching_wording.OPTION_NEW_QUESTION)
    async def answer(self, interaction: Interaction, question: Words = "") -> None:
        """Open a form in which to write an answer."""
        await for_editor(interaction, self._desk, lambda editor: open_form(editor, question))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take what was written into the form, which any process may have opened at any time."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        if custom_ids.ANSWER_FORM.fullmatch(custom_id_of(interaction)):
            await take_form(interaction, self._desk)

    @teach_wording.autocomplete("question")
    async def _meant(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer what can have wordings."""
        return await self._offered(interaction, typed, is_meant=True)

    @not_this.autocomplete("passage")
    async def _not_meant(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer whatever may answer."""
        return await self._offered(interaction, typed, is_meant=False)

    async def _offered(
        self, interaction: Interaction, typed: str, *, is_meant: bool
    ) -> list[app_commands.Choice[str]]:
        if not is_moderator(interaction):
            return []
        words = str(interaction.namespace.words or "")[: limits.QUESTION]
        return await self._desk.while_typing(
            interaction.guild_id,
            interaction.user.id,
            lambda r: offered_ids(teachable(r, typed, is_meant=is_meant, near=words)),
        )

    async def _preview(
        self, interaction: Interaction, words: str, picked: str, *, is_meant: bool
    ) -> None:
        editor = await admit_editor(interaction, self._desk)
        if editor is None:
            return
        chosen = custom_ids.DEEPER.fullmatch(picked)
        if chosen is None:
            await editor.tell(teaching_wording.PICK_FROM_LIST)
            return
        spoken = without_mention(words, self._client)
        lesson = lesson_on(chosen["passage"], spoken, is_meant=is_meant)
        await show_preview(editor, lesson)

    async def _teach_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask what a message means; of an answer of ours, the message that it replies to."""
        editor = await admit_editor(interaction, self._desk)
        if editor is None:
            return
        words = await editor.wait(self._words_of(message))
        if words:
            await offer_passages(editor, words)
        else:
            await editor.tell(teaching_wording.TEACH_NO_TEXT)

    async def _refuse_answer(self, interaction: Interaction, message: discord.Message) -> None:
        """Show what would change if what we answered did not answer that message."""
        editor = await admit_editor(interaction, self._desk)
        if editor is None:
            return
        shown = conversation_of(ids_of(message)).shown if is_ours(message, self._client) else None
        if shown is None:
            await editor.tell(teaching_wording.NOT_AN_ANSWER)
            return
        words = await editor.wait(self._words_of(message))
        if not words:
            await editor.tell(teaching_wording.NOT_AN_ANSWER)
        elif await editor.wait(has_several_answers(editor, words)):
            await editor.tell(teaching_wording.SEVERAL_ANSWERS)
        else:
            await show_preview(editor, lesson_on(shown, words, is_meant=False))

    async def _words_of(self, message: discord.Message) -> str:
        if is_ours(message, self._client):
            return await words_answered_by(self._client, message) or ""
        return words_of(message, self._client)
