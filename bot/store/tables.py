"""The tables of the database, as the newest migration leaves them.

Columns that have these names mean the same everywhere, so that what is to be erased can be found
in all tables alike: `message` (a reader's message, or the answer to it), `channel`, `guild`,
`hour` (when it was said, whole hours since 1970, UTC: such rows expire), `reader` (a keyed hash).
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

METADATA: Final = MetaData()

TURNS: Final = Table(
    "turns",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("channel", BigInteger),
    Column("guild", BigInteger),
    Column("hour", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("decided", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("passage", String(64)),
    Column("nearest", String(64)),
    Column("revision", String(64), nullable=False),
    Column("reader", String(32)),
    Column("is_shadow", Boolean, nullable=False, server_default=false()),
    Index("turns_by_channel", "channel"),
    # With all that statistics count, so that they need not look at the rows.
    Index("turns_to_count", "guild", "hour", "is_shadow", "decided", "passage", "reader"),
    Index("turns_by_hour", "hour"),
    Index("turns_by_reader", "reader"),
)
"""Columns have the names of `TurnRecord`'s fields."""

FEEDBACK: Final = Table(
    "feedback",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("voter", String(32), primary_key=True),
    Column("channel", BigInteger),
    Column("guild", BigInteger),
    Column("hour", Integer, nullable=False),
    Column("passage", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("vote", SmallInteger),
    Column("meant", String(64)),
    Column("reader", String(32)),
    Index("feedback_by_guild_and_hour", "guild", "hour"),
    Index("feedback_by_hour", "hour"),
    Index("feedback_by_reader", "reader"),
)
"""What a reader said of an answer: a vote, 1 or -1, and the passage that was meant instead.

`voter` is a hash of reader and message: one vote a person, and no two votes linked by it.
"""

ASKS: Final = Table(
    "asks",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("voter", String(32), primary_key=True),
    Column("channel", BigInteger),
    Column("guild", BigInteger),
    Column("hour", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("to_tell", BigInteger),
    Column("reader", String(32)),
    Index("asks_by_guild", "guild"),
    Index("asks_by_hour", "hour"),
    Index("asks_by_reader", "reader"),
)
"""Questions that readers put to the editors; `to_tell` is who wants to hear of an answer."""

DISMISSALS: Final = Table(
    "dismissals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Index("dismissals_by_guild", "guild"),
)
"""Unanswered questions that editors want to see no more of."""

JUDGEMENTS: Final = Table(
    "judgements",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("guild", BigInteger, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("is_right", Boolean, nullable=False),
    Index("judgements_by_guild", "guild"),
)
"""What moderators think of what the bot would have said; by the question's message."""


def _quoted() -> tuple[Column[Any], ...]:
    return (
        Column("channel", BigInteger, nullable=False),
        Column("guild", BigInteger, nullable=False),
        Column("hour", Integer, nullable=False),
        Column("passage", String(64), nullable=False),
        Column("digest", String(16), nullable=False),
        Column("notes", Text, nullable=False, server_default=""),
    )


QUOTES: Final = Table(
    "quotes",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    *_quoted(),
    Index("quotes_by_passage", "guild", "passage"),
    Index("quotes_by_hour", "hour"),
)
"""The answers that were posted in guilds, by their own message; `notes` are digests."""

FURTHER_QUOTES: Final = Table(
    "further_quotes",
    METADATA,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("place", SmallInteger, primary_key=True, autoincrement=False),
    *_quoted(),
    Index("further_quotes_by_passage", "guild", "passage"),
    Index("further_quotes_by_hour", "hour"),
)
"""The second and later answers of messages whose first one is in `QUOTES`, by their place."""

WORDINGS: Final = Table(
    "wordings",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("passage", String(64), primary_key=True),
    Column("digest", String(16), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
)
"""What passages said when they were quoted, by a digest of the text; the pages' words only."""

FOLLOWS: Final = Table(
    "follows",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("story", String(64), primary_key=True),
    Column("to_tell", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Index("follows_by_reader", "to_tell"),
)
"""Who wants to be told what is new in a story of a guild, by their id, until they stop.

`version` is the row of `STORY_SNAPSHOTS` that they know; `since`, an hour like `hour`, expires
nothing.
"""

STORY_SNAPSHOTS: Final = Table(
    "story_snapshots",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("story", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("passages", Text, nullable=False),
)
"""What a story said at a time: as JSON, its passages' ids and the digests of their words.

Only of stories that somebody follows; nothing of readers.
"""

GUILD_SETTINGS: Final = Table(
    "guild_settings",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
"""How each guild wants it, as JSON; `number` counts the changes."""

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("moderator", BigInteger, nullable=False),
    Column("action", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_by_guild", "guild", "id"),
    Index("audit_by_time", "at"),
)
"""Who changed what, and when: seconds since 1970, UTC."""

BLOBS: Final = Table(
    "blobs",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""Pages, and what stands over the files, by SHA-256; every guild has its own."""

REVISIONS: Final = Table(
    "revisions",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("moderator", BigInteger, nullable=False),
    Column("action", String(32), nullable=False),
    Column("summary", Text, nullable=False),
    Column("overlay", String(64), nullable=False),
)
"""What stands over the files, one row a publication; the highest number is served."""

PROPOSALS: Final = Table(
    "proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("guild", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("moderator", BigInteger, nullable=False),
    Column("action", String(32), nullable=False),
    Column("summary", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("overlay", String(64), nullable=False),
    Column("is_draft", Boolean, nullable=False, server_default=false()),
    Index("proposals_by_guild", "guild"),
)
"""What waits for its publication: made over the revision `base`; drafts wait for long."""

REPORTS: Final = Table(
    "reports",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("week", Integer, primary_key=True, autoincrement=False),
)
"""The weekly reports that were sent, or are being sent: weeks since 1970, from Monday."""

DEPARTURES: Final = Table(
    "departures",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("left_at", BigInteger, nullable=False),
)
"""Guilds that the bot has left, whose settings and pages are kept for a while."""

COUNTERS: Final = Table(
    "counters",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("number", BigInteger, nullable=False),
)
"""Numbers that only go up. Whoever raises one holds its row until the transaction ends."""

CHANGES: Final = Table(
    "changes",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Index("changes_by_number", "number"),
)
"""When each guild's settings or pages were changed last, by a number that all guilds share.

0 stands for the files, which all guilds share: somebody wants them to be read again.
"""

AGREEMENTS: Final = Table(
    "agreements",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("body", Text, nullable=False),
)
"""What all processes that share a database must have alike."""

WORKERS: Final = Table(
    "workers",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("host", String(128), nullable=False),
    Column("process", BigInteger, nullable=False),
    Column("version", String(32), nullable=False),
    Column("started", Float, nullable=False),
    Column("beat", Float, nullable=False),
    Column("revision", String(64), nullable=False),
    Column("change", BigInteger, nullable=False),
    Column("is_ready", Boolean, nullable=False),
)
"""Processes that are alive, or were a while ago; times are the database's, seconds since 1970.

`change` is the latest row of `CHANGES` that it goes by, `revision` that of its content's files.
"""

LEASES: Final = Table(
    "leases",
    METADATA,
    Column("block", Integer, primary_key=True, autoincrement=False),
    Column("epoch", BigInteger, nullable=False),
    Column("worker", String(32)),
    Column("expires", Float, nullable=False),
)
"""Which process has which shards, and until when unless it asks for longer."""

IDENTIFIES: Final = Table(
    "identifies",
    METADATA,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("free_at", Float, nullable=False),
)
"""From when on another shard of a bucket may identify itself."""


def _with(*columns: str) -> tuple[Table, ...]:
    return tuple(t for t in METADATA.sorted_tables if all(name in t.c for name in columns))


WITH_HOUR: Final = _with("hour")
"""What readers said, and what was said to them: it expires."""

WITH_READER: Final = _with("hour", "reader")
WITH_MESSAGE: Final = _with("hour", "message")
WITH_CHANNEL: Final = _with("hour", "channel")
SAID_IN_GUILDS: Final = (*_with("hour", "guild"), FOLLOWS, STORY_SNAPSHOTS)
"""What goes as soon as the bot leaves: whoever followed a story there has nothing to hear."""

OF_GUILDS: Final = _with("guild")
"""All that is a guild's own: what was said there, and how its editors want it."""
