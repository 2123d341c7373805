"""More ways in which Discord, and what lies between, can spoil a request of the bot's."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.fake_discord.payloads import Payload
from tests.fake_discord.server import FakeDiscord, Fault


def _refusal(status: int, payload: Any, **headers: str) -> web.Response:
    typed = {"Content-Type": "application/json", "Via": "1.1 google", **headers}
    return web.Response(body=json.dumps(payload).encode(), status=status, headers=typed)


def limited(scope: str) -> Fault:
    """Refuse with a 429 of Discord's own: of the `user`, of a `shared` resource, or `global`."""

    def fault(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
        is_global = scope == "global"
        wait = {"message": "You are being rate limited.", "retry_after": 0.3, "global": is_global}
        told = {"X-RateLimit-Scope": scope, "Retry-After": "1"}
        return _refusal(429, wait, **(told | ({"X-RateLimit-Global": "true"} if is_global else {})))

    return fault


def refused_by_server(status: int) -> Fault:
    """Refuse with a fault of the server's."""

    def fault(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
        return _refusal(status, {"message": "upstream trouble", "code": 0})

    return fault


def refused_with(code: int, status: int) -> Fault:
    """Refuse with a code of Discord's."""

    def fault(_: FakeDiscord, __: web.Request, ___: Payload) -> web.StreamResponse:
        return _refusal(status, {"message": "No.", "code": code})

    return fault


def cut_after_posting(fake: FakeDiscord, request: web.Request, body: Payload) -> web.StreamResponse:
    """Post the message, and break the connection in the middle of telling so."""
    told = json.dumps(fake.keep(body)).encode()
    transport = request.transport
    assert transport is not None
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(told)}\r\n"
    transport.write(head.encode() + b"\r\n" + told[: len(told) // 2])
    transport.close()
    return web.Response()
