"""The server: enough of Discord's REST and gateway for one bot, one guild and one channel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final, Self

from aiohttp import WSMsgType, web
from discord.utils import time_snowflake, utcnow

from tests.fake_discord.payloads import (
    APPLICATION,
    BOT,
    CHANNEL,
    CLOSED_CHANNEL,
    Payload,
    a_guild,
    a_user,
)
from tests.fake_discord.payloads import a_message as a_message

TOKEN: Final = "a-good-token"
MESSAGE_CONTENT: Final = 1 << 15
_PATIENCE_S: Final = 60.0
_STEP_S: Final = 0.02

Fault = Callable[["FakeDiscord", web.Request, Payload], "web.StreamResponse | None"]
"""Spoils one message that the bot posts: gives another response, or does harm and gives none."""


class FakeDiscord:
    """A Discord that remembers what the bot did, and misbehaves when a test asks for it."""

    def __init__(self, *, grants_message_content: bool = True) -> None:
        self.grants_message_content = grants_message_content
        self.posted: list[Payload] = []
        """The messages that readers see from the bot."""
        self.removed: list[Payload] = []
        """The messages that the bot took away again."""
        self.attempts: list[Payload] = []
        """Every message that the bot tried to post."""
        self.callbacks: list[Payload] = []
        self.command_syncs = 0
        self.commands: list[Payload] = []
        """The commands, as the bot described them."""
        self.identifies: list[Payload] = []
        self.resumes = 0
        self.faults: list[Fault] = []
        self.callback_faults: list[Fault] = []
        self.login_faults: list[Fault] = []
        self.sync_faults: list[Fault] = []
        self.incomplete_sync = False
        """Commands come back without most of their fields."""
        self.slowness_s = 0.0
        self.refusal: int | None = None
        """The code with which the gateway closes on every IDENTIFY."""
        self.identifies_left = 999
        """What is left of the day's budget of IDENTIFYs."""
        self.day_ms = 100
        """How much is left of that day."""
        self.heartbeat_ms = 20_000
        self.heartbeats = 0
        self.acknowledges_heartbeats = True
        self.resumes_to_refuse = 0
        self.callback_attempts = 0
        self._responded: set[str] = set()
        self._by_nonce: dict[str, Payload] = {}
        self._events: list[Payload] = []
        self._socket: web.WebSocketResponse | None = None
        self._next_id = time_snowflake(utcnow())
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/gateway", self._gateway)
        application.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self.add_routes(application)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()
        assert self._runner is not None
        await self._runner.cleanup()

    def add_routes(self, application: web.Application) -> None:
        """Serve more addresses than these."""

    def new_id(self) -> int:
        """Give an id that was not used before."""
        self._next_id += 1
        return self._next_id

    async def dispatch(self, event: str, data: Payload) -> None:
        """Send an event, or keep it for the bot's RESUME while it is away."""
        self._events.append({"op": 0, "t": event, "s": len(self._events) + 1, "d": data})
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json(self._events[-1])

    async def drop_gateway(self) -> None:
        """Break the bot's connection, such that it may resume."""
        assert self._socket is not None
        socket, self._socket = self._socket, None
        await socket.close(code=4000)

    async def ask_to_reconnect(self) -> None:
        """Tell the bot to come back on another connection, as Discord does when it deploys."""
        assert self._socket is not None
        socket, self._socket = self._socket, None
        await socket.send_json({"op": 7, "d": None})

    async def go_away(self) -> None:
        """Close the connection, and refuse every other one."""
        await self._site.stop()
        await self.drop_gateway()

    async def come_back(self) -> None:
        """Take connections again, at the same address."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await self._site.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1])

    async def until(self, claim: Callable[[], bool], what: str) -> None:
        """Wait for something to come true."""
        for _ in range(int(_PATIENCE_S / _STEP_S)):
            if claim():
                return
            await asyncio.sleep(_STEP_S)
        raise AssertionError(f"it did not come true that {what}")

    # ---------------------------------------------------------------- gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.heartbeat_ms}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(frame.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: Payload) -> None:
        if said["op"] == 1:
            self.heartbeats += 1
            if self.acknowledges_heartbeats:
                await socket.send_json({"op": 11})
        elif said["op"] == 2:
            self.identifies.append(said["d"])
            wants_content = bool(said["d"]["intents"] & MESSAGE_CONTENT)
            if self.refusal or (wants_content and not self.grants_message_content):
                await socket.close(code=self.refusal or 4014)
                return
            self._socket = socket
            await self.dispatch("READY", self._ready())
            await self.dispatch("GUILD_CREATE", a_guild())
        elif said["op"] == 6:
            self.resumes += 1
            if self.resumes_to_refuse:
                self.resumes_to_refuse -= 1
                await socket.send_json({"op": 9, "d": False})
                return
            for event in self._events[said["d"]["seq"] :]:
                await socket.send_json(event)
            self._socket = socket
            await self.dispatch("RESUMED", {})

    def _ready(self) -> Payload:
        return {
            "v": 10,
            "user": a_user(BOT, is_bot=True),
            "guilds": [],
            "session_id": "one-session",
            "resume_gateway_url": self.url.replace("http", "ws") + "/gateway",
            "shard": [0, 1],
            "application": {"id": str(APPLICATION), "flags": 0},
        }

    # ------------------------------------------------------------------- REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        if request.headers.get("Authorization") != f"Bot {TOKEN}" and "callback" not in path:
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        body = await _body(request)
        if path == f"channels/{CHANNEL}/messages" and request.method == "POST":
            return await self._post_message(request, body)
        if path == f"channels/{CLOSED_CHANNEL}/messages":
            self.attempts.append(body)
            return _json({"message": "Missing Permissions", "code": 50013}, status=403)
        if path.startswith(f"channels/{CHANNEL}/messages/"):
            return self._change_message(request.method, path.rsplit("/", 1)[1], body)
        if path == "users/@me" and self.login_faults:
            return self.login_faults.pop(0)(self, request, body) or _json(self._facts(path))
        if path.endswith("/callback"):
            return self._respond(request, path, body)
        if path.endswith("/commands"):
            spoilt = self.sync_faults.pop(0)(self, request, body) if self.sync_faults else None
            if spoilt is not None:
                return spoilt
            self.command_syncs += 1
            self.commands = body
            return _json([] if not body else self._commands(body))
        return _json(self._facts(path))

    def _facts(self, path: str) -> Payload:
        left = self.identifies_left
        ends = {"reset_after": self.day_ms, "max_concurrency": 1}
        limit = {"total": 1000, "remaining": left, **ends}
        gateway = self.url.replace("http", "ws") + "/gateway"
        known = {
            "users/@me": a_user(BOT, is_bot=True),
            "oauth2/applications/@me": {"id": str(APPLICATION), "name": "briefing-bot", "flags": 0}
            | {"description": "", "icon": None, "bot_public": True, "verify_key": ""}
            | {"bot_require_code_grant": False, "owner": a_user(1), "team": None, "summary": ""},
            "gateway": {"url": gateway},
            "gateway/bot": {"url": gateway, "shards": 1, "session_start_limit": limit},
        }
        return known[path]

    def _commands(self, commands: list[Payload]) -> list[Payload]:
        if self.incomplete_sync:
            return [{"name": command["name"]} for command in commands]
        return [self._command(command) for command in commands]

    def _command(self, command: Payload) -> Payload:
        made = {"id": str(self.new_id()), "application_id": str(APPLICATION), "version": "1"}
        return {"description": "", **command, **made}

    def _respond(self, request: web.Request, path: str, body: Payload) -> web.StreamResponse:
        self.callback_attempts += 1
        if self.callback_faults:
            spoilt = self.callback_faults.pop(0)(self, request, body)
            if spoilt is not None:
                return spoilt
        return self.take_response(path, body)

    def take_response(self, path: str, body: Payload) -> web.StreamResponse:
        """Take an interaction's first response, and no second one."""
        if path in self._responded:
            taken = {"message": "Interaction has already been acknowledged.", "code": 40060}
            return _json(taken, status=400)
        self._responded.add(path)
        self.callbacks.append(body)
        return _json({"interaction": {"id": "1", "type": 2}})

    def _change_message(self, method: str, message: str, body: Payload) -> web.StreamResponse:
        found = [posted for posted in self.posted if posted["id"] == message]
        if not found:
            return _json({"message": "Unknown Message", "code": 10008}, status=404)
        if method == "DELETE":
            self.posted.remove(found[0])
            self.removed.append(found[0])
            return web.Response(status=204)
        found[0].update(body)
        return _json(found[0])

    async def _post_message(self, request: web.Request, body: Payload) -> web.StreamResponse:
        self.attempts.append(body)
        await asyncio.sleep(self.slowness_s)
        if self.faults:
            spoilt = self.faults.pop(0)(self, request, body)
            if spoilt is not None:
                return spoilt
        return _json(self.keep(body))

    def keep(self, body: Payload) -> Payload:
        """Post a message, or give back the one that has this nonce already."""
        nonce = body["nonce"] if body.get("enforce_nonce") else str(self.new_id())
        if nonce not in self._by_nonce:
            components = body.get("components", [])
            message = a_message(self.new_id(), "", author=BOT, components=components)
            message |= {"flags": body.get("flags", 0), "nonce": nonce}
            self._by_nonce[nonce] = message
            self.posted.append(message)
        return self._by_nonce[nonce]


async def _body(request: web.Request) -> Any:
    raw = await request.read()
    return json.loads(raw) if raw else {}


def _json(
    payload: Any, *, status: int = 200, headers: dict[str, str] | None = None
) -> web.Response:
    # The type must be without a charset: discord.py compares it word for word.
    typed = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(payload).encode(), status=status, headers=typed)


# ------------------------------------------------------------------- faults


def too_many_requests(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
    """Refuse with a 429, in the form that discord.py waits for."""
    wait = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
    return _json(wait, status=429, headers={"Via": "1.1 google", "Retry-After": "1"})


def refused_in_front(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
    """Refuse with a 429 of the network in front of Discord, which discord.py does not wait for."""
    page = "<html><title>Access denied</title><h1>error code: 1015</h1></html>"
    return web.Response(
        text=page, content_type="text/html", status=429, headers={"Retry-After": "1"}
    )


def refused_for_minutes(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
    """Refuse for as long as a reader may wait, and longer than any test."""
    return web.Response(text="error code: 1015", status=429, headers={"Retry-After": "300"})


def refused_for_hours(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
    """Refuse for longer than a reader waits."""
    return web.Response(text="error code: 1015", status=429, headers={"Retry-After": "7200"})


def unavailable(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
    """Refuse with a 503, which discord.py does not repeat."""
    return _json({"message": "upstream connect error", "code": 0}, status=503)


def reset_after_posting(fake: FakeDiscord, request: web.Request, body: Payload) -> None:
    """Post the message, and break the connection before the bot hears of it."""
    fake.keep(body)
    assert request.transport is not None
    request.transport.abort()


def garbled_after_posting(fake: FakeDiscord, _: web.Request, body: Payload) -> web.StreamResponse:
    """Post the message, and answer with half of what there is to say."""
    fake.keep(body)
    return web.Response(body=b'{"id": "12', headers={"Content-Type": "application/json"})


def reset(_: FakeDiscord, request: web.Request, __: Payload) -> None:
    """Break the connection before anything was heard."""
    assert request.transport is not None
    request.transport.abort()


def reset_after_responding(fake: FakeDiscord, request: web.Request, body: Payload) -> None:
    """Take an interaction's response, and break the connection before the bot hears of it."""
    fake.take_response(request.match_info["path"], body)
    assert request.transport is not None
    request.transport.abort()
