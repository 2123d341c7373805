"""How guilds wanted it last, in a file: for a start at which the database cannot be read."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.store.guilds import StoredSettings, body_of, stored_settings
from bot.whole_files import appearing

_log = logging.getLogger(__name__)

FILE: Final = "guilds.json"
"""Within the state folder."""

_ONLY_OURS: Final = 0o600


class Remembered:
    """A copy of all guilds' settings, which appears as a whole or not at all. It blocks."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._kept: Mapping[int, StoredSettings] | None = None

    def recall(self) -> Mapping[int, StoredSettings]:
        """Give what was kept last; nothing where that was never done, or cannot be read."""
        try:
            rows = json.loads(self._file.read_bytes())
            return MappingProxyType({row[0]: stored_settings(*row) for row in rows})
        except FileNotFoundError:
            return MappingProxyType({})
        except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
            _log.warning("%s cannot be read: %s", FILE, type(error).__name__)
            return MappingProxyType({})

    def keep(self, settings: Mapping[int, StoredSettings]) -> None:
        """Keep settings, if they are others; that a disk is full is only logged."""
        if settings == self._kept:
            return
        rows = [[guild, one.number, body_of(one.settings)] for guild, one in settings.items()]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with appearing(self._file) as stream:
                Path(stream.name).chmod(_ONLY_OURS)
                stream.write(json.dumps(rows).encode())
        except OSError as error:
            _log.warning("%s is not up to date: %s", FILE, error.strerror)
            return
        self._kept = settings
