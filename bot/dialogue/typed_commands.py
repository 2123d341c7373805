"""Commands that somebody typed as a message: where Discord does not offer them, they arrive so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ASK: Final = "ask"
MENUS: Final = frozenset({"help", "topics", "topic", "latest", "briefing"})
"""What can be shown in answer to a message as well."""

COMMANDS: Final = MENUS | {
    *(ASK, "follow", "privacy", "settings", "content", "setup", "stats", "unanswered", "teach"),
}

_TYPED: Final = re.compile(
    rf"[/!](?P<name>{'|'.join(sorted(COMMANDS, reverse=True))})(?![\w/-]|\.\w)"
    r"[\s:?!.]*(?:(?:question|name|title):\s*)?(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command, and what was typed after it."""

    name: str
    words: str


def typed_command(text: str) -> TypedCommand | None:
    """Tell which command of ours a message is: "/topic Rosneft", "!help"; none for other words."""
    typed = _TYPED.fullmatch(text.strip())
    return None if typed is None else TypedCommand(typed["name"].casefold(), typed["words"].strip())


def asked_in_command(text: str) -> str:
    """Give what stands after "/ask"; any other message as it is."""
    typed = typed_command(text)
    return typed.words if typed is not None and typed.name == ASK and typed.words else text
