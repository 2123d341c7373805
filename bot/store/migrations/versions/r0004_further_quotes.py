"""Make the table of what messages with several answers quote beside the first one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it; nothing that was there changes."""
    op.create_table(
        "further_quotes",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("message", "place"),
    )
    op.create_index("further_quotes_by_hour", "further_quotes", ["hour"])
    op.create_index("further_quotes_by_passage", "further_quotes", ["guild", "passage"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("further_quotes")
