"""The part of /content that publishes, takes back, hands out, and tells what was done."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import discord
from discord import app_commands

from bot.dialogue import publishing_wording as wording
from bot.discord_app.attachments import read_attachment
from bot.discord_app.choosing import offered_names
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.editing import Editor, editor_of, for_editor
from bot.discord_app.items.drafts import show_drafts
from bot.discord_app.items.publishing import show_change, show_history
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import render_attachment
from bot.discord_app.sending import Interaction, tell
from bot.editorial.upload_names import folders_of
from bot.newsroom.publishing import Publishing
from bot.newsroom.sent_files import LARGEST_UPLOAD, Sent
from bot.newsroom.verdicts import Refused
from bot.store.model import StoreError

_SENDABLE: Final = 8 << 20
"""Discord takes 10 MiB a message."""

_LISTED, _OFFERED = 15, 100
_SUMMARY: Final = 150

_Work = Callable[[Editor], Awaitable[None]]


class PublishingCommands(DeskCog):
    """Commands of `Content`. Who may use them is checked here as well."""

    @app_commands.command(name="upload", description=wording.COMMAND_UPLOAD)
    @app_commands.describe(
        file=wording.OPTION_FILE,
        briefing=wording.OPTION_BRIEFING,
        file2=wording.OPTION_MORE,
        file3=wording.OPTION_MORE,
        file4=wording.OPTION_MORE,
        file5=wording.OPTION_MORE,
    )
    async def upload(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        briefing: app_commands.Range[str, 1, 60] | None = None,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        """Show what pages would change."""
        given = [one for one in (file, file2, file3, file4, file5) if one is not None]

        async def begins(passages: int) -> None:
            await tell(interaction, wording.begins(passages))

        async def work(editor: Editor) -> None:
            sent = [await _fetch(one) for one in given]
            upload = editor.newsroom.publishing.upload
            found = await upload(editor.guild, editor.id, sent, briefing, begins=begins)
            await show_change(editor, found)

        await self._for_moderator(interaction, work)

    @upload.autocomplete("briefing")
    async def _suggest_folders(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        def folders(publishing: Publishing, guild: int) -> tuple[str, ...]:
            return folders_of(publishing.files(guild))

        return self._offered(interaction, typed, folders)

    @app_commands.command(name="remove", description=wording.COMMAND_REMOVE)
    @app_commands.describe(page=wording.OPTION_PAGE)
    async def remove(self, interaction: Interaction, page: str) -> None:
        """Show what would change without a page."""

        async def work(editor: Editor) -> None:
            found = await editor.newsroom.publishing.remove(editor.guild, editor.id, page)
            await show_change(editor, found)

        await self._for_moderator(interaction, work)

    @app_commands.command(name="give-back", description=wording.COMMAND_GIVE_BACK)
    @app_commands.describe(page=wording.OPTION_CHANGED)
    async def give_back(self, interaction: Interaction, page: str) -> None:
        """Show what would change if a page were as the content folder has it."""

        async def work(editor: Editor) -> None:
            found = await editor.newsroom.publishing.give_back(editor.guild, editor.id, page)
            await show_change(editor, found)

        await self._for_moderator(interaction, work)

    @give_back.autocomplete("page")
    async def _suggest_changed(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return self._offered(interaction, typed, Publishing.covering)

    @app_commands.command(name="history", description=wording.COMMAND_HISTORY)
    async def history(self, interaction: Interaction) -> None:
        """Show who published what."""
        await self._for_moderator(interaction, show_history)

    @app_commands.command(name="rollback", description=wording.COMMAND_ROLLBACK)
    @app_commands.describe(revision=wording.OPTION_REVISION)
    async def rollback(
        self, interaction: Interaction, revision: app_commands.Range[str, 1, 100]
    ) -> None:
        """Show what going back would change."""

        async def work(editor: Editor) -> None:
            if not (revision.isascii() and revision.isdigit() and len(revision) < 10):
                await editor.tell(wording.NO_SUCH_REVISION)
                return
            publishing, number = editor.newsroom.publishing, int(revision)
            await show_change(editor, await publishing.roll_back(editor.guild, editor.id, number))

        await self._for_moderator(interaction, work)

    @rollback.autocomplete("revision")
    async def _suggest_revisions(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        editor = editor_of(interaction, self._desk)
        if editor is None:
            return []
        try:
            rows = await editor.newsroom.publishing.history(editor.guild, limit=_OFFERED)
        except StoreError:
            return []
        named = [
            (wording.revision_choice(row.number, row.summary, row.at), str(row.number))
            for row in rows[1:]
        ]
        if rows:
            named.append((wording.FIRST_REVISION, "0"))
        return offered_names(named, typed)

    @app_commands.command(name="download", description=wording.COMMAND_DOWNLOAD)
    @app_commands.describe(page=wording.OPTION_ONE_PAGE)
    async def download(self, interaction: Interaction, page: str | None = None) -> None:
        """Send pages as they are."""

        async def work(editor: Editor) -> None:
            found = await editor.newsroom.publishing.download(editor.guild, editor.id, page)
            if isinstance(found, Refused):
                await editor.tell(found.reason)
            else:
                await _send_pages(editor, found, page)

        await self._for_moderator(interaction, work)

    @remove.autocomplete("page")
    @download.autocomplete("page")
    async def _suggest_pages(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return self._offered(interaction, typed, Publishing.files)

    @app_commands.command(name="log", description=wording.COMMAND_LOG)
    async def log(self, interaction: Interaction) -> None:
        """Show what moderators did with the content."""

        async def work(editor: Editor) -> None:
            entries = await editor.newsroom.publishing.log(editor.guild, limit=_LISTED)
            lines = [
                wording.deed(
                    entry.deed.action.value,
                    in_a_line(entry.deed.detail, _SUMMARY),
                    entry.at,
                    f"<@{entry.deed.moderator}>",
                )
                for entry in entries
            ]
            text = "\n".join([f"### {wording.LOG_HEADING}", *lines])
            await editor.tell(text if lines else wording.NOTHING_LOGGED)

        await self._for_moderator(interaction, work)

    @app_commands.command(name="drafts", description=wording.COMMAND_DRAFTS)
    async def drafts(self, interaction: Interaction) -> None:
        """Show what waits, each with a button to look at it and one to discard it."""
        await self._for_moderator(interaction, show_drafts)

    async def _for_moderator(self, interaction: Interaction, work: _Work) -> None:
        await for_editor(interaction, self._desk, lambda editor: editor.attempt(work(editor)))

    def _offered(
        self,
        interaction: Interaction,
        typed: str,
        names: Callable[[Publishing, int], tuple[str, ...]],
    ) -> list[app_commands.Choice[str]]:
        """List names to moderators alone: they tell of what is to come."""
        editor = editor_of(interaction, self._desk)
        found = () if editor is None else names(editor.newsroom.publishing, editor.guild)
        return offered_names(((name, name) for name in found), typed)


async def _fetch(attachment: discord.Attachment) -> Sent:
    """Fetch a file from where Discord keeps it, unless it is too large."""
    if attachment.size > LARGEST_UPLOAD:
        return Sent(attachment.filename, attachment.size, None)
    return Sent(attachment.filename, attachment.size, await read_attachment(attachment))


async def _send_pages(editor: Editor, raw: Mapping[str, bytes], page: str | None) -> None:
    if page is not None:
        name, body = page.rpartition("/")[2], raw[page]
    else:
        name, body = wording.ARCHIVE, await asyncio.to_thread(_zipped, raw)
    if len(body) > _SENDABLE:
        await editor.tell(wording.DOWNLOAD_TOO_LARGE)
        return
    file = discord.File(io.BytesIO(body), name)
    await editor.show(render_attachment(wording.DOWNLOADED, file), file)


def _zipped(raw: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, body in raw.items():
            archive.writestr(zipfile.ZipInfo(file), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
