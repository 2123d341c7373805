"""What an operator can watch: one registry for one bot, and the verbs that write to it.

No label holds an id or a word of anybody's. To note something costs microseconds; what can be
read off the bot is read when somebody asks for /metrics (`bot/discord_app/vitals.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.registry import Collector

from bot.dialogue.etiquette import Address
from bot.dialogue.model import Turn
from bot.discord_app.recording import decided_of
from bot.fleet.start_limit import StartLimit
from bot.store.model import Decided

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
PREFIX: Final = "briefing_bot"

_TENTHS: Final = tuple(step / 10 for step in range(1, 11))
_MATCH_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
_REPLY_S: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LAG_S: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)

_INVALID: Final = frozenset({401, 403, 429})
"""What Discord counts as an invalid request; 10,000 in ten minutes ban an address."""

_NOT_ADDRESSED: Final = "nobody"


class Metrics:
    """Counts what happens. Any number of them live side by side."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        heard = self._counter("messages", "Messages that were heard.", "addressed")
        self._heard = {a: heard.labels(a.name.lower()) for a in Address}
        self._passed = heard.labels(_NOT_ADDRESSED)
        decisions = self._counter("decisions", "What was decided about questions.", "decision")
        self._decisions = {decided: decisions.labels(decided.value) for decided in Decided}
        self._confidence = self._histogram("confidence", "Of the best candidate.", _TENTHS)
        self._match_s = self._histogram("match_seconds", "To decide on a question.", _MATCH_S)
        self._reply_s = self._histogram(
            "reply_seconds", "From a question's arrival until its reply was sent.", _REPLY_S
        )
        self._lag_s = self._histogram(
            "loop_lag_seconds", "For how long the event loop kept a timer waiting.", _LAG_S
        )
        self._faults = self._counter("faults", "Faults that were logged with a reference.")
        rest = self._counter("rest_requests", "Requests to Discord, by outcome.", "status")
        self._rest = {status: rest.labels(status) for status in _STATUSES}
        invalid = self._counter(
            "invalid_requests", "Those that Discord counts towards a ban.", "status"
        )
        self._invalid = {status: invalid.labels(str(status)) for status in sorted(_INVALID)}
        limits = self._counter("rate_limits", "Requests that Discord refused for now.", "scope")
        self._rate_limits = {scope: limits.labels(scope) for scope in _SCOPES}
        self._waits_s = self._counter(
            "rate_limit_wait_seconds", "For so long Discord told requests to wait."
        )
        self._resumes = self._counter("resumes", "Sessions that went on after a break.")
        self._losses = self._counter("disconnects", "Connections of shards that were lost.")
        self._identifies = self._counter("identifies", "Sessions that were begun.")
        self._identified = 0
        self._limit: StartLimit | None = None
        self._limit_ends_at = 0.0

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", told, buckets=buckets, registry=self.registry)

    # ----------------------------------------------------------------- for those who read

    def watch(self, vitals: Collector) -> None:
        """Let something more be read whenever the metrics are."""
        self.registry.register(vitals)

    def text(self) -> bytes:
        """Give everything in Prometheus' text format."""
        return generate_latest(self.registry)

    @property
    def identifies_left(self) -> int | None:
        """How many sessions may still begin until the day's budget returns; none if untold."""
        limit = self._limit
        if limit is None:
            return None
        is_over = self._clock() >= self._limit_ends_at  # a bot that stays connected asks no more
        return max((limit.total if is_over else limit.remaining) - self._identified, 0)

    # ----------------------------------------------------------------- questions

    def heard(self, address: Address | None) -> None:
        """Note a message of a reader's, and how it was addressed to the bot, if it was."""
        (self._passed if address is None else self._heard[address]).inc()

    def decided(self, turn: Turn, seconds: float) -> None:
        """Note what was decided about a question, and how long that took."""
        self._decisions[decided_of(turn.decision)].inc()
        self._confidence.observe(turn.confidence)
        self._match_s.observe(seconds)

    def replied(self, seconds: float) -> None:
        """Note that a reply was sent, so long after its question arrived."""
        self._reply_s.observe(seconds)

    def failed(self) -> None:
        """Note a fault that the log has."""
        self._faults.inc()

    # ----------------------------------------------------------------- Discord

    def requested(self, status: int | None) -> None:
        """Note a request to Discord by its status; none where no answer came."""
        self._rest["none" if status is None else f"{status // 100}xx"].inc()

    def refused(self, status: int) -> None:
        """Note a request that counts towards a ban."""
        if status in self._invalid:
            self._invalid[status].inc()

    def limited(self, scope: str, wait_s: float) -> None:
        """Note a rate limit, and for how long it told us to wait."""
        self._rate_limits[scope if scope in self._rate_limits else _ELSE].inc()
        self._waits_s.inc(max(wait_s, 0.0))

    def resumed(self) -> None:
        """Note that a shard's session went on."""
        self._resumes.inc()

    def disconnected(self) -> None:
        """Note that a shard lost its connection."""
        self._losses.inc()

    def identified(self) -> None:
        """Note that a shard began a session, which the day's budget pays for."""
        self._identifies.inc()
        self._identified += 1

    def allowed_identifies(self, limit: StartLimit) -> None:
        """Note how many sessions Discord says may still begin, and until when that holds."""
        self._limit, self._identified = limit, 0
        self._limit_ends_at = self._clock() + limit.reset_after_s

    def lagged(self, seconds: float) -> None:
        """Note for how long the event loop was not at hand."""
        self._lag_s.observe(seconds)


_STATUSES: Final = ("1xx", "2xx", "3xx", "4xx", "5xx", "none")

_ELSE: Final = "address"
"""The network in front of Discord refuses the whole address, and names no scope."""

_SCOPES: Final = ("user", "global", "shared", _ELSE)
