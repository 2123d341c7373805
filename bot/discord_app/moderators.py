"""Says who may moderate, at the moment that it matters, and hands moderators their reports."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import discord
from discord import app_commands

from bot.dialogue import content_wording, teaching_wording
from bot.discord_app.desk import Desk
from bot.discord_app.render import render_offer
from bot.discord_app.reports import Report
from bot.discord_app.sending import Interaction, respond, tell
from bot.store.model import StoreError

_log = logging.getLogger(__name__)

_EVERYTHING: Final = discord.Permissions.all()
_NOTHING: Final = discord.Permissions.none()

T = TypeVar("T")


def for_moderators(cog: T) -> T:
    """Offer a cog's commands on servers alone, and to moderators; a server may decide otherwise."""
    cog = app_commands.default_permissions(manage_messages=True)(cog)
    cog = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(cog)
    return app_commands.guild_only(cog)


def server_permissions(interaction: Interaction) -> discord.Permissions:
    """Give what the reader may do on the whole server, whatever a single channel adds or denies."""
    here, user = interaction.permissions, interaction.user
    if here.administrator:  # no channel gives that
        return _EVERYTHING
    everywhere = user.guild_permissions if isinstance(user, discord.Member) else _NOTHING
    added = _added_here(interaction)
    return everywhere | discord.Permissions(
        manage_guild=here.manage_guild and not added.manage_guild,
        manage_messages=here.manage_messages and not added.manage_messages,
    )


def _added_here(interaction: Interaction) -> discord.Permissions:
    """Give what the channel itself may let somebody do; everything where it is not known."""
    guild, channel = interaction.guild, interaction.channel
    if isinstance(channel, discord.Thread):
        channel = channel.parent
    known = None if guild is None or channel is None else guild.get_channel(channel.id)
    if known is None:
        return _EVERYTHING
    added = discord.Permissions.none()
    for overwrite in known.overwrites.values():
        added |= overwrite.pair()[0]
    return added


def is_moderator(interaction: Interaction) -> bool:
    """Say whether the reader moderates the server.

    Whoever may manage messages or the server on all of it does, and who has a role that moderators
    named. What a single channel lets somebody do makes nobody a moderator of the others.
    """
    if interaction.guild_id is None:
        return False
    allowed = server_permissions(interaction)
    if allowed.manage_messages or allowed.manage_guild:
        return True
    desk: Desk = interaction.client.desk
    # Not `roles`: that leaves out those of a server where only the commands were added.
    roles: Iterable[int] = getattr(interaction.user, "_roles", ())
    return not desk.settings_of(interaction.guild_id).moderator_roles.isdisjoint(roles)


def may_remove_here(interaction: Interaction) -> bool:
    """Say whether the reader may take messages away in this channel, as Discord would have it."""
    return is_moderator(interaction) or interaction.permissions.manage_messages


async def admits(interaction: Interaction) -> bool:
    """Turn away whoever does not moderate here, with a sentence; servers can change Discord's."""
    if is_moderator(interaction):
        return True
    in_server = interaction.guild_id is not None
    refusal = (
        content_wording.MODERATORS_ONLY if in_server else content_wording.NOT_IN_DIRECT_MESSAGES
    )
    await tell(interaction, refusal)
    return False


async def tell_away(interaction: Interaction, error: StoreError) -> None:
    """Tell a moderator that nothing has changed, and the log why."""
    _log.warning("What a moderator wanted cannot be done: %s", error)
    await tell(interaction, teaching_wording.EDITS_AWAY)


async def send_report(
    interaction: Interaction,
    report: Report,
    file_name: str,
    offers: Mapping[str, str] | None = None,
    *,
    does: str | None = None,
) -> None:
    """Send a report to its moderator alone, with everything as a file when it is long.

    What is offered below it is as `render_offer` has it.
    """
    whole = report.whole
    file = None if whole is None else discord.File(io.BytesIO(whole.encode()), file_name)
    view = render_offer(report.text, offers or {}, does=does, file=file)
    await respond(interaction, view, ephemeral=True, files=() if file is None else (file,))
