"""Uses of every command that the bot has told Discord of, by whomever and wherever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tests.fake_discord.payloads import (
    APPLICATION,
    CHANNEL,
    GUILD,
    READER,
    Payload,
    a_member,
    a_message,
    a_user,
)

_SLASH: Final = 1
_GROUPS: Final = (1, 2)
_ID: Final = "4242"

_VALUES: Final[dict[int, Any]] = {3: "x", 4: 1, 5: True, 10: 1.0}


def uses_of(commands: list[Payload]) -> Iterator[tuple[str, Payload]]:
    """Give every command and subcommand with all that it asks for filled in."""
    for command in commands:
        if command.get("type", _SLASH) != _SLASH:
            yield command["name"], _on_a_target(command)
            continue
        for path, options in _leaves(command.get("options", [])):
            data = {"id": "777", "type": command.get("type", 1), "name": command["name"]}
            filled = _nested(path, [_filled(option) for option in options if _is_asked(option)])
            yield " ".join((command["name"], *path)), data | {"options": filled} | _resolved(filled)


def an_interaction(interaction_id: int, data: Payload, *, guild: bool) -> Payload:
    """Describe the use of a command by a reader without any power, in a channel or privately."""
    described = {
        "id": str(interaction_id),
        "application_id": str(APPLICATION),
        "type": 2,
        "token": f"token-{interaction_id}",
        "version": 1,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {},
        "app_permissions": "0",
        "attachment_size_limit": 10_000_000,
        "data": data,
    }
    if guild:
        channel = {"id": str(CHANNEL), "type": 0, "name": "news", "permissions": "0"}
        member = a_member() | {"user": a_user(READER), "permissions": "0"}
        return described | {
            "guild_id": str(GUILD),
            "guild": {"id": str(GUILD), "features": [], "locale": "en-US"},
            "channel_id": str(CHANNEL),
            "channel": channel,
            "member": member,
            "context": 0,
        }
    private = {"id": "555", "type": 1, "last_message_id": None, "recipients": []}
    return described | {
        "channel_id": "555",
        "channel": private,
        "user": a_user(READER),
        "context": 1,
    }


def _leaves(options: list[Payload]) -> Iterator[tuple[tuple[str, ...], list[Payload]]]:
    groups = [option for option in options if option["type"] in _GROUPS]
    if not groups:
        yield (), options
    for group in groups:
        for path, leaf in _leaves(group.get("options", [])):
            yield (group["name"], *path), leaf


def _on_a_target(command: Payload) -> Payload:
    """Describe the use of a menu on a message, or on a person."""
    message, user = a_message(int(_ID), "why are the lamps lit?"), a_user(int(_ID))
    member = a_member() | {"permissions": "0"}
    resolved = {"messages": {_ID: message}, "users": {_ID: user}, "members": {_ID: member}}
    named = {key: command[key] for key in ("name", "type")}
    return {"id": "777", **named, "target_id": _ID, "resolved": resolved}


def _nested(path: tuple[str, ...], options: list[Payload]) -> list[Payload]:
    if not path:
        return options
    kind = 1 if len(path) == 1 else 2
    return [{"type": kind, "name": path[0], "options": _nested(path[1:], options)}]


def _is_asked(option: Payload) -> bool:
    return bool(option.get("required"))


def _filled(option: Payload) -> Payload:
    choices = option.get("choices") or []
    value = choices[0]["value"] if choices else _VALUES.get(option["type"], _ID)
    if option["type"] == 3 and not choices:
        value *= option.get("min_length", 1)
    return {"type": option["type"], "name": option["name"], "value": value}


def _resolved(options: list[Payload]) -> Payload:
    attachment = {
        "id": _ID,
        "filename": "page.md",
        "size": 9,
        "content_type": "text/plain",
        "url": "https://cdn.discordapp.com/ephemeral-attachments/1/2/page.md",
        "proxy_url": "https://media.discordapp.net/ephemeral-attachments/1/2/page.md",
    }
    channel = {"id": _ID, "type": 0, "name": "news", "permissions": "0"}
    user, member = a_user(int(_ID)), a_member() | {"permissions": "0"}
    role = {"id": _ID, "name": "role", "permissions": "0", "position": 1, "color": 0}
    known = {
        "attachments": {_ID: attachment},
        "channels": {_ID: channel},
        "users": {_ID: user},
        "members": {_ID: member},
        "roles": {_ID: role},
    }
    return {"resolved": known} if _mentions_an_id(options) else {}


def _mentions_an_id(options: list[Payload]) -> bool:
    return any(
        option.get("value") == _ID or _mentions_an_id(option.get("options", []))
        for option in options
    )
