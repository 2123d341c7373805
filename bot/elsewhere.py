"""Builds an edition in another process: in a thread, that would hold up whatever else runs."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Final

from bot.settings import Settings

_log = logging.getLogger(__name__)


def prepare_elsewhere(settings: Settings) -> None:
    """Let another process make the edition of the content; if that fails, it is made here."""
    told = settings.model_dump_json(exclude={"discord_token", "discord_token_file", "database_url"})
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-P", "-c", _PREPARE, root, str(_GENTLY)]
    done = subprocess.run(command, input=told, text=True, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  (our own program)
    if done.returncode:
        _log.warning("Content could not be prepared in another process (%s)", done.returncode)


_GENTLY: Final = 10
"""Readers' answers come first: where they want a whole core, this gets a tenth of it."""

_PREPARE: Final = """
import os, sys
if hasattr(os, "nice"):
    os.nice(int(sys.argv[2]))  # first of all: to import takes a second
sys.path.insert(0, sys.argv[1])
from bot.app import prepare
prepare(sys.stdin.read())
"""
