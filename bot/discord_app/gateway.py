"""Mends two habits of discord.py's gateway: where it connects again, and what ends it.

Both reach into parts that discord.py does not promise to keep; the fake Discord of the tests
notices when an upgrade changes them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping
from typing import Any, Final

import yarl
from discord.gateway import DiscordWebSocket

_log = logging.getLogger(__name__)

Parser = Callable[[Any], Any]

_VITAL: Final = frozenset({"READY"})
"""Without it a shard knows nothing; better to end loudly and to be started again."""


def reconnect_to(gateway: yarl.URL) -> None:
    """Let connections that cannot be resumed go where Discord told us to go.

    discord.py asks for the address once, and falls back to one of its own from then on.
    """
    DiscordWebSocket.DEFAULT_GATEWAY = gateway


def survive_malformed_events(parsers: MutableMapping[str, Parser]) -> None:
    """Log an event that cannot be read, and go on; discord.py would end the whole process."""
    for event, parse in parsers.items():
        if event not in _VITAL:
            parsers[event] = _surviving(event, parse)


def _surviving(event: str, parse: Parser) -> Parser:
    def parse_or_log(data: Any) -> Any:
        try:
            return parse(data)
        except Exception as error:  # any field may be missing; no traceback: it quotes the event
            _log.error("An event could not be read and is left out: %s: %r", event, error)
            return None

    return parse_or_log
