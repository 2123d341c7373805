"""Make the tables of the editors: settings, revisions, and what readers say of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them; turns learn whether they were said aloud."""
    op.add_column(
        "turns", sa.Column("is_shadow", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    counted = ["guild", "hour", "is_shadow", "decided", "passage", "reader"]
    op.create_index("turns_to_count", "turns", counted)
    op.drop_index("turns_by_guild", "turns")
    op.create_table(
        "feedback",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.String(32), nullable=False),
        sa.Column("channel", sa.BigInteger()),
        sa.Column("guild", sa.BigInteger()),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(64), nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("vote", sa.SmallInteger()),
        sa.Column("meant", sa.String(64)),
        sa.Column("reader", sa.String(32)),
        sa.PrimaryKeyConstraint("message", "voter"),
    )
    op.create_index("feedback_by_guild_and_hour", "feedback", ["guild", "hour"])
    op.create_index("feedback_by_hour", "feedback", ["hour"])
    op.create_index("feedback_by_reader", "feedback", ["reader"])
    op.create_table(
        "asks",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.String(32), nullable=False),
        sa.Column("channel", sa.BigInteger()),
        sa.Column("guild", sa.BigInteger()),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("to_tell", sa.BigInteger()),
        sa.Column("reader", sa.String(32)),
        sa.PrimaryKeyConstraint("message", "voter"),
    )
    op.create_index("asks_by_guild", "asks", ["guild"])
    op.create_index("asks_by_hour", "asks", ["hour"])
    op.create_index("asks_by_reader", "asks", ["reader"])
    op.create_table(
        "dismissals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("dismissals_by_guild", "dismissals", ["guild"])
    op.create_table(
        "judgements",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("message"),
    )
    op.create_index("judgements_by_guild", "judgements", ["guild"])
    op.create_table(
        "quotes",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("message"),
    )
    op.create_index("quotes_by_hour", "quotes", ["hour"])
    op.create_index("quotes_by_passage", "quotes", ["guild", "passage"])
    op.create_table(
        "wordings",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("passage", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "passage", "digest"),
    )
    op.create_table(
        "guild_settings",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("moderator", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("audit_by_guild", "audit", ["guild", "id"])
    op.create_index("audit_by_time", "audit", ["at"])
    op.create_table(
        "blobs",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "digest"),
    )
    op.create_table(
        "revisions",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("moderator", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("overlay", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("guild", "number"),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("moderator", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("overlay", sa.String(64), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("proposals_by_guild", "proposals", ["guild"])
    op.create_table(
        "reports",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("guild", "week"),
    )
    op.create_table(
        "departures",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "departures",
        "reports",
        "proposals",
        "revisions",
        "blobs",
        "audit",
        "guild_settings",
        "wordings",
        "quotes",
        "judgements",
        "dismissals",
        "asks",
        "feedback",
    ):
        op.drop_table(table)
    op.create_index("turns_by_guild", "turns", ["guild"])
    op.drop_index("turns_to_count", "turns")
    op.drop_column("turns", "is_shadow")
