"""The tables of the database, as the newest migration leaves them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, String, Table, Text

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
    Index("turns_by_channel", "channel"),
    Index("turns_by_guild", "guild"),
    Index("turns_by_hour", "hour"),
    Index("turns_by_reader", "reader"),
)
"""Columns have the names of `TurnRecord`'s fields."""
