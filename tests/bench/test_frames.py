"""Frames of the lean Discord, as discord.py's own client unpacks them."""

from __future__ import annotations

import json
import random
from typing import Any

from discord.utils import _ActiveDecompressionContext

from bench.frames import (
    ZLIB_HEADER,
    Framer,
    framed,
    guild_id,
    made_up_guild,
    passing_messages,
    questions,
    shard_of,
)
from tests.fake_discord.payloads import BOT


def _body(frame: bytes) -> bytes:
    length = frame[1]
    start = {126: 4, 127: 10}.get(length, 2)
    assert len(frame) == start + (int.from_bytes(frame[2:start], "big") or length)
    return frame[start:]


def _unpacked(*frames: bytes) -> list[Any]:
    context = _ActiveDecompressionContext()
    context.decompress(ZLIB_HEADER)
    told = [context.decompress(_body(frame)) for frame in frames]
    return [json.loads(one) for one in told if one is not None]


def test_frames_may_be_sent_in_any_order_and_again() -> None:
    framer = Framer()
    one, two = (framer.frame("MESSAGE_CREATE", {"content": text * 50}) for text in ("so", "why"))
    contents = [event["d"]["content"] for event in _unpacked(two, one, two)]
    assert contents == ["why" * 50, "so" * 50, "why" * 50]


def test_frames_of_all_lengths_are_whole() -> None:
    for length in (0, 125, 126, 65_535, 65_536):
        assert _body(framed(b"x" * length)) == b"x" * length


def test_servers_are_spread_over_shards_in_turn() -> None:
    assert [shard_of(guild_id(number), 3) for number in range(4)] == [
        (shard_of(guild_id(0), 3) + number) % 3 for number in range(4)
    ]


def test_a_server_has_ids_of_its_own() -> None:
    one, two = made_up_guild(0), made_up_guild(1)
    assert not {c["id"] for c in one["channels"]} & {c["id"] for c in two["channels"]}
    assert one["roles"][0]["id"] == one["id"]


def test_messages_that_pass_never_mention_the_bot_and_questions_do() -> None:
    rng = random.Random(1)  # noqa: S311  (messages are no secrets)
    guilds = [guild_id(number) for number in range(3)]
    for guild, message in passing_messages(guilds, 40, rng):
        assert int(message["guild_id"]) == guild
        assert str(BOT) not in message["content"]
    asked = list(questions(guilds, ["why?", "when?"], 77, rng))
    assert [number for _, number, _ in asked] == [77, 78]
    assert all(f"<@{BOT}>" in message["content"] for _, _, message in asked)
