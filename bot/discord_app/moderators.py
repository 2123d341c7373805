"""Says who may moderate, at the moment that it matters; servers can change Discord's."""

from __future__ import annotations

from bot.discord_app.sending import Interaction


def is_moderator(interaction: Interaction) -> bool:
    """Say whether the reader moderates here: may manage messages or the server, or everything."""
    if interaction.guild_id is None:
        return False
    allowed = interaction.permissions
    return allowed.manage_messages or allowed.manage_guild or allowed.administrator
