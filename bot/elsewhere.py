"""Builds an edition in another process: in a thread, that would hold up whatever else runs."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Final

from bot.editions.program import program_digest
from bot.settings import Settings

_log = logging.getLogger(__name__)


def prepare_elsewhere(settings: Settings) -> str | None:
    """Let another process make the edition of the content; give the key under which it is kept.

    None when that failed, or when the program was upgraded meanwhile: then it is made here.
    """
    told = settings.model_dump_json(exclude={"discord_token", "discord_token_file", "database_url"})
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-P", "-c", _PREPARE, root]
    done = subprocess.run(command, input=told, text=True, stdout=subprocess.PIPE, check=False)  # noqa: S603  (our own program)
    if done.returncode:
        _log.warning("Content could not be prepared in another process (%s)", done.returncode)
        return None
    key, _, program = done.stdout.strip().partition(" ")
    return key if program == program_digest() else None


_PREPARE: Final = """
import os, sys
try:  # first of all, for to import takes a second: readers' answers get the core when they want it
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
except (AttributeError, OSError):
    if hasattr(os, "nice"):
        os.nice(19)
sys.path.insert(0, sys.argv[1])
from bot.app.editions import prepare
print(*prepare(sys.stdin.read()))
"""
