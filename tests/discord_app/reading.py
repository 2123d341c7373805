"""Reads messages as a reader would: their texts and the labels of their buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord

from tests.discord_app.discord_rules import walk


def components_of(message: Any) -> list[dict[str, Any]]:
    """Give all components of a message of discord.py's or SimCord's, nested ones included."""
    found = message.response if hasattr(message, "response") else message
    assert found is not None, "there is no message to read"
    roots: Iterable[Any] = found.components
    if isinstance(found, discord.Message):
        roots = [component.to_dict() for component in found.components]
    return list(walk(list(roots)))


def text_of(message: Any) -> str:
    """Give the texts that a message displays, joined by line ends."""
    return "\n".join(c["content"] for c in components_of(message) if c["type"] == 10)


def labels_of(message: Any) -> list[str]:
    """Give the labels of a message's buttons."""
    return [c["label"] for c in components_of(message) if c["type"] == 2]


def ids_of(message: Any) -> list[str]:
    """Give the custom ids of a message's buttons."""
    return [c["custom_id"] for c in components_of(message) if c["type"] == 2]
