"""Gateway frames as Discord sends them: made-up guilds and messages, compressed, ready to send."""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from tests.fake_discord.payloads import BOT, EPOCH, Payload, a_guild, a_message

SHARD_BITS: Final = 22
_FIRST_GUILD: Final = 240_000_000_000
CHANNELS, ROLES, EMOJIS = 30, 20, 20
"""Of each guild: what one with some hundred members has."""

ZLIB_HEADER: Final = b"\x78\x9c"
"""What a stream begins with; all frames after it stand for themselves."""


class Framer:
    """Compresses events for a zlib stream, each such that it may be sent in any order.

    Discord's frames lean on those before them, and are a third as long; to unpack either takes
    about as long.
    """

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)

    def frame(self, event: str | None, data: object, *, op: int = 0, number: int = 1) -> bytes:
        """Give an event as one WebSocket frame."""
        told = {"t": event, "s": number if event else None, "op": op, "d": data}
        raw = json.dumps(told, separators=(",", ":")).encode()
        return framed(self._deflate.compress(raw) + self._deflate.flush(zlib.Z_FULL_FLUSH))


def framed(body: bytes) -> bytes:
    """Put a binary message into a WebSocket frame of a server."""
    if len(body) < 126:
        return struct.pack("!BB", 0x82, len(body)) + body
    if len(body) < 1 << 16:
        return struct.pack("!BBH", 0x82, 126, len(body)) + body
    return struct.pack("!BBQ", 0x82, 127, len(body)) + body


def guild_id(number: int) -> int:
    """Give the id of a guild; guild 0 is of shard 0, guild 1 of shard 1, and so on."""
    return (_FIRST_GUILD + number) << SHARD_BITS


def shard_of(guild: int, shards: int) -> int:
    """Say which shard hears of a guild, as Discord has it."""
    return (guild >> SHARD_BITS) % shards


def made_up_guild(number: int) -> Payload:
    """Describe a guild of middling size."""
    own = guild_id(number)
    plain = a_guild()
    role, channel = plain["roles"][0], plain["channels"][0]
    role |= {"tags": {}, "icon": None, "unicode_emoji": None, "mentionable": False, "flags": 0}
    names = ("everyone", "members", "regulars", "helpers", "moderators")
    roles = [
        role | {"id": str(own + at), "name": f"{names[at % 5]} {at}", "position": at}
        for at in range(ROLES)
    ]
    overwrite = {"id": str(own), "type": 0, "allow": "0", "deny": str(1 << 11)}
    channels = [
        channel
        | {
            "id": str(own + 1 + at),
            "name": f"channel-{at}-of-the-harbour",
            "position": at,
            "topic": "What this channel is for, in a sentence or two as people write them.",
            "last_message_id": str(own + 1000 + at),
            "rate_limit_per_user": 0,
            "nsfw": False,
            "parent_id": None,
            "permission_overwrites": [overwrite] if at % 3 == 0 else [],
        }
        for at in range(CHANNELS)
    ]
    emojis = [
        {"id": str(own + 500 + at), "name": f"emoji_{at}", "roles": [], "animated": False}
        | {"require_colons": True, "managed": False, "available": True}
        for at in range(EMOJIS)
    ]
    return plain | {
        "id": str(own),
        "name": f"Harbour {number}",
        "icon": "0123456789abcdef0123456789abcdef",
        "description": None,
        "features": ["COMMUNITY", "NEWS"],
        "member_count": 300,
        "roles": roles,
        "channels": channels,
        "emojis": emojis,
    }


def _dressed(message: Payload, rng: random.Random) -> Payload:
    """Add what Discord says of every author and member beside what matters."""
    message["author"] |= {
        "avatar": "0123456789abcdef0123456789abcdef",
        "global_name": "Somebody From Here",
        "public_flags": 0,
        "avatar_decoration_data": None,
        "clan": None,
        "primary_guild": None,
        "collectibles": None,
        "display_name_styles": None,
    }
    guild = int(message["guild_id"])
    message["member"] |= {
        "roles": [str(guild + rng.randrange(1, ROLES)) for _ in range(3)],
        "nick": None,
        "avatar": None,
        "banner": None,
        "pending": False,
        "premium_since": None,
        "communication_disabled_until": None,
        "mute": False,
    }
    return message | {"nonce": "1300000000000000000", "channel_type": 0, "type": message["type"]}


def _somewhere(guild: int, rng: random.Random) -> Payload:
    return {"guild_id": str(guild), "channel_id": str(guild + 1 + rng.randrange(CHANNELS))}


_CHAT: Final = "so what did everyone make of the match last night because I missed all of it"


def passing_messages(
    guilds: Sequence[int], count: int, rng: random.Random
) -> Iterator[tuple[int, Payload]]:
    """Make messages that are not to the bot, with their guilds.

    Of twenty, three are replies to somebody else and two are another bot's with an embed. The
    bot gets what people write only with the Message Content Intent; here it does.
    """
    words = _CHAT.split()
    for number in range(count):
        guild = rng.choice(guilds)
        text = " ".join(rng.choices(words, k=rng.randrange(3, 25)))
        message = a_message(
            guild + 10_000 + number, text, author=700_000 + rng.randrange(90_000)
        ) | _somewhere(guild, rng)
        kind = number % 20
        if kind < 3:
            other = a_message(guild + 9_000, text, author=600_000) | _somewhere(guild, rng)
            message = a_message(
                guild + 10_000 + number, text, author=700_001, reply_to=_dressed(other, rng)
            ) | _somewhere(guild, rng)
        elif kind < 5:
            embed = {"type": "rich", "title": text, "description": text * 3, "color": 255}
            fields = [{"name": "so", "value": text, "inline": True}] * 3
            message["embeds"] = [embed | {"fields": fields}]
            message["author"]["bot"] = True
        yield guild, _dressed(message, rng)


def questions(
    guilds: Sequence[int], texts: Sequence[str], first: int, rng: random.Random
) -> Iterator[tuple[int, int, Payload]]:
    """Make messages that mention the bot, each by another author: guild, id and message."""
    for number, text in enumerate(texts):
        guild = guilds[number % len(guilds)]
        identifier = first + number
        message = a_message(
            identifier,
            f"<@{BOT}> {text}",
            author=5_000_000 + number % 1_000_000,
            mentions=(BOT,),
            timestamp=EPOCH,
        )
        yield guild, identifier, _dressed(message | _somewhere(guild, rng), rng)
