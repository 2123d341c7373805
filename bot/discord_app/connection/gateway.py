"""Mends habits of discord.py's gateway: where it connects again, what ends it, what it repeats.

All reach into parts that discord.py does not promise to keep; the fake Discord of the tests
notices when an upgrade changes them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping
from typing import Any, Final

import discord.gateway
import yarl
from discord.gateway import DiscordWebSocket, KeepAliveHandler

_log = logging.getLogger(__name__)

Parser = Callable[[Any], Any]

_VITAL: Final = frozenset({"READY"})
"""Without it a shard knows nothing; better to end loudly and to be started again."""

_INTERACTION: Final = "INTERACTION_CREATE"
_SUGGESTING: Final = 4
"""The type of an interaction by which Discord asks what to suggest: it changes nothing."""

_UNHEARD_INTERVALS: Final = 1.5
"""Between heartbeats an acknowledgement is due; half an interval is for a slow line."""


def reconnect_to(gateway: yarl.URL) -> None:
    """Let connections that cannot be resumed go where Discord told us to go.

    discord.py asks for the address once, and falls back to one of its own from then on.
    """
    DiscordWebSocket.DEFAULT_GATEWAY = gateway


class AttentiveKeepAlive(KeepAliveHandler):
    """Calls a connection dead on which a heartbeat stays without its acknowledgement.

    discord.py waits for a minute in which nothing is heard at all, which never comes while
    events do. Discord asks for this rule: to close such a connection, and to resume.
    """

    def __init__(self, *args: Any, interval: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, interval=interval, **kwargs)
        if interval is not None:
            self.heartbeat_timeout = interval * _UNHEARD_INTERVALS

    def tick(self) -> None:
        """Take no other event for an acknowledgement."""

    def ack(self) -> None:
        """Note that the connection is alive."""
        super().ack()
        super().tick()


def notice_dead_connections() -> None:
    """Let all connections from now on be watched by the rule above."""
    setattr(discord.gateway, KeepAliveHandler.__name__, AttentiveKeepAlive)


def hear_interactions_once(
    parsers: MutableMapping[str, Parser], is_first_sight: Callable[[int], bool]
) -> None:
    """Pass over an interaction that is repeated, as after a RESUME: it would be done twice."""
    parse = parsers[_INTERACTION]

    def parse_if_new(data: Any) -> Any:
        is_new = data["type"] == _SUGGESTING or is_first_sight(int(data["id"]))
        return parse(data) if is_new else None

    parsers[_INTERACTION] = parse_if_new


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
