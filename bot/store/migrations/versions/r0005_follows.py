"""Make the tables of who follows which story, and of what they know of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them; nothing that was there changes."""
    op.create_table(
        "follows",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story", sa.String(64), nullable=False),
        sa.Column("to_tell", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "story", "to_tell"),
    )
    op.create_index("follows_by_reader", "follows", ["to_tell"])
    op.create_table(
        "story_snapshots",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "story", "version"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("story_snapshots", "follows"):
        op.drop_table(table)
