"""A fake Discord made for throughput: it plays ready frames, takes posts, and enforces nothing.

The one of the tests would be what limits a measurement. This one reads HTTP and WebSockets as
discord.py's client writes them, and nothing else. It has no rate limits: with Discord's own, of
50 requests a second and five messages in five seconds in a channel, no bot could be measured.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import Callable
from time import perf_counter
from typing import Final, Self

from bench.frames import (
    ZLIB_HEADER,
    Framer,
    framed,
    guild_id,
    made_up_guild,
    shard_of,
)
from tests.fake_discord.payloads import APPLICATION, BOT, Payload, a_message, a_user

_MAGIC: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.I)
_KEY: Final = re.compile(rb"\r\nsec-websocket-key: *([^\r]+)", re.I)
_POST: Final = re.compile(r"/channels/([0-9]+)/messages")
_BACKLOG: Final = 1 << 20
"""Bytes for one shard that wait here; the rest waits in its sender."""


class LeanDiscord:
    """Some guilds on some shards; whoever connects for a shard hears what is sent to it."""

    def __init__(self, guilds: int, shards: int) -> None:
        self.shards = shards
        self.guilds = [guild_id(number) for number in range(guilds)]
        self.framer = Framer()
        self.lines: dict[int, Line] = {}
        """The connections of shards."""
        self.posts = 0
        self.on_post: Callable[[int], None] = lambda _: None
        """Told the nonce of each message that the bot posts: the id of the question."""
        self.url = ""
        self._next_id = guild_id(guilds) + 1

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Line(self), "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for line in self.lines.values():
            line.close()

    async def until_all_connected(self, patience_s: float) -> None:
        """Wait until each shard has heard of its guilds."""
        async with asyncio.timeout(patience_s):
            while len(self.lines) < self.shards:  # noqa: ASYNC110  (processes, no event)
                await asyncio.sleep(0.05)

    def frame(self, event: str, data: object) -> bytes:
        """Make an event ready to be sent."""
        return self.framer.frame(event, data)

    def send(self, guild: int, frame: bytes) -> None:
        """Send a ready event of a guild's, at once."""
        self.lines[shard_of(guild, self.shards)].write(frame)

    def welcome(self, line: Line, said: Payload) -> None:
        """Begin a session: tell a shard of its guilds."""
        shard = int(said["shard"][0])
        ours = [at for at, own in enumerate(self.guilds) if shard_of(own, self.shards) == shard]
        unavailable = [{"id": str(self.guilds[at]), "unavailable": True} for at in ours]
        ready = {
            "v": 10,
            "user": a_user(BOT, is_bot=True),
            "guilds": unavailable,
            "session_id": f"session-{shard}",
            "resume_gateway_url": self._gateway,
            "shard": said["shard"],
            "application": {"id": str(APPLICATION), "flags": 0},
        }
        line.write(self.frame("READY", ready))
        for at in ours:
            line.write(self.frame("GUILD_CREATE", made_up_guild(at)))
        self.lines[shard] = line

    # ------------------------------------------------------------------- REST

    @property
    def _gateway(self) -> str:
        return self.url.replace("http", "ws") + "/gateway"

    def answer(self, method: str, path: str, body: bytes) -> object:
        """Give what Discord says to a request, as JSON."""
        posted = _POST.search(path)
        if posted is not None and method == "POST":
            return self._take(posted[1], json.loads(body))
        if path.endswith("/commands"):
            return [self._command(command) for command in json.loads(body or b"[]")]
        return self._facts(path.rpartition("/v10/")[2])

    def _take(self, channel: str, body: Payload) -> Payload:
        self._next_id += 1
        nonce = str(body.get("nonce", "0"))
        components = body.get("components", [])
        message = a_message(self._next_id, "", author=BOT, components=components)
        message |= {"channel_id": channel, "flags": body.get("flags", 0), "nonce": nonce}
        del message["guild_id"], message["member"]  # as Discord's REST leaves them out
        self.posts += 1
        self.on_post(int(nonce))
        return message

    def _command(self, command: Payload) -> Payload:
        self._next_id += 1
        own = {"id": str(self._next_id), "application_id": str(APPLICATION), "version": "1"}
        return {"description": "", **command, **own}

    def _facts(self, path: str) -> Payload:
        limit = {"total": 1000, "remaining": 999, "reset_after": 100_000, "max_concurrency": 16}
        known: dict[str, Payload] = {
            "users/@me": a_user(BOT, is_bot=True),
            "oauth2/applications/@me": {"id": str(APPLICATION), "name": "briefing-bot", "flags": 0}
            | {"description": "", "icon": None, "bot_public": True, "verify_key": ""}
            | {"bot_require_code_grant": False, "owner": a_user(1), "team": None, "summary": ""},
            "gateway": {"url": self._gateway},
            "gateway/bot": {
                "url": self._gateway,
                "shards": self.shards,
                "session_start_limit": limit,
            },
        }
        return known[path]


class Line(asyncio.Protocol):
    """One connection: requests one after the other, or a shard's gateway."""

    def __init__(self, discord: LeanDiscord) -> None:
        self._discord = discord
        self._heard = bytearray()
        self._is_gateway = False
        self._may_write = asyncio.Event()
        self._may_write.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=_BACKLOG)

    def pause_writing(self) -> None:
        """Wait: the bot reads no faster."""
        self._may_write.clear()

    def resume_writing(self) -> None:
        """Go on: the bot has read most of it."""
        self._may_write.set()

    def connection_lost(self, _: Exception | None, /) -> None:
        """Let go whoever waits to write."""
        self._may_write.set()

    def close(self) -> None:
        """End it."""
        self._transport.close()

    def write(self, data: bytes) -> None:
        """Send ready frames."""
        self._transport.write(data)

    async def write_in_turn(self, data: bytes) -> None:
        """Send ready frames once the bot has read most of those before."""
        await self._may_write.wait()
        self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Hear what the bot says."""
        self._heard += data
        while self._hear_frame() if self._is_gateway else self._hear_request():
            pass

    # ------------------------------------------------------------------- HTTP

    def _hear_request(self) -> bool:
        end = self._heard.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._heard[: end + 2])
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        if len(self._heard) < end + 4 + length:
            return False
        body = bytes(self._heard[end + 4 : end + 4 + length])
        del self._heard[: end + 4 + length]
        method, target, _ = head.split(b" ", 2)
        path = target.decode().partition("?")[0]
        if path == "/gateway":
            self._open_gateway(head)
        else:
            self._respond(self._discord.answer(method.decode(), path, body))
        return True

    def _respond(self, payload: object) -> None:
        body = json.dumps(payload, separators=(",", ":")).encode()
        left = f"{perf_counter() + 5:.3f}".encode()
        self.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nVia: 1.1 google\r\n"
            b"X-RateLimit-Bucket: 8f7e6d5c\r\nX-RateLimit-Limit: 5\r\nX-RateLimit-Remaining: 4\r\n"
            b"X-RateLimit-Reset-After: 5.0\r\nX-RateLimit-Reset: " + left + b"\r\n"
            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
        )

    # ---------------------------------------------------------------- gateway

    def _open_gateway(self, head: bytes) -> None:
        key = _KEY.search(head)
        assert key is not None
        accepted = base64.b64encode(hashlib.sha1(key[1] + _MAGIC).digest())
        self.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n"
        )
        self._is_gateway = True
        self.write(framed(ZLIB_HEADER))
        self._say(10, {"heartbeat_interval": 20_000})

    def _say(self, op: int, data: object = None) -> None:
        self.write(self._discord.framer.frame(None, data, op=op))

    def _hear_frame(self) -> bool:
        heard = self._heard
        if len(heard) < 6:
            return False
        length, start = heard[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(heard[2:4], "big"), 4
        end = start + 4 + length
        if len(heard) < end:
            return False
        mask = heard[start : start + 4]
        body = bytes(byte ^ mask[at & 3] for at, byte in enumerate(heard[start + 4 : end]))
        kind = heard[0] & 0x0F
        del heard[:end]
        if kind == 8:
            self.close()
        elif kind == 1:
            self._obey(json.loads(body))
        return True

    def _obey(self, said: Payload) -> None:
        if said["op"] == 1:
            self._say(11)
        elif said["op"] == 2:
            self._discord.welcome(self, said["d"])
