"""An editor at work: who may be one, and what their buttons, menus and commands have in common."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import discord

from bot.corpus.model import Corpus
from bot.dialogue import teaching_wording
from bot.discord_app.desk import Desk
from bot.discord_app.moderators import admits, is_moderator, tell_away
from bot.discord_app.sending import Interaction, respond, tell, within_patience
from bot.editorial.guild_settings import GuildSettings
from bot.newsroom.newsroom import Newsroom
from bot.store.guilds import ConflictError
from bot.store.model import StoreError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Editor:
    """A moderator who wants something done, and where it is done. Nobody else sees the answer."""

    interaction: Interaction
    desk: Desk
    newsroom: Newsroom
    guild: int

    @property
    def id(self) -> int:
        """The moderator's own id."""
        return self.interaction.user.id

    @property
    def corpus(self) -> Corpus:
        """What the guild reads now."""
        return self.desk.library.of(self.guild).corpus

    @property
    def settings(self) -> GuildSettings:
        """How the guild wants the bot now."""
        return self.newsroom.settings_of(self.guild)

    async def tell(self, text: str) -> None:
        """Say something."""
        await tell(self.interaction, text)

    async def show(self, view: discord.ui.LayoutView, *files: discord.File) -> None:
        """Show something, and the files in it."""
        await respond(self.interaction, view, ephemeral=True, files=files)

    async def wait(self, work: Awaitable[T], *, thinking: bool = True) -> T:
        """Wait for work; when it takes long, let the editor see that the bot is `thinking`."""
        return await within_patience(self.interaction, work, ephemeral=True, thinking=thinking)

    async def attempt(self, work: Awaitable[T], *, thinking: bool = True) -> T | None:
        """Wait for what the newsroom does; where it cannot, say so and give none."""
        try:
            return await self.wait(work, thinking=thinking)
        except ConflictError:
            await self.tell(teaching_wording.EDITS_CONFLICT)
        except StoreError as error:
            await tell_away(self.interaction, error)
        return None

    async def after_recording(self, work: Awaitable[T]) -> T:
        """Wait for work that reads questions, with the latest among them if they can be kept."""
        with suppress(StoreError):
            await self.desk.recorder.flush()
        return await work


def editor_of(interaction: Interaction, desk: Desk) -> Editor | None:
    """Give the editor who asks; none, without a word, for others and without a newsroom."""
    newsroom, guild = desk.newsroom, interaction.guild_id
    if newsroom is None or guild is None or not is_moderator(interaction):
        return None
    return Editor(interaction, desk, newsroom, guild)


async def admit_editor(interaction: Interaction, desk: Desk) -> Editor | None:
    """Give the editor who asks; turn all others away with a sentence."""
    editor = editor_of(interaction, desk)
    if editor is None and await admits(interaction):
        await tell(interaction, teaching_wording.EDITS_AWAY)
    return editor


async def for_editor(
    interaction: Interaction, desk: Desk, work: Callable[[Editor], Awaitable[None]]
) -> None:
    """Do something for the editor who asks; turn all others away with a sentence."""
    editor = await admit_editor(interaction, desk)
    if editor is not None:
        await work(editor)
