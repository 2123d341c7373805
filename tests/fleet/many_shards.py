"""A fake Discord of many shards, that knows which process sends what."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from aiohttp import WSMsgType, web

from tests.fake_discord.payloads import APPLICATION, BOT, Payload, a_guild, a_message, a_user
from tests.fake_discord.server import FakeDiscord

_POST: Final = re.compile(r"channels/([0-9]+)/messages")
_SHARD_BITS: Final = 22


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reply that a process has sent."""

    process: str
    question: int
    at: float


@dataclass(frozen=True, slots=True)
class Identified:
    """A shard that a process has started."""

    process: str
    shard: int
    at: float


class ManyShards(FakeDiscord):
    """Every shard has one guild with one channel, and may be held by several processes at once."""

    def __init__(self, shards: int) -> None:
        super().__init__()
        self.shards = shards
        self.remaining = 1000
        self.reset_after_s = 1.0
        self.sent: list[Attempt] = []
        self.identified: list[Identified] = []
        self._open: list[tuple[int, str, web.WebSocketResponse]] = []

    def add_routes(self, application: web.Application) -> None:
        """Let each process have an address of its own."""
        application.router.add_get("/{process}/gateway", self._gateway)
        application.router.add_route("*", "/{process}/api/v10/{path:.*}", self._rest)

    def address_for(self, process: str) -> str:
        """Give the API's base address for a process."""
        return f"{self.url}/{process}/api/v10"

    def guild_of(self, shard: int) -> int:
        """Give the guild of a shard."""
        return (1000 * self.shards + shard) << _SHARD_BITS

    def channel_of(self, shard: int) -> int:
        """Give the channel of a shard's guild."""
        return self.guild_of(shard) + 1

    def holders_of(self, shard: int) -> list[str]:
        """Give the processes that are connected for a shard."""
        return [who for of, who, socket in self._open if of == shard and not socket.closed]

    def visible_answers(self, question: int) -> int:
        """Count what readers see below a question."""
        return [posted["nonce"] for posted in self.posted].count(str(question))

    async def ask_in(self, shard: int, asked: str = "how long will the bridge stay closed?") -> int:
        """Send a reader's question to whoever is connected for a shard; give its id."""
        number = self.new_id()
        words = f"<@{BOT}> {asked}"
        where = {"channel_id": str(self.channel_of(shard)), "guild_id": str(self.guild_of(shard))}
        message = a_message(number, words, mentions=(BOT,), author=number) | where
        for of, _, socket in self._open:
            if of == shard and not socket.closed:
                await socket.send_json({"op": 0, "t": "MESSAGE_CREATE", "s": number, "d": message})
        return number

    # ---------------------------------------------------------------- gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 20_000}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear_of(request.match_info["process"], socket, json.loads(frame.data))
        return socket

    async def _hear_of(self, process: str, socket: web.WebSocketResponse, said: Payload) -> None:
        if said["op"] == 1:
            await socket.send_json({"op": 11})
        elif said["op"] == 2:
            shard, _ = said["d"]["shard"]
            self.identified.append(Identified(process, shard, monotonic()))
            self._open.append((shard, process, socket))
            ready = self._ready_for(process) | {"shard": said["d"]["shard"]}
            await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
            await socket.send_json(
                {"op": 0, "t": "GUILD_CREATE", "s": 2, "d": self._guild_for(shard)}
            )

    def _ready_for(self, process: str) -> Payload:
        return {
            "v": 10,
            "user": a_user(BOT, is_bot=True),
            "guilds": [],
            "session_id": f"session-{self.new_id()}",
            "resume_gateway_url": self._gateway_for(process),
            "application": {"id": str(APPLICATION), "flags": 0},
        }

    def _guild_for(self, shard: int) -> Payload:
        guild, number = a_guild(), str(self.guild_of(shard))
        guild["roles"][0]["id"] = number
        guild["channels"][0]["id"] = str(self.channel_of(shard))
        return guild | {"id": number}

    def _gateway_for(self, process: str) -> str:
        return f"{self.url.replace('http', 'ws')}/{process}/gateway"

    # ------------------------------------------------------------------- REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path, process = request.match_info["path"], request.match_info.get("process", "")
        if path == "gateway/bot":
            told = json.dumps(self._about_gateway(process)).encode()
            return web.Response(body=told, headers={"Content-Type": "application/json"})
        if _POST.fullmatch(path) and request.method == "POST":
            body: dict[str, Any] = json.loads(await request.read())
            self.sent.append(Attempt(process, int(body["nonce"]), monotonic()))
            return await self._post_message(request, body)
        return await super()._rest(request)

    def _about_gateway(self, process: str) -> Payload:
        limit = {"total": 1000, "remaining": self.remaining, "max_concurrency": 16}
        limit |= {"reset_after": int(self.reset_after_s * 1000)}
        url = self._gateway_for(process)
        return {"url": url, "shards": self.shards, "session_start_limit": limit}
