"""What Discord sends: users, guilds, messages, interactions, with the fields that matter."""

from __future__ import annotations

from typing import Any, Final

Payload = dict[str, Any]

BOT: Final = 900
APPLICATION: Final = 901
GUILD: Final = 100
CHANNEL: Final = 200
CLOSED_CHANNEL: Final = 201
"""Where the bot may not speak."""
READER: Final = 300
MODERATOR_RIGHTS: Final = 1 << 13

EPOCH: Final = "2026-11-01T12:00:00.000000+00:00"


def a_user(user_id: int, *, is_bot: bool = False) -> Payload:
    """Describe a user."""
    name = "briefing-bot" if is_bot else f"reader{user_id}"
    return {
        "id": str(user_id),
        "username": name,
        "discriminator": "0",
        "avatar": None,
        "global_name": None,
        "bot": is_bot,
    }


def a_member() -> Payload:
    """Describe the guild's side of a user."""
    return {"roles": [], "joined_at": EPOCH, "deaf": False, "mute": False, "flags": 0}


def a_guild() -> Payload:
    """Describe the guild, as GUILD_CREATE does."""
    everyone = {
        "id": str(GUILD),
        "name": "@everyone",
        "permissions": str(1 << 10 | 1 << 11 | 1 << 16),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    channels = [
        {"id": str(number), "type": 0, "name": name, "position": 0, "permission_overwrites": []}
        for number, name in ((CHANNEL, "news"), (CLOSED_CHANNEL, "closed"))
    ]
    return {
        "id": str(GUILD),
        "name": "Harbour",
        "owner_id": str(READER + 99),
        "roles": [everyone],
        "channels": channels,
        "emojis": [],
        "stickers": [],
        "features": [],
        "members": [],
        "threads": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "joined_at": EPOCH,
    }


def a_message(
    message_id: int,
    content: str,
    *,
    author: int = READER,
    mentions: tuple[int, ...] = (),
    reply_to: Payload | None = None,
    **extra: Any,
) -> Payload:
    """Describe a message in the channel."""
    message = {
        "id": str(message_id),
        "type": 0 if reply_to is None else 19,
        "channel_id": str(CHANNEL),
        "guild_id": str(GUILD),
        "author": a_user(author, is_bot=author == BOT),
        "member": a_member(),
        "content": content,
        "timestamp": EPOCH,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [a_user(user, is_bot=user == BOT) for user in mentions],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "flags": 0,
        "pinned": False,
        **extra,
    }
    if reply_to is not None:
        message["message_reference"] = {
            "type": 0,
            "message_id": reply_to["id"],
            "channel_id": str(CHANNEL),
            "guild_id": str(GUILD),
        }
        message["referenced_message"] = reply_to
    return message


def a_direct_command(
    interaction_id: int, name: str, *, subcommand: str | None = None, **options: str
) -> Payload:
    """Describe a slash command in direct messages."""
    given = [{"type": 3, "name": key, "value": value} for key, value in options.items()]
    return {
        "id": str(interaction_id),
        "application_id": str(APPLICATION),
        "type": 2,
        "token": f"token-{interaction_id}",
        "version": 1,
        "channel_id": "555",
        "channel": {"id": "555", "type": 1, "last_message_id": None, "recipients": []},
        "user": a_user(READER),
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {},
        "context": 1,
        "app_permissions": "0",
        "attachment_size_limit": 10_000_000,
        "data": {
            "id": "777",
            "type": 1,
            "name": name,
            "options": [{"type": 1, "name": subcommand, "options": []}] if subcommand else given,
        },
    }


def a_guild_command(
    interaction_id: int, name: str, *, subcommand: str, permissions: int = MODERATOR_RIGHTS
) -> Payload:
    """Describe a slash command in the channel of the guild; by a moderator, if not told else."""
    command = a_direct_command(interaction_id, name, subcommand=subcommand)
    user = command.pop("user")
    return command | {
        "guild_id": str(GUILD),
        "guild": {"id": str(GUILD), "features": [], "locale": "en-US"},
        "channel_id": str(CHANNEL),
        "channel": {"id": str(CHANNEL), "type": 0, "name": "news", "permissions": "0"},
        "member": a_member() | {"user": user, "permissions": str(permissions)},
        "context": 0,
    }
