"""Tells Discord about our commands, but only when they changed: it allows few such calls a day."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from pathlib import Path
from typing import Any, Final

from discord import app_commands

from bot.discord_app.sending import insist
from bot.whole_files import appearing

_log = logging.getLogger(__name__)

_FILE: Final = "commands.sha256"
_PATIENCE_S: Final = 30.0
"""Joining must not wait longer for Discord's limits on commands."""


async def sync_when_changed(tree: app_commands.CommandTree[Any], state_dir: Path) -> bool:
    """Send the commands if Discord has others from us; say whether they were sent.

    Failing is logged and does not keep the bot from answering messages.
    """
    file = state_dir / _FILE
    digest = tree_digest(tree)
    if _last_sent(file) == digest:
        return False
    try:
        await asyncio.wait_for(insist(tree.sync), _PATIENCE_S)
    except Exception as error:  # whatever Discord answered: readers can still ask
        _log.error("The commands could not be sent to Discord: %r", error)
        return False
    _keep(file, digest)
    return True


def tree_digest(tree: app_commands.CommandTree[Any]) -> str:
    """Hash what Discord is told of the commands, and for which application."""
    told = [command.to_dict(tree) for command in tree.get_commands()]
    told.sort(key=lambda command: (command["type"], command["name"]))
    application = tree.client.application_id
    return hashlib.sha256(json.dumps([application, told], sort_keys=True).encode()).hexdigest()


def _last_sent(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _keep(file: Path, digest: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with appearing(file) as stream:
            stream.write(f"{digest}\n".encode("ascii"))
    except OSError as error:
        _log.warning("The hash of the commands could not be kept in %s: %s", file, error)
