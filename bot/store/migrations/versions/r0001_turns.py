"""Make the table of turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it, with what rows are looked up by."""
    op.create_table(
        "turns",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.BigInteger()),
        sa.Column("guild", sa.BigInteger()),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("decided", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("passage", sa.String(64)),
        sa.Column("nearest", sa.String(64)),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(32)),
        sa.PrimaryKeyConstraint("message"),
    )
    for column in ("channel", "guild", "hour", "reader"):
        op.create_index(f"turns_by_{column}", "turns", [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("turns")
