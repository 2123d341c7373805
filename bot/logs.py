"""Log lines for people or for machines, on standard error, with secrets struck out."""

from __future__ import annotations

import logging
import re
import sys
import threading
from types import TracebackType
from typing import Any

import structlog

from bot.settings import LogFormat, Settings, SettingsError

_TOKEN = re.compile(r"[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}")
"""The shape of a bot's token, as Discord's own secret scanning knows it."""

_STRUCK_OUT = "[token]"
_SHORTEST_SECRET = 8
"""Anything shorter is a slip of the hand, and would strike out half of every line."""


class _Redacting(logging.Formatter):
    """Strikes tokens out of finished lines, tracebacks included, whoever wrote them."""

    def __init__(self, inner: logging.Formatter, secret: str | None) -> None:
        super().__init__()
        self._inner = inner
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Format a record and leave no token in it.

        What cannot be formatted is named by its logger alone: `logging` would print its parts.
        """
        try:
            line = self._inner.format(record)
        except Exception as error:  # arguments that do not fit their text, most often
            line = f"A line of {record.name} could not be written: {type(error).__name__}"
        if self._secret and len(self._secret) >= _SHORTEST_SECRET:
            line = line.replace(self._secret, _STRUCK_OUT)
        return _TOKEN.sub(_STRUCK_OUT, line)


def configure_logs(settings: Settings) -> None:
    """Send the log lines of all libraries to standard error, in the form that is set."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    after: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if settings.log_format is LogFormat.JSON:
        after += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        # Tracebacks without local variables: those hold what readers wrote. And without frames and
        # colours: where a line is folded or painted, no secret can be found in it.
        after.append(
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        )
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=after)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(formatter, _secret_of(settings)))
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    # What libraries write to find faults of their own holds what readers wrote.
    logging.getLogger("bot").setLevel(level)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # which exist, each time
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    sys.excepthook = _log_fault
    threading.excepthook = lambda fault: _log_fault(
        fault.exc_type, fault.exc_value or fault.exc_type(), fault.exc_traceback
    )


def _secret_of(settings: Settings) -> str | None:
    """Give what is set as the token, or what stands in its place and cannot be one."""
    try:
        return settings.token()
    except SettingsError:
        given = settings.discord_token
        return None if given is None else given.get_secret_value()


def _log_fault(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """Let what nobody caught go the way of all lines; Python would print it as it is."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    logging.getLogger("bot").critical("Nobody caught a fault", exc_info=(kind, fault, trace))
